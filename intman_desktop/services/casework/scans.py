"""Scanned papers of a case: taken in, shown from memory, deleted for good (E2, E3, I9)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sqlalchemy import delete

from intman_desktop.errors import NotFound, Refused
from intman_desktop.exchange.scanned import as_pdf, prepare_scan
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.models.writing import add_row
from intman_desktop.rules import gate
from intman_desktop.rules.scans import is_only_proof, scan_need
from intman_desktop.services.closing.erased_list import clear_away, owe_clearing
from intman_desktop.services.common.admission import (
    note,
    note_shown,
    opened_case,
    refuse_held,
    usable_case,
    whole_case,
)
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.wording import shown
from intman_desktop.values.case_file import CaseFile, Scan
from intman_desktop.values.codes import HeldReason
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.values.scans import LARGEST, LONGEST_DESIGNATION, NewScan, ScanContent
from intman_desktop.values.work_views import Paper
from intman_desktop.vault.files import opened_named
from intman_desktop.vault.scans import open_scan, remove_scans, seal_scan

_CHANGED = frozenset({Change.SCANS})


def prepare_file(file: Path) -> ScanContent:
    """Return the paper in ``file`` as it would be kept; it needs no store and may take a while.

    Raises ``Refused``: ``scan_file_unreachable``, or as ``exchange.scanned.prepare_scan``.
    """
    try:
        with opened_named(file) as opened:
            content = opened.read(LARGEST + 1)
    except OSError:
        raise Refused("scan_file_unreachable") from None
    return prepare_scan(content)


def attach_scan(desk: Desk, case_id: int, new: NewScan, paper: ScanContent) -> Outcome[Scan]:
    """Take a prepared paper into the case: its file is sealed and synced first, then its row is kept.

    Raises ``NotFound`` for a declaration that is not of the case, and ``Refused``: ``scan_kind_closed``,
    ``scan_designation_too_long``, or as ``usable_case``.
    """
    today = desk.today()
    sealed = None
    try:
        with desk.vault.transaction() as connection:
            file = usable_case(connection, case_id, today)
            _refuse(file, new, desk)
            sealed = seal_scan(desk.vault.folder, paper.content)
            scan = Scan(
                new.what,
                today,
                paper.media_type,
                sealed.size,
                sealed.sha256,
                designation=new.designation.strip(),
                kind=new.kind,
                consent=_position(file, new.consent_id),
                file=sealed.name,
                file_key=sealed.key,
            )
            scan_id = add_row(connection, t.scans, scan, case_id=case_id, consent_id=new.consent_id or None)
            note(connection, desk, Verb.SCAN_ADDED, file.case.key)
    except BaseException:
        if sealed is not None:
            remove_scans(desk.vault.folder, [sealed.name])
        raise
    return Outcome(replace(scan, id=scan_id, file="", file_key=""), _CHANGED)


def show_scan(desk: Desk, case_id: int, scan_id: int, opened_for: HeldReason | None = None) -> Paper:
    """Return a scan as a paper for the preview, a picture as its one page; no file is made (Rule E3).

    ``opened_for`` is the reason a case on hold was opened with; it is journaled (Rule L2). Raises
    ``NotFound``, ``Refused`` (``case_on_hold``, ``scan_kind_closed``), and the troubles ``ScanMissing`` and
    ``ScanDamaged``.
    """
    reading = desk.vault.reading if opened_for is None else desk.vault.transaction
    with reading() as connection:
        file = opened_case(connection, desk, case_id, opened_for)
    scan = _scan_of(file, scan_id)
    need = scan_need(scan)
    if gate.refusal(need, file.consents, desk.today()) is not None:
        raise Refused("scan_kind_closed", need=need)
    content = open_scan(desk.vault.folder, scan.file, scan.file_key)
    note_shown(desk, Verb.SCAN_SHOWN, file.case.key)
    title = scan.designation or shown(scan.what)
    name = f"{file.case.number}-scan-{scan.id}.pdf"
    return Paper("scan", title, name, as_pdf(ScanContent(scan.media_type, content)))


def delete_scan(desk: Desk, case_id: int, scan_id: int) -> Outcome[None]:
    """Delete a scan for good: its row with the key first, then its file. There is no way back.

    Raises ``NotFound`` and ``Refused`` (``case_on_hold``, ``scan_is_proof`` where a declaration names it as
    the place of its signed sheet, Rule E2).
    """
    with desk.vault.transaction() as connection:
        file = whole_case(connection, case_id)
        scan = _scan_of(file, scan_id)
        refuse_held(file)
        if is_only_proof(scan, file):
            raise Refused("scan_is_proof")
        connection.execute(delete(t.scans).where(t.scans.c.id == scan.id))
        owe_clearing(connection)
        note(connection, desk, Verb.SCAN_DELETED, file.case.key)
    # On no list, for it was neither erased with its case nor withdrawn: the backups keep theirs (Rule L4).
    remove_scans(desk.vault.folder, [scan.file])
    clear_away(desk.vault)
    return Outcome(None, _CHANGED)


def _refuse(file: CaseFile, new: NewScan, desk: Desk) -> None:
    need = scan_need(new)
    if gate.refusal(need, file.consents, desk.today()) is not None:
        raise Refused("scan_kind_closed", need=need)
    if len(new.designation.strip()) > LONGEST_DESIGNATION:
        raise Refused("scan_designation_too_long", longest=LONGEST_DESIGNATION)


def _position(file: CaseFile, consent_id: int) -> int | None:
    if not consent_id:
        return None
    ids = [each.id for each in file.consents]
    if consent_id not in ids:
        raise NotFound(what=consent_id)
    return ids.index(consent_id)


def _scan_of(file: CaseFile, scan_id: int) -> Scan:
    found = next((each for each in file.scans if each.id == scan_id), None)
    if found is None:
        raise NotFound(what=scan_id)
    return found
