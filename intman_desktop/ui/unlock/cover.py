"""What covers the window while no store is open: one card in the middle."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from intman_desktop.ui.keys import HELP
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.scroll_page import ScrollPage


class Cover(QWidget):
    """One card in the middle of the window, ``letters`` wide. Attributes: ``card``."""

    def __init__(self, letters: int = 62) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._letters = letters
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
        if here:
            HelpCard(self.window(), here, keys=False).show()

    def _measure(self) -> None:
        wanted = self._letters * self.fontMetrics().averageCharWidth()
        self.card.setFixedWidth(max(280, min(wanted, self.width() - 72)))
