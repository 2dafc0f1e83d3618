"""A card that is read and closed; it is not waited for, the window stays usable under it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.labels import PageTitle
from intman_desktop.ui.parts.scroll_page import ScrollPage
from intman_desktop.ui.tokens import space


class ReadingCard(QDialog):
    """Has a title and a way out. Attributes: ``page`` (what is read), ``foot`` (the line of the way out)."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setProperty("part", "help")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)  # the border of the card
        self.page = ScrollPage()
        outer.addWidget(self.page)
        self.page.add(PageTitle(title))
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(space(6), space(2), space(6), space(3))
        self.foot.addWidget(quiet_button(_("Schließen"), self.accept))
        self.foot.addStretch(1)
        outer.addLayout(self.foot)
