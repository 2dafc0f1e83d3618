"""Cases out of the store in the case format: some, all, or one for the person herself (E4, L8, P4)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import BinaryIO

from sqlalchemy import Connection, func, select

from intman_desktop import __version__
from intman_desktop.errors import Refused
from intman_desktop.exchange.case_format import write_document
from intman_desktop.exchange.parcel import write_parcel
from intman_desktop.gdpr.shared_drafts import drafts_telling
from intman_desktop.gdpr.verbs import HELD_CASE_OPENED, Verb
from intman_desktop.models import tables as t
from intman_desktop.models.reading import read_case_files, read_talks
from intman_desktop.models.rows import read_all
from intman_desktop.rules.family import told_of
from intman_desktop.services.closing.closed_cases import counters_without, is_closed
from intman_desktop.services.common.admission import note, note_all, opened_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import office_in, with_machine_of
from intman_desktop.services.gate.notices import seen_by_her
from intman_desktop.services.rights.disclosures import enter_handover
from intman_desktop.services.rights.held_beside import held_beside
from intman_desktop.services.transfer.going_out import (
    for_next_office,
    opened_file,
    opened_talk,
    opening,
    told_kinds,
)
from intman_desktop.values.case_file import BriefContact, CaseFile, HouseholdMember, Talk
from intman_desktop.values.codes import HeldReason
from intman_desktop.values.document import Document
from intman_desktop.values.office import Office, Service, TextVersion
from intman_desktop.values.texts import PaperText, TextCheck
from intman_desktop.vault.scans import open_scan
from intman_desktop.vault.troubles import ScanDamaged, ScanMissing

_UNNAMED = "–"
"""Stands for this office where it has no name: without any, its file for another one would seem its own."""


@dataclass(frozen=True)
class ExportReport:
    """What an export wrote: its cases and scans, and how many scans had no whole file to write."""

    cases: int
    scans: int
    scans_missing: int


def export_cases(
    desk: Desk,
    case_ids: Sequence[int] | None = None,
    opened_for: HeldReason | None = None,
    *,
    to: str = "",
    write: Callable[[bytes], object] = lambda _content: None,
) -> bytes:
    """Return these cases, or the whole store where None, as a document of the case format.

    What no consent opens today stays out: fields, reasons and scans marked with it are left out, the words of
    notes and goals marked with such a kind are blacked out (Rules E3, P10); plans that were scanned bear no
    mark and go along (Rule I9). Of scans it holds only what they are, size and SHA-256 (``export_parcel`` has
    their contents).
    Of the directory it holds the services that these cases were referred to. A whole export also holds
    the whole directory, Kurzkontakte, counters of erased cases and the office; cases that no consent opens
    stay out of it, and their figures are among the counters (Rules E4, K8). It is written to the journal,
    one entry a case. Cases on hold go along as they are, as a move of the office needs them; ``opened_for``
    is the reason, journaled as their opening (Rule L2).

    Without ``to`` the cases stay with the same Träger (U5). ``to`` names another office: each of ``case_ids``
    needs the relocation consent, goes with its period and plan alone, and gets its entry in the register of
    passing on (E7, U1, U2). ``write`` takes the document through to the disk before the register says that it
    went out, under a name that nobody knows it by yet; what it raises leaves register and journal as they
    were. A file without an entry is what must never be; an entry without its file is the harmless side.
    Raises ``Refused`` with ``export_closed`` where one of ``case_ids`` is without consent,
    ``relocation_missing`` where one may not go to ``to``, or ``case_on_hold``.
    """
    with desk.vault.transaction() as connection:
        content = write_document(_exported(connection, desk, case_ids, opened_for, to=to))
        write(content)
    return content


def export_parcel(
    desk: Desk,
    target: BinaryIO,
    case_ids: Sequence[int] | None = None,
    opened_for: HeldReason | None = None,
    *,
    to: str = "",
    settle: Callable[[], object] = lambda: None,
) -> ExportReport:
    """Write what ``export_cases`` returns into ``target`` as a zip with the contents of the scans.

    A scan whose file is missing or damaged is left out and counted. ``settle`` takes what was written through
    to the disk, as ``write`` does there.
    """
    with desk.vault.transaction() as connection:
        report = _write_parcel(desk, target, _exported(connection, desk, case_ids, opened_for, to=to))
        settle()
    return report


def export_own(
    desk: Desk, target: BinaryIO, case_id: int, opened_for: HeldReason | None = None
) -> ExportReport:
    """Write one case into ``target`` as a zip for the person herself, also after a withdrawal (L8, Art. 20).

    With what is held beside it: the journal, and what is begun about her and not saved yet (Rule L6).
    ``opened_for`` is the reason a case on hold was opened with (Rule L2). Raises ``NotFound``, ``Refused``
    (``case_on_hold``).
    """
    with desk.vault.transaction() as connection:
        file = opened_case(connection, desk, case_id, opened_for)
        document = _exported(connection, desk, [case_id], own=True)
        return _write_parcel(desk, target, document, _beside(connection, desk, file))


def count_held(desk: Desk) -> int:
    """Return how many cases of the store are on hold; a whole export takes them along (Rule L2)."""
    query = select(func.count()).select_from(t.cases).where(t.cases.c.hold_since.is_not(None))
    with desk.vault.reading() as connection:
        return connection.scalar(query) or 0


def count_scans(desk: Desk, case_ids: Sequence[int] | None = None) -> int:
    """Return how many scans these cases have, or all where None: a document alone does not hold them."""
    query = select(func.count()).select_from(t.scans)
    if case_ids is not None:
        query = query.where(t.scans.c.case_id.in_(case_ids))
    with desk.vault.reading() as connection:
        return connection.scalar(query) or 0


def count_drafts(desk: Desk, case_ids: Sequence[int] | None = None) -> int:
    """Return how many begun texts tell of these cases, or of anything where None: none of them goes out."""
    with desk.vault.reading() as connection:
        if case_ids is None:
            return connection.scalar(select(func.count()).select_from(t.drafts)) or 0
        return len({draft for case_id in case_ids for draft, _at in drafts_telling(connection, case_id)})


def _beside(connection: Connection, desk: Desk, file: CaseFile) -> bytes:
    """Return what is held about the person beside her case, in German as the office works (Rule L8)."""
    return held_beside(connection, desk.profile, file, "de").as_json()


def _write_parcel(
    desk: Desk, target: BinaryIO, document: Document, beside: bytes | None = None
) -> ExportReport:
    there: set[str] = set()
    every = [scan for file in document.cases for scan in file.scans]

    def contents() -> Iterator[tuple[str, bytes]]:
        for scan in every:
            with suppress(ScanMissing, ScanDamaged):
                yield scan.sha256, open_scan(desk.vault.folder, scan.file, scan.file_key)
                there.add(scan.file)

    def text() -> bytes:
        cases = (
            replace(file, scans=tuple(scan for scan in file.scans if scan.file in there))
            for file in document.cases
        )
        return write_document(replace(document, cases=tuple(cases)))

    write_parcel(target, contents(), text, beside)
    return ExportReport(len(document.cases), len(there), len(every) - len(there))


def _exported(
    connection: Connection,
    desk: Desk,
    case_ids: Sequence[int] | None,
    opened_for: HeldReason | None = None,
    *,
    own: bool = False,
    to: str = "",
) -> Document:
    """Return the document of these cases, or of all where None, and write into the journal that it was.

    With ``own`` it is for the person herself, to whom nothing is closed; ``to`` is another office, which
    gets some cases and never the whole store: ``ValueError`` where none are named.
    """
    if to and case_ids is None:
        raise ValueError("another office gets cases, never the whole store")
    every = tuple(read_case_files(connection, case_ids))
    closed = [] if own else [file.case for file in every if is_closed(desk, file)]
    if closed and case_ids is not None:
        raise Refused("export_closed", number=closed[0].number)
    left_out = {case.key for case in closed}
    open_files = (file for file in every if file.case.key not in left_out)
    files = _linked_within(open_files, desk.today())
    held = [file.case.key for file in files if file.case.hold_since is not None]
    if opened_for is not None:
        note_all(connection, desk, HELD_CASE_OPENED[opened_for], held)
    if own:
        files = tuple(map(_for_herself, files))
    talks = _exported_talks(connection, case_ids, left_out)
    if not own:
        by = opening(connection, desk.profile, desk.today(), counting=case_ids is None)
        by_key = {file.case.key: file for file in files}
        talks = tuple(opened_talk(talk, by_key, by) for talk in talks)
        files = tuple(opened_file(file, by) for file in files)
    here = ""
    if own or to:  # whoever takes it in asks for a consent of its own first (Rules U1, U3, E5)
        office = office_in(connection)
        here = office.office or office.provider or _UNNAMED
    if to:
        files, talks = tuple(for_next_office(file, here) for file in files), ()
        for whole, goes in zip(every, files, strict=True):
            enter_handover(connection, desk, whole, to, told_kinds(whole, goes, desk.profile))
    document = Document(
        cases=files,
        talks=talks,
        whole=case_ids is None,
        generated_at=f"{desk.now():%Y-%m-%dT%H:%M:%SZ}",
        program=__version__,
        from_office=here,
        text_versions=()  # of what was shown and declared nothing goes along
        if to
        else read_all(connection, TextVersion, t.text_versions, order=[t.text_versions.c.id]),
    )
    if case_ids is None:
        note(connection, desk, Verb.STORE_EXPORTED)
        counters = counters_without(connection, desk, closed)
        document = _with_office(connection, replace(document, counters=counters))
    else:
        document = _with_what_is_named(connection, document)
    note_all(connection, desk, Verb.CASE_EXPORTED, (file.case.key for file in files))
    return document


def _with_what_is_named(connection: Connection, document: Document) -> Document:
    """Return some cases with what their codes stand for: the office's own fields and lists, and services."""
    office = office_in(connection)
    own_entries = tuple(entry for entry in office.list_entries if entry.own)
    named = {each.service for talk in document.talks for part in talk.participants for each in part.referrals}
    services = read_all(
        connection, Service, t.services, t.services.c.code.in_(named), order=[t.services.c.id]
    )
    return replace(document, own_blocks=office.own_blocks, list_entries=own_entries, services=services)


def _for_herself(file: CaseFile) -> CaseFile:
    """Return the case without what is another's, and without what she was deliberately not told of (E7).

    That a double was looked for is hers, the key of the other file is not.
    """
    doubles = tuple(replace(each, other="") for each in file.doubles)
    return replace(seen_by_her(file), doubles=doubles)


def _linked_within(files: Iterable[CaseFile], today: date) -> tuple[CaseFile, ...]:
    """Return the cases without links to files that do not go along: those are other people's (Rule P4).

    Of a linked child that came of age only the relationship goes along, as on paper.
    """
    every = tuple(files)
    keys = {file.case.key for file in every}

    def kept(member: HouseholdMember) -> HouseholdMember:
        return member if member.linked_case in keys else replace(member, linked_case="")

    return tuple(replace(file, household=tuple(map(kept, told_of(file.household, today)))) for file in every)


def _exported_talks(
    connection: Connection, case_ids: Sequence[int] | None, closed: Collection[str]
) -> tuple[Talk, ...]:
    """Return the talks with those who go along; a talk that nobody goes along with stays (Rule K5)."""
    talks = read_talks(connection, case_ids)
    if case_ids is None and not closed:
        return tuple(talk for talk in talks if talk.participants)
    own = select(t.cases.c.key)
    own = own if case_ids is None else own.where(t.cases.c.id.in_(case_ids))
    keys = set(connection.scalars(own)) - set(closed)
    kept = (
        replace(talk, participants=tuple(each for each in talk.participants if each.case_key in keys))
        for talk in talks
    )
    return tuple(talk for talk in kept if talk.participants)


def _with_office(connection: Connection, document: Document) -> Document:
    contacts = read_all(connection, BriefContact, t.brief_contacts, order=[t.brief_contacts.c.id])
    return replace(
        document,
        brief_contacts=tuple(replace(each, worker="") for each in contacts),
        services=read_all(connection, Service, t.services, order=[t.services.c.id]),
        office=with_machine_of(office_in(connection), Office()),
        paper_texts=read_all(connection, PaperText, t.paper_texts, order=[t.paper_texts.c.id]),
        text_checks=read_all(connection, TextCheck, t.text_checks, order=[t.text_checks.c.id]),
    )
