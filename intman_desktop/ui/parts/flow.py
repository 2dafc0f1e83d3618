"""A row that wraps: what does not fit beside goes below, so large text never cuts anything."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from intman_desktop.ui.tokens import space

_STEP = 8
"""Pixels by which the width is tried at which lines are even."""


class FlowLayout(QLayout):
    """Lays its items out like words of a line."""

    def __init__(
        self,
        parent: QWidget | None = None,
        gap: int = space(2),
        *,
        even: bool = False,
        in_columns: bool = False,
    ) -> None:
        """Leave ``gap`` pixels between the items, and between lines no more than between two buttons.

        ``even`` shares what needs several lines out among them, so that none holds a single word; with
        ``in_columns`` every item has the room of the widest, so that those of all lines stand in columns.
        """
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._between = min(gap, space(2))
        self._even = even
        self._in_columns = in_columns
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Append ``item``."""
        self._items.append(item)
        self._heights.clear()

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return the item at ``index`` or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and return the item at ``index`` or None."""
        self._heights.clear()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def invalidate(self) -> None:
        """Forget the heights, for an item has changed; Qt asks for them again and again in between."""
        self._heights.clear()
        super().invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        """Return that the row grows by itself in no direction."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Return that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height in pixels that a row of ``width`` pixels needs."""
        if width not in self._heights:
            self._heights[width] = self._lay(QRect(0, 0, width, 0), place=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        """Place the items inside ``rect``."""
        super().setGeometry(rect)
        self._lay(rect, place=True)

    def sizeHint(self) -> QSize:
        """Return the size with all items in one line."""
        shown = [item for item in self._items if not item.isEmpty()]
        widths = [item.sizeHint().width() for item in shown]
        whole = max(widths, default=0) * len(widths) if self._in_columns else sum(widths)
        width = whole + self._gap * max(0, len(shown) - 1)
        above = max((_middle(item) for item in shown), default=0)
        below = max((item.sizeHint().height() - _middle(item) for item in shown), default=0)
        return QSize(width, above + below)

    def minimumSize(self) -> QSize:
        """Return the size of the largest single item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _lay(self, rect: QRect, *, place: bool) -> int:
        y = rect.y()
        for line in self._lines(rect.width()):
            middle = max(_middle(item) for item, _width in line)
            x, low = rect.x(), y
            for item, width in line:
                own, top = item.sizeHint().height(), y + middle - _middle(item)
                if place:
                    item.setGeometry(QRect(x, top, width, own))
                x += width + self._gap
                low = max(low, top + own)
            y = low + self._between
        return max(0, y - self._between - rect.y())

    def _lines(self, room: int) -> list[list[tuple[QLayoutItem, int]]]:
        lines = self._broken(room)
        if not self._even or len(lines) < 2 or not room:
            return lines
        few, narrow = len(lines), room // len(lines)
        while narrow < room:
            tried = self._broken(narrow)
            if len(tried) == few:
                return tried
            narrow += _STEP
        return lines

    def _broken(self, room: int) -> list[list[tuple[QLayoutItem, int]]]:
        lines: list[list[tuple[QLayoutItem, int]]] = []
        used = 0
        shown = [item for item in self._items if not item.isEmpty()]
        widest = max((item.sizeHint().width() for item in shown), default=0)
        for item in shown:
            width = widest if self._in_columns else item.sizeHint().width()
            width = min(width, room) if room else width
            if not lines or used + width > room:
                lines.append([])
                used = 0
            lines[-1].append((item, width))
            used += width + self._gap
        return lines


def _middle(item: QLayoutItem) -> int:
    """Return where ``item`` has its middle: that of its field, where a label stands above it."""
    of_field = getattr(item.widget(), "middle", None)
    return int(of_field()) if of_field is not None else item.sizeHint().height() // 2


class Flow(QWidget):
    """A widget whose children stand beside each other and wrap."""

    def __init__(
        self,
        *widgets: QWidget,
        gap: int = space(2),
        even: bool = False,
        in_columns: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.flow = FlowLayout(self, gap, even=even, in_columns=in_columns)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for widget in widgets:
            self.flow.addWidget(widget)

    def add(self, widget: QWidget) -> None:
        """Append ``widget``."""
        self.flow.addWidget(widget)
