"""What stays in sight below a page that scrolls: the acts of a long form."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import thin_line
from intman_desktop.ui.tokens import space


class Foot(QWidget):
    """A line with the acts below it."""

    def __init__(self, *acts: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(space(6), 0, space(6), space(2))
        column.setSpacing(space(2))
        column.addWidget(thin_line())
        column.addWidget(Flow(*acts))
