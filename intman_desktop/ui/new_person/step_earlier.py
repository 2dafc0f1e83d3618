"""Step 5, always asked: counselled in the Integrationsmanagement before, and since when (C7, C4)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.rules.earlier import spell_faults
from intman_desktop.rules.period import Period, start_faults
from intman_desktop.services.common.wording import sentence, shown
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.new_person.step import Step
from intman_desktop.ui.parts.buttons import link_button, quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.checks import RadioField
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.fields import ChoiceField, TextField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import SmallText, Text
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.case_file import Client, EarlierCounselling
from intman_desktop.values.codes import StartEvidence, YesNoUnknown
from intman_desktop.values.intake import Intake

_AT_THE_END = "earlier_ends_before_begin"


class OfficeBefore(Card):
    """One office that counselled before: which, since when, until when, and what proves it.

    Signals: ``changed``, ``removed``.
    """

    changed = Signal()
    removed = Signal()

    def __init__(self, frame: Frame, *, removable: bool) -> None:
        super().__init__()
        self._frame = frame
        self.office = TextField()
        self.since, self.until = DateField(frame.today), DateField(frame.today)
        self.evidence = ChoiceField([(each.value, shown(each)) for each in StartEvidence], empty=None)
        self.evidence.set_code(StartEvidence.UNKNOWN.value)
        form = self._form = Form()
        form.row(_("Stelle"), self.office)
        self._since_row = form.row(_("Seit wann"), self.since, _("Tag des ersten Beratungsgesprächs dort."))
        self._until_row = form.row(_("Bis wann"), self.until)
        form.row(_("Nachweis"), self.evidence)
        self.add(form)
        self._said = Text()
        self.add(self._said)
        if removable:
            self.add(link_button(_("Stelle entfernen"), self.removed.emit))
        for field in (self.since, self.until):
            field.date_changed.connect(lambda _day: self._follow())
        self.evidence.chosen.connect(lambda _code: self._follow())
        self._follow()

    def fits(self, client: Client) -> bool:
        """Mark each day that is not understood or cannot be; return whether there is none (Rules C5, C7)."""
        since, until = [self.since.fault()], [self.until.fault()]
        unclear = self.since.unclear()
        if unclear is not None and unclear.code == "day_missing":
            since.append(
                _(
                    "Ist nur der Monat bekannt, lassen Sie das Feld leer; der Tag lässt sich später "
                    "nachtragen."
                )
            )
        for fault in spell_faults(self.value(), client, self._frame.today()):
            (until if fault.code == _AT_THE_END else since).append(sentence(fault))
        self._since_row.set_fault(" ".join(filter(None, since)))
        self._until_row.set_fault(" ".join(filter(None, until)))
        return not (self._since_row.fault() or self._until_row.fault())

    def go_to_first_fault(self) -> bool:
        """Put the cursor on the first day that is marked; return whether there is one."""
        return self._form.go_to_first_fault()

    def value(self) -> EarlierCounselling:
        """Return what is typed."""
        return EarlierCounselling(
            self.office.value(),
            self.since.value(),
            self.until.value(),
            StartEvidence(self.evidence.code()),
        )

    def typed(self) -> list[str]:
        """Return what is typed, as values JSON can hold."""
        return [self.office.text(), self.since.draft(), self.until.draft(), self.evidence.draft()]

    def set_typed(self, typed: list[str]) -> None:
        """Put back what ``typed`` returned."""
        office, since, until, evidence = typed
        self.office.setText(office)
        self.since.setText(since)
        self.until.setText(until)
        self.evidence.set_draft(evidence)
        self._follow()

    def _follow(self) -> None:
        """Say what the start means for the period, before anything is saved; a changed day is asked anew."""
        for row, field in ((self._since_row, self.since), (self._until_row, self.until)):
            if not field.fault():
                row.set_fault("")
        since = self.since.value()
        words = []
        if since is not None:
            facts = start_faults(since, self._frame.today())
            words = [sentence(fact) for fact in facts]
            if not facts:
                words.append(
                    _("Der Beratungszeitraum endet dann am {last_day}.").format(
                        last_day=day(Period(since).last_day)
                    )
                )
            if self.evidence.code() in (StartEvidence.TOLD, StartEvidence.UNKNOWN):
                words.append(_("Der Beginn gilt als nicht belegt."))
        self._said.setText(" ".join(words))
        self._said.setVisible(bool(words))
        self.changed.emit()


class EarlierStep(Step):
    """Yes, no or unknown; with yes the offices before, of which the earliest start counts."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(
            frame,
            _(
                "Diese Frage wird immer gestellt: Der Beratungszeitraum gehört zur Person und beginnt mit "
                "dem ersten Beratungsgespräch, wo immer es war."
            ),
        )
        self._own = SmallText(
            _(
                "Gemeint sind eigene Gespräche, nicht die der Eltern: Mit dem ersten beginnt ein eigener "
                "Beratungszeitraum."
            )
        )
        self._own.hide()
        card = Card(_("Schon einmal im Integrationsmanagement beraten? Seit wann?"))
        card.add(self._own)
        words = {
            YesNoUnknown.NO: _("Nein"),
            YesNoUnknown.YES: _("Ja"),
            YesNoUnknown.UNKNOWN: _("Das ließ sich nicht klären"),
        }
        self.answers = {answer: RadioField(word) for answer, word in words.items()}
        for button in self.answers.values():
            card.add(button)
            button.toggled.connect(lambda _on: self._follow())
        self._fault = Text("", "error")
        self._fault.hide()
        card.add(self._fault)
        self.column.addWidget(card)
        self._list = QVBoxLayout()
        self._list.setSpacing(space(3))
        self.column.addLayout(self._list)
        self.offices: list[OfficeBefore] = []
        self._more = quiet_button(_("Weitere Stelle"), self._add, icon="plus")
        self.column.addWidget(Flow(self._more))
        self._add()
        self._follow()

    def answer(self) -> YesNoUnknown | None:
        """Return the answer, None while the question was not asked."""
        return next((each for each, button in self.answers.items() if button.isChecked()), None)

    def meet(self, intake: Intake) -> None:
        """Say to who grew up in a household known here whose talks are meant (Rule C5)."""
        self._own.setVisible(bool(intake.grown_up))

    def fits(self, intake: Intake) -> bool:
        """Return whether the question was asked and the days can be."""
        asked = self.answer() is not None
        self._fault.setText("" if asked else _("Bitte stellen Sie die Frage und wählen Sie die Antwort."))
        self._fault.setVisible(not asked)
        fitting = [office.fits(intake.client) for office in self.offices] if self._yes() else []
        if not all(fitting):
            next(office for office in self.offices if office.go_to_first_fault())
        return asked and all(fitting)

    def into(self, intake: Intake) -> Intake:
        """Return ``intake`` with the answer and, where it is yes, the offices."""
        earlier = tuple(office.value() for office in self.offices) if self._yes() else ()
        return replace(intake, counselled_before=self.answer(), earlier=earlier)

    def values(self) -> dict[str, Any]:
        """Return what is typed."""
        return {"answer": self.answer(), "offices": [office.typed() for office in self.offices]}

    def set_values(self, values: dict[str, Any]) -> None:
        """Put it back."""
        while len(self.offices) > len(values["offices"]) > 0:
            self._remove(self.offices[-1])
        while len(self.offices) < len(values["offices"]):
            self._add()
        for office, typed in zip(self.offices, values["offices"], strict=False):
            office.set_typed(typed)
        if values["answer"]:
            self.answers[YesNoUnknown(values["answer"])].setChecked(True)
        self._follow()

    def first_field(self) -> QWidget:
        """Return the first answer."""
        return self.answers[YesNoUnknown.NO]

    def _yes(self) -> bool:
        return self.answer() is YesNoUnknown.YES

    def _add(self) -> None:
        office = OfficeBefore(self.frame, removable=bool(self.offices))
        office.removed.connect(lambda: self._remove(office))
        self.offices.append(office)
        self._list.addWidget(office)

    def _remove(self, office: OfficeBefore) -> None:
        self.offices.remove(office)
        self._list.removeWidget(office)
        office.hide()
        office.deleteLater()

    def _follow(self) -> None:
        for office in self.offices:
            office.setVisible(self._yes())
        self._more.setVisible(self._yes())
