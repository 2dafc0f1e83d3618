"""Two cases that may be one person, and what was decided on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class DoubleDecision:
    """What was decided on this case and another one that may be the same person; twins stay two.

    ``other`` is the key of the other case; ``same`` says that both belong to one person.
    """

    other: str
    same: bool
    decided_on: date
