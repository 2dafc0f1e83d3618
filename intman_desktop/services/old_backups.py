"""Backups that former ways into the store still open, and how they are replaced (L4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from intman_desktop.errors import Refused, Trouble
from intman_desktop.services.admission import note
from intman_desktop.services.backups import back_up
from intman_desktop.services.desk import Desk
from intman_desktop.services.ways import KnownWay, former_name, known_ways
from intman_desktop.values.keyring import OldBackup, OldBackups
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.values.views import BackupView
from intman_desktop.vault import backup, layout
from intman_desktop.vault.backup_file import BackupHeader, inside_of, read_header
from intman_desktop.vault.backup_places import PlaceSeen, look_into
from intman_desktop.vault.edge import all_troubles


def backups_of_removed(desk: Desk, seen: Sequence[PlaceSeen]) -> OldBackups:
    """Return the backups of this store that a way opens which it no longer has, the oldest first.

    That is each one that has its slot, and each under a data key that it knew: whoever kept a copy of an
    older key file opens those as well, also when they were made after the way was closed and before the
    renewal.

    ``seen`` is what ``kept_elsewhere.look_into_places`` returned; the twins made before a migration lie
    inside the store and are looked at as well. Which places could not be looked into is said.
    """
    with desk.vault.reading() as connection:
        known = known_ways(connection)
    twins = desk.vault.folder / layout.TWINS
    places = (*seen, look_into(twins)) if twins.is_dir() else tuple(seen)
    found = [each for place in places for each in _in_place(desk, place, known)]
    found.sort(key=lambda each: (each.made_at or datetime.min.replace(tzinfo=UTC), str(each.file)))
    return OldBackups(tuple(found), tuple(str(place.place) for place in places if not place.reachable))


def replace_backup(desk: Desk, file: Path) -> Outcome[BackupView]:
    """Put a new backup beside an old one, and remove the old one once the new one is checked.

    Raises ``Refused`` (``renewal_first``: as long as the key of before is in use, a new backup opens to
    whoever has it; ``backup_not_old``: no backup of this store, or one that only present ways open), and what
    ``back_up`` raises; then the old one is as it was.
    """
    if desk.vault.keys.renewal_due:
        raise Refused("renewal_first")
    with all_troubles(file.parent):
        header = read_header(file)
    with desk.vault.reading() as connection:
        if not _former_ways(desk, header, known_ways(connection)):
            raise Refused("backup_not_old")
    made = _beside(desk, file)
    with all_troubles(file.parent):
        file.unlink()
    with desk.vault.transaction() as connection:
        note(connection, desk, "backup_replaced")
    return Outcome(made, frozenset({Change.BACKUPS, Change.OFFICE}))


def _beside(desk: Desk, file: Path) -> BackupView:
    if file.parent != desk.vault.folder / layout.TWINS:
        return back_up(desk, file.parent).value
    # the folder of twins is no place that the person chose, and the scans lie beside it
    made = backup.back_up(desk.vault, file.parent, desk.now(), with_scans=False)
    return BackupView(made.file, made.made_at, made.size)


def _in_place(desk: Desk, place: PlaceSeen, known: Mapping[str, KnownWay]) -> Iterator[OldBackup]:
    for file, header in place.headers:
        if header is not None and (former := _former_ways(desk, header, known)):
            names = tuple(dict.fromkeys(former_name(known.get(slot_id)) for slot_id in former))
            yield OldBackup(file, _made_at(desk, header), names)


def _former_ways(desk: Desk, header: BackupHeader, known: Mapping[str, KnownWay]) -> tuple[str, ...]:
    """Return the slots that open a backup of this store but not the store."""
    if header.vault_id != desk.vault.vault_id:
        return ()
    there = [slot.id for slot in header.keys.slots if desk.vault.keys.slot(slot.id) is None]
    knowing = [slot_id for slot_id, way in known.items() if way.knew(header.keys.generation)]
    return tuple(dict.fromkeys((*there, *knowing)))


def _made_at(desk: Desk, header: BackupHeader) -> datetime | None:
    try:
        inside = inside_of(header, desk.vault.data_keys)
    except Trouble:
        return None
    return datetime.fromisoformat(inside.made_at).astimezone(UTC)
