"""The store checked, and the way back from a backup that keeps the erased erased (L4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, func, select

from intman_desktop.gdpr import journal
from intman_desktop.gdpr.erasure import keep_digests, kept_digests
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.reporting.freezing import changed_sheets
from intman_desktop.services.common.admission import note
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.upkeep_memory import keep_paths, memory_in
from intman_desktop.services.keeping.backing_up import (
    deliver_one,
    last_made,
    note_backups,
    order_backup,
    remember_last,
)
from intman_desktop.services.keeping.damage import damage_found, erased_list_faults
from intman_desktop.services.keeping.kept_elsewhere import backup_places, kept_elsewhere, look_into_places
from intman_desktop.services.keeping.lists_elsewhere import is_cut, list_beside, lists_named_in, lists_told
from intman_desktop.services.keeping.present_store import ErasedInside, erased_inside
from intman_desktop.services.keeping.stores import desk_of
from intman_desktop.services.rights.forgetting import forget_in
from intman_desktop.values.backup_views import BackupView, Restored, VerifyReport
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.vault import emergency_code, files, layout, restoring, verify
from intman_desktop.vault.backup_file import read_header, read_inside
from intman_desktop.vault.backup_places import PlaceSeen
from intman_desktop.vault.edge import all_troubles
from intman_desktop.vault.patience import bounded
from intman_desktop.vault.place_file import read_place_id
from intman_desktop.vault.troubles import VaultDamaged
from intman_desktop.vault.vault import Vault


def back_up(desk: Desk, place: Path) -> Outcome[BackupView]:
    """Back the store up to a folder or file, all at once, and remember the place (Rules L4, L6).

    Raises the troubles of ``vault.backup.back_up``; nothing is left behind then.
    """
    made = deliver_one(order_backup(desk, [place]))
    note_backups(desk, [made])
    return Outcome(made.view, frozenset({Change.BACKUPS, Change.OFFICE}))


def last_backup(desk: Desk) -> BackupView | None:
    """Return the last backup of this store: made from it, or the one that it was restored from; or None."""
    with desk.vault.reading() as connection:
        return last_made(connection)


def verify_store(
    desk: Desk, seen: Sequence[PlaceSeen] | None = None, *, with_scans: bool = True
) -> VerifyReport:
    """Check file, links, key file, the sheets handed in, the journal's chain, and every head that is kept.

    Heads, from which the journal must go on, are kept in frozen sheets and in the backups that are in reach
    (Rules L6, K7); ``seen`` are their places as ``kept_elsewhere`` takes them. ``with_scans`` off leaves the
    files of the scans to ``upkeep.check_scans``; one that is not whole comes back from such a place, and is
    named with its case where it cannot. A log that was gone after an unclean end is among the notes
    until such an end was dealt with: what was saved last may be missing.
    Raises ``Interrupted`` when stopped.
    """
    seen = _seen_now(desk) if seen is None else seen
    # The journal first: once SQLCipher met a damaged page, it may read none any more.
    of_journal = _journal_report(desk, seen)
    there = [each.place for each in seen or () if each.reachable]
    found = verify.verify(desk.vault, with_scans=with_scans, scans_beside=there)
    faults = [*_file_faults(found), *_scan_faults(desk, found), *erased_list_faults(desk.vault)]
    if found.file.pages or found.file.structure:
        faults += damage_found(desk.vault)
    return replace(of_journal, faults=(*faults, *of_journal.faults))


def _seen_now(desk: Desk) -> tuple[PlaceSeen, ...] | None:
    try:
        return look_into_places(backup_places(desk))
    except VaultDamaged:
        return None


def _journal_report(desk: Desk, seen: Sequence[PlaceSeen] | None) -> VerifyReport:
    """Return what the journal's chain, the sheets handed in and the heads say, as far as they can be read."""
    try:
        with desk.vault.reading() as connection:
            chain, unlinked = journal.verify_chain(connection), journal.unlinked_alive(connection)
    except VaultDamaged:
        return VerifyReport((Explanation("journal_not_checked"),), 0, "")
    faults = []
    if chain.broken_at is not None:
        faults.append(
            Explanation("journal_gap", {"seq": chain.broken_at})
            if chain.gap
            else Explanation("journal_broken", {"seq": chain.broken_at})
        )
    if unlinked is not None:
        faults.append(Explanation("journal_unlinked", {"seq": unlinked}))
    try:
        with desk.vault.reading() as connection:
            changed = changed_sheets(connection)
            log_lost = memory_in(connection).log_lost
        heads = kept_elsewhere(desk, seen).heads
    except VaultDamaged:
        return VerifyReport((*faults, Explanation("heads_not_checked")), chain.length, chain.head)
    sheets = (
        Explanation("frozen_sheet_changed", {"year": year, "number": number}) for year, number in changed
    )
    notes = (Explanation("log_lost"),) if log_lost else ()
    return VerifyReport(
        (*sheets, *faults, *heads.faults),
        chain.length,
        chain.head,
        heads.compared,
        (*notes, *heads.notes, *heads.unseen),
    )


def restore(
    file: Path,
    secret: str,
    folder: Path,
    *,
    today: Callable[[], date],
    now: Callable[[], datetime],
    erased_lists: Iterable[Path] = (),
    volumes: Iterable[Path] = (),
    scans_beside: Iterable[Path] = (),
) -> Restored:
    """Make the store in ``folder`` out of a backup; what was erased or withdrawn since stays away (Rule L4).

    That is what the lists beside the backup, in ``folder``, at ``erased_lists`` and in all backup places say
    that the backup knows and that are in reach, sticks on the mounted ``volumes`` among them, and what the
    store in ``folder`` keeps inside, as far as one can look into it: where not, it is said why.

    ``secret`` is a passphrase, or the code of the emergency sheet, of the day of the backup. Scans may also
    lie in ``scans_beside``. A store that lies in ``folder`` is kept aside. Raises the troubles of
    ``vault.restoring.restore_backup``; then all is as it was.
    """
    seen = _Restoring(file, secret, folder, today, now)
    done = restoring.restore_backup(
        file,
        secret,
        folder,
        once_opened=seen.look,
        forget=seen.forget,
        now=now(),
        with_code=emergency_code.meant_as_code(secret),
        erased_lists=erased_lists,
        lists_named=lists_named_in(file, volumes),
        scans_beside=scans_beside,
    )
    asked = seen.inside.unseen is None
    missing, damaged = lists_told(done, file, folder, asked=asked, cut=seen.list_is_cut)
    return Restored(
        folder=done.folder,
        made_at=done.made_at,
        cases=seen.cases,
        erased_again=seen.erased_again,
        places_missing=missing,
        places_damaged=damaged,
        kept_aside=str(done.kept_aside or ""),
        scans_missing=done.scans_missing,
        redacted_again=seen.redacted_again,
        ways_gone=done.ways_gone,
        unseen=seen.inside.unseen if done.kept_aside else None,
        opener_gone=done.opener_gone,
    )


class _Restoring:
    """What was seen in the store of before, and in the one that is made of ``file`` instead of it.

    Attributes: ``inside``, what the store of before keeps of what was erased; of the other ``cases`` and how
    many were erased and places redacted again; ``list_is_cut``, whether the list beside its backup is.
    """

    def __init__(
        self,
        file: Path,
        secret: str,
        folder: Path,
        today: Callable[[], date],
        now: Callable[[], datetime],
    ) -> None:
        self._file, self._secret, self._folder = file, secret, folder
        self._today, self._now = today, now
        with all_troubles(folder):
            self._had_store = folder.exists()
        self.inside = ErasedInside()
        self.cases = self.erased_again = self.redacted_again = 0
        self.list_is_cut = False

    def look(self) -> None:
        if self._had_store:
            self.inside = erased_inside(self._folder, self._secret)

    def forget(self, vault: Vault, digests: frozenset[str]) -> frozenset[str]:
        desk = desk_of(vault, self._today, self._now)
        beside = list_beside(self._file)
        with vault.transaction() as connection:
            note(connection, desk, Verb.RESTORED)  # first: here the journal parts from that of before
            self.list_is_cut = is_cut(beside, kept_digests(connection))
            known, self.erased_again, self.redacted_again = forget_in(
                connection, desk, digests | self.inside.digests
            )
            _remember_backup(connection, vault, self._file, self._folder)
            keep_digests(connection, sorted(known))
            self.cases = connection.scalar(select(func.count()).select_from(t.cases)) or 0
            return kept_digests(connection) | self.inside.digests


def erased_lists_of(stores: Iterable[Path]) -> tuple[Path, ...]:
    """Return the lists of the erased that lie beside these stores, as far as there are any (Rule L4)."""
    lists = (store / layout.ERASED for store in stores)
    return tuple(path for path in lists if path.is_file())


def _remember_backup(connection: Connection, vault: Vault, file: Path, folder: Path) -> None:
    """Keep the backup as the last one, and where it lies among the places told what must not come back (L4).

    A store may not know the place of its first backup, nor where that was moved. Of a twin nothing is kept:
    it lies inside the store, and is moved aside with it.
    """
    lies_in, place_id, seen = bounded(partial(_seen, file, vault.data_key))
    if files.real_path(lies_in).is_relative_to(files.real_path(folder)):
        return
    remember_last(connection, seen)
    keep_paths(connection, {str(lies_in): place_id})


def _seen(file: Path, data_key: bytes) -> tuple[Path, str, BackupView]:
    """Return the place where a backup lies, its id, and what is kept of it; the place may not answer."""
    made_at = datetime.fromisoformat(read_inside(read_header(file), data_key).made_at)
    view = BackupView(file, made_at.astimezone(UTC), file.stat().st_size)
    place = file.parent.absolute()
    return place, read_place_id(place), view


def _file_faults(found: verify.VaultReport) -> Iterator[Explanation]:
    if found.file.pages:
        yield Explanation("pages_damaged", {"count": len(found.file.pages)})
    if found.file.structure:
        yield Explanation("structure_damaged", {"count": len(found.file.structure)})
    for table, count in sorted(found.file.broken_links.items()):
        yield Explanation("links_broken", {"table": table, "count": count})
    if not found.key_file_sound:
        yield Explanation("key_file_damaged")


def _scan_faults(desk: Desk, found: verify.VaultReport) -> Iterator[Explanation]:
    """Yield which scans are lost, with the numbers of their cases."""
    if names := found.scans_missing:
        yield Explanation("scans_missing", {"count": len(names), "cases": _cases_of(desk, names)})
    if names := found.scans_damaged:
        yield Explanation("scans_damaged", {"count": len(names), "cases": _cases_of(desk, names)})


def _cases_of(desk: Desk, scans: Sequence[str]) -> str:
    c = t.cases.c
    query = select(c.number).join(t.scans).where(t.scans.c.file.in_(scans)).distinct().order_by(c.number)
    with desk.vault.reading() as connection:
        return ", ".join(connection.scalars(query))
