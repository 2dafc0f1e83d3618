"""Whoever presses a saving button twice, by mouse or by keys, saves once and hears of no fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.services.casework.case_sheet import journal_of
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.plans.planning import plan_view
from intman_desktop.ui.case.page import CasePage
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.needs.page import NeedsPage
from intman_desktop.ui.new_person.page import NewPersonPage
from intman_desktop.ui.parts.buttons import danger_button, primary_button, quiet_button
from intman_desktop.ui.parts.confirm import Confirm
from intman_desktop.ui.plan.goal_editor import GoalEditor
from intman_desktop.ui.plan.plan_panel import PlanPanel
from intman_desktop.ui.plan.review import ReviewCard
from intman_desktop.ui.repeats import is_same
from intman_desktop.ui.settings.page import SettingsPage
from intman_desktop.ui.settings.passphrase_cards import ChangePassphraseCard
from intman_desktop.ui.talk.page import TalkPage
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.codes import CaseState, ConsentDecision
from intman_desktop.values.outcome import Outcome
from tests.builders import a_case, a_case_file, a_consent, a_goal, a_plan
from tests.opened import PASSPHRASE, TODAY, brief_contacts
from tests.plan_begins import WHY
from tests.ui.hands import CTRL, NO_KEY, Hands, button, only, part_of
from tests.ui.new_person.test_new_person import Intake
from tests.ui.plan.blocks import correcting

OpenProgram = Callable[..., Any]
Twice = Callable[[Hands, QWidget, str], None]


def by_mouse(hands: Hands, where: QWidget, text: str) -> None:
    """Click the button twice before anything comes back."""
    hands.settle()
    pressed = button(where, text)
    hands.qtbot.mouseClick(pressed, Qt.MouseButton.LeftButton)
    hands.qtbot.mouseClick(pressed, Qt.MouseButton.LeftButton)
    hands.settle()


def by_keys(hands: Hands, _where: QWidget, _text: str) -> None:
    """Press Ctrl+Enter twice where the cursor stands."""
    hands.settle()
    target = hands.here()
    for _time in range(2):
        hands.qtbot.keyClick(target, Qt.Key.Key_Return, CTRL)
    hands.settle()


@pytest.fixture(params=[by_mouse, by_keys])
def twice(request: pytest.FixtureRequest) -> Twice:
    """Return how the saving button is pressed twice."""
    pressed: Twice = request.param
    return pressed


@pytest.fixture
def open_hands(qtbot: QtBot, open_program: OpenProgram) -> Iterator[Callable[..., Hands]]:
    """Return ``open_hands(files)``; whatever is done with them, no trouble is told."""
    told: list[str] = []

    def opened(*files: CaseFile) -> Hands:
        program = open_program(files)
        program.frame.warned.connect(told.append)
        return Hands(qtbot, program)

    yield opened
    assert told == []


def panel_of(hands: Hands, tab: str) -> PlanPanel:
    hands.program.frame.open_page("case", case_id=1, tab=tab)
    hands.settle()
    page = hands.program.window.page()
    assert page is not None
    return only(page, PlanPanel)


def file_of(hands: Hands) -> CaseFile:
    file = hands.asked(open_case, 1).file
    assert isinstance(file, CaseFile)
    return file


def test_a_goal_is_saved_once(open_hands: Callable[..., Hands], twice: Twice) -> None:
    hands = open_hands(a_case_file(plan=a_plan(goals=())))
    panel = panel_of(hands, "plan")
    hands.click(panel.pane, "Ziel vereinbaren")
    editor = panel.pane.content
    assert isinstance(editor, GoalEditor)
    hands.into(editor.area, "Wohnen")
    hands.into(editor.wording, "Eine eigene Wohnung")
    twice(hands, panel.foot, "Ziel speichern")
    plan = hands.asked(plan_view, 1).plan
    assert plan is not None
    assert [each.wording for each in plan.goals] == ["Eine eigene Wohnung"]


def test_a_first_day_is_corrected_once(open_hands: Callable[..., Hands]) -> None:
    hands = open_hands(a_case_file(plan=a_plan(goals=())))
    panel = panel_of(hands, "plan")
    form = correcting(hands, panel).begin
    hands.into(form.day, "2.2.2026")
    hands.into(form.reason, WHY)
    by_mouse(hands, panel.pane, "Beginn speichern")
    plan = file_of(hands).plan
    assert plan is not None and (plan.begun_on, plan.version) == (date(2026, 2, 2), 2)


def test_a_review_is_kept_once_and_the_next_goal_waits(
    open_hands: Callable[..., Hands], twice: Twice
) -> None:
    due = a_goal(next_review=TODAY - timedelta(days=3))
    hands = open_hands(a_case_file(plan=a_plan(goals=(due, replace(due, wording="Arbeit finden")))))
    panel = panel_of(hands, "review")
    first = panel.pane.content
    assert isinstance(first, ReviewCard)
    first.note.setFocus()
    twice(hands, panel.foot, "Festhalten")
    goals = {view.goal.id: view.goal for view in hands.asked(plan_view, 1).goals}
    seen = [each for each in goals[first.goal.id].history if each.reviewed]
    assert len(seen) == 1
    assert isinstance(panel.pane.content, ReviewCard) and panel.pane.content.goal.id != first.goal.id
    assert not any(each.reviewed for each in goals[panel.pane.content.goal.id].history)


def test_a_talk_is_noted_once(open_hands: Callable[..., Hands], twice: Twice) -> None:
    hands = open_hands(a_case_file())
    before = len(file_of(hands).talks)
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.into(page.sheet.head.topic.choice, "2")
    twice(hands, page, "Speichern")
    assert len(file_of(hands).talks) == before + 1


def test_needs_are_kept_once(open_hands: Callable[..., Hands], twice: Twice) -> None:
    hands = open_hands(a_case_file(needs_assessment=None))
    page = hands.open(NeedsPage, "needs", case_id=1)
    assert page.occasion is not None
    hands.into(page.occasion.held_on, "10.11.2026")
    twice(hands, page, "Speichern")
    needs = file_of(hands).needs_assessment
    assert needs is not None and (needs.held_on, needs.version) == (date(2026, 11, 10), 1)


def test_a_consent_is_recorded_once(open_hands: Callable[..., Hands], twice: Twice) -> None:
    hands = open_hands(a_case_file(consents=(a_consent(),)))
    hands.program.frame.open_page("case", case_id=1, tab="consent")
    hands.settle()
    page = hands.program.window.page()
    assert page is not None
    panel = part_of(page, "consent")
    hands.into(panel.scope, "Gesundheit und Behinderung")
    hands.qtbot.mouseClick(panel.decision.button(ConsentDecision.GIVEN), Qt.MouseButton.LeftButton)
    hands.into(panel.evidence.filing, "Ordner 7")
    hands.qtbot.mouseClick(panel.evidence.told, Qt.MouseButton.LeftButton)
    panel.evidence.filing.setFocus()
    twice(hands, page, "Speichern")
    assert len(file_of(hands).consents) == 2


def test_a_person_is_taken_in_once(open_hands: Callable[..., Hands], twice: Twice) -> None:
    intake = Intake(open_hands())
    intake.until(type(intake.page.steps[-1]))
    intake.sign()
    twice(intake.hands, intake.page, "Akte anlegen")
    assert intake.cases() == 1


def test_an_ending_is_taken_back_once(open_hands: Callable[..., Hands]) -> None:
    ended = a_case(state=CaseState.ENDED, ended_on=date(2026, 11, 10), ending_reason="relocation")
    hands = open_hands(a_case_file(case=ended))
    page = hands.open(CasePage, "case", case_id=1, tab="talks")
    hands.click(page, "Ende zurücknehmen …")
    (question,) = [each for each in page.findChildren(Confirm) if each.isVisible()]
    by_mouse(hands, question, "Ende zurücknehmen")
    assert file_of(hands).case.state is CaseState.ACTIVE
    assert [line.verb for line in hands.asked(journal_of, 1)].count("ending_taken_back") == 1


def test_a_brief_contact_counts_once(open_hands: Callable[..., Hands]) -> None:
    hands = open_hands()
    page = hands.open(NewPersonPage, "new_person")
    page.no_consent.click()
    hands.into(page.brief.form, "telefonisch")
    hands.into(page.brief.topic, "Wohnen")
    by_mouse(hands, page, "Kurzkontakt zählen")
    assert len(hands.asked(brief_contacts, TODAY.year)) == 1


def test_words_are_proposed_twice_and_the_last_are_taken(open_hands: Callable[..., Hands]) -> None:
    """The first never come back, and only the last can have been learnt."""
    hands = open_hands()
    change = only(hands.open(SettingsPage, "settings", part="keys"), ChangePassphraseCard)
    hands.into(change.present, PASSPHRASE)
    seen: list[str] = []
    change.new.proposal.clicked.connect(lambda: seen.append(change.new.value()))
    by_mouse(hands, change, "Fünf Wörter vorschlagen")
    assert len(set(seen)) == 2 and change.new.value() == seen[-1]
    hands.type(seen[-1])
    by_mouse(hands, change, "Passphrase ändern")
    assert hands.notice() == "Die Passphrase ist geändert."


def test_the_same_may_be_done_again_once_it_is_done(frame: Frame, qtbot: QtBot) -> None:
    done: list[int] = []

    def verb(_desk: Any, value: int) -> Outcome[int]:
        done.append(value)
        return Outcome(value, frozenset())

    first = frame.do(verb, 1)
    assert frame.do(verb, 1) is first
    assert frame.do(verb, 2) is not first
    qtbot.waitUntil(frame.workers.idle)
    assert done == [1, 2]
    frame.do(verb, 1)
    qtbot.waitUntil(frame.workers.idle)
    assert done == [1, 2, 1]


def test_what_does_the_same_is_known_by_what_is_bound_to_it() -> None:
    def of(value: object) -> Callable[..., object]:
        return lambda *_args: value

    assert is_same(of(a_goal()), of(a_goal())) and not is_same(of(1), of(2))
    assert is_same(partial(of(1), 2), partial(of(1), 2)) and not is_same(partial(of(1), 2), partial(of(1), 3))
    assert not is_same(of(1), partial(of(1)))
    assert is_same(of, of) and not is_same(of, print)
    assert is_same(of(of(1)), of(of(1))) and not is_same(of(of(1)), of(of(2)))  # also what is bound deeper
    assert is_same(partial(print, of(1)), partial(print, of(1)))


@pytest.mark.parametrize(("make", "presses"), [(primary_button, 1), (danger_button, 1), (quiet_button, 2)])
def test_a_double_click_presses_a_saving_button_once(
    qtbot: QtBot, make: Callable[..., QPushButton], presses: int
) -> None:
    pressed: list[None] = []
    made = make("Speichern", lambda: pressed.append(None))
    qtbot.addWidget(made)
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    left = Qt.MouseButton.LeftButton
    for kind in (QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease):
        place = QPointF(made.rect().center())
        QApplication.sendEvent(made, QMouseEvent(kind, place, place, left, left, NO_KEY))
    assert len(pressed) == presses
