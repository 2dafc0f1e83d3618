"""C6, L1, L2, K4: how a case ends, rests and goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from intman_desktop.errors import ChangedMeanwhile, Refused
from intman_desktop.models import tables as t
from intman_desktop.rules.decisions import DecisionKind
from intman_desktop.rules.goals import CONSENT_WITHDRAWN
from intman_desktop.services.closing.ending import end_case, rest_case, resume_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.services.rights.holding import hold_case
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import CaseState, ConsentDecision, GoalState
from intman_desktop.values.ending_views import WITHDRAWN, Ending
from tests.builders import OPENED_ON, a_case, a_case_file, a_consent, a_goal, a_plan, a_talk
from tests.opened import TODAY, on_day, put_in, stored

REST = v.Decision("", date(2026, 11, 1), "Reise, am 01.11. so vereinbart", date(2027, 5, 1))


def one(desk: Desk, file: v.CaseFile | None = None, *talks: v.Talk) -> tuple[int, v.CaseFile]:
    file = file or a_case_file()
    return put_in(desk, [file], talks)[file.case.key], file


def test_l2_a_case_ends_with_its_reason_and_its_day_of_deletion(desk: Desk) -> None:
    case_id, _ = one(desk)
    ended = end_case(desk, case_id, Ending(date(2026, 11, 10), "relocation", " nach Ulm ")).value
    assert ended == stored(desk, case_id).case
    assert (ended.state, ended.ended_on, ended.ending_note) == (
        CaseState.ENDED,
        date(2026, 11, 10),
        "nach Ulm",
    )
    assert (ended.deletion_due, ended.deletion_reason) == (date(2026, 11, 24), "by_setting")


def test_l2_deletion_at_once_needs_no_reason_and_a_later_day_shows_its_own(desk: Desk) -> None:
    at_once, _ = one(desk)
    later, _ = one(desk)
    assert end_case(desk, at_once, Ending(TODAY, "deceased", deletion_due=TODAY)).value.deletion_reason == ""
    kept = Ending(TODAY, "deceased", deletion_due=date(2027, 1, 31), deletion_reason="Bescheinigung fehlt")
    assert end_case(desk, later, kept).value.deletion_reason == "Bescheinigung fehlt"


def test_l2_the_setting_of_the_office_counts(desk: Desk) -> None:
    change_office(desk, {"deletion_days": 0})
    case_id, _ = one(desk)
    ended = end_case(desk, case_id, Ending(TODAY, "deceased")).value
    assert (ended.deletion_due, ended.deletion_reason) == (TODAY, "")


def test_k4_the_open_plan_closes_on_the_day_with_the_reason(desk: Desk) -> None:
    spans = (v.PlanSpan(OPENED_ON, date(2026, 3, 1), "other"), v.PlanSpan(date(2026, 5, 1)))
    case_id, _ = one(desk, a_case_file(plan=a_plan(spans=spans)))
    end_case(desk, case_id, Ending(TODAY, "deportation"))
    plan = stored(desk, case_id).plan
    assert plan is not None
    assert [(span.closed_on, span.reason) for span in plan.spans] == [
        (date(2026, 3, 1), "other"),
        (TODAY, "deportation"),
    ]


def test_ending_can_be_taken_back_as_it_was(desk: Desk) -> None:
    case_id, _ = one(desk)
    before = stored(desk, case_id)
    outcome = end_case(desk, case_id, Ending(TODAY, "deceased"))
    assert outcome.undo is not None
    outcome.undo()
    after = stored(desk, case_id)
    assert replace(after, case=replace(after.case, version=0), plan=None) == replace(
        before, case=replace(before.case, version=0), plan=None
    )
    assert after.plan is not None
    assert after.plan.spans == (before.plan.spans if before.plan else ())
    with pytest.raises(ChangedMeanwhile):
        outcome.undo()


@pytest.mark.parametrize(
    ("file", "ending", "code"),
    [
        ({}, Ending(TODAY, " "), "ending_reason_missing"),
        ({}, Ending(TODAY, "keine_lust"), "ending_reason_unknown"),
        ({}, Ending(TODAY, WITHDRAWN), "ending_needs_withdrawal"),
        ({}, Ending(date(2026, 11, 21), "deceased"), "ending_in_future"),
        ({"plan": None}, Ending(date(2026, 1, 1), "deceased"), "ending_before_opening"),
        (
            {"plan": a_plan(spans=(v.PlanSpan(date(2026, 6, 1)),))},
            Ending(date(2026, 5, 31), "deceased"),
            "ending_before_plan",
        ),
        ({}, Ending(TODAY, "deceased", deletion_due=date(2026, 11, 19)), "deletion_before_ending"),
        ({}, Ending(TODAY, "deceased", deletion_due=date(2026, 12, 5)), "deletion_reason_missing"),
        ({"case": a_case(hold_since=OPENED_ON)}, Ending(TODAY, "deceased"), "case_on_hold"),
        (
            {"case": a_case(state=CaseState.ENDED, ended_on=OPENED_ON)},
            Ending(TODAY, "deceased"),
            "case_already_ended",
        ),
    ],
)
def test_l2_an_ending_that_cannot_be_is_refused(
    desk: Desk, file: dict[str, Any], ending: Ending, code: str
) -> None:
    case_id, _ = one(desk, a_case_file(**file))
    before = stored(desk, case_id)
    with pytest.raises(Refused) as refused:
        end_case(desk, case_id, ending)
    assert refused.value.code == code
    assert stored(desk, case_id) == before


def test_a_case_cannot_end_before_its_last_talk(desk: Desk) -> None:
    file = a_case_file()
    case_id, _ = one(desk, file, a_talk(file.case.key, on=date(2026, 11, 12)))
    with pytest.raises(Refused, match="ending_before_talk"):
        end_case(desk, case_id, Ending(date(2026, 11, 11), "deceased"))
    assert end_case(desk, case_id, Ending(date(2026, 11, 12), "deceased")).value.state is CaseState.ENDED


LATER = date(2026, 11, 12)


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"plan": a_plan(spans=(v.PlanSpan(OPENED_ON, LATER, "other"),))}, "ending_before_closing"),
        (
            {"plan": a_plan(goals=(a_goal(history=(v.GoalChange(GoalState.AGREED, LATER),)),))},
            "ending_before_goal",
        ),
        ({"needs_assessment": v.NeedsAssessment(LATER)}, "ending_before_needs"),
        ({"extensions": (v.Extension(date(2029, 6, 30), LATER, "illiteracy"),)}, "ending_before_extension"),
        ({"decisions": (v.Decision("return", LATER, "wieder da"),)}, "ending_before_decision"),
    ],
)
def test_l2_k4_a_case_cannot_end_before_what_was_done_in_it(
    desk: Desk, details: dict[str, Any], code: str
) -> None:
    case_id, _ = one(desk, a_case_file(**details))
    with pytest.raises(Refused) as refused:
        end_case(desk, case_id, Ending(LATER - timedelta(days=1), "deceased"))
    assert (refused.value.code, refused.value.values["last"]) == (code, LATER)
    assert end_case(desk, case_id, Ending(LATER, "deceased")).value.ended_on == LATER


def test_l2_what_only_mends_the_file_hinders_no_ending(desk: Desk) -> None:
    mended = v.Decision(DecisionKind.START_CHANGED, TODAY, "Irrtum", date(2026, 2, 1))
    taken_out = v.GoalChange(GoalState.DROPPED, TODAY, CONSENT_WITHDRAWN)
    plan = a_plan(goals=(a_goal(state=GoalState.DROPPED, history=(taken_out,)),))
    case_id, _ = one(desk, a_case_file(decisions=(mended,), plan=plan))
    assert end_case(desk, case_id, Ending(LATER, "deceased")).value.ended_on == LATER


def test_c6_a_case_rests_by_agreement_and_goes_on(desk: Desk) -> None:
    case_id, file = one(desk)
    assert rest_case(desk, case_id, REST).value.state is CaseState.DORMANT
    assert resume_case(desk, case_id, TODAY, "zurück").value.state is CaseState.ACTIVE
    found = stored(desk, case_id)
    assert [(each.kind, each.on, each.until) for each in found.decisions] == [
        ("rest", REST.on, REST.until),
        ("resume", TODAY, None),
    ]
    assert found.case.period_start == file.case.period_start


def test_c6_resting_and_resuming_can_be_taken_back(desk: Desk) -> None:
    case_id, _ = one(desk)
    resting = rest_case(desk, case_id, REST)
    resumed = resume_case(desk, case_id, TODAY)
    assert resumed.undo is not None
    assert resting.undo is not None
    resumed.undo()
    assert stored(desk, case_id).case.state is CaseState.DORMANT
    with desk.vault.reading() as connection:
        verbs = connection.scalars(select(t.journal.c.verb).order_by(t.journal.c.seq)).all()
    assert verbs[-1] == "taken_back"


@pytest.mark.parametrize(
    ("file", "rest", "code"),
    [
        ({"case": a_case(state=CaseState.DORMANT)}, REST, "case_not_active"),
        ({"case": a_case(hold_since=OPENED_ON, hold_reason="Klage")}, REST, "case_on_hold"),
        ({"consents": (a_consent(decision=ConsentDecision.REFUSED),)}, REST, "refused"),
        ({}, replace(REST, reason=" "), "rest_reason_missing"),
        ({}, replace(REST, on=date(2026, 11, 21)), "rest_in_future"),
        ({}, replace(REST, on=date(2026, 1, 11)), "rest_before_opening"),
        ({}, replace(REST, until=date(2026, 11, 19)), "rest_is_over"),
        ({}, replace(REST, until=None), "rest_until_missing"),
        ({}, replace(REST, until=REST.on), "rest_until_missing"),
        ({}, replace(REST, until=date(2027, 5, 2)), "rest_too_long"),
    ],
)
def test_c6_a_rest_that_cannot_be_is_refused(
    desk: Desk, file: dict[str, Any], rest: v.Decision, code: str
) -> None:
    case_id, _ = one(desk, a_case_file(**file))
    with pytest.raises(Refused) as refused:
        rest_case(desk, case_id, rest)
    assert refused.value.code == code


def test_c6_all_that_a_rest_lacks_is_told_at_once(desk: Desk) -> None:
    case_id, _ = one(desk)
    with pytest.raises(Refused) as refused:
        rest_case(desk, case_id, replace(REST, on=date(2026, 11, 21), reason=" ", until=None))
    first = refused.value
    told = ["rest_reason_missing", "rest_in_future", "rest_until_missing"]
    assert [each.code for each in (first, *first.further)] == told
    assert first.further[0].values == {"on": date(2026, 11, 21)}


@pytest.mark.parametrize(
    ("on", "latest"),
    [
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2027, 8, 29), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2028, 8, 29)),
        (date(2028, 3, 31), date(2028, 9, 30)),
    ],
)
def test_c6_the_longest_rest_ends_on_the_last_day_of_a_month_that_lacks_the_day(
    desk: Desk, on: date, latest: date
) -> None:
    case_id, _ = one(desk)
    there = on_day(desk, on)
    with pytest.raises(Refused) as refused:
        rest_case(there, case_id, v.Decision("", on, "Reise", latest + timedelta(days=1)))
    assert (refused.value.code, refused.value.values["latest"]) == ("rest_too_long", latest)
    assert rest_case(there, case_id, v.Decision("", on, "Reise", latest)).value.state is CaseState.DORMANT


def test_c6_only_a_resting_case_goes_on_and_not_in_the_future(desk: Desk) -> None:
    case_id, _ = one(desk)
    with pytest.raises(Refused, match="case_not_resting"):
        resume_case(desk, case_id, TODAY)
    rest_case(desk, case_id, REST)
    with pytest.raises(Refused, match="resume_in_future"):
        resume_case(desk, case_id, date(2026, 11, 21))


def test_l2_c6_a_resting_case_on_hold_or_without_consent_does_not_go_on(desk: Desk) -> None:
    case_id, _ = one(desk)
    rest_case(desk, case_id, REST)
    hold_case(desk, case_id, "Klage", date(2027, 1, 1))
    with pytest.raises(Refused, match="case_on_hold"):
        resume_case(desk, case_id, TODAY)
    assert stored(desk, case_id).case.state is CaseState.DORMANT
    run_out = a_consent(valid_until=date(2026, 11, 19))
    closed, _ = one(desk, a_case_file(case=a_case(state=CaseState.DORMANT), consents=(run_out,)))
    with pytest.raises(Refused, match="expired"):
        resume_case(desk, closed, TODAY)
