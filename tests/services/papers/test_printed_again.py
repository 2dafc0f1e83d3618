"""Z5, I9, B1, B2: what is printed again shows a signature only under the text that was signed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import insert, update

from intman_desktop.models import tables as t
from intman_desktop.services.casework.decisions import take_over
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import put_office
from intman_desktop.services.papers import papers
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import GoalState
from intman_desktop.values.office import Worker
from tests import builders as a
from tests import saving
from tests.documents.reading import text_of
from tests.opened import TODAY, on_day, put_in

SIGNED = date(2026, 3, 2)
LATER = SIGNED + timedelta(days=1)
LINE = "Unterschrieben am 02.03.2026"
SENTENCE = "Zuletzt unterschrieben am 02.03.2026"


def plan_text(desk: Desk, plan: v.Plan, **details: object) -> str:
    """Return what a plan says that is printed today."""
    file = a.a_case_file(plan=plan, **details)
    return text_of(papers.paper(desk, "integration_plan", put_in(desk, [file])[file.case.key]).content)


def signed_plan(**details: object) -> v.Plan:
    """Return a plan that both signed."""
    return a.a_plan(**{"client_signed_on": SIGNED, "worker_signed_on": SIGNED, **details})


def reached_on(day: date) -> v.Goal:
    """Return a goal that was agreed before the signature and reached on a day."""
    goal = a.a_goal()
    reached = v.GoalChange(GoalState.REACHED, day)
    return replace(goal, state=GoalState.REACHED, history=(*goal.history, reached))


@pytest.mark.parametrize("day", [SIGNED, LATER])
def test_z5_a_plan_with_what_came_of_a_goal_later_has_its_lines_free_to_sign(desk: Desk, day: date) -> None:
    """Who signed on a day has seen what had come of it by then, and nothing after it."""
    text = plan_text(desk, signed_plan(goals=(reached_on(day),)))
    later = day > SIGNED
    assert text.count(LINE) == (0 if later else 2)
    assert (SENTENCE in text) is later
    assert "Unterschrift Klientin oder Klient" in text


@pytest.mark.parametrize("day", [SIGNED, LATER])
def test_z5_a_plan_extended_after_it_was_signed_has_its_lines_free(desk: Desk, day: date) -> None:
    extension = v.Extension(date(2029, 6, 1), day, "other", "Geburt (Beispiel)")
    text = plan_text(desk, signed_plan(), extensions=(extension,))
    assert (LINE in text, SENTENCE in text) == (day == SIGNED, day > SIGNED)


def test_z5_a_measure_done_after_the_signature_frees_the_lines(desk: Desk) -> None:
    done = a.a_goal(measures=(a.a_measure(done_on=LATER),))
    text = plan_text(desk, signed_plan(goals=(done,)))
    assert (LINE in text, SENTENCE in text) == (False, True)


def test_z5_only_the_line_is_free_of_who_signed_before_the_change(desk: Desk) -> None:
    text = plan_text(desk, signed_plan(worker_signed_on=LATER, goals=(reached_on(LATER),)))
    assert (LINE in text, "Unterschrieben am 03.03.2026" in text) == (False, True)
    assert "Zuletzt" not in text


def test_z5_what_was_never_signed_says_nothing_of_a_signature(desk: Desk) -> None:
    text = plan_text(desk, a.a_plan())
    assert "nterschrieben am" not in text


def other_steps(desk: Desk, case_id: int) -> None:
    """Write other steps into the plan."""
    with desk.vault.transaction() as connection:
        connection.execute(update(t.plans).values(steps="Jetzt erst Arbeit."))


def another_answer(desk: Desk, case_id: int) -> None:
    """Answer a further question."""
    with desk.vault.transaction() as connection:
        connection.execute(insert(t.answers).values(case_id=case_id, field="native_language", value="ar"))


@pytest.mark.parametrize("change", [other_steps, another_answer])
def test_z5_i9_a_plan_that_says_something_else_than_the_version_that_was_signed_has_its_lines_free(
    desk: Desk, change: Callable[[Desk, int], None]
) -> None:
    """Blocks have no day of their own: the version that was handed out tells what was signed."""
    file = a.a_case_file()
    case_id = put_in(desk, [file])[file.case.key]
    then = on_day(desk, SIGNED)
    papers.hand_out_plan(then, case_id)
    saving.sign_plan(then, case_id, SIGNED, SIGNED)
    unchanged = text_of(papers.paper(desk, "integration_plan", case_id).content)
    assert (unchanged.count(LINE), SENTENCE in unchanged) == (2, False)
    change(desk, case_id)
    changed = papers.hand_out_plan(desk, case_id).value.content
    assert (LINE in text_of(changed), SENTENCE in text_of(changed)) == (False, True)
    assert papers.issued_plan(desk, case_id, 2).content == changed, "it is kept as it was handed out"


def test_z5_nobody_has_signed_in_the_name_of_a_colleague(desk: Desk) -> None:
    """Her name stands below the line of who is responsible now (Rule U5)."""
    file = a.a_case_file()
    case_id = put_in(desk, [file])[file.case.key]
    then = on_day(desk, SIGNED)
    papers.hand_out_plan(then, case_id)
    saving.sign_plan(then, case_id, SIGNED, SIGNED)
    with desk.vault.transaction() as connection:
        put_office(connection, a.an_office(workers=(*a.an_office().workers, Worker("MM", "Max Muster"))))
    take_over(desk, case_id, v.Decision("take_over", TODAY, worker="MM", told_on=TODAY))
    text = text_of(papers.paper(desk, "integration_plan", case_id).content)
    assert (LINE in text, SENTENCE in text, "Max Muster" in text) == (False, True, True)


BY_BOTH = {"client_signed_on": SIGNED, "worker_signed_on": SIGNED}
EARLIER = date(2025, 12, 3)


def agreement_text(desk: Desk, agreement: v.Agreement, **details: object) -> str:
    """Return what an agreement says that is printed today."""
    file = a.a_case_file(agreement=agreement, **details)
    return text_of(papers.paper(desk, "agreement", put_in(desk, [file])[file.case.key]).content)


@pytest.mark.parametrize(
    ("decided", "agreed"), [(SIGNED, "03.06.2029"), (LATER, "03.12.2028"), (date(2026, 10, 3), "03.12.2028")]
)
def test_b2_a_signed_agreement_tells_the_last_day_as_it_was_when_it_was_signed(
    desk: Desk, decided: date, agreed: str
) -> None:
    """An extension decided later was not agreed by those signatures; the plan tells it."""
    extension = v.Extension(date(2029, 6, 3), decided, "other", "Geburt (Beispiel)")
    case = a.a_case(period_start=EARLIER)
    text = agreement_text(desk, a.an_agreement(**BY_BOTH), case=case, extensions=(extension,))
    assert text.count(LINE) == 2
    assert "Es war am 03.12.2025. Ohne spätere Verlängerung ist der letzte Tag der " + agreed in text
    assert "Stand" not in text
    assert "gedruckt am 20.11.2026" in text


def test_b2_an_agreement_still_to_be_signed_tells_the_last_day_as_it_is_today(desk: Desk) -> None:
    extension = v.Extension(date(2029, 6, 3), LATER, "other", "Geburt (Beispiel)")
    case = a.a_case(period_start=EARLIER)
    agreed = a.an_agreement(client_signed_on=None, worker_signed_on=None, oral_on=SIGNED)
    text = agreement_text(desk, agreed, case=case, extensions=(extension,))
    assert "Es war am 03.12.2025. Nach dem heutigen Stand ist der letzte Tag der 03.06.2029" in text
    assert "gedruckt am 20.11.2026" in text


def test_b2_a_signed_agreement_from_before_the_first_talk_counts_from_the_signature(desk: Desk) -> None:
    """Until when it lasts was foreseen on that day, not on the day of the print."""
    case = a.a_case(period_start=None)
    text = agreement_text(desk, a.an_agreement(**BY_BOTH), case=case, needs_assessment=None, plan=None)
    assert "ab dem ersten Beratungsgespräch, voraussichtlich bis 02.03.2029." in text
    assert "heute" not in text


@pytest.mark.parametrize(
    ("first_talk", "foreseen"), [(date(2026, 3, 3), True), (SIGNED, False)], ids=["day after", "same day"]
)
def test_b2_a_signed_agreement_knows_no_first_talk_that_was_held_after_it(
    desk: Desk, first_talk: date, foreseen: bool
) -> None:
    """What was signed foresaw the last day; that the talk came later stands on the plan."""
    text = agreement_text(desk, a.an_agreement(**BY_BOTH), case=a.a_case(period_start=first_talk))
    assert ("voraussichtlich bis 02.03.2029." in text) is foreseen
    assert ("Es war am" in text) is not foreseen


def test_b1_below_a_signature_stands_who_signed_and_not_who_is_responsible_now(desk: Desk) -> None:
    with desk.vault.transaction() as connection:
        put_office(connection, a.an_office(workers=(*a.an_office().workers, Worker("MM", "Max Muster"))))
    assert "Max Muster" not in agreement_text(desk, a.an_agreement(**BY_BOTH), case=a.a_case(worker="MM"))
    unsigned = a.an_agreement(client_signed_on=None, worker_signed_on=None, oral_on=SIGNED)
    assert "Max Muster" in agreement_text(desk, unsigned, case=a.a_case(worker="MM"))
