"""The main topic: nine of the office's choice on the keys 1 to 9, the rest by typing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import is_enter, quiet_button
from intman_desktop.ui.parts.card import empty
from intman_desktop.ui.parts.fields import ChoiceField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.tab_order import hand_on
from intman_desktop.ui.tokens import space


class TopicField(QWidget):
    """Chooses one topic. Signals: ``chosen(str)`` – the person chose another one; ``settled`` – Enter on
    a topic that is chosen: go on to the note; ``entered`` – the cursor came in here, not by the mouse.

    Attributes: ``choice``, and ``chips``, the topics on the keys, to be placed where there is room.
    """

    chosen = Signal(str)
    settled = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(space(2))
        self.choice = ChoiceField()
        self.choice.installEventFilter(self)
        self.choice.chosen.connect(self._heard)
        self._column.addWidget(self.choice)
        self.chips = Flow()
        self._quick: tuple[str, ...] = ()
        self._buttons: dict[str, QPushButton] = {}
        hand_on(self, self.choice)

    def hold_chips(self) -> None:
        """Place the topics on the keys here, below the choice."""
        self._column.addWidget(self.chips)

    def code(self) -> str:
        """Return the topic chosen, or an empty text."""
        return self.choice.code()

    def set_code(self, code: str) -> None:
        """Choose ``code`` without a signal."""
        self.choice.set_code(code)
        self._mark()

    def draft(self) -> str:
        """Return what stands here, for a draft."""
        return self.choice.draft()

    def set_draft(self, kept: str) -> None:
        """Put back what ``draft`` returned."""
        self.choice.set_draft(kept)
        self._mark()

    def set_topics(self, topics: Sequence[tuple[str, str]], quick: Sequence[str]) -> None:
        """Offer ``topics`` as (code, label); ``quick`` are the codes on the keys from 1 on, "" for none."""
        labels = dict(topics)
        self.choice.set_choices(topics)
        self._quick = tuple(quick)
        empty(self.chips.flow)
        self._buttons = {}
        for number, code in enumerate(self._quick, start=1):
            if code not in labels:
                continue
            button = quiet_button(f"{number}  {labels[code]}", lambda code=code: self._take(code))  # type: ignore[misc]
            button.setProperty("part", "chip")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAccessibleName(_("{topic}, Taste {number}").format(topic=labels[code], number=number))
            self._buttons[code] = button
            self.chips.add(button)
        last = max((at for at, code in enumerate(self._quick, start=1) if code in self._buttons), default=0)
        self.choice.line().setPlaceholderText(_how_to_choose(last))
        self._mark()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a topic by its digit, for no topic's name begins with one; hear the cursor come in."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            typed = event.text()
            plain = event.modifiers() in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            )
            if plain and len(typed) == 1 and typed in "123456789":
                self._take_number(int(typed))
                return True
            if is_enter(event) and self.code() and self._stands_whole():
                self.settled.emit()
                return True
        elif isinstance(event, QFocusEvent) and event.gotFocus() and not _by_mouse(event):
            self.entered.emit()
        return super().eventFilter(watched, event)

    def _stands_whole(self) -> bool:
        """Return whether the field shows the topic chosen and not the beginning of another."""
        return self.choice.line().text() == self.choice.itemText(self.choice.currentIndex())

    def _take_number(self, number: int) -> None:
        if number <= len(self._quick) and self._quick[number - 1] in self._buttons:
            self._take(self._quick[number - 1])

    def _take(self, code: str) -> None:
        self.choice.set_code(code)
        self.choice.line().selectAll()
        self._heard(code)

    def _heard(self, code: str) -> None:
        self._mark()
        self.chosen.emit(code)

    def _mark(self) -> None:
        for code, button in self._buttons.items():
            button.setChecked(code == self.code())


def _how_to_choose(last_key: int) -> str:
    """Return what the empty field says: which digits choose a topic, up to the last key that has one."""
    if last_key == 0:
        return _("Thema tippen")
    if last_key == 1:
        return _("Ziffer 1 oder tippen")
    return _("Ziffer 1 bis {last} oder tippen").format(last=last_key)


def _by_mouse(event: QFocusEvent) -> bool:
    """Return whether a click brought the cursor: what scrolls then would leave behind the list it opened."""
    return event.reason() == Qt.FocusReason.MouseFocusReason
