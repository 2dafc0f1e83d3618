"""Recording that the privacy notice was explained, and the agreement, in the place of the tabs (P1, B1)."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from intman_desktop.language import _
from intman_desktop.services.consents import record_agreement, record_notice
from intman_desktop.ui.case.agreement_form import AgreementForm
from intman_desktop.ui.case.form_panel import FormPanel
from intman_desktop.ui.case.notice_form import NoticeForm
from intman_desktop.ui.case.panel import Go
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.values.case_file import Agreement
from intman_desktop.values.case_views import CaseSheet


class _OfConsents(FormPanel):
    """A form that leads back to the consents. Attributes: ``form``, the fields."""

    form: NoticeForm | AgreementForm

    def typed(self) -> dict[str, Any]:
        """Return what stands in the form."""
        return self.form.values()

    def put_back(self, typed: dict[str, Any]) -> None:
        """Show what ``typed`` returned."""
        self.form.set_values(typed)

    def leave(self) -> None:
        """Go back to the consents."""
        self.go("consents")

    def _saved(self, _kept: object) -> None:
        self.is_done()
        self.leave()


class NoticePanel(_OfConsents):
    """The days on which the Datenschutzerklärung was handed out and explained."""

    def __init__(self, frame: Frame, go: Go) -> None:
        super().__init__(frame, go, _("Datenschutzerklärung ausgehändigt und erklärt"))
        self.form: NoticeForm = NoticeForm(frame)
        self.card.add(self.form)
        paper = link_button(_("Papier zeigen"), partial(self.show_paper, "privacy_notice"))
        self.end_form(_("Speichern"), paper)

    def fill(self, sheet: CaseSheet) -> None:
        """Show what is recorded."""
        given = sheet.view.file.notice_given
        self.form.explained_by.setText(sheet.worker)
        if given is not None:
            self.form.fill(given)

    def first_field(self) -> QWidget:
        """Return the first day."""
        return self.form.handed_out

    def act(self) -> None:
        """Save the days."""
        if self.sheet is None:
            return
        notice = self.form.notice(self.sheet.view.file.client.language)
        if notice is not None:
            said = _("Gespeichert.")
            self.frame.do(record_notice, self.case_id, notice, on_done=self._saved, owner=self, said=said)


class AgreementPanel(_OfConsents):
    """The signatures of the Beratungsvereinbarung."""

    def __init__(self, frame: Frame, go: Go) -> None:
        super().__init__(frame, go, _("Beratungsvereinbarung"))
        self.form: AgreementForm = AgreementForm(frame)
        self.form.only_agreed()
        self.card.add(self.form)
        self.end_form(_("Speichern"), link_button(_("Papier zeigen"), partial(self.show_paper, "agreement")))

    def fill(self, sheet: CaseSheet) -> None:
        """Show what is recorded."""
        client = sheet.view.file.client
        agreement = sheet.view.file.agreement
        if agreement is not None:
            self.form.fill(agreement)
        name = " ".join(part for part in (client.given_name, client.family_name) if part)
        self.form.name_people(name or client.designation, sheet.worker)

    def first_field(self) -> QWidget:
        """Return the choice of how it was agreed."""
        return self.form.signed

    def act(self) -> None:
        """Save the signatures."""
        if self.sheet is None:
            return
        file = self.sheet.view.file
        typed = self.form.agreement(file.agreement or Agreement(language=file.client.language))
        if typed is not None:
            said = _("Vereinbarung gespeichert.")
            self.frame.do(record_agreement, self.case_id, typed, on_done=self._saved, owner=self, said=said)
