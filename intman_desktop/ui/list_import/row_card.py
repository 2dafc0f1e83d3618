"""One row of the list: what is to be said of it, its fields to mend, and its possible doubles beside it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.services.common.births import birth_words
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.list_import.understood_words import person_name
from intman_desktop.ui.list_import.words import SIGNS, field_word, field_words, state_word
from intman_desktop.ui.list_import.work import ListWork, RowState
from intman_desktop.ui.parts.buttons import link_button, quiet_button
from intman_desktop.ui.parts.card import Card, empty
from intman_desktop.ui.parts.fields import ChoiceField, TextArea, TextField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import QuietText, SmallText, Text
from intman_desktop.ui.parts.scroll_page import go_in
from intman_desktop.ui.parts.state import StateChip
from intman_desktop.ui.tokens import space
from intman_desktop.values.lines import LONGEST_LINE
from intman_desktop.values.lists import OF_SEVERAL_LINES, ListDesk, ListField, ListPerson, Twin

_NAMING = frozenset({ListField.FAMILY_NAME, ListField.GIVEN_NAME, ListField.FULL_NAME, ListField.EMAIL})
"""The fields that say who it is: with the curtain drawn they are neither seen nor mended."""


class _Lines(TextArea):
    """Several lines. Signals: ``left`` – the cursor went away."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say so."""
        super().focusOutEvent(event)
        self.left.emit()


class RowCard(Card):
    """Shows the chosen row. Signals: ``changed`` – a cell was mended, or the row left out or kept."""

    changed = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__(_("Zeile"))
        self._frame = frame
        self._work: ListWork | None = None
        self._person: ListPerson | None = None
        self._known: ListDesk | None = None
        self._whole = False
        self._inner = QVBoxLayout()
        self._inner.setSpacing(space(3))
        self.body.addLayout(self._inner)
        self.fields: dict[ListField, QWidget] = {}

    def take_known(self, known: ListDesk) -> None:
        """Take the choices for the fields that are lists."""
        self._known = known

    def show_row(self, work: ListWork | None, person: ListPerson | None) -> None:
        """Show ``person``, or that nothing is chosen; the same row as it stands is not drawn again."""
        known = (self._work, self._person)
        self._work, self._person = work, person
        if person is not None and known == (work, person) and self._said() == self._drawn:
            return
        if known[1] is None or person is None or known[1].number != person.number:
            self._whole = False
        self._draw()

    def typed(self) -> dict[ListField, str]:
        """Return what is being typed in the fields of the row and has not been taken over into it yet."""
        person = self._person
        if person is None:
            return {}
        lines = {
            field: widget.value()
            for field, widget in self.fields.items()
            if isinstance(widget, TextField | TextArea) and not widget.isReadOnly()
        }
        return {field: text for field, text in lines.items() if text != person.shown[field]}

    def go_in(self) -> None:
        """Put the cursor into the first field."""
        if not self.fields:
            self._whole = True
            self._draw()
        first = next(iter(self.fields.values()), None)
        if first is not None:
            go_in(first)

    def _said(self) -> tuple[object, ...]:
        work, person = self._work, self._person
        if work is None or person is None:
            return ()
        return work.state(person), work.twins(person.number), self._frame.curtain.drawn

    def _draw(self) -> None:
        empty(self._inner)
        self.fields = {}
        self._drawn = self._said()
        work, person = self._work, self._person
        if work is None or person is None:
            self.set_title(_("Zeile"))
            self._inner.addWidget(QuietText(_("Hier steht keine Zeile.")))
            return
        name = self._frame.curtain.name(person_name(person), None)
        self.set_title(_("Zeile {number}: {name}").format(number=person.number, name=name))
        state = work.state(person)
        self._inner.addWidget(StateChip(SIGNS[state], state_word(state)))
        if state is RowState.TAKEN:
            return
        for twin in work.twins(person.number):
            self._inner.addWidget(self._beside(work, person, twin))
        if work.twins(person.number):
            keep = _("Ist jemand anderes: übernehmen")
            if person.number in work.kept:
                keep = _("Doch als Dublette behandeln")
            self._inner.addWidget(Flow(quiet_button(keep, self._keep)))
        self._add_fields(person)
        acts = []
        if not self._whole and len(self.fields) < len(person.shown):
            acts.append(link_button(_("Alle Angaben der Zeile"), self._show_whole))
        leave = _("Doch übernehmen") if state is RowState.LEFT_OUT else _("Zeile weglassen")
        self._inner.addWidget(Flow(quiet_button(leave, self._leave_out), *acts, gap=space(3)))

    def _add_fields(self, person: ListPerson) -> None:
        told = dict.fromkeys(each.field for each in sorted(person.facts, key=lambda each: not each.fault))
        shown = [field for field in field_words() if field in person.shown]
        fields = [field for field in told if field in person.shown]
        fields += [field for field in shown if self._whole and field not in told]
        form = Form()
        for field in fields:
            widget = self._field(person, field)
            row = form.row(field_word(field), widget)
            hidden = self._frame.curtain.drawn and field in _NAMING
            of_field = [each for each in person.facts if each.field is field and not hidden]
            row.set_hint(" ".join(sentence(each.fact) for each in of_field if not each.fault))
            row.set_fault(" ".join(sentence(each.fact) for each in of_field if each.fault))
            self.fields[field] = widget
        for each in person.facts:
            if each.field not in person.shown:
                form.wide(SmallText(f"{field_word(each.field)}: {sentence(each.fact)}"))
        self._inner.addWidget(form)

    def _field(self, person: ListPerson, field: ListField) -> QWidget:
        text = person.shown[field]
        if self._frame.curtain.drawn and field in _NAMING:
            hidden = TextField()
            hidden.setText(self._frame.curtain.name(text, None))
            hidden.setReadOnly(True)
            return hidden
        choices = self._known.choices.get(field, ()) if self._known is not None else ()
        if choices:
            choice = ChoiceField(choices, empty="")
            by_label = {label: code for code, label in choices}
            choice.set_code(by_label.get(text, ""))
            if choice.line().text() != text:
                choice.line().setPlaceholderText(text)
            labels = dict(choices)
            choice.chosen.connect(lambda code: self._mend(person.number, field, labels.get(code, "")))
            return choice
        if field in OF_SEVERAL_LINES:
            lines = _Lines()
            lines.set_value(text)
            lines.left.connect(lambda: self._mend(person.number, field, lines.value()))
            return lines
        line = TextField(longest=max(LONGEST_LINE, len(text)))  # what is too long is shortened here, by hand
        line.setText(text)
        line.editingFinished.connect(lambda: self._mend(person.number, field, line.value()))
        return line

    def _beside(self, work: ListWork, person: ListPerson, twin: Twin) -> QWidget:
        """Return the possible double: what is alike, and who it is."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        column.addWidget(Text(sentence(twin.fact)))
        column.addWidget(SmallText(_("Hier: {who}").format(who=self._who(person))))
        other = work.person(twin.row) if twin.row else None
        if other is not None:
            said = _("Zeile {number}: {who}").format(number=other.number, who=self._who(other))
            column.addWidget(SmallText(said))
        if twin.case is not None:
            case = twin.case
            name = self._frame.curtain.name(case.name, case.case_id)
            parts = (name, birth_words(twin.client) if twin.client else "", case.town, case.number)
            act = partial(self._frame.open_page, "case", case_id=case.case_id)
            link = link_button(" · ".join(part for part in parts if part), act)
            link.setToolTip(_("Diese Akte öffnen; die Liste bleibt hier stehen."))
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        return box

    def _who(self, person: ListPerson) -> str:
        name = self._frame.curtain.name(person_name(person), None)
        parts = (name, birth_words(person.client), person.client.town)
        return " · ".join(part for part in parts if part)

    def _mend(self, number: int, field: ListField, text: str) -> None:
        if self._work is not None and self._work.mend(number, field, text):
            # Not while the field is still telling: the card is drawn anew.
            QTimer.singleShot(0, self, self.changed.emit)

    def _leave_out(self) -> None:
        if self._work is not None and self._person is not None:
            self._work.left_out ^= {self._person.number}
            QTimer.singleShot(0, self, self.changed.emit)

    def _keep(self) -> None:
        if self._work is not None and self._person is not None:
            self._work.kept ^= {self._person.number}
            QTimer.singleShot(0, self, self.changed.emit)

    def _show_whole(self) -> None:
        self._whole = True
        QTimer.singleShot(0, self, self._draw)
