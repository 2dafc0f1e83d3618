"""Z3: the day until which a goal was agreed, settled at its review or by another day in the list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from intman_desktop.services.casework.cases import open_case
from intman_desktop.ui.case.page import CasePage
from intman_desktop.ui.deadlines.page import DeadlinesPage
from intman_desktop.values.case_file import Goal
from tests.builders import a_case_file, a_goal, a_signed_plan, a_talk
from tests.ui.hands import Hands

OVER = date(2026, 11, 13)


@pytest.fixture
def ended(qtbot: QtBot, open_program: Callable[..., Any]) -> Hands:
    """Return the program over one case in which nothing is due but a goal whose day is over."""
    plan = a_signed_plan(goals=(a_goal(next_review=date(2027, 1, 15), until=OVER),))
    file = a_case_file(plan=plan, household=())
    return Hands(qtbot, open_program([file], [a_talk(file.case.key, on=date(2026, 11, 2))]))


def kept(hands: Hands) -> Goal:
    plan = hands.asked(open_case, 1).file.plan
    assert plan is not None
    return plan.goals[0]


def test_z3_another_day_is_agreed_in_the_list_of_deadlines_and_taken_back(ended: Hands) -> None:
    page = ended.open(DeadlinesPage, "deadlines")
    assert "Ziel „Ich möchte die B1-Prüfung bestehen.“ soll erreicht sein." in ended.words(page.bar)
    # Z5: the new day is part of what is signed
    assert "Ist das Ziel unterschrieben, braucht der Plan neue Unterschriften." in ended.words(page.bar)
    ended.click(page.bar, "Eintragen")
    assert page.bar.day is not None and page.bar.day_row is not None
    assert page.bar.day_row.fault() == "Bitte geben Sie ein Datum ein."
    ended.into(page.bar.day, "26.2.27")
    ended.click(page.bar, "Eintragen")
    assert ended.notice().startswith("Neuer Tag für das Ziel eingetragen.")
    assert kept(ended).until == date(2027, 2, 26)
    ended.answer_notice()
    assert kept(ended).until == OVER


def test_z3_its_act_opens_the_review_of_the_goal_which_asks_until_when_now(ended: Hands) -> None:
    page = ended.open(DeadlinesPage, "deadlines")
    ended.click(page.bar, "Überprüfen")
    case = ended.program.window.page()
    assert isinstance(case, CasePage)
    assert "Der 13.11.2026 ist vorbei: Bis wann jetzt?" in ended.words(case)
    ended.click(case, "Festhalten")
    assert kept(ended).history[-1].reviewed
