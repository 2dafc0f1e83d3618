"""The left edge of the window: the seven places with their counts, and the state of the backup."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.icons import icon
from intman_desktop.ui.keys import PLACES, native, place_name
from intman_desktop.ui.parts.labels import thin_line
from intman_desktop.ui.parts.state import State, paint_state
from intman_desktop.ui.tokens import colour, icon_side, space
from intman_desktop.ui.wording import number

_ICONS = {
    "overview": "house",
    "cases": "folder",
    "deadlines": "calendar-clock",
    "key_figures": "chart-column",
    "services": "signpost",
    "privacy": "shield",
    "settings": "settings",
}


class _Place(QPushButton):
    """One place: icon, name, and at the right how many there are."""

    def __init__(self, place: str, keys: str) -> None:
        super().__init__(place_name(place))
        self._count = ""
        self.setProperty("part", "place")
        self.setCheckable(True)
        self.setIcon(icon(_ICONS[place], gap=True))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(native(keys))
        self.setAccessibleName(self.text())
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def set_count(self, count: int | None) -> None:
        """Show ``count`` at the right; None for nothing."""
        self._count = number(count) if count is not None else ""
        self.setAccessibleName(f"{self.text()} {self._count}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for icon, name and four digits."""
        hint = super().sizeHint()
        return QSize(hint.width() + self.fontMetrics().horizontalAdvance("0 000"), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button and the count."""
        super().paintEvent(event)
        if self._count:
            painter = QPainter(self)
            painter.setPen(colour("quiet"))
            box = self.rect().adjusted(0, 0, -space(3), 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._count)
            painter.end()


class _BackupLine(QPushButton):
    """The sign and word of the backup's state; opens the page about backups."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "place")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._state = State.OPEN

    def set_state(self, state: State, word: str) -> None:
        """Show ``state`` with ``word``."""
        self._state = state
        self.setText(word)
        self.setAccessibleName(word)

    def sizeHint(self) -> QSize:
        """Return the room for sign and word."""
        hint = super().sizeHint()
        return QSize(hint.width() + icon_side() + space(2), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign and the word."""
        painter = QPainter(self)
        paint_state(painter, self._state, QRect(space(3), 0, icon_side(), self.height()))
        painter.setPen(colour(self._state.role))
        box = self.rect().adjusted(space(5) + icon_side(), 0, 0, 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self.hasFocus():
            painter.setPen(colour("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
        event.accept()


class Navigation(QWidget):
    """The places of the program. Signals: ``place_wanted(str)`` – a name out of ``keys.PLACES``."""

    place_wanted = Signal(str)
    backup_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Bereiche"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, space(3), 0, space(2))
        column.setSpacing(space(1))
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._places: dict[str, _Place] = {}
        for index, place in enumerate(PLACES, start=1):
            if place == "settings":
                column.addSpacing(space(2))
                column.addWidget(thin_line())
                column.addSpacing(space(2))
            button = _Place(place, f"Ctrl+{index}")
            button.clicked.connect(lambda _checked=False, place=place: self.place_wanted.emit(place))
            self._group.addButton(button)
            self._places[place] = button
            column.addWidget(button)
        column.addStretch(1)
        self._backup = _BackupLine()
        self._backup.clicked.connect(lambda _checked=False: self.backup_wanted.emit())
        column.addWidget(self._backup)
        self._backup.hide()

    def set_current(self, place: str) -> None:
        """Mark ``place``; a page that is no place (a case, a talk) leaves the mark where it was."""
        if place in self._places:
            self._places[place].setChecked(True)

    def set_count(self, place: str, count: int | None) -> None:
        """Show how many there are at ``place``."""
        self._places[place].set_count(count)

    def set_backup(self, state: State, word: str) -> None:
        """Show the state of the backup, e.g. ``State.DONE`` and "gesichert"."""
        self._backup.set_state(state, word)
        self._backup.show()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the width of the longest name at every text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
