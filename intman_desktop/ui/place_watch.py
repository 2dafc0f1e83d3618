"""Looks where the backup places are now: a stick may be plugged in, gone, or under another letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from intman_desktop.errors import Trouble
from intman_desktop.jobs.worker import Priority
from intman_desktop.ui.frame import Frame
from intman_desktop.values.backup_views import KnownPlace, PlaceNow

if TYPE_CHECKING:
    from intman_desktop.services.keeping.places import FoundPlace
    from intman_desktop.values.outcome import Outcome

Seen = Callable[["tuple[FoundPlace, ...]", tuple[PlaceNow, ...]], object]


def look_for_places(
    frame: Frame,
    on_done: Seen,
    owner: QObject,
    priority: Priority = Priority.BACKGROUND,
    on_error: Callable[[Trouble], object] | None = None,
) -> None:
    """Ask for the known places, look for them where nobody waits, and call ``on_done(found, now)``.

    ``found`` is what ``services.keeping.places.find_places`` returned, ``now`` what ``places_now`` made
    of it. Where a place has moved, all pages hear of it. ``on_error`` hears what stands in the
    way, the line of notices where there is none.
    """
    from intman_desktop.services.keeping.places import known_places, places_now

    name = f"places of {type(owner).__name__}"

    def told(found: Sequence[FoundPlace], outcome: Outcome[tuple[PlaceNow, ...]]) -> None:
        if outcome.changed:
            frame.changed.emit(outcome.changed)
        on_done(tuple(found), outcome.value)

    def look(found: Sequence[FoundPlace]) -> None:
        if frame.desk is not None:
            frame.ask(
                places_now,
                found,
                on_done=lambda outcome: told(found, outcome),
                on_error=on_error,
                owner=owner,
                priority=priority,
                replaces=f"{name}: now",
            )

    def find(known: Sequence[KnownPlace]) -> None:
        frame.look(
            _find,
            known,
            on_done=look,
            on_error=on_error,
            owner=owner,
            priority=priority,
            replaces=f"{name}: find",
        )

    frame.ask(
        known_places,
        on_done=find,
        on_error=on_error,
        owner=owner,
        priority=priority,
        replaces=f"{name}: known",
    )


def _find(known: Sequence[KnownPlace]) -> tuple[FoundPlace, ...]:
    from intman_desktop.jobs.volumes import mounted_volumes
    from intman_desktop.services.keeping.places import find_places
    from intman_desktop.vault.patience import within

    volumes = within({None: mounted_volumes})[None]
    return find_places(known, () if isinstance(volumes, OSError) else volumes)
