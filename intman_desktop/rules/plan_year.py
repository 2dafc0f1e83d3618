"""How plans count in a year (K4): begun + continued − ended = open, always."""

from __future__ import annotations

from intman_desktop.values.office_papers import PlanBalance


def balance_holds(found: PlanBalance) -> bool:
    """Return whether begun + continued − ended = open (Rule K4)."""
    return found.begun + found.continued - found.ended == found.open
