"""The goals of a plan stand in one order, on the screen and on the paper that goes with it (Z3, U2)."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint

from intman_desktop.services.papers.paper_kinds import INTEGRATION_PLAN
from intman_desktop.services.papers.papers import paper
from intman_desktop.ui.plan.goal_card import GoalCard
from intman_desktop.values.codes import GoalState
from tests.builders import a_case_file, a_goal, a_plan
from tests.documents.reading import pages_of

GOALS = (
    ("work", "Eine Stelle finden", GoalState.AGREED),
    ("other", "Den Führerschein machen", GoalState.DROPPED),
    ("participation", "In den Chor gehen", GoalState.IN_PROGRESS),
    ("language", "Die A2-Prüfung ablegen", GoalState.REACHED),
    ("housing", "Eine Wohnung finden", GoalState.PROPOSED),
    ("work", "Ein Praktikum machen", GoalState.DEFERRED),
    ("finances", "Das Konto eröffnen", GoalState.PARTLY_REACHED),
)
IN_ORDER = [
    "Eine Stelle finden",
    "Ein Praktikum machen",
    "In den Chor gehen",
    "Eine Wohnung finden",
    "Die A2-Prüfung ablegen",
    "Das Konto eröffnen",
    "Den Führerschein machen",
]


def test_z3_the_paper_tells_the_goals_in_the_order_in_which_they_stand_on_the_screen(plan_of: Any) -> None:
    goals = tuple(a_goal(area=area, wording=words, state=state) for area, words, state in GOALS)
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=goals)))
    names = {each.goal.id: each.goal.wording for each in panel.pane._form.view.goals}
    cards = panel.findChildren(GoalCard)
    cards.sort(key=lambda card: card.mapTo(panel, QPoint(0, 0)).y())
    assert [names[card.goal_id] for card in cards] == IN_ORDER
    told = " ".join("".join(pages_of(hands.asked(paper, INTEGRATION_PLAN, 1).content)).split())
    places = [told.index(words) for words in IN_ORDER]
    assert places == sorted(places)
    heads = ("Was Sie schon erreicht haben", "Was nicht erreicht oder nicht weiterverfolgt wurde")
    assert all(
        told.index(head) < told.index(words) for head, words in zip(heads, IN_ORDER[4::2], strict=True)
    )
