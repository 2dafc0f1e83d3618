"""Step 2: what each column is – guessed, changed here, shown as it would be understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from intman_desktop.exchange.encodings import encoding_name
from intman_desktop.language import _
from intman_desktop.services.transfer.list_reading import headers_of
from intman_desktop.ui.curtain import Curtain
from intman_desktop.ui.list_import.understood_words import understood_as
from intman_desktop.ui.list_import.words import encoding_words, field_words
from intman_desktop.ui.list_import.work import ListWork
from intman_desktop.ui.parts.card import Card, empty
from intman_desktop.ui.parts.fields import ChoiceField
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import QuietText, SmallText, Text
from intman_desktop.ui.parts.scroll_page import ScrollPage
from intman_desktop.ui.tokens import space
from intman_desktop.values.lists import Header, ListColumn, ListDesk, ListField, ListPerson, OldList

_SAMPLE = 34


@dataclass
class _Line:
    """What is chosen for one column, and beside it how its first cells are ``understood``: with the
    curtain drawn nothing of them is seen, since they are of people who are not here."""

    field: ChoiceField
    preview: SmallText
    understood: str
    curtain: Curtain

    def say(self, doubt: str) -> None:
        """Show how the column is understood, or why what is typed names no field."""
        self.preview.setText(doubt or self.curtain.name(self.understood, None))
        self.preview.setProperty("part", "error" if doubt else "small")
        self.preview.style().unpolish(self.preview)
        self.preview.style().polish(self.preview)
        for spoken in (self.field, self.field.line()):
            spoken.setAccessibleDescription(doubt)


class ColumnsStep(ScrollPage):
    """One line a column. Signals: ``header_chosen(Header)``; ``encoding_chosen(str)`` – the code of the
    letters a text is to be read with, empty for what its bytes say; ``matched(tuple)`` – the fields in order.
    """

    header_chosen = Signal(object)
    encoding_chosen = Signal(str)
    matched = Signal(object)

    def __init__(self, curtain: Curtain) -> None:
        super().__init__()
        self._curtain = curtain
        self.add(
            QuietText(
                _(
                    "Sagen Sie zu jeder Spalte, was darin steht. Was keine Zuordnung hat, wird nicht "
                    "übernommen. Daneben sehen Sie die ersten Zeilen, wie das Programm sie versteht."
                )
            )
        )
        self.header = ChoiceField(empty=None)
        self.header.chosen.connect(self._choose_header)
        self.encoding = ChoiceField(empty=None)
        self.encoding.chosen.connect(self.encoding_chosen)
        self._form = Form(48)
        self._form.row(_("Die &Überschriften stehen in"), self.header)
        self._encoding_row = self._form.row(_("&Zeichen"), self.encoding)
        self.add(self._form)
        self._headers: tuple[Header, ...] = ()
        self._card = Card()
        self._grid_holder = QWidget()
        self._grid = QGridLayout(self._grid_holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(space(4))
        self._grid.setVerticalSpacing(space(3))
        for column, share in enumerate((3, 4, 5)):
            self._grid.setColumnStretch(column, share)
        self._card.add(self._grid_holder)
        self.add(self._card)
        self._fault = Text("", "error")
        self._fault.hide()
        self.add(self._fault)
        self.close_up()
        self.fields: list[ChoiceField] = []
        self._lines: list[_Line] = []
        self._letters: tuple[str, ...] = ()

    def show_work(self, work: ListWork) -> None:
        """Show the columns of the table."""
        matched = work.matched
        numbers = matched.old.sheets[matched.sheet].numbers
        self._headers = headers_of(matched.old, matched.sheet)
        if matched.header not in self._headers:
            self._headers = (*self._headers, matched.header)
        self.header.set_choices(
            [(str(index), _header_words(each, numbers)) for index, each in enumerate(self._headers)]
        )
        self.header.set_code(str(self._headers.index(matched.header)))
        self._show_encoding(matched.old)
        at = self._focused()
        empty(self._grid)
        self.fields, self._lines = [], []
        heads = (_("Spalte in der Datei"), _("Ist"), _("So verstanden"))
        for place, head in enumerate(heads):
            self._grid.addWidget(SmallText(head), 0, place)
        for index, column in enumerate(matched.columns):
            self._add_line(index, column)
        self._card.setAccessibleName(_("Spalten"))
        if at is not None and at < len(self.fields):
            self.fields[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_preview(self, people: Sequence[ListPerson], known: ListDesk) -> None:
        """Show beside each column how its first cells are understood."""
        for line in self._lines:
            code = line.field.code()
            if not code:
                continue
            field = ListField(code)
            said = [understood_as(person, field, known) for person in people]
            line.understood = " · ".join(dict.fromkeys(each for each in said if each)) or "–"
            line.say(line.field.fault())

    def names_changed(self) -> None:
        """Show or hide what stands in the file after the curtain moved."""
        for line in self._lines:
            line.say(line.field.fault())
        self._show_letters()

    def chosen_fields(self) -> tuple[str, ...]:
        """Return the field of each column, empty for none."""
        return tuple(choice.code() for choice in self.fields)

    def fits(self) -> bool:
        """Return whether there is a name, and no field stands twice; otherwise say which."""
        chosen = [code for code in self.chosen_fields() if code]
        twice = {code for code in chosen if chosen.count(code) > 1}
        names = {ListField.FAMILY_NAME.value, ListField.GIVEN_NAME.value, ListField.FULL_NAME.value}
        said = ""
        if twice:
            words = ", ".join(field_words()[ListField(code)] for code in sorted(twice))
            said = _("Zwei Spalten können nicht dasselbe sein: {fields}.").format(fields=words)
        elif names.isdisjoint(chosen):
            said = _("Bitte sagen Sie, in welcher Spalte der Name steht.")
        self._fault.setText(said)
        self._fault.setVisible(bool(said))
        return not said

    def first_field(self) -> QWidget:
        """Return the choice of the header."""
        return self.header

    def _focused(self) -> int | None:
        """Return in which of the lines the cursor is: they are made anew, and it stays in that line."""
        here = self.focusWidget()
        lines = enumerate(self.fields)
        return next((at for at, field in lines if here and (field is here or field.isAncestorOf(here))), None)

    def _choose_header(self, code: str) -> None:
        self.header_chosen.emit(self._headers[int(code)])

    def _show_encoding(self, old: OldList) -> None:
        """Offer other letters where the file is a text: which it has is a guess there, and can be wrong."""
        self._form.show_row(self._encoding_row, bool(old.encoding))
        words = encoding_words()
        recognised = words.pop(old.recognised, "") or encoding_name(old.recognised)
        guess = _("erkannt: {encoding}").format(encoding=recognised)
        self.encoding.set_choices([("", guess), *words.items()])
        self.encoding.set_code("" if old.encoding == old.recognised else old.encoding)
        self._letters = old.letters
        self._show_letters()

    def _show_letters(self) -> None:
        told = _("So gelesen: {cells}. Stimmen die Buchstaben nicht, wählen Sie andere Zeichen.")
        cells = self._curtain.name(" · ".join(self._letters), None)
        self._encoding_row.set_hint(told.format(cells=cells) if self._letters else "")

    def _add_line(self, index: int, column: ListColumn) -> None:
        name = column.name or _("Spalte {number}").format(number=index + 1)
        label = QLabel(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        label.setContentsMargins(0, space(2), 0, 0)
        choice = ChoiceField(
            [(field.value, words) for field, words in field_words().items()], empty=_("nicht übernehmen")
        )
        choice.set_code(column.field.value if column.field else "")
        choice.setAccessibleName(name)
        choice.chosen.connect(lambda _code: self.matched.emit(self.chosen_fields()))
        label.setBuddy(choice)
        preview = SmallText()
        preview.setContentsMargins(0, space(2), 0, 0)
        line = _Line(choice, preview, _before(column), self._curtain)
        line.say("")
        choice.doubted.connect(line.say)
        for place, widget in enumerate((label, choice, preview)):
            self._grid.addWidget(widget, index + 1, place, Qt.AlignmentFlag.AlignTop)
        self.fields.append(choice)
        self._lines.append(line)


def _before(column: ListColumn) -> str:
    """Return what stands beside a column that is not taken: its first cells, or why it cannot be taken."""
    if column.special:
        return _(
            "Wird nicht übernommen: Solche Angaben brauchen eine eigene Einwilligung und kommen danach "
            "in die Akte."
        )
    return " · ".join(sample[:_SAMPLE] for sample in column.samples) or _("leer")


def _header_words(header: Header, numbers: Sequence[int]) -> str:
    if header.last < 0:
        return _("keiner Zeile")
    if header.first != header.last:
        return _("Zeile {first} und {last}").format(first=numbers[header.first], last=numbers[header.last])
    return _("Zeile {number}").format(number=numbers[header.last])
