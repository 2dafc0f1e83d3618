"""What the store remembers of its backup places and of what the program did by itself: one row, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from intman_desktop.models import tables as t
from intman_desktop.models.settings import put_setting, setting
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.journal_kinds import LEAVES_NOTHING
from intman_desktop.services.common.office import office_in, put_office, stored_office_in
from intman_desktop.values.backup_views import KnownPlace

_ROW = "upkeep"


@dataclass(frozen=True)
class Memory:
    """The places by their paths, and what was done when; None where it never was.

    ``unclean``: the store was not closed at some time since the last check that went through, ``log_lost``:
    and its log was gone then; ``verify_faults`` is the number of faults of that check. ``rehearsal_fault`` is
    the code of what the last rehearsal found, "" where nothing; ``rehearsal_no_room``: the last try found no
    room beside the store.
    """

    places: tuple[KnownPlace, ...] = ()
    unclean: bool = False
    log_lost: bool = False
    verified_on: date | None = None
    verify_faults: int = 0
    thinned_on: date | None = None
    rehearsal_tried_on: date | None = None
    rehearsed_at: datetime | None = None
    rehearsal_fault: str = ""
    rehearsal_no_room: bool = False
    first_backup_on: date | None = None

    def place(self, path: str) -> KnownPlace:
        """Return what is known of the place at ``path``."""
        return next((each for each in self.places if each.path == path), KnownPlace(path))

    def with_place(self, place: KnownPlace) -> Memory:
        """Return the memory with ``place`` in it, instead of what was known of its path or its id."""
        others = (
            each for each in self.places if each.path != place.path and not (place.id and each.id == place.id)
        )
        return replace(self, places=(*others, place))


def memory_in(connection: Connection) -> Memory:
    """Return the memory, with exactly the places that the office names."""
    content = setting(connection, _ROW)
    held = _from_plain(json.loads(content)) if content else Memory()
    return replace(held, places=tuple(held.place(path) for path in office_in(connection).backup_places))


def put_memory(connection: Connection, memory: Memory) -> None:
    """Keep the memory."""
    put_setting(connection, _ROW, json.dumps(_plain(memory), sort_keys=True))


def keep_paths(connection: Connection, found: Mapping[str, str]) -> bool:
    """Keep where backup places are now (their ids by path, "" unknown); return whether a path is new.

    One of a known id is that place under another path, not one more (Rule L4).
    """
    memory, office = memory_in(connection), stored_office_in(connection)
    at = {place_id: path for path, place_id in found.items() if place_id}
    here = (path if path in found else at.get(memory.place(path).id, path) for path in office.backup_places)
    places = tuple(dict.fromkeys((*here, *found)))
    for path, place_id in found.items():
        same = (each for each in memory.places if place_id and each.id == place_id)
        known = next(same, memory.place(path))
        memory = memory.with_place(replace(known, path=path, id=place_id or known.id))
    put_memory(connection, memory)
    if places == office.backup_places:
        return False
    put_office(connection, replace(office, backup_places=places))
    return True


def changed_since(connection: Connection, seq: int) -> bool:
    """Return whether anything was saved after the journal's entry ``seq``.

    Every verb that saves writes an entry; those that leave nothing but their entry, and drafts, which write
    none, are no change. One look into the index of the journal.
    """
    c = t.journal.c
    later = select(c.seq).where(c.seq > seq, c.verb.not_in(LEAVES_NOTHING)).limit(1)
    return connection.scalar(later) is not None


def note_unclean_end(desk: Desk) -> None:
    """Keep that the store was not closed the last time, until a check of it went through."""
    if desk.vault.ended_uncleanly:
        with desk.vault.transaction() as connection:
            memory = memory_in(connection)
            lost = memory.log_lost or desk.vault.log_lost
            put_memory(connection, replace(memory, unclean=True, log_lost=lost))
        desk.vault.unclean_end_kept()


def _plain(memory: Memory) -> dict[str, Any]:
    return {
        **{name: _written(value) for name, value in vars(memory).items() if name != "places"},
        "places": [{name: _written(value) for name, value in vars(place).items()} for place in memory.places],
    }


def _from_plain(held: dict[str, Any]) -> Memory:
    places: Iterable[dict[str, Any]] = held["places"]
    return Memory(
        places=tuple(
            KnownPlace(
                place["path"],
                place["id"],
                _moment(place["made_at"]),
                place["seq"],
                _moment(place["rehearsed_at"]),
            )
            for place in places
        ),
        unclean=held["unclean"],
        log_lost=held.get("log_lost", False),
        verified_on=_day(held["verified_on"]),
        verify_faults=held["verify_faults"],
        thinned_on=_day(held["thinned_on"]),
        rehearsal_tried_on=_day(held["rehearsal_tried_on"]),
        rehearsed_at=_moment(held["rehearsed_at"]),
        rehearsal_fault=held["rehearsal_fault"],
        rehearsal_no_room=held.get("rehearsal_no_room", False),
        first_backup_on=_day(held["first_backup_on"]),
    )


def _written(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
