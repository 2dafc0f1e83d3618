"""B1, I8, L2, Z2, Z5: deadlines settled where they stand, taken back, and what was settled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from intman_desktop.errors import NotFound, Refused
from intman_desktop.models import tables as t
from intman_desktop.services.across import overview
from intman_desktop.services.across.due.settled import settled, settled_of
from intman_desktop.services.across.key_figures import freeze_year
from intman_desktop.services.casework import participants
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.rights import settling
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import GoalState
from intman_desktop.values.deadline_views import DeadlineKind as Kind
from intman_desktop.values.deadline_views import DeadlineRow
from intman_desktop.values.outcome import Outcome
from tests import builders as a
from tests.opened import TODAY, put_in

RECENT = date(2026, 10, 5)
LATER = TODAY + timedelta(days=9)


def one(desk: Desk, kind: Kind) -> DeadlineRow:
    """Return the one line of a kind."""
    (row,) = [row for row in overview.deadlines(desk) if row.kind is kind]
    return row


def put(desk: Desk, file: v.CaseFile, **part: Any) -> int:
    """Write a case with one recent talk and return its id."""
    participant = v.Participant(file.case.key, **part)
    return put_in(desk, [file], [a.a_talk(on=RECENT, participants=(participant,))])[file.case.key]


def plan(**details: Any) -> v.Plan:
    return a.a_plan(goals=(a.a_goal(next_review=TODAY),), **details)


Move = Callable[[Desk, DeadlineRow, date], Outcome[Any]]
MOVES: list[tuple[Kind, dict[str, Any], dict[str, Any], Move]] = [
    (
        Kind.NEXT_STEP,
        {},
        {"next_step": "Anrufen", "next_step_due": TODAY},
        lambda desk, row, on: settling.move_step(desk, row.row_id, on),
    ),
    (
        Kind.GOAL_REVIEW,
        {"plan": plan()},
        {},
        lambda desk, row, on: settling.move_review(desk, row.case_id, row.row_id, on),
    ),
    (
        Kind.GOAL_UNTIL,
        {"plan": a.a_plan(goals=(a.a_goal(until=TODAY),))},
        {},
        lambda desk, row, on: settling.agree_until(desk, row.case_id, row.row_id, on),
    ),
    (
        Kind.NO_GOAL,
        {"plan": a.a_plan(goals=(), no_goal_reason="Wohnung zuerst", no_goal_until=TODAY)},
        {},
        lambda desk, row, on: settling.move_no_goal(desk, row.case_id, on),
    ),
    (
        Kind.NO_GOAL,
        {
            "plan": a.a_plan(
                goals=(a.a_goal(state=GoalState.REACHED, next_review=None),),
                no_goal_reason="Sie bekommt ein Kind",
                no_goal_until=TODAY,
            )
        },
        {},
        lambda desk, row, on: settling.move_no_goal(desk, row.case_id, on),
    ),
    (
        Kind.HOLD_REVIEW,
        {"case": a.a_case(hold_since=RECENT, hold_reason="Klage", hold_review_on=TODAY)},
        {},
        lambda desk, row, on: settling.move_hold_review(desk, row.case_id, on),
    ),
    (
        Kind.VALIDITY_ENDS,
        {
            "answers": (
                v.Answer("residence_status", "duldung", valid_to=TODAY - timedelta(days=90)),
                v.Answer("residence_status", "residence_permit", valid_to=TODAY),
                v.Answer("years_of_school", "9"),
            )
        },
        {},
        lambda desk, row, on: settling.prolong_validity(desk, row.case_id, row.row_id, on),
    ),
]


@pytest.mark.parametrize(("kind", "details", "part", "move"), MOVES, ids=[str(each[0]) for each in MOVES])
def test_a_deadline_is_moved_and_taken_back(
    desk: Desk, kind: Kind, details: dict[str, Any], part: dict[str, Any], move: Move
) -> None:
    codes = [item.code for item in desk.profile.list("residence_statuses")]
    answers = tuple(
        replace(each, value=codes[0]) if each.field == "residence_status" else each
        for each in details.get("answers", ())
    )
    put(desk, a.a_case_file(**{"household": (), **details, "answers": answers}), **part)
    row = one(desk, kind)
    with pytest.raises(Refused, match="due_day_not_ahead"):
        move(desk, row, TODAY)
    done = move(desk, row, LATER)
    assert one(desk, kind).due == LATER
    assert done.undo is not None
    done.undo()
    assert one(desk, kind).due == TODAY


def test_both_signatures_are_entered_on_one_day_and_one_that_is_there_stays(desk: Desk) -> None:
    oral = a.an_agreement(client_signed_on=None, oral_on=RECENT)
    version = v.PlanVersion(1, RECENT, "de", "{}", "f" * 64)
    case_id = put(
        desk, a.a_case_file(agreement=oral, plan=plan(versions=(version,), worker_signed_on=RECENT))
    )
    settling.sign_agreement(desk, case_id, TODAY)
    settling.sign_plan_on(desk, case_id, TODAY)
    file = open_case(desk, case_id).file
    assert file.agreement is not None
    assert file.plan is not None
    assert (file.agreement.client_signed_on, file.agreement.worker_signed_on) == (TODAY, a.OPENED_ON)
    assert (file.plan.client_signed_on, file.plan.worker_signed_on) == (TODAY, RECENT)
    assert not {Kind.SIGNATURE, Kind.PLAN_SIGNATURE} & {row.kind for row in overview.deadlines(desk)}


@pytest.mark.parametrize(
    ("issued_on", "agreed", "asked"),
    [
        (RECENT, {"agreed_on": TODAY}, False),
        (TODAY, {"agreed_on": TODAY}, True),
        (TODAY, {"agreed_on": None, "history": (v.GoalChange(GoalState.AGREED, TODAY),)}, True),
        (TODAY, {"agreed_on": RECENT}, False),
        (TODAY, {"agreed_on": None, "state": GoalState.PROPOSED, "history": ()}, False),
    ],
)
def test_z5_a_goal_agreed_after_signing_is_signed_anew_once_it_was_handed_out(
    desk: Desk, issued_on: date, agreed: dict[str, Any], asked: bool
) -> None:
    made = a.a_plan(
        goals=(a.a_goal(next_review=LATER, **agreed),),
        versions=(v.PlanVersion(1, issued_on, "de", "{}", "f" * 64),),
        client_signed_on=RECENT,
        worker_signed_on=RECENT,
    )
    case_id = put(desk, a.a_case_file(plan=made))
    found = [row.matter.code for row in overview.deadlines(desk) if row.kind is Kind.PLAN_SIGNATURE]
    assert found == ["due_plan_signature_again"] * asked
    settling.sign_plan_on(desk, case_id, TODAY)
    plan_now = open_case(desk, case_id).file.plan
    assert plan_now is not None
    fresh = agreed["agreed_on"] == TODAY or bool(agreed.get("history"))
    assert plan_now.client_signed_on == (TODAY if fresh else RECENT)
    assert Kind.PLAN_SIGNATURE not in {row.kind for row in overview.deadlines(desk)}


@pytest.mark.parametrize(("issued_on", "asked"), [(RECENT, False), (TODAY, True)])
def test_i9_a_plan_taken_up_again_is_signed_once_it_was_handed_out_anew(
    desk: Desk, issued_on: date, asked: bool
) -> None:
    spans = (v.PlanSpan(a.OPENED_ON, RECENT, "goals_reached"), v.PlanSpan(TODAY))
    again = plan(versions=(v.PlanVersion(1, issued_on, "de", "{}", "f" * 64),), spans=spans)
    put(desk, a.a_case_file(plan=again))
    assert (Kind.PLAN_SIGNATURE in {row.kind for row in overview.deadlines(desk)}) is asked


@pytest.mark.parametrize(
    ("act", "trouble"),
    [
        (lambda desk, case_id: settling.sign_agreement(desk, case_id, TODAY), Refused),
        (lambda desk, case_id: settling.move_hold_review(desk, case_id, LATER), Refused),
        (lambda desk, case_id: settling.move_review(desk, case_id, 99, LATER), NotFound),
        (lambda desk, case_id: settling.agree_until(desk, case_id, 99, LATER), NotFound),
        (lambda desk, case_id: settling.prolong_validity(desk, case_id, 99, LATER), NotFound),
        (lambda desk, _case: settling.move_step(desk, 99, LATER), NotFound),
    ],
)
def test_what_is_gone_meanwhile_is_told(
    desk: Desk, act: Callable[[Desk, int], object], trouble: type[Exception]
) -> None:
    case_id = put(desk, a.a_case_file(agreement=None))
    with pytest.raises(trouble):
        act(desk, case_id)


def test_moving_is_journaled(desk: Desk) -> None:
    put(desk, a.a_case_file(plan=plan()), next_step="Anrufen", next_step_due=TODAY)
    settling.move_step(desk, one(desk, Kind.NEXT_STEP).row_id, LATER)
    row = one(desk, Kind.GOAL_REVIEW)
    settling.move_review(desk, row.case_id, row.row_id, LATER)
    with desk.vault.reading() as connection:
        verbs = connection.scalars(select(t.journal.c.verb)).all()
    assert verbs[-2:] == ["step_moved", "review_moved"]


def test_what_was_settled_is_told_newest_first(desk: Desk) -> None:
    seen = v.GoalChange(GoalState.IN_PROGRESS, RECENT, reviewed=True)
    goal = a.a_goal(state=GoalState.IN_PROGRESS, history=(v.GoalChange(GoalState.AGREED, a.OPENED_ON), seen))
    file = a.a_case_file(
        plan=a.a_plan(goals=(goal,), client_signed_on=RECENT, worker_signed_on=TODAY),
        extensions=(v.Extension(date(2029, 6, 30), a.OPENED_ON, "other", "Prüfung"),),
    )
    case_id = put(desk, file, next_step="Kita anrufen", next_step_due=TODAY)
    participants.settle_next_step(desk, one(desk, Kind.NEXT_STEP).row_id, TODAY)
    put(desk, a.a_case_file(case=a.a_case(hold_since=RECENT)))
    rows = settled(desk, None)
    assert [row.on for row in rows] == sorted((row.on for row in rows), reverse=True)
    assert rows == settled_of(desk, case_id)
    told = {sentence(row.matter) for row in rows}
    assert {
        "Nächster Schritt: Kita anrufen",
        "Ziel „Ich möchte die B1-Prüfung bestehen.“ überprüft: in Umsetzung.",
        "Ziel „Ich möchte die B1-Prüfung bestehen.“ vereinbart.",
        "Integrationsplan von beiden unterschrieben.",
        "Beratungsvereinbarung von beiden unterschrieben.",
        "Integrationsplan begonnen.",
        "Verlängerung bis 30.06.2029 entschieden.",
        "Beratung (Grundlage): eingewilligt.",
        "Gesundheit und Behinderung: eingewilligt.",
    } == told
    assert {row.on for row in settled(desk, 30)} == {TODAY}
    assert {(row.case_id, row.person) for row in rows} == {(case_id, "Musterfrau, Samira")}


def test_z1_e3_a_goal_that_was_agreed_is_told_with_its_words_as_far_as_its_area_opens(desk: Desk) -> None:
    """It settles that there was none yet; by the day as kept, or the first in the history."""
    changes = (v.GoalChange(GoalState.PROPOSED, a.OPENED_ON), v.GoalChange(GoalState.AGREED, RECENT))
    goals = (
        a.a_goal(wording="B1 bestehen", agreed_on=None, history=changes),
        a.a_goal(wording="Umziehen", state=GoalState.PROPOSED, agreed_on=None, history=changes[:1]),
        a.a_goal(wording="Therapie", area="health", agreed_on=TODAY),
    )
    given = ((a.a_consent(),), "Ein Ziel"), ((a.a_consent(), a.a_health_consent()), "Ziel „Therapie“")
    for consents, named in given:
        case_id = put(desk, a.a_case_file(plan=a.a_plan(goals=goals), consents=consents))
        told = [row for row in settled_of(desk, case_id) if row.kind is Kind.NO_GOAL]
        assert [(row.on, sentence(row.matter)) for row in told] == [
            (TODAY, f"{named} vereinbart."),
            (RECENT, "Ziel „B1 bestehen“ vereinbart."),
        ]


RESTED = (
    v.Decision("rest", a.OPENED_ON, "Reise"),
    v.Decision("resume", RECENT),
    v.Decision("go_on", TODAY, "Operation"),
)


def test_c6_p6_k7_a_rest_that_ended_going_on_and_the_figures_handed_in_are_told(desk: Desk) -> None:
    """The figures are of no case; of one on hold, or without the basic consent, nothing is told (L2, E4)."""
    case_id = put(desk, a.a_case_file(decisions=RESTED))
    put(desk, a.a_case_file(case=a.a_case(hold_since=RECENT), decisions=RESTED))
    put(desk, a.a_case_file(consents=(a.a_consent(withdrawn_on=RECENT),), decisions=RESTED))
    freeze_year(desk, 2025)
    kinds = (Kind.DORMANT_OVER, Kind.BENEFITS_ENDED, Kind.KEY_FIGURES)
    told = [row for row in settled(desk, None) if row.kind in kinds]
    assert [(row.on, row.case_id, row.person, sentence(row.matter), row.year) for row in told] == [
        (TODAY, case_id, "Musterfrau, Samira", "Entschieden: weiter ohne Leistungen.", 0),
        (TODAY, 0, "", "Kennzahlen 2025 abgegeben.", 2025),
        (RECENT, case_id, "Musterfrau, Samira", "Nach dem Ruhen fortgesetzt.", 0),
    ]
    assert Kind.KEY_FIGURES not in {row.kind for row in settled_of(desk, case_id)}


@pytest.mark.parametrize(
    ("born", "given", "told"),
    [
        (date(2008, 3, 1), [("Mutter", a.OPENED_ON), ("", RECENT), ("", TODAY)], [RECENT]),
        (date(2008, 3, 1), [("Mutter", a.OPENED_ON), ("Betreuerin", RECENT)], [RECENT]),  # not "selbst"
        (date(2008, 3, 1), [("Mutter", a.OPENED_ON)], []),
        (date(1990, 3, 1), [("", a.OPENED_ON), ("", RECENT)], []),
    ],
)
def test_p4_the_first_consent_of_her_own_settles_that_she_turned_eighteen(
    desk: Desk, born: date, given: list[tuple[str, date]], told: list[date]
) -> None:
    consents = tuple(a.a_consent(representative=by, decided_on=on) for by, on in given)
    case_id = put(desk, a.a_case_file(client=a.a_client(birth_date=born, adult=None), consents=consents))
    for rows in (settled(desk, None), settled_of(desk, case_id)):
        found = [row for row in rows if row.kind is Kind.OWN_EIGHTEEN]
        assert [row.on for row in found] == told
        assert all(sentence(row.matter) == "Seit der Volljährigkeit neu eingewilligt." for row in found)
        others = [row.on for row in rows if row.kind is Kind.CONSENT_EXPIRES]
        assert sorted([*others, *told]) == sorted(on for _by, on in given)  # each is told once


@pytest.mark.parametrize("details", [{"case": a.a_case(hold_since=RECENT)}, {"withdrawn_on": TODAY}])
def test_l2_e4_of_a_case_on_hold_or_withdrawn_nothing_tells_of_an_own_consent(
    desk: Desk, details: dict[str, Any]
) -> None:
    withdrawn_on = details.get("withdrawn_on")
    given = [
        a.a_consent(representative="Mutter", withdrawn_on=withdrawn_on),
        a.a_consent(decided_on=RECENT, withdrawn_on=withdrawn_on),
    ]
    case = details.get("case", a.a_case())
    young = a.a_client(birth_date=date(2008, 3, 1), adult=None)
    case_id = put(desk, a.a_case_file(case=case, client=young, consents=tuple(given)))
    for rows in (settled(desk, None), settled_of(desk, case_id)):
        assert Kind.OWN_EIGHTEEN not in {row.kind for row in rows}
