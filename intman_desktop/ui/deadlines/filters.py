"""The filters over the list of deadlines: rows of chips, or one line of buttons if text is large."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from intman_desktop.ui.parts.filter_chips import FilterChips
from intman_desktop.ui.parts.scroll_page import page_around
from intman_desktop.ui.tokens import space

_MOST_LINES: Final = 3
"""Lines of chips that leave the list its room."""
_DECIDES = (QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.FontChange, QEvent.Type.Show)


class Filters(QWidget):
    """Shows ``rows`` of chips below each other, and folded beside each other when they need many lines."""

    def __init__(self, *rows: FilterChips) -> None:
        super().__init__()
        self._rows = rows
        self._folded = False
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(space(3))
        for row in rows:
            self._layout.addWidget(row)

    def event(self, event: QEvent) -> bool:
        """Choose again when the width, the size of the text, or what stands on a chip is another."""
        done = super().event(event)
        if event.type() in _DECIDES:
            self._choose()
        return done

    def _choose(self) -> None:
        around = page_around(self)
        if around is None:
            return
        # Reckoned as if there were a bar to scroll with: folding may take it away.
        bar = around.verticalScrollBar().sizeHint().width()
        width = around.width() - bar - 2 * space(6)
        folded = sum(row.lines_at(width) for row in self._rows) > _MOST_LINES
        if folded == self._folded:
            return
        self._folded = folded
        for row in self._rows:
            row.fold(folded=folded)
        if folded:
            self._layout.setDirection(QBoxLayout.Direction.LeftToRight)
            self._layout.addStretch(1)
        else:
            self._layout.setDirection(QBoxLayout.Direction.TopToBottom)
            self._layout.takeAt(len(self._rows))
