"""How much is to be done, beside the places that show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intman_desktop.jobs.worker import Priority
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.navigation import Navigation

if TYPE_CHECKING:
    from intman_desktop.values.deadline_views import PlaceCounts


def show_counts(frame: Frame, navigation: Navigation) -> None:
    """Count anew, behind whatever the screen waits for."""
    from intman_desktop.services.across.overview import place_counts

    def show(counts: PlaceCounts) -> None:
        navigation.set_count("cases", counts.active_cases)
        navigation.set_count("deadlines", counts.deadlines_due or None)

    frame.ask(place_counts, on_done=show, owner=navigation, replaces="counts", priority=Priority.BACKGROUND)
