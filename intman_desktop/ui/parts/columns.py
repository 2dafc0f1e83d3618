"""Two or three columns beside each other that go below each other when the page is narrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from intman_desktop.ui.tokens import space

_WIDEST = 16_777_215
"""How wide Qt lets a widget be that has no bound of its own."""


class Columns(QWidget):
    """Shows ``widgets`` as columns while each has its room, else as a stack.

    ``shares`` are the relative widths, 0 for a column that is as wide as what stands in it wants to be;
    ``letters`` the least width of the whole, in letters of the present text size, at which columns are used;
    they are not where one of them would be cut. In the stack the first column is on top.

    Signals: ``turned(bool)`` – whether they are a stack now, each time that changes; at first they are not.
    """

    turned = Signal(bool)

    def __init__(
        self,
        widgets: Sequence[QWidget],
        shares: Sequence[int] = (),
        letters: int = 84,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._letters = letters
        self._columns = tuple(zip(widgets, shares or [1] * len(widgets), strict=True))
        self._stack = QBoxLayout.Direction.TopToBottom
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(space(4))
        for widget, share in self._columns:
            if not share:
                self._layout.addWidget(widget)
                continue
            policy = widget.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
            widget.setSizePolicy(policy)
            self._layout.addWidget(widget, share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose columns or stack by the new width."""
        self._choose(event.size().width())
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Choose again when the text size changes."""
        if event.type() == QEvent.Type.FontChange:
            self._choose(self.width())
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        """Choose again when what stands in a column needs another width."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._choose(self.width())
        return done

    def _choose(self, width: int) -> None:
        enough = width >= self._letters * self.fontMetrics().averageCharWidth()
        direction = QBoxLayout.Direction.LeftToRight if enough and self._fit(width) else self._stack
        for widget in (each for each, share in self._columns if not share):
            most = _WIDEST if direction == self._stack else _own_width(widget)
            if widget.maximumWidth() != most:
                widget.setMaximumWidth(most)
        if self._layout.direction() != direction:
            self._layout.setDirection(direction)
            self.turned.emit(direction == self._stack)

    def _fit(self, width: int) -> bool:
        """Return whether at ``width`` pixels none of the columns that are shown is cut."""
        shown = [(widget, share) for widget, share in self._columns if not widget.isHidden()]
        whole = sum(share for _widget, share in shown)
        room = width - self._layout.spacing() * (len(shown) - 1)
        room -= sum(_own_width(widget) for widget, share in shown if not share)
        return all(
            widget.minimumSizeHint().width() <= room * share // whole for widget, share in shown if share
        )


def _own_width(widget: QWidget) -> int:
    """Return how wide ``widget`` wants to be: of a row its field and label, not what wraps below them."""
    of_field = getattr(widget, "own_width", None)
    return int(of_field()) if of_field is not None else widget.sizeHint().width()


def stacked(*widgets: QWidget, gap: int = 4) -> QWidget:
    """Return ``widgets`` one below the other as the content of a column, ``gap`` steps of space apart."""
    stack = QWidget()
    column = QVBoxLayout(stack)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(space(gap))
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return stack
