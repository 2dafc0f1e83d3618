"""A whole number with its unit beside it, in the form that fits the number."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from intman_desktop.language import _, pgettext
from intman_desktop.ui.parts.kept_spot import write_line
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
    """A number from ``least`` to ``most``, behind it ``unit(number)``. Attributes: ``line``."""

    def __init__(
        self, least: int, most: int, unit: Callable[[int], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space(2))
        self.line = _Digits(least, most)
        self.line.editingFinished.connect(lambda: self.set_value(self.value()))
        row.addWidget(self.line)
        words = QuietText(unit(self.value()))
        self.line.textChanged.connect(lambda _typed: words.setText(unit(self.value())))
        row.addWidget(words, 1)
        hand_on(self, self.line)

    def value(self) -> int:
        """Return the number."""
        return self.line.number()

    def set_value(self, value: int) -> None:
        """Show ``value``."""
        write_line(self.line, str(value))


def minutes(count: int) -> str:
    """Return the word behind a number of minutes."""
    return pgettext("unit", "Minute") if count == 1 else _("Minuten")


def days(count: int) -> str:
    """Return the word behind a number of days."""
    return pgettext("unit", "Tag") if count == 1 else _("Tage")


def months(count: int) -> str:
    """Return the word behind a number of months."""
    return pgettext("unit", "Monat") if count == 1 else _("Monate")


def years(count: int) -> str:
    """Return the word behind a number of years."""
    return pgettext("unit", "Jahr") if count == 1 else _("Jahre")
