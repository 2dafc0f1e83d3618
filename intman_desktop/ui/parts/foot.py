"""What stays in sight below a page that scrolls: the acts of a long form."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import thin_line
from intman_desktop.ui.tokens import space


class Foot(QWidget):
    """A line with the acts below it, and above these ``told``, where something is to be said of them.

    What changes with what stands above comes behind the acts that are always the same, by ``show_acts``.
    """

    def __init__(self, *acts: QWidget, told: QWidget | None = None) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(space(6), 0, space(6), space(2))
        column.setSpacing(space(2))
        column.addWidget(thin_line())
        if told is not None:
            column.addWidget(told)
        self._line = Flow(*acts)
        self._shown: tuple[QWidget, ...] = ()
        column.addWidget(self._line)

    def show_acts(self, *acts: QWidget) -> None:
        """Show ``acts`` in place of those that were shown by this before, which go for good."""
        gone, self._shown = self._shown, acts
        for act in acts:
            self._line.add(act)
            act.show()
        for act in gone:
            if act not in acts:
                self._line.flow.removeWidget(act)
                act.hide()
                act.deleteLater()
