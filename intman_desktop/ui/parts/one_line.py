"""A text in one line, however long it is; it wraps once it is unfolded."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QWidget

from intman_desktop.ui.parts.labels import Text


class OneLine(Text):
    """Ends in "…" where there is no room; the whole stands in the tooltip and is told to screen readers.

    Signals: ``measured`` – its room or its text is another, so that ``is_cut`` may be.
    """

    measured = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setWordWrap(False)

    def setText(self, text: str) -> None:
        """Show ``text`` in one line."""
        self.setWordWrap(False)
        super().setText(text)
        self.measured.emit()

    def unfold(self) -> None:
        """Show the whole text in as many lines as it needs, until another is shown."""
        self.setWordWrap(True)
        self.measured.emit()

    def is_cut(self, room: int) -> bool:
        """Return whether the text in one line needs more than ``room`` pixels."""
        return not self.wordWrap() and self.fontMetrics().horizontalAdvance(_plain(self.text())) > room

    def sizeHint(self) -> QSize:
        """Return the height of a line and no width, for it takes what the others leave."""
        return super().sizeHint() if self.wordWrap() else QSize(0, self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return super().minimumSizeHint() if self.wordWrap() else self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell that there is another room."""
        super().resizeEvent(event)
        self.measured.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much of the text as there is room for."""
        if self.wordWrap():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        words = self.fontMetrics().elidedText(_plain(self.text()), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.end()


def _plain(text: str) -> str:
    return " ".join(text.split())
