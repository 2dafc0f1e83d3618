"""No text that was begun is ever lost to another one: typed, locked, unlocked, typed anew (story 8)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from intman_desktop.app import Program
from intman_desktop.services.common import drafts
from intman_desktop.services.common.drafts import open_drafts
from intman_desktop.ui.new_person.page import NewPersonPage
from intman_desktop.ui.overview.page import OverviewPage
from intman_desktop.ui.parts.fields import TextArea, TextField
from intman_desktop.ui.settings.office_part import DutiesPart
from intman_desktop.ui.settings.page import SettingsPage
from intman_desktop.ui.talk.page import TalkPage
from intman_desktop.ui.unlock.unlock_card import UnlockCard
from intman_desktop.vault.troubles import DiskFull
from tests.builders import a_case_file, a_client
from tests.opened import PASSPHRASE
from tests.ui.hands import CTRL, Hands, buttons
from tests.ui.pages import NotePage

OpenProgram = Callable[..., Program]


@pytest.fixture
def hands(qtbot: QtBot, open_program: OpenProgram) -> Hands:
    other = a_case_file(client=a_client(family_name="Beispielmann", given_name="Amir"))
    program = open_program([a_case_file(), other])
    program.window.register_page("case", NotePage)
    return Hands(qtbot, program)


def lock_and_unlock(hands: Hands) -> None:
    hands.press(Qt.Key.Key_L, CTRL)
    unlocked(hands)


def unlocked(hands: Hands) -> None:
    window = hands.program.window

    def asked() -> list[UnlockCard]:
        return [each for each in window.findChildren(UnlockCard) if each.isVisible()]

    hands.qtbot.waitUntil(lambda: bool(asked()), timeout=20_000)
    line = next(each for each in asked()[-1].findChildren(QLineEdit) if each.isVisible())
    hands.qtbot.keyClicks(line, PASSPHRASE)
    hands.qtbot.keyClick(line, Qt.Key.Key_Return)
    hands.qtbot.waitUntil(lambda: not window.is_covered(), timeout=20_000)
    hands.settle()


def talk_of(hands: Hands, case_id: int) -> TalkPage:
    hands.program.window.open_page("case", case_id=case_id)
    hands.settle()
    hands.press(Qt.Key.Key_G, CTRL)
    hands.settle()
    page = hands.program.window.page()
    assert isinstance(page, TalkPage)
    return page


def write(hands: Hands, page: TalkPage, text: str) -> None:
    page.sheet.notes.parts()[0].note.setFocus()
    hands.type(text)


def kept(hands: Hands) -> list[str]:
    hands.program.drafting.save()
    return [note_in(each) for each in hands.asked(open_drafts)]


def field_of(page: SettingsPage, name: str) -> TextArea | TextField:
    duties = page.parts["duties"]
    assert isinstance(duties, DutiesPart)
    row = duties.bound[name].row
    assert row is not None and isinstance(row.field, TextArea | TextField)
    return row.field


def begun_in_overview(hands: Hands) -> bool:
    """Return whether the overview names the intake that is in memory alone, with a way on to it."""
    page = hands.open(OverviewPage, "overview")
    words = hands.words(page.drafts)
    named = "Neue Person" in words and "Nicht gespeichert: Die Einwilligung fehlt noch." in words
    return named and "Nichts ist angefangen." not in words and "Fortsetzen" in buttons(page.drafts)


def note_in(draft: Any) -> str:
    (notes,) = json.loads(draft.content)["values"]["notes"].values()
    return str(notes["note"])


def test_a_text_that_was_not_resumed_outlives_a_new_one_of_the_same_person(hands: Hands) -> None:
    write(hands, talk_of(hands, 1), "Zwanzig Zeilen")
    lock_and_unlock(hands)
    assert "Angefangener Text" in hands.notice()
    page = talk_of(hands, 1)
    assert "Hier wartet ein angefangener Text" in hands.notice()
    write(hands, page, "NEU")
    assert kept(hands) == ["NEU", "Zwanzig Zeilen"]
    write(hands, page, " und mehr")
    assert kept(hands) == ["NEU und mehr", "Zwanzig Zeilen"]
    lock_and_unlock(hands)
    assert kept(hands) == ["NEU und mehr", "Zwanzig Zeilen"]


def test_saving_a_new_text_leaves_the_earlier_one_waiting(hands: Hands) -> None:
    write(hands, talk_of(hands, 1), "Zwanzig Zeilen")
    lock_and_unlock(hands)
    page = talk_of(hands, 1)
    page.sheet.head.topic.setFocus()
    hands.type("2")
    write(hands, page, "NEU")
    assert len(kept(hands)) == 2
    hands.save()
    assert hands.program.window.page_name() == "case"
    assert kept(hands) == ["Zwanzig Zeilen"]


def test_resuming_one_text_keeps_the_other_that_stood_there(hands: Hands) -> None:
    write(hands, talk_of(hands, 1), "Zwanzig Zeilen")
    lock_and_unlock(hands)
    page = talk_of(hands, 1)
    write(hands, page, "NEU")
    waiting = next(each for each in hands.asked(open_drafts) if note_in(each) == "Zwanzig Zeilen")
    hands.program.frame.resume(waiting)
    hands.settle()
    note = page.sheet.notes.parts()[0].note
    assert note.value() == "Zwanzig Zeilen"
    assert "Angefangener Text" not in hands.notice()
    note.setFocus()
    hands.press(Qt.Key.Key_End, CTRL)
    hands.type(" und eine")
    assert sorted(kept(hands)) == ["NEU", "Zwanzig Zeilen und eine"]


def test_a_talk_is_laid_aside_for_the_next_person_and_waits(hands: Hands) -> None:
    write(hands, talk_of(hands, 1), "Zwanzig Zeilen")
    page = talk_of(hands, 2)
    assert page.sheet.notes.parts()[0].note.value() == "Zwanzig Zeilen", "nothing goes away unasked"
    hands.click(hands.program.window.notices, "Beiseitelegen und neu beginnen")
    assert page.sheet.case_ids() == (2,)
    assert page.sheet.notes.parts()[0].note.value() == ""
    assert "wartet in der Übersicht" in hands.notice()
    write(hands, page, "Kurz")
    assert sorted(kept(hands)) == ["Kurz", "Zwanzig Zeilen"]
    waiting = next(each for each in hands.asked(open_drafts) if note_in(each) == "Zwanzig Zeilen")
    hands.program.frame.resume(waiting)
    hands.settle()
    assert page.sheet.case_ids() == (1,)
    assert page.sheet.notes.parts()[0].note.value() == "Zwanzig Zeilen"
    lock_and_unlock(hands)
    assert sorted(kept(hands)) == ["Kurz", "Zwanzig Zeilen"]


def test_what_was_begun_in_the_settings_stands_there_again_whichever_way_one_comes(hands: Hands) -> None:
    """After unlocking no second draft arises beside the first, and the overview names its part."""
    page = hands.open(SettingsPage, "settings", field="purposes")
    purposes = field_of(page, "purposes")
    hands.into(purposes, "Beratung und Begleitung")
    lock_and_unlock(hands)
    overview = hands.open(OverviewPage, "overview")
    assert "Einstellungen: Angaben zum Datenschutz" in hands.words(overview.drafts)
    again = hands.open(SettingsPage, "settings", field="controller")
    purposes = field_of(again, "purposes")
    assert again.tabs.key() == "duties"
    assert again.focusWidget() is field_of(again, "controller"), "one stays where one wanted to be"
    assert purposes.value() == "Beratung und Begleitung"
    assert "steht wieder da" in hands.notice()
    assert "Zeigen" not in buttons(hands.program.window.notices)
    hands.into(purposes, "Beratung")
    hands.program.drafting.save()
    (draft,) = hands.asked(open_drafts)
    assert json.loads(draft.content)["values"]["changes"] == {"purposes": "Beratung"}


def test_what_was_begun_in_another_part_of_the_settings_is_a_click_away(hands: Hands) -> None:
    """The part that one opened stays open, and the notice leads to the text."""
    page = hands.open(SettingsPage, "settings", field="purposes")
    purposes = field_of(page, "purposes")
    hands.into(purposes, "Beratung und Begleitung")
    lock_and_unlock(hands)
    again = hands.open(SettingsPage, "settings", part="backup")
    assert again.tabs.key() == "backup"
    hands.click(hands.program.window.notices, "Zeigen")
    assert again.tabs.key() == "duties"
    hands.program.drafting.save()
    assert len(hands.asked(open_drafts)) == 1


def test_a_text_that_gave_way_to_another_case_waits_for_its_own(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = hands.program.window.open_page("case", case_id=1)
    assert isinstance(page, NotePage)
    hands.into(page.field, "Zwanzig Zeilen")
    typed_into = page

    def change_case(**where: Any) -> None:
        typed_into.field.clear()
        typed_into.case_id = where["case_id"]

    monkeypatch.setattr(page, "open", change_case)
    hands.program.window.open_page("case", case_id=2)
    hands.program.drafting.save()
    (draft,) = hands.asked(open_drafts)
    assert (draft.case_id, json.loads(draft.content)["values"]) == (1, {"note": "Zwanzig Zeilen"})
    hands.program.window.open_page("case", case_id=1)
    hands.settle()
    hands.answer_notice()
    assert page.field.text() == "Zwanzig Zeilen"


def test_p2_an_intake_is_still_there_when_its_offer_was_ignored_twice(hands: Hands) -> None:
    page = hands.open(NewPersonPage, "new_person")
    hands.into(page.steps[0].first_field(), "Arabisch")
    typed = page.unsaved()
    assert typed is not None
    assert begun_in_overview(hands)
    lock_and_unlock(hands)
    assert begun_in_overview(hands)
    lock_and_unlock(hands)
    assert hands.asked(open_drafts) == ()
    assert begun_in_overview(hands)
    hands.press(Qt.Key.Key_N, CTRL)
    hands.settle()
    again = hands.program.window.page()
    assert isinstance(again, NewPersonPage)
    assert again.unsaved() == typed


def test_p2_a_begun_brief_contact_comes_back_after_locking(hands: Hands) -> None:
    """Its three answers name nobody: they wait in the store, also for the next start."""
    page = hands.open(NewPersonPage, "new_person", brief=True)
    hands.into(page.brief.form, "telefonisch")
    hands.into(page.brief.on, "gestern")
    typed = page.unsaved()
    lock_and_unlock(hands)
    assert len(hands.asked(open_drafts)) == 1
    hands.answer_notice()
    hands.settle()
    again = hands.program.window.page()
    assert isinstance(again, NewPersonPage)
    assert again.brief.isVisible() and again.unsaved() == typed


def test_a_text_that_a_full_disk_refused_is_written_once_there_is_room(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    hands.program.locking.locked.connect(said.append)
    page = talk_of(hands, 1)

    def full(*_: object, **__: object) -> None:
        raise DiskFull

    with monkeypatch.context() as patched:
        patched.setattr(drafts, "save_draft", full)
        write(hands, page, "Wichtiger Text")
        hands.program.drafting.save()
        hands.settle()
        assert hands.program.drafting.failed()
    hands.program.drafting.save()
    hands.settle()
    assert not hands.program.drafting.failed()
    assert "Wichtiger Text" in hands.asked(open_drafts)[0].content
    with monkeypatch.context() as patched:
        patched.setattr(drafts, "save_draft", full)
        write(hands, page, "Noch mehr")
        hands.press(Qt.Key.Key_L, CTRL)
        hands.qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert "gesichert" not in said[0], "what the vault did not take is not told as kept"
