"""What is copied here is marked as secret, cleared after half a minute, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from intman_desktop.ui.clipboard import KEPT_MS, SECRET, ClipboardGuard

NAME = "Alrashid, Samira"
MODES = [QClipboard.Mode.Clipboard, QClipboard.Mode.Selection]


class Desktop:
    """The clipboard of a desktop with other programs, which Qt's offscreen screen does not have."""

    def __init__(self, clipboard: QClipboard) -> None:
        self.owner = dict.fromkeys(MODES, "us")
        self.held: dict[QClipboard.Mode, QMimeData | None] = dict.fromkeys(MODES)
        self.changed = clipboard.changed

    def copy(self, owner: str, text: str, mode: QClipboard.Mode) -> None:
        data = QMimeData()
        data.setText(text)
        self.owner[mode] = owner
        self.setMimeData(data, mode)

    def setMimeData(self, data: QMimeData, mode: QClipboard.Mode) -> None:  # noqa: N802
        self.held[mode] = data
        self.changed.emit(mode)

    def mimeData(self, mode: QClipboard.Mode) -> QMimeData | None:  # noqa: N802
        assert self.owner[mode] == "us", "to read what is another's would wait for it"
        return self.held[mode]

    def ownsClipboard(self) -> bool:  # noqa: N802
        return self.owner[QClipboard.Mode.Clipboard] == "us"

    def ownsSelection(self) -> bool:  # noqa: N802
        return self.owner[QClipboard.Mode.Selection] == "us"

    def clear(self, mode: QClipboard.Mode) -> None:
        self.held[mode] = None
        self.changed.emit(mode)

    def text(self, mode: QClipboard.Mode) -> str:
        data = self.held[mode]
        return data.text() if data is not None else ""


@pytest.fixture
def guard(qtbot: QtBot, qapp: QApplication) -> Iterator[ClipboardGuard]:
    guard = ClipboardGuard(qapp)
    yield guard
    guard.clear()
    guard.deleteLater()


@pytest.fixture
def desktop(guard: ClipboardGuard, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Desktop:
    desktop = Desktop(qapp.clipboard())
    monkeypatch.setattr(guard, "_clipboard", desktop)
    monkeypatch.setattr(guard, "_alone", False)
    return desktop


def timer_of(guard: ClipboardGuard, mode: QClipboard.Mode) -> QTimer:
    """Return what counts for how long a copy stays; there is one timer for each of ``MODES``."""
    return guard.findChildren(QTimer)[MODES.index(mode)]


def run_out(guard: ClipboardGuard, mode: QClipboard.Mode) -> None:
    """Let the half minute be over."""
    timer = timer_of(guard, mode)
    assert timer.isActive() and timer.interval() == KEPT_MS == 30_000
    timer.timeout.emit()


@pytest.mark.parametrize("field", [QLineEdit, QPlainTextEdit])
def test_what_ctrl_c_copies_in_any_field_is_marked_as_secret_and_goes(
    guard: ClipboardGuard, qtbot: QtBot, field: type[QLineEdit | QPlainTextEdit]
) -> None:
    line = field(NAME)
    qtbot.addWidget(line)
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    held = QApplication.clipboard().mimeData()
    assert held.text() == NAME
    assert {name: held.data(name).data() for name in SECRET} == SECRET
    assert not held.hasHtml()
    run_out(guard, QClipboard.Mode.Clipboard)
    assert QApplication.clipboard().text() == ""
    assert not timer_of(guard, QClipboard.Mode.Clipboard).isActive()


def test_it_can_be_pasted_meanwhile(guard: ClipboardGuard, qtbot: QtBot) -> None:
    line, other = QLineEdit(NAME), QLineEdit()
    for each in (line, other):
        qtbot.addWidget(each)
    line.selectAll()
    line.copy()
    other.paste()
    assert other.text() == NAME


@pytest.mark.parametrize("mode", MODES)
def test_ours_goes_after_half_a_minute_and_with_the_lock(
    guard: ClipboardGuard, desktop: Desktop, mode: QClipboard.Mode
) -> None:
    desktop.copy("us", NAME, mode)
    held = desktop.held[mode]
    assert held is not None and held.hasFormat("x-kde-passwordManagerHint")
    run_out(guard, mode)
    assert desktop.held[mode] is None
    desktop.copy("us", NAME, mode)
    guard.clear()
    assert desktop.held[mode] is None and not timer_of(guard, mode).isActive()


@pytest.mark.parametrize("mode", MODES)
def test_what_another_program_copied_stays_as_it_is(
    guard: ClipboardGuard, desktop: Desktop, mode: QClipboard.Mode
) -> None:
    desktop.copy("us", NAME, mode)
    desktop.copy("another", "Einkaufsliste", mode)
    assert not timer_of(guard, mode).isActive()
    held = desktop.held[mode]
    assert held is not None and held.formats() == ["text/plain"]
    guard.clear()
    assert desktop.text(mode) == "Einkaufsliste"


def test_a_new_copy_counts_anew_and_what_is_no_text_is_left(guard: ClipboardGuard, desktop: Desktop) -> None:
    mode = QClipboard.Mode.Clipboard
    desktop.copy("us", "eins", mode)
    desktop.copy("us", "zwei", mode)
    assert desktop.text(mode) == "zwei" and timer_of(guard, mode).isActive()
    desktop.setMimeData(QMimeData(), mode)
    held = desktop.held[mode]
    assert held is not None and held.formats() == []
    desktop.changed.emit(QClipboard.Mode.FindBuffer)  # only macOS has it; nothing of ours goes there
    assert desktop.held[mode] is held
