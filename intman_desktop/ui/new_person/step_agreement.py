"""Step 6: the Beratungsvereinbarung, signed by both or oral (B1)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from intman_desktop.language import _
from intman_desktop.rules.intake import agreement_faults
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.papers.paper_kinds import AGREEMENT
from intman_desktop.ui.case.agreement_form import AgreementForm
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.new_person.step import Step
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import Text
from intman_desktop.values.case_file import Agreement
from intman_desktop.values.case_views import IntakeForm
from intman_desktop.values.intake import Intake


class AgreementStep(Step):
    """How it was agreed, and when."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(
            frame,
            _(
                "Beide Seiten unterschreiben. Ist das jetzt nicht möglich, etwa am Telefon, gilt sie "
                "mündlich bis zum nächsten persönlichen Gespräch."
            ),
        )
        self._worker = ""
        paper = quiet_button(
            _("Vereinbarung zeigen und drucken"), lambda: self.paper_wanted.emit(AGREEMENT), icon="printer"
        )
        self.column.addWidget(Flow(paper))
        card = Card()
        self.form = AgreementForm(frame)
        card.add(self.form)
        self._fault = Text("", "error")
        self._fault.hide()
        card.add(self._fault)
        self.column.addWidget(card)

    def offer(self, form: IntakeForm) -> None:
        """Remember who signs for the office, and offer the languages."""
        self._worker = form.worker
        self.form.spoken.offer(form.languages, form.paper_languages)

    def meet(self, intake: Intake) -> None:
        """Fill in both names, and the language it was explained in before."""
        client = intake.client
        self.form.spoken.follow_talk(intake.notice.language if intake.notice else intake.language)
        name = " ".join(part for part in (client.given_name, client.family_name) if part)
        self.form.name_people(name or client.designation, self._worker)

    def fits(self, intake: Intake) -> bool:
        """Return whether it is said how it was agreed, and the days can be."""
        if not self.form.is_decided():
            self.form.ask_how()
            return False
        if self.form.is_agreed() and intake.agreement is None:
            return False
        words = [sentence(fault) for fault in agreement_faults(intake.agreement, self.frame.today())]
        self._fault.setText(" ".join(words))
        self._fault.setVisible(bool(words))
        return not words

    def into(self, intake: Intake) -> Intake:
        """Return ``intake`` with the agreement, if there is one."""
        if not self.form.is_agreed():
            return replace(intake, agreement=None)
        return replace(intake, agreement=self.form.agreement(Agreement(language=intake.language)))

    def values(self) -> dict[str, Any]:
        """Return what is typed."""
        return self.form.values()

    def set_values(self, values: dict[str, Any]) -> None:
        """Put it back."""
        self.form.set_values(values)

    def first_field(self) -> QWidget:
        """Return the choice of how it was agreed."""
        return self.form.signed
