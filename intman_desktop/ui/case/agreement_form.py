"""The Beratungsvereinbarung: signed by both, or oral with the signature to come (B1)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.case.spoken import SpokenLanguage
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.checks import CheckField, RadioField
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.fields import TextField
from intman_desktop.ui.parts.form import Form, FormRow
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.tokens import space
from intman_desktop.values.case_file import Agreement
from intman_desktop.values.explanation import Explanation


class AgreementForm(QWidget):
    """Both signatures with their days and names; or the day of the oral agreement. Signals: ``changed``.

    Nothing is chosen before the person says so: that somebody signed is never presumed (Rule B1).
    """

    changed = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        self.signed = RadioField(_("Von beiden unterschrieben"))
        self.oral = RadioField(_("Mündlich vereinbart, Unterschrift folgt"))
        self.later = RadioField(_("Noch nicht vereinbart"))
        self._ways = QButtonGroup(self)
        for button in (self.signed, self.oral, self.later):
            column.addWidget(button)
            self._ways.addButton(button)
            button.toggled.connect(lambda _on: self._follow())
        self._unsaid = Text("", "error")
        self._unsaid.hide()
        column.addWidget(self._unsaid)
        self._form = Form()
        column.addWidget(self._form)
        self.oral_on = DateField(frame.today, frame.today())
        self.client_on = DateField(frame.today, frame.today())
        self.worker_on = DateField(frame.today, frame.today())
        self.client_name, self.worker_name, self.filing = TextField(), TextField(), TextField()
        self.copy = CheckField(_("Kopie ausgehändigt"))
        row = self._form.row
        self._oral_row = row(
            _("Vereinbart am"), self.oral_on, _("Unterschrieben wird beim nächsten persönlichen Gespräch.")
        )
        self.spoken = SpokenLanguage(self._form, self.changed.emit)
        self._client_row = row(_("Klientin oder Klient unterschrieb am"), self.client_on)
        self._worker_row = row(_("Integrationsmanagement unterschrieb am"), self.worker_on)
        self._rows = (
            self._client_row,
            row(_("Name der Klientin oder des Klienten"), self.client_name),
            self._worker_row,
            row(_("Name im Integrationsmanagement"), self.worker_name),
            row(_("Abgelegt"), self.filing, _("Wo das unterschriebene Blatt liegt.")),
            row("", self.copy),
        )
        for field in (self.oral_on, self.client_on, self.worker_on):
            field.date_changed.connect(lambda _day: self.changed.emit())
        for line in (self.client_name, self.worker_name, self.filing):
            line.textEdited.connect(lambda _text: self.changed.emit())
        self.copy.toggled.connect(lambda _on: self.changed.emit())
        self._follow()

    def only_agreed(self) -> None:
        """Leave out that nothing is agreed, where that is what one came to change."""
        self.later.hide()

    def name_people(self, client: str, worker: str) -> None:
        """Fill in the names that are still empty."""
        for field, name in ((self.client_name, client), (self.worker_name, worker)):
            if not field.value():
                field.setText(name)

    def fill(self, agreement: Agreement) -> None:
        """Show what was recorded; a signature that still lacks is dated today."""
        today = self._frame.today()
        both_lack = agreement.client_signed_on is None and agreement.worker_signed_on is None
        self.oral_on.set_value(agreement.oral_on or today)
        self.client_on.set_value(agreement.client_signed_on or today)
        self.worker_on.set_value(agreement.worker_signed_on or today)
        self.client_name.setText(agreement.client_name)
        self.worker_name.setText(agreement.worker_name)
        self.filing.setText(agreement.filing_place)
        self.copy.setChecked(agreement.copy_handed_out)
        self.spoken.choose(agreement.language)
        (self.oral if agreement.oral_on and both_lack else self.signed).setChecked(True)

    def agreement(self, base: Agreement) -> Agreement | None:
        """Return what is typed over ``base``; None, with marks, where nothing is chosen yet, or a day is
        missing or cannot be.
        """
        if not self.is_decided():
            self.ask_how()
            return None
        if self.later.isChecked():
            return base
        signed = self.signed.isChecked()
        wanted = (
            ((self._client_row, self.client_on), (self._worker_row, self.worker_on))
            if signed
            else ((self._oral_row, self.oral_on),)
        )
        fitting = [self._fits(row, field) for row, field in wanted]
        if not all(fitting):
            return None
        return replace(
            base,
            client_name=self.client_name.value(),
            worker_name=self.worker_name.value(),
            client_signed_on=self.client_on.value() if signed else None,
            worker_signed_on=self.worker_on.value() if signed else None,
            oral_on=base.oral_on if signed else self.oral_on.value(),
            copy_handed_out=self.copy.isChecked(),
            filing_place=self.filing.value() if signed else "",
            language=self.spoken.code() or base.language,
        )

    def is_agreed(self) -> bool:
        """Return whether something is agreed, signed or oral."""
        return self.signed.isChecked() or self.oral.isChecked()

    def is_decided(self) -> bool:
        """Return whether it is said how it was agreed, or that it was not."""
        return self._ways.checkedButton() is not None

    def ask_how(self) -> None:
        """Ask for the answer that is missing, and put the cursor there."""
        self._unsaid.setText(_("Bitte wählen Sie, ob und wie es vereinbart ist."))
        self._unsaid.show()
        self.signed.setFocus(Qt.FocusReason.OtherFocusReason)

    def values(self) -> dict[str, Any]:
        """Return what is typed, as values JSON can hold."""
        return {
            "how": next((way for way, button in self._words().items() if button.isChecked()), ""),
            "days": [field.draft() for field in (self.oral_on, self.client_on, self.worker_on)],
            "lines": [field.text() for field in (self.client_name, self.worker_name, self.filing)],
            "copy": self.copy.isChecked(),
            "spoken": self.spoken.values(),
        }

    def set_values(self, values: dict[str, Any]) -> None:
        """Put back what ``values`` returned."""
        if values["how"]:
            self._words()[values["how"]].setChecked(True)
        for field, on in zip((self.oral_on, self.client_on, self.worker_on), values["days"], strict=True):
            field.setText(on)
        for line, text in zip(
            (self.client_name, self.worker_name, self.filing), values["lines"], strict=True
        ):
            line.setText(text)
        self.copy.setChecked(values["copy"])
        self.spoken.set_values(values.get("spoken", ("", "")))

    def _words(self) -> dict[str, RadioField]:
        return {"signed": self.signed, "oral": self.oral, "later": self.later}

    def _fits(self, row: FormRow, field: DateField) -> bool:
        on = field.value()
        if on is not None and on > self._frame.today():
            row.set_fault(sentence(Explanation("agreement_in_future", {"on": on})))
            return False
        row.set_fault(field.fault() or ("" if on else _("Bitte geben Sie den Tag an.")))
        return on is not None

    def _follow(self) -> None:
        signed = self.signed.isChecked()
        self._form.show_row(self._oral_row, self.oral.isChecked())
        for row in self._rows:
            self._form.show_row(row, signed)
        self._form.setVisible(signed or self.oral.isChecked())
        self._unsaid.hide()
        self.changed.emit()
