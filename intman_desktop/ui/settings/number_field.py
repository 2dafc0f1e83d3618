"""A whole number with its unit beside it, in the form that fits the number, and the bounds it lies in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from intman_desktop.language import _, pgettext
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.parts.form import FormRow
from intman_desktop.ui.parts.kept_spot import write_line
from intman_desktop.ui.parts.labels import QuietText
from intman_desktop.ui.parts.tab_order import hand_on
from intman_desktop.ui.tokens import space
from intman_desktop.values.explanation import Explanation

_DIGITS = 5
_LARGEST = 2**31 - 1
"""The largest number that Qt judges while it is typed."""


class _Digits(QLineEdit):
    """The line with the number; arrows up and down count.

    A number of an older store may lie outside the bounds: it stays what it is as long as it is not touched.
    """

    def __init__(self, least: int, most: int) -> None:
        super().__init__()
        self._least, self._most = least, most
        self._given: int | None = None
        self._valid = QIntValidator(self)
        self.setValidator(self._valid)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._make_room(_DIGITS)

    def give(self, number: int) -> None:
        """Show ``number`` with all its digits, as what stood there before anybody typed."""
        self._given = number
        self._make_room(max(_DIGITS, len(str(number))))
        write_line(self, str(number))

    def _make_room(self, digits: int) -> None:
        # One beyond the bounds can be typed: a sentence says what is possible, no key is swallowed.
        self._valid.setRange(min(0, max(-_LARGEST, self._given or 0)), min(_LARGEST, 10**digits - 1))
        self.setMaxLength(digits)
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Count on the arrows up and down."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.setText(str(min(self._most, max(self._least, self.number() + step))))

    def number(self) -> int:
        """Return the number, within its bounds but for one given so; where the line is empty, the least."""
        typed = self.text().strip()
        if self._given is not None and typed == str(self._given):
            return self._given
        return min(self._most, max(self._least, int(typed))) if typed.isdecimal() else self._least

    def fault(self) -> str:
        """Return between what the number lies, where what stands here does not; else an empty text."""
        typed = self.text().strip()
        if typed == str(self._given) or (typed.isdecimal() and int(typed) == self.number()):
            return ""
        return bounds_words(self._least, self._most)

    def sizeHint(self) -> QSize:
        """Return the room of the digits."""
        hint = super().sizeHint()
        hint.setWidth(self.fontMetrics().horizontalAdvance("0" * self.maxLength()) + space(5))
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
        self.line.editingFinished.connect(self._tidy)
        row.addWidget(self.line)
        words = QuietText(unit(self.value()))
        self.line.textChanged.connect(lambda _typed: words.setText(unit(self.value())))
        row.addWidget(words, 1)
        hand_on(self, self.line)

    def value(self) -> int:
        """Return the number, within its bounds; the one it was filled with as long as that stands there."""
        return self.line.number()

    def fault(self) -> str:
        """Return the sentence for a number typed outside the bounds, and for none; else an empty text."""
        return self.line.fault()

    def _tidy(self) -> None:
        """Show the number without what is typed around it; one that is not possible stays to be seen."""
        if not self.fault():
            write_line(self.line, str(self.value()))

    def set_value(self, value: int) -> None:
        """Show ``value``; one outside the bounds can stay."""
        self.line.give(value)


def bounds_words(least: int, most: int) -> str:
    """Return the sentence that says what numbers are possible in a field."""
    return sentence(Explanation("setting_out_of_bounds", {"least": least, "most": most}))


def faulty_number(within: QWidget) -> QWidget | None:
    """Mark the numbers of the form ``within`` that are not possible; return the first such field, or None."""
    faulty = None
    for row in within.findChildren(FormRow):
        if isinstance(row.field, NumberField):
            row.set_fault(row.field.fault())
            faulty = faulty or (row.field if row.fault() else None)
    return faulty


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
