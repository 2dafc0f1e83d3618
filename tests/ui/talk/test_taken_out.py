"""Somebody taken out of a talk by a click too many comes back with all that was hers (K5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from intman_desktop.services.casework.cases import open_case
from intman_desktop.ui.talk.page import TalkPage
from intman_desktop.values.case_file import Participant
from tests.builders import a_case_file, a_client, a_participant, a_talk
from tests.ui.hands import Hands

OpenProgram = Callable[..., Any]
ADA = a_case_file(client=a_client(family_name="Sommer", given_name="Ada", phone=""), plan=None)
BO = a_case_file(client=a_client(family_name="Winter", given_name="Bo", phone=""), plan=None)
FIRST = a_talk(ADA.case.key, BO.case.key, on=date(2026, 11, 2))


@pytest.fixture
def both(qtbot: QtBot, open_program: OpenProgram) -> Callable[..., tuple[Hands, TalkPage]]:
    def opened(*talks: Any, **where: Any) -> tuple[Hands, TalkPage]:
        hands = Hands(qtbot, open_program((ADA, BO), talks))
        hands.program.window.open_page("case", case_id=1)
        hands.settle()
        return hands, hands.open(TalkPage, "talk", case_id=1, **where)

    return opened


def take_out(hands: Hands, page: TalkPage) -> None:
    chips = page.sheet.finder.findChildren(QPushButton)
    (chip,) = (each for each in chips if each.isVisible() and "Winter" in each.text())
    hands.qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    hands.settle()


def choose_again(hands: Hands, page: TalkPage) -> None:
    page.sheet.finder.field.setFocus()
    hands.type("winter")
    hands.qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=5_000)
    hands.press(Qt.Key.Key_Return)
    hands.settle()


def notes(page: TalkPage) -> dict[str, str]:
    return {part.person.name: part.note.value() for part in page.sheet.notes.parts()}


def stored(hands: Hands, talk: int) -> Participant:
    (part,) = hands.asked(open_case, 2).file.talks[talk].participants
    assert isinstance(part, Participant)
    return part


@pytest.mark.parametrize("by_notice", [True, False])
def test_k5_who_is_taken_out_comes_back_with_her_note(both: Callable[..., Any], by_notice: bool) -> None:
    hands, page = both(together=(2,))
    for part, words in zip(page.sheet.notes.parts(), ("Ada sucht Arbeit.", "Bo auch."), strict=True):
        hands.into(part.note, words)
    hands.into(page.sheet.notes.parts()[1].step, "Anrufen")
    take_out(hands, page)
    assert notes(page) == {"Sommer, Ada": "Ada sucht Arbeit."}
    assert hands.notice() == "Winter, Bo ist herausgenommen, mit dem, was dazu geschrieben ist."
    if by_notice:
        hands.answer_notice()
    else:
        choose_again(hands, page)
    assert notes(page) == {"Sommer, Ada": "Ada sucht Arbeit.", "Winter, Bo": "Bo auch."}
    part = page.sheet.notes.parts()[1]
    assert part.step.value() == "Anrufen"
    assert part.isVisible()


def test_nothing_is_said_where_nothing_was_typed_of_her_and_an_empty_sheet_holds_nothing(
    both: Callable[..., Any],
) -> None:
    hands, page = both(together=(2,))
    take_out(hands, page)
    assert hands.notice() == ""
    choose_again(hands, page)
    hands.into(page.sheet.notes.parts()[1].note, "Bo auch.")
    take_out(hands, page)
    assert page.sheet.notes.holds_aside(BO.case.key)
    page.sheet.wipe(date(2026, 11, 20))
    assert not page.sheet.notes.holds_aside(BO.case.key)


@pytest.mark.parametrize("version", [1, 2])
def test_k5_p3_in_a_stored_talk_she_stays_who_she_was(both: Callable[..., Any], version: int) -> None:
    """Her reason without a plan and the day her step was done were gone, or nothing could be saved at all."""
    bo = a_participant(
        BO.case.key,
        note="Bo sagt viel",
        next_step="Anruf",
        next_step_due=date(2026, 11, 15),
        next_step_done_on=date(2026, 11, 12),
        plan_missing_reason="krank",
        version=version,
    )
    second = a_talk(on=date(2026, 11, 10), participants=(a_participant(ADA.case.key, note="Ada"), bo))
    hands, page = both(FIRST, second, talk_id=2)
    take_out(hands, page)
    choose_again(hands, page)
    hands.into(page.sheet.notes.parts()[-1].note, "Bo sagt mehr")
    hands.save()
    kept = stored(hands, 1)
    assert (kept.note, kept.plan_missing_reason, kept.next_step_done_on) == (
        "Bo sagt mehr",
        "krank",
        date(2026, 11, 12),
    )
