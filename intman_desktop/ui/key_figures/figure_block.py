"""One figure with its breakdown, and the question mark that says what it counts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.key_figures.figure_line import FigureLine
from intman_desktop.ui.parts.buttons import icon_button
from intman_desktop.ui.parts.labels import SmallText
from intman_desktop.ui.tokens import space
from intman_desktop.values.figure_views import FigureGroup, FigureRow

Show = Callable[[FigureRow], object]


class FigureBlock(QWidget):
    """A figure's own line with its "?", and below it the lines of its breakdown, if it has one.

    ``best`` is the number whose bar is full among the single figures beside it, 0 for no bars.
    """

    def __init__(self, group: FigureGroup, best: int, show: Show) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        single = not group.broken_down
        self._explains = SmallText(group.explains)
        self._explains.setContentsMargins(0, 0, 0, space(1))
        self._explains.hide()
        self.question = icon_button(
            "circle-question-mark", _("Was zählt „{figure}“?").format(figure=group.label), self._explain
        )
        self.question.setToolTip(group.explains)
        self.question.setAccessibleDescription(group.explains)
        share = group.total.number / best if single and best else None
        column.addLayout(beside(_line(group.total, share, show, whole=True), self.question))
        column.addWidget(self._explains)
        whole = max(1, group.total.number)
        for row in group.rows:
            line = _line(row, row.number / whole, show, whole=False)
            column.addLayout(beside(line, Room(self.question)))

    def _explain(self) -> None:
        self._explains.setVisible(self._explains.isHidden())


def _line(row: FigureRow, share: float | None, show: Show, *, whole: bool) -> FigureLine:
    line = FigureLine(row, share, whole)
    line.clicked.connect(lambda _checked=False: show(row))
    return line


class Room(QWidget):
    """Nothing, as wide as ``button``, so that lines with and without one stand in the same columns."""

    def __init__(self, button: QWidget) -> None:
        super().__init__()
        self._button = button
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the width of the button."""
        return QSize(self._button.sizeHint().width(), 0)


def beside(line: QWidget, right: QWidget) -> QHBoxLayout:
    """Return ``line`` with ``right`` at its right."""
    row = QHBoxLayout()
    row.setSpacing(0)
    row.addWidget(line, 1)
    row.addWidget(right, 0, Qt.AlignmentFlag.AlignTop)
    return row
