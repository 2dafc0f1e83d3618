"""What a sentence of the catalogue is: a text, or one that differs for one and for several."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Counted:
    """A sentence in the form that fits a number: ``of`` names the value that is counted."""

    of: str
    form: Callable[[int], str]


Sentences: TypeAlias = Mapping[str, "str | Counted"]
"""Fact code to sentence; placeholders are names of the fact's values."""
