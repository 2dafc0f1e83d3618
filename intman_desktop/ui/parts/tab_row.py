"""Tabs as words that wrap, so that large text cuts none of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from intman_desktop.ui.parts.arrow_row import ArrowRow
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import thin_line


class TabRow(QWidget):
    """Names of parts of which one is shown. Signals: ``chosen(str)`` – the key of the part.

    Left and right go from one to the next.
    """

    chosen = Signal(str)

    def __init__(self, name: str, tabs: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """Show ``tabs`` as (key, word) in their order; the first is chosen. ``name`` is spoken."""
        super().__init__(parent)
        self.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._group = QButtonGroup(self)
        self._tabs: dict[str, QPushButton] = {}
        flow = Flow(gap=0, even=True)
        column.addWidget(flow)
        column.addWidget(thin_line())
        for key, word in tabs:
            tab = quiet_button(word)
            tab.setProperty("part", "tab")
            tab.setCheckable(True)
            tab.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self._group.addButton(tab)
            self._tabs[key] = tab
            flow.add(tab)
        self._arrows = ArrowRow(tuple(self._tabs.values()), self, chooses=True, upright=False)
        self.choose(next(iter(self._tabs)))

    def key(self) -> str:
        """Return the key of the chosen tab."""
        return next(key for key, tab in self._tabs.items() if tab.isChecked())

    def choose(self, key: str) -> None:
        """Choose the tab ``key`` without a signal."""
        self._tabs[key].setChecked(True)

    def tab(self, key: str) -> QPushButton:
        """Return the tab ``key``."""
        return self._tabs[key]
