"""Two or three columns beside each other that go below each other when the page is narrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from intman_desktop.ui.tokens import space


class Columns(QWidget):
    """Shows ``widgets`` as columns while each has enough letters of width, else as a stack.

    ``shares`` are the relative widths; ``letters`` the least width of the whole, in letters
    of the present text size, at which columns are used. In the stack the first column is on top,
    or the last one where ``last_first``.
    """

    def __init__(
        self,
        widgets: Sequence[QWidget],
        shares: Sequence[int] = (),
        letters: int = 84,
        *,
        last_first: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._letters = letters
        stack = QBoxLayout.Direction.BottomToTop if last_first else QBoxLayout.Direction.TopToBottom
        self._stack = stack
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(space(4))
        for index, widget in enumerate(widgets):
            policy = widget.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
            widget.setSizePolicy(policy)
            self._layout.addWidget(widget, shares[index] if shares else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose columns or stack by the new width."""
        self._choose(event.size().width())
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Choose again when the text size changes."""
        if event.type() == QEvent.Type.FontChange:
            self._choose(self.width())
        super().changeEvent(event)

    def _choose(self, width: int) -> None:
        beside = width >= self._letters * self.fontMetrics().averageCharWidth()
        direction = QBoxLayout.Direction.LeftToRight if beside else self._stack
        if self._layout.direction() != direction:
            self._layout.setDirection(direction)
