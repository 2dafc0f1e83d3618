"""Tabs as words that wrap, so that large text cuts none of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton, QWidget

from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import thin_line
from intman_desktop.ui.parts.word_row import RowKind, WordRow

_TABS = RowKind("tab", chooses=True, upright=False)


class TabRow(WordRow):
    """Names of parts of which one is shown; left and right go from one to the next."""

    def __init__(self, name: str, tabs: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """Show ``tabs`` as (key, word) in their order; the first is chosen. ``name`` is spoken."""
        super().__init__(name, tabs, Flow(gap=0, even=True), _TABS, parent)
        self.column.setSpacing(0)
        self.column.addWidget(thin_line())

    def tab(self, key: str) -> QPushButton:
        """Return the tab ``key``."""
        return self.buttons[key]
