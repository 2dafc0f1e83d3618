"""What is asked when something is passed on, beside its entry in the register (E7)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OfficeLetter:
    """What is typed of a letter to another office; ``address`` are the lines below its name."""

    subject: str
    text: str
    address: str = ""
