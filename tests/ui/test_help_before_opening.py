"""F1 before a store is open: what one can do on the cover that is shown."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from intman_desktop.ui.frame import Frame
from intman_desktop.ui.help_card import HelpCard
from intman_desktop.ui.unlock.first_start import FirstStart
from intman_desktop.ui.unlock.unlock_card import UnlockCard
from intman_desktop.ui.window import MainWindow
from tests.ui.covers import click, lines, said


@pytest.fixture
def window(qtbot: QtBot, frame: Frame) -> MainWindow:
    window = MainWindow(frame)
    qtbot.addWidget(window)
    window.show()
    return window


def helped(qtbot: QtBot, window: MainWindow) -> str:
    """Press F1 where the cursor stands, close what is shown and return what it said."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F1)
    (card,) = (
        each for each in QApplication.topLevelWidgets() if isinstance(each, HelpCard) and each.isVisible()
    )
    words = said(card)
    window.close_dialogs()
    return words


def a_sheet() -> bytes:
    page = io.BytesIO()
    canvas = Canvas(page)
    canvas.drawString(100, 700, "Notfallblatt")
    canvas.save()
    return page.getvalue()


def test_f1_says_on_each_page_of_the_first_start_what_one_can_do_there(
    qtbot: QtBot, frame: Frame, window: MainWindow, tmp_path: Path
) -> None:
    """The keys of an open store are not told: none of them works yet."""
    start = FirstStart(tmp_path / "vault", frame.workers)
    window.cover(start)
    told = [helped(qtbot, window)]
    for line, text in zip(lines(start), ("Stadt", None, "Rathaus", "Ort", "Erika"), strict=True):
        if text is not None:
            line.setText(text)
    click(start, "Weiter")
    told.append(helped(qtbot, window))
    start.show_sheet(a_sheet(), "Notfallblatt", "Notfallblatt.pdf")
    told.append(helped(qtbot, window))
    for words, each in zip(told, ("für welche Beratungsstelle", "zweimal", "Haken"), strict=True):
        assert "Was kann ich hier tun?" in words
        assert each in words
        assert "Strg" not in words


def test_f1_says_how_a_store_is_opened(qtbot: QtBot, window: MainWindow) -> None:
    window.cover(UnlockCard("Tresor"))
    assert "mit dem Code vom Notfallblatt" in helped(qtbot, window)


def test_what_f1_said_goes_with_the_cover_it_was_said_of(qtbot: QtBot, window: MainWindow) -> None:
    window.cover(UnlockCard("Tresor"))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F1)
    (card,) = (each for each in QApplication.topLevelWidgets() if isinstance(each, HelpCard))
    assert card.isVisible()
    window.uncover()
    assert not card.isVisible()
