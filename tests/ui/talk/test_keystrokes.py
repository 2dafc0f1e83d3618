"""The commonest talk in keystrokes, through the real window by keyboard alone (stories 8, 22)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.gate.directory import services_list
from intman_desktop.ui.machine import load_machine, remember
from intman_desktop.ui.talk.page import TalkPage
from intman_desktop.values.case_file import Talk
from tests.builders import a_case_file, a_client
from tests.ui.hands import CTRL, NO_KEY, Hands

OpenProgram = Callable[..., Any]
ALT = Qt.KeyboardModifier.AltModifier

AIM = 12
"""Keys of the commonest talk beside what is written: a chord such as Ctrl+G is one."""
JOINT = 14
"""Keys of a joint talk of two with a note each, without a next step."""


class Keyboard(Hands):
    """Counts every key but those of the words that are written into a note or a step."""

    def __init__(self, qtbot: QtBot, program: Any) -> None:
        super().__init__(qtbot, program)
        self.keys = 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_KEY) -> None:
        self.keys += 1
        super().press(key, modifier)

    def short(self, text: str) -> None:
        """Type letters that count."""
        self.keys += len(text)
        self.type(text)

    def find(self, letters: str) -> None:
        """Type the beginning of a name, see who is found, and take the one marked."""
        self.short(letters)
        self.qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=5_000)
        self.press(Qt.Key.Key_Return)
        self.settle()

    def talk(self) -> TalkPage:
        page = self.program.window.page()
        assert isinstance(page, TalkPage)
        return page


@pytest.fixture
def at_the_desk(qtbot: QtBot, open_program: OpenProgram) -> Callable[..., Keyboard]:
    def opened(*files: Any) -> Keyboard:
        remember(talk_form="phone")
        program = open_program(files)
        program.window.open_page("overview")
        keyboard = Keyboard(qtbot, program)
        keyboard.settle()
        return keyboard

    return opened


def amir() -> Any:
    return a_case_file(client=a_client(family_name="Beispielmann", given_name="Amir", phone=""))


def talks_of(hands: Hands, case_id: int = 1) -> tuple[Talk, ...]:
    return tuple(hands.asked(open_case, case_id).file.talks)


def test_the_commonest_talk_takes_twelve_keys_beside_its_words(
    at_the_desk: Callable[..., Keyboard],
) -> None:
    hands = at_the_desk(a_case_file(), amir())
    hands.press(Qt.Key.Key_G, CTRL)
    hands.settle()
    hands.find("mus")
    hands.short("2")
    hands.press(Qt.Key.Key_Return)
    hands.type("Hat den Kursplatz bekommen; Unterlagen fehlen noch.")
    hands.press(Qt.Key.Key_Tab)
    hands.type("Unterlagen mit ihr durchsehen")
    hands.press(Qt.Key.Key_Tab)
    hands.short("fr")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert hands.notice() == "Gespräch gespeichert"
    assert hands.keys == AIM
    (talk,) = talks_of(hands)
    (part,) = talk.participants
    assert (talk.on, talk.form, talk.topic) == (date(2026, 11, 20), "phone", "language")
    assert part.note == "Hat den Kursplatz bekommen; Unterlagen fehlen noch."
    assert (part.next_step, part.next_step_due) == ("Unterlagen mit ihr durchsehen", date(2026, 11, 27))
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.settle()
    assert talks_of(hands) == ()


def test_a_joint_talk_with_two_notes(at_the_desk: Callable[..., Keyboard]) -> None:
    hands = at_the_desk(a_case_file(), amir())
    hands.press(Qt.Key.Key_G, CTRL)
    hands.settle()
    hands.find("mus")
    hands.press(Qt.Key.Key_P, ALT)
    hands.find("bei")
    hands.short("7")
    hands.press(Qt.Key.Key_Return)
    hands.type("Nur zu Samira")
    hands.press(Qt.Key.Key_PageDown, CTRL)
    hands.type("Nur zu Amir")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert hands.keys == JOINT
    for case_id, note in ((1, "Nur zu Samira"), (2, "Nur zu Amir")):
        (talk,) = talks_of(hands, case_id)
        assert [part.note for part in talk.participants] == [note]
        assert talk.setting == "single"


def test_from_the_case_the_person_stands_there_already(at_the_desk: Callable[..., Keyboard]) -> None:
    hands = at_the_desk(a_case_file())
    hands.program.window.open_page("case", case_id=1)
    hands.settle()
    hands.press(Qt.Key.Key_G, CTRL)
    hands.settle()
    hands.short("2")
    hands.press(Qt.Key.Key_Return)
    hands.type("Kurz telefoniert.")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert hands.keys == 4
    assert talks_of(hands)[0].participants[0].note == "Kurz telefoniert."


def test_a_talk_begun_before_the_case_is_read_keeps_the_cursor(at_the_desk: Callable[..., Keyboard]) -> None:
    hands = at_the_desk(a_case_file())
    hands.program.window.open_page("case", case_id=1)
    page = hands.program.window.open_page("talk", case_id=1)
    hands.settle()
    assert hands.here() is page.first_field()


def test_enter_before_anybody_is_found_takes_the_only_one(at_the_desk: Callable[..., Keyboard]) -> None:
    hands = at_the_desk(a_case_file(), amir())
    hands.press(Qt.Key.Key_G, CTRL)
    hands.settle()
    hands.short("mus")
    hands.press(Qt.Key.Key_Return)
    sheet = hands.talk().sheet
    hands.qtbot.waitUntil(lambda: sheet.case_ids() == (1,), timeout=5_000)
    hands.settle()
    assert hands.here() is sheet.head.topic.choice


def test_enter_over_the_list_of_fewer_letters_takes_who_fits_them_all(
    at_the_desk: Callable[..., Keyboard],
) -> None:
    """The list of "mus" marks Musa; "musterfrau" and Enter at once are a talk with the other (story 8)."""
    people = (("Musa", "Amal"), ("Musterfrau", "Samira"))
    hands = at_the_desk(
        *(
            a_case_file(client=a_client(family_name=family, given_name=own, phone=""))
            for family, own in people
        )
    )
    hands.press(Qt.Key.Key_G, CTRL)
    hands.type("mus")
    hands.qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=5_000)
    hands.type("terfrau")
    hands.press(Qt.Key.Key_Return)
    hands.qtbot.waitUntil(lambda: bool(hands.talk().sheet.case_ids()), timeout=5_000)
    hands.settle()
    assert [each.name for each in hands.talk().sheet.people] == ["Musterfrau, Samira"]


def test_enter_before_several_are_found_waits_for_the_eye(at_the_desk: Callable[..., Keyboard]) -> None:
    hands = at_the_desk(a_case_file(), a_case_file())
    hands.press(Qt.Key.Key_G, CTRL)
    hands.settle()
    hands.short("mus")
    hands.press(Qt.Key.Key_Return)
    sheet = hands.talk().sheet
    hands.qtbot.waitUntil(lambda: len(sheet.finder.field.offers()) == 2, timeout=5_000)
    assert sheet.case_ids() == ()
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert len(sheet.case_ids()) == 1


def test_enter_on_nobody_found_chooses_nobody(at_the_desk: Callable[..., Keyboard]) -> None:
    hands = at_the_desk(a_case_file())
    hands.press(Qt.Key.Key_G, CTRL)
    hands.settle()
    hands.find("xyz")
    assert hands.talk().sheet.case_ids() == ()


def test_the_form_is_remembered_and_the_topic_is_not(at_the_desk: Callable[..., Keyboard]) -> None:
    hands = at_the_desk(a_case_file())
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.type("3")
    hands.into(page.sheet.head.form, "Video")
    hands.save()
    assert load_machine().talk_form == "video"
    page = hands.open(TalkPage, "talk", case_id=1)
    assert (page.sheet.head.form.code(), page.sheet.head.topic.code()) == ("video", "")


def test_a_service_that_is_missing_is_added_in_place(at_the_desk: Callable[..., Keyboard]) -> None:
    hands = at_the_desk(a_case_file())
    page = hands.open(TalkPage, "talk", case_id=1)
    part = page.sheet.notes.parts()[0]
    hands.type("2")
    hands.into(part.note, "Sucht Hilfe im Stadtteil.")
    hands.into(part.referrals.line(), "Stadtteiltreff Muster")
    assert part.new_service.offer_button.isVisible()
    while not part.new_service.offer_button.hasFocus():
        hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_Return)
    hands.type("Verein")
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert hands.notice() == "„Stadtteiltreff Muster“ steht jetzt bei den Anlaufstellen."
    assert part.note.value() == "Sucht Hilfe im Stadtteil."
    assert part.referrals.isAncestorOf(hands.here())
    hands.save()
    (talk,) = talks_of(hands)
    names = {each.code: each.name for each in hands.asked(services_list)}
    assert [names[each.service] for each in talk.participants[0].referrals] == ["Stadtteiltreff Muster"]


def test_without_its_kind_no_service_is_added(at_the_desk: Callable[..., Keyboard]) -> None:
    hands = at_the_desk(a_case_file())
    page = hands.open(TalkPage, "talk", case_id=1)
    part = page.sheet.notes.parts()[0]
    hands.into(part.referrals.line(), "Stadtteiltreff Muster")
    part.new_service.offer_button.click()
    part.new_service.add()
    assert "Bitte wählen Sie die Art." in hands.words(part.new_service)
    hands.into(part.referrals.line(), "Jobcenter")
    assert not part.new_service.isVisible()
