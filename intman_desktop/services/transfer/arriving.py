"""From what a file holds to what may come into the store: judged and completed by the rules (Rule L4)."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from intman_desktop.exchange.case_format import ReadDocument
from intman_desktop.exchange.converting import to_plain
from intman_desktop.profiles import Profile
from intman_desktop.rules.scans import with_days_known
from intman_desktop.services.common.faults import unknown_code
from intman_desktop.services.gate.checking import (
    brief_contact_faults,
    case_faults,
    office_faults,
    own_faults,
    service_faults,
    talk_places,
)
from intman_desktop.services.gate.checking_counters import counter_faults
from intman_desktop.services.gate.checking_head import due_faults
from intman_desktop.services.gate.checking_texts import paper_text_faults
from intman_desktop.services.transfer.arriving_joint import told_twice, wait_with_others
from intman_desktop.services.transfer.arriving_own import is_own, lacking, with_what_it_lacks
from intman_desktop.services.transfer.arriving_starts import at_the_begin
from intman_desktop.services.transfer.arriving_talks import among, sound_talks, talks_by_case, who_waits
from intman_desktop.services.transfer.completing import completed
from intman_desktop.services.transfer.fault_places import Unread, is_within, rows_with
from intman_desktop.values.case_file import Case, CaseFile, Talk
from intman_desktop.values.codes import TextKind
from intman_desktop.values.document import Document, Fault
from intman_desktop.values.office import Office, Service

_IDENTITIES: dict[str, Callable[[Any], object]] = {
    "services": lambda service: service.code,
    "text_versions": lambda text: text.fingerprint,
    "own_blocks": lambda block: block.code,
    "list_entries": lambda entry: (entry.list, entry.code),
    "paper_texts": lambda text: (text.kind, text.language, text.edition),
    "counters": lambda each: (each.year, each.definition, each.definition_version, each.figure, each.cell),
}
"""Of which of the lists beside the cases a row must be the only one, and by what it is told."""


@dataclass(frozen=True)
class Arrivals:
    """The cases and talks of a file that may come in, the file as it was read, and every fault.

    Participants name their case by ``reference``: its key in the file, or its number where it has none.
    ``waiting`` tells of the cases that stay out only since a talk of theirs, or of nobody, has a fault;
    ``lacking`` is what those of one's own come in without, by reference (``arriving_own``).
    """

    document: Document
    files: tuple[CaseFile, ...]
    talks: tuple[Talk, ...]
    faults: tuple[Fault, ...]
    waiting: tuple[Fault, ...] = ()
    lacking: Mapping[str, Sequence[Fault]] = field(default_factory=dict)


def with_arrivals(office: Office, document: Document) -> Office:
    """Return the office with the blocks and entries that the file's cases may name and that it lacks (I10).

    What is here already stays as it is; what the other office only reworded or hid is its own affair.
    """
    sent = document.office
    blocks = (*document.own_blocks, *(sent.own_blocks if sent else ()))
    entries = (*document.list_entries, *(sent.list_entries if sent else ()))
    known = {block.code for block in office.own_blocks}
    listed = {(entry.list, entry.code) for entry in office.list_entries}
    return replace(
        office,
        own_blocks=(*office.own_blocks, *(each for each in blocks if each.code not in known)),
        list_entries=(
            *office.list_entries,
            *(each for each in entries if each.own and (each.list, each.code) not in listed),
        ),
    )


def is_here(case: Case, keys: Collection[str]) -> bool:
    """Return whether a case is one of those with these ``keys``, by its own key or that it once came with."""
    return any(key in keys for key in (case.key, case.origin_key) if key)


def reference(case: Case) -> str:
    """Return what participants of the same file call this case: its key, or its number without one."""
    return case.key or case.number


def choose(
    found: ReadDocument,
    profile: Profile,
    today: date,
    directory: Iterable[Service] = (),
    *,
    deletion_days: int,
    takes_office: bool = False,
) -> Arrivals:
    """Return the cases and talks without any fault, and all faults with their places.

    A case comes in with all its talks, or once they are mended. A fault in a talk's head keeps out the cases
    of all participants; a fault in one participant's part keeps out only that participant's case. Who stays
    out is taken off the talks of others, who wait where the talk has no key (K5). Of a faulty talk that names
    no case of the file each may be the one it belongs to, and none comes in. Faults inside unreadable parts
    are not repeated.
    A referral is judged by the file's services and by those of the store's ``directory`` (Rule E3), the day
    of a deletion by the setting ``deletion_days``, or by that of the file's office where the store
    ``takes_office`` and it has no fault: by what holds afterwards (Rule L2).
    """
    faults = [*found.faults, *_doubled(found), *told_twice(found), *_office_faults(found, profile, today)]
    office = found.document.office
    if takes_office and office is not None and not any(is_within(each, "office") for each in faults):
        deletion_days = office.deletion_days
    faults += _talk_faults(found, profile, today, directory)
    talks, incomplete = sound_talks(found, faults)
    judged = _judged(found, talks, profile, today, deletion_days)
    for each in judged:
        faults += each.faults
    bad_cases = rows_with(faults, "cases")
    sound = {reference(each.file.case): each.file for each in judged if each.row not in bad_cases}
    waits = _who_stays_out(found, sound, incomplete)
    kept = {name: file for name, file in sound.items() if name not in waits}
    return Arrivals(
        _without_faulty(found, faults),
        tuple(kept.values()),
        tuple(among(talks, kept)),
        tuple(faults),
        tuple(waits[name] for name in sound if name in waits),
        {reference(each.file.case): each.lacks for each in judged},
    )


def _by_reference(document: Document) -> Mapping[str, CaseFile]:
    """Return the cases of a file by what its participants call them; of one that stands twice the first."""
    cases: dict[str, CaseFile] = {}
    for file in document.cases:
        cases.setdefault(reference(file.case), file)
    return cases


def _talk_faults(
    found: ReadDocument, profile: Profile, today: date, directory: Iterable[Service]
) -> Iterator[Fault]:
    """Yield the faults of the talks, of a referral also by the services of the store's ``directory`` (E3)."""
    cases, unread = _by_reference(found.document), Unread(found.faults)
    kinds = _kinds_of_services(profile, (*found.document.services, *directory))
    for row, talk in zip(found.talk_rows, found.document.talks, strict=True):
        where = f"talks[{row}]"
        told = talk_places(talk, cases, profile, today, kinds=kinds, place=where, unread=found.unread)
        yield from unread.without(told, where)


class _Judged(NamedTuple):
    """A case of a file, completed, with its faults and what it comes in without (``arriving_own``)."""

    row: int
    file: CaseFile
    faults: Sequence[Fault]
    lacks: Sequence[Fault]


def _judged(
    found: ReadDocument, talks: Iterable[Talk], profile: Profile, today: date, deletion_days: int
) -> Sequence[_Judged]:
    """Return every case of a file, judged with those of its talks that come in.

    What is not among these begins no period (C1).
    """
    unread, talks_of, judged = Unread(found.faults), talks_by_case(talks), []
    for row, file in zip(found.rows, found.document.cases, strict=True):
        where = f"cases[{row}]"
        told_apart = replace(file, case=replace(file.case, origin_key=origin_of(file)))
        of_case = tuple(talks_of.get(reference(file.case), ()))
        whole = completed(replace(told_apart, talks=of_case), profile)
        due = due_faults(whole, today, deletion_days, where)
        told = unread.without((*case_faults(whole, profile, today, where), *due), where)
        faults, lacks = at_the_begin(file, told, where), list[Fault]()
        if is_own(found.document):
            faults, lacks = lacking(faults, file.case.number)
        if lacks:
            whole = with_what_it_lacks(whole, deletion_days, today)
        # Only now: by a day that was put in here nothing is right that the file did not tell to be so (E3).
        judged.append(_Judged(row, with_days_known(whole, today), faults, lacks))
    return judged


def _who_stays_out(
    found: ReadDocument, sound: Mapping[str, CaseFile], incomplete: Collection[str]
) -> Mapping[str, Fault]:
    """Return the cases that wait for a talk to be mended, or with others of one, each with its notice."""
    cases = {name: file.case for name, file in _by_reference(found.document).items()}
    waits = who_waits(cases, incomplete, found.unread)
    held_up = wait_with_others(found.document.talks, sound.keys() - waits.keys())
    return {**waits, **{name: Fault(sound[name].case.number, "case_waits_for_others") for name in held_up}}


def _kinds_of_services(profile: Profile, services: Iterable[Service]) -> Mapping[str, Collection[str]]:
    """Return the kinds by the code of the service that has them, those of the Land among them."""
    kinds = {code: {code} for code, _ in profile.seeded_services()}
    for service in services:
        kinds.setdefault(service.code, set()).add(service.kind)
    return kinds


def origin_of(file: CaseFile) -> str:
    """Return by what a case is known when its file comes a second time: without a key by all it says (U3)."""
    if file.case.key or file.case.origin_key:
        return file.case.origin_key
    said = json.dumps(to_plain(replace(file, talks=())), sort_keys=True)
    return sha256(b"intman: case without a key\n" + said.encode()).hexdigest()[:32]


def _doubled(found: ReadDocument) -> list[Fault]:
    faults, seen = [], set()
    for row, file in zip(found.rows, found.document.cases, strict=True):
        if reference(file.case) in seen:
            faults.append(Fault(f"cases[{row}].case.key", "case_twice_in_file"))
        seen.add(reference(file.case))
    return faults


def _office_faults(found: ReadDocument, profile: Profile, today: date) -> Iterator[Fault]:
    """Yield the faults of what a whole export holds beside its cases."""
    document, rows = found.document, found.other_rows
    if document.office is not None:
        yield from office_faults(document.office, profile)
        yield from own_faults(document.office, profile, "office.")
    yield from own_faults(document, profile, "")
    for row, contact in zip(rows["brief_contacts"], document.brief_contacts, strict=True):
        yield from brief_contact_faults(contact, profile, today, f"brief_contacts[{row}]")
    for row, service in zip(rows["services"], document.services, strict=True):
        yield from service_faults(service, profile, f"services[{row}]")
    for row, shown in zip(rows["text_versions"], document.text_versions, strict=True):
        if shown.kind not in tuple(TextKind):
            yield unknown_code(f"text_versions[{row}].kind", shown.kind)
    for row, own in zip(rows["paper_texts"], document.paper_texts, strict=True):
        yield from paper_text_faults(own, f"paper_texts[{row}]")
    yield from counter_faults(document.counters, rows["counters"], profile)
    for name, identity in _IDENTITIES.items():
        seen: set[object] = set()
        for row, value in zip(rows[name], getattr(document, name), strict=True):
            if identity(value) in seen:
                yield Fault(f"{name}[{row}]", "entry_twice")
            seen.add(identity(value))


def _without_faulty(found: ReadDocument, faults: Sequence[Fault]) -> Document:
    """Return the document without the rows beside its cases that hold a fault, nor an office that does.

    Of such an office only the sound blocks and entries of its own stay, which the cases may name (I10). Of
    counters either all stay or none: their sum tells nothing without a part of it (Rule K8).
    """
    sound: dict[str, Any] = {}
    for name, rows in found.other_rows.items():
        faulty = rows_with(faults, name)
        values = zip(rows, getattr(found.document, name), strict=True)
        sound[name] = tuple(value for row, value in values if row not in faulty)
    office = found.document.office
    if office is not None and any(is_within(each, "office") for each in faults):
        for name in ("own_blocks", "list_entries"):
            faulty = rows_with(faults, f"office.{name}")
            own = (value for row, value in enumerate(getattr(office, name)) if row not in faulty)
            sound[name] = (*sound[name], *own)
        office = None
    if any(is_within(each, "counters") for each in faults):
        sound["counters"] = ()
    return replace(found.document, office=office, **sound)
