"""What stays in sight below a page that scrolls: the acts of a long form."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import thin_line
from intman_desktop.ui.tokens import space


class Foot(QWidget):
    """A line with the acts below it, and above these ``told``, where something is to be said of them."""

    def __init__(self, *acts: QWidget, told: QWidget | None = None) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(space(6), 0, space(6), space(2))
        column.setSpacing(space(2))
        column.addWidget(thin_line())
        if told is not None:
            column.addWidget(told)
        column.addWidget(Flow(*acts))
