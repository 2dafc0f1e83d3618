"""B1, C6, C9, I8, K1, L2, L9, P3, P4, Z2, Z5: what is due, and the year at a glance."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event

from intman_desktop.gdpr import journal
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.rules.talks import plan_needed
from intman_desktop.services.across import key_figures, overview
from intman_desktop.services.across.due.asking import Asked, Due
from intman_desktop.services.across.due.settled import settled_of
from intman_desktop.services.across.due.table import all_due
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.papers import papers
from intman_desktop.services.plans.goals import save_goal
from intman_desktop.services.plans.planning import reopen_plan
from intman_desktop.services.rights.withdrawing import withdraw_basic
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import Actor, CaseState, ConsentScope, GoalState, YesNoUnknown
from intman_desktop.values.deadline_views import DeadlineAct, DeadlineGroup, DeadlineKind, DeadlineRow, Place
from tests import builders as a
from tests import saving
from tests.cells import every_cell
from tests.opened import TODAY, moment, on_day, put_in

pytestmark = pytest.mark.unmeasured

FRIDAY = TODAY
RECENT = date(2026, 10, 5)


def quiet(**details: object) -> v.CaseFile:
    """Return a case in which nothing is due: a plan reviewed lately, everything signed."""
    goal = a.a_goal(next_review=TODAY + timedelta(days=80))
    plain: dict[str, object] = {"plan": a.a_signed_plan(goals=(goal,)), "household": ()}
    return a.a_case_file(**{**plain, **details})


def put(desk: Desk, file: v.CaseFile, *talks: v.Talk) -> int:
    """Write a case with a recent talk, unless others are given, and return its id."""
    held = talks or (a.a_talk(file.case.key, on=RECENT),)
    return put_in(desk, [file], held)[file.case.key]


def rows(desk: Desk, kind: DeadlineKind | None = None) -> list[DeadlineRow]:
    """Return the lines of one kind, or all."""
    return [row for row in overview.deadlines(desk) if kind in (None, row.kind)]


def only(desk: Desk) -> DeadlineRow:
    """Return the one line there is."""
    (row,) = rows(desk)
    return row


def test_nothing_is_due_where_nothing_is(desk: Desk) -> None:
    put(desk, quiet())
    assert rows(desk) == []


@pytest.mark.parametrize(
    ("due", "group"),
    [
        (FRIDAY - timedelta(days=1), DeadlineGroup.OVERDUE),
        (FRIDAY, DeadlineGroup.TODAY),
        (FRIDAY + timedelta(days=2), DeadlineGroup.THIS_WEEK),
        (FRIDAY + timedelta(days=3), DeadlineGroup.LATER),
    ],
    ids=["yesterday", "today", "Sunday", "Monday"],
)
def test_z2_a_review_stands_in_its_group(desk: Desk, due: date, group: DeadlineGroup) -> None:
    case_id = put(desk, quiet(plan=a.a_signed_plan(goals=(a.a_goal(next_review=due),))))
    row = only(desk)
    assert (row.kind, row.group, row.due, row.case_id) == (DeadlineKind.GOAL_REVIEW, group, due, case_id)
    assert (row.act, row.place, row.person) == (
        DeadlineAct.REVIEW_GOALS,
        Place.REVIEW,
        "Musterfrau, Samira",
    )
    assert sentence(row.matter) == "Ziel „Ich möchte die B1-Prüfung bestehen.“ überprüfen."


@pytest.mark.parametrize(
    "goal",
    [
        a.a_goal(next_review=TODAY, state=GoalState.REACHED),
        a.a_goal(next_review=TODAY, state=GoalState.DROPPED),
        a.a_goal(next_review=TODAY + timedelta(days=31)),
        a.a_goal(next_review=None),
    ],
    ids=["reached", "dropped", "far ahead", "no review"],
)
def test_z2_only_running_goals_soon_due_are_listed(desk: Desk, goal: v.Goal) -> None:
    put(desk, quiet(plan=a.a_signed_plan(goals=(goal, a.a_goal(next_review=date(2027, 5, 1))))))
    assert rows(desk) == []


def a_closed_plan(closed_on: date, *later: v.PlanSpan) -> v.Plan:
    """Return a plan that was closed, with the stretches that came ``later``."""
    goal = a.a_goal(next_review=TODAY + timedelta(days=80))
    closed = v.PlanSpan(a.OPENED_ON, closed_on, "goals_reached")
    return a.a_signed_plan(goals=(goal,), spans=(closed, *later))


def test_p3_i9_a_closed_plan_is_asked_for_with_the_next_talk_and_taken_up_again(desk: Desk) -> None:
    """It stands among what is due by the day of that talk, until the plan is open on it."""
    file = quiet(plan=a_closed_plan(RECENT))
    held = [a.a_talk(file.case.key, on=day) for day in (RECENT, date(2026, 11, 2), TODAY)]
    case_id = put(desk, file, *held)
    row = only(desk)
    assert (row.kind, row.group, row.due) == (
        DeadlineKind.PLAN_MISSING,
        DeadlineGroup.OVERDUE,
        date(2026, 11, 2),
    )
    assert (row.act, row.place) == (DeadlineAct.REOPEN_PLAN, Place.PLAN)
    assert sentence(row.matter) == (
        "Plan am 05.10.2026 geschlossen, seit dem Gespräch am 02.11.2026 wieder nötig."
    )
    reopen_plan(desk, case_id, row.due)
    assert rows(desk, DeadlineKind.PLAN_MISSING) == []
    told = [(each.on, sentence(each.matter)) for each in settled_of(desk, case_id)]
    assert (date(2026, 11, 2), "Integrationsplan wieder aufgenommen.") in told
    assert (a.OPENED_ON, "Integrationsplan begonnen.") in told


def test_p3_a_missing_plan_heads_the_list(desk: Desk) -> None:
    late = quiet(plan=a.a_signed_plan(goals=(a.a_goal(next_review=date(2026, 1, 20)),)))
    put(desk, late)
    without = quiet(plan=None, needs_assessment=None)
    key = without.case.key
    put(desk, without, a.a_talk(key, on=RECENT), a.a_talk(key, on=TODAY))
    first, second = rows(desk)
    assert (first.kind, first.group, first.due) == (
        DeadlineKind.PLAN_MISSING,
        DeadlineGroup.OVERDUE,
        TODAY,
    )
    assert (first.act, first.place, second.kind) == (
        DeadlineAct.BEGIN_PLAN,
        Place.PLAN,
        DeadlineKind.GOAL_REVIEW,
    )


def test_what_is_overdue_and_heads_nothing_by_a_rule_stands_by_day_and_then_by_name(desk: Desk) -> None:
    """Steps of a talk stood before an older measure, and names with a mark behind Z.

    Past its day (L9) and a review that is overdue (Z2) go before all of them, however young.
    """
    until = a.a_measure(who=Actor.WORKER, until=date(2026, 11, 9))
    goal = a.a_goal(next_review=TODAY + timedelta(days=80), measures=(until,))
    with_measure = a.a_signed_plan(goals=(goal,))
    put(desk, quiet(plan=with_measure))
    for family, due in (("Zora", 11), ("Öztürk", 11), ("Alrashid", 16)):
        file = quiet(client=a.a_client(family_name=family))
        part = v.Participant(file.case.key, next_step="Kita anrufen", next_step_due=date(2026, 11, due))
        put(desk, file, a.a_talk(file.case.key, on=RECENT, participants=(part,)))
    put(desk, quiet(plan=a.a_signed_plan(goals=(a.a_goal(next_review=date(2026, 11, 19)),))))
    put(desk, quiet(case=a.a_case(period_start=date(2023, 11, 18)), needs_assessment=None))
    listed = rows(desk)
    assert {row.group for row in listed} == {DeadlineGroup.OVERDUE}
    assert [(row.kind, row.due.day, row.person.split(",")[0]) for row in listed][:3] == [
        (DeadlineKind.PERIOD_OVER, 18, "Musterfrau"),
        (DeadlineKind.GOAL_REVIEW, 19, "Musterfrau"),
        (DeadlineKind.MEASURE, 9, "Musterfrau"),
    ]
    steps = [(row.kind, row.due.day, row.person.split(",")[0]) for row in listed][3:]
    assert steps == [
        (DeadlineKind.NEXT_STEP, 11, "Öztürk"),
        (DeadlineKind.NEXT_STEP, 11, "Zora"),
        (DeadlineKind.NEXT_STEP, 16, "Alrashid"),
    ]


@pytest.mark.parametrize(
    ("details", "talks", "missing"),
    [
        ({}, [RECENT], True),
        ({"needs_assessment": None}, [RECENT], False),
        ({"needs_assessment": None}, [RECENT, RECENT], True),
        ({}, [a.OPENED_ON], False),
        ({"needs_assessment": None, "earlier_counselling": (v.EarlierCounselling("LRA"),)}, [RECENT], True),
        ({"client": a.a_client(adult=False, birth_date=date(2014, 5, 1))}, [RECENT], False),
        ({"client": a.a_client(adult=None, birth_date=None)}, [RECENT], True),
        ({"plan": v.Plan(steps="ohne Beginn")}, [RECENT], True),
        ({"plan": a.a_plan(goals=())}, [RECENT], False),
        ({"plan": a_closed_plan(date(2026, 10, 4))}, [RECENT], True),
        ({"plan": a_closed_plan(RECENT)}, [RECENT], False),
        ({"plan": a_closed_plan(RECENT, v.PlanSpan(TODAY))}, [TODAY], False),
        ({"plan": a_closed_plan(RECENT), "needs_assessment": None}, [TODAY], False),
        ({"plan": a_closed_plan(RECENT), "case": a.a_case(state=CaseState.DORMANT)}, [TODAY], True),
        ({"plan": replace(a_closed_plan(RECENT), begun_on=None), "needs_assessment": None}, [TODAY], False),
    ],
)
def test_p3_the_query_agrees_with_the_rule(
    desk: Desk, details: dict[str, object], talks: list[date], missing: bool
) -> None:
    file = quiet(**{"plan": None, **details})
    held = [a.a_talk(file.case.key, on=day) for day in talks]
    put(desk, file, *held)
    assert bool(rows(desk, DeadlineKind.PLAN_MISSING)) is missing
    assert (plan_needed(replace(file, talks=tuple(held)), TODAY) is not None) is missing


@pytest.mark.parametrize(
    ("start", "extension", "kind", "act"),
    [
        (date(2024, 5, 25), None, None, None),
        (date(2024, 5, 19), None, DeadlineKind.PERIOD_ENDING, DeadlineAct.DECIDE_EXTENSION),
        (date(2023, 11, 19), None, DeadlineKind.PERIOD_OVER, DeadlineAct.EXTEND_REST_OR_END),
        (date(2023, 11, 19), date(2027, 11, 1), None, None),
        (date(2023, 2, 1), date(2027, 2, 1), DeadlineKind.PERIOD_ENDING, DeadlineAct.EXTEND_REST_OR_END),
        (date(2023, 2, 1), date(2031, 2, 1), DeadlineKind.PERIOD_ENDING, DeadlineAct.EXTEND_REST_OR_END),
    ],
)
def test_c9_l9_periods_that_end(
    desk: Desk,
    start: date,
    extension: date | None,
    kind: DeadlineKind | None,
    act: DeadlineAct | None,
) -> None:
    extensions = (v.Extension(extension, RECENT, "illiteracy"),) if extension else ()
    file = quiet(case=a.a_case(period_start=start), extensions=extensions, needs_assessment=None)
    put(desk, file)
    found = rows(desk)
    assert [(row.kind, row.act, row.place) for row in found] == ([(kind, act, Place.PERIOD)] if kind else [])


def test_i8_no_goal_yet_becomes_a_deadline(desk: Desk) -> None:
    until = TODAY + timedelta(days=5)
    sentence_said = a.a_signed_plan(goals=(), no_goal_reason="Wohnung zuerst", no_goal_until=until)
    put(desk, quiet(plan=sentence_said))
    row = only(desk)
    assert (row.kind, row.due, row.act) == (DeadlineKind.NO_GOAL, until, DeadlineAct.AGREE_GOAL)
    assert sentence(row.matter) == "Noch kein Ziel: Bis zum 25.11.2026 soll eines vereinbart sein."
    other = a.a_client(family_name="Beispiel")
    put(desk, quiet(client=other, plan=replace(sentence_said, goals=(a.a_goal(next_review=None),))))
    assert rows(desk) == [row]


REACHED_ON = date(2026, 9, 1)
REACHED = a.a_goal(
    next_review=None,
    state=GoalState.REACHED,
    history=(v.GoalChange(GoalState.AGREED, a.OPENED_ON), v.GoalChange(GoalState.REACHED, REACHED_ON)),
)


def test_z1_new_goals_are_asked_for_once_none_is_open_any_more(desk: Desk) -> None:
    """A case whose goals were all reached stood in no list until its period ended, years later."""
    case_id = put(desk, quiet(plan=a.a_signed_plan(goals=(REACHED,))))
    row = only(desk)
    assert (row.kind, row.due, row.act) == (DeadlineKind.NO_GOAL, date(2026, 12, 1), DeadlineAct.AGREE_GOAL)
    assert sentence(row.matter) == (
        "Seit dem 01.09.2026 ist kein Ziel mehr offen: ein neues vereinbaren oder den Plan schließen."
    )
    save_goal(desk, case_id, v.Goal("work", "Eine Stelle im Lager finden", state=GoalState.PROPOSED))
    assert rows(desk) == []


def test_z1_i8_new_goals_are_put_off_by_the_sentence_that_says_why_there_is_none_yet(desk: Desk) -> None:
    """Nothing but a new goal, or the end of the plan, ended what was overdue."""
    case_id = put(desk, quiet(plan=a.a_signed_plan(goals=(REACHED,))))
    until = date(2026, 12, 18)
    figures = every_cell(desk)
    view = saving.save_no_goal(desk, case_id, "Sie bekommt gerade ein Kind", until).value
    row = only(desk)
    assert (row.kind, row.due, row.act) == (DeadlineKind.NO_GOAL, until, DeadlineAct.AGREE_GOAL)
    assert sentence(row.matter) == "Kein Ziel ist offen: Bis zum 18.12.2026 soll ein neues vereinbart sein."
    assert view.made and every_cell(desk) == figures
    saving.save_no_goal(desk, case_id, "", None)
    assert only(desk).due == date(2026, 12, 1)


def test_z1_i8_a_sentence_from_before_the_goals_puts_nothing_off(desk: Desk) -> None:
    """It stays in the plan when the first goal is agreed, and names a day that is long past."""
    said = {"no_goal_reason": "Wohnung zuerst", "no_goal_until": date(2026, 8, 31)}
    put(desk, quiet(plan=a.a_signed_plan(goals=(REACHED,), **said)))
    row = only(desk)
    assert (row.due, row.matter.code) == (date(2026, 12, 1), "due_goals_closed")


def test_a_next_step_is_listed_until_it_is_done(desk: Desk) -> None:
    file = quiet()
    part = v.Participant(file.case.key, next_step="Kita anrufen", next_step_due=TODAY)
    done = replace(part, next_step_done_on=TODAY)
    talks = [a.a_talk(file.case.key, on=RECENT, participants=(each,)) for each in (part, done)]
    put(desk, file, *talks)
    row = only(desk)
    assert (row.kind, row.place, sentence(row.matter)) == (
        DeadlineKind.NEXT_STEP,
        Place.TALKS,
        "Nächster Schritt: Kita anrufen",
    )


@pytest.mark.parametrize(
    ("agreement", "due", "code"),
    [
        (None, a.OPENED_ON, "due_signature"),
        (a.an_agreement(client_signed_on=None), a.OPENED_ON, "due_signature"),
        (
            a.an_agreement(client_signed_on=None, oral_on=RECENT),
            RECENT + timedelta(days=30),
            "due_signature_after_oral",
        ),
    ],
)
def test_b1_a_signature_outstanding(desk: Desk, agreement: v.Agreement | None, due: date, code: str) -> None:
    put(desk, quiet(agreement=agreement))
    row = only(desk)
    assert (row.kind, row.due, row.matter.code, row.place) == (
        DeadlineKind.SIGNATURE,
        due,
        code,
        Place.AGREEMENT,
    )


@pytest.mark.parametrize(
    ("form", "after", "due"),
    [("in_person", 3, 3), ("outreach", 3, 3), ("phone", 3, 30), ("no_show", 3, 30), ("in_person", 0, 30)],
)
def test_b1_a_signature_after_an_oral_agreement_is_due_with_the_next_talk_in_person(
    desk: Desk, form: str, after: int, due: int
) -> None:
    file = quiet(agreement=a.an_agreement(client_signed_on=None, oral_on=RECENT))
    put_in(desk, [file], [a.a_talk(file.case.key, on=RECENT + timedelta(days=after), form=form)])
    (row,) = rows(desk, DeadlineKind.SIGNATURE)
    assert row.due == RECENT + timedelta(days=due)


def test_z5_a_plan_handed_out_waits_for_both_signatures(desk: Desk) -> None:
    case_id = put(desk, quiet(plan=a.a_plan(goals=(a.a_goal(next_review=TODAY + timedelta(days=80)),))))
    papers.hand_out_plan(desk, case_id)
    row = only(desk)
    assert (row.kind, row.matter.code, row.place) == (
        DeadlineKind.PLAN_SIGNATURE,
        "due_plan_signature",
        Place.SIGNATURES,
    )


AGREED = TODAY - timedelta(days=30)
EARLIER, SOONER = AGREED - timedelta(days=100), AGREED + timedelta(days=1)


def handed_out(on: date) -> tuple[v.PlanVersion, ...]:
    return (v.PlanVersion(1, on, "de", "{}", "f" * 64),)


@pytest.mark.parametrize(
    ("details", "agreed_on", "told"),
    [
        ({}, AGREED, AGREED),
        ({}, SOONER, None),
        ({"client_signed_on": AGREED}, AGREED, AGREED),
        ({"client_signed_on": AGREED, "worker_signed_on": AGREED}, AGREED, None),
        ({"client_signed_on": EARLIER, "worker_signed_on": EARLIER}, AGREED, AGREED),
        (
            {"client_signed_on": EARLIER, "worker_signed_on": EARLIER, "agreed_anew_on": AGREED},
            EARLIER,
            AGREED,
        ),
        ({"client_signed_on": EARLIER, "worker_signed_on": EARLIER, "agreed_anew_on": SOONER}, EARLIER, None),
        ({"spans": (v.PlanSpan(a.OPENED_ON, EARLIER, "other"), v.PlanSpan(AGREED))}, a.OPENED_ON, AGREED),
        ({"spans": (v.PlanSpan(a.OPENED_ON, EARLIER, "other"), v.PlanSpan(SOONER))}, a.OPENED_ON, None),
        ({"spans": (v.PlanSpan(a.OPENED_ON, TODAY, "other"),)}, AGREED, None),
    ],
)
def test_z5_what_was_agreed_and_neither_signed_nor_handed_out_is_told_after_thirty_days(
    desk: Desk, details: dict[str, Any], agreed_on: date, told: date | None
) -> None:
    """Once for each plan, whatever was handed out before; and handing it out settles it."""
    goals = (
        a.a_goal(next_review=TODAY + timedelta(days=80), agreed_on=agreed_on),
        a.a_goal(state=GoalState.REACHED, next_review=None, agreed_on=a.OPENED_ON),
        a.a_goal(state=GoalState.PROPOSED, next_review=None, agreed_on=None, history=()),
    )
    signed_then = "client_signed_on" in details and "worker_signed_on" in details
    case_id = put(desk, quiet(plan=a.a_plan(goals=goals, **details)))
    before = handed_out(a.OPENED_ON) if signed_then else ()
    put(desk, quiet(plan=a.a_plan(goals=goals, versions=before, **details), case=a.a_case(number="IM-2")))
    found = rows(desk, DeadlineKind.PLAN_SIGNATURE)
    expected_rows = [] if told is None else [(told + timedelta(days=30), DeadlineAct.HAND_OUT_PLAN)] * 2
    assert [(row.due, row.act) for row in found] == expected_rows
    if told is not None:
        agreed = agreed_on if "spans" in details else told  # taken up again it is due later, agreed as it was
        assert sentence(found[0].matter) == (
            f"Am {agreed:%d.%m.%Y} vereinbart, noch nicht von beiden unterschrieben: Plan aushändigen."
        )
        papers.hand_out_plan(desk, case_id)
        codes = [row.matter.code for row in rows(desk, DeadlineKind.PLAN_SIGNATURE) if row.case_id == case_id]
        assert codes == ["due_plan_signature_again" if signed_then else "due_plan_signature"]


@pytest.mark.parametrize(("days", "word"), [(-1, "galt"), (0, "gilt"), (1, "gilt")])
def test_i8_a_validity_that_ended_is_told_in_the_past(desk: Desk, days: int, word: str) -> None:
    until = TODAY + timedelta(days=days)
    put(desk, quiet(answers=(v.Answer("work_permission", "allowed", valid_to=until),)))
    (row,) = [each for each in rows(desk) if each.kind is DeadlineKind.VALIDITY_ENDS]
    assert f": {word} bis {until:%d.%m.%Y}, danach" in sentence(row.matter)


@pytest.mark.parametrize(
    ("year", "month", "linked", "due", "code"),
    [
        (2008, 12, "", date(2026, 12, 1), "due_eighteen"),
        (2008, None, "", date(2026, 1, 1), "due_eighteen_year_only"),
        (2007, None, "", date(2025, 1, 1), "due_eighteen_year_only_past"),
        (2008, 10, "", date(2026, 10, 1), "due_eighteen_past"),
        (2008, 11, "", date(2026, 11, 1), "due_eighteen"),
        (2009, 2, "", date(2027, 2, 1), "due_eighteen"),
        (2009, 3, "", None, ""),
        (2008, 12, "f" * 32, None, ""),
        (None, None, "", None, ""),
    ],
)
def test_p4_a_member_who_turns_eighteen_is_announced(
    desk: Desk, year: int | None, month: int | None, linked: str, due: date | None, code: str
) -> None:
    child = v.HouseholdMember("child", False, year, month, linked)
    put(desk, quiet(household=(child, v.HouseholdMember("mother", True))))
    assert [(row.due, row.matter.code, row.place) for row in rows(desk)] == (
        [(due, code, Place.HOUSEHOLD)] if due else []
    )


@pytest.mark.parametrize(
    ("on", "form", "listed"),
    [
        (date(2026, 5, 20), "in_person", True),
        (date(2026, 5, 21), "in_person", False),
        (date(2026, 11, 2), "no_show", True),
        (date(2026, 11, 2), "written", False),
    ],
)
def test_l9_no_contact_for_six_months(desk: Desk, on: date, form: str, listed: bool) -> None:
    file = quiet()
    put(desk, file, a.a_talk(file.case.key, on=on, form=form))
    assert [row.kind for row in rows(desk)] == ([DeadlineKind.NO_CONTACT] if listed else [])


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2027, 8, 29), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2028, 8, 29)),
    ],
)
def test_l9_six_months_end_on_the_last_day_of_a_month_that_lacks_the_day(
    desk: Desk, last: date, due: date
) -> None:
    file = quiet()
    put(desk, file, a.a_talk(file.case.key, on=last))
    assert rows(on_day(desk, due - timedelta(days=1)), DeadlineKind.NO_CONTACT) == []
    assert [row.due for row in rows(on_day(desk, due), DeadlineKind.NO_CONTACT)] == [due]


@pytest.mark.parametrize(
    ("until", "due"),
    [
        (date(2026, 12, 1), date(2026, 12, 1)),
        (None, date(2026, 12, 2)),
        (date(2027, 1, 15), None),
    ],
)
def test_c6_a_case_that_rests_too_long(desk: Desk, until: date | None, due: date | None) -> None:
    rest = v.Decision("rest", date(2026, 6, 2), "Reise", until)
    put(desk, quiet(case=a.a_case(state=CaseState.DORMANT), decisions=(rest,)))
    assert [(row.kind, row.due) for row in rows(desk)] == ([(DeadlineKind.DORMANT_OVER, due)] if due else [])


def test_l2_a_deletion_stays_on_the_list_until_it_is_done(desk: Desk) -> None:
    ended = a.a_case(
        state=CaseState.ENDED, ended_on=TODAY, ending_reason="relocation", deletion_due=date(2027, 6, 1)
    )
    put(desk, quiet(case=ended))
    row = only(desk)
    assert (row.kind, row.due, row.act, row.place) == (
        DeadlineKind.DELETION_DUE,
        date(2027, 6, 1),
        DeadlineAct.ERASE,
        Place.ERASURE,
    )


def test_e4_after_a_withdrawal_the_list_says_so(desk: Desk) -> None:
    case_id = put(desk, quiet())
    withdraw_basic(desk, case_id, TODAY)
    row = only(desk)
    assert (row.kind, row.due) == (DeadlineKind.DELETION_DUE, TODAY)
    assert sentence(row.matter) == "Einwilligung widerrufen am 20.11.2026: Akte heute löschen."


def test_l2_a_case_on_hold_is_hidden_and_its_review_names_nobody(desk: Desk) -> None:
    held = a.a_case(hold_since=RECENT, hold_reason="Klage", hold_review_on=TODAY)
    put(desk, quiet(case=held, plan=a.a_signed_plan(goals=(a.a_goal(next_review=RECENT),)), agreement=None))
    row = only(desk)
    assert (row.kind, row.person, row.place) == (DeadlineKind.HOLD_REVIEW, "", Place.ERASURE)
    assert overview.glance(desk).all_cases == 1


@pytest.mark.parametrize(
    ("days", "told"), [(10, "läuft aus."), (0, "läuft aus."), (-1, "bis zum 19.11.2026.")]
)
def test_e1_a_consent_that_runs_out_or_has_run_out(desk: Desk, days: int, told: str) -> None:
    until = TODAY + timedelta(days=days)
    passing_on = a.a_consent(
        ConsentScope.PASSING_ON, recipient="Jobcenter", purpose="Kurs", valid_until=until
    )
    withdrawn = replace(passing_on, recipient="Sozialamt", withdrawn_on=RECENT)
    put(desk, quiet(consents=(a.a_consent(), passing_on, withdrawn)))
    row = only(desk)
    assert (row.kind, row.due, row.place) == (DeadlineKind.CONSENT_EXPIRES, until, Place.CONSENTS)
    assert sentence(row.matter).endswith(told)


def test_an_ended_case_has_no_other_deadlines(desk: Desk) -> None:
    ended = a.a_case(state=CaseState.ENDED, ended_on=TODAY)
    put(desk, quiet(case=ended, plan=a.a_signed_plan(), agreement=None))
    assert rows(desk) == []


def test_the_deadlines_of_one_case_are_those_of_the_list(desk: Desk) -> None:
    ids = [put(desk, quiet(agreement=None, plan=a.a_signed_plan())) for _ in range(3)]
    every = rows(desk)
    with desk.vault.reading() as connection:
        for case_id in ids:
            own = overview.read_deadlines(connection, desk, case_id)
            assert list(own) == [row for row in every if row.case_id == case_id]


@contextmanager
def counted(desk: Desk) -> Iterator[list[str]]:
    """Collect every statement that is sent."""
    sent: list[str] = []

    def listen(_c: object, _u: object, statement: str, *_more: object) -> None:
        sent.append(statement)

    event.listen(desk.vault.engine, "before_cursor_execute", listen)
    yield sent
    event.remove(desk.vault.engine, "before_cursor_execute", listen)


def test_the_number_of_queries_does_not_grow_with_the_cases(desk: Desk) -> None:
    files = [a.a_filled_case_file() for _ in range(60)]
    put_in(desk, files[:2], [a.a_talk(file.case.key) for file in files[:2]])
    with counted(desk) as few:
        overview.deadlines(desk)
    put_in(desk, files[2:], [a.a_talk(file.case.key) for file in files[2:]])
    with counted(desk) as many:
        assert len(overview.deadlines(desk)) > 60
    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 12, 31), None),
        (date(2027, 1, 1), date(2027, 3, 31)),
        (date(2027, 5, 2), date(2027, 3, 31)),
    ],
)
def test_k1_the_figures_of_last_year_are_due(desk: Desk, day: date, due: date | None) -> None:
    put(desk, quiet())
    figures = [row for row in overview.deadlines(on_day(desk, day)) if row.kind is DeadlineKind.KEY_FIGURES]
    assert [(row.due, row.year, row.place) for row in figures] == (
        [(due, 2026, Place.KEY_FIGURES)] if due else []
    )


def test_k1_the_figures_of_a_year_in_which_only_a_plan_was_open_are_due(desk: Desk) -> None:
    put_in(desk, [quiet(plan=a.a_plan(begun_on=date(2025, 3, 2), spans=(v.PlanSpan(date(2025, 3, 2)),)))])
    assert figures_due_on(desk, TODAY) == [2025]


def test_k1_a_year_that_was_never_handed_in_stays_due_and_none_from_before_this_store(desk: Desk) -> None:
    """The store was made in 2026: what was before 2025 was handed in from where its files came."""
    file = quiet()
    put_in(desk, [file], [a.a_talk(file.case.key, on=date(year, 3, 2)) for year in (2024, 2025, 2026)])
    assert figures_due_on(desk, date(2026, 2, 1)) == [2025]
    assert figures_due_on(desk, date(2028, 2, 1)) == [2025, 2026, 2027]
    key_figures.freeze_year(on_day(desk, date(2028, 2, 1)), 2026)
    assert figures_due_on(desk, date(2028, 2, 1)) == [2025, 2027]


def test_k1_l6_a_year_that_was_never_handed_in_stays_due_once_the_journal_is_cut(desk: Desk) -> None:
    """The journal of the year in which the store was made is cut after two; its figures were due no more."""
    file = quiet()
    put_in(desk, [file], [a.a_talk(file.case.key, on=date(year, 3, 2)) for year in (2024, 2025, 2026)])
    with desk.vault.transaction() as connection:
        journal.record(connection, at=moment(date(2029, 2, 1)), slot="", verb=Verb.BACKED_UP)
        assert journal.cut(connection, moment(date(2028, 12, 1))) > 0
    assert figures_due_on(desk, date(2030, 2, 1)) == [2025, 2026, 2027, 2028, 2029], "its plan is open"
    assert not key_figures.sheet_view(on_day(desk, date(2030, 2, 1)), 2025).before_store


def test_k1_the_overview_names_every_year_that_is_late(desk: Desk) -> None:
    file = quiet()
    put_in(desk, [file], [a.a_talk(file.case.key, on=date(year, 3, 2)) for year in (2024, 2025, 2026)])
    assert overview.glance(desk).figures_late == ()
    glance = overview.glance(on_day(desk, date(2028, 2, 1)))
    assert glance.figures_year == 2027
    assert glance.figures_late == ((2025, date(2026, 3, 31)), (2026, date(2027, 3, 31)))


def test_k1_k7_a_sheet_names_the_years_before_it_that_were_not_handed_in(desk: Desk) -> None:
    file = quiet()
    put_in(desk, [file], [a.a_talk(file.case.key, on=date(year, 3, 2)) for year in (2023, 2024, 2025)])
    later = on_day(desk, date(2028, 2, 1))
    shown = {year: key_figures.sheet_view(later, year) for year in (2023, 2024, 2025, 2027)}
    assert {year: view.open_before for year, view in shown.items()} == {
        2023: (),
        2024: (2023,),
        2025: (2024,),  # 2023 was handed in from elsewhere, and stands beside no version of 2025
        2027: (2025, 2026),
    }
    assert [year for year, view in shown.items() if view.before_store] == [2023, 2024]
    key_figures.freeze_year(later, 2024)
    assert key_figures.sheet_view(later, 2025).open_before == ()


def figures_due_on(desk: Desk, day: date) -> list[int]:
    """Return the years whose figures are due by then, the oldest first."""
    rows = overview.deadlines(on_day(desk, day))
    return sorted(row.year for row in rows if row.kind is DeadlineKind.KEY_FIGURES and row.year)


def test_k1_k8_the_figures_are_due_also_where_all_who_were_counted_are_erased(desk: Desk) -> None:
    erase_case(desk, put(desk, quiet()), "goals_reached")
    later = on_day(desk, date(2027, 2, 1))
    assert [(row.kind, row.year) for row in overview.deadlines(later)] == [(DeadlineKind.KEY_FIGURES, 2026)]


def test_k7_figures_that_were_handed_in_are_no_longer_due(desk: Desk) -> None:
    put(desk, quiet())
    later = on_day(desk, date(2027, 2, 1))
    key_figures.freeze_year(later, 2026)
    assert [row for row in overview.deadlines(later) if row.kind is DeadlineKind.KEY_FIGURES] == []
    glance = overview.glance(later)
    assert (glance.figures_year, glance.figures_due) == (2027, date(2028, 3, 31))


def test_k8_the_talks_of_the_year_are_those_of_the_key_figures_also_after_an_erasure(desk: Desk) -> None:
    stays, goes, mistake = quiet(), quiet(), quiet()
    said = [a.a_talk(each.case.key, on=RECENT) for each in (stays, goes, goes, mistake)]
    ids = put_in(desk, [stays, goes, mistake], said)
    assert overview.glance(desk).erased_talks == 0
    erase_case(desk, ids[goes.case.key], "relocation")
    erase_case(desk, ids[mistake.case.key], "mistake_or_duplicate")
    glance = overview.glance(desk)
    assert (sum(glance.talks_by_month), glance.erased_talks) == (1, 2)
    assert every_cell(desk)[TODAY.year, "bw-standard", 1, "talks", ""] == 3


def test_k5_a_joint_talk_is_one_in_its_month(desk: Desk) -> None:
    first, second = quiet(), quiet(case=a.a_case(state=CaseState.ENDED, ended_on=TODAY))
    silent = a.a_talk(on=date(2026, 3, 2), participants=(v.Participant(first.case.key, counts=False),))
    joint = a.a_talk(first.case.key, second.case.key, on=date(2026, 3, 3))
    other = a.a_talk(first.case.key, on=RECENT)
    last_year = a.a_talk(first.case.key, on=date(2025, 3, 3))
    put_in(desk, [first, second], [silent, joint, other, last_year])
    glance = overview.glance(desk)
    assert glance.talks_by_month == (0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0)
    assert glance.all_cases == 2
    assert (glance.figures_year, glance.figures_due, glance.figures_frozen) == (
        2025,
        date(2026, 3, 31),
        False,
    )
    assert glance.figures_days_left == (date(2026, 3, 31) - TODAY).days
    counts = overview.place_counts(desk)
    assert (counts.active_cases, counts.deadlines_due) == (1, 1)


def test_what_the_navigation_counts_follows_every_change_and_every_day(desk: Desk) -> None:
    file = quiet()
    put_in(desk, [file], [a.a_talk(file.case.key, on=date(2025, 3, 3)), a.a_talk(file.case.key, on=RECENT)])
    many = dict.fromkeys(DeadlineGroup, 9)

    def counted(at: Desk) -> tuple[int, int, int]:
        """Return the count before and after the overview was shown, and what the overview counts."""
        before, shown = overview.place_counts(at).deadlines_due, overview.first_deadlines(at, many).counts
        now = shown.get(DeadlineGroup.OVERDUE, 0) + shown.get(DeadlineGroup.TODAY, 0)
        return before, overview.place_counts(at).deadlines_due, now

    before_the_figures = on_day(desk, date(2026, 3, 30))
    assert counted(before_the_figures) == (0, 0, 0)
    assert counted(desk) == (1, 1, 1)
    put_in(desk, [quiet(plan=None, needs_assessment=None)])
    assert counted(desk) == (2, 2, 2)
    assert counted(before_the_figures) == (0, 0, 0)


def test_what_was_counted_over_midnight_is_not_taken_for_the_count_of_the_new_day(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    goal = a.a_goal(next_review=TODAY + timedelta(days=1))
    put(desk, quiet(plan=a.a_signed_plan(goals=(goal,))))
    clock = [TODAY]
    slow = replace(desk, today=lambda: clock[0])

    def over_midnight(connection: Connection, asked: Asked) -> Iterator[Due]:
        yield from all_due(connection, asked)
        clock[0] = TODAY + timedelta(days=1)

    with monkeypatch.context() as at_night:
        at_night.setattr(overview, "all_due", over_midnight)
        assert overview.first_deadlines(slow, dict.fromkeys(DeadlineGroup, 9)).counts
    assert overview.place_counts(slow).deadlines_due == 1


def test_c7_counselled_elsewhere_without_a_known_start(desk: Desk) -> None:
    case = a.a_case(counselled_before=YesNoUnknown.YES)
    put(desk, quiet(case=case, plan=None, needs_assessment=None))
    assert only(desk).kind is DeadlineKind.PLAN_MISSING
