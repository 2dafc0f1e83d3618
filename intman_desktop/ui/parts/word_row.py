"""Words in a row that wraps, of which one is chosen; what chips and tabs share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from intman_desktop.ui.parts.arrow_row import ArrowRow
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.flow import Flow


@dataclass(frozen=True)
class RowKind:
    """How such a row behaves: the ``part`` of its style, and how the arrows go, as of ``ArrowRow``."""

    part: str
    chooses: bool = False
    upright: bool = True


class WordRow(QWidget):
    """Buttons with (key, word) in their order; the first is chosen.

    Attributes: ``column`` (the layout of the row and what stands below), ``flow``, ``group``, ``buttons`` (by
    key). Signals: ``chosen(str)`` – the key of the one that was pressed.
    """

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        words: Sequence[tuple[str, str]],
        flow: Flow,
        kind: RowKind,
        parent: QWidget | None = None,
    ) -> None:
        """Stand in ``flow``; ``name`` is spoken."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        self.flow = flow
        self.column.addWidget(flow)
        for key, word in words:
            button = quiet_button(word)
            button.setProperty("part", kind.part)
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self.group.addButton(button)
            self.buttons[key] = button
            flow.add(button)
        pressed = tuple(self.buttons.values())
        self._arrows = ArrowRow(pressed, self, chooses=kind.chooses, upright=kind.upright)
        self.choose(next(iter(self.buttons)))

    def key(self) -> str:
        """Return the key of the chosen one."""
        return next(key for key, button in self.buttons.items() if button.isChecked())

    def choose(self, key: str) -> None:
        """Choose the one called ``key`` without a signal."""
        self.buttons[key].setChecked(True)
