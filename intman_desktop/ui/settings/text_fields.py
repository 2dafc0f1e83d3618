"""The fields of one section of a text, with its placeholders to insert."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from textwrap import shorten

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.rules.paper_texts import LONGEST, allowed_in, needed_in
from intman_desktop.services.papers.paper_texts import fault_words
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.card import empty
from intman_desktop.ui.parts.fields import TextArea, TextField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.form import FormRow
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.settings.text_pieces import TextSection, as_kept, as_read, is_line, labels_of
from intman_desktop.ui.tokens import space
from intman_desktop.values.texts import TextFault, TextPlaceholder, TextSheet

_EXAMPLE = 40
"""So many characters of today's value stand in the menu of the placeholders, so that it fits large text."""


class TextFields(QWidget):
    """Attributes: ``rows`` (by the keys of the texts), ``insert`` (the button of the placeholders),
    ``acts`` (the line it stands in).

    Signals: ``typed(key, text)`` – the person edited a text; placeholders are as they are kept.
    """

    typed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, FormRow] = {}
        self._sheet: TextSheet | None = None
        self._key = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        self._place = QVBoxLayout()
        self._place.setSpacing(space(3))
        column.addLayout(self._place)
        self.insert = quiet_button(_("Platzhalter &einfügen"), self.open_menu, icon="plus")
        self.acts = Flow(self.insert)
        column.addWidget(self.acts)

    def show_section(self, sheet: TextSheet, section: TextSection, texts: Mapping[str, str]) -> None:
        """Show the texts of ``section`` as they are typed so far, by key."""
        self._sheet, self._key = sheet, section.keys[0]
        empty(self._place)
        self.rows = {}
        labels = labels_of(sheet.form, section)
        for key in section.keys:
            field = self._field(sheet, key, texts[key])
            row = Labelled(labels[key].replace("&", "&&"), field, _hint(sheet, key), wraps=True)
            field.installEventFilter(self)
            self.rows[key] = row
            self._place.addWidget(row)
        self._offer()

    def show_faults(self, faults: Sequence[TextFault]) -> None:
        """Say at each field what is wrong with its text."""
        said = {fault.key: fault_words(fault) for fault in reversed(faults)}
        for key, row in self.rows.items():
            if row.fault() != said.get(key, ""):
                row.set_fault(said.get(key, ""))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember which text was written in last: a placeholder goes there."""
        if event.type() == QEvent.Type.FocusIn:
            self._key = next((key for key, row in self.rows.items() if row.field is watched), self._key)
            self._offer()
        return super().eventFilter(watched, event)

    def open_menu(self) -> QMenu:
        """Open the placeholders that the text written in last may name, below the button."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for each in self._allowed():
            example = shorten(each.example.replace("\u00a0", " "), _EXAMPLE, placeholder="…")
            words = _("{label}: {example}").format(label=each.label, example=example)
            menu.addAction(
                (words if each.example else each.label).replace("&", "&&"), partial(self.put, each)
            )
        menu.popup(self.insert.mapToGlobal(QPoint(0, self.insert.height())))
        return menu

    def put(self, placeholder: TextPlaceholder) -> None:
        """Write ``placeholder`` where the cursor stands in the text written in last."""
        field = self.rows[self._key].field
        written = f"{{{placeholder.label}}}"
        if isinstance(field, TextField):
            field.insert(written)
        elif isinstance(field, TextArea):
            field.insertPlainText(written)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _field(self, sheet: TextSheet, key: str, text: str) -> QWidget:
        shown = as_read(text, sheet)
        if is_line(sheet.form, key):
            line = TextField(longest=LONGEST)
            line.setText(shown)
            line.home(False)
            line.textChanged.connect(lambda words: self.typed.emit(key, as_kept(words, sheet)))
            return line
        area = TextArea(lines=2, most_lines=14)
        area.set_value(shown)
        area.textChanged.connect(lambda: self.typed.emit(key, as_kept(area.toPlainText(), sheet)))
        return area

    def _allowed(self) -> tuple[TextPlaceholder, ...]:
        if self._sheet is None:
            return ()
        allowed = allowed_in(self._sheet.form, self._key)
        return tuple(each for each in self._sheet.placeholders if each.code in allowed)

    def _offer(self) -> None:
        self.insert.setEnabled(bool(self._allowed()))


def _hint(sheet: TextSheet, key: str) -> str:
    labels = {each.code: each.label for each in sheet.placeholders}
    needed = [f"{{{labels[name]}}}" for name in needed_in(sheet.form, key)]
    return _("Muss enthalten: {placeholders}").format(placeholders=", ".join(needed)) if needed else ""
