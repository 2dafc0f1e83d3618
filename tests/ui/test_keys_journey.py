"""Two journeys through the real window: the passphrase is forgotten, and a substitute comes and goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.app import Program
from intman_desktop.services.keeping.keyring import new_emergency_code
from intman_desktop.ui.journal.page import JournalPage
from intman_desktop.ui.overview.page import OverviewPage
from intman_desktop.ui.settings.keys_part import KeysPart
from intman_desktop.ui.settings.page import SettingsPage
from intman_desktop.ui.unlock.unlock_card import UnlockCard
from intman_desktop.vault.emergency_code import ALPHABET
from tests.opened import PASSPHRASE
from tests.ui.hands import CTRL, Hands

OpenProgram = Callable[..., Program]
NEW = "tisch wolke garten sieben leiter"
HERS = "pferd heft klammer baum regen"


@pytest.fixture
def drawn() -> bool:
    """Draw the window: the card asks for nothing before it was seen."""
    return True


def card(program: Program) -> UnlockCard:
    central: Any = program.window.centralWidget()
    found = central.currentWidget()
    assert isinstance(found, UnlockCard)
    return found


def lock(hands: Hands) -> UnlockCard:
    hands.press(Qt.Key.Key_L, CTRL)
    window = hands.program.window
    hands.qtbot.waitUntil(lambda: bool(window.findChildren(UnlockCard)), timeout=20_000)
    locked = card(hands.program)
    # it may have been seen, and asked for the ways, before anybody could listen
    hands.qtbot.waitUntil(lambda: locked._was_seen and not locked._painted.isActive(), timeout=20_000)
    hands.settle()
    return locked


def links(root: QWidget) -> list[str]:
    return [each.text() for each in root.findChildren(QAbstractButton) if each.isVisible()]


def press(hands: Hands, root: QWidget, words: str) -> None:
    """Go to the button with the keyboard and press it."""
    button = next(
        each
        for each in root.findChildren(QAbstractButton)
        if each.text().replace("&", "") == words and each.isVisible()
    )
    button.setFocus()
    hands.press(Qt.Key.Key_Return)


def enter(hands: Hands, text: str) -> None:
    hands.type(text)
    hands.press(Qt.Key.Key_Return)


def wait_till_open(hands: Hands) -> None:
    hands.qtbot.waitUntil(lambda: not hands.program.window.is_covered(), timeout=20_000)
    hands.settle()


def refused(hands: Hands) -> str:
    here = card(hands.program)
    hands.qtbot.waitUntil(lambda: bool(here.fault()), timeout=20_000)
    return here.fault()


def keys(hands: Hands) -> KeysPart:
    page = hands.open(SettingsPage, "settings", part="keys")
    part = page.parts["keys"]
    assert isinstance(part, KeysPart)
    return part


def texts(root: QWidget) -> str:
    return "\n".join(label.text() for label in root.findChildren(QLabel) if label.isVisible())


def with_a_typo(code: str, group: int) -> str:
    groups = code.split("-")
    wrong = groups[group - 1]
    other = ALPHABET[(ALPHABET.index(wrong[2]) + 1) % len(ALPHABET)]
    groups[group - 1] = wrong[:2] + other + wrong[3:]
    return "".join(groups)


def test_the_passphrase_is_forgotten(qtbot: QtBot, open_program: OpenProgram) -> None:
    hands = Hands(qtbot, open_program())
    codes: list[str] = []
    hands.program.frame.do(new_emergency_code, on_done=codes.append)
    hands.settle()
    locked = lock(hands)
    assert "Als Vertretung öffnen" not in links(locked), "there is none"
    enter(hands, "irgendwas mit baum")
    assert refused(hands).startswith("Diese Passphrase öffnet den Tresor nicht.")
    press(hands, locked, "Passphrase vergessen? Mit dem Notfallblatt öffnen")
    enter(hands, with_a_typo(codes[0], 3).lower())
    assert locked.code.faults() == "In Gruppe 3 stimmt ein Buchstabe nicht."
    assert hands.program.window.focusWidget() is locked.code.groups[2]
    enter(hands, codes[0].split("-")[2])
    wait_till_open(hands)

    assert hands.program.window.page_name() == "settings"
    part = keys(hands)
    assert "Sie haben mit dem Notfallblatt geöffnet." in texts(part.set_new)
    hands.type(NEW)
    hands.press(Qt.Key.Key_Return)
    enter(hands, NEW)
    hands.settle()
    assert hands.program.window.notices.text() == "Die neue Passphrase gilt ab jetzt."
    assert not part.set_new.isVisible()
    assert part.ways.add_way.isVisible(), "who has set the passphrase goes on as its owner"

    lock(hands)
    enter(hands, PASSPHRASE)
    assert refused(hands).startswith("Diese Passphrase öffnet den Tresor nicht.")
    enter(hands, NEW)
    wait_till_open(hands)
    assert hands.program.window.page_name() == "overview"
    words = texts(hands.open(OverviewPage, "overview").keys)
    assert "Notfallblatt geöffnet" not in words


def test_a_substitute_comes_and_goes(qtbot: QtBot, open_program: OpenProgram) -> None:
    hands = Hands(qtbot, open_program())
    part = keys(hands)
    press(hands, part.ways, "Vertretung hinzufügen …")
    for typed in ("Lena Muster", HERS, HERS):
        enter(hands, typed)
    hands.settle()
    assert hands.program.window.notices.text() == "Lena Muster kann den Tresor jetzt öffnen."

    locked = lock(hands)
    press(hands, locked, "Als Vertretung öffnen")
    enter(hands, HERS)
    wait_till_open(hands)
    part = keys(hands)
    assert "Sie haben als Vertretung geöffnet" in texts(part.ways)
    assert "Entfernen …" not in links(part.ways)
    assert not part.ways.add_way.isVisible()
    assert not part.sheet.isVisible()
    assert part.change.isVisible(), "her own passphrase is hers to change"
    journal = hands.open(JournalPage, "journal")
    model = journal.table.model()
    shown = {str(model.index(0, column).data()) for column in range(model.columnCount())}
    assert "Lena Muster" in shown

    locked = lock(hands)
    assert "Mit der Hauptpassphrase öffnen" in links(locked), "she was here last"
    press(hands, locked, "Mit der Hauptpassphrase öffnen")
    enter(hands, PASSPHRASE)
    wait_till_open(hands)
    part = keys(hands)
    steps: list[int] = []
    part.renewal.progress._bar.valueChanged.connect(steps.append)
    press(hands, part.ways, "Entfernen …")
    press(hands, part.ways, "Entfernen und Schlüssel jetzt erneuern")
    hands.settle()
    assert hands.program.window.notices.text() == "Der Schlüssel ist erneuert."
    assert steps == sorted(steps)
    assert len(steps) > 3
    assert not part.renewal.isVisible()
    assert "Lena Muster" not in texts(part.ways)

    locked = lock(hands)
    assert "Als Vertretung öffnen" not in links(locked)
    enter(hands, HERS)
    assert refused(hands).startswith("Diese Passphrase öffnet den Tresor nicht.")
    enter(hands, PASSPHRASE)
    wait_till_open(hands)
