"""Hands and eyes of the tour: finds what is seen by its spoken name, types, clicks, waits, takes pictures."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from intman_desktop.jobs.workers import Workers

W = TypeVar("W", bound=QWidget)
_STEP_SECONDS = 0.01
_PATIENCE_SECONDS = 300.0


class NotSeen(Exception):
    """Nothing of that name and kind can be seen; the message holds both and what is there instead."""


class Driver:
    """Drives the windows of one application as a person would. Attributes: ``window``."""

    def __init__(self, application: QApplication, window: QWidget, workers: Workers) -> None:
        self._application = application
        self._workers = workers
        self.window = window

    def settle(self) -> None:
        """Let jobs finish and the screen draw, until nothing is left to do."""
        quiet = 0
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while quiet < 3:
            if time.monotonic() > deadline:
                raise NotSeen("the program is still at work after five minutes")
            self._application.processEvents()
            quiet = quiet + 1 if self._workers.idle() else 0
            time.sleep(_STEP_SECONDS)

    def wait_for(self, seen: Callable[[], bool], what: str) -> None:
        """Wait until ``seen()``; raises ``NotSeen`` naming ``what`` after five minutes."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not seen():
            if time.monotonic() > deadline:
                raise NotSeen(what)
            self._application.processEvents()
            time.sleep(_STEP_SECONDS)

    def find(self, kind: type[W], name: str, *, last: bool = False) -> W:
        """Return the visible, usable widget of ``kind`` whose spoken name is ``name`` or begins with it.

        The first of several, or the ``last``.
        """
        found = [each for each in self._seen(kind) if self._name(each) == name]
        found = found or [each for each in self._seen(kind) if self._name(each).startswith(name)]
        if not found:
            there = sorted({self._name(each) for each in self._seen(kind)})
            raise NotSeen(f"no {kind.__name__} {name!r}; there is {there}")
        return found[-1 if last else 0]

    def has(self, kind: type[W], name: str) -> bool:
        """Return whether such a widget can be seen."""
        return any(self._name(each).startswith(name) for each in self._seen(kind))

    def press(self, name: str, kind: type[QAbstractButton] = QAbstractButton, *, last: bool = False) -> None:
        """Click the button called ``name``, of several the first or the ``last``; wait for what it does."""
        button = self.find(kind, name, last=last)
        self._show(button)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(8, 8))
        self.settle()

    def type_into(self, name: str, text: str) -> None:
        """Replace what stands in the field called ``name`` by ``text``, key by key."""
        field = self._field(name)
        self._show(field)
        self._come_to_front()
        field.setFocus()
        field.selectAll()
        self._type(field, text)
        QTest.keyClick(field, Qt.Key.Key_Tab)
        self.settle()

    def choose(self, name: str, text: str) -> None:
        """Choose the first entry that begins with ``text`` in the list called ``name``."""
        box = self.find(QComboBox, name)
        self._show(box)
        for index in range(box.count()):
            if box.itemText(index).startswith(text):
                box.setFocus()
                box.setCurrentIndex(index)
                box.activated.emit(index)
                self.settle()
                return
        raise NotSeen(f"no entry {text!r} in {name!r}")

    def keys(self, keys: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key in the window that is in front."""
        self._come_to_front()
        focus = self._application.focusWidget()
        QTest.keyClick(focus if focus is not None and focus.isVisible() else self.window, keys, modifiers)
        self.settle()

    def _come_to_front(self) -> None:
        """Let the keys go to the window in front: typed into one behind, each field would keep its cursor."""
        if self._application.activeWindow() is None:
            self.window.activateWindow()
            self.settle()

    def stay_awake(self) -> None:
        """Touch a key that does nothing, so that a slow machine does not lock itself in between."""
        QTest.keyClick(self.window, Qt.Key.Key_Shift)

    def picture(self, file: Path) -> None:
        """Write what the window shows as PNG."""
        self.stay_awake()
        self._come_to_rest()
        file.parent.mkdir(parents=True, exist_ok=True)
        if not self.window.grab().save(str(file)):
            raise OSError(f"cannot write {file.name}")

    def _come_to_rest(self) -> None:
        """Settle until nothing moves any more: what wraps finds its height in several steps."""
        before = None
        places = self._places()
        while places != before:
            self.settle()
            before, places = places, self._places()

    def _places(self) -> list[QRect]:
        return [each.geometry() for each in self.window.findChildren(QWidget) if each.isVisible()]

    @staticmethod
    def _type(field: QWidget, text: str) -> None:
        """Send each character as the key that brings it; QTest knows the keys of ASCII only."""
        for character in text:
            if character.isascii():
                QTest.keyClicks(field, character)
                continue
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character)
                QApplication.sendEvent(field, key)

    def _field(self, name: str) -> QLineEdit | QPlainTextEdit:
        try:
            return self.find(QLineEdit, name)
        except NotSeen:
            return self.find(QPlainTextEdit, name)

    def _seen(self, kind: type[W]) -> Iterator[W]:
        active = self._application.activeModalWidget()
        tops = [active] if active is not None else [self.window]
        for top in tops:
            for each in top.findChildren(kind):
                if each.isVisible() and each.isEnabled():
                    yield each

    @staticmethod
    def _name(widget: QWidget) -> str:
        if widget.accessibleName():
            return widget.accessibleName()
        return widget.text().replace("&", "") if isinstance(widget, QAbstractButton) else ""

    def _show(self, widget: QWidget) -> None:
        """Scroll every area around ``widget`` until it can be seen."""
        around = widget.parentWidget()
        while around is not None:
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(widget)
            around = around.parentWidget()
        self._application.processEvents()
