"""Long work outside the store goes in steps, between which it can be ended."""

from __future__ import annotations

from collections.abc import Callable

Step = Callable[[], object]
"""Called between two steps of long work; what it raises ends the work there."""


def no_step() -> None:
    """Go on."""
