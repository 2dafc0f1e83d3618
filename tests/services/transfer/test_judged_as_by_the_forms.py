"""What forms refuse of days, reasons and words comes in by no file either (E1, E3, L2, C6, P6, Z3, K8, L8).

Each fault names its field. In which order things were done a file tells as it was: not everything that a form
refuses since something else is missing yet keeps a case of a file out.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from intman_desktop.errors import FaultyInput
from intman_desktop.exchange.case_format import write_document
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import read_office
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import (
    Actor,
    CaseState,
    ConsentDecision,
    ConsentScope,
    GoalState,
    SpecialKind,
)
from intman_desktop.values.document import Counter, Document
from intman_desktop.values.office import Office, OwnBlock
from intman_desktop.values.requests import Correction
from tests.builders import (
    OPENED_ON,
    a_case,
    a_case_file,
    a_consent,
    a_disclosure,
    a_goal,
    a_health_consent,
    a_measure,
    a_notice,
    a_participant,
    a_passing_on,
    a_plan,
    a_talk,
    an_agreement,
)
from tests.opened import TODAY, put_in

pytestmark = pytest.mark.unmeasured

LATER, REVIEW = date(2026, 11, 21), date(2027, 3, 1)
ENDED_ON = date(2026, 11, 2)
ENDED: dict[str, Any] = {
    "state": CaseState.ENDED,
    "ended_on": ENDED_ON,
    "ending_reason": "goals_reached",
}
REST = v.Decision("rest", date(2026, 9, 1), "auf Wunsch", date(2026, 12, 31))
RESTING = CaseState.DORMANT
MOVED = v.Decision("start_changed", date(2026, 6, 1), "erstes Gespräch war anderswo", OPENED_ON)


def faults(desk: Desk, document: Document) -> list[str]:
    """Return the places of the faults that refuse a document, none where it comes in."""
    try:
        import_cases(desk, write_document(document))
    except FaultyInput as faulty:
        return [place for place, _sentence in faulty.faults]
    return []


def faults_of(desk: Desk, *talks: v.Talk, **details: Any) -> list[str]:
    """Return the same of one case and its talks, within the case."""
    file = a_case_file(**details)
    own = tuple(
        replace(talk, participants=tuple(replace(each, case_key=file.case.key) for each in talk.participants))
        for talk in talks
    )
    return [place.removeprefix("cases[0].") for place in faults(desk, Document(cases=(file,), talks=own))]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("IM-2026-0007", ""),
        ("Akte 7/2026 ä", ""),
        ("-7", ""),
        ("7" * 40, ""),
        ("7" * 41, "Eine Fallnummer hat hier höchstens 40 Zeichen."),
        ("IM-1\nIM-2", "In der Fallnummer stehen Zeichen, die man nicht sieht, etwa ein Zeilenumbruch."),
        ("IM\x1b[31m", "In der Fallnummer stehen Zeichen, die man nicht sieht, etwa ein Zeilenumbruch."),
        ("IM\u202e1-", "In der Fallnummer stehen Zeichen, die man nicht sieht, etwa ein Zeilenumbruch."),
    ],
)
def test_a_case_number_can_stand_in_a_line_and_in_the_name_of_a_file(
    desk: Desk, number: str, said: str
) -> None:
    file = a_case_file(case=a_case(number=number))
    if not said:
        assert faults(desk, Document(cases=(file,))) == []
        return
    with pytest.raises(FaultyInput) as refused:
        import_cases(desk, write_document(Document(cases=(file,))))
    assert refused.value.faults == (("cases[0].case.number", said),)


@pytest.mark.parametrize("prefix", ["A" * 29, "IM\u202e"])
def test_no_office_brings_along_what_case_numbers_cannot_begin_with(desk: Desk, prefix: str) -> None:
    office = replace(read_office(desk), number_prefix=prefix)
    assert faults(desk, Document(whole=True, office=office)) == ["office.number_prefix"]


@pytest.mark.parametrize(
    ("declared", "words", "places"),
    [
        ({"withdrawn_on": date(2026, 6, 1)}, "Befund", ["disclosures[0].what"]),
        ({"withdrawn_on": date(2026, 6, 1)}, "", []),
        ({"withdrawn_on": date(2026, 5, 1)}, "Befund", ["disclosures[0].what"]),
        (
            {"withdrawn_on": date(2026, 4, 1), "withdrawal_known_from": date(2026, 6, 1)},
            "Befund",
            ["disclosures[0].what"],
        ),
        ({"withdrawn_on": date(2026, 4, 1), "withdrawal_known_from": date(2026, 6, 1)}, "", []),
        ({"valid_until": date(2026, 6, 1)}, "Befund", ["disclosures[0].what"]),
        ({}, "Befund", []),
    ],
    ids=["withdrawn since", "emptied", "on its day", "known since", "known and emptied", "ran out", "open"],
)
def test_e3_no_words_of_a_kind_that_ended_come_in_with_what_was_passed_on(
    desk: Desk, declared: dict[str, Any], words: str, places: list[str]
) -> None:
    """The act was allowed on its day and stays; what was passed on is not told any more (E7)."""
    act = a_disclosure(on=date(2026, 5, 1), what=words, kind=SpecialKind.HEALTH)
    consents = (a_consent(), a_health_consent(**declared), a_passing_on())
    assert faults_of(desk, consents=consents, disclosures=(act,)) == places


@pytest.mark.parametrize(
    ("hold", "places"),
    [
        ({"hold_reason": "Klage", "hold_review_on": REVIEW}, []),
        ({"hold_review_on": REVIEW}, ["case.hold_reason"]),
        ({"hold_reason": "Klage"}, ["case.hold_review_on"]),
        ({"hold_reason": "Klage", "hold_review_on": date(2026, 6, 1)}, ["case.hold_review_on"]),
        ({"hold_reason": "Klage", "hold_review_on": date(2026, 6, 2)}, []),
        (
            {"hold_since": LATER, "hold_reason": "Klage", "hold_review_on": REVIEW},
            ["case.hold_since"],
        ),
    ],
)
def test_l2_a_hold_has_its_reason_and_the_day_of_the_next_look(
    desk: Desk, hold: dict[str, Any], places: list[str]
) -> None:
    """The next look lay ahead when the hold began, and may be overdue now."""
    assert faults_of(desk, case=a_case(**{"hold_since": date(2026, 6, 1), **hold})) == places


@pytest.mark.parametrize(
    ("due", "reason", "places"),
    [
        (date(2026, 11, 1), "Klage", ["case.deletion_due"]),
        (ENDED_ON, "", []),
        (date(2026, 11, 16), "", []),
        (date(2026, 11, 17), "", ["case.deletion_reason"]),
        (date(2031, 11, 17), "Klage", []),
    ],
)
def test_l2_an_ended_case_is_not_kept_longer_than_the_setting_without_a_reason(
    desk: Desk, due: date, reason: str, places: list[str]
) -> None:
    """The setting of the store holds for a file that brings none."""
    case = a_case(**ENDED, deletion_due=due, deletion_reason=reason)
    assert faults_of(desk, case=case) == places


@pytest.mark.parametrize(("days", "places"), [(14, ["case.deletion_reason"]), (30, [])])
def test_l2_the_setting_that_comes_with_the_file_holds_for_it_as_well(
    desk: Desk, days: int, places: list[str]
) -> None:
    """What was in order at the office whose whole store it is stays so."""
    assert read_office(desk).deletion_days == 14
    assert faults(desk, kept_for_a_month(days)) == [f"cases[0].{place}" for place in places]


def kept_for_a_month(days: int, **details: Any) -> Document:
    """Return a whole export with a case that is erased 30 days after its end, by a setting of ``days``."""
    file = a_case_file(case=a_case(**ENDED, deletion_due=date(2026, 12, 2)))
    office = replace(Office(), deletion_days=days)
    return replace(Document(cases=(file,), whole=True, office=office), **details)


@pytest.mark.parametrize("whole", [True, False])
def test_l2_a_setting_that_does_not_come_in_keeps_no_case_longer(desk: Desk, *, whole: bool) -> None:
    """The office here stays as it is: in a store with cases, and of a file that is no whole store."""
    if whole:
        put_in(desk, [a_case_file()])
    found = faults(desk, kept_for_a_month(365, whole=whole))
    assert found == ["cases[0].case.deletion_reason"]
    assert read_office(desk).deletion_days == 14


@pytest.mark.parametrize(
    "office",
    [{"own_blocks": (OwnBlock("own:?", "x"),)}, {"dormant_max_months": 10_001}],
    ids=["block", "setting"],
)
def test_l2_a_setting_that_stays_out_for_a_fault_keeps_no_case_longer(
    desk: Desk, office: dict[str, Any]
) -> None:
    """Such an office is left out; with the mended file it comes later, and its setting with it."""
    whole = kept_for_a_month(30, generated_at="2026-11-20T09:00:00Z")
    mended = replace(whole, cases=(*whole.cases, a_case_file()))
    document = replace(mended, office=replace(Office(), **{"deletion_days": 30, **office}))
    report = import_cases(desk, write_document(document), partial=True).value
    assert "cases[0].case.deletion_reason" in [each.place for each in report.faults]
    assert (report.cases, read_office(desk).deletion_days) == (1, 14)
    assert import_cases(desk, write_document(mended)).value.cases == 1
    assert read_office(desk).deletion_days == 30


@pytest.mark.parametrize(
    ("state", "decisions", "places"),
    [
        (RESTING, (REST,), []),
        (RESTING, (), ["case.state"]),
        (RESTING, (REST, v.Decision("resume", date(2026, 10, 1))), ["case.state"]),
        (RESTING, (replace(REST, reason=""),), ["decisions[0].reason"]),
        (RESTING, (replace(REST, until=None),), ["decisions[0].until"]),
        (CaseState.ACTIVE, (v.Decision("go_on", date(2026, 9, 1), "  "),), ["decisions[0].reason"]),
        (CaseState.ACTIVE, (v.Decision("return", date(2026, 9, 1)),), ["decisions[0].reason"]),
        (CaseState.ACTIVE, (v.Decision("resume", date(2026, 9, 1)),), []),
        (CaseState.ACTIVE, (v.Decision("go_on", date(2026, 1, 11), "so"),), ["decisions[0].on"]),
        (CaseState.ACTIVE, (v.Decision("go_on", OPENED_ON, "so"),), []),
        (CaseState.ACTIVE, (v.Decision("go_on", date(2026, 1, 11), "so"), MOVED), []),
        (CaseState.ACTIVE, (v.Decision("take_over", OPENED_ON, worker="XY"),), ["decisions[0].told_on"]),
        (CaseState.ACTIVE, (v.Decision("take_over", OPENED_ON, worker="XY", told_on=OPENED_ON),), []),
    ],
)
def test_c6_p6_a_case_rests_and_goes_on_by_a_decision_with_its_reason(
    desk: Desk, state: CaseState, decisions: tuple[v.Decision, ...], places: list[str]
) -> None:
    """A rest has an end; to go on again needs no reason (C6); whoever is taken over was told (U5)."""
    assert faults_of(desk, case=a_case(state=state), decisions=decisions) == places


@pytest.mark.parametrize(
    ("details", "places"),
    [
        ({}, ["case.period_start"]),
        ({"decisions": (replace(MOVED, until=None),)}, []),
        ({"decisions": (replace(MOVED, on=date(2026, 3, 1), until=None),)}, ["case.period_start"]),
        ({"case": a_case()}, []),
        ({"needs_assessment": v.NeedsAssessment(OPENED_ON, "EB")}, []),
    ],
    ids=["none", "taken out since", "taken out before", "told", "from the needs"],
)
def test_c1_c2_nothing_is_extended_that_has_not_begun(
    desk: Desk, details: dict[str, Any], places: list[str]
) -> None:
    """A start that was taken out with a reason after the decision leaves the extension as it stands."""
    extension = v.Extension(date(2029, 6, 30), date(2026, 5, 4), "illiteracy")
    bare = {"case": a_case(period_start=None), "needs_assessment": None, "plan": None}
    assert faults_of(desk, **{**bare, "extensions": (extension,), **details}) == places


@pytest.mark.parametrize("name", ["client_signed_on", "worker_signed_on", "oral_on"])
def test_b1_no_agreement_is_signed_or_spoken_ahead(desk: Desk, name: str) -> None:
    """Each of its days is told for itself."""
    assert faults_of(desk, agreement=an_agreement(**{name: LATER})) == [f"agreement.{name}"]
    assert faults_of(desk, agreement=an_agreement(**{name: TODAY})) == []


@pytest.mark.parametrize(
    ("details", "place"),
    [
        ({"notices": (a_notice(handed_out_on=LATER),)}, "notices[0].handed_out_on"),
        ({"notices": (a_notice(explained_on=LATER),)}, "notices[0].explained_on"),
        ({"plan": a_plan(client_signed_on=LATER)}, "plan.client_signed_on"),
        ({"plan": a_plan(worker_signed_on=LATER)}, "plan.worker_signed_on"),
        ({"plan": a_plan(agreed_anew_on=LATER)}, "plan.agreed_anew_on"),
        (
            {
                "plan": a_plan(
                    goals=(a_goal(measures=(a_measure(), v.Measure("x", Actor.WORKER, done_on=LATER))),)
                )
            },
            "plan.goals[0].measures[1].done_on",
        ),
    ],
)
def test_p1_z5_z6_nothing_was_explained_signed_or_done_ahead(
    desk: Desk, details: dict[str, Any], place: str
) -> None:
    """Nobody can know that yet; the forms refuse it as well."""
    assert faults_of(desk, **details) == [place]


def test_p1_a_notice_that_was_handed_out_ahead_is_told_as_that(desk: Desk) -> None:
    """Not as one that was explained ahead: the sentence belongs to the field it stands at."""
    file = a_case_file(notices=(a_notice(handed_out_on=LATER),))
    with pytest.raises(FaultyInput) as told:
        import_cases(desk, write_document(Document(cases=(file,))))
    ((place, words),) = told.value.faults
    assert (place, "ausgehändigt" in words) == ("cases[0].notices[0].handed_out_on", True)


@pytest.mark.parametrize(
    ("second", "places"),
    [
        ({}, ["corrections[1]"]),
        ({"rectified": True}, ["corrections[1]"]),
        ({"on": date(2026, 5, 5)}, []),
        ({"place": "field.sex"}, []),
        ({"place": "talk.note", "talk_on": date(2026, 5, 4)}, []),
    ],
)
def test_l8_of_a_place_one_correction_a_day_comes_in(
    desk: Desk, second: dict[str, Any], places: list[str]
) -> None:
    """Else nobody could tell which of the two a wrong value of that day belongs to."""
    first = Correction(date(2026, 5, 4), "field.phone")
    assert faults_of(desk, corrections=(first, replace(first, **second))) == places


@pytest.mark.parametrize(
    ("part", "place"),
    [
        ({"next_step": "Kurs", "next_step_done_on": LATER}, "next_step_done_on"),
        (
            {"referrals": (v.Referral("jobcenter", "taken_up", LATER),)},
            "referrals[0].outcome_on",
        ),
    ],
)
def test_p7_nothing_came_of_a_talk_ahead(desk: Desk, part: dict[str, Any], place: str) -> None:
    """What came of a referral, and that a step was taken, is known from its day on."""
    talk = a_talk(on=date(2026, 5, 4), participants=(a_participant("", **part),))
    assert faults_of(desk, talk) == [f"talks[0].participants[0].{place}"]


@pytest.mark.parametrize(
    ("goal", "place"),
    [
        (a_goal(state=GoalState.REACHED, history=()), "history"),
        (a_goal(state=GoalState.PARTLY_REACHED, history=()), "history"),
        (a_goal(state=GoalState.NOT_REACHED, agreed_on=None, history=()), "history"),
        (a_goal(state=GoalState.AGREED, agreed_on=None, history=()), "agreed_on"),
        (a_goal(agreed_on=date(2026, 2, 2)), "agreed_on"),
        (a_goal(agreed_on=None), None),
        (a_goal(history=()), None),
    ],
)
def test_z3_a_goal_tells_the_days_by_which_it_is_counted(desk: Desk, goal: v.Goal, place: str | None) -> None:
    """Else a year would silently lack what was agreed and reached in it, or have it in another one."""
    assert goal.agreed_on in (None, OPENED_ON, date(2026, 2, 2))
    found = faults_of(desk, plan=a_plan(goals=(goal,)))
    assert found == ([f"plan.goals[0].{place}"] if place else [])


@pytest.mark.parametrize(
    ("declared", "place"),
    [
        ({"withdrawn_on": date(2026, 5, 4)}, "withdrawn_on"),
        ({"decided_on": LATER}, "decided_on"),
        ({}, None),
    ],
)
def test_e1_a_declaration_that_was_refused_is_judged_too(
    desk: Desk, declared: dict[str, Any], place: str | None
) -> None:
    """What was never given cannot be withdrawn; a No needs no evidence (E2)."""
    no = a_consent(scope=ConsentScope.CONTACT, decision=ConsentDecision.REFUSED, filing_place="", **declared)
    found = faults_of(desk, consents=(a_consent(), no))
    assert found == ([f"consents[1].{place}"] if place else [])


def counters(*rows: tuple[str, str, int], year: int = 2025, version: int = 1) -> Document:
    """Return a whole export of nothing but these counters: figure, cell, value."""
    return Document(
        whole=True,
        counters=tuple(Counter(year, "bw-standard", version, *row) for row in rows),
    )


@pytest.mark.parametrize(
    ("document", "places"),
    [
        (counters(("persons", "", 3)), []),
        (counters(("persons", "", -3)), ["counters[0].value"]),
        (counters(("persons_by_sex", "", 3), ("persons_by_sex", "w", 2)), []),
        (counters(("persons_by_sex", "w", 4), ("persons_by_sex", "", 3)), ["counters[1].value"]),
        (counters(("persons_by_sex", "w", 1)), ["counters[0].value"]),
        (counters(("talks_by_topic", "health", 1), ("talks_by_topic", "personal", -1)), []),
        (counters(("talks_by_topic", "personal", -1)), []),
        (counters(("nothing", "", 3)), ["counters[0].figure"]),
        (counters(("persons", "w", 0)), ["counters[0].cell"]),
        (
            counters(("persons_by_sex", "", 2), ("persons_by_sex", "Frau Muster", 1)),
            ["counters[1].cell"],
        ),
        (counters(("persons_by_sex", "", 2), ("persons_by_sex", "unknown", 1)), []),
        (counters(("persons_by_sex", "", 2), ("persons_by_sex", "erased", 1)), []),
        (
            counters(("persons_by_age", "", 3), ("persons_by_age", "under", 1), ("persons_by_age", "65+", 1)),
            [],
        ),
        (counters(("persons_by_age", "", 2), ("persons_by_age", "18", 1)), ["counters[1].cell"]),
        (counters(("talks_by_topic", "", 2), ("talks_by_topic", "gone-since", 1)), []),
        (counters(("talks_by_topic", "", 2), ("talks_by_topic", "Frau Muster", 1)), ["counters[1].cell"]),
        (counters(("persons", "", 3), year=1), ["counters[0].year"]),
        (counters(("nothing", "", 3), version=99), []),
    ],
)
def test_k8_counters_are_sums_of_what_was_counted(desk: Desk, document: Document, places: list[str]) -> None:
    """A total is never below nought nor below its parts; a part alone may be, where a word took its place."""
    assert faults(desk, document) == places


def test_k8_a_faulty_counter_leaves_all_of_them_out(desk: Desk) -> None:
    """With --partial as well: their sum tells nothing without a part of it."""
    document = counters(("persons", "", 3), ("persons_new", "", -1))
    report = import_cases(desk, write_document(document), partial=True).value
    assert [each.place for each in report.faults] == ["counters[1].value"]
    assert "counters_left_out" in [each.code for each in report.notices]
    assert json.loads(export_cases(desk)).get("counters", []) == []
