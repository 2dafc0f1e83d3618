"""Cases that another office hands over: each is kept on the person's own consent alone (U3, E5, P2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from intman_desktop.errors import FaultyInput
from intman_desktop.exchange.case_format import ReadDocument
from intman_desktop.language import _
from intman_desktop.profiles import Profile
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules import gate
from intman_desktop.rules.decisions import starts_told
from intman_desktop.rules.extensions import without_detail
from intman_desktop.services.common.births import birth_words
from intman_desktop.services.common.naming import name_of
from intman_desktop.services.gate.gated import closed_fields, without_closed
from intman_desktop.services.transfer.arriving import origin_of
from intman_desktop.services.transfer.going_out import for_next_office
from intman_desktop.values.case_file import Case, CaseFile, Consent, Plan, PlanSpan
from intman_desktop.values.codes import ConsentDecision, ConsentScope, SpecialKind, StartOrigin
from intman_desktop.values.document import Document, Fault
from intman_desktop.values.handed_over import HandedOver, OwnConsent
from intman_desktop.values.visible import visible

_BESIDE = ("own_blocks", "list_entries")
"""Of what stands beside the cases only this comes in: what their answers and goals are named by (I10)."""


class OwnConsentNeeded(FaultyInput):
    """The file comes from another office, and nobody said yet that its people consented here (U3).

    ``office`` is that office, ``people`` are whom to ask.
    """

    def __init__(self, office: str, people: Sequence[HandedOver], faults: Sequence[tuple[str, str]]) -> None:
        super().__init__(faults)
        self.office = self.values["office"] = visible(office)
        self.people = tuple(people)

    def template(self) -> str:
        """Return the sentence with its way on."""
        return _(
            "Diese Datei kommt von einer anderen Stelle ({office}). Übernommen wird ein Fall erst mit der "
            "eigenen Einwilligung der Person; nichts wurde gespeichert."
        )


def on_own_consent(
    found: ReadDocument, own: Sequence[OwnConsent], profile: Profile, today: date
) -> tuple[ReadDocument, tuple[Fault, ...]]:
    """Return the cases of another office's file as they may be kept, and notices (Rules U3, E5, P2, E3).

    No consent that was given there counts here: of a case its period and its plan stay, on the ``own``
    consent of its person, and of these only what it opens. Once anything is given as ``own``, the others stay
    out with a notice; without, each of them is a fault (``with_office_named``). An ``own`` that fits no case
    is a fault, so also with a file of this office.
    """
    document = found.document
    by_number = {each.number: each for each in own}
    once = Counter(file.case.number for file in document.cases)
    used = {number for number in by_number if document.from_office and once[number] == 1}
    unused = tuple(
        Fault("consents", "own_consent_unused", (("number", number),))
        for number in by_number
        if number not in used
    )
    if not document.from_office:
        return replace(found, faults=(*found.faults, *unused)), ()
    rows, cases, notices = [], [], []
    for row, file in zip(found.rows, document.cases, strict=True):
        number = file.case.number
        if own and number not in used:
            notices.append(Fault(number, "own_consent_needed", (("office", document.from_office),)))
            continue
        consents = tuple(_consents_of(by_number[number])) if number in used else ()
        arriving = _handed_over(_as_sent(file, document.from_office), consents, today)
        kept, left_out = _opened(arriving, profile, today)
        if consents and left_out:
            notices.append(Fault(number, "closed_part_left_out"))
        rows.append(row)
        cases.append(kept)
    bare = Document(
        tuple(cases),
        generated_at=document.generated_at,
        program=document.program,
        own_blocks=document.own_blocks,
        list_entries=document.list_entries,
        from_office=document.from_office,
    )
    beside = {name: own_rows if name in _BESIDE else () for name, own_rows in found.other_rows.items()}
    kept_file = replace(
        found,
        document=bare,
        faults=(*found.faults, *unused),
        rows=tuple(rows),
        talk_rows=(),
        of_lost_talks=frozenset(),
        other_rows=beside,
    )
    return kept_file, tuple(notices)


def with_office_named(found: ReadDocument, faults: Sequence[Fault]) -> tuple[Fault, ...]:
    """Return the faults of a file, that of the consent with the office whose consent counts nothing here.

    Who represented a minor is asked in the window alone: a name has no place on a command line.
    """
    office = found.document.from_office
    if not office:
        return tuple(faults)
    return tuple(_named(each, office) for each in faults)


def _named(fault: Fault, office: str) -> Fault:
    if fault.code == "basic_consent_needed":
        return Fault(fault.place, "own_consent_needed", (("office", office),))
    if fault.code == "consent_representative_missing":
        return Fault(fault.place, "own_consent_of_minor")
    return fault


def asks_for_consent(faults: Sequence[Fault]) -> bool:
    """Return whether a file stays out since nobody said yet that its people consented here."""
    return any(each.code == "own_consent_needed" for each in faults)


def people_of(document: Document) -> tuple[HandedOver, ...]:
    """Return whose cases are in the file."""
    return tuple(
        HandedOver(file.case.number, name_of(file) or file.case.number, birth_words(file.client), file.client)
        for file in document.cases
    )


def _consents_of(own: OwnConsent) -> Iterator[Consent]:
    """Yield what the sheet of the first talk says; which text it bears nobody told (Rules E1, E2)."""
    asked = (
        (ConsentScope.BASIC, None, True),
        (ConsentScope.SPECIAL, SpecialKind.HEALTH, own.health),
        (ConsentScope.CONTACT, None, own.contact),
    )
    for scope, kind, allowed in asked:
        if allowed:
            yield Consent(
                scope,
                ConsentDecision.GIVEN,
                own.on,
                kind=kind,
                representative=own.representative.strip(),
                told_withdrawable=True,
                filing_place=own.filing_place.strip(),
            )


def _as_sent(file: CaseFile, office: str) -> CaseFile:
    """Return a case as office sends it to office, also where the person brought her own file (U1, C7)."""
    return for_next_office(file, office) if file.case.start_origin is StartOrigin.HERE else file


def _handed_over(file: CaseFile, consents: tuple[Consent, ...], today: date) -> CaseFile:
    """Return a new case of today with the period and the plan of the other office's (Rules C7, K4, U2)."""
    there = file.case
    case = Case(
        there.number,
        today,
        key=there.key,
        origin_key=origin_of(file),
        programme=there.programme,
        counselled_before=there.counselled_before,
        period_start=there.period_start,
        start_origin=there.start_origin,
        start_evidence=there.start_evidence,
        start_reason=there.start_reason,
    )
    return CaseFile(
        case,
        file.client,
        file.earlier_counselling,
        file.answers,
        consents=consents,
        plan=None if file.plan is None else _continued(file.plan, today),
        extensions=file.extensions,
        decisions=starts_told(file),
    )


def _continued(plan: Plan, today: date) -> Plan:
    """Return a plan that is open here from ``today`` on, as one brought along is (Rule K4)."""
    spans = () if plan.begun_on is None else (PlanSpan(today),)
    return replace(plan, brought_along=True, spans=spans, versions=(), light_changes=())


def _opened(file: CaseFile, profile: Profile, today: date) -> tuple[CaseFile, bool]:
    """Return what the consents of a case open, and whether anything else stood in it (Rules E3, C3)."""
    needs = gate.given(file.consents, today)
    shown = without_closed(profile, file, closed_fields(profile, file.consents, today))
    if file.plan is not None:
        areas = (profile.need_of_item(ListName.GOAL_AREAS, goal.area) for goal in file.plan.goals)
        goals = tuple(goal for goal, need in zip(file.plan.goals, areas, strict=True) if need in needs)
        shown = replace(shown, plan=replace(file.plan, goals=goals))
    if gate.HEALTH not in needs:
        shown = replace(shown, extensions=tuple(map(without_detail, file.extensions)))
    return shown, shown != file
