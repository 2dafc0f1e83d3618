"""Hands for the journeys: typing and clicking where the focus is, reading back from the store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, TypeVarTuple

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from intman_desktop.app import Program
from intman_desktop.services.common.desk import Desk
from intman_desktop.ui.case import parts
from intman_desktop.ui.page import Page
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.form import FormRow
from intman_desktop.ui.parts.progress import ProgressLine
from intman_desktop.vault.store import Vault

CTRL = Qt.KeyboardModifier.ControlModifier
NO_KEY = Qt.KeyboardModifier.NoModifier
T = TypeVar("T")
Ts = TypeVarTuple("Ts")
P = TypeVar("P", bound=Page)
W = TypeVar("W", bound=QWidget)


@contextmanager
def running(qapp: QApplication, vault: Path | None, today: date) -> Iterator[Program]:
    """Yield the real program, not started yet, over ``vault`` or its usual place; it may show no bug."""
    program = Program(qapp, vault, today)
    bugs: list[BaseException] = []
    program.workers.listen(program.frame.warn, bugs.append)
    yield program
    program.finish()
    assert bugs == []


def timer_of(thing: QObject) -> QTimer:
    """Return the one timer that ``thing`` keeps for itself, to let its time pass."""
    (found,) = (each for each in thing.findChildren(QTimer) if each.parent() is thing)
    return found


def counting_of(qtbot: QtBot, program: Program) -> QTimer:
    """Return what counts the minutes in which nobody touches ``program``, once it does."""

    def counting() -> list[QTimer]:
        return [each for each in program.idle.findChildren(QTimer) if each.interval() >= 60_000]

    qtbot.waitUntil(lambda: any(each.isActive() for each in counting()))
    (found,) = counting()
    return found


def open_vault(program: Program) -> Vault:
    """Return the store that is open in ``program``."""
    assert program.frame.desk is not None
    return program.frame.desk.vault


class Hands:
    """Types and clicks in the real window of ``program``."""

    def __init__(self, qtbot: QtBot, program: Program) -> None:
        self.qtbot = qtbot
        self.program = program

    def open(self, kind: type[P], name: str, **where: Any) -> P:
        """Open a page and wait until it is read."""
        page = self.program.window.open_page(name, **where)
        assert isinstance(page, kind)
        self.settle()
        return page

    def settle(self) -> None:
        """Wait until nothing is under way and all has been shown."""
        idle = self.program.workers.idle
        for _round in range(3):
            self.qtbot.waitUntil(idle, timeout=20_000)
            QApplication.processEvents()

    @property
    def vault(self) -> Vault:
        """The store that is open."""
        return open_vault(self.program)

    def asked(self, function: Callable[[Desk, *Ts], T], *args: *Ts) -> T:
        """Return what a service reads from the store."""
        found: list[T] = []
        self.program.frame.ask(function, *args, on_done=found.append)
        self.qtbot.waitUntil(lambda: bool(found), timeout=20_000)
        return found[0]

    def here(self) -> QWidget:
        """Return the widget that the keyboard speaks to."""
        self.wake()
        target = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert target is not None
        return target

    def wake(self) -> None:
        """Give the window the keyboard back: offscreen no window manager does when a list has closed.

        The window knows where its cursor is, but for that a list gives it back to the field it belongs to.
        """
        busy = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if busy is None and QApplication.activeWindow() is not self.program.window:
            focused: QWidget | None = self.program.window.focusWidget()
            listed = QApplication.activeWindow()
            owner = listed.focusProxy() if listed is not None else None
            if focused is None or (owner is not None and (focused is owner or focused.isAncestorOf(owner))):
                focused = QApplication.focusWidget()
            self.program.window.activateWindow()
            QApplication.processEvents()
            if focused is not None:
                focused.setFocus()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key."""
        self.qtbot.keyClick(self.here(), key, modifier)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type ``text``, letter by letter."""
        for letter in text:
            if letter.isascii():
                self.qtbot.keyClicks(self.here(), letter)
            else:  # Qt's test keyboard has ASCII keys only
                QApplication.sendEvent(self.here(), QKeyEvent(QEvent.Type.KeyPress, 0, NO_KEY, letter))

    def into(self, field: QWidget, text: str) -> None:
        """Click into ``field``, take out what stands there, and type ``text``."""
        self.wake()
        field.setFocus()
        target = self.here()
        if isinstance(target, QLineEdit | QPlainTextEdit):
            target.selectAll()
        elif isinstance(target, QComboBox):
            line = target.lineEdit()
            assert line is not None
            line.selectAll()
        self.press(Qt.Key.Key_Delete)
        self.type(text)
        self.press(Qt.Key.Key_Tab)

    def click(self, where: QWidget, text: str) -> None:
        """Click the button with ``text`` inside ``where``."""
        self.settle()
        self.qtbot.mouseClick(button(where, text), Qt.MouseButton.LeftButton)
        self.settle()

    def choose(self, where: QWidget, words: str) -> None:
        """Click the box or button to choose inside ``where`` with ``words`` in its own."""
        self.qtbot.mouseClick(choice(where, words), Qt.MouseButton.LeftButton)

    def save(self) -> None:
        """Press Ctrl+Enter."""
        self.press(Qt.Key.Key_Return, CTRL)
        self.settle()

    def notice(self) -> str:
        """Return what the line of notices says."""
        return self.program.window.notices.text()

    def answer_notice(self) -> None:
        """Click what the line of notices offers beside its sentence, such as "Rückgängig"."""
        self.settle()
        found = self.program.window.notices.findChildren(QPushButton)
        (offered,) = (each for each in found if each.text() and each.isVisible())
        self.qtbot.mouseClick(offered, Qt.MouseButton.LeftButton)
        self.settle()

    def words(self, where: QWidget) -> str:
        """Return every visible text inside ``where``."""
        return "\n".join(each.text() for each in where.findChildren(QLabel) if each.isVisibleTo(where))


def only(where: QWidget, kind: type[W]) -> W:
    """Return the one part of ``kind`` inside ``where``."""
    (found,) = where.findChildren(kind)
    assert isinstance(found, kind)
    return found


def button(where: QWidget, text: str) -> QPushButton:
    """Return the first visible button with ``text`` inside ``where``."""
    return next(
        each
        for each in where.findChildren(QPushButton)
        if each.text().replace("&", "") == text and each.isVisible()
    )


def stop_of(where: QWidget) -> QPushButton:
    """Return the button that stops what goes on inside ``where``; the line of it shows after a while only."""
    return only(only(where, ProgressLine), QPushButton)


def buttons(where: QWidget) -> list[str]:
    """Return the words of every visible button inside ``where``."""
    return [each.text() for each in where.findChildren(QPushButton) if each.isVisible()]


def day_line(where: QWidget, name: str) -> DateField:
    """Return the line for a day inside ``where`` that is called so aloud."""
    return next(each for each in where.findChildren(DateField) if each.accessibleName() == name)


def marked(where: QWidget) -> list[FormRow]:
    """Return the rows that are marked inside ``where``, from top to bottom and from left to right."""
    rows = [each for each in where.findChildren(FormRow) if each.isVisibleTo(where) and each.fault()]

    def place(row: FormRow) -> tuple[int, int]:
        at = row.mapTo(where, QPoint(0, 0))
        return at.y(), at.x()

    return sorted(rows, key=place)


def label_of(row: FormRow) -> str:
    """Return the label of a row as it is read."""
    return row.label.text().replace("&", "")


def card(where: QWidget, title: str) -> Card:
    """Return the visible card with this ``title`` inside ``where``."""
    return next(
        each for each in where.findChildren(Card) if each.accessibleName() == title and each.isVisible()
    )


def part_of(page: QWidget, part: str) -> Any:
    """Return the part ``part`` of the page of a case, which must be shown."""
    shown = [each for each in page.findChildren(parts.PANELS[part]) if each.isVisible()]
    assert shown, f"{part} is not shown"
    return shown[0]


def choice(where: QWidget, words: str) -> QAbstractButton:
    """Return the first box or button to choose inside ``where`` with ``words`` in its own."""
    kinds = (QRadioButton, QCheckBox)
    found = (each for kind in kinds for each in where.findChildren(kind))
    return next(each for each in found if words in each.text() and each.isVisible())


def unnamed(where: QWidget) -> list[str]:
    """Return the fields and buttons inside ``where`` that a screen reader could not name."""
    kinds = (QLineEdit, QPlainTextEdit, QComboBox, QPushButton)
    return [
        type(each).__name__
        for kind in kinds
        for each in where.findChildren(kind)
        if each.isVisibleTo(where) and not each.accessibleName()
    ]
