"""The entries behind the fields of the catalogue: each turns what is typed into an answer's text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import TypeAlias

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.profiles import FieldKind
from intman_desktop.profiles.profile import join_choices, split_choices
from intman_desktop.rules.dates import UnclearDate, parse_birth
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.gate.field_forms import BIRTH, birth_value
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.card import empty
from intman_desktop.ui.parts.date_field import Clock, DateField
from intman_desktop.ui.parts.fields import ChoiceField, TextArea, TextField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.form import side_of
from intman_desktop.ui.parts.tab_order import hand_on
from intman_desktop.ui.tokens import space
from intman_desktop.values.form_views import FieldView, Options

Words: TypeAlias = Mapping[str, Sequence[str]]
_NO_WORDS: Words = MappingProxyType({})


class Entry(QWidget):
    """One place to type a value. Signals: ``changed`` – the person typed or chose."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(space(1))

    def hold(self, line: QWidget) -> None:
        """Take ``line``, made inside this widget, as what is typed into."""
        self._line = line
        self.column.addWidget(line, 0, side_of(line))
        hand_on(self, line)

    def line(self) -> QWidget:
        """Return the widget that gets the focus and the spoken name."""
        return self._line

    def value(self) -> str:
        """Return the value as an answer writes it, empty for none or nonsense."""
        raise NotImplementedError

    def set_value(self, value: str) -> None:
        """Show ``value``, without a signal."""
        raise NotImplementedError

    def fault(self) -> str:
        """Return the sentence for what cannot be understood, else an empty text."""
        return ""

    def draft(self) -> str:
        """Return what stands here as it is typed, without settling anything."""
        return self.value()

    def set_draft(self, typed: str) -> None:
        """Put back what ``draft`` returned."""
        self.set_value(typed)


class LineEntry(Entry):
    """One line of text, or a whole number."""

    def __init__(self, parent: QWidget | None = None, *, number: bool = False) -> None:
        super().__init__(parent)
        self._field = TextField(parent=self)
        if number:
            self._field.setMaxLength(4)
            digits = QRegularExpression("[0-9]{0,4}")
            self._field.setValidator(QRegularExpressionValidator(digits, self._field))
            self._field.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.hold(self._field)
        self._field.textEdited.connect(lambda _text: self.changed.emit())

    def value(self) -> str:
        """Return the text without blanks at both ends."""
        return self._field.value()

    def set_value(self, value: str) -> None:
        """Show ``value``."""
        self._field.setText(value)
        self._field.home(False)


class TextEntry(Entry):
    """A text that may grow over several lines; it begins with ``lines`` of them."""

    def __init__(self, parent: QWidget | None = None, *, lines: int = 1) -> None:
        super().__init__(parent)
        self._field = TextArea(lines=lines, parent=self)
        self.hold(self._field)
        self._field.textChanged.connect(self.changed)

    def value(self) -> str:
        """Return the text without blanks at both ends."""
        return self._field.value()

    def set_value(self, value: str) -> None:
        """Show ``value``."""
        self._field.blockSignals(True)
        self._field.set_value(value)
        self._field.blockSignals(False)


class DateEntry(Entry):
    """A calendar date, written as ``2026-11-20``."""

    def __init__(self, today: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = DateField(today, parent=self)
        self.hold(self._field)
        self._field.textEdited.connect(lambda _text: self.changed.emit())
        self._field.date_changed.connect(lambda _day: self.changed.emit())

    def value(self) -> str:
        """Return the date, or an empty text."""
        on = self._field.value()
        return on.isoformat() if on else ""

    def set_value(self, value: str) -> None:
        """Show ``value``."""
        self._field.blockSignals(True)
        self._field.set_value(date.fromisoformat(value) if value else None)
        self._field.blockSignals(False)

    def draft(self) -> str:
        """Return the text as it is typed; it may be no date yet."""
        return self._field.text()

    def set_draft(self, typed: str) -> None:
        """Put back what ``draft`` returned."""
        self._field.setText(typed)

    def fault(self) -> str:
        """Return the sentence for a text that is no date."""
        return self._field.fault()


class BirthEntry(Entry):
    """A date of birth, whole or in part: ``15.03.1990``, ``03.1990``, ``1990``, ``ca. 1990`` (I8).

    Signals: ``doubted(str)`` – the sentence for what was left here and is none, or an empty one.
    """

    doubted = Signal(str)

    def __init__(self, today: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = TextField(
            _("TT.MM.JJJJ, MM.JJJJ oder nur das Jahr"),
            parent=self,
            shorter=(_("TT.MM.JJJJ oder JJJJ"), _("TT.MM.JJJJ")),
        )
        self.hold(self._field)
        self._today = today
        self._field.setMaxLength(24)
        self._field.textEdited.connect(lambda _text: self.changed.emit())
        self._doubt = ""
        self._field.textChanged.connect(lambda _text: self._say(""))
        self._field.editingFinished.connect(self._settle)

    def value(self) -> str:
        """Return what is known of the date; a tilde before it marks it as uncertain."""
        try:
            birth = parse_birth(self._field.value(), self._today())
        except UnclearDate:
            return ""
        return birth_value(birth.date, birth.precision, uncertain=birth.uncertain)

    def set_value(self, value: str) -> None:
        """Show ``value``."""
        known = value.removeprefix("~")
        shown = ".".join(reversed(known.split("-")))
        if value.startswith("~"):
            # What falls on 01.01. is often no more than a form filled in: nobody estimated it.
            words = _("{birth} (unsicher)") if shown.startswith("01.01.") else _("ca. {date}")
            shown = words.format(birth=shown, date=shown)
        self._field.setText(shown)

    def draft(self) -> str:
        """Return the text as it is typed; it may be no date yet."""
        return self._field.text()

    def set_draft(self, typed: str) -> None:
        """Put back what ``draft`` returned."""
        self._field.setText(typed)

    def fault(self) -> str:
        """Return the sentence for a text that is no date of birth."""
        if not self._field.value():
            return ""
        try:
            parse_birth(self._field.value(), self._today())
        except UnclearDate as unclear:
            return sentence(unclear.explanation)
        return ""

    def doubt(self) -> str:
        """Return the sentence for what was left here and is none; empty while it is still being typed."""
        return self._doubt

    def _settle(self) -> None:
        if self.value():
            self.set_value(self.value())
        self._say(self.fault())

    def _say(self, doubt: str) -> None:
        if doubt != self._doubt:
            self._doubt = doubt
            self.doubted.emit(doubt)


class _OfList(Entry):
    """What is chosen from a list; ``words`` are those by which an option is found as well, by its code."""

    def __init__(
        self,
        options: Options,
        parent: QWidget | None = None,
        *,
        words: Words = _NO_WORDS,
    ) -> None:
        super().__init__(parent)
        self._field = ChoiceField(options, parent=self)
        self._field.find_by(words)
        self.hold(self._field)

    def fault(self) -> str:
        """Return the sentence for a text that means no single entry."""
        return self._field.fault()


class ChoiceEntry(_OfList):
    """One code of a list."""

    def __init__(self, options: Options, parent: QWidget | None = None, *, words: Words = _NO_WORDS) -> None:
        super().__init__(options, parent, words=words)
        self._field.chosen.connect(lambda _code: self.changed.emit())

    def value(self) -> str:
        """Return the code chosen."""
        return self._field.code()

    def set_value(self, value: str) -> None:
        """Choose ``value``."""
        self._field.set_code(value)

    def draft(self) -> str:
        """Return the code chosen, or the text that is not understood yet."""
        return self._field.draft()

    def set_draft(self, typed: str) -> None:
        """Put back what ``draft`` returned."""
        self._field.set_draft(typed)


class ChoicesEntry(_OfList):
    """Several codes of a list; the chosen ones stand below and can be taken out."""

    def __init__(self, options: Options, parent: QWidget | None = None, *, words: Words = _NO_WORDS) -> None:
        super().__init__(options, parent, words=words)
        self._labels = dict(options)
        self._codes: list[str] = []
        self._field.line().setPlaceholderText(_("hinzufügen …"))
        self._chips = Flow(parent=self)
        self.column.addWidget(self._chips)
        self._field.chosen.connect(self._add)
        self._show()

    def value(self) -> str:
        """Return the codes with commas between."""
        return join_choices(self._codes)

    def set_value(self, value: str) -> None:
        """Choose the codes of ``value``."""
        self._codes = list(split_choices(value))
        self._show()

    def draft(self) -> str:
        """Return the codes chosen, and in a line of its own the text that is not understood yet."""
        begun = self._field.draft()
        return f"{self.value()}\n{begun}" if begun else self.value()

    def set_draft(self, typed: str) -> None:
        """Put back what ``draft`` returned."""
        codes, _line, begun = typed.partition("\n")
        self.set_value(codes)
        self._field.set_draft(begun)

    def add_below(self, act: QWidget) -> None:
        """Add ``act`` right below the line: it stays where it is, whatever is said below the entry."""
        self.column.insertWidget(self.column.indexOf(self._line) + 1, act)

    def set_options(self, options: Options) -> None:
        """Offer other codes; those chosen stay, and are called what they are called now."""
        before, self._labels = self._labels, {**self._labels, **dict(options)}
        self._field.set_choices(options)
        if any(self._labels.get(code) != before.get(code) for code in self._codes):
            self._show()

    def _add(self, code: str) -> None:
        if code and code not in self._codes:
            self._codes.append(code)
            self._show()
            self.changed.emit()
        self._field.set_code("")

    def _remove(self, code: str) -> None:
        self._codes.remove(code)
        self._show()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _show(self) -> None:
        empty(self._chips.flow)
        for code in self._codes:
            label = self._labels.get(code, code)
            chip = quiet_button(label, lambda code=code: self._remove(code), icon="x")  # type: ignore[misc]
            chip.setProperty("part", "chip")
            chip.setAccessibleName(_("{name} herausnehmen").format(name=label))
            chip.setToolTip(chip.accessibleName())
            self._chips.add(chip)
        self._chips.setVisible(bool(self._codes))


def entry_for(frame: Frame, field: FieldView, parent: QWidget | None = None) -> Entry:
    """Return the entry that fits the kind of ``field``, inside ``parent``."""
    makers: dict[str, Callable[[QWidget | None], Entry]] = {
        BIRTH: partial(BirthEntry, frame.today),
        FieldKind.DATE: partial(DateEntry, frame.today),
        FieldKind.CHOICE: partial(ChoiceEntry, field.options, words=field.words),
        FieldKind.CHOICES: partial(ChoicesEntry, field.options, words=field.words),
        FieldKind.FLAG: partial(ChoiceEntry, (("yes", _("ja")), ("no", _("nein")))),
        FieldKind.NUMBER: partial(LineEntry, number=True),
        FieldKind.TEXT: LineEntry
        if field.of_client or field.dated
        else partial(TextEntry, lines=field.lines),
    }
    return makers[field.kind](parent)
