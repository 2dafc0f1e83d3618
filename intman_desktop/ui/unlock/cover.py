"""What covers the window while no store is open: one card in the middle."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from intman_desktop.ui.keys import HELP
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.scroll_page import ScrollPage

_LETTERS = 84
"""How wide the card is, in letters of the present text size: one width for all, so that none jumps."""


class Cover(QWidget):
    """One card in the middle of the window. Attributes: ``card``."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._read: QWidget | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        page = ScrollPage()
        outer.addWidget(page)
        self.card = Card()
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.card)
        row.addStretch(1)
        page.body.addStretch(1)
        page.body.addLayout(row)
        page.body.addStretch(2)
        self._measure()
        keys = QShortcut(QKeySequence(HELP), self)  # those of the window rest under a cover
        keys.activated.connect(self._help)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the cursor where one types first."""
        super().showEvent(event)
        field = self.first_field()
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Take along what was asked for here: it says nothing of what comes now."""
        super().hideEvent(event)
        self._close_help()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the width in letters at every text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "card"):
            self._measure()

    def resizeEvent(self, event: object) -> None:
        """Never be wider than the window."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._measure()

    def first_field(self) -> QWidget | None:
        """Return where the cursor goes, or None."""
        return None

    def help(self) -> str:
        """Return a few sentences for F1: what one can do here."""
        return ""

    def _help(self) -> None:
        from intman_desktop.ui.help_card import HelpCard

        here = self.help()
        self._close_help()
        if here:
            self._read = HelpCard(self.window(), here, keys=False)
            self._read.show()

    def _close_help(self) -> None:
        if self._read is not None and isValid(self._read):
            self._read.close()
        self._read = None

    def _measure(self) -> None:
        wanted = _LETTERS * self.fontMetrics().averageCharWidth()
        self.card.setFixedWidth(max(280, min(wanted, self.width() - 72)))
