"""Text on a page: titles, plain, quiet and small text. All of it is shown as plain text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget


class Text(QLabel):
    """Plain text that wraps and never interprets what a person typed as markup."""

    def __init__(self, text: str = "", part: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heights: dict[int, int] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("part", part)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setText(text)

    def heightForWidth(self, width: int) -> int:
        """Return the height at ``width``, or at the greatest width there may be: a layout asks for any."""
        width = min(width, self.maximumWidth())
        height = self._heights.get(width)
        if height is None:
            # A layout asks for the same few widths again and again, and every time the text would be wrapped.
            height = self._heights[width] = super().heightForWidth(width)
        return height

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when font, style or language changed."""
        self._heights = {}
        super().changeEvent(event)

    def setText(self, text: str) -> None:
        """Show ``text`` and tell it to screen readers as well."""
        self._heights = {}
        super().setText(text)
        self.setAccessibleName(text)


class PageTitle(Text):
    """The name of what the page shows, large."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "page-title", parent)


class SectionTitle(Text):
    """The name of a part of the page, by weight."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "section-title", parent)


class QuietText(Text):
    """Text of the ordinary size that steps back."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "quiet", parent)


class SmallText(Text):
    """Small text that steps back: hints, dates, sources."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "small", parent)


def thin_line() -> QFrame:
    """Return a line that divides."""
    line = QFrame()
    line.setProperty("part", "line")
    return line
