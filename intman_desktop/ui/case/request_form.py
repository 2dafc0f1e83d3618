"""What is asked about a person's request: what, when, how, who it was, until when, and the answer (L8)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.rules.requests import LONGEST, due_on, first_due
from intman_desktop.services.common.wording import shown
from intman_desktop.services.gate.fault_fields import OF_A_REQUEST
from intman_desktop.ui.case.requests_card import answer_word
from intman_desktop.ui.parts.checks import CheckField
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.fields import ChoiceField, TextField
from intman_desktop.ui.parts.form import Form, FormRow
from intman_desktop.ui.wording import day
from intman_desktop.values.case_file import Request
from intman_desktop.values.codes import IdentityCheck, RequestAnswer, RequestForm, RequestKind

_TEXTS = ("what", "extension_reason", "refusal_reason", "note")
_DAYS = ("received_on", "extension_told_on", "answered_on")
_CODES = ("kind", "form", "identity", "answer")


class RequestFields(QWidget):
    """The fields of one request; below the day it came stands until when it is answered.

    Attributes: the fields, named like those of the value, and ``extends``.
    """

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._form = Form()
        column.addWidget(self._form)
        self.kind = ChoiceField([(each.value, shown(each)) for each in RequestKind], empty=None)
        self.form = ChoiceField([(each.value, shown(each)) for each in RequestForm], empty=None)
        self.identity = ChoiceField(
            [(each.value, shown(each)) for each in IdentityCheck], empty=_("noch nicht geprüft")
        )
        self.answer = ChoiceField(empty=_("noch offen"))
        self.received_on, self.extension_told_on = DateField(today), DateField(today)
        self.answered_on = DateField(today)
        self.what, self.note = TextField(longest=LONGEST), TextField(longest=LONGEST)
        self.extension_reason = TextField(_("zum Beispiel: viele Papiere zu prüfen"), longest=LONGEST)
        self.refusal_reason = TextField(longest=LONGEST)
        self.extends = CheckField(_("Es dauert &länger: Frist um zwei Monate verlängern"))
        self._rows = self._build()
        self._offer_answers()
        self.kind.chosen.connect(lambda _code: self._offer_answers())
        for field in (self.kind, self.answer):
            field.chosen.connect(lambda _code: self._follow())
        self.answer.chosen.connect(self._propose_day)
        self.what.textChanged.connect(lambda _text: self._follow())
        self.received_on.date_changed.connect(lambda _day: self._follow())
        self.extends.toggled.connect(lambda _on: self._follow())
        self._today = today

    def _build(self) -> dict[str, FormRow]:
        row = self._form.row
        return {
            "kind": row(_("Worum es &geht"), self.kind),
            "received_on": row(_("Be&kommen am"), self.received_on),
            "form": row(_("W&ie"), self.form),
            "what": row(_("&Was gemeint ist"), self.what),
            "identity": row(
                _("Woran &erkannt"),
                self.identity,
                _("Vor dem Herausgeben prüfen, dass es wirklich die Person selbst ist."),
            ),
            "extends": row("", self.extends),
            "extension_reason": row(_("&Dauert länger, weil"), self.extension_reason),
            "extension_told_on": row(_("Der &Person gesagt am"), self.extension_told_on),
            "answer": row(_("An&twort"), self.answer),
            "answered_on": row(_("Beantwortet &am"), self.answered_on),
            "refusal_reason": row(_("A&bgelehnt, weil"), self.refusal_reason),
            "note": row(_("Be&merkung"), self.note),
        }

    def fill(self, request: Request) -> None:
        """Show ``request``."""
        for name in _TEXTS:
            getattr(self, name).setText(getattr(request, name))
        for name in _DAYS:
            getattr(self, name).set_value(getattr(request, name))
        for name in _CODES:
            code = getattr(request, name)
            getattr(self, name).set_code(code.value if code is not None else "")
        self.extends.setChecked(request.extension_told_on is not None)
        self._offer_answers()
        self._follow()

    def mark_days(self) -> bool:
        """Mark the days that are not understood, or the first where it lacks; return whether none is."""
        for name in _DAYS:
            row = self._rows[name]
            row.set_fault(getattr(self, name).fault() if row.is_asked() else "")
        if self.received_on.value() is None and not self.received_on.fault():
            self._rows["received_on"].set_fault(_("Bitte geben Sie den Tag an."))
        return not any(self._rows[name].fault() for name in _DAYS)

    def request(self, base: Request) -> Request:
        """Return what is typed over ``base``, with today for a day that is not understood."""
        received_on = self.received_on.value() or self._today()
        identity, answer, extends = self.identity.code(), self.answer.code(), self.extends.isChecked()
        return replace(
            base,
            kind=RequestKind(self.kind.code()),
            received_on=received_on,
            form=RequestForm(self.form.code()),
            what=self.what.value(),
            identity=IdentityCheck(identity) if identity else None,
            extension_reason=self.extension_reason.value() if extends else "",
            extension_told_on=self._day_in(self.extension_told_on) if extends else None,
            answered_on=self._day_in(self.answered_on) if answer else None,
            answer=RequestAnswer(answer) if answer else None,
            refusal_reason=self.refusal_reason.value(),
            note=self.note.value(),
        )

    def _day_in(self, field: DateField) -> date | None:
        return self._today() if field.fault() else field.value()

    def show_fault(self, code: str, words: str) -> bool:
        """Show a fault at its field, unless that is marked; return False where it belongs to none."""
        row = self.row_of(code)
        if row is not None and not row.fault():
            row.set_fault(words)
        return row is not None

    def row_of(self, code: str) -> FormRow | None:
        """Return the row that a fault belongs to, None also where one of several texts is meant."""
        return self._rows.get(str(OF_A_REQUEST.get(code)))

    def clear_faults(self) -> None:
        """Take all marks away."""
        self._form.clear_faults()

    def draft(self) -> dict[str, Any]:
        """Return what is typed, for a draft."""
        return {
            "texts": {name: getattr(self, name).text() for name in _TEXTS},
            "days": {name: getattr(self, name).draft() for name in _DAYS},
            "codes": {name: getattr(self, name).draft() for name in _CODES},
            "extends": self.extends.isChecked(),
        }

    def set_draft(self, typed: dict[str, Any]) -> None:
        """Put back what ``draft`` returned."""
        for part in ("texts", "days"):
            for name, text in typed[part].items():
                getattr(self, name).setText(text)
        for name, code in typed["codes"].items():
            getattr(self, name).set_draft(code)
        self.extends.setChecked(typed["extends"])
        self._offer_answers()
        self._follow()

    def _propose_day(self, code: str) -> None:
        if code and not self.answered_on.text():
            self.answered_on.set_value(self._today())

    def _offer_answers(self) -> None:
        """Call the answers as they are called for the kind of the request; what was chosen stays."""
        kind = self.kind.code()
        self.answer.set_choices([(each.value, answer_word(kind, each)) for each in RequestAnswer])

    def _follow(self) -> None:
        """Show the fields that what is chosen asks for, and until when the request is answered."""
        extends, answer = self.extends.isChecked(), self.answer.code()
        for name in ("extension_reason", "extension_told_on"):
            self._form.show_row(self._rows[name], extends)
        self._form.show_row(self._rows["answered_on"], bool(answer))
        self._form.show_row(self._rows["refusal_reason"], answer == RequestAnswer.REFUSED)
        self._rows["what"].set_hint(_what_to_name(self.kind.code()))
        ends = _what_ends(self.kind.code(), named=bool(self.what.value()))
        self._rows["answer"].set_hint(ends if answer == RequestAnswer.CARRIED_OUT else "")
        received_on = self.received_on.value()
        if received_on is None:
            self._rows["received_on"].set_hint("")
            return
        told_on = first_due(received_on) if extends else None
        due = due_on(Request(RequestKind.ACCESS, received_on, extension_told_on=told_on))
        self._rows["received_on"].set_hint(_("Antwort spätestens am {day}.").format(day=day(due)))
        last = day(first_due(received_on))
        said = _("Nur bis zum {day} und nur einmal; das Schreiben dazu drucken Sie nach dem Speichern.")
        self._rows["extension_told_on"].set_hint(said.format(day=last))


def _what_to_name(kind: str) -> str:
    """Return what belongs to "Was gemeint ist": of some kinds a part, where it is one (Rule L8)."""
    if kind == RequestKind.ERASURE:
        return _("Nur ausfüllen, wenn ein Teil gemeint ist. Leer heißt: die ganze Akte.")
    if kind == RequestKind.OBJECTION:
        return _(
            "Welche Verwendung aufhören soll. Soll die ganze Akte gelöscht werden, wählen Sie „Löschung“."
        )
    return _("In Stichworten.")


def _what_ends(kind: str, *, named: bool) -> str:
    """Return what ends, or does not, when a request is entered as carried out (Rules L1, L8)."""
    if kind == RequestKind.RESTRICTION:
        return _(
            "Damit endet der Hinweis in der Akte. Endet die Einschränkung, sagen Sie es vorher der Person."
        )
    if kind == RequestKind.OBJECTION:
        return _("Damit endet der Hinweis in der Akte.")
    if kind != RequestKind.ERASURE:
        return ""
    if not named:
        return _("Die Löschung bleibt in den Fristen, bis die Akte gelöscht ist.")
    whole = _("Ist die ganze Akte gemeint, lassen Sie „Was gemeint ist“ bitte leer.")
    gone = _("„Umgesetzt“ heißt: Dieser Teil ist gelöscht.")
    return f"{gone} {whole}"
