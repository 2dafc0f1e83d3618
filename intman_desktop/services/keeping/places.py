"""Where the backup places are now: known by the id in their place file, wherever they are plugged in (L4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from intman_desktop.gdpr import journal
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.upkeep_memory import Memory, changed_since, keep_paths, memory_in
from intman_desktop.values.backup_views import KnownPlace, PlaceNow, PlaceState
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.vault.backup_places import (
    PlaceFound,
    PlaceSeen,
    backups_in,
    lies_there,
    look_bounded,
    look_into,
)
from intman_desktop.vault.place_file import find_place


@dataclass(frozen=True)
class FoundPlace:
    """A known place as it was found: where it is now, and the headers of what lies there."""

    known: KnownPlace
    path: str
    state: PlaceState
    seen: PlaceSeen


def known_places(desk: Desk) -> tuple[KnownPlace, ...]:
    """Return the backup places of this store with what is kept of them; on the vault's worker."""
    with desk.vault.reading() as connection:
        return memory_in(connection).places


def find_places(known: Sequence[KnownPlace], volumes: Sequence[Path]) -> tuple[FoundPlace, ...]:
    """Look where the places are now, also on the mounted ``volumes``; anywhere, for it may wait for a stick.

    One that does not answer for twenty seconds counts as away; the others are told then.
    At the path of a place that has an id, a medium with another one, or with none, is not that place.
    """
    by_path = {each.path: each for each in known}
    looks = {path: partial(_found, each, volumes) for path, each in by_path.items()}
    return look_bounded(looks, lambda path: _away(by_path[path]))


def path_in_reach(known: KnownPlace, volumes: Sequence[Path]) -> str:
    """Return where a place is now, also on one of the mounted ``volumes``, "" where it is not in reach.

    No backup there is read.
    """
    last = Path(known.path)
    if known.id:
        path = find_place(known.id, last, volumes)
        return "" if path is None else str(path)
    return known.path if last.is_dir() else ""


def places_now(desk: Desk, found: Sequence[FoundPlace]) -> Outcome[tuple[PlaceNow, ...]]:
    """Keep the new paths of places that moved, and tell of all of them; on the vault's worker (Rule L4)."""
    moved = {each.path: each.known.id for each in found if each.path != each.known.path}
    if moved:
        with desk.vault.transaction() as connection:
            keep_paths(connection, moved)
    with desk.vault.reading() as connection:
        memory, branch = memory_in(connection), journal.branch(connection)
        lying = {each.path: backups_in(desk.vault, each.seen, branch) for each in found}
        now = tuple(_now(connection, memory, each, lying[each.path], branch) for each in found)
    return Outcome(now, frozenset({Change.OFFICE}) if moved else frozenset())


def _away(known: KnownPlace) -> FoundPlace:
    return FoundPlace(known, known.path, PlaceState.AWAY, PlaceSeen(Path(known.path), reachable=False))


def _found(known: KnownPlace, volumes: Sequence[Path]) -> FoundPlace:
    last = Path(known.path)
    if known.id:
        path = find_place(known.id, last, volumes)
        if path is not None:
            return FoundPlace(known, str(path), PlaceState.THERE, look_into(path))
    seen = look_into(last)
    if not seen.reachable:
        return _away(known)
    if not lies_there(last, known.id):
        return FoundPlace(known, known.path, PlaceState.OTHER, PlaceSeen(last, reachable=False))
    return FoundPlace(known, known.path, PlaceState.THERE, seen)


def _now(
    connection: Connection, memory: Memory, found: FoundPlace, lying: PlaceFound, branch: str
) -> PlaceNow:
    known = memory.place(found.path)
    newest = lying.backups[-1].made_at if lying.backups else None
    # Where somebody deleted backups, what lies there still counts, whatever was made there once.
    # Those of this branch come last; where only others are left, nothing since the restore lies there. What
    # a version before branches wrote is taken for one of ours.
    ours = (branch, None)
    own = [each.inside.journal_length for each in lying.backups if each.inside.journal_branch in ours]
    last = own[-1] if own else 0
    seq = known.seq if last is None or not lying.reachable else min(known.seq, last)
    changed = (newest is None and lying.reachable) or changed_since(connection, seq)
    return PlaceNow(
        found.path,
        found.state,
        found.path != found.known.path,
        changed,
        len(lying.backups),
        newest if lying.reachable else known.made_at,
        lying.unread,
    )
