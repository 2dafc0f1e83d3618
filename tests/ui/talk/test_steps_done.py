"""The next step on a talk's sheet once it is done: it says so, and written anew it is open again (K5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from pytestqt.qtbot import QtBot

from intman_desktop.services.across.overview import deadlines
from intman_desktop.services.casework.cases import open_case
from intman_desktop.ui.talk.page import TalkPage
from intman_desktop.values.deadline_views import DeadlineKind
from tests.builders import a_case_file, a_participant, a_talk
from tests.ui.hands import Hands

DONE_ON, DUE, LATER = date(2026, 11, 19), date(2026, 11, 19), date(2026, 12, 1)


def test_a_step_that_is_done_says_so_and_written_anew_it_is_a_deadline_again(
    qtbot: QtBot, open_program: Callable[..., Any]
) -> None:
    file = a_case_file()
    step = {"next_step": "Unterlagen ordnen", "next_step_due": DUE, "next_step_done_on": DONE_ON}
    talk = a_talk(on=date(2026, 11, 18), participants=(a_participant(file.case.key, **step),))
    hands = Hands(qtbot, open_program([file], [talk]))
    page = hands.open(TalkPage, "talk", case_id=1, talk_id=1)
    part = page.sheet.notes.parts()[0]
    assert "Erledigt am 19.11.2026." in hands.words(page)
    hands.into(part.step, "Beim Jobcenter anmelden")
    hands.into(part.due, "1.12.")
    assert "Erledigt am" not in hands.words(page)
    assert "Mit dieser Änderung ist der Schritt wieder offen." in hands.words(page)
    hands.save()
    (kept,) = hands.asked(open_case, 1).file.talks[0].participants
    assert (kept.next_step, kept.next_step_done_on) == ("Beim Jobcenter anmelden", None)
    listed = [row.due for row in hands.asked(deadlines, None) if row.kind is DeadlineKind.NEXT_STEP]
    assert listed == [LATER]
    hands.answer_notice()
    (back,) = hands.asked(open_case, 1).file.talks[0].participants
    assert (back.next_step, back.next_step_done_on) == ("Unterlagen ordnen", DONE_ON)


def test_a_step_that_is_open_or_was_never_there_says_nothing_of_it(
    qtbot: QtBot, open_program: Callable[..., Any]
) -> None:
    file = a_case_file()
    talk = a_talk(participants=(a_participant(file.case.key, next_step="Anrufen", next_step_due=LATER),))
    hands = Hands(qtbot, open_program([file], [talk]))
    page = hands.open(TalkPage, "talk", case_id=1, talk_id=1)
    part = page.sheet.notes.parts()[0]
    hands.into(part.step, "Schreiben")
    assert "rledigt am" not in hands.words(page)
    assert "wieder offen" not in hands.words(page)
