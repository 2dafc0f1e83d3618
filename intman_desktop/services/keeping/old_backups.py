"""Backups that former ways into the store still open, and how they are replaced (L4).

As every backup (``backing_up``), a new one in the place of an old one is ordered from the store, delivered
and checked on the other worker, and kept in mind; only then the old one goes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from intman_desktop.errors import Refused, Trouble
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.services.common.admission import note
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.ways import KnownWay, former_name, known_ways
from intman_desktop.services.keeping.backing_up import (
    BackupOrder,
    Progress,
    deliver_one,
    note_backups,
    order_backup,
    unless_outdated,
)
from intman_desktop.values.backup_views import BackupMadeAt, BackupView, PlaceFailed
from intman_desktop.values.keyring import OldBackup, OldBackups
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.vault import layout
from intman_desktop.vault.backup_file import BackupHeader, inside_of, read_header
from intman_desktop.vault.backup_places import PlaceSeen, look_into
from intman_desktop.vault.edge import all_troubles


@dataclass(frozen=True)
class _Ways:
    """The ways into a store: the slots that open it now, and what is known of those of before."""

    vault_id: str
    slots: frozenset[str]
    known: Mapping[str, KnownWay]
    data_keys: Mapping[int, bytes] = field(repr=False)

    def former(self, header: BackupHeader) -> tuple[str, ...]:
        """Return the slots that open a backup of this store but not the store."""
        if header.vault_id != self.vault_id:
            return ()
        there = [slot.id for slot in header.keys.slots if slot.id not in self.slots]
        generation = header.keys.generation
        knowing = [slot_id for slot_id, way in self.known.items() if way.knew(generation)]
        if knowing and generation in self.data_keys and not self._is_under(header):
            knowing = []  # after a restore the number of a key is given again: this one nobody here knew
        return tuple(dict.fromkeys((*there, *knowing)))

    def _is_under(self, header: BackupHeader) -> bool:
        try:
            inside_of(header, self.data_keys)
        except Trouble:
            return False
        return True


@dataclass(frozen=True, repr=False)
class Replacement:
    """The old backup ``file``, whether it is a twin inside the store, and the order of its successor."""

    file: Path
    is_twin: bool
    ways: _Ways
    order: BackupOrder


def backups_of_removed(desk: Desk, seen: Sequence[PlaceSeen]) -> OldBackups:
    """Return the backups of this store that a way opens which it no longer has, the oldest first.

    That is each one that has its slot, and each under a data key that it knew: whoever kept a copy of an
    older key file opens those as well, also when they were made after the way was closed and before the
    renewal.

    ``seen`` is what ``kept_elsewhere.look_into_places`` returned; the twins made before a migration lie
    inside the store and are looked at as well. Which places could not be looked into is said.
    """
    ways = _ways(desk)
    twins = desk.vault.folder / layout.TWINS
    places = (*seen, look_into(twins)) if twins.is_dir() else tuple(seen)
    found = [each for place in places for each in _in_place(desk, place, ways)]
    found.sort(key=lambda each: (each.made_at or datetime.min.replace(tzinfo=UTC), str(each.file)))
    return OldBackups(tuple(found), tuple(str(place.place) for place in places if not place.reachable))


def order_replacement(desk: Desk, file: Path) -> Replacement:
    """Take a copy of the store that is to come into the place of an old backup; on the vault's worker.

    Raises ``Refused`` with ``renewal_first`` (as long as the key of before is in use, a new backup opens to
    whoever has it), and what ``order_backup`` raises. Whoever ordered sees to it that ``deliver_replacement``
    or ``order.copy.remove`` runs.
    """
    if desk.vault.keys.renewal_due:
        raise Refused("renewal_first")
    # the folder of twins is no place that the person chose, and the scans lie beside it
    is_twin = file.parent == desk.vault.folder / layout.TWINS
    order = order_backup(desk, [file.parent], with_scans=not is_twin)
    return Replacement(file, is_twin, _ways(desk), order)


def deliver_replacement(replacement: Replacement, progress: Progress | None = None) -> BackupMadeAt:
    """Put the new backup beside the old one and check it; anywhere. The copy is gone either way.

    Raises ``Refused`` with ``backup_not_old`` (no backup of this store, or one that only present ways open),
    and what ``backing_up.deliver_one`` raises; then the old one is as it was.
    """
    order = replacement.order
    try:
        with all_troubles(replacement.file.parent):
            header = read_header(replacement.file)
        if not replacement.ways.former(header):
            raise Refused("backup_not_old")
    except Trouble:
        order.copy.remove()
        raise
    return deliver_one(order, progress, is_place=not replacement.is_twin)


def note_replacement(desk: Desk, replacement: Replacement, made: BackupMadeAt) -> Outcome[BackupView]:
    """Keep in mind that the new one was made; on the vault's worker.

    Raises the trouble of one that the ways into the store have left behind meanwhile; it is gone then, and
    the old one is to stay.
    """
    if replacement.is_twin:
        result, changed = unless_outdated(desk, made), frozenset({Change.BACKUPS})
    else:
        outcome = note_backups(desk, [made])
        (result,), changed = outcome.value, outcome.changed
    if isinstance(result, PlaceFailed):
        raise result.trouble
    return Outcome(result.view, changed)


def remove_replaced(file: Path) -> None:
    """Remove an old backup whose place is taken; anywhere. Raises the troubles of its place."""
    with all_troubles(file.parent):
        file.unlink(missing_ok=True)  # thinning may have found it too old just now


def note_replaced(desk: Desk) -> Outcome[None]:
    """Keep in the journal that an old backup was replaced and removed (Rule L6)."""
    with desk.vault.transaction() as connection:
        note(connection, desk, Verb.BACKUP_REPLACED)
    return Outcome(None, frozenset({Change.BACKUPS, Change.OFFICE}))


def _in_place(desk: Desk, place: PlaceSeen, ways: _Ways) -> Iterator[OldBackup]:
    for file, header in place.headers:
        if header is not None and (former := ways.former(header)):
            names = tuple(dict.fromkeys(former_name(ways.known.get(slot_id)) for slot_id in former))
            yield OldBackup(file, _made_at(desk, header), names)


def _ways(desk: Desk) -> _Ways:
    with desk.vault.reading() as connection:
        known = known_ways(connection)
    slots = frozenset(slot.id for slot in desk.vault.keys.slots)
    return _Ways(desk.vault.vault_id, slots, known, desk.vault.data_keys)


def _made_at(desk: Desk, header: BackupHeader) -> datetime | None:
    try:
        inside = inside_of(header, desk.vault.data_keys)
    except Trouble:
        return None
    return datetime.fromisoformat(inside.made_at).astimezone(UTC)
