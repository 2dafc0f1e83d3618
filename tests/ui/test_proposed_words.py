"""Five words to take as a passphrase: what stands in the list, how they are drawn, and the way to them."""

from __future__ import annotations

import inspect
import secrets
import shutil
from collections.abc import Callable
from itertools import pairwise
from math import log10
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop import sealing
from intman_desktop.app import Program
from intman_desktop.language import speaking
from intman_desktop.services.keeping.stores import open_store
from intman_desktop.ui.parts.confirm import Confirm
from intman_desktop.ui.parts.form import Form, FormRow
from intman_desktop.ui.parts.state import State, StateChip
from intman_desktop.ui.pdf_view import PdfView
from intman_desktop.ui.settings.keys_part import KeysPart
from intman_desktop.ui.settings.page import SettingsPage
from intman_desktop.ui.style import Style
from intman_desktop.ui.unlock import proposed
from intman_desktop.ui.unlock.first_start import FirstStart
from intman_desktop.ui.unlock.new_passphrase import NewPassphrase
from intman_desktop.ui.unlock.proposed import WORDS, propose, word_list
from intman_desktop.ui.unlock.strength import _FAIR, advice
from intman_desktop.ui.unlock.unlock_card import UnlockCard
from tests.opened import FAST, PASSPHRASE
from tests.ui.conftest import RunProgram
from tests.ui.hands import CTRL, Hands, button, only

LETTERS = frozenset("abcdefghijklmnopqrstuvwx")
PROPOSE = "Fünf Wörter vorschlagen"
TYPE_AGAIN = "Tippen Sie die Wörter hier noch einmal"
COPIED = "Einkaufsliste"


def test_the_list_is_long_enough_sorted_and_names_each_word_once() -> None:
    """Eleven bits a word, and 55 bits for five."""
    words = word_list()
    assert len(words) >= 2048
    assert list(words) == sorted(set(words))


def test_every_word_is_typed_alike_on_every_keyboard_and_soon() -> None:
    """No umlaut, no ß, and neither y nor z, which change places between two keyboards."""
    words = word_list()
    assert [each for each in words if not set(each) <= LETTERS] == []
    assert [each for each in words if not 4 <= len(each) <= 9] == []


def test_no_word_is_easily_taken_for_another() -> None:
    """None begins another, and none differs from another in its last letter alone, as plurals do."""
    alike = [
        (one, other)
        for one, other in pairwise(word_list())
        if other.startswith(one) or (len(one) == len(other) and one[:-1] == other[:-1])
    ]
    assert alike == []


def test_the_file_is_one_word_a_line(checkout: Path) -> None:
    text = (checkout / "resources" / "words" / "de.txt").read_text(encoding="ascii")
    assert text == "".join(f"{each}\n" for each in word_list())


def test_five_words_are_drawn_from_the_whole_list_one_after_the_other() -> None:
    """Each time for one of all; they stay in their order, also where one comes twice."""
    seen: list[tuple[str, ...]] = []
    answers = iter(("wolke", "apfel", "wolke", "leiter", "birke"))

    def draw(words: Any) -> str:
        seen.append(tuple(words))
        return next(answers)

    assert propose(draw) == "wolke apfel wolke leiter birke"
    assert seen == [word_list()] * WORDS


def test_the_draw_is_that_of_secrets_and_different_each_time() -> None:
    """Nothing that can be computed from an earlier draw."""
    assert inspect.signature(propose).parameters["draw"].default is secrets.choice
    drawn = [propose().split(" ") for _time in range(5)]
    assert len({tuple(each) for each in drawn}) == 5
    for each in drawn:
        assert len(each) == WORDS and set(each) <= set(word_list())


def test_drawn_words_are_strong_whatever_zxcvbn_knows_of_them() -> None:
    """As many guesses as the bound of a usable passphrase asks for, each of them of a whole phrase."""
    phrase = "hand hand hand hand hand"
    assert advice(phrase)[0] is not State.DONE
    assert advice(phrase, drawn=True) == (State.DONE, "Stark: fünf zufällig gezogene Wörter.")
    assert WORDS * log10(len(word_list())) > _FAIR + 2


class Fields:
    """The two fields alone, in a form that is shown."""

    def __init__(self, qtbot: QtBot) -> None:
        self.form = Form()
        self.new = NewPassphrase(self.form, "&Passphrase", "&Noch einmal")
        qtbot.addWidget(self.form)
        self.form.show()
        self.form.activateWindow()
        self.first, self.again = self.form.findChildren(QLineEdit)
        self.row = self.form.findChildren(FormRow)[0]
        self.sign = next(
            each for each in self.form.findChildren(StateChip) if each.parentWidget() is self.row
        )

    def press(self) -> str:
        self.new.proposal.click()
        return self.first.text()


@pytest.fixture
def fields(qtbot: QtBot, look: Style) -> Fields:
    return Fields(qtbot)


def test_a_press_shows_words_and_leads_to_typing_them_once_more(fields: Fields) -> None:
    """Also over what was typed before, once that was asked, and over what was said of it."""
    fields.first.setText("abc")
    fields.again.setText("abd")
    fields.new.check()
    assert fields.press() == "abc", "one is asked before it is replaced"
    (asked,) = fields.form.findChildren(Confirm)
    assert asked.safe.isDefault()
    asked.act.click()
    words = fields.first.text()
    assert set(words.split(" ")) <= set(word_list()) and words.count(" ") == WORDS - 1
    assert fields.new.value() == words
    assert fields.first.echoMode() is QLineEdit.EchoMode.Normal
    assert fields.new.first.eye.accessibleName() == "Verbergen, was Sie schreiben"
    assert fields.again.text() == ""
    assert fields.form.focusWidget() is fields.again
    assert fields.again.accessibleDescription().startswith(TYPE_AGAIN)
    assert fields.sign.state() is State.DONE and not fields.sign.isHidden()
    assert not fields.form.go_to_first_fault()


def test_tab_leads_from_the_first_to_the_second_and_a_blank_replaces_nothing(
    fields: Fields, qtbot: QtBot
) -> None:
    """The proposal comes last: pressed on the way, it would drop what was typed."""
    fields.first.setFocus()
    qtbot.keyClicks(fields.first, "a b c")
    qtbot.keyClick(fields.first, Qt.Key.Key_Tab)
    assert fields.form.focusWidget() is fields.again
    qtbot.keyClicks(fields.again, "a b c")
    assert fields.new.value() == fields.again.text() == "a b c"
    qtbot.keyClick(fields.again, Qt.Key.Key_Tab)
    assert fields.form.focusWidget() is fields.new.proposal


def test_the_eye_hides_the_words_and_they_stay_the_drawn_ones(fields: Fields) -> None:
    words = fields.press()
    fields.new.first.eye.click()
    assert fields.first.echoMode() is QLineEdit.EchoMode.Password
    assert fields.first.text() == words
    assert fields.sign.state() is State.DONE


def test_another_press_draws_anew(fields: Fields, qtbot: QtBot) -> None:
    """What was typed of the former words goes, and the next ones can be read, whatever the eye was told."""
    words = fields.press()
    qtbot.keyClicks(fields.again, words[:9])
    fields.new.first.eye.click()
    assert fields.press() != words
    assert fields.first.echoMode() is QLineEdit.EchoMode.Normal
    assert fields.again.text() == ""


def test_what_is_typed_over_the_words_is_hidden_and_judged_as_typed(
    fields: Fields, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposed, "propose", lambda: "hand hand hand hand hand")
    fields.press()
    qtbot.keyClicks(fields.first, "e")
    assert fields.first.echoMode() is QLineEdit.EchoMode.Password
    assert fields.first.text() == "hand hand hand hand hande"
    assert fields.sign.state() is not State.DONE
    assert fields.again.accessibleDescription() == ""


def test_nobody_is_asked_whether_drawn_words_are_too_weak(
    fields: Fields, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposed, "propose", lambda: "aaaa aaaa aaaa aaaa aaaa")
    fields.press()
    went: list[bool] = []
    fields.new.settle(lambda: went.append(True))
    assert went == [True] and fields.form.findChildren(Confirm) == []


def test_cleared_fields_hide_what_is_typed_next(fields: Fields) -> None:
    fields.press()
    fields.new.clear()
    assert (fields.first.text(), fields.again.text()) == ("", "")
    assert fields.first.echoMode() is QLineEdit.EchoMode.Password
    assert fields.again.accessibleDescription() == ""
    assert fields.sign.isHidden()


def test_all_of_it_is_said_in_english(qtbot: QtBot, look: Style) -> None:
    """The words themselves stay German: whoever works in German types them."""
    with speaking("en"):
        fields = Fields(qtbot)
        words = fields.press()
        assert fields.new.proposal.text() == "Suggest five words"
        assert fields.again.accessibleDescription().startswith("Type the words here once more")
        assert advice(words, drawn=True)[1] == "Strong: five words drawn at random."


@pytest.fixture
def new_program(qtbot: QtBot, run_program: RunProgram, monkeypatch: pytest.MonkeyPatch) -> Program:
    monkeypatch.setattr(sealing, "calibrate", lambda: FAST)
    program = run_program(None)
    program.start()
    qtbot.waitUntil(lambda: bool(program.window.findChildren(FirstStart)))
    return program


def shown(root: QWidget) -> list[QLineEdit]:
    return [each for each in root.findChildren(QLineEdit) if each.isVisible()]


def test_a_store_made_with_proposed_words_opens_with_them(
    qtbot: QtBot, new_program: Program, tmp_path: Path
) -> None:
    """From the first start over the sheet to the work, locked and opened again; no file tells the words."""
    hands = Hands(qtbot, new_program)
    hands.settle()
    start = only(new_program.window, FirstStart)
    for line, text in zip(
        shown(start), ("Stadt Musterstadt", None, "Markt", "Musterstadt", "Erika"), strict=True
    ):
        if text is not None:
            line.setText(text)
    hands.click(start, "Weiter")
    QApplication.clipboard().setText(COPIED)
    hands.click(start, PROPOSE)
    words = shown(start)[0].text()
    hands.type(words)
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(start.findChildren(PdfView)), timeout=20_000)
    assert QApplication.clipboard().text() == COPIED
    hands.settle()
    next(
        each for each in start.findChildren(QAbstractButton) if each.isCheckable() and each.isVisible()
    ).click()
    button(start, "Fertig – an die Arbeit").click()
    qtbot.waitUntil(lambda: not new_program.window.is_covered(), timeout=20_000)
    hands.settle()
    hands.press(Qt.Key.Key_L, CTRL)
    qtbot.waitUntil(lambda: bool(new_program.window.findChildren(UnlockCard)), timeout=20_000)
    hands.settle()
    (line,) = shown(only(new_program.window, UnlockCard))
    line.setText(words)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not new_program.window.is_covered(), timeout=20_000)
    hands.settle()
    told = [each for each in tmp_path.rglob("*") if each.is_file() and words.encode() in each.read_bytes()]
    assert told == []


def test_a_passphrase_is_changed_to_proposed_words(
    qtbot: QtBot, open_program: Callable[..., Program], tmp_path: Path
) -> None:
    """While it is being changed no others are proposed: who learnt them would stand before a closed door."""
    hands = Hands(qtbot, open_program())
    part = keys(hands)
    change = part.change
    hands.into(change.present, PASSPHRASE)
    (first, again) = shown(change)[1:]
    hands.into(first, "a b c")
    assert hands.here() is again, "in the page as well, where the order is made anew with every Tab"
    hands.type("a b c")
    hands.press(Qt.Key.Key_Tab)
    assert change.new.value() == "a b c" and hands.here() is change.new.proposal
    QApplication.clipboard().setText(COPIED)
    hands.click(change, PROPOSE)
    assert change.new.value() == "a b c"
    (asked,) = (each for each in change.findChildren(Confirm) if each.isVisible())
    asked.act.click()
    words = change.new.value()
    hands.type(words)
    qtbot.keyClick(hands.here(), Qt.Key.Key_Return)
    assert not change.new.proposal.isEnabled()
    hands.settle()
    assert hands.notice() == "Die Passphrase ist geändert."
    assert QApplication.clipboard().text() == COPIED
    assert change.new.value() == "" and change.new.proposal.isEnabled()
    shutil.copytree(tmp_path / "vault", tmp_path / "copy", ignore=shutil.ignore_patterns("*.lock"))
    open_store(tmp_path / "copy", words).close()


def test_a_substitute_who_breaks_off_leaves_no_words_behind(
    qtbot: QtBot, open_program: Callable[..., Program]
) -> None:
    hands = Hands(qtbot, open_program())
    part = keys(hands)
    part.ways.add_way.click()
    hands.click(part.substitute, PROPOSE)
    hands.click(part.substitute, "Abbrechen")
    part.ways.add_way.click()
    assert part.substitute.new.value() == ""
    (first, _again) = shown(part.substitute)[1:]
    assert first.echoMode() is QLineEdit.EchoMode.Password
    assert part.set_new.new.proposal.text() == PROPOSE, "the third place where a passphrase is chosen"


def keys(hands: Hands) -> KeysPart:
    part = hands.open(SettingsPage, "settings", part="keys").parts["keys"]
    assert isinstance(part, KeysPart)
    return part
