"""Hands and eyes of the tour: finds what is seen by its spoken name, types, clicks, waits, takes pictures."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPalette, QPixmap
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from intman_desktop.jobs.workers import Workers

W = TypeVar("W", bound=QWidget)
_STEP_SECONDS = 0.004
_PATIENCE_SECONDS = 300.0
_INK = 128
"""How dark, of 255, at least one dot of a drawn paper is."""
_QUICKLY_PACKED = 80
"""How Qt is told to pack a PNG little: hundreds are written, and packing takes longer than drawing."""


class NotSeen(Exception):
    """Nothing of that name and kind can be seen; the message holds both and what is there instead."""


class Driver:
    """Drives the windows of one application as a person would. Attributes: ``window``."""

    def __init__(self, application: QApplication, window: QWidget, workers: Workers) -> None:
        self._application = application
        self._workers = workers
        self.window = window

    def settle(self) -> None:
        """Let jobs finish and the screen draw, until nothing is left to do.

        What is to be deleted goes as well, as in a loop of events: else every change of look draws it anew.
        """
        quiet = 0
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while quiet < 3:
            if time.monotonic() > deadline:
                raise NotSeen("the program is still at work after five minutes")
            self._application.processEvents()
            self._application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
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
        self.click(self.find(kind, name, last=last))

    def click(self, button: QAbstractButton) -> None:
        """Click a button near its corner, which is seen also of a large one; wait for what it does."""
        self._show(button)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(8, 8))
        self.settle()

    def buttons(self) -> list[str]:
        """Return the names of the buttons that can be pressed now, in the order in which they were made."""
        return [self._name(each) for each in self._seen(QAbstractButton)]

    def type_on(self, field: QLineEdit, text: str) -> None:
        """Type ``text`` into ``field`` and stay there."""
        self._come_to_front()
        field.setFocus()
        self._type(field, text)
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
        """Let the keys go to the window in front: typed into one behind, each field would keep its cursor.

        Without a window manager none is in front after a dialog, and none would show where its cursor is.
        """
        if self._application.activeWindow() is None:
            (self._application.activeModalWidget() or self.window).activateWindow()
            self.settle()

    def stay_awake(self) -> None:
        """Touch a key that does nothing, so that a slow machine does not lock itself in between."""
        QTest.keyClick(self.window, Qt.Key.Key_Shift)

    def picture(self, file: Path) -> None:
        """Write what the window shows as PNG."""
        self.stay_awake()
        self._come_to_front()
        self._come_to_rest()
        for paper in self._seen(QPdfView):
            self.wait_for(partial(_is_drawn, paper), "a paper that is drawn")
        file.parent.mkdir(parents=True, exist_ok=True)
        shown = self.window.grab()
        for each in self._application.topLevelWidgets():
            if each is not self.window and each.isVisible() and not each.size().isEmpty():
                self._lay_over(shown, each)
        if not shown.save(str(file), "PNG", _QUICKLY_PACKED):
            raise OSError(f"cannot write {file.name}")

    def _lay_over(self, shown: QPixmap, over: QWidget) -> None:
        """Draw what stands over the window as a desktop shows it: a dialog framed in the middle, a list of
        choices below its field; the screen of a window without a screen is too small for both.
        """
        place, field = self.window.rect().center() - over.rect().center(), over.focusProxy()
        if field is not None:
            over.resize(max(field.width(), over.width()), over.height())
            place = field.mapTo(self.window, QPoint(0, field.height()))
        elif not isinstance(over, QDialog):
            place = self.window.mapFromGlobal(over.mapToGlobal(QPoint(0, 0)))
        painter = QPainter(shown)
        painter.drawPixmap(place, over.grab())
        painter.setPen(over.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.drawRect(QRect(place, over.size()))
        painter.end()

    def _come_to_rest(self) -> None:
        """Settle until nothing moves any more: what wraps finds its height in several steps."""
        before = None
        places = self._places()
        while places != before:
            self.settle()
            before, places = places, self._places()

    def _places(self) -> list[QRect]:
        shown = (each for top in self._tops() for each in top.findChildren(QWidget) if each.isVisible())
        return [each.geometry() for each in shown]

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
        for top in self._tops():
            for each in top.findChildren(kind):
                if each.isVisible() and each.isEnabled():
                    yield each

    def _tops(self) -> list[QWidget]:
        active = self._application.activeModalWidget()
        return [active] if active is not None else [self.window]

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


def _is_drawn(paper: QPdfView) -> bool:
    """Return whether there is ink on the paper: Qt draws it in a thread of its own, on white until then."""
    inner = paper.viewport().rect()
    inner.adjust(inner.width() // 8, inner.height() // 8, -inner.width() // 8, -inner.height() // 8)
    dots = paper.viewport().grab(inner).toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    return min(bytes(dots.constBits()), default=0) < _INK
