"""Filters as chips with counts; one is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from intman_desktop.ui.parts.arrow_row import ArrowRow
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.wording import number


class FilterChips(QWidget):
    """Chips of which one is chosen, by mouse or by arrows and Space.

    Signals: ``chosen(str)`` – the key of the chip.
    """

    chosen = Signal(str)

    def __init__(self, name: str, chips: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """Show ``chips`` as (key, word) in their order; the first is chosen. ``name`` is spoken."""
        super().__init__(parent)
        self.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._group = QButtonGroup(self)
        self._words = dict(chips)
        self._buttons: dict[str, QPushButton] = {}
        flow = Flow()
        column.addWidget(flow)
        for key, word in chips:
            button = quiet_button(word)
            button.setProperty("part", "chip")
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self._group.addButton(button)
            self._buttons[key] = button
            flow.add(button)
        self._arrows = ArrowRow(tuple(self._buttons.values()), self)
        self.choose(next(iter(self._buttons)))

    def key(self) -> str:
        """Return the key of the chosen chip."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def choose(self, key: str) -> None:
        """Choose the chip ``key`` without a signal."""
        self._buttons[key].setChecked(True)

    def button(self, key: str) -> QPushButton:
        """Return the chip ``key``."""
        return self._buttons[key]

    def set_counts(self, counts: dict[str, int], *, at_least: bool = False) -> None:
        """Show how many there are behind each chip; ``at_least`` where there may be more than is counted.

        Of a chip with none of at least none the number is left out: it says nothing.
        """
        for key, count in counts.items():
            shown = f"{number(count)}+" if at_least else number(count)
            text = f"{self._words[key]}  {shown}" if count or not at_least else self._words[key]
            self._buttons[key].setText(text)
            self._buttons[key].setAccessibleName(text)
