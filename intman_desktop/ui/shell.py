"""What stands around the pages: navigation, search, the bar of the practice, the line of notices."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from intman_desktop.ui.navigation import Navigation
from intman_desktop.ui.parts.notice_bar import NoticeBar
from intman_desktop.ui.practice_bar import PracticeBar
from intman_desktop.ui.top_bar import TopBar


class Shell(QWidget):
    """Attributes: ``navigation``, ``practice_bar``, ``top_bar``, ``notices``, and ``pages``, one of which is
    shown.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("shell")
        self.navigation = Navigation()
        self.practice_bar = PracticeBar()
        self.top_bar = TopBar()
        self.pages = QStackedWidget()
        self.notices = NoticeBar()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.practice_bar)
        column.addWidget(self.top_bar)
        column.addWidget(self.pages, 1)
        column.addWidget(self.notices)
        row.addLayout(column, 1)
