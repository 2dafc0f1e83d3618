"""The rehearsal: the newest backup in reach is restored into a shadow and compared (Rules L4, L6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import func, select

from intman_desktop.errors import Trouble
from intman_desktop.gdpr import journal
from intman_desktop.gdpr.erasure import keep_digests
from intman_desktop.gdpr.journal_heads import Comparison, Head, Standing
from intman_desktop.models import tables as t
from intman_desktop.rules.backup_thinning import in_order
from intman_desktop.services.closing.erased_list import write_beside
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.upkeep_memory import memory_in, put_memory
from intman_desktop.services.keeping.backing_up import Progress
from intman_desktop.services.keeping.places import FoundPlace
from intman_desktop.services.keeping.stores import desk_of
from intman_desktop.services.rights.forgetting import forget_in
from intman_desktop.values.backup_views import PlaceState, RehearsalResult
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.vault import files, layout
from intman_desktop.vault.backup_places import BackupFound, backups_in, gives_out
from intman_desktop.vault.edge import all_troubles
from intman_desktop.vault.erased import digest_of
from intman_desktop.vault.patience import bounded
from intman_desktop.vault.restoring import open_backup_with_key, try_out
from intman_desktop.vault.scans import distrust
from intman_desktop.vault.steps import Step
from intman_desktop.vault.troubles import DiskFull, NoRight, StorageFailed
from intman_desktop.vault.vault import Vault

_SURROUNDINGS = (DiskFull, NoRight, StorageFailed)
"""Troubles that say nothing about the backup: no room for the shadow, or the stick was pulled."""
_GOES_ON = (Standing.CONTINUES, Standing.CUT, Standing.OTHER_BRANCH, Standing.COPY)


@dataclass(frozen=True, repr=False)
class Rehearsal:
    """What a rehearsal is to try out; it holds the data key, and is gone with its job.

    ``shadow`` is a new folder inside the store's, with the name of something unfinished: what a kill leaves
    of it is swept at the next opening.
    """

    backup: BackupFound
    place: str
    data_keys: Mapping[int, bytes]
    folder: Path
    shadow: Path
    today: Callable[[], date]
    now: Callable[[], datetime]


def order_rehearsal(desk: Desk, found: Sequence[FoundPlace]) -> Rehearsal | None:
    """Return what to try out, None where no readable backup is in reach; on the vault's worker.

    It is the newest of a place from which none was tried yet, else the newest of all.
    """
    with desk.vault.reading() as connection:
        memory, branch = memory_in(connection), journal.branch(connection)
    there = [each for each in found if each.state is PlaceState.THERE]
    newest = [(each.path, backups_in(desk.vault, each.seen, branch).backups[-1:]) for each in there]
    lying = [(path, last[0]) for path, last in newest if last]
    if not lying:
        return None
    untried = [each for each in lying if memory.place(each[0]).rehearsed_at is None] or lying
    place, best = untried[in_order([each.kept for _path, each in untried], branch)[-1]]
    with all_troubles(desk.vault.folder):
        write_beside(desk.vault)
    folder = desk.vault.folder
    shadow = files.unfinished(folder)
    return Rehearsal(best, place, desk.vault.data_keys, folder, shadow, desk.today, desk.now)


def rehearse(order: Rehearsal, progress: Progress | None = None) -> RehearsalResult:
    """Restore the backup into the shadow, compare, and remove the shadow; on the other worker.

    Both integrity checks, rows by table, head of the journal, and that nothing of what was erased is left are
    asked, and whether every scan lies whole beside the backup: one that does not is written anew by the next
    backup there. A backup that is there and cannot be read is a fault. ``progress`` may end it by raising.
    Raises ``DiskFull``, ``NoRight``, ``StorageFailed``, which say nothing about the backup.
    """
    found = order.backup
    told = RehearsalResult(
        order.place,
        found.made_at,
        head=found.inside.journal_head,
        length=found.inside.journal_length,
        branch=found.inside.journal_branch,
    )
    looked = _Looked(order)

    def step() -> None:
        if progress is not None:
            progress(0, 0)

    try:
        opened = open_backup_with_key(found.file, order.data_keys)
        tried = try_out(
            opened,
            order.shadow,
            forget=looked.forget,
            erased_lists=(order.folder / layout.ERASED,),
            scans_beside=(order.folder,),
            step=step,
        )
    except _SURROUNDINGS:
        if not _is_unreadable(found, step):
            raise
        return replace(told, fault=Explanation("rehearsal_damaged"))
    except Trouble:
        return replace(told, fault=Explanation("rehearsal_damaged"))
    fault = looked.fault
    distrust(found.file.parent, tried.scans_rotten)
    if fault is None and tried.scans_missing:
        fault = Explanation("rehearsal_scans_missing", {"count": tried.scans_missing})
    elif fault is None and tried.scans_rotten:
        fault = Explanation("rehearsal_scans_rotten", {"count": len(tried.scans_rotten)})
    return replace(told, cases=looked.cases, erased_again=looked.erased_again, fault=fault)


def _is_unreadable(found: BackupFound, step: Step) -> bool:
    """Return whether the backup itself is what failed: it is still there, and not to be read as written."""
    if gives_out(found, step) is not False:  # whole, or nobody can say
        return False
    try:
        return bounded(found.file.is_file)
    except OSError:
        return False


def note_rehearsal(desk: Desk, result: RehearsalResult) -> Outcome[RehearsalResult]:
    """Compare the journal of today with the backup's, and keep how the rehearsal ended (Rule L6)."""
    with desk.vault.transaction() as connection:
        fault = result.fault
        if fault is None and result.head:
            head = Head(result.head, result.made_at, result.length, result.branch)
            if Comparison(connection, desk.today()).standing(head) not in _GOES_ON:
                fault = Explanation("rehearsal_journal_differs")
        memory = replace(
            memory_in(connection),
            rehearsal_tried_on=desk.today(),
            rehearsal_fault=fault.code if fault is not None else "",
            rehearsal_no_room=False,
        )
        if fault is None:
            now = desk.now()
            place = replace(memory.place(result.place), rehearsed_at=now)
            memory = replace(memory.with_place(place), rehearsed_at=now)
        put_memory(connection, memory)
    return Outcome(replace(result, fault=fault), frozenset({Change.BACKUPS}))


def note_hindered(desk: Desk, no_room: bool) -> Outcome[bool]:
    """Keep that the backup could not be tried, for there was ``no_room`` or its place was gone meanwhile.

    It is tried again after the next unlocking; the overview can say what is to be done by then.
    """
    with desk.vault.transaction() as connection:
        memory = memory_in(connection)
        put_memory(connection, replace(memory, rehearsal_no_room=no_room))
    changed = memory.rehearsal_no_room != no_room
    return Outcome(no_room, frozenset({Change.BACKUPS}) if changed else frozenset())


class _Looked:
    """What was seen in the shadow while what is erased was taken away there."""

    def __init__(self, order: Rehearsal) -> None:
        self._order = order
        self.fault: Explanation | None = None
        self.cases = 0
        self.erased_again = 0

    def forget(self, vault: Vault, digests: frozenset[str]) -> frozenset[str]:
        desk, inside = desk_of(vault, self._order.today, self._order.now), self._order.backup.inside
        with vault.transaction() as connection:
            head, length = journal.head(connection)
            if inside.journal_head and (head, length) != (
                inside.journal_head,
                inside.journal_length if inside.journal_length is not None else length,
            ):
                self.fault = Explanation("rehearsal_journal_differs")
            known, self.erased_again, _redacted = forget_in(connection, desk, digests)
            keep_digests(connection, sorted(known))
            keys = list(connection.scalars(select(t.cases.c.key)))
            if any(digest_of(key) in known for key in keys):
                self.fault = Explanation("rehearsal_erased_left")
            self.cases = connection.scalar(select(func.count()).select_from(t.cases)) or 0
        return known
