"""Backing up in three steps, so that work goes on meanwhile: order, deliver, keep in mind (Rules L4, L6, L7).

Only the first and the last need the store. What lies between – checking, writing to a slow stick, thinning –
runs on the other worker over a copy.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from intman_desktop.errors import Trouble
from intman_desktop.gdpr import journal
from intman_desktop.gdpr.directory import give_directory_key
from intman_desktop.gdpr.retention import clock_doubt, keep_journal
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models.settings import put_setting, setting
from intman_desktop.rules.backup_thinning import newest_of_branches, outdated, surplus
from intman_desktop.services.closing.erased_list import write_beside
from intman_desktop.services.common.admission import note
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import office_in
from intman_desktop.services.common.upkeep_memory import keep_paths, memory_in, put_memory
from intman_desktop.services.common.ways import forget_ways
from intman_desktop.services.keeping.kept_elsewhere import look_into_places
from intman_desktop.values.backup_views import BackupMadeAt, BackupView, KnownPlace, PlaceFailed, PlaceResult
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.vault import backup, layout
from intman_desktop.vault.backup_places import (
    PlaceSeen,
    is_sound,
    look_into,
    readable,
    remove_backups,
)
from intman_desktop.vault.backup_troubles import KeysChanged, OutdatedBackupLeft
from intman_desktop.vault.edge import all_troubles
from intman_desktop.vault.patience import within
from intman_desktop.vault.place_file import mark_place
from intman_desktop.vault.steps import Step

_LAST = "last_backup"
_MIB = 1 << 20

Progress = Callable[[int, int], object]


@dataclass(frozen=True, repr=False)
class Thinning:
    """What thinning needs to know, as it was when it was ordered; it holds the data key.

    ``clock_is_right`` is False while the laptop's day is doubted: then nothing is taken away (Rule L7). Else
    the journal vouches for ``today``, and a later day that a backup tells is that of a wrong clock.
    ``last_made`` is when the newest backup outside the store was made, None where there is none; ``branch``
    is that of the store's journal.
    """

    folder: Path
    vault_id: str
    data_keys: Mapping[int, bytes]
    today: date
    max_age_days: int
    clock_is_right: bool
    last_made: datetime | None = None
    branch: str | None = None


@dataclass(frozen=True, repr=False)
class BackupOrder:
    """A copy of the store with the folders or files it is to be written to; it holds the data key."""

    copy: backup.StoreCopy
    targets: tuple[Path, ...]
    thinning: Thinning


def order_backup(desk: Desk, targets: Sequence[Path], *, with_scans: bool = True) -> BackupOrder:
    """Take a copy of the store for ``targets``, folders or files; on the vault's worker.

    Raises the troubles of ``vault.backup.take_copy``; nothing is left behind then. Whoever ordered sees to it
    that ``deliver`` or ``order.copy.remove`` runs.
    """
    with all_troubles(desk.vault.folder):
        write_beside(desk.vault)
    with desk.vault.reading() as connection:
        head, length = journal.head(connection)
        branch = journal.branch(connection)
    thinning = order_thinning(desk)
    copy = backup.take_copy(
        desk.vault,
        desk.now(),
        journal_head=head,
        journal_length=length,
        journal_branch=branch,
        with_scans=with_scans,
    )
    return BackupOrder(copy, tuple(targets), thinning)


def deliver(order: BackupOrder, progress: Progress | None = None) -> tuple[PlaceResult, ...]:
    """Check the copy, write it to each place in reach, thin what lies there, and remove the copy; anywhere.

    A place that fails does not stop the others; its trouble stands in its result. ``progress(done, total)``
    counts steps and may end the work by raising. Raises ``VaultDamaged`` where the copy is not sound.
    """
    steps = _Steps(progress, _steps_of(order))
    try:
        backup.check_copy(order.copy, steps.again)
        return tuple(_deliver_to(order, target, steps.next) for target in order.targets)
    finally:
        order.copy.remove()


def deliver_one(
    order: BackupOrder, progress: Progress | None = None, *, is_place: bool = True
) -> BackupMadeAt:
    """Deliver to the one target of an order. Raises what stands in the way; the copy is gone either way.

    ``progress`` as in ``deliver``. A target that is no place for backups is neither marked nor thinned.
    """
    steps = _Steps(progress, _steps_of(order))
    try:
        backup.check_copy(order.copy, steps.again)
        return _written(order, order.targets[0], steps.next, is_place=is_place)
    finally:
        order.copy.remove()


def note_backups(desk: Desk, results: Sequence[PlaceResult]) -> Outcome[tuple[PlaceResult, ...]]:
    """Keep in mind where backups were made and known places they lie in; on the vault's worker (Rule L4).

    One that opens in a former way, for the keys changed while it was on its way, is removed, and its place
    has failed. Afterwards the journal is cut to the years the office keeps it (Rule L6).
    """
    good = tuple(unless_outdated(desk, each) for each in results)
    changed = frozenset({Change.BACKUPS, Change.KEYS}) if good != tuple(results) else frozenset()
    made = [each for each in good if isinstance(each, BackupMadeAt)]
    if not made:
        return Outcome(good, changed)
    with desk.vault.transaction() as connection:
        if keep_paths(connection, {each.place: each.place_id for each in made}):
            changed |= {Change.OFFICE}
        for each in made:
            _keep_place(connection, each, desk.today())
            note(connection, desk, Verb.BACKED_UP)
            remember_last(connection, each.view)
        keep_journal(connection, desk.today(), office_in(connection).journal_years)
        give_directory_key(connection)
        forget_ways(connection)
    return Outcome(good, changed | {Change.BACKUPS})


def order_thinning(desk: Desk) -> Thinning:
    """Return what thinning the places needs; on the vault's worker."""
    with desk.vault.reading() as connection:
        last = last_made(connection)
        return Thinning(
            desk.vault.folder,
            desk.vault.vault_id,
            desk.vault.data_keys,
            desk.today(),
            office_in(connection).backup_max_age_days,
            clock_doubt(connection, desk.today()) is None,
            last.made_at if last else None,
            journal.branch(connection),
        )


def thin(order: Thinning, places: Iterable[Path], progress: Progress | None = None) -> int:
    """Take away the backups that had their time in each of ``places``, and twins; return how many (L4, L7).

    Only backups of this store that can be read go, never the newest sound one of a place; anywhere.
    All are looked at at once. One that does not answer within twenty seconds is left as it is, and where one
    falls silent while its backups are removed, its scans are.
    """
    steps = _Steps(progress, 1)
    seen = look_into_places([str(place) for place in places])
    return sum(_thin(order, each, steps.again) for each in seen) + _thin_twins(order)


def remember_last(connection: Connection, made: BackupView) -> None:
    """Keep the last backup, for the screens that name it."""
    content = {"file": str(made.file), "made_at": made.made_at.isoformat(), "size": made.size}
    put_setting(connection, _LAST, json.dumps(content))


def last_made(connection: Connection) -> BackupView | None:
    """Return the last backup of this store: made from it, or the one that it was restored from; or None."""
    content = setting(connection, _LAST)
    if not content:
        return None
    found = json.loads(content)
    return BackupView(Path(found["file"]), datetime.fromisoformat(found["made_at"]), found["size"])


class _Steps:
    """Counts steps against a total that is an estimate; ``again`` only asks whether to go on."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress
        self._total = max(total, 1)
        self._done = 0

    def next(self) -> None:
        self._done = min(self._done + 1, self._total)
        self.again()

    def again(self) -> None:
        if self._progress is not None:
            self._progress(self._done, self._total)


def _steps_of(order: BackupOrder) -> int:
    """Return about how many steps a delivery has: each MiB is written and read back, each scan looked at."""
    size = order.copy.file.stat().st_size // _MIB + 1
    return len(order.targets) * (2 * size + len(order.copy.scans or ()))


def _deliver_to(order: BackupOrder, target: Path, step: Step) -> PlaceResult:
    try:
        return _written(order, target, step)
    except Trouble as trouble:
        return PlaceFailed(str(target), trouble)


def _written(order: BackupOrder, target: Path, step: Step, *, is_place: bool = True) -> BackupMadeAt:
    made = backup.write_copy(order.copy, target, step)
    place, place_id, removed = made.file.parent.absolute(), "", 0  # as chosen: a link or a drive's letter
    if is_place:
        with all_troubles(place):
            place_id = mark_place(place)
        (seen,) = look_into_places([str(place)])
        removed = _thin(order.thinning, seen, step, just_made=made.file)
    view = BackupView(made.file, made.made_at, made.size, made.scans_missing, made.left_over)
    seq = order.copy.inside.journal_length or 0
    return BackupMadeAt(str(place), view, order.copy.edition, place_id, removed, seq)


def unless_outdated(desk: Desk, result: PlaceResult) -> PlaceResult:
    """Return a result as it is, or that its backup was removed since its keys are behind the store's (L4)."""
    if not isinstance(result, BackupMadeAt) or result.keys >= desk.vault.keys.edition:
        return result
    # its scans stay until the next backup there: they are sealed, and no key of theirs is beside them
    remove = partial(result.view.file.unlink, missing_ok=True)
    if within({result.place: remove})[result.place] is not None:
        return PlaceFailed(result.place, OutdatedBackupLeft(file=result.view.file))
    return PlaceFailed(result.place, KeysChanged())


def _thin(order: Thinning, seen: PlaceSeen, step: Step, just_made: Path | None = None) -> int:
    """Thin one place; ``just_made`` is a backup there whose every byte was read back a moment ago."""
    if not order.clock_is_right:
        return 0
    found = readable(order.vault_id, order.data_keys, seen, order.branch).backups
    made = [each.made for each in found]
    gone = set(surplus(made, order.today, order.max_age_days, order.today))
    newest = newest_of_branches(made)
    # an older one goes beside a whole newest one of its branch; where all of a branch had their time, beside
    # the newest of all
    beside = {number: newest[made[number].branch] for number in gone}
    relied_on = ({len(made) - 1} | set(beside.values())) - gone if gone else set()
    sound = {
        number
        for number in relied_on
        if found[number].file.name == getattr(just_made, "name", None) or is_sound(found[number], step)
    }
    if len(made) - 1 not in sound:
        return 0
    files = [found[number].file for number in sorted(gone) if beside[number] in gone | sound]
    return remove_backups(seen.place, files, order.data_keys)


def _thin_twins(order: Thinning) -> int:
    """Take away the twins that are older than the maximum age, where a newer backup lies elsewhere (L4)."""
    twins = order.folder / layout.TWINS
    if not order.clock_is_right or order.last_made is None or not twins.is_dir():
        return 0
    found = readable(order.vault_id, order.data_keys, look_into(twins))
    gone = [
        each.file
        for each in found.backups
        if each.made_at < order.last_made
        and outdated(each.made.day, order.today, order.max_age_days, order.today)
    ]
    return remove_backups(twins, gone, order.data_keys)


def _keep_place(connection: Connection, made: BackupMadeAt, today: date) -> None:
    memory = memory_in(connection)
    held = memory.place(made.place)
    # What was saved while the copy was on its way is not in it: its own mark counts, not that of now.
    known = KnownPlace(made.place, made.place_id, made.view.made_at, made.seq, held.rehearsed_at)
    put_memory(connection, replace(memory.with_place(known), first_backup_on=memory.first_backup_on or today))
