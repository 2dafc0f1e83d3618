"""Z1 to Z4, E3: goals, their history, their reviews."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from intman_desktop.errors import ChangedMeanwhile, NotFound, Refused
from intman_desktop.models.reading import read_case_file
from intman_desktop.reporting.counting import count_sheet
from intman_desktop.services.across.overview import deadlines_of
from intman_desktop.services.closing.marked import redact_place
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.papers import papers
from intman_desktop.services.plans import planning
from intman_desktop.services.rights.withdrawing import withdraw_kind
from intman_desktop.values.case_file import Consent, Goal, Measure, PlanSpan
from intman_desktop.values.codes import Actor, Block, GoalState, Light
from intman_desktop.values.deadline_views import DeadlineKind
from intman_desktop.values.ending_views import MarkedKind
from tests import builders as a
from tests import saving
from tests.opened import TODAY, put_in

TALK = date(2026, 11, 9)


@pytest.fixture
def case_id(desk: Desk) -> int:
    """Return the id of a case whose plan has no goal yet."""
    file = a.a_case_file(plan=a.a_plan(goals=()))
    return put_in(desk, [file])[file.case.key]


def goals_of(desk: Desk, case_id: int) -> tuple[Goal, ...]:
    """Return the goals as they stand in the store."""
    with desk.vault.reading() as connection:
        file = read_case_file(connection, case_id)
    assert file is not None
    assert file.plan is not None
    return file.plan.goals


def a_new(**details: object) -> Goal:
    """Return a goal as the screen hands it over."""
    plain = Goal("language", "Deutsch lernen", state=GoalState.AGREED, until=date(2027, 5, 1))
    return replace(plain, **details)  # type: ignore[arg-type]


def test_z3_a_new_goal_begins_its_history(desk: Desk, case_id: int) -> None:
    measures = (Measure("Kurs suchen", Actor.WORKER), Measure("Anmelden", Actor.CLIENT, until=TODAY))
    goal = planning.save_goal(desk, case_id, a_new(measures=measures), on=TALK).value
    assert [(step.state, step.on) for step in goal.history] == [(GoalState.AGREED, TALK)]
    assert [measure.what for measure in goal.measures] == ["Kurs suchen", "Anmelden"]
    assert goal.agreed_on == TALK
    assert goals_of(desk, case_id) == (goal,)


def test_z2_the_next_review_follows_the_offices_interval(desk: Desk, case_id: int) -> None:
    goal = planning.save_goal(desk, case_id, a_new(), on=TALK).value
    assert goal.next_review == date(2027, 2, 9)
    chosen = planning.save_goal(desk, case_id, a_new(next_review=date(2026, 12, 24))).value
    assert chosen.next_review == date(2026, 12, 24)
    ends_before = planning.save_goal(desk, case_id, a_new(until=date(2027, 1, 15))).value
    assert ends_before.next_review == date(2027, 1, 15)


def test_z1_z2_a_proposal_is_not_agreed_and_is_looked_at_again(desk: Desk, case_id: int) -> None:
    goal = planning.save_goal(desk, case_id, a_new(state=GoalState.PROPOSED)).value
    assert (goal.agreed_on, goal.next_review) == (None, date(2027, 2, 20))
    view = planning.plan_view(desk, case_id)
    assert view.made is False
    kept = planning.change_goal(
        desk, case_id, goal.id, goal.version, GoalState.PROPOSED, on=TODAY, note="Wartet"
    ).value
    assert (kept.agreed_on, kept.state, kept.history[-1].note) == (None, GoalState.PROPOSED, "Wartet")
    agreed = planning.change_goal(desk, case_id, goal.id, kept.version, GoalState.AGREED, on=TODAY).value
    assert (agreed.agreed_on, agreed.next_review) == (TODAY, date(2027, 2, 20))
    assert planning.plan_view(desk, case_id).made is True


def test_i6_an_agreed_goal_completes_its_block(desk: Desk, case_id: int) -> None:
    planning.save_goal(desk, case_id, a_new())
    lights = {each.block: each.light for each in planning.plan_view(desk, case_id).blocks}
    assert lights[Block.GOALS] is Light.COMPLETE


def test_z3_saving_again_changes_the_words_and_never_the_state(desk: Desk, case_id: int) -> None:
    goal = planning.save_goal(desk, case_id, a_new(measures=(a.a_measure(), a.a_measure()))).value
    said = replace(
        goal,
        wording="B1 bestehen",
        state=GoalState.REACHED,
        history=(),
        measures=(Measure("Üben", Actor.CLIENT),),
    )
    saved = planning.save_goal(desk, case_id, said).value
    assert (saved.wording, saved.state, saved.history) == ("B1 bestehen", GoalState.AGREED, goal.history)
    assert [measure.what for measure in saved.measures] == ["Üben"]
    with pytest.raises(ChangedMeanwhile):
        planning.save_goal(desk, case_id, said)


def test_z2_a_next_review_lies_ahead(desk: Desk, case_id: int) -> None:
    with pytest.raises(Refused, match="goal_review_not_after"):
        planning.save_goal(desk, case_id, a_new(next_review=TODAY))
    planned = planning.save_goal(desk, case_id, a_new(next_review=TODAY), on=TALK).value
    # one that is overdue stays as it is until it is changed
    worded = planning.save_goal(desk, case_id, replace(planned, wording="Arbeit finden")).value
    assert worded.next_review == TODAY
    with pytest.raises(Refused, match="goal_review_not_after"):
        planning.save_goal(desk, case_id, replace(worded, next_review=TODAY - timedelta(days=1)))
    proposed = a_new(state=GoalState.PROPOSED, next_review=TODAY)
    with pytest.raises(Refused, match="goal_review_not_after"):
        planning.save_goal(desk, case_id, proposed)
    week = TODAY + timedelta(days=7)
    assert planning.save_goal(desk, case_id, replace(proposed, next_review=week)).value.next_review == week


def test_z3_a_new_goal_is_not_dropped_and_is_agreed_by_its_history_alone(desk: Desk, case_id: int) -> None:
    with pytest.raises(Refused, match="goal_new_and_dropped"):
        planning.save_goal(desk, case_id, a_new(state=GoalState.DROPPED))
    proposed = a_new(state=GoalState.PROPOSED, agreed_on=date(2030, 1, 1))
    assert planning.save_goal(desk, case_id, proposed).value.agreed_on is None
    agreed = planning.save_goal(desk, case_id, a_new(agreed_on=date(2030, 1, 1)), on=TALK).value
    assert agreed.agreed_on == TALK


def test_z6_the_outcome_of_a_measure_is_listed_or_was_held(desk: Desk, case_id: int) -> None:
    odd = a.a_measure(outcome="quatsch")
    with pytest.raises(Refused, match="outcome_unknown"):
        planning.save_goal(desk, case_id, a_new(measures=(odd,)))
    goal = planning.save_goal(desk, case_id, a_new(measures=(a.a_measure(outcome="helped"),))).value
    with pytest.raises(Refused, match="outcome_unknown"):
        planning.change_goal(
            desk, case_id, goal.id, goal.version, goal.state, on=TODAY, measures=(replace(odd, id=0),)
        )


def test_z3_a_closed_goal_keeps_its_words_and_takes_outcomes(desk: Desk, case_id: int) -> None:
    goal = planning.save_goal(desk, case_id, a_new(measures=(a.a_measure(),)), on=TALK).value
    closed = planning.change_goal(desk, case_id, goal.id, goal.version, GoalState.REACHED, on=TODAY).value
    for said in ({"area": "housing"}, {"wording": "Anders"}, {"seen_by": "Anders"}, {"until": TODAY}):
        with pytest.raises(Refused, match="goal_is_closed"):
            planning.save_goal(desk, case_id, replace(closed, **said))
    measures = (replace(closed.measures[0], outcome="helped", done_on=TODAY),)
    kept = planning.save_goal(desk, case_id, replace(closed, measures=measures)).value
    assert (kept.wording, kept.measures[0].outcome) == (goal.wording, "helped")
    again = planning.change_goal(desk, case_id, kept.id, kept.version, GoalState.IN_PROGRESS, on=TODAY).value
    assert planning.save_goal(desk, case_id, replace(again, wording="Anders")).value.wording == "Anders"


@pytest.mark.parametrize(
    ("state", "review"),
    [
        (GoalState.IN_PROGRESS, date(2027, 2, 20)),
        (GoalState.DEFERRED, date(2027, 2, 20)),
        (GoalState.REACHED, None),
        (GoalState.PARTLY_REACHED, None),
        (GoalState.DROPPED, None),
    ],
)
def test_z3_a_change_keeps_date_and_note_and_sets_the_review(
    desk: Desk, case_id: int, state: GoalState, review: date | None
) -> None:
    goal = planning.save_goal(desk, case_id, a_new(), on=TALK).value
    changed = planning.change_goal(
        desk, case_id, goal.id, goal.version, state, on=TODAY, note="so entschieden", reviewed=True
    ).value
    last = changed.history[-1]
    assert (last.state, last.on, last.note, last.reviewed) == (state, TODAY, "so entschieden", True)
    assert (changed.state, changed.next_review, changed.agreed_on) == (state, review, TALK)


def test_z3_a_review_without_change_is_kept_and_moves_the_next_one(desk: Desk, case_id: int) -> None:
    goal = planning.save_goal(desk, case_id, a_new(), on=TALK).value
    later = date(2027, 1, 15)
    looked = planning.change_goal(
        desk, case_id, goal.id, goal.version, goal.state, on=TODAY, next_review=later, reviewed=True
    ).value
    assert (looked.next_review, len(looked.history)) == (later, 2)


@pytest.mark.parametrize(
    ("state", "on", "more", "code"),
    [
        (GoalState.PROPOSED, TODAY, {}, "goal_change_not_allowed"),
        (GoalState.REACHED, TODAY + timedelta(days=1), {}, "goal_change_in_future"),
        (GoalState.REACHED, TALK - timedelta(days=1), {}, "goal_change_before_last"),
        (GoalState.DROPPED, TODAY, {}, "goal_dropped_reason_missing"),
        (GoalState.IN_PROGRESS, TODAY, {"next_review": TODAY}, "goal_review_not_after"),
    ],
)
def test_z3_what_cannot_be_is_refused(
    desk: Desk, case_id: int, state: GoalState, on: date, more: dict[str, date], code: str
) -> None:
    goal = planning.save_goal(desk, case_id, a_new(), on=TALK).value
    with pytest.raises(Refused, match=code):
        planning.change_goal(
            desk, case_id, goal.id, goal.version, state, on=on, next_review=more.get("next_review")
        )
    assert goals_of(desk, case_id) == (goal,)


def test_a_review_of_an_old_version_is_refused(desk: Desk, case_id: int) -> None:
    goal = planning.save_goal(desk, case_id, a_new(), on=TALK).value
    planning.change_goal(desk, case_id, goal.id, goal.version, GoalState.IN_PROGRESS, on=TODAY)
    with pytest.raises(ChangedMeanwhile):
        planning.change_goal(desk, case_id, goal.id, goal.version, GoalState.REACHED, on=TODAY)


@pytest.mark.parametrize(
    ("goal", "code"),
    [
        (a_new(wording="  "), "goal_what"),
        (a_new(area="moon"), "area_unknown"),
        (a_new(area="health"), "area_closed"),
    ],
)
def test_e3_a_goal_needs_words_and_an_area_that_consent_opens(desk: Desk, goal: Goal, code: str) -> None:
    file = a.a_case_file(consents=(a.a_consent(),), plan=a.a_plan(goals=()))
    case_id = put_in(desk, [file])[file.case.key]
    with pytest.raises(Refused, match=code):
        planning.save_goal(desk, case_id, goal)
    assert goals_of(desk, case_id) == ()


def test_a_proposal_can_be_removed_and_comes_back_by_undo(desk: Desk, case_id: int) -> None:
    proposal = a_new(state=GoalState.PROPOSED, measures=(a.a_measure(),))
    goal = planning.save_goal(desk, case_id, proposal, on=TALK).value
    done = planning.remove_goal(desk, case_id, goal.id)
    assert goals_of(desk, case_id) == ()
    assert done.undo is not None
    done.undo()
    (back,) = goals_of(desk, case_id)
    assert replace(back, version=goal.version) == goal


def test_undo_finds_a_new_id_where_another_goal_took_the_old_one(
    desk: Desk, case_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secrets.randbelow", lambda _gap: 0)
    other_file = a.a_case_file(plan=a.a_plan(goals=()))
    other = put_in(desk, [other_file])[other_file.case.key]
    proposal = a_new(state=GoalState.PROPOSED, measures=(a.a_measure(),))
    goal = planning.save_goal(desk, case_id, proposal, on=TALK).value
    done = planning.remove_goal(desk, case_id, goal.id)
    taken = planning.save_goal(desk, other, a_new(wording="Arbeit finden", measures=(a.a_measure(),))).value
    assert taken.id == goal.id, "the id is given away, which this test is about"
    assert done.undo is not None
    done.undo()
    (back,) = goals_of(desk, case_id)
    assert (back.wording, len(back.measures), len(back.history)) == ("Deutsch lernen", 1, 1)
    assert goals_of(desk, other) == (taken,)


def test_z1_an_agreed_goal_typed_by_mistake_can_be_removed(desk: Desk, case_id: int) -> None:
    twins = [planning.save_goal(desk, case_id, a_new(), on=TALK).value for _time in range(2)]
    assert all(each.removable for each in planning.plan_view(desk, case_id).goals)
    planning.remove_goal(desk, case_id, twins[1].id)
    assert [each.id for each in goals_of(desk, case_id)] == [twins[0].id]


@pytest.mark.parametrize("given", ["handed out", "signed", "reviewed"])
def test_z1_an_agreed_goal_that_is_given_out_is_never_removed(desk: Desk, case_id: int, given: str) -> None:
    goal = planning.save_goal(desk, case_id, a_new()).value
    if given == "handed out":
        papers.hand_out_plan(desk, case_id)
    elif given == "signed":
        saving.sign_plan(desk, case_id, TODAY, None)
    else:
        planning.change_goal(desk, case_id, goal.id, goal.version, goal.state, on=TODAY, reviewed=True)
    assert not any(each.removable for each in planning.plan_view(desk, case_id).goals)
    with pytest.raises(Refused, match="goal_was_agreed"):
        planning.remove_goal(desk, case_id, goal.id)
    with pytest.raises(NotFound):
        planning.remove_goal(desk, case_id, goal.id + 99)


@pytest.mark.parametrize("said", [True, False], ids=["made by the sentence", "not made before"])
def test_k4_i8_the_goal_by_which_a_plan_counts_in_an_earlier_year_stays(desk: Desk, said: bool) -> None:
    """Taken out, the plan would leave a year that is counted, and handed in perhaps."""
    begun = date(2025, 10, 15)
    sentence = {"no_goal_reason": "Erst ankommen", "no_goal_until": TODAY} if said else {}
    plan = a.a_plan(begun_on=begun, spans=(PlanSpan(begun),), goals=(), **sentence)
    file = a.a_case_file(plan=plan)
    case_id = put_in(desk, [file])[file.case.key]
    goal = planning.save_goal(desk, case_id, a_new()).value
    saving.save_no_goal(desk, case_id, " ", None)
    counted = _figure(desk, 2025, "plans_begun")
    with pytest.raises(Refused, match="goal_makes_plan"):
        planning.remove_goal(desk, case_id, goal.id)
    planning.save_goal(desk, case_id, a_new(wording="Ich will schwimmen lernen."))
    planning.remove_goal(desk, case_id, goal.id)
    assert _figure(desk, 2025, "plans_begun") == counted == 1


def test_k4_a_goal_goes_where_the_sentence_holds_the_plan_or_the_year_is_this_one(desk: Desk) -> None:
    """As long as "noch kein Ziel, weil …" stands, and of a plan that was opened this year."""
    begun = date(2025, 10, 15)
    held = a.a_plan(
        begun_on=begun, spans=(PlanSpan(begun),), goals=(), no_goal_reason="Krank", no_goal_until=TODAY
    )
    for plan in (held, a.a_plan(goals=())):
        file = a.a_case_file(plan=plan)
        case_id = put_in(desk, [file])[file.case.key]
        goal = planning.save_goal(desk, case_id, a_new()).value
        planning.remove_goal(desk, case_id, goal.id)
        assert goals_of(desk, case_id) == ()


def _reached(desk: Desk, case_id: int) -> None:
    goal = planning.save_goal(desk, case_id, a_new(), on=TALK).value
    planning.change_goal(desk, case_id, goal.id, goal.version, GoalState.REACHED, on=TODAY)


def _not_taken_over(desk: Desk, case_id: int) -> None:
    planning.save_goal(desk, case_id, a_new(), on=TALK)
    planning.close_plan(desk, case_id, TODAY - timedelta(days=1), "other")
    planning.reopen_plan(desk, case_id, TODAY, ())


def _withdrawn(desk: Desk, case_id: int) -> None:
    goal = planning.save_goal(desk, case_id, a_new(area="health"), on=TALK).value
    (given,) = (each for each in _consents_of(desk, case_id) if each.kind is not None)
    withdraw_kind(desk, case_id, given.id, TODAY)
    redact_place(desk, case_id, MarkedKind.GOAL, goal.id, end_goal=True)


@pytest.mark.parametrize("closed", [_reached, _not_taken_over, _withdrawn])
def test_i8_a_sentence_from_before_a_goal_is_over_once_that_goal_is_closed(
    desk: Desk, closed: Callable[[Desk, int], None]
) -> None:
    """Of why there was no goal yet, until a day that still lies ahead, nobody said that none shall follow."""
    ahead = date(2026, 12, 31)
    plan = a.a_plan(goals=(), no_goal_reason="Wohnung zuerst", no_goal_until=ahead)
    file = a.a_case_file(plan=plan, consents=(a.a_consent(), a.a_health_consent()))
    case_id = put_in(desk, [file])[file.case.key]
    closed(desk, case_id)
    kept = planning.plan_view(desk, case_id).plan
    assert kept is not None
    assert (kept.no_goal_reason, kept.no_goal_until) == ("", None)
    (due,) = [row for row in deadlines_of(desk, case_id) if row.kind is DeadlineKind.NO_GOAL]
    assert (due.due, due.matter.code) == (date(2027, 2, 20), "due_goals_closed")


def test_i8_what_was_said_after_the_last_goal_outlives_a_proposal(desk: Desk, case_id: int) -> None:
    _reached(desk, case_id)
    until = date(2026, 12, 31)
    saving.save_no_goal(desk, case_id, "Sie bekommt ein Kind", until)
    goal = planning.save_goal(desk, case_id, a_new(state=GoalState.PROPOSED)).value
    planning.change_goal(desk, case_id, goal.id, goal.version, GoalState.DROPPED, on=TODAY, note="Doch nicht")
    kept = planning.plan_view(desk, case_id).plan
    assert kept is not None and kept.no_goal_until == until


def test_i8_with_the_end_of_the_goal_the_sentence_of_before_is_taken_back(desk: Desk, case_id: int) -> None:
    saving.save_no_goal(desk, case_id, "Wohnung zuerst", date(2026, 12, 31))
    goal = planning.save_goal(desk, case_id, a_new(), on=TALK).value
    done = planning.change_goal(desk, case_id, goal.id, goal.version, GoalState.REACHED, on=TODAY)
    assert done.undo is not None
    done.undo()
    kept = planning.plan_view(desk, case_id).plan
    assert kept is not None and kept.no_goal_reason == "Wohnung zuerst"


def test_z4_what_a_goal_lacks_is_asked_and_blocks_nothing(desk: Desk, case_id: int) -> None:
    planning.save_goal(desk, case_id, a_new(until=None))
    (shown,) = planning.plan_view(desk, case_id).goals
    assert {fact.code for fact in shown.questions} == {
        "goal_what",
        "goal_how_seen",
        "goal_until_when",
        "goal_who_does_what",
    }
    assert (shown.area_label, shown.state_label) == ("Sprache", "vereinbart")


def test_e3_z3_nothing_more_is_written_of_a_goal_whose_kind_is_closed(desk: Desk) -> None:
    """E3: after the withdrawal of health a review of a health goal would hold new words of that kind."""
    goal = a.a_goal(area="health", measures=(a.a_measure(),))
    basic, health = a.a_consent(), a.a_health_consent()
    file = a.a_case_file(consents=(basic, health), plan=a.a_plan(goals=(goal,)))
    case_id = put_in(desk, [file])[file.case.key]
    (kept,) = goals_of(desk, case_id)
    (given,) = (each for each in _consents_of(desk, case_id) if each.kind is not None)
    withdraw_kind(desk, case_id, given.id, TODAY)
    with pytest.raises(Refused, match="area_closed"):
        planning.change_goal(
            desk, case_id, kept.id, kept.version, GoalState.REACHED, on=TODAY, note="Es geht besser"
        )
    with pytest.raises(Refused, match="area_closed"):
        planning.change_goal(desk, case_id, kept.id, kept.version, kept.state, on=TODAY, measures=())
    assert goals_of(desk, case_id) == (kept,)
    (shown,) = planning.plan_view(desk, case_id).goals
    assert shown.closed
    moved = planning.save_goal(desk, case_id, replace(kept, area="personal", wording="Mehr Ruhe")).value
    looked = planning.change_goal(desk, case_id, kept.id, moved.version, GoalState.REACHED, on=TODAY).value
    assert looked.state is GoalState.REACHED


def _consents_of(desk: Desk, case_id: int) -> tuple[Consent, ...]:
    with desk.vault.reading() as connection:
        file = read_case_file(connection, case_id)
    assert file is not None
    return file.consents


def test_z3_i6_a_goal_is_agreed_on_its_own_day_and_never_before_plan_or_consent(desk: Desk) -> None:
    """K3, I6: the year of "goals agreed" is that of the agreement, not of the typing."""
    begun, consent = date(2026, 2, 2), date(2026, 1, 12)
    here = a.a_plan(begun_on=begun, spans=(PlanSpan(begun),), goals=())
    early = date(2026, 1, 5)
    too_early = a.a_plan(begun_on=early, spans=(PlanSpan(early),), goals=())
    files = [a.a_case_file(plan=plan) for plan in (here, too_early)]
    ids = put_in(desk, files)
    first, second = (ids[file.case.key] for file in files)
    refused = (
        (first, begun - timedelta(days=1), "goal_before_plan"),
        (second, consent - timedelta(days=1), "goal_before_consent"),
        (first, date(1899, 1, 1), "goal_before_plan"),
        (first, TODAY + timedelta(days=1), "goal_change_in_future"),
    )
    for case_id, on, code in refused:
        with pytest.raises(Refused, match=code):
            planning.save_goal(desk, case_id, a_new(), on=on)
        assert goals_of(desk, case_id) == ()
    assert planning.save_goal(desk, first, a_new(), on=begun).value.agreed_on == begun
    assert planning.save_goal(desk, second, a_new(), on=consent).value.agreed_on == consent


def test_z3_k3_a_goal_of_the_office_before_keeps_its_day_and_is_not_agreed_here(desk: Desk) -> None:
    """A plan that was brought along carries goals from before the consent here; there they were counted."""
    elsewhere, opened = date(2025, 10, 20), date(2026, 2, 2)
    brought = a.a_plan(begun_on=date(2025, 10, 15), brought_along=True, spans=(PlanSpan(opened),), goals=())
    file = a.a_case_file(plan=brought)
    case_id = put_in(desk, [file])[file.case.key]
    with pytest.raises(Refused, match="goal_before_plan"):
        planning.save_goal(desk, case_id, a_new(), on=date(2025, 10, 14))
    old = planning.save_goal(desk, case_id, a_new(), on=elsewhere).value
    assert old.agreed_on == elsewhere
    assert old.next_review == date(2026, 5, 2), "three months after the plan goes on here, not before it did"
    planning.save_goal(desk, case_id, replace(a_new(), wording="Ich will schwimmen lernen."), on=opened)
    assert _agreed_in(desk, 2025) == 0
    assert _agreed_in(desk, 2026) == 1
    planning.change_goal(desk, case_id, old.id, old.version, GoalState.REACHED, on=opened)
    assert _figure(desk, 2026, "goals_reached_by_area") == 1


def _agreed_in(desk: Desk, year: int) -> int:
    return _figure(desk, year, "goals_agreed_by_area")


def _figure(desk: Desk, year: int, code: str) -> int:
    with desk.vault.reading() as connection:
        figures = count_sheet(connection, desk.profile.sheet(year), year).figures
    return next(each.total for each in figures if each.code == code)
