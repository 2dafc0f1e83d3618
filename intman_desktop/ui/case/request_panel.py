"""Entering a person's request, that it takes longer, and its answer (L8, Art. 12 to 21 DS-GVO)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from intman_desktop.errors import Trouble
from intman_desktop.language import _
from intman_desktop.rules.requests import request_faults
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.rights.requests import record_request, remove_request
from intman_desktop.ui.case.form_panel import FormPanel
from intman_desktop.ui.case.panel import Go
from intman_desktop.ui.case.request_form import RequestFields
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.values.case_file import Request
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.codes import RequestAnswer, RequestKind

_OF_NO_DAY = frozenset(
    {
        "request_what_missing",
        "request_use_missing",
        "request_extension_day_missing",
        "request_extension_reason_missing",
        "request_answer_day_missing",
        "request_answer_missing",
        "request_identity_missing",
        "request_refusal_reason_missing",
    }
)
"""What is missing whichever day it was."""


class RequestPanel(FormPanel):
    """A form in the place of the tabs. Opened with ``row_id`` for an entry, else for a new one.

    ``kind`` begins a new one with what is asked for, ``answered`` as handed over today.
    """

    def __init__(self, frame: Frame, go: Go) -> None:
        super().__init__(frame, go)
        self._stored: Request | None = None
        self.form = RequestFields(frame.today)
        self.card.add(self.form)
        self.remove = quiet_button(_("Eintrag entfernen"), self._remove)
        self.end_form(_("Speichern"), self.remove)

    def first_field(self) -> QWidget:
        """Return the first field that is to be filled."""
        return self.form.identity if self.details.get("answered") else self.form.kind

    def fill(self, sheet: CaseSheet) -> None:
        """Show the entry, or what a new one begins with."""
        wanted, today = self.details.get("row_id"), self.frame.today()
        self._stored = next((each for each in sheet.view.file.requests if each.id == wanted), None)
        kind = RequestKind(self.details.get("kind") or RequestKind.ACCESS)
        request = self._stored or Request(kind, today)
        if self.details.get("answered"):
            request = replace(request, answered_on=today, answer=RequestAnswer.HANDED_OVER)
        self.form.fill(request)
        self.form.clear_faults()
        self.remove.setVisible(self._stored is not None and self.opened_for is None)
        self.set_title(_("Anfrage der Person eintragen") if self._stored is None else _("Anfrage der Person"))

    def typed(self) -> dict[str, Any]:
        """Return what stands in the form."""
        return self.form.draft()

    def put_back(self, typed: dict[str, Any]) -> None:
        """Show what ``typed`` returned."""
        self.form.set_draft(typed)

    def leave(self) -> None:
        """Go back to the requests."""
        self.go("papers")

    def check(self) -> bool:
        """Mark the days that are not understood and what cannot be so; without them what lacks (Rule L8)."""
        self.form.clear_faults()
        dated = self.form.mark_days()
        others = [
            sentence(fault)
            for fault in request_faults(self._request(), self.frame.today())
            if dated or fault.code in _OF_NO_DAY
            if not self.form.show_fault(fault.code, sentence(fault))
        ]
        self.say_fault(" ".join(others))
        return not others

    def act(self) -> None:
        """Enter the request."""
        request = self._request()
        self.frame.do(
            record_request,
            self.case_id,
            request,
            self.opened_for,
            on_done=self.finish,
            on_error=self._refused,
            owner=self,
            said=(
                _("Die Anfrage ist eingetragen.")
                if request.answered_on is None
                else _("Die Antwort ist eingetragen.")
            ),
        )

    def _remove(self) -> None:
        if self._stored is not None:
            self.frame.do(
                remove_request,
                self.case_id,
                self._stored.id,
                self._stored.version,
                on_done=self.finish,
                on_error=self._refused,
                owner=self,
                said=_("Der Eintrag ist entfernt."),
            )

    def _request(self) -> Request:
        return self.form.request(self._stored or Request(RequestKind.ACCESS, self.frame.today()))

    def _refused(self, trouble: Trouble) -> None:
        self.refused(trouble, self.form.row_of)
