"""Recording that the privacy notice was explained, and the agreement, in the place of the tabs (P1, B1)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from intman_desktop.language import _
from intman_desktop.services.rights.consents import record_agreement, record_notice
from intman_desktop.ui.case.agreement_form import AgreementForm
from intman_desktop.ui.case.form_panel import FormPanel
from intman_desktop.ui.case.notice_form import NoticeForm
from intman_desktop.ui.case.panel import Go
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.labels import QuietText
from intman_desktop.ui.wording import day
from intman_desktop.values.case_file import Agreement, NoticeGiven
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


class NoticePanel(_OfConsents):
    """When the Datenschutzerklärung was handed out and explained: a new time, or ``notice_id`` mended."""

    def __init__(self, frame: Frame, go: Go) -> None:
        super().__init__(frame, go, _("Datenschutzerklärung ausgehändigt und erklärt"))
        self.form: NoticeForm = NoticeForm(frame)
        self._stored: NoticeGiven | None = None
        self._before = QuietText()
        self.card.add(self._before)
        self.card.add(self.form)
        paper = link_button(_("Papier zeigen"), partial(self.show_paper, "privacy_notice"))
        self.end_form(_("Speichern"), paper)

    def fill(self, sheet: CaseSheet) -> None:
        """Show an empty form, beside it the day of the last time, or what is recorded as ``notice_id``."""
        notice_id, notices = self.details.get("notice_id"), sheet.view.file.notices
        found = (each for each in notices if each.id == notice_id)
        self._stored = next(found, None)
        again = self._stored is None and bool(notices)
        self.set_title(
            _("Datenschutzerklärung erneut ausgehändigt und erklärt")
            if again
            else _("Datenschutzerklärung ausgehändigt und erklärt")
        )
        self._before.setVisible(again)
        if again:
            last = max(notices, key=lambda given: (given.explained_on, given.id))
            words = _("Bisher: ausgehändigt am {handed_out}, erklärt am {explained}.")
            self._before.setText(
                words.format(handed_out=day(last.handed_out_on), explained=day(last.explained_on))
            )
        self.form.spoken.offer(sheet.languages, sheet.paper_languages)
        spoken = sheet.view.file.client.language
        new = NoticeGiven(self.frame.today(), self.frame.today(), sheet.worker, language=spoken)
        self.form.fill(self._stored or new)

    def first_field(self) -> QWidget:
        """Return the first day."""
        return self.form.handed_out

    def check(self) -> bool:
        """Mark the days that are missing or cannot be."""
        return self._notice() is not None

    def act(self) -> None:
        """Save the days."""
        notice = self._notice()
        if notice is not None:
            if self._stored is not None:
                shown = self._stored.text_fingerprint
                notice = replace(notice, id=self._stored.id, text_fingerprint=shown)
            said = _("Gespeichert.")
            self.frame.do(record_notice, self.case_id, notice, on_done=self.finish, owner=self, said=said)

    def _notice(self) -> NoticeGiven | None:
        if self.sheet is None:
            return None
        spoken = self.sheet.view.file.client.language
        return self.form.notice(self._stored.language if self._stored else spoken)


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
        self.form.spoken.offer(sheet.languages, sheet.paper_languages)
        self.form.spoken.choose(client.language)
        agreement = sheet.view.file.agreement
        if agreement is not None:
            self.form.fill(agreement)
        name = " ".join(part for part in (client.given_name, client.family_name) if part)
        self.form.name_people(name or client.designation, sheet.worker)

    def first_field(self) -> QWidget:
        """Return the choice of how it was agreed."""
        return self.form.signed

    def check(self) -> bool:
        """Ask how it was agreed, and mark the days that are missing or cannot be."""
        return self._agreement() is not None

    def act(self) -> None:
        """Save the signatures."""
        typed = self._agreement()
        if typed is not None:
            said = _("Vereinbarung gespeichert.")
            self.frame.do(record_agreement, self.case_id, typed, on_done=self.finish, owner=self, said=said)

    def _agreement(self) -> Agreement | None:
        if self.sheet is None:
            return None
        file = self.sheet.view.file
        return self.form.agreement(file.agreement or Agreement(language=file.client.language))
