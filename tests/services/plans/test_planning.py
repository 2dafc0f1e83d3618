"""I1 to I9, K4, P3, Z5: the plan of a case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from intman_desktop.errors import ChangedMeanwhile, NotFound, Refused
from intman_desktop.language import use_language
from intman_desktop.models.reading import read_case_file
from intman_desktop.services.across.overview import deadlines, deadlines_of
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.casework.needs import save_needs
from intman_desktop.services.casework.talks import note_talk
from intman_desktop.services.common.admission import whole_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.papers.papers import paper
from intman_desktop.services.plans import planning
from intman_desktop.services.plans.planning import refresh_lights
from intman_desktop.services.rights.consents import record_agreement
from intman_desktop.values.case_file import Agreement, Answer, CaseFile, NeedsAssessment, Plan, PlanSpan
from intman_desktop.values.codes import Block, CaseState, GoalState, Light, YesNoUnknown
from intman_desktop.values.deadline_views import DeadlineKind
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.outcome import Outcome
from intman_desktop.values.plan_views import PlanView
from intman_desktop.values.views import ChainStep, StepState
from tests import builders as a
from tests import saving
from tests.documents.reading import text_of
from tests.opened import TODAY, on_day, put_in

BEGUN = date(2026, 10, 5)


def put(desk: Desk, **details: object) -> int:
    """Write a case with these details into the store and return its id."""
    file = a.a_case_file(**details)
    return put_in(desk, [file])[file.case.key]


def plan_of(desk: Desk, case_id: int) -> Plan:
    """Return the plan as it stands in the store."""
    with desk.vault.reading() as connection:
        file = read_case_file(connection, case_id)
    assert file is not None
    assert file.plan is not None
    return file.plan


def light_of(view: PlanView, block: Block) -> Light:
    """Return the light of one block."""
    return next(each.light for each in view.blocks if each.block is block)


@pytest.fixture
def case_id(desk: Desk) -> int:
    """Return the id of a case without a plan."""
    return put(desk, plan=None)


def test_p3_a_plan_begins_on_the_day_of_the_second_talk(desk: Desk, case_id: int) -> None:
    view = planning.begin_plan(desk, case_id, BEGUN).value
    assert view.plan is not None
    assert (view.plan.begun_on, view.open, view.made) == (BEGUN, True, False)
    assert [(span.opened_on, span.closed_on) for span in view.plan.spans] == [(BEGUN, None)]
    assert planning.plan_view(desk, case_id) == view


def test_i9_a_person_has_never_two_plans(desk: Desk, case_id: int) -> None:
    planning.begin_plan(desk, case_id, BEGUN)
    with pytest.raises(Refused, match="plan_exists"):
        planning.begin_plan(desk, case_id, BEGUN)
    planning.close_plan(desk, case_id, TODAY, "other")
    with pytest.raises(Refused, match="plan_exists"):
        planning.begin_plan(desk, case_id, TODAY)


COUNSELLED = a.a_case(counselled_before=YesNoUnknown.YES)


def test_p3_a_plan_brought_along_is_continued_from_here(desk: Desk) -> None:
    case_id, elsewhere = put(desk, case=COUNSELLED, plan=None), date(2025, 3, 1)
    planning.begin_plan(desk, case_id, elsewhere, brought_along=True, opened_on=BEGUN)
    plan = plan_of(desk, case_id)
    assert (plan.begun_on, plan.brought_along, plan.spans[0].opened_on) == (elsewhere, True, BEGUN)


def test_c7_who_was_never_counselled_brings_no_plan_along(desk: Desk, case_id: int) -> None:
    with pytest.raises(Refused, match="plan_brought_from_nowhere"):
        planning.begin_plan(desk, case_id, date(2025, 3, 1), brought_along=True, opened_on=BEGUN)


@pytest.mark.parametrize(
    ("days", "needed"), [((a.OPENED_ON,), None), ((a.OPENED_ON, BEGUN, TODAY), BEGUN)], ids=["one", "three"]
)
def test_p3_the_plan_that_is_missing_begins_with_the_second_talk(
    desk: Desk, days: tuple[date, ...], needed: date | None
) -> None:
    file = a.a_case_file(plan=None, needs_assessment=None)
    talks = [a.a_talk(file.case.key, on=day) for day in days]
    assert planning.plan_view(desk, put_in(desk, [file], talks)[file.case.key]).needed_on == needed


def test_i9_a_closed_plan_takes_nothing_more_until_it_is_taken_up_again(desk: Desk) -> None:
    """I9, K3: a goal written after the closing would count as agreed in that year."""
    case_id = put(desk)
    (kept,) = plan_of(desk, case_id).goals
    closed_on = TODAY - timedelta(days=3)
    planning.close_plan(desk, case_id, closed_on, "goals_reached")
    before = plan_of(desk, case_id)
    for act in (
        lambda: planning.save_goal(desk, case_id, a.a_goal(id=0)),
        lambda: planning.save_goal(desk, case_id, replace(kept, wording="Anders")),
        lambda: planning.change_goal(desk, case_id, kept.id, kept.version, GoalState.REACHED, on=TODAY),
        lambda: saving.save_no_goal(desk, case_id, "noch unklar", TODAY),
    ):
        with pytest.raises(Refused, match="plan_not_open"):
            act()
    with pytest.raises(Refused, match="signature_after_closing"):
        saving.sign_plan(desk, case_id, TODAY, None)
    assert plan_of(desk, case_id) == before
    saving.sign_plan(desk, case_id, closed_on, closed_on)
    planning.reopen_plan(desk, case_id, TODAY)
    assert saving.save_no_goal(desk, case_id, "noch unklar", TODAY).value.open


def test_k4_a_plan_closes_with_a_reason_of_the_list_alone(desk: Desk) -> None:
    case_id = put(desk)
    with pytest.raises(Refused, match="ending_reason_unknown"):
        planning.close_plan(desk, case_id, TODAY, "quatsch")
    assert planning.plan_view(desk, case_id).open


def test_p2_a_plan_is_not_opened_here_before_the_basic_consent(desk: Desk) -> None:
    """P2, K4: the day before the consent no plan is begun here, and none brought along is continued."""
    case_id = put(desk, case=COUNSELLED, plan=None)
    day_before = a.OPENED_ON - timedelta(days=1)
    with pytest.raises(Refused, match="plan_before_consent"):
        planning.begin_plan(desk, case_id, day_before)
    with pytest.raises(Refused, match="plan_before_consent"):
        planning.begin_plan(desk, case_id, date(2025, 3, 1), brought_along=True, opened_on=day_before)
    assert planning.plan_view(desk, case_id).plan is None
    assert planning.begin_plan(desk, case_id, a.OPENED_ON).value.open


def test_i7_a_plan_cannot_begin_in_the_future(desk: Desk, case_id: int) -> None:
    with pytest.raises(Refused, match="plan_begin_in_future"):
        planning.begin_plan(desk, case_id, TODAY + timedelta(days=1))
    assert planning.plan_view(desk, case_id).plan is None


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"case": a.a_case(state=CaseState.ENDED, ended_on=TODAY)}, "case_is_ended"),
        ({"case": a.a_case(hold_since=TODAY, hold_reason="Klage")}, "case_on_hold"),
        ({"consents": ()}, "basic_missing"),
    ],
)
def test_p2_a_closed_case_takes_no_plan(desk: Desk, details: dict[str, object], code: str) -> None:
    case_id = put(desk, plan=None, **details)
    with pytest.raises(Refused, match=code):
        planning.begin_plan(desk, case_id, BEGUN)


def test_an_unknown_case_is_named(desk: Desk) -> None:
    with pytest.raises(NotFound):
        planning.plan_view(desk, 4711)


def test_i8_steps_and_course_light_their_blocks(desk: Desk, case_id: int) -> None:
    begun = planning.begin_plan(desk, case_id, BEGUN).value
    assert light_of(begun, Block.COURSE) is Light.BEGUN
    assert light_of(begun, Block.STEPS) is Light.MISSING
    assert begun.plan is not None
    written = replace(begun.plan, steps="Zuerst Deutsch.", course="Läuft gut.")
    view = planning.save_plan_texts(desk, case_id, written).value
    assert light_of(view, Block.COURSE) is Light.COMPLETE
    assert light_of(view, Block.STEPS) is Light.COMPLETE
    assert view.complete_blocks == plan_of(desk, case_id).complete_blocks == 2


def test_texts_over_a_newer_version_are_refused(desk: Desk, case_id: int) -> None:
    begun = planning.begin_plan(desk, case_id, BEGUN).value.plan
    assert begun is not None
    planning.save_plan_texts(desk, case_id, replace(begun, steps="Erste Fassung"))
    with pytest.raises(ChangedMeanwhile):
        planning.save_plan_texts(desk, case_id, replace(begun, steps="Zweite Fassung"))
    assert plan_of(desk, case_id).steps == "Erste Fassung"


@pytest.mark.parametrize("stale", ["save_no_goal", "set_block_reason", "sign_plan"])
@pytest.mark.parametrize("newer", ["save_no_goal", "set_block_reason", "sign_plan", "save_plan_texts"])
def test_i8_z5_no_form_of_a_plan_writes_over_a_newer_one(desk: Desk, stale: str, newer: str) -> None:
    """Sentence, reason, signatures: what was read before another saving is refused, and nothing is lost."""
    case_id = put(desk, plan=a.a_plan(goals=()))
    read = plan_of(desk, case_id)
    acts: dict[str, Callable[[int, str, date], object]] = {
        "save_no_goal": lambda version, words, on: planning.save_no_goal(desk, case_id, version, words, on),
        "set_block_reason": lambda version, words, _on: planning.set_block_reason(
            desk, case_id, version, Block.LANGUAGE, words
        ),
        "sign_plan": lambda version, _words, _on: planning.sign_plan(desk, case_id, version, TODAY, TODAY),
        "save_plan_texts": lambda version, words, _on: planning.save_plan_texts(
            desk, case_id, replace(read, steps=words, version=version)
        ),
    }
    acts[newer](read.version, "lang und sorgfältig", TODAY + timedelta(days=20))
    kept = plan_of(desk, case_id)
    with pytest.raises(ChangedMeanwhile):
        acts[stale](read.version, "alt", TODAY)
    assert plan_of(desk, case_id) == kept
    acts[stale](kept.version, "neu", TODAY + timedelta(days=30))


@pytest.mark.parametrize("block", [Block.PERSONAL, Block.LANGUAGE, Block.EDUCATION, Block.STEPS])
def test_i8_a_reason_leaves_a_block_open_and_never_complete(desk: Desk, block: Block) -> None:
    case_id = put(desk)
    view = saving.set_block_reason(desk, case_id, block, " Zeugnisse fehlen ").value
    (shown,) = (each for each in view.blocks if each.block is block)
    assert (shown.light, shown.reason, shown.may_be_reasoned) == (
        Light.OPEN_WITH_REASON,
        "Zeugnisse fehlen",
        True,
    )
    again = saving.set_block_reason(desk, case_id, block, "Termin im Mai").value
    assert [each.reason for each in again.blocks if each.block is block] == ["Termin im Mai"]
    back = saving.set_block_reason(desk, case_id, block, None).value
    assert light_of(back, block) is not Light.OPEN_WITH_REASON


@pytest.mark.parametrize("block", [Block.GOALS, Block.COURSE])
def test_i8_goals_and_course_cannot_be_reasoned_away(desk: Desk, block: Block) -> None:
    case_id = put(desk)
    with pytest.raises(Refused, match="block_reason_not_allowed"):
        saving.set_block_reason(desk, case_id, block, "keine Zeit")
    assert plan_of(desk, case_id).block_reasons == ()


def test_i8_what_is_missing_is_named_by_its_label(desk: Desk) -> None:
    case_id = put(desk)
    view = planning.plan_view(desk, case_id)
    named = [fact.values["field"] for each in view.blocks for fact in each.missing if "field" in fact.values]
    assert named
    assert not {label for label in named if desk.profile.field(str(label))}, "labels, no codes"


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ({"valid_to": date(2026, 10, 31)}, "galt bis 31.10.2026, danach ist nichts bekannt."),
        ({"valid_from": date(2027, 6, 1)}, "gilt erst ab 01.06.2027."),
        ({"valid_to": TODAY}, ""),
    ],
)
def test_i8_of_a_value_that_does_not_hold_today_block_and_paper_say_so(
    desk: Desk, held: dict[str, Any], said: str
) -> None:
    """The paper left it out in silence. The light is judged when something is saved, and lists sort by it."""
    answers = (Answer("work", "none"), Answer("housing", "private_rent", **held))
    case_id = put(desk, answers=answers)
    view = planning.plan_view(desk, case_id)
    (block,) = [each for each in view.blocks if each.block is Block.WORK_AND_HOUSING]
    assert block.light is Light.COMPLETE
    assert [sentence(fact) for fact in block.missing] == ([f"Wohnform: {said}"] if said else [])
    assert ("Noch offen: Wohnform" in text_of(paper(desk, "integration_plan", case_id).content)) is bool(said)


def test_i8_no_goal_yet_needs_a_reason_and_a_day(desk: Desk, case_id: int) -> None:
    planning.begin_plan(desk, case_id, BEGUN)
    until = TODAY + timedelta(days=20)
    view = saving.save_no_goal(desk, case_id, "Erst Wohnung klären", until).value
    assert (light_of(view, Block.GOALS), view.made) == (Light.OPEN_WITH_REASON, True)
    with pytest.raises(Refused, match="no_goal_day_missing"):
        saving.save_no_goal(desk, case_id, "Erst Wohnung klären", None)
    with pytest.raises(Refused, match="no_goal_until_past"):
        saving.save_no_goal(desk, case_id, "Erst Wohnung klären", TODAY - timedelta(days=1))


@pytest.mark.parametrize(
    ("agreement", "refused"),
    [
        (None, True),
        (a.an_agreement(client_signed_on=None), True),
        (a.an_agreement(client_signed_on=None, worker_signed_on=None, oral_on=BEGUN), False),
    ],
)
def test_b1_what_the_chain_says_waits_for_the_agreement_is_refused(
    desk: Desk, agreement: Agreement | None, refused: bool
) -> None:
    """Needs and plan; a talk is never lost, and until the agreement is there the case heads the deadlines."""
    case_id = put(desk, plan=None, needs_assessment=None, agreement=agreement)
    with desk.vault.reading() as connection:
        file = whole_case(connection, case_id)
    key, agreement = file.case.key, file.agreement
    for on in (BEGUN, BEGUN + timedelta(days=3)):
        noted = note_talk(desk, a.a_talk(key, on=on)).value
    assert [each.case_id for each in noted.plan_needed] == [case_id]
    needs = NeedsAssessment(BEGUN)
    acts: tuple[Callable[[], object], ...] = (
        lambda: save_needs(desk, case_id, needs, ()),
        lambda: planning.begin_plan(desk, case_id, BEGUN),
    )
    steps = {each.step: each.state for each in open_case(desk, case_id).chain}
    assert (steps[ChainStep.PLAN] is StepState.CLOSED) is refused
    if refused:
        for act in acts:
            with pytest.raises(Refused, match="agreement_needed"):
                act()
        assert deadlines(desk)[0].kind is DeadlineKind.SIGNATURE
        record_agreement(desk, case_id, a.an_agreement(id=agreement.id if agreement else 0))
    for act in acts:
        act()
    assert not {DeadlineKind.PLAN_MISSING} & {row.kind for row in deadlines_of(desk, case_id)}


def test_k4_a_plan_made_by_the_sentence_stays_made_until_a_goal_is_agreed(desk: Desk, case_id: int) -> None:
    """Taken back without a goal, the plan would leave a year that was counted, and handed in perhaps."""
    planning.begin_plan(desk, case_id, BEGUN)
    saving.save_no_goal(desk, case_id, "Erst Wohnung klären", TODAY + timedelta(days=20))
    with pytest.raises(Refused, match="no_goal_needed"):
        saving.save_no_goal(desk, case_id, " ", None)
    changed = saving.save_no_goal(desk, case_id, "Erst die Kita", TODAY + timedelta(days=30)).value
    assert changed.made
    planning.save_goal(desk, case_id, a.a_goal(id=0, state=GoalState.AGREED, history=(), measures=()))
    taken_back = saving.save_no_goal(desk, case_id, " ", None).value
    assert taken_back.plan is not None
    assert (taken_back.made, taken_back.plan.no_goal_until) == (True, None)


def test_i8_p3_a_begun_plan_without_goal_and_sentence_is_due_since_it_was_opened(
    desk: Desk, case_id: int
) -> None:
    planning.begin_plan(desk, case_id, BEGUN)
    planning.save_goal(
        desk, case_id, a.a_goal(id=0, state=GoalState.PROPOSED, agreed_on=None, history=(), measures=())
    )
    (due,) = [row for row in deadlines_of(desk, case_id) if row.kind is DeadlineKind.NO_GOAL]
    assert (due.due, due.matter) == (BEGUN, Explanation("due_goal_missing", {"begun_on": BEGUN}))
    saving.save_no_goal(desk, case_id, "Erst Wohnung klären", TODAY + timedelta(days=20))
    (due,) = [row for row in deadlines_of(desk, case_id) if row.kind is DeadlineKind.NO_GOAL]
    assert (due.due, due.matter.code) == (TODAY + timedelta(days=20), "due_no_goal")


def test_z1_i6_the_goals_say_that_none_is_open_though_they_are_complete(desk: Desk) -> None:
    reached = a.a_goal(state=GoalState.REACHED, next_review=None)
    case_id = put(desk, plan=a.a_plan(goals=(reached,)))
    view = planning.plan_view(desk, case_id)
    goals = next(each for each in view.blocks if each.block is Block.GOALS)
    assert goals.light is Light.COMPLETE
    assert [sentence(fact) for fact in goals.missing] == ["Seit dem 12.01.2026 ist kein Ziel mehr offen."]
    until = TODAY + timedelta(days=20)
    said = saving.save_no_goal(desk, case_id, "Sie bekommt ein Kind", until).value
    goals = next(each for each in said.blocks if each.block is Block.GOALS)
    assert goals.light is Light.COMPLETE
    assert [sentence(fact) for fact in goals.missing] == [
        "Noch kein neues Ziel; bis 10.12.2026 soll eines vereinbart sein."
    ]


def test_z5_both_signatures_are_recorded(desk: Desk) -> None:
    case_id = put(desk)
    view = saving.sign_plan(desk, case_id, TODAY, None).value
    assert view.plan is not None
    assert (view.plan.client_signed_on, view.plan.worker_signed_on) == (TODAY, None)
    with pytest.raises(Refused, match="signature_in_future"):
        saving.sign_plan(desk, case_id, TODAY, TODAY + timedelta(days=1))
    with pytest.raises(Refused, match="signature_before_plan"):
        saving.sign_plan(desk, case_id, a.OPENED_ON - timedelta(days=1), None)


def test_k4_closed_on_is_the_last_open_day_and_a_plan_is_taken_up_again(desk: Desk) -> None:
    case_id = put(desk)
    last = TODAY - timedelta(days=3)
    closed = planning.close_plan(desk, case_id, last, "goals_reached").value
    assert closed.open is False
    with pytest.raises(Refused, match="plan_not_open"):
        planning.close_plan(desk, case_id, last, "goals_reached")
    with pytest.raises(Refused, match="plan_spans_overlap"):
        planning.reopen_plan(desk, case_id, last)
    again = planning.reopen_plan(desk, case_id, last + timedelta(days=1)).value
    assert again.open is True
    assert [(s.opened_on, s.closed_on, s.reason) for s in plan_of(desk, case_id).spans] == [
        (a.OPENED_ON, last, "goals_reached"),
        (last + timedelta(days=1), None, ""),
    ]
    with pytest.raises(Refused, match="plan_is_open"):
        planning.reopen_plan(desk, case_id, TODAY)


def test_i9_what_is_kept_of_a_new_begin_is_german_whatever_the_screen_speaks(desk: Desk) -> None:
    use_language("en")
    case_id = put(desk, plan=a.a_plan(goals=(a.a_goal(), a.a_goal(wording="Einen Arzt finden"))))
    planning.close_plan(desk, case_id, TODAY - timedelta(days=3), "goals_reached")
    taken = plan_of(desk, case_id).goals[0].id
    planning.reopen_plan(desk, case_id, TODAY, goals=(taken,))
    assert [goal.history[-1].note for goal in plan_of(desk, case_id).goals] == [
        "beim Neubeginn übernommen",
        "beim Neubeginn nicht übernommen",
    ]


def test_k4_closing_needs_a_reason(desk: Desk) -> None:
    case_id = put(desk)
    with pytest.raises(Refused, match="plan_span_reason_missing"):
        planning.close_plan(desk, case_id, TODAY, " ")
    assert planning.plan_view(desk, case_id).open is True


def test_without_a_plan_there_is_nothing_to_write_sign_or_close(desk: Desk, case_id: int) -> None:
    verbs: tuple[Callable[[], object], ...] = (
        lambda: planning.save_plan_texts(desk, case_id, Plan()),
        lambda: saving.sign_plan(desk, case_id, TODAY, TODAY),
        lambda: planning.close_plan(desk, case_id, TODAY, "other"),
        lambda: saving.set_block_reason(desk, case_id, Block.LANGUAGE, "krank"),
    )
    for verb in verbs:
        with pytest.raises(Refused, match="plan_not_begun"):
            verb()


def test_i9_the_history_shows_when_a_block_fell_back(desk: Desk) -> None:
    case_id = put(desk, plan=a.a_plan(course="läuft"))
    early, late = on_day(desk, date(2026, 11, 1)), on_day(desk, date(2026, 11, 9))
    with early.vault.transaction() as connection:
        refresh_lights(connection, early, case_id, date(2026, 11, 1))
    emptied = replace(plan_of(desk, case_id), steps="")
    planning.save_plan_texts(late, case_id, emptied)
    steps = [(c.light, c.on) for c in plan_of(desk, case_id).light_changes if c.block is Block.STEPS]
    assert steps == [(Light.COMPLETE, date(2026, 11, 1)), (Light.MISSING, date(2026, 11, 9))]


def test_i9_nothing_is_kept_where_no_light_changed(desk: Desk) -> None:
    case_id = put(desk)
    for _ in range(2):
        with desk.vault.transaction() as connection:
            refresh_lights(connection, desk, case_id, TODAY)
    kept = plan_of(desk, case_id).light_changes
    assert len(kept) == len({change.block for change in kept})


def test_i9_lights_of_a_case_without_plan_are_not_kept(desk: Desk, case_id: int) -> None:
    with desk.vault.transaction() as connection:
        refresh_lights(connection, desk, case_id, TODAY)
    assert planning.plan_view(desk, case_id).plan is None


def test_i8_the_clients_own_columns_answer_too(desk: Desk) -> None:
    fields = [f for f in desk.profile.fields_of(Block.PERSONAL) if f.core and f.source == "answer"]
    answers = tuple(Answer(f.code, "x") for f in fields)
    case_id = put(desk, answers=answers)
    assert light_of(planning.plan_view(desk, case_id), Block.PERSONAL) is Light.COMPLETE


def _begin(desk: Desk, case_id: int) -> Outcome[PlanView]:
    return planning.begin_plan(desk, case_id, BEGUN)


def _close(desk: Desk, case_id: int) -> Outcome[PlanView]:
    return planning.close_plan(desk, case_id, TODAY, "other")


def _reason(desk: Desk, case_id: int) -> Outcome[PlanView]:
    return saving.set_block_reason(desk, case_id, Block.LANGUAGE, "krank")


@pytest.mark.parametrize(
    ("verb", "plan"), [(_begin, None), (_close, a.a_plan()), (_reason, a.a_plan())], ids=lambda p: str(p)[:9]
)
def test_undo_gives_the_plan_back_as_it_was(
    desk: Desk, verb: Callable[[Desk, int], Outcome[PlanView]], plan: Plan | None
) -> None:
    case_id = put(desk, plan=plan)
    before = planning.plan_view(desk, case_id)
    done = verb(desk, case_id)
    assert done.value != before
    assert done.undo is not None
    done.undo()
    after = planning.plan_view(desk, case_id)
    if after.plan is not None and before.plan is not None:
        after = replace(after, plan=replace(after.plan, version=before.plan.version))
    assert after == before


def test_several_changes_of_one_plan_are_taken_back_one_after_the_other(desk: Desk, case_id: int) -> None:
    """Each step back leaves the rows as they were, which is what the step before it looks for."""
    before = planning.plan_view(desk, case_id)
    begun = planning.begin_plan(desk, case_id, BEGUN)
    assert begun.value.plan is not None
    told = saving.save_no_goal(desk, case_id, "erst ankommen", date(2026, 12, 31))
    assert told.value.plan is not None
    written = planning.save_plan_texts(desk, case_id, replace(told.value.plan, steps="Deutsch."))
    stale = written.value.plan
    for done in (written, told):
        assert done.undo is not None
        done.undo()
    assert stale is not None
    with pytest.raises(ChangedMeanwhile):  # a form that was opened in between overwrites nothing
        planning.save_plan_texts(desk, case_id, replace(stale, steps="Arbeit."))
    assert begun.undo is not None
    begun.undo()
    assert planning.plan_view(desk, case_id) == before


def test_undo_does_not_overwrite_what_came_after(desk: Desk) -> None:
    case_id = put(desk)
    done = saving.set_block_reason(desk, case_id, Block.LANGUAGE, "krank")
    saving.set_block_reason(desk, case_id, Block.LANGUAGE, "auf Reisen")
    assert done.undo is not None
    with pytest.raises(ChangedMeanwhile):
        done.undo()
    assert [each.reason for each in plan_of(desk, case_id).block_reasons] == ["auf Reisen"]


def test_e3_closed_goal_areas_are_not_offered(desk: Desk) -> None:
    having, lacking = put(desk), put(desk, consents=(a.a_consent(),))
    offered = [{code for code, _ in planning.plan_view(desk, each).areas} for each in (having, lacking)]
    assert offered[0] - offered[1] == {"health"}
    assert "personal" in offered[1]


def test_z2_reviews_that_are_due_are_counted(desk: Desk) -> None:
    late = a.a_goal(next_review=TODAY - timedelta(days=1))
    done = a.a_goal(state=GoalState.REACHED, next_review=TODAY - timedelta(days=9))
    case_id = put(desk, plan=a.a_plan(goals=(late, a.a_goal(), done)))
    view = planning.plan_view(desk, case_id)
    assert (view.reviews_due, view.next_review) == (1, late.next_review)
    assert [goal.review_due for goal in view.goals] == [True, False, False]


def test_a_plan_laid_down_without_a_begin_is_begun_in_place(desk: Desk) -> None:
    case_id = put(desk, plan=Plan(steps="vorab notiert"))
    planning.begin_plan(desk, case_id, BEGUN)
    plan = plan_of(desk, case_id)
    assert (plan.begun_on, plan.steps, [s.opened_on for s in plan.spans]) == (BEGUN, "vorab notiert", [BEGUN])


def test_the_file_of_a_plan_keeps_its_span(desk: Desk) -> None:
    file: CaseFile = a.a_case_file(plan=a.a_plan(spans=(PlanSpan(a.OPENED_ON),)))
    case_id = put_in(desk, [file])[file.case.key]
    assert planning.plan_view(desk, case_id).open is True
