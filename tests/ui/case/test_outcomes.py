"""What came of referrals and measures, said and seen in the real window (P7, Z6)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt

from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.common.drafts import open_drafts
from intman_desktop.services.papers import paper_kinds, papers
from intman_desktop.services.plans.planning import plan_view
from intman_desktop.ui.case.referral_line import ReferralRow
from intman_desktop.ui.plan.goal_editor import GoalEditor
from intman_desktop.ui.plan.goals_block import GoalsBlock
from intman_desktop.ui.plan.plan_panel import PlanPanel
from intman_desktop.ui.plan.review import ReviewCard
from intman_desktop.ui.talk.page import TalkPage
from intman_desktop.ui.unlock.reasons import LockReason
from intman_desktop.values.case_file import Referral
from intman_desktop.values.codes import Block
from tests.builders import a_case_file, a_goal, a_participant, a_plan, a_talk
from tests.documents.reading import text_of
from tests.opened import TODAY
from tests.ui.case.journeys import OnCase
from tests.ui.hands import button, unnamed
from tests.ui.speaking import pick
from tests.ui.test_drafts_kept import unlocked


@pytest.fixture
def on_case(on_case: Callable[..., OnCase]) -> Callable[[str], OnCase]:
    def opened(tab: str) -> OnCase:
        goal = a_goal(next_review=date(2026, 11, 12))
        file = a_case_file(plan=a_plan(goals=(goal,)))
        referrals = (Referral("jobcenter"), Referral("family_benefits_office"))
        part = a_participant(file.case.key, referrals=referrals)
        return on_case(file, talks=[a_talk(file.case.key, participants=(part,))], tab=tab)

    return opened


def referral_rows(case: OnCase) -> list[ReferralRow]:
    return [each for each in case.page.findChildren(ReferralRow) if each.isVisible()]


def measures(case: OnCase) -> list[tuple[str, date | None]]:
    plan = case.hands.asked(plan_view, 1).plan
    assert plan is not None
    (goal,) = plan.goals
    return [(each.outcome, each.done_on) for each in goal.measures]


def test_p7_the_outcome_of_a_referral_is_said_shown_and_taken_back(
    on_case: Callable[[str], OnCase],
) -> None:
    case = on_case("talks")
    first, second = referral_rows(case)
    assert "→ Jobcenter" in case.words()
    assert [button(each, "Ergebnis").accessibleName() for each in (first, second)] == [
        "Ergebnis: Jobcenter",
        "Ergebnis: Familienkasse",
    ]
    case.click("Ergebnis", first)
    assert case.page.focusWidget() in (first.outcome, first.outcome.line())
    assert not second.outcome.isVisible()
    assert unnamed(first) == []
    pick(case.hands.qtbot, first.outcome, "teilweise")
    case.hands.into(first.on, "12.11.2026")
    case.click("Ergebnis speichern", first)
    assert case.hands.notice() == "Ergebnis gespeichert"
    assert "→ Jobcenter: hat teilweise geholfen (12.11.2026)" in case.words()
    case.go("journal")
    case.go("talks")
    assert "→ Jobcenter: hat teilweise geholfen (12.11.2026)" in case.words()
    case.undo()
    assert "hat teilweise geholfen" not in case.words()


def locked(case: OnCase) -> None:
    case.hands.program.locking.lock(LockReason.SCREEN)
    unlocked(case.hands)


def turned(case: OnCase) -> None:
    case.page.go("papers")
    case.hands.settle()


@pytest.mark.parametrize("left", [locked, turned])
def test_p7_an_outcome_that_is_left_while_it_is_saved_leaves_no_draft_but_of_another_that_is_typed(
    on_case: Callable[[str], OnCase], left: Callable[[OnCase], object]
) -> None:
    case = on_case("talks")
    first, second = referral_rows(case)
    for row in (first, second):
        case.click("Ergebnis", row)
        pick(case.hands.qtbot, row.outcome, "teilweise")
    others = second.typed()
    assert others is not None
    button(first, "Ergebnis speichern").click()
    left(case)
    (draft,) = case.hands.asked(open_drafts)
    (talk,) = case.hands.asked(open_case, 1).file.talks
    (part,) = talk.participants
    assert [bool(each.outcome) for each in part.referrals] == [True, False]
    assert list(json.loads(draft.content)["values"]["values"]["outcomes"].values()) == [others]


def test_p7_an_outcome_of_tomorrow_is_refused_with_its_words(on_case: Callable[[str], OnCase]) -> None:
    case = on_case("talks")
    row = referral_rows(case)[0]
    case.click("Ergebnis", row)
    pick(case.hands.qtbot, row.outcome, "abgelehnt")
    case.hands.into(row.on, "21.11.2026")
    case.click("Ergebnis speichern", row)
    assert "21.11.2026" in f"{case.hands.notice()} {case.words()}"
    case.go("journal")
    case.go("talks")
    assert "abgelehnt" not in case.words()


def test_z6_the_outcome_of_a_measure_is_said_in_the_review_and_stands_on_card_and_paper(
    on_case: Callable[[str], OnCase],
) -> None:
    case = on_case("plan")
    (panel,) = case.page.findChildren(PlanPanel)
    panel.review()
    case.hands.settle()
    card = panel.pane.content
    assert isinstance(card, ReviewCard)
    (row,) = card.measures.rows
    pick(case.hands.qtbot, row.outcome, "hat geholfen")
    case.hands.into(row.done_on, "3.11.2026")
    assert unnamed(panel.pane) == []
    case.click("Festhalten", panel)
    assert measures(case) == [("helped", date(2026, 11, 3))]
    assert "hat geholfen" in case.hands.words(panel.pane)
    assert "hat geholfen" in text_of(case.hands.asked(papers.paper, paper_kinds.INTEGRATION_PLAN, 1).content)


def test_z6_the_outcome_of_a_measure_is_said_where_the_goal_is_changed(
    on_case: Callable[[str], OnCase],
) -> None:
    case = on_case("plan")
    (panel,) = case.page.findChildren(PlanPanel)
    plan = case.hands.asked(plan_view, 1).plan
    assert plan is not None
    (goal,) = plan.goals
    panel.blocks.button(Block.GOALS).click()
    goals = panel.pane.content
    assert isinstance(goals, GoalsBlock)
    goals.edit.emit(goal.id)
    case.hands.settle()
    editor = panel.pane.content
    assert isinstance(editor, GoalEditor)
    row = editor.measures.rows()[0]
    pick(case.hands.qtbot, row.outcome, "Warteliste")
    assert row.done_on.text() == ""
    pick(case.hands.qtbot, row.outcome, "nicht wahrgenommen")
    assert row.done_on.value() == TODAY
    case.hands.into(row.done_on, "3.11.2026")
    pick(case.hands.qtbot, row.outcome, "kein passendes")
    pick(case.hands.qtbot, row.outcome, "nicht wahrgenommen")
    case.click("Ziel speichern", panel)
    assert case.hands.notice() == "Ziel gespeichert"
    assert measures(case) == [("not_taken_up", date(2026, 11, 3))]
    assert "nicht wahrgenommen" in case.hands.words(panel.pane)


def test_z6_a_need_without_an_offer_is_said_in_the_talk_and_settled_later(
    on_case: Callable[[str], OnCase],
) -> None:
    case = on_case("talks")
    page = case.hands.open(TalkPage, "talk", case_id=1, talk_id=1)
    (part,) = page.sheet.notes.parts()
    assert not part.no_offer.isChecked()
    part.no_offer.setFocus()
    case.hands.press(Qt.Key.Key_Space)
    assert part.no_offer.isChecked()
    assert unnamed(part) == []
    case.hands.save()
    case.hands.settle()
    case.go("talks")
    rows = referral_rows(case)
    assert "Bedarf ohne Angebot" in case.words().splitlines()
    need = rows[-1]
    assert button(need, "Ergebnis").accessibleName() == "Ergebnis: Bedarf ohne Angebot"
    case.click("Ergebnis", need)
    pick(case.hands.qtbot, need.outcome, "hat geholfen")
    case.hands.into(need.on, "19.11.2026")
    case.click("Ergebnis speichern", need)
    assert "Bedarf ohne Angebot: hat geholfen (19.11.2026)" in case.words()
    page = case.hands.open(TalkPage, "talk", case_id=1, talk_id=1)
    (part,) = page.sheet.notes.parts()
    assert part.no_offer.isChecked()
    assert [(each.service, each.outcome) for each in part.part().referrals][-1] == ("", "helped")
