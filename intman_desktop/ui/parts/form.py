"""A form: each field with its label, buddy, spoken name, hint and place for what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol, cast

from PySide6.QtCore import QEvent, QRect, Qt, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from intman_desktop.ui.parts.cut_lines import tell_cut
from intman_desktop.ui.parts.fields import ChoiceField, TextField
from intman_desktop.ui.parts.labels import SmallText, Text
from intman_desktop.ui.parts.room import keep_room
from intman_desktop.ui.parts.scroll_page import go_in
from intman_desktop.ui.parts.tab_order import cursor_place, hand_on, is_hidden
from intman_desktop.ui.tokens import space

_LABELS_SHARE = 0.35
"""How much of the width of a form the labels beside its fields may take."""
_TO_LINE = space(2) - 1
"""Pixels above a label beside its field, so that both stand on one line."""


class ToldEdits(Protocol):
    """A field made of more than a line, which says itself when the person has edited it."""

    def when_edited(self, heard: Callable[..., object]) -> None:
        """Call ``heard`` with whatever stands in the field now, each time it is another value."""


class Doubting(Protocol):
    """A field, or a part of one, which says as it is left what it cannot understand.

    Signals: ``doubted(str)`` – the sentence, or an empty one when it is understood again.
    """

    doubted: SignalInstance

    def doubt(self) -> str:
        """Return the sentence for what was left here, else an empty text."""


class FormRow(QWidget):
    """One field with a hint above the sentence of its fault, which goes as soon as the field is edited.

    Attributes: ``label``, ``field``. Signals: ``edited`` – the person has edited the field.
    """

    edited = Signal()

    def __init__(self, label: QLabel, field: QWidget, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = label
        self.field = field
        self._hint: Text | None = None
        self._hint_words = ""
        self._keeps_hint = False
        self._fault: Text | None = None
        self._cut: Text | None = None
        self._doubting: list[QWidget] = []
        self._only_doubted = False
        self._marked = field.focusProxy() or field
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        column.addWidget(field, 0, side_of(field))
        self._column = column
        hand_on(self, field)
        self.set_hint(hint)
        for each in (field, *field.findChildren(QWidget)):
            self._listen(each)

    def limit(self, width: int) -> None:
        """Be at most ``width`` pixels wide; hint and fault are measured at it, however wide the form is."""
        for each in (self, self._hint, self._fault, self._cut):
            if each is not None:
                each.setMaximumWidth(width)

    def take_label(self) -> None:
        """Let the label stand close above the field, as part of the row."""
        self._column.insertWidget(0, self.label)

    def set_hint(self, hint: str, *, seen: bool = True) -> None:
        """Show ``hint`` in small text below the field; an empty one hides it.

        One that is not ``seen``, because it is told beside the field already, is for screen readers alone.
        """
        self._hint_words = hint
        self._hint = self._said(self._hint, hint if seen else "", 1, partial(SmallText, parent=self))
        if self._keeps_hint and self._hint is not None:
            keep_room(self._hint)
        self.field.setAccessibleDescription(hint)

    def keep_hint_room(self) -> None:
        """Let a hint keep its place once it has been said, so that nothing moves when it falls silent."""
        self._keeps_hint = True
        if self._hint is not None:
            keep_room(self._hint)

    def set_fault(self, sentence: str) -> None:
        """Mark the field and say what is wrong; an empty sentence takes the mark away.

        What a choice or a date cannot understand itself stays said until something else is typed there; of a
        text that means no entry of a list nothing else is said, such as that none is chosen.
        """
        asked = (each for each in self._doubting if not is_hidden(each, self))
        doubts = ((each, cast(Doubting, each).doubt()) for each in asked)
        doubter, doubt = next((each for each in doubts if each[1]), (None, ""))
        sentence = doubt if isinstance(doubter, ChoiceField) else sentence
        self._only_doubted = bool(doubt) and sentence in ("", doubt)
        sentence = sentence or doubt
        self._fault = self._said(self._fault, sentence, 2, partial(Text, part="error", parent=self))
        hint, before = self._hint_words, self._marked
        self._marked = self._at_fault()
        if before is not self._marked and isValid(before):  # what stands in a row may be made anew
            before.setAccessibleDescription(hint)
            _mark(before, faulty=False)
        self._marked.setAccessibleDescription(sentence or hint)
        # A part beside the line marks itself; the line is right.
        elsewhere = isinstance(doubter, QLineEdit) and doubter is not self._marked and sentence == doubt
        _mark(self._marked, faulty=bool(sentence) and not elsewhere)

    def fault(self) -> str:
        """Return the sentence shown as fault, or an empty one.

        What a field cannot understand itself is none while the row is not asked for: nobody could mend it.
        """
        said = self._fault.text() if self._fault else ""
        return "" if said and self._only_doubted and not self.is_asked() else said

    def is_asked(self) -> bool:
        """Return whether the row can be filled in: neither it nor what is around it was hidden."""
        return not is_hidden(self)

    def go_in(self) -> None:
        """Put the cursor into the part at fault, and bring it into view with the sentence of its fault."""
        go_in(self._at_fault(), self)

    def add_below(self, act: QWidget) -> None:
        """Add ``act``, which fills the field, below it and its hint."""
        self._column.addWidget(act, 0, Qt.AlignmentFlag.AlignLeft)

    def middle(self) -> int:
        """Return how far below the top of the row the middle of its field is, for what stands beside it."""
        column, height = self._column, self.field.sizeHint().height()
        items = (column.itemAt(at) for at in range(column.indexOf(self.field)))
        above = [item.sizeHint().height() for item in items if item is not None]
        return sum(above) + column.spacing() * len(above) + height // 2

    def own_width(self) -> int:
        """Return how wide the field and a label above it want to be; hint and fault wrap below them."""
        inside = (self.field, self.label) if self.label.parentWidget() is self else (self.field,)
        return max(each.sizeHint().width() for each in inside)

    def _said(self, where: Text | None, words: str, place: int, make: Callable[[], Text]) -> Text | None:
        """Show ``words`` in ``place`` below the field; most rows never have any, and need nothing for it."""
        if where is None and words:
            where = make()
            where.setMaximumWidth(self.maximumWidth())
            after = self._column.indexOf(self.field) + (place if self._hint is not None else 1)
            self._column.insertWidget(after, where)
        if where is not None:
            if words or not where.sizePolicy().retainSizeWhenHidden():
                where.setText(words)  # hidden, it keeps the room of what it said last
            where.setVisible(bool(words))
        return where

    def _at_fault(self) -> QWidget:
        at_fault = getattr(self.field, "at_fault", None)
        return cast(QWidget, at_fault()) if at_fault is not None else cursor_place(self.field)

    def _listen(self, field: QWidget) -> None:
        """Hear when ``field``, or a part of a field, is edited by the person."""
        other = isinstance(field, ChoiceField) and field is not (self.field.focusProxy() or self.field)
        if hasattr(field, "doubted") and not other:
            self._doubting.append(field)
            cast(Doubting, field).doubted.connect(self.set_fault)
        if hasattr(field, "when_edited"):  # far sooner told than by the protocol, for hundreds of parts
            cast(ToldEdits, field).when_edited(self._edited)
        if isinstance(field, TextField):
            tell_cut(field, self._say_cut)
        if isinstance(field, QLineEdit):
            field.textEdited.connect(self._edited)
        elif isinstance(field, QPlainTextEdit):
            field.textChanged.connect(self._edited)
        elif isinstance(field, QAbstractButton):
            field.clicked.connect(self._edited)

    def _say_cut(self, sentence: str) -> None:
        """Say close below the field that not all had room in it; what is there may be saved."""
        self._cut = self._said(self._cut, sentence, 1, partial(Text, part="error", parent=self))
        if sentence:
            # Here, as what Qt has of speaking would take two milliseconds of each start.
            from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _edited(self, *_what: object) -> None:
        if self.fault():
            self.set_fault("")
        self.edited.emit()


def _mark(line: QWidget, *, faulty: bool) -> None:
    line.setProperty("faulty", "true" if faulty else "false")
    line.style().unpolish(line)
    line.style().polish(line)


class _Rows(QFormLayout):
    """Rows as high as they need at the width they have."""

    def setGeometry(self, rect: QRect) -> None:
        """Place the rows inside ``rect``, measured for it.

        Qt takes the heights it measured last where it remembers the total for this width, and was asked for
        another one since: hints were cut. It remembers two totals, for the width asked last and for its
        natural one. The first is driven out by another question, the second avoided by a pixel; to invalidate
        all would ask for the next layout, and the window would lay itself out without end.
        """
        natural = self.sizeHint().width()
        if rect.width() == natural:
            rect = rect.adjusted(0, 0, -1, 0)
        other = rect.width() - 1
        self.heightForWidth(other if other != natural else other - 1)
        super().setGeometry(rect)


class Form(QWidget):
    """Fields one below the other; labels go above their fields when the form is narrow.

    Signals: ``edited`` – the person has edited a field.
    """

    edited = Signal()

    def __init__(self, letters: int = 84, parent: QWidget | None = None) -> None:
        """Let no field be wider than ``letters`` letters of the present text size."""
        super().__init__(parent)
        self._layout = _Rows(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(space(4))
        self._layout.setVerticalSpacing(space(3))
        self._layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._rows: list[FormRow] = []
        self._letters = letters
        self._above = False

    def row(self, label: str, field: QWidget, hint: str = "") -> FormRow:
        """Add ``field`` under ``label`` (``&`` marks its key) and return the row."""
        name = label.replace("&", "")
        text = QLabel(label, self)
        _stand_beside(text)
        text.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        text.setBuddy(field.focusProxy() or field)
        for each in (field, field.focusProxy()):
            if each is not None and not each.accessibleName():
                each.setAccessibleName(name)
        row = FormRow(text, field, hint, self)
        # As wide as the form, so that a hint or a fault below a narrow field has room.
        row.setSizePolicy(QSizePolicy.Policy.Expanding, row.sizePolicy().verticalPolicy())
        self._layout.addRow(text, row)
        row.limit(self._letters * self.fontMetrics().averageCharWidth())
        self._rows.append(row)
        row.edited.connect(self.edited)
        return row

    def wide(self, widget: QWidget) -> None:
        """Add a widget over the whole width: a title, a sentence, buttons."""
        self._layout.addRow(widget)

    def show_row(self, row: FormRow, visible: bool) -> None:
        """Show or hide one row with its label."""
        self._layout.setRowVisible(row, visible)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            for row in getattr(self, "_rows", ()):
                row.limit(self._letters * self.fontMetrics().averageCharWidth())
            self._place_labels()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the labels for the new width."""
        super().resizeEvent(event)
        self._place_labels()

    def _place_labels(self) -> None:
        """Put all labels above their fields where the longest one would take too much of the width from them.

        Qt decides for each row by itself, and only where a field has less than its least width. Rows that are
        not shown count as well: no label and no field moves when one of them is.
        """
        longest = max((row.label.sizeHint().width() for row in self._rows), default=0)
        above = longest > self.width() * _LABELS_SHARE
        turns, self._above = above is not self._above, above
        policies = QFormLayout.RowWrapPolicy
        if turns:
            self._layout.setRowWrapPolicy(policies.WrapAllRows if above else policies.WrapLongRows)
        for row in self._rows:
            self._place_label(row)
            row.label.setMinimumWidth(0 if above else longest)
        if turns:
            self._layout.activate()  # else all is drawn once as it stood before

    def _place_label(self, row: FormRow) -> None:
        """Let the label of ``row`` stand in it, above the field, or in the column of the labels."""
        label = row.label
        if (label.parentWidget() is row) is self._above:
            return
        if self._above:
            label.setMinimumHeight(0)
            label.setContentsMargins(0, 0, 0, 0)
            self._layout.removeWidget(label)
            row.take_label()
            label.setVisible(bool(label.text()))  # with its row, where that is shown
        else:
            _stand_beside(label)
            at, _role = cast(tuple[int, object], self._layout.getWidgetPosition(row))
            self._layout.setWidget(at, QFormLayout.ItemRole.LabelRole, label)
            self._layout.setRowVisible(row, not row.isHidden())

    def clear_faults(self) -> None:
        """Take all marks away."""
        for row in self._rows:
            row.set_fault("")

    def go_to_first_fault(self) -> bool:
        """Put the cursor into the first field with a fault; return whether there is one."""
        for row in self._rows:
            if row.fault() and not is_hidden(row, self):
                row.go_in()
                return True
        return False


def _stand_beside(label: QLabel) -> None:
    """Let the words of ``label`` stand on the line of the field beside it."""
    # No higher than its margin, as on a page that is only being laid out, it would lose that margin: Qt sets
    # it to nothing as soon as the label gets its look or another parent.
    label.setMinimumHeight(_TO_LINE + 1)
    label.setContentsMargins(0, _TO_LINE, 0, 0)


def side_of(field: QWidget) -> Qt.AlignmentFlag:
    """Return how ``field`` stands in a wider column: at the left, if it does not grow with it."""
    grows = field.sizePolicy().horizontalPolicy().value & QSizePolicy.PolicyFlag.GrowFlag.value
    return Qt.AlignmentFlag(0) if grows else Qt.AlignmentFlag.AlignLeft
