"""Z3: a measure that the worker took on, settled where it stands, moved, and opened at its goal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from intman_desktop.services.casework.cases import open_case
from intman_desktop.ui.case.deadlines_panel import DeadlinesPanel
from intman_desktop.ui.case.page import CasePage
from intman_desktop.ui.deadlines.page import DeadlinesPage
from intman_desktop.values.case_file import Measure
from intman_desktop.values.codes import Actor
from tests.builders import a_case_file, a_goal, a_signed_plan, a_talk
from tests.ui.hands import Hands

TODAY = date(2026, 11, 20)
MINE = Measure("Beim Träger nach einem Platz fragen", Actor.WORKER, until=TODAY)


@pytest.fixture
def promised(qtbot: QtBot, open_program: Callable[..., Any]) -> Hands:
    """Return the program over one case in which nothing is due but a measure of the worker."""
    plan = a_signed_plan(goals=(a_goal(next_review=None, measures=(MINE,)),))
    file = a_case_file(plan=plan, household=())
    return Hands(qtbot, open_program([file], [a_talk(file.case.key, on=date(2026, 11, 2))]))


def kept(hands: Hands) -> Measure:
    plan = hands.asked(open_case, 1).file.plan
    assert plan is not None
    return plan.goals[0].measures[0]


def test_z3_a_measure_is_done_in_the_list_of_deadlines_and_taken_back(promised: Hands) -> None:
    page = promised.open(DeadlinesPage, "deadlines")
    assert "Eigene Maßnahme: Beim Träger nach einem Platz fragen" in promised.words(page.bar)
    promised.click(page.bar, "Erledigt")
    assert promised.notice().startswith("Maßnahme erledigt.")
    assert kept(promised).done_on == TODAY
    promised.answer_notice()
    assert kept(promised).done_on is None


def test_z3_a_measure_is_put_off_in_the_list_of_deadlines(promised: Hands) -> None:
    page = promised.open(DeadlinesPage, "deadlines")
    promised.click(page.bar, "Verschieben")
    assert promised.notice().startswith("Maßnahme verschoben.")
    assert kept(promised).until == date(2026, 11, 27)


def test_z3_from_a_measure_one_goes_to_its_goal(promised: Hands) -> None:
    page = promised.open(DeadlinesPage, "deadlines")
    promised.click(page.bar, "Zum Ziel")
    case = promised.program.window.page()
    assert isinstance(case, CasePage)
    assert "Beim Träger nach einem Platz fragen" in promised.words(case)


def test_z3_the_overview_settles_a_measure_where_it_stands(promised: Hands) -> None:
    page = promised.program.window.open_page("overview")
    promised.settle()
    promised.click(page, "Erledigt")
    assert promised.notice().startswith("Maßnahme erledigt.")
    assert promised.program.window.page_name() == "overview"
    assert kept(promised).done_on == TODAY


def test_z3_the_case_itself_settles_a_measure_in_its_deadlines(promised: Hands) -> None:
    page = promised.open(CasePage, "case", case_id=1, tab="deadlines")
    (panel,) = page.findChildren(DeadlinesPanel)
    promised.click(panel, "Erledigt")
    assert promised.notice().startswith("Maßnahme erledigt.")
    assert kept(promised).done_on == TODAY
    promised.settle()
    assert "Maßnahme: Beim Träger nach einem Platz fragen" in promised.words(page)
