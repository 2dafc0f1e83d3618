"""Recording that the privacy notice was explained, and the agreement, in the place of the tabs (P1, B1)."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from intman_desktop.language import _
from intman_desktop.services.consents import record_agreement, record_notice
from intman_desktop.ui.case.agreement_form import AgreementForm
from intman_desktop.ui.case.notice_form import NoticeForm
from intman_desktop.ui.case.panel import Go, Panel
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button, primary_button, quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.values.case_file import Agreement
from intman_desktop.values.case_views import CaseSheet


class NoticePanel(Panel):
    """The days on which the Datenschutzerklärung was handed out and explained."""

    def __init__(self, frame: Frame, go: Go) -> None:
        super().__init__(frame, go)
        self._sheet: CaseSheet | None = None
        self._filled = False
        card = Card(_("Datenschutzerklärung ausgehändigt und erklärt"))
        self.column.addWidget(card)
        self.form = NoticeForm(frame)
        card.add(self.form)
        self.save = primary_button(_("Speichern"), self._save)
        paper = link_button(_("Papier zeigen"), partial(self.show_paper, "privacy_notice"))
        card.add(Flow(self.save, quiet_button(_("Abbrechen"), lambda: go("consents")), paper))
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._save)

    def begin(self, **details: Any) -> None:
        """Start with what is recorded."""
        super().begin(**details)
        self._filled = False

    def show_sheet(self, sheet: CaseSheet) -> None:
        """Fill the form when it was opened."""
        self._sheet = sheet
        if self._filled:
            return
        self._filled = True
        given = sheet.view.file.notice_given
        self.form.explained_by.setText(sheet.worker)
        if given is not None:
            self.form.fill(given)

    def first_field(self) -> QWidget:
        """Return the first day."""
        return self.form.handed_out

    def _save(self) -> None:
        if self._sheet is None:
            return
        notice = self.form.notice(self._sheet.view.file.client.language)
        if notice is not None:
            self.frame.do(
                record_notice,
                self._sheet.view.case_id,
                notice,
                on_done=lambda _saved: self.go("consents"),
                owner=self,
                said=_("Gespeichert."),
            )


class AgreementPanel(Panel):
    """The signatures of the Beratungsvereinbarung."""

    def __init__(self, frame: Frame, go: Go) -> None:
        super().__init__(frame, go)
        self._sheet: CaseSheet | None = None
        self._filled = False
        card = Card(_("Beratungsvereinbarung"))
        self.column.addWidget(card)
        self.form = AgreementForm(frame)
        self.form.only_agreed()
        card.add(self.form)
        self.save = primary_button(_("Speichern"), self._save)
        paper = link_button(_("Papier zeigen"), partial(self.show_paper, "agreement"))
        card.add(Flow(self.save, quiet_button(_("Abbrechen"), lambda: go("consents")), paper))
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._save)

    def begin(self, **details: Any) -> None:
        """Start with what is recorded."""
        super().begin(**details)
        self._filled = False

    def show_sheet(self, sheet: CaseSheet) -> None:
        """Fill the form when it was opened."""
        self._sheet = sheet
        if self._filled:
            return
        self._filled = True
        client = sheet.view.file.client
        agreement = sheet.view.file.agreement
        if agreement is not None:
            self.form.fill(agreement)
        name = " ".join(part for part in (client.given_name, client.family_name) if part)
        self.form.name_people(name or client.designation, sheet.worker)

    def first_field(self) -> QWidget:
        """Return the choice of how it was agreed."""
        return self.form.signed

    def _save(self) -> None:
        if self._sheet is None:
            return
        file = self._sheet.view.file
        typed = self.form.agreement(file.agreement or Agreement(language=file.client.language))
        if typed is not None:
            self.frame.do(
                record_agreement,
                self._sheet.view.case_id,
                typed,
                on_done=lambda _saved: self.go("consents"),
                owner=self,
                said=_("Vereinbarung gespeichert."),
            )
