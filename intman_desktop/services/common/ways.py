"""What the store knows of the ways into it: the names of the slots, also of those that are gone.

The key file lies in the open and holds no name. A way that is gone keeps its name as long as the journal may
name it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date

from sqlalchemy import Connection, func, select

from intman_desktop.gdpr.verbs import Verb
from intman_desktop.language import _
from intman_desktop.models import tables as t
from intman_desktop.models.settings import put_setting, setting
from intman_desktop.services.common.words import names
from intman_desktop.values.journal_views import Access
from intman_desktop.values.keyring import EMERGENCY, SUBSTITUTE
from intman_desktop.vault.key_file import Slot

_WAYS = "ways"
_SHEET_AWAITED = "sheet_not_confirmed"
_SHOWN = "yes"

WAY_GONE = {SUBSTITUTE: Verb.SUBSTITUTE_TAKEN_AWAY, EMERGENCY: Verb.EMERGENCY_SHEET_RENEWED}
"""The verb by which the journal tells that a way of a kind is gone."""


@dataclass(frozen=True)
class KnownWay:
    """A way in, by its slot: its kind and name, the days (``YYYY-MM-DD``) it was added and taken away.

    ``first`` and ``last`` are the generations of the data key that it knew; 0 stands for the one in use.
    """

    kind: str
    name: str = ""
    added_on: str = ""
    gone_on: str = ""
    first: int = 1
    last: int = 0

    def knew(self, generation: int) -> bool:
        """Return whether this way is gone and knew the data key of ``generation``."""
        return bool(self.gone_on) and self.first <= generation <= self.last


def known_ways(connection: Connection) -> dict[str, KnownWay]:
    """Return what is known of slots, by their id; those a store was made with are none of them."""
    content = json.loads(setting(connection, _WAYS) or "{}")
    return {slot_id: KnownWay(**way) for slot_id, way in content.items()}


def gone_slots(connection: Connection) -> frozenset[str]:
    """Return the ids of the slots that were taken away or replaced, as far as they are still known."""
    return frozenset(slot_id for slot_id, way in known_ways(connection).items() if way.gone_on)


def keep_way(connection: Connection, slot_id: str, way: KnownWay) -> None:
    """Keep what is known of one slot."""
    _put(connection, known_ways(connection) | {slot_id: way})


def keep_gone(connection: Connection, slot_id: str, kind: str, day: date, generation: int) -> None:
    """Keep that a way of this ``kind`` is gone since ``day``, under the data key of ``generation``."""
    way = known_ways(connection).get(slot_id, KnownWay(kind))
    keep_way(connection, slot_id, replace(way, gone_on=day.isoformat(), last=generation))


def gone_unnoticed(connection: Connection, there: Iterable[str]) -> dict[str, KnownWay]:
    """Return the known ways that are not among the slots ``there``, though nobody wrote down that they went.

    A kill between key file and store leaves such a one, and a restore that left out a removed way.
    """
    slots = frozenset(there)
    return {
        slot_id: way
        for slot_id, way in known_ways(connection).items()
        if slot_id not in slots and not way.gone_on
    }


def await_sheet(connection: Connection, *, awaited: bool, unseen: str = "") -> None:
    """Keep whether somebody has still to confirm that the present emergency sheet is in safe hands.

    ``unseen`` is the slot of a sheet whose code was not on the screen yet.
    """
    put_setting(connection, _SHEET_AWAITED, (unseen or _SHOWN) if awaited else "")


def sheet_awaited(connection: Connection) -> bool:
    """Return whether nobody has confirmed yet that the present emergency sheet is safe."""
    return bool(setting(connection, _SHEET_AWAITED))


def unseen_sheet(connection: Connection) -> str:
    """Return the slot of a sheet whose code was not on the screen yet, "" where there is none."""
    held = setting(connection, _SHEET_AWAITED)
    return "" if held == _SHOWN else held


def forget_ways(connection: Connection) -> None:
    """Forget the ways that were gone before the journal begins: no entry names them any more (Rule L6)."""
    ways, begins = known_ways(connection), connection.scalar(select(func.min(t.journal.c.at))) or ""
    kept = {slot_id: way for slot_id, way in ways.items() if not way.gone_on or way.gone_on >= begins[:10]}
    if len(kept) < len(ways):
        _put(connection, kept)


def names_of_ways(connection: Connection) -> dict[str, str]:
    """Return the names of the substitutes by the id of their slot, of those that are gone as well."""
    ways = known_ways(connection).items()
    return {slot_id: way.name for slot_id, way in ways if way.kind == SUBSTITUTE and way.name}


def substitutes_in(
    connection: Connection, slots: Iterable[Slot], gone: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return the names of the substitutes who can open the store by its ``slots``, in their order.

    Behind them stand those of the slots with the ids ``gone``, which opened it before.
    """
    names_of = names_of_ways(connection)
    return tuple(names_of[slot] for slot in (*(slot.id for slot in slots), *gone) if slot in names_of)


def former_name(way: KnownWay | None) -> str:
    """Return how a way is named that the store no longer has."""
    if way is not None and way.kind == EMERGENCY:
        return _("früheres Notfallblatt")
    return (way.name if way is not None else "") or names.word(Access.FORMER)


def _put(connection: Connection, ways: dict[str, KnownWay]) -> None:
    put_setting(connection, _WAYS, json.dumps({slot_id: asdict(way) for slot_id, way in ways.items()}))
