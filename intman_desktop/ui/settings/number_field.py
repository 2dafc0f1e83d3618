"""A whole number with its unit beside it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from intman_desktop.ui.parts.labels import QuietText
from intman_desktop.ui.parts.tab_order import hand_on
from intman_desktop.ui.tokens import space

_DIGITS = 5


class _Digits(QLineEdit):
    """The line with the number; arrows up and down count."""

    def __init__(self, least: int, most: int) -> None:
        super().__init__()
        self._least, self._most = least, most
        self.setValidator(QIntValidator(least, most, self))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMaxLength(_DIGITS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Count on the arrows up and down."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.setText(str(min(self._most, max(self._least, self.number() + step))))

    def number(self) -> int:
        """Return the number, within its bounds; the least one where the line is empty."""
        typed = self.text().strip()
        return min(self._most, max(self._least, int(typed))) if typed.isdecimal() else self._least

    def sizeHint(self) -> QSize:
        """Return the room of five digits."""
        hint = super().sizeHint()
        hint.setWidth(self.fontMetrics().horizontalAdvance("0" * _DIGITS) + space(5))
        return hint


class NumberField(QWidget):
    """A number from ``least`` to ``most`` with ``unit`` behind it. Attributes: ``line``."""

    def __init__(self, least: int, most: int, unit: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space(2))
        self.line = _Digits(least, most)
        self.line.editingFinished.connect(lambda: self.set_value(self.value()))
        row.addWidget(self.line)
        row.addWidget(QuietText(unit), 1)
        hand_on(self, self.line)

    def value(self) -> int:
        """Return the number."""
        return self.line.number()

    def set_value(self, value: int) -> None:
        """Show ``value``."""
        self.line.setText(str(value))
