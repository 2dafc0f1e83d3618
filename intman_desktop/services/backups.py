"""Backups with their checks, and the way back that keeps the erased erased (L4)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, func, select

from intman_desktop.gdpr import journal
from intman_desktop.gdpr.erasure import keep_digests, kept_digests
from intman_desktop.gdpr.retention import keep_journal
from intman_desktop.gdpr.verbs import RESTORED
from intman_desktop.models import tables as t
from intman_desktop.models.reading import read_case_files
from intman_desktop.models.settings import put_setting, setting
from intman_desktop.reporting.freezing import changed_sheets
from intman_desktop.services.admission import note
from intman_desktop.services.consents import digest_name, withdraw_again
from intman_desktop.services.damage import damage_found, erased_list_faults
from intman_desktop.services.desk import Desk
from intman_desktop.services.erased_list import write_beside
from intman_desktop.services.erasure import counts, erase_again
from intman_desktop.services.kept_elsewhere import kept_elsewhere
from intman_desktop.services.marked import redact_marked_again
from intman_desktop.services.office import office_in, put_office
from intman_desktop.services.redacting import redact_again
from intman_desktop.services.stores import desk_of
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.values.views import BackupView, Restored, VerifyReport
from intman_desktop.vault import backup, emergency_code, layout, restoring, verify
from intman_desktop.vault.backup_file import read_header, read_inside
from intman_desktop.vault.backup_places import PlaceSeen
from intman_desktop.vault.edge import all_troubles
from intman_desktop.vault.erased import digest_of
from intman_desktop.vault.troubles import VaultDamaged
from intman_desktop.vault.vault import Vault

_LAST = "last_backup"
_OTHER = "other"


def back_up(desk: Desk, place: Path) -> Outcome[BackupView]:
    """Back the store up to a folder or file, check the copy, and remember the place (Rule L4).

    Afterwards the journal is cut to the years the office keeps it (Rule L6).
    Raises the troubles of ``vault.backup.back_up``; nothing is left behind then.
    """
    with all_troubles(desk.vault.folder):
        write_beside(desk.vault)
    with desk.vault.reading() as connection:
        head, length = journal.head(connection)
        branch = journal.branch(connection)
    made = backup.back_up(
        desk.vault,
        place,
        desk.now(),
        journal_head=head,
        journal_length=length,
        journal_branch=branch,
    )
    view = BackupView(made.file, made.made_at, made.size, made.scans_missing)
    with desk.vault.transaction() as connection:
        office = office_in(connection)
        folder = str(made.file.parent.resolve())
        if folder not in office.backup_places:
            put_office(connection, replace(office, backup_places=(*office.backup_places, folder)))
        _remember_last(connection, view)
        note(connection, desk, "backed_up")
        keep_journal(connection, desk.today(), office.journal_years)
    return Outcome(view, frozenset({Change.BACKUPS, Change.OFFICE}))


def last_backup(desk: Desk) -> BackupView | None:
    """Return the last backup of this store: made from it, or the one that it was restored from; or None."""
    with desk.vault.reading() as connection:
        content = setting(connection, _LAST)
    if not content:
        return None
    found = json.loads(content)
    return BackupView(Path(found["file"]), datetime.fromisoformat(found["made_at"]), found["size"])


def _remember_last(connection: Connection, made: BackupView) -> None:
    content = {"file": str(made.file), "made_at": made.made_at.isoformat(), "size": made.size}
    put_setting(connection, _LAST, json.dumps(content))


def verify_store(desk: Desk, seen: Sequence[PlaceSeen] | None = None) -> VerifyReport:
    """Check file, links, key file, the sheets handed in, the journal's chain, and every head that is kept.

    Heads, from which the journal must go on, are kept in frozen sheets and in the backups that are in reach
    (Rules L6, K7); ``seen`` are their places as ``kept_elsewhere`` takes them.
    Raises ``Interrupted`` when stopped.
    """
    found = verify.verify(desk.vault)
    faults = [*_file_faults(found), *erased_list_faults(desk.vault)]
    if found.file.pages or found.file.structure:
        faults += damage_found(desk.vault)
    try:
        with desk.vault.reading() as connection:
            chain = journal.verify_chain(connection)
            changed = changed_sheets(connection)
        heads = kept_elsewhere(desk, seen).heads
    except VaultDamaged:
        return VerifyReport((*faults, Explanation("journal_unreadable")), 0, "")
    faults += [
        Explanation("frozen_sheet_changed", {"year": year, "number": number}) for year, number in changed
    ]
    if chain.broken_at is not None:
        faults.append(
            Explanation("journal_gap", {"seq": chain.broken_at})
            if chain.gap
            else Explanation("journal_broken", {"seq": chain.broken_at})
        )
    return VerifyReport(
        (*faults, *heads.faults), chain.length, chain.head, heads.compared, (*heads.notes, *heads.unseen)
    )


def restore(
    file: Path,
    secret: str,
    folder: Path,
    *,
    today: Callable[[], date],
    now: Callable[[], datetime],
    erased_lists: Iterable[Path] = (),
) -> Restored:
    """Make the store in ``folder`` out of a backup; what was erased or withdrawn since stays away (Rule L4).

    ``secret`` is the passphrase, or the code of the emergency sheet, of the day of the backup. A store
    that lies in ``folder`` is kept aside. Raises the troubles of ``vault.restoring.restore_backup``; then
    all is as it was.
    """
    erased_again = redacted_again = cases = 0
    had_store = folder.exists()

    def forget(vault: Vault, digests: frozenset[str]) -> frozenset[str]:
        nonlocal erased_again, redacted_again, cases
        desk = desk_of(vault, today, now)
        with vault.transaction() as connection:
            note(connection, desk, RESTORED)  # first: here the journal parts from that of before
            own = kept_digests(connection)
            known = digests | own
            erased_again, redacted_again = _forget(connection, desk, known, own)
            _remember_backup(connection, vault, file, folder)
            keep_digests(connection, sorted(known))
            cases = connection.scalar(select(func.count()).select_from(t.cases)) or 0
            return kept_digests(connection)

    done = restoring.restore_backup(
        file,
        secret,
        folder,
        forget=forget,
        now=now(),
        with_code=emergency_code.meant_as_code(secret),
        erased_lists=erased_lists,
    )
    without = [place.parent for place in done.lists_missing if had_store or place.parent != folder]
    return Restored(
        done.folder,
        done.made_at,
        cases,
        erased_again,
        tuple(map(str, without)),
        str(done.kept_aside or ""),
        done.scans_missing,
        redacted_again,
    )


def erased_lists_of(stores: Iterable[Path]) -> tuple[Path, ...]:
    """Return the lists of the erased that lie beside these stores, as far as there are any (Rule L4)."""
    lists = (store / layout.ERASED for store in stores)
    return tuple(path for path in lists if path.is_file())


def _forget(
    connection: Connection, desk: Desk, digests: frozenset[str], own: frozenset[str]
) -> tuple[int, int]:
    """Redact, erase and empty what ``digests`` name; return how many cases were erased and places redacted.

    What the backup's ``own`` list knew is withdrawn and redacted in it: if the same stands again, it was
    consented to or written anew (Rule L4).
    """
    files = list(read_case_files(connection))
    # while the names to be blacked out are still known
    redacted = redact_again(connection, desk, files, digests, own)
    erased = [file for file in files if digest_of(file.case.key) in digests]
    why = {file.case.id: _reason_of(desk, file, digests) for file in erased}
    # What never counted goes first: else a joint talk is left to it and goes with it (Rules K5, K8).
    for file in sorted(erased, key=lambda file: counts(desk, why[file.case.id])):
        erase_again(connection, desk, file, why[file.case.id], _ending_of(desk, file, digests))
    for file in files:
        if file.case.id not in why:
            _withdraw_again(connection, desk, file, digests, own)
    return len(erased), redacted


def _remember_backup(connection: Connection, vault: Vault, file: Path, folder: Path) -> None:
    """Keep the backup as the last one, and where it lies among the places told what must not come back (L4).

    A store may not know the place of its first backup, nor where that was moved. Of a twin nothing is kept:
    it lies inside the store, and is moved aside with it.
    """
    office, place = office_in(connection), file.parent.resolve()
    if place.is_relative_to(folder.resolve()):
        return
    made_at = datetime.fromisoformat(read_inside(read_header(file), vault.data_key).made_at)
    _remember_last(connection, BackupView(file, made_at.astimezone(UTC), file.stat().st_size))
    if str(place) not in office.backup_places:
        put_office(connection, replace(office, backup_places=(*office.backup_places, str(place))))


def _reason_of(desk: Desk, file: CaseFile, digests: frozenset[str]) -> str:
    """Return the reason the case was erased with, which the list tells to whoever has the key."""
    for item in desk.profile.list("ending_reasons"):
        if digest_of(file.case.key, f"reason {item.code}") in digests:
            return item.code
    return file.case.ending_reason or _OTHER


def _ending_of(desk: Desk, file: CaseFile, digests: frozenset[str]) -> date | None:
    """Return the day the erased case had ended, which the list tells to whoever has the key (Rule K8)."""
    opened_on = file.case.opened_on
    days = (desk.today() - timedelta(days=back) for back in range((desk.today() - opened_on).days + 1))
    return next(
        (day for day in days if digest_of(file.case.key, f"ended {day.isoformat()}") in digests), None
    )


def _withdraw_again(
    connection: Connection, desk: Desk, file: CaseFile, digests: frozenset[str], own: frozenset[str]
) -> None:
    """Withdraw what was withdrawn since; without its basic consent a case is closed again (Rules L4, E5)."""
    for consent in file.consents:
        digest = digest_of(file.case.key, digest_name(consent))
        if consent.stands and digest in digests and digest not in own:
            withdraw_again(connection, desk, file, consent, _ending_of(desk, file, digests))
    redact_marked_again(connection, desk, file, digests, own)


def _file_faults(found: verify.VaultReport) -> Iterator[Explanation]:
    if found.file.pages:
        yield Explanation("pages_damaged", {"count": len(found.file.pages)})
    if found.file.structure:
        yield Explanation("structure_damaged", {"count": len(found.file.structure)})
    for table, count in sorted(found.file.broken_links.items()):
        yield Explanation("links_broken", {"table": table, "count": count})
    if found.scans_missing:
        yield Explanation("scans_missing", {"count": found.scans_missing})
    if found.scans_damaged:
        yield Explanation("scans_damaged", {"count": found.scans_damaged})
    if not found.key_file_sound:
        yield Explanation("key_file_damaged")
