"""Z1 to Z4: goals that can be checked, and how they change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intman_desktop.rules.goals import (
    AGREED_STATES,
    ALLOWED_CHANGES,
    CLOSED_STATES,
    RUNNING_STATES,
    agreed_anew,
    agreed_on,
    change_faults,
    course_faults,
    first_review,
    goal_place,
    goal_questions,
    may_be_removed,
    next_review,
    nothing_said,
    review_due,
    signed_day,
    signed_days,
    was_agreed,
    with_agreed_anew,
)
from intman_desktop.values.case_file import Goal, GoalChange, Measure, Plan, PlanSpan, PlanVersion
from intman_desktop.values.codes import Actor, GoalState

TODAY = date(2026, 11, 20)
WHOLE = Goal(
    "sprache",
    "Ich möchte die B1-Prüfung bestehen.",
    "Zertifikat",
    date(2026, 12, 31),
    GoalState.AGREED,
    measures=(Measure("Kurs besuchen", Actor.CLIENT),),
)


@pytest.mark.parametrize(
    ("details", "questions"),
    [
        ({}, []),
        ({"wording": " "}, ["goal_what"]),
        ({"wording": "Deutsch lernen"}, []),
        ({"wording": "B1 schaffen", "seen_by": ""}, ["goal_how_seen"]),
        ({"seen_by": ""}, ["goal_how_seen"]),
        ({"seen_by": "2w"}, ["goal_how_seen"]),
        ({"seen_by": "B1"}, []),
        ({"seen_by": "a2.1"}, []),
        ({"wording": "Deutsch lernen", "seen_by": "DTZ B2"}, []),
        ({"wording": "Deutsch lernen", "seen_by": "C1+"}, []),
        ({"seen_by": "B3"}, ["goal_how_seen"]),
        ({"seen_by": "AB1"}, ["goal_how_seen"]),
        ({"seen_by": "B12"}, ["goal_how_seen"]),
        ({"wording": "B1", "seen_by": "B1"}, ["goal_what"]),
        ({"seen_by": "2 Wochen"}, []),
        ({"seen_by": "ሥራ"}, []),
        ({"wording": "2w"}, ["goal_what"]),
        ({"wording": "2w", "seen_by": "2w"}, ["goal_what", "goal_how_seen"]),
        ({"measures": (Measure("2w", Actor.CLIENT),)}, ["goal_who_does_what"]),
        ({"until": None}, ["goal_until_when"]),
        ({"until": TODAY}, []),
        ({"until": date(2026, 11, 19)}, ["goal_until_past"]),
        ({"until": date(2026, 11, 19), "state": GoalState.DEFERRED}, ["goal_until_past"]),
        ({"until": date(2026, 11, 19), "state": GoalState.REACHED}, []),
        ({"measures": ()}, ["goal_who_does_what"]),
        ({"measures": (Measure(" ", Actor.WORKER),)}, ["goal_who_does_what"]),
        ({"measures": (Measure("Beraten", Actor.THIRD_PARTY),)}, ["goal_which_third_party"]),
        ({"measures": (Measure("Beraten", Actor.THIRD_PARTY, "MBE"),)}, []),
        (
            {"wording": "Deutsch lernen", "seen_by": "", "until": None, "measures": ()},
            ["goal_what", "goal_how_seen", "goal_until_when", "goal_who_does_what"],
        ),
        ({"state": GoalState.PROPOSED, "until": None}, ["goal_until_when"]),
        ({"state": GoalState.REACHED, "until": None, "measures": ()}, []),
        ({"state": GoalState.DROPPED, "wording": ""}, []),
    ],
)
def test_z4_what_a_checkable_goal_lacks(details: dict[str, object], questions: list[str]) -> None:
    goal = replace(WHOLE, **details)  # type: ignore[arg-type]
    assert [each.code for each in goal_questions(goal, TODAY)] == questions


@pytest.mark.parametrize(
    "wording",
    [
        "Deutsch lernen",
        "Ich möchte Deutsch lernen.",
        "ICH WILL DEUTSCH LERNEN!",
        "Eine Arbeit finden",
        "Ich will arbeiten",
        "Ich würde gern eine Arbeit finden",
        "Irgendwas mit Autos machen",
        "Irgendeine Wohnung",
        "Meine Kinder sollen in die Kita",
        "Deutsch – lernen",
        "… eine Wohnung …",
    ],
)
def test_z4_a_sentence_around_a_bare_intention_says_no_more_of_what_is_wanted(wording: str) -> None:
    """The client's own sentence passed where the same two words alone were asked (story 7)."""
    bare = replace(WHOLE, wording=wording, seen_by="")
    assert [each.code for each in goal_questions(bare, TODAY)] == ["goal_what", "goal_how_seen"]
    assert goal_questions(replace(WHOLE, wording=wording), TODAY) == ()


@pytest.mark.parametrize(
    "wording",
    [
        "Ich möchte die B1-Prüfung bestehen.",
        "Deutsch auf B1 lernen",
        "Eine Arbeit als Pflegehelferin finden",
        "Ich möchte den Führerschein Klasse B machen.",
        "Eine Wohnung in Esslingen finden",
        "Die Kinder in der Kita anmelden",
        "Mit den Nachbarn auf Deutsch reden",
        "Ich will meinen Abschluss als Krankenschwester anerkennen lassen",
        "Zweimal je Woche zum Schwimmen gehen",
        "2 Bewerbungen schreiben",
        "I want to find work as a nurse",
        "ብቋንቋ ጀርመን ክዛረብ እደሊ",
        "أريد أن أتعلم اللغة الألمانية",
    ],
)
def test_z4_a_telling_sentence_is_not_asked_what_exactly(wording: str) -> None:
    telling = replace(WHOLE, wording=wording, seen_by="")
    assert [each.code for each in goal_questions(telling, TODAY)] == ["goal_how_seen"]


@pytest.mark.parametrize(
    ("old", "new", "allowed"),
    [
        (GoalState.PROPOSED, GoalState.AGREED, True),
        (GoalState.PROPOSED, GoalState.REACHED, False),
        (GoalState.PROPOSED, GoalState.DROPPED, True),
        (GoalState.AGREED, GoalState.PROPOSED, False),
        (GoalState.AGREED, GoalState.REACHED, True),
        (GoalState.IN_PROGRESS, GoalState.DEFERRED, True),
        (GoalState.DEFERRED, GoalState.IN_PROGRESS, True),
        (GoalState.REACHED, GoalState.IN_PROGRESS, True),
        (GoalState.REACHED, GoalState.DROPPED, False),
        (GoalState.DROPPED, GoalState.AGREED, True),
        (GoalState.AGREED, GoalState.AGREED, True),
        (GoalState.REACHED, GoalState.REACHED, True),
    ],
)
def test_z3_changes_of_state(old: GoalState, new: GoalState, allowed: bool) -> None:
    faults = change_faults(replace(WHOLE, state=old), GoalChange(new, TODAY, "Notiz"), TODAY)
    assert [fault.code for fault in faults] == ([] if allowed else ["goal_change_not_allowed"])


def test_z3_no_state_is_a_dead_end_and_none_leads_back_to_a_proposal() -> None:
    assert set(ALLOWED_CHANGES) == set(GoalState)
    assert all(ALLOWED_CHANGES[state] for state in GoalState)
    assert not any(GoalState.PROPOSED in changes for changes in ALLOWED_CHANGES.values())
    assert set(GoalState) == RUNNING_STATES | CLOSED_STATES
    assert not RUNNING_STATES & CLOSED_STATES


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (GoalChange(GoalState.REACHED, TODAY), []),
        (GoalChange(GoalState.REACHED, date(2026, 11, 21)), ["goal_change_in_future"]),
        (GoalChange(GoalState.REACHED, date(2026, 5, 1)), []),
        (GoalChange(GoalState.REACHED, date(2026, 4, 30)), ["goal_change_before_last"]),
        (GoalChange(GoalState.DROPPED, TODAY), ["goal_dropped_reason_missing"]),
        (GoalChange(GoalState.DROPPED, TODAY, "Umzug geplant"), []),
    ],
)
def test_z3_a_change_keeps_its_date_and_dropping_its_reason(change: GoalChange, fault: list[str]) -> None:
    goal = replace(WHOLE, history=(GoalChange(GoalState.AGREED, date(2026, 5, 1)),))
    assert [each.code for each in change_faults(goal, change, TODAY)] == fault


def test_z3_a_dropped_goal_looked_at_again_needs_no_new_reason() -> None:
    dropped = replace(WHOLE, state=GoalState.DROPPED)
    assert change_faults(dropped, GoalChange(GoalState.DROPPED, TODAY), TODAY) == ()


@pytest.mark.parametrize(
    ("kept", "history", "state", "day", "agreed"),
    [
        (None, [], GoalState.PROPOSED, None, False),
        (None, [], GoalState.AGREED, None, True),
        (date(2026, 1, 5), [], GoalState.DROPPED, date(2026, 1, 5), True),
        (
            None,
            [(GoalState.PROPOSED, 1), (GoalState.AGREED, 3), (GoalState.REACHED, 9)],
            GoalState.REACHED,
            date(2026, 3, 1),
            True,
        ),
        (None, [(GoalState.IN_PROGRESS, 4)], GoalState.DEFERRED, date(2026, 4, 1), True),
        (None, [(GoalState.DEFERRED, 4)], GoalState.DEFERRED, None, False),
        (None, [(GoalState.PROPOSED, 1), (GoalState.DROPPED, 2)], GoalState.DROPPED, None, False),
        (None, [(GoalState.AGREED, 2), (GoalState.DROPPED, 3)], GoalState.DROPPED, date(2026, 2, 1), True),
    ],
)
def test_z1_a_goal_that_was_once_agreed_stays_agreed(
    kept: date | None,
    history: list[tuple[GoalState, int]],
    state: GoalState,
    day: date | None,
    agreed: bool,
) -> None:
    changes = tuple(GoalChange(each, date(2026, month, 1)) for each, month in history)
    goal = replace(WHOLE, agreed_on=kept, history=changes, state=state)
    assert agreed_on(goal) == day
    assert was_agreed(goal) is agreed


@pytest.mark.parametrize(
    ("plan", "removable"),
    [
        (Plan(), True),
        (Plan(client_signed_on=date(2026, 2, 28)), True),
        (Plan(client_signed_on=date(2026, 3, 1)), False),
        (Plan(worker_signed_on=date(2026, 3, 2)), False),
        (Plan(versions=(PlanVersion(1, date(2026, 2, 28), "de", "", ""),)), True),
        (Plan(versions=(PlanVersion(1, date(2026, 3, 1), "de", "", ""),)), False),
        (Plan(brought_along=True, spans=(PlanSpan(date(2026, 3, 1)),)), True),
        (Plan(brought_along=True, spans=(PlanSpan(date(2026, 3, 2)),)), False),
    ],
)
def test_z1_what_was_typed_by_mistake_goes_until_it_is_given_out(plan: Plan, removable: bool) -> None:
    first = GoalChange(GoalState.AGREED, date(2026, 3, 1))
    goal = replace(WHOLE, agreed_on=None, history=(first,), state=GoalState.AGREED)
    assert may_be_removed(goal, plan, TODAY) is removable
    assert not may_be_removed(replace(goal, history=(first, replace(first, reviewed=True))), plan, TODAY)
    assert may_be_removed(replace(goal, history=(), state=GoalState.PROPOSED), plan, TODAY)
    assert not may_be_removed(goal, plan, date(2027, 1, 2))  # its year may be handed in (K7)


@pytest.mark.parametrize(
    ("on", "months", "day"),
    [
        ("2026-11-20", 3, "2027-02-20"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2028-02-29", 3, "2028-05-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-11-20", 1, "2026-12-20"),
    ],
)
def test_z2_the_next_review(on: str, months: int, day: str) -> None:
    assert next_review(date.fromisoformat(on), months, None, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("until", "on", "day"),
    [
        ("2027-01-30", "2026-11-20", "2027-01-30"),
        ("2026-11-21", "2026-11-20", "2026-11-21"),
        ("2027-02-20", "2026-11-20", "2027-02-20"),
        ("2027-06-30", "2026-11-20", "2027-02-20"),  # it is looked at before
        ("2026-11-20", "2026-11-20", "2027-02-20"),  # its day is here: what came of it is said now
        ("2026-11-10", "2026-11-02", "2027-02-02"),  # entered late: that day is over
        ("2027-01-30", "2026-10-05", "2027-01-05"),
    ],
)
def test_z2_a_goal_is_looked_at_when_its_day_comes_and_not_weeks_later(until: str, on: str, day: str) -> None:
    looked = next_review(date.fromisoformat(on), 3, date.fromisoformat(until), TODAY)
    assert looked == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("state", "day", "due"),
    [
        (GoalState.AGREED, date(2026, 11, 20), True),
        (GoalState.IN_PROGRESS, date(2026, 11, 19), True),
        (GoalState.DEFERRED, date(2026, 11, 19), True),
        (GoalState.AGREED, date(2026, 11, 21), False),
        (GoalState.AGREED, None, False),
        (GoalState.REACHED, date(2026, 11, 19), False),
        (GoalState.PROPOSED, date(2026, 11, 19), True),
        (GoalState.DROPPED, date(2026, 11, 19), False),
    ],
)
def test_z2_due_reviews(state: GoalState, day: date | None, due: bool) -> None:
    goal = replace(WHOLE, state=state, next_review=day)
    assert review_due(goal, TODAY) is due
    other = replace(WHOLE, next_review=date(2027, 6, 1))
    nearer = day is not None and state in RUNNING_STATES
    assert first_review([other, goal]) == (day if nearer else date(2027, 6, 1))
    assert first_review([]) is None


@given(st.sampled_from(GoalState), st.sampled_from(GoalState))
def test_z3_what_is_agreed_never_falls_back(old: GoalState, new: GoalState) -> None:
    if old in AGREED_STATES and new in ALLOWED_CHANGES[old]:
        after = replace(WHOLE, state=new, history=(GoalChange(old, TODAY), GoalChange(new, TODAY)))
        assert was_agreed(after)


@pytest.mark.parametrize(
    ("signed", "agreed", "told"),
    [
        (None, date(2026, 1, 5), None),
        (date(2026, 1, 5), None, date(2026, 1, 5)),
        (date(2026, 1, 5), date(2026, 1, 5), date(2026, 1, 5)),
        (date(2026, 1, 5), date(2026, 1, 6), None),
    ],
)
def test_z5_nobody_signed_a_goal_that_was_agreed_later(
    signed: date | None, agreed: date | None, told: date | None
) -> None:
    goals = (Goal("work", "Ich will arbeiten"), Goal("work", "Ich will lernen", agreed_on=agreed))
    assert signed_day(signed, goals) == told
    assert signed_days(Plan(client_signed_on=signed, goals=goals)) == (told, None)


@pytest.mark.parametrize(
    ("signed", "on", "waits_since"),
    [
        ((None, None), 5, None),  # nobody signed
        ((5, 5), 4, None),  # agreed before, entered late
        ((5, 5), 5, 5),  # whichever came first that day
        ((5, None), 9, 9),
        ((None, 5), 9, 9),
        ((5, 8), 6, 6),
    ],
)
def test_z5_signatures_wait_once_something_else_is_agreed(
    signed: tuple[int | None, int | None], on: int, waits_since: int | None
) -> None:
    """Days of January; the later of two changes counts."""
    client, worker = (None if day is None else date(2026, 1, day) for day in signed)
    plan = Plan(client_signed_on=client, worker_signed_on=worker)
    changed = with_agreed_anew(plan, date(2026, 1, on))
    assert changed.agreed_anew_on == (None if waits_since is None else date(2026, 1, waits_since))
    if waits_since is not None:
        assert signed_days(changed) == (None, None)
        again = with_agreed_anew(changed, date(2026, 1, 8))
        assert again.agreed_anew_on == date(2026, 1, max(waits_since, 8))


@pytest.mark.parametrize(
    ("kept", "said", "anew"),
    [
        (None, {}, True),
        (None, {"state": GoalState.PROPOSED}, False),
        ({"state": GoalState.PROPOSED}, {}, True),
        ({"state": GoalState.PROPOSED}, {"state": GoalState.PROPOSED, "wording": "Anders"}, False),
        ({"state": GoalState.DROPPED, "agreed_on": TODAY}, {}, True),
        ({}, {"state": GoalState.REACHED}, False),
        ({}, {"state": GoalState.DROPPED}, False),
        ({"state": GoalState.REACHED}, {"state": GoalState.IN_PROGRESS}, False),
        ({}, {"measures": ()}, False),
        ({}, {"next_review": TODAY}, False),
        ({}, {"wording": "Anders"}, True),
        ({}, {"seen_by": "Anders"}, True),
        ({}, {"until": TODAY}, True),
        ({}, {"area": "arbeit"}, True),
    ],
)
def test_z5_which_change_of_a_goal_is_agreed_anew(
    kept: dict[str, Any] | None, said: dict[str, Any], *, anew: bool
) -> None:
    """What is said of it, and that it is agreed at all; not how it goes on (Rule Z1)."""
    before = None if kept is None else replace(WHOLE, **kept)
    assert agreed_anew(before, replace(WHOLE, **said)) is anew


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        ({"seen_by": "", "until": None, "measures": ()}, True),
        ({"wording": "Arbeit", "seen_by": "", "until": None, "measures": ()}, True),
        ({"seen_by": "", "until": TODAY, "measures": ()}, False),
        ({"seen_by": "B1", "until": None, "measures": ()}, False),
        ({"seen_by": "", "until": None}, False),
        ({"seen_by": "", "until": None, "measures": (), "state": GoalState.REACHED}, False),
    ],
)
def test_z4_a_goal_that_answers_none_of_the_questions(details: dict[str, Any], expected: bool) -> None:
    """One answer is a beginning; of a goal that is closed nothing is asked."""
    assert nothing_said(replace(WHOLE, **details)) is expected


MARCH, MAY = date(2026, 3, 2), date(2026, 5, 4)
COURSE = (GoalChange(GoalState.PROPOSED, MARCH), GoalChange(GoalState.AGREED, MAY))


@pytest.mark.parametrize(
    ("state", "on", "history", "fault"),
    [
        (GoalState.PROPOSED, None, (), None),
        (GoalState.DEFERRED, None, (), None),
        (GoalState.AGREED, MAY, (), None),
        (GoalState.AGREED, None, (), "goal_agreed_day_missing"),
        (GoalState.IN_PROGRESS, None, (), "goal_agreed_day_missing"),
        (GoalState.AGREED, None, COURSE, None),
        (GoalState.AGREED, MAY, COURSE, None),
        (GoalState.AGREED, date(2026, 5, 5), COURSE, "goal_agreed_otherwise"),
        (GoalState.AGREED, date(2026, 3, 1), COURSE, "goal_agreed_otherwise"),
        (GoalState.IN_PROGRESS, MARCH, (GoalChange(GoalState.IN_PROGRESS, MAY),), None),
        *((state, MAY, (), "goal_history_missing") for state in sorted(CLOSED_STATES)),
        (GoalState.REACHED, MAY, (GoalChange(GoalState.REACHED, MAY),), None),
        (GoalState.DROPPED, None, (GoalChange(GoalState.DROPPED, MAY, "anders"),), None),
    ],
)
def test_z3_what_became_of_a_goal_has_its_day(
    state: GoalState, on: date | None, history: tuple[GoalChange, ...], fault: str | None
) -> None:
    """By these days it is counted; a history may begin after the agreement."""
    goal = replace(WHOLE, state=state, agreed_on=on, history=history)
    assert [each.code for each in course_faults(goal)] == ([fault] if fault else [])


def test_z3_goals_stand_by_area_while_they_are_worked_on_then_by_what_became_of_them() -> None:
    """Within an area, and among those that are closed, they stay in the order in which they were agreed."""
    goals = [
        ("Wohnen", GoalState.AGREED),
        ("Arbeit", GoalState.DROPPED),
        ("arbeit", GoalState.DEFERRED),
        ("Sprache", GoalState.REACHED),
        ("Arbeit", GoalState.PROPOSED),
        ("Arbeit", GoalState.PARTLY_REACHED),
        ("Sprache", GoalState.NOT_REACHED),
    ]
    in_order = sorted(range(len(goals)), key=lambda at: goal_place(goals[at][1], goals[at][0]))
    assert in_order == [2, 4, 0, 3, 5, 1, 6]
