"""How a declaration was made: the evidence of Art. 7 (1), asked once for what was signed together (E2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.rules.consents import (
    FILED,
    ON_PAPER,
    WITNESSED,
    consent_hints,
    interpreted_by,
    is_by_relative,
    name_of_interpreter,
)
from intman_desktop.rules.witnesses import people_hints
from intman_desktop.services.common.wording import sentence, shown
from intman_desktop.services.gate.fault_fields import OF_A_CONSENT
from intman_desktop.ui.case.spoken import SpokenLanguage
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.checks import CheckField
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.fields import ChoiceField, TextField
from intman_desktop.ui.parts.form import Form, FormRow
from intman_desktop.ui.parts.labels import Text
from intman_desktop.values.case_file import Client, Consent
from intman_desktop.values.codes import ConsentForm, ConsentScope
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.form_views import Options


class Evidence(QWidget):
    """Day, form, place of filing or witness, who explained and interpreted, what the person was told.

    Signals: ``changed`` – something was typed or chosen.
    """

    changed = Signal()

    def __init__(self, frame: Frame, worker: str = "", form: Form | None = None) -> None:
        """Add the fields to ``form`` where one is given (this is then not shown itself)."""
        super().__init__()
        self.form = form or Form()
        if form is None:
            column = QVBoxLayout(self)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(self.form)
        self.on = DateField(frame.today, frame.today())
        self.kind = ChoiceField([(each.value, shown(each)) for each in ConsentForm], empty=None)
        self.kind.set_code(ConsentForm.WRITTEN.value)
        self._form_law = ""
        self.filing, self.witness = TextField(), TextField()
        self.explained_by = TextField()
        self.explained_by.setText(worker)
        self.interpreter, self.representative = TextField(), TextField()
        self.relative = CheckField(_("Eine angehörige Person hat gedolmetscht"))
        self.told = CheckField(_("Die Person weiß: Sie kann jederzeit und ohne Grund widerrufen"))
        self.copy = CheckField(_("Kopie ausgehändigt"))
        self.undertaking_by, self.undertaking_on = TextField(), DateField(frame.today)
        self.undertaking_place = TextField()
        self._undertaking_asked = False
        row = self.form.row
        self._rows: dict[str, FormRow] = {
            "on": row(_("Entschieden am"), self.on),
            "kind": row(_("Form"), self.kind),
            "filing": row(_("Abgelegt"), self.filing),
            "witness": row(_("Zeugin oder Zeuge"), self.witness),
        }
        self.spoken = SpokenLanguage(self.form, self.changed.emit)
        self.language = self.spoken.field
        self._rows |= {
            "language": self.spoken.row,
            "explained_by": row(_("Erklärt von"), self.explained_by),
            "interpreter": row(
                _("Gedolmetscht von"),
                self.interpreter,
                _("Leer, wenn niemand dolmetschte. Ein Name öffnet das Kästchen darunter."),
            ),
            "relative": row("", self.relative),
            "representative": row(
                _("Vertreten durch"), self.representative, _("Bei Minderjährigen, Betreuung oder Vollmacht.")
            ),
            "told": row("", self.told),
            "copy": row("", self.copy),
            "undertaking_by": row(
                _("Verpflichtung von"),
                self.undertaking_by,
                _("Wer dolmetscht und sich zur Verschwiegenheit verpflichtet hat: Name, auch mit Dienst."),
            ),
            "undertaking_on": row(
                _("Verpflichtung vom"), self.undertaking_on, _("Leer, wenn noch nicht unterschrieben.")
            ),
            "undertaking_place": row(_("Verpflichtung abgelegt"), self.undertaking_place),
        }
        self._hint = Text("", "quiet")
        self.form.wide(self._hint)
        self._listen()
        self._follow()

    def offer(self, form_law: str, languages: Options, texts: tuple[str, ...]) -> None:
        """Say by which article writing is the rule; offer languages, and say in which there are ``texts``."""
        self._form_law = form_law
        self.spoken.offer(languages, texts)
        self._follow()

    def ask_undertaking(self, *, asked: bool) -> None:
        """Ask what whoever interprets signed, as the consent to interpreters needs it, or not (Rule E1)."""
        newly, self._undertaking_asked = asked and not self._undertaking_asked, asked
        if newly:
            self._name_who_interpreted()
        for name in _UNDERTAKING:
            self.form.show_row(self._rows[name], asked)

    def _name_who_interpreted(self) -> None:
        """Offer who interpreted as the one who signed the undertaking, where nobody is named yet."""
        if self._undertaking_asked and not self.undertaking_by.value():
            self.undertaking_by.setText(self.interpreter.value())

    def fill(self, consent: Consent) -> None:
        """Show the evidence of a declaration that was recorded before."""
        self.on.set_value(consent.decided_on)
        self.kind.set_code(consent.form.value)
        self.spoken.choose(consent.language)
        self.filing.setText(consent.filing_place)
        self.witness.setText(consent.witness)
        self.explained_by.setText(consent.explained_by)
        self.interpreter.setText(name_of_interpreter(consent.interpreter))
        self.relative.setChecked(is_by_relative(consent.interpreter))
        self.representative.setText(consent.representative)
        self._undertaking_asked = False
        self.undertaking_by.setText(consent.undertaking_by)
        self.undertaking_on.set_value(consent.undertaking_on)
        self.undertaking_place.setText(consent.undertaking_place)
        self.told.setChecked(consent.told_withdrawable)
        self.copy.setChecked(consent.copy_handed_out)
        self._follow()

    def into(self, consent: Consent) -> Consent:
        """Return ``consent`` with the evidence as it is typed; without a day it keeps its own."""
        form = ConsentForm(self.kind.code())
        bound = consent.scope is ConsentScope.INTERPRETER and self._undertaking_asked
        return replace(
            consent,
            decided_on=self.on.value() or consent.decided_on,
            form=form,
            language=self.spoken.code() or consent.language,
            filing_place=self.filing.value() if form in FILED else "",
            witness=self.witness.value() if form in WITNESSED else "",
            explained_by=self.explained_by.value(),
            interpreter=interpreted_by(self.interpreter.value(), relative=self.relative.isChecked()),
            representative=self.representative.value(),
            undertaking_by=self.undertaking_by.value() if bound else "",
            undertaking_on=self.undertaking_on.value() if bound else None,
            undertaking_place=self.undertaking_place.value() if bound else "",
            told_withdrawable=self.told.isChecked(),
            copy_handed_out=self.copy.isChecked(),
        )

    def show_faults(
        self, faults: Iterable[Explanation], beside: Mapping[str, FormRow] | None = None
    ) -> list[str]:
        """Mark the fields that ``faults`` belong to; return the sentences that belong to none.

        ``beside`` are the rows of the form's other fields, by the code of what can be wrong with them.
        """
        self.form.clear_faults()
        others = []
        if self.undertaking_on.fault():
            self._rows["undertaking_on"].set_fault(self.undertaking_on.fault())
        if self.on.fault() or self.on.value() is None:
            self._rows["on"].set_fault(self.on.fault() or _("Bitte geben Sie den Tag an."))
        for fault in faults:
            row = self._rows.get(_row_name(fault.code)) or (beside or {}).get(fault.code)
            if row is None:
                others.append(sentence(fault))
            else:
                row.set_fault(sentence(fault))
        return others

    def has_day(self) -> bool:
        """Return whether the days are understood."""
        return self.on.value() is not None and not (self._undertaking_asked and self.undertaking_on.fault())

    def only_the_day(self, *, only: bool) -> None:
        """Ask for the day alone, as a refusal needs no more; or for everything."""
        for name, row in self._rows.items():
            asked = name not in _UNDERTAKING or self._undertaking_asked
            self.form.show_row(row, name == "on" or (asked and not only))
        if not only:
            self._follow()
        self._hint.setVisible(not only and bool(self._hint.text()))

    def values(self) -> dict[str, Any]:
        """Return what is typed, as values JSON can hold."""
        return {
            "on": self.on.draft(),
            "kind": self.kind.draft(),
            "spoken": self.spoken.values(),
            "undertaking_on": self.undertaking_on.draft(),
            **{name: getattr(self, name).text() for name in _LINES},
            **{name: getattr(self, name).isChecked() for name in _CHECKS},
        }

    def set_values(self, values: dict[str, Any]) -> None:
        """Put back what ``values`` returned."""
        self.on.setText(values["on"])
        self.kind.set_draft(values["kind"])
        self.spoken.set_values(values.get("spoken", ("", "")))
        for name in _LINES:
            getattr(self, name).setText(values.get(name, ""))
        self.undertaking_on.setText(values.get("undertaking_on", ""))
        for name in _CHECKS:
            getattr(self, name).setChecked(values[name])
        self._follow()

    def show_hints(self, consent: Consent, client: Client, more: Iterable[Explanation] = ()) -> None:
        """Say what is worth a second look but hinders nothing, and ``more`` of that kind (Rule E2)."""
        typed = self.into(consent)
        hints = (*more, *consent_hints(typed, form_law=self._form_law), *people_hints(typed, client))
        self._hint.setText(" ".join(sentence(hint) for hint in hints))
        self._hint.setVisible(bool(hints))

    def hide_hints(self) -> None:
        """Say nothing of the kind, as long as nothing is declared."""
        self._hint.setText("")
        self._hint.hide()

    def _interpreted(self) -> bool:
        return bool(self.interpreter.value())

    def _listen(self) -> None:
        self.on.date_changed.connect(lambda _day: self.changed.emit())
        self.interpreter.editingFinished.connect(self._name_who_interpreted)
        self.undertaking_on.date_changed.connect(lambda _day: self._settle())
        self.kind.chosen.connect(lambda _code: self._follow())
        for name in _LINES:
            getattr(self, name).textEdited.connect(lambda _text: self._follow())
        self.interpreter.textChanged.connect(self._open_relative)  # it is filled in as well, not only typed
        for name in _CHECKS:
            getattr(self, name).toggled.connect(lambda _on: self._settle())

    def _settle(self) -> None:
        """Take away what was said of a field that is filled now, and tell of the change."""
        for name in ("filing", "witness", "representative", "undertaking_by", "undertaking_place"):
            if getattr(self, name).value():
                self._rows[name].set_fault("")
        if self.told.isChecked():
            self._rows["told"].set_fault("")
        self.changed.emit()

    def _open_relative(self, _text: str = "") -> None:
        """Ask whether a relative interpreted as soon as it is known who did, else say why it is closed."""
        self.relative.setEnabled(self._interpreted())  # hidden, it would push what is below
        why = "" if self._interpreted() else _("Erst eintragen, wer gedolmetscht hat.")
        self._rows["relative"].set_hint(why, seen=False)  # seen, it would move what is below, or leave a gap

    def _follow(self) -> None:
        form = ConsentForm(self.kind.code())
        self.form.show_row(self._rows["filing"], form in FILED)
        self._rows["filing"].set_hint(_where_it_lies(form))
        self.form.show_row(self._rows["witness"], form in WITNESSED)
        self.spoken.show()
        self._open_relative()
        self.ask_undertaking(asked=self._undertaking_asked)
        self._settle()


def _where_it_lies(form: ConsentForm) -> str:
    """Return what is asked for as the place of the proof (Rule E2)."""
    if form in ON_PAPER:
        return _("Wo das unterschriebene Blatt liegt, zum Beispiel „Ordner 3“ oder „Scan in der Akte“.")
    return _("Wo der Nachweis liegt, zum Beispiel „E-Mail vom 3. Mai, Ausdruck in Ordner 3“.")


_UNDERTAKING = ("undertaking_by", "undertaking_on", "undertaking_place")
_LINES = (
    *("filing", "witness", "explained_by", "interpreter", "representative"),
    *("undertaking_by", "undertaking_place"),
)
_CHECKS = ("relative", "told", "copy")
_ROW_OF = {"decided_on": "on", "filing_place": "filing", "told_withdrawable": "told"}
"""The rows that are called otherwise than the field of a declaration that they fill."""
_OF_THE_DAY = ("consent_before_notice", "consent_after_use")
"""What only this form asks, of a day that would be right by itself."""


def _row_name(code: str) -> str:
    """Return the row that a fault of a declaration belongs to; a name that no row has where there is none."""
    name = "decided_on" if code in _OF_THE_DAY else str(OF_A_CONSENT.get(code))
    return _ROW_OF.get(name, name)
