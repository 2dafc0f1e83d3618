"""Facts that rules return; sentences are made of them by the screen or by a paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Explanation:
    """One fact: a ``code`` that a wording exists for, and the ``values`` that stand in it."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)
