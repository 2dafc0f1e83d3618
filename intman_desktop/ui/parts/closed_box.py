"""A field that a missing consent closes: grey, with the reason and the way to ask (E3)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.labels import QuietText
from intman_desktop.ui.parts.state import State, paint_state
from intman_desktop.ui.tokens import icon_side, space


class _Lock(QWidget):
    def sizeHint(self) -> QSize:
        return QSize(icon_side(), icon_side() + space(1))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        paint_state(painter, State.CLOSED, self.rect())
        painter.end()


class ClosedBox(QFrame):
    """Stands in the place of a field and holds nothing (Rule E3)."""

    def __init__(
        self,
        reason: str,
        ask_text: str = "",
        ask: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Say ``reason``; with ``ask`` offer the way to the consent as a link ``ask_text``."""
        super().__init__(parent)
        self.setProperty("part", "closed")
        self.setAccessibleName(reason)
        row = QHBoxLayout(self)
        row.setContentsMargins(space(3), space(2), space(3), space(2))
        row.setSpacing(space(2))
        row.addWidget(_Lock(self), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(QuietText(reason, self))
        if ask is not None:
            column.addWidget(link_button(ask_text, ask), 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(column, 1)
