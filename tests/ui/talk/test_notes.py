"""What comes into a note: long, pasted, in other scripts; and days typed before midnight."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from intman_desktop.rules.talks import LONGEST_NOTE
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.common.drafts import open_drafts
from intman_desktop.services.rights.withdrawing import withdraw_basic
from intman_desktop.ui.parts.confirm import Confirm
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.fields import TextArea
from intman_desktop.ui.talk.page import TalkPage
from tests.builders import a_case_file, a_client, a_talk
from tests.ui.hands import Hands

OpenProgram = Callable[..., Any]

MIXED = (
    "Deutsch zuerst, dann:\nتحدثنا عن دورة اللغة (B1) في 24.11.2026.\nשלום\nWieder Deutsch mit 🙂 und 👩‍👧."
)
TABLE = (
    "<p>Vorher</p><table><tr><td>Kurs</td><td><b>B1</b></td></tr><tr><td>Beginn</td><td>1.12.<br>früh</td>"
    "</tr><tr><td colspan=2>zusammen</td></tr></table><p>Nachher <img src='x.png'></p>"
)


@pytest.fixture
def talk_with(qtbot: QtBot, open_program: OpenProgram) -> Callable[..., tuple[Hands, TalkPage]]:
    def opened(*files: Any, talks: Any = (), **where: Any) -> tuple[Hands, TalkPage]:
        hands = Hands(qtbot, open_program(files, talks))
        hands.program.window.open_page("case", case_id=1)
        hands.settle()
        return hands, hands.open(TalkPage, "talk", case_id=1, **where)

    return opened


def stored_note(hands: Hands) -> str:
    (talk,) = hands.asked(open_case, 1).file.talks
    return str(talk.participants[0].note)


def pasted(**kinds: Any) -> str:
    """Return what a text area makes of a clipboard with these kinds."""
    mime = QMimeData()
    for name, value in kinds.items():
        getattr(mime, name)(value)
    field = TextArea()
    if field.canInsertFromMimeData(mime):
        field.insertFromMimeData(mime)
    return field.toPlainText()


def test_a_pasted_table_becomes_lines_with_tabs(qapp: QApplication) -> None:
    assert pasted(setHtml=TABLE) == "Vorher\nKurs\tB1\nBeginn\t1.12. früh\nzusammen\t\nNachher "


def test_plain_words_win_over_their_formatting(qapp: QApplication) -> None:
    assert pasted(setHtml="<b>fett</b>", setText="fett\r\nund weiter\rhier") == "fett\nund weiter\nhier"


def test_formatting_and_frames_are_dropped(qapp: QApplication) -> None:
    framed = "<div style='border:1px solid'><ul><li>eins</li><li>zwei</li></ul></div>"
    assert pasted(setHtml=framed).split() == ["eins", "zwei"]


def test_pictures_and_files_are_not_taken(qapp: QApplication) -> None:
    assert pasted(setImageData=QImage(4, 4, QImage.Format.Format_RGB32)) == ""
    assert pasted(setUrls=[QUrl.fromLocalFile("/muster/bild.png")]) == ""
    field = TextArea()
    field.insertFromMimeData(QMimeData())
    assert field.toPlainText() == ""


def test_what_no_note_can_hold_is_left_out(qapp: QApplication) -> None:
    assert pasted(setText="a\ufffcb\0c\u2028d\u2029e") == "abc\nd\ne"


def test_other_scripts_and_emoji_are_stored_untouched(talk_with: Callable[..., Any]) -> None:
    hands, page = talk_with(a_case_file())
    hands.type("2")
    note = page.sheet.notes.parts()[0].note
    note.setFocus()
    note.insertPlainText(MIXED)
    directions = []
    block = note.document().begin()
    while block.isValid():
        directions.append(block.textDirection())
        block = block.next()
    left, right = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
    assert directions == [left, right, right, left]
    hands.save()
    assert stored_note(hands) == MIXED


def test_ten_thousand_characters_are_saved(talk_with: Callable[..., Any]) -> None:
    hands, page = talk_with(a_case_file())
    long = "Zwanzig Zeilen Text. " * 500
    hands.type("2")
    part = page.sheet.notes.parts()[0]
    part.note.setFocus()
    part.note.insertPlainText(long)
    hands.type("Ende")
    hands.save()
    assert stored_note(hands) == f"{long}Ende"


def test_a_note_beyond_the_limit_says_so_and_loses_nothing(talk_with: Callable[..., Any]) -> None:
    hands, page = talk_with(a_case_file())
    hands.type("2")
    part = page.sheet.notes.parts()[0]
    part.note.setFocus()
    part.note.insertPlainText("a" * (LONGEST_NOTE + 3))
    hands.save()
    assert "um 3 Zeichen zu lang" in part.note_row.fault()
    assert len(part.note.value()) == LONGEST_NOTE + 3
    assert hands.here() is part.note
    assert hands.asked(open_case, 1).file.talks == ()


def test_the_thirty_first_of_june_gets_a_sentence(talk_with: Callable[..., Any]) -> None:
    hands, page = talk_with(a_case_file())
    hands.type("2")
    hands.into(page.sheet.head.day, "31.6.")
    hands.save()
    assert page.sheet.head.day_row.fault() == "Diesen Tag gibt es nicht."
    part = page.sheet.notes.parts()[0]
    hands.into(page.sheet.head.day, "heute")
    hands.into(part.due, "31.6.")
    hands.save()
    assert part.due_row.fault() == "Diesen Tag gibt es nicht."


def test_yesterday_typed_before_midnight_stays_that_day(qapp: QApplication, qtbot: QtBot) -> None:
    clock = [date(2026, 11, 20)]
    field = DateField(lambda: clock[0])
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "gestern")
    clock[0] = date(2026, 11, 21)
    assert field.draft() == "19.11.2026"
    assert field.value() == date(2026, 11, 19)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "19.11.2026"


def test_a_draft_keeps_the_day_that_yesterday_was(talk_with: Callable[..., Any]) -> None:
    hands, page = talk_with(a_case_file())
    page.sheet.head.day.setFocus()
    page.sheet.head.day.selectAll()
    hands.type("gestern")
    hands.program.drafting.save()
    (draft,) = hands.asked(open_drafts)
    assert '"19.11.2026"' in draft.content


def test_c1_removing_the_first_talk_says_what_it_does_to_the_clock(talk_with: Callable[..., Any]) -> None:
    file = a_case_file(needs_assessment=None)
    first = a_talk(file.case.key)
    later = a_talk(file.case.key, on=date(2026, 3, 2))
    hands, page = talk_with(file, talks=[first, later], talk_id=1)
    hands.click(page, "Gespräch entfernen …")
    (question,) = (each for each in QApplication.topLevelWidgets() if isinstance(each, Confirm))
    assert "02.03.2026 statt 12.01.2026" in hands.words(question)
    hands.qtbot.mouseClick(question.act, Qt.MouseButton.LeftButton)
    hands.settle()
    assert hands.notice() == "Gespräch entfernt"
    assert len(hands.asked(open_case, 1).file.talks) == 1


def test_e4_a_sheet_that_is_open_names_nobody_any_more_who_withdraws(talk_with: Callable[..., Any]) -> None:
    one = a_case_file(client=a_client(family_name="Andersen"))
    other = a_case_file(client=a_client(family_name="Sommerfeld"))
    hands, page = talk_with(one, other, talks=[a_talk(one.case.key, other.case.key)], talk_id=1)
    assert "Sommerfeld" in hands.words(page)
    hands.asked(withdraw_basic, 2, date(2026, 11, 20))
    page.refresh()
    hands.settle()
    assert "Sommerfeld" not in hands.words(page) and page.sheet.case_ids() == (1,)
    hands.save()
    assert hands.notice() == "Gespräch gespeichert"


def test_k5_removing_a_joint_talk_says_that_all_lose_it(talk_with: Callable[..., Any]) -> None:
    one, other = a_case_file(), a_case_file()
    hands, page = talk_with(one, other, talks=[a_talk(one.case.key, other.case.key)], talk_id=1)
    hands.click(page, "Gespräch entfernen …")
    (question,) = (each for each in QApplication.topLevelWidgets() if isinstance(each, Confirm))
    assert "bei allen 2 Personen" in hands.words(question)
