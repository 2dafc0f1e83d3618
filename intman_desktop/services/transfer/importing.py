"""Cases of a file into the store, each checked by the rules before anything is written (Rule L4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from typing import BinaryIO

from sqlalchemy import Connection, insert, select

from intman_desktop.errors import FaultyInput
from intman_desktop.exchange.case_format import ReadDocument, read_document
from intman_desktop.exchange.parcel import Parcel, open_parcel
from intman_desktop.gdpr.erasure import kept_digests
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.models.rows import read_all, to_row
from intman_desktop.models.writing import add_case_files, add_participant, is_key, replace_children
from intman_desktop.profiles import Profile, with_office
from intman_desktop.rules.gate import need_of
from intman_desktop.services.closing.erased_list import KnownSince
from intman_desktop.services.common.admission import note, note_all
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.numbering import count_given, last_given
from intman_desktop.services.common.office import office_in, read_office
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.gate.directory import services_list
from intman_desktop.services.papers.shown import keep_older_paper
from intman_desktop.services.rights.forgetting import withdrawn_on
from intman_desktop.services.rights.withdrawing import erased_as_withdrawn
from intman_desktop.services.transfer.arriving import Arrivals, choose, with_arrivals
from intman_desktop.services.transfer.arriving_doubles import perhaps_doubles
from intman_desktop.services.transfer.arriving_rest import (
    add_the_rest,
    may_take_office,
    take_office,
    welcome_of,
)
from intman_desktop.services.transfer.arriving_services import by_the_directory
from intman_desktop.services.transfer.arriving_talks import part_joint, with_counts
from intman_desktop.services.transfer.handed_over import (
    OwnConsentNeeded,
    asks_for_consent,
    on_own_consent,
    people_of,
    with_office_named,
)
from intman_desktop.services.transfer.preparing import Taking, prepare
from intman_desktop.values.case_file import CaseFile, Talk
from intman_desktop.values.codes import CaseState
from intman_desktop.values.document import Document, Fault
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.handed_over import OwnConsent
from intman_desktop.values.office import Service, TextVersion
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.vault.scans import remove_scans, seal_scan

_LOOKED_BACK = timedelta(days=5 * 366)
"""So far before a new consent the list is asked when an earlier one was withdrawn; no period is longer."""


@dataclass(frozen=True)
class ImportReport:
    """What an import did: what it took in, the faults that kept some out, notices of what it skipped.

    ``talks`` are those that were not here, not even with another person.
    """

    cases: int
    talks: int
    faults: tuple[Fault, ...] = ()
    notices: tuple[Fault, ...] = ()


def import_cases(
    desk: Desk, source: bytes | BinaryIO, *, partial: bool = False, own: Sequence[OwnConsent] = ()
) -> Outcome[ImportReport]:
    """Take the cases of a file into the store, each under a new key (Rule L4).

    ``source`` is a document, or a file that holds one or a zip with scans (``exchange.parcel``); which it
    is, its bytes say. Everything is checked before anything is written. ``partial`` takes in the cases
    without a fault, nor one in a talk of theirs, and reports the others. A case that is here already is
    skipped with a notice; who may be somebody who is here comes in with one. The journal names each case
    that came in (Rule L6).

    A case from another office comes in on the ``own`` consent of its person alone, with what that opens
    (``handed_over.on_own_consent``, Rules U3, E5, P2). Raises ``FaultyInput`` with every fault, and as
    ``OwnConsentNeeded`` where that is asked first, ``NotACaseFile`` and ``CaseFileNewer``.
    """
    with open_parcel(BytesIO(source) if isinstance(source, bytes) else source) as parcel:
        there, left = _with_scans(read_document(parcel.document), parcel)
        profile = _profile_for(desk, there.document)
        directory = services_list(desk)
        there = by_the_directory(with_counts(there, profile), directory, profile)
        found, said = on_own_consent(there, own, profile, desk.today())
        with desk.vault.reading() as connection:
            revived = tuple(_revived(desk, found, KnownSince(kept_digests(connection))))
            takes_office = may_take_office(connection, found.document)
            deletion_days = office_in(connection).deletion_days
        found = replace(found, faults=(*found.faults, *revived))
        arrivals = choose(
            found,
            profile,
            desk.today(),
            directory,
            deletion_days=deletion_days,
            takes_office=takes_office,
        )
        arrivals = replace(arrivals, faults=with_office_named(found, arrivals.faults))
        if arrivals.faults and not partial:
            raise _faulty(there.document, arrivals.faults)
        sealed: list[str] = []
        try:
            with desk.vault.transaction() as connection:
                report, keys = _take_in(connection, desk, arrivals, parcel, sealed)
                note(connection, desk, Verb.CASES_IMPORTED)
                note_all(connection, desk, Verb.CASE_IMPORTED, keys)
        except BaseException:
            remove_scans(desk.vault.folder, sealed)
            raise
    report = replace(report, notices=(*left, *said, *report.notices))
    shared = {Change.OFFICE, Change.SERVICES, Change.DEADLINES, Change.FIGURES}
    changed = {Change.CASES, Change.CLIENTS, Change.TALKS, Change.PLANS, Change.PERIODS, Change.CONSENTS}
    return Outcome(report, frozenset(changed | shared))


def _faulty(document: Document, faults: Sequence[Fault]) -> FaultyInput:
    told = [(fault.place, fault_sentence(fault)) for fault in faults]
    if asks_for_consent(faults):
        return OwnConsentNeeded(document.from_office, people_of(document), told)
    return FaultyInput(told)


def _profile_for(desk: Desk, document: Document) -> Profile:
    """Return the profile with what this office and the file's have of their own, to judge the file by."""
    return with_office(desk.land, with_arrivals(read_office(desk), document))


def _revived(desk: Desk, found: ReadDocument, known: KnownSince) -> Iterator[Fault]:
    """Yield what of cases that were erased here was withdrawn before: the whole, or a kind (Rule E5)."""
    for row, file in zip(found.rows, found.document.cases, strict=True):
        if not is_key(file.case.key) or not known.names(file.case.key):
            continue
        asked = file
        if found.document.from_office:
            # Who comes back on a consent of her own may have withdrawn the one before it (E5).
            days = (each.decided_on - _LOOKED_BACK for each in file.consents)
            long_ago = (replace(each, decided_on=on) for each, on in zip(file.consents, days, strict=True))
            asked = replace(file, consents=tuple(long_ago))
        elif erased_as_withdrawn(file.case.key, known):
            yield Fault(f"cases[{row}].case.key", "consent_was_withdrawn_here")
            continue
        for number, consent in enumerate(file.consents):
            if consent.stands and withdrawn_on(desk, asked, consent, known) is not None:
                values = (("need", need_of(consent)),)
                yield Fault(f"cases[{row}].consents[{number}]", "kind_was_withdrawn_here", values)


def fault_sentence(fault: Fault) -> str:
    """Return the sentence of a fault or notice, in the language of the screen."""
    return sentence(Explanation(fault.code, dict(fault.values)))


def _with_scans(found: ReadDocument, parcel: Parcel) -> tuple[ReadDocument, tuple[Fault, ...]]:
    """Return what was read with the faults of its scans' contents, and what is to be said of them.

    Bare JSON carries no contents: its scans are left out, which is said and no fault.
    """
    document = found.document
    if not parcel.carries:
        bare = tuple(replace(file, scans=()) for file in document.cases)
        left = sum(len(file.scans) for file in document.cases)
        said = (Fault("scans", "scan_content_elsewhere", (("count", str(left)),)),) if left else ()
        return replace(found, document=replace(document, cases=bare)), said
    faults = (
        parcel.fault_of(scan, f"cases[{row}].scans[{number}]")
        for row, file in zip(found.rows, document.cases, strict=True)
        for number, scan in enumerate(file.scans)
    )
    every = (*parcel.faults, *found.faults, *(fault for fault in faults if fault is not None))
    return replace(found, faults=every), ()


def _sealed(desk: Desk, file: CaseFile, parcel: Parcel, sealed: list[str]) -> CaseFile:
    """Seal the contents of a case's scans beside the store, naming the files in ``sealed``."""
    scans = []
    for scan in file.scans:
        made = seal_scan(desk.vault.folder, parcel.content(scan))
        sealed.append(made.name)
        scans.append(replace(scan, file=made.name, file_key=made.key))
    return replace(file, scans=tuple(scans))


def _take_in(
    connection: Connection, desk: Desk, arrivals: Arrivals, parcel: Parcel, sealed: list[str]
) -> tuple[ImportReport, tuple[str, ...]]:
    """Write what comes in; return the report and the keys of the new cases."""
    fingerprint = sha256(parcel.document).hexdigest()
    known = frozenset(connection.scalars(select(t.cases.c.key)))
    origins = frozenset(connection.scalars(select(t.cases.c.origin_key)))
    numbers = frozenset(connection.scalars(select(t.cases.c.number)))
    erased = kept_digests(connection)
    welcome = welcome_of(connection, arrivals, known | origins, erased)
    of_office = take_office(connection, desk, arrivals, welcome)
    settings, today = office_in(connection), desk.today()
    taking = Taking(
        today=today,
        here=known | origins,
        ended=_ended(connection),
        numbers=numbers,
        erased=erased,
        series=f"{settings.number_prefix}-{today.year}-",
        last=last_given(connection, settings.number_prefix, today.year),
        deletion_days=settings.deletion_days,
        review_months=settings.review_interval_months,
        programme=desk.land.programme,
    )
    prepared = prepare(arrivals, taking)
    count_given(connection, settings.number_prefix, (file.case.number for file in prepared.files))
    _add_services(connection, arrivals.document.services)
    _add_texts(connection, arrivals.document.text_versions)
    heads = {talk.key: talk for talk in read_all(connection, Talk, t.talks)}
    own, joint = part_joint(prepared.talks, heads)
    alike = perhaps_doubles(connection, prepared.files)
    told = prepared.files
    if arrivals.document.from_office:
        older = keep_older_paper(connection)
        told = tuple(_on_older_paper(file, older) for file in told)
    files = [_sealed(desk, file, parcel, sealed) for file in told]
    ids = add_case_files(connection, files, own)
    _join(connection, joint, ids)
    rest = add_the_rest(connection, arrivals, fingerprint, welcome)
    notices = (*of_office, *rest, *prepared.notices, *alike)
    report = ImportReport(len(files), len(own), arrivals.faults, notices)
    return report, tuple(file.case.key for file in files)


def _on_older_paper(file: CaseFile, older: str) -> CaseFile:
    """Return a case whose consents name ``older``: nobody told what stood on their paper (Rules E2, E6)."""
    return replace(file, consents=tuple(replace(each, text_fingerprint=older) for each in file.consents))


def _join(connection: Connection, talks: Sequence[Talk], ids: Mapping[str, int]) -> None:
    """Let those who come later take part in the talks that the store holds (Rule K5)."""
    for talk in talks:
        for part in talk.participants:
            case_id = ids[part.case_key]
            part_id = add_participant(connection, part, talk.id, case_id)
            replace_children(connection, t.referrals, "participant_id", part_id, part.referrals)


def _ended(connection: Connection) -> frozenset[str]:
    """Return the keys, own and original, of the cases that have ended and are to be erased (Rule L2).

    Of one on hold nothing is told, and it cannot be erased.
    """
    c = t.cases.c
    ended = select(c.key, c.origin_key).where(c.state == CaseState.ENDED, c.hold_since.is_(None))
    rows = connection.execute(ended)
    return frozenset(key for row in rows for key in row if key)


def _add_services(connection: Connection, services: Sequence[Service]) -> None:
    here = set(connection.scalars(select(t.services.c.code)))
    rows = [to_row(each, t.services, version=1) for each in services if each.code not in here]
    if rows:
        connection.execute(insert(t.services), rows)


def _add_texts(connection: Connection, texts: Sequence[TextVersion]) -> None:
    here = set(connection.scalars(select(t.text_versions.c.fingerprint)))
    rows = [to_row(each, t.text_versions) for each in texts if each.fingerprint not in here]
    if rows:
        connection.execute(insert(t.text_versions), rows)
