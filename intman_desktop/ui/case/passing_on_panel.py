"""Passing something on: a letter to another office, or the entry of what was said elsewhere (E7, P10)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from intman_desktop.errors import Trouble
from intman_desktop.language import _
from intman_desktop.rules.disclosures import acts_under, disclosure_faults, letter_faults, still_open_for
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.gate.directory import services_list
from intman_desktop.services.gate.notices import recipients_untold
from intman_desktop.services.papers.disclosure_papers import withdrawal_notice
from intman_desktop.services.papers.request_papers import correction_notice
from intman_desktop.services.rights.disclosures import record_disclosure, write_office_letter
from intman_desktop.ui.case.form_panel import FormPanel
from intman_desktop.ui.case.panel import Go
from intman_desktop.ui.case.passing_on_form import PassingOnForm
from intman_desktop.ui.frame import Frame
from intman_desktop.values.case_file import Disclosure
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.codes import ConsentScope, DisclosureWay
from intman_desktop.values.disclosures import OfficeLetter
from intman_desktop.values.office import Service
from intman_desktop.values.outcome import Outcome
from intman_desktop.values.work_views import Paper

_OF_NO_DAY = frozenset(
    {
        "disclosure_recipient_missing",
        "disclosure_what_missing",
        "disclosure_reason_missing",
        "disclosure_person_not_told",
        "disclosure_letter_subject_missing",
        "disclosure_letter_text_missing",
    }
)
"""What is missing whichever day it was."""


class PassingOnPanel(FormPanel):
    """A form in the place of the tabs.

    Opened with ``way`` and ``on`` (an ISO date) for a new entry, or ``disclosure_id`` to correct; by a
    deadline with ``row_id``, the act of passing on whose recipient has to know of a withdrawal.

    ``notice_of`` begins the letter that tells a recipient of the withdrawal of that consent (``recipient``
    where the consent itself names none), ``corrected`` the one that tells the ``recipient`` of a correction.
    ``back`` is the part it was opened from. ``goes_on`` comes back to what was typed, as after a consent was
    recorded on the way.
    """

    def __init__(self, frame: Frame, go: Go) -> None:
        super().__init__(frame, go)
        self._stored: Disclosure | None = None
        self.form = PassingOnForm(frame.today, self._ask_consent)
        self.card.add(self.form)
        self.end_form("")
        self.form.way.chosen.connect(lambda _code: self._name_the_act())

    def begin(self, **details: Any) -> None:
        """Start afresh, or go on with what was typed."""
        filled = self._filled and bool(details.get("goes_on"))
        super().begin(**(self.details if details.get("goes_on") else details))
        self._filled = filled

    def show_sheet(self, sheet: CaseSheet) -> None:
        """Judge what is typed by the consents as they are now; fill the form when it was opened."""
        file = sheet.view.file
        self.form.show_case(file.consents, file.case.ended_on)
        self.frame.ask(services_list, on_done=self._suggest, owner=self, replaces="recipients")
        super().show_sheet(sheet)

    def fill(self, sheet: CaseSheet) -> None:
        """Show the entry that is corrected, or what a new one begins with."""
        wanted = self.details.get("disclosure_id")
        self._stored = next((each for each in sheet.view.file.disclosures if each.id == wanted), None)
        entry, letter = self._proposed(sheet)
        self.form.fill(self._stored or entry)
        self.form.fill_letter(letter)
        self.form.set_writing(writes=self._stored is None)
        self.form.clear_faults()
        self._name_the_act()

    def typed(self) -> dict[str, Any]:
        """Return what stands in the form."""
        return self.form.draft()

    def put_back(self, typed: dict[str, Any]) -> None:
        """Show what ``typed`` returned."""
        self.form.set_draft(typed)
        self._name_the_act()

    def given_up_as(self) -> str:
        """Return what is given up: a letter, or an entry."""
        if self.form.is_letter():
            return _("Verworfen: das angefangene Schreiben.")
        return _("Verworfen: die angefangene Weitergabe.")

    def leave(self) -> None:
        """Go to the consents, where the register stands."""
        self.go("consents")

    def go_back(self) -> None:
        """Go back to where the form was opened."""
        self.go(str(self.details.get("back") or "consents"))

    def _proposed(self, sheet: CaseSheet) -> tuple[Disclosure, OfficeLetter]:
        """Return what a new form begins with: nothing, or the notice of the withdrawal ``notice_of``."""
        consents = sheet.view.file.consents
        notice_of, recipient = self._notice_asked(sheet)
        withdrawn = next((each for each in consents if each.id == notice_of), None)
        if withdrawn is not None:
            today = self.frame.today()
            return withdrawal_notice(
                withdrawn.recipient or recipient,
                withdrawn.withdrawn_on or today,
                today,
                acts_under(withdrawn, sheet.view.file.disclosures, consents),
                of_kind=withdrawn.scope is ConsentScope.SPECIAL,
                purpose=withdrawn.purpose.strip() if still_open_for(withdrawn, consents, today) else "",
            )
        wrong = next((each for each in sheet.corrections if each.id == self.details.get("corrected")), None)
        if wrong is not None:
            recipient = str(self.details["recipient"])
            return correction_notice(recipient, wrong.place, wrong.on, self.frame.today())
        way = DisclosureWay(self.details.get("way") or DisclosureWay.PHONE)
        on = self.details.get("on")  # a draft keeps the details as text
        day = date.fromisoformat(on) if on else self.frame.today()
        return Disclosure(day, "", "", way), OfficeLetter("", "")

    def _notice_asked(self, sheet: CaseSheet) -> tuple[int, str]:
        """Return of which withdrawal whom is to be told: as asked for, or as a deadline waits (Art. 19)."""
        file, row_id = sheet.view.file, self.details.get("row_id")
        for each in recipients_untold(file.disclosures, file.consents) if row_id else ():
            if each.disclosure_id == row_id:
                return each.consent_id, each.recipient
        return int(self.details.get("notice_of") or 0), str(self.details.get("recipient") or "")

    def first_field(self) -> QWidget:
        """Return the recipient."""
        return self.form.recipient

    def _suggest(self, services: Sequence[Service]) -> None:
        self.form.suggest(each.name for each in services if each.active)

    def _name_the_act(self) -> None:
        letter = self.form.is_letter()
        self.set_title(
            _("Weitergabe berichtigen")
            if self._stored is not None
            else _("Schreiben an eine Stelle")
            if letter
            else _("Weitergabe festhalten")
        )
        self.name_act(_("Schreiben zeigen und festhalten") if letter else _("Festhalten"))

    def _ask_consent(self, recipient: str) -> None:
        self.go("consent", recipient=recipient, back="passing_on")

    def check(self) -> bool:
        """Mark what is missing; without its day nothing is said of what was allowed then (Rules P10, E7)."""
        if self.sheet is None:
            return False
        self.form.clear_faults()
        dated, letter, today = self.form.mark_days(), self.form.letter(), self.frame.today()
        consents = self.sheet.view.file.consents
        faults = [
            *disclosure_faults(self.form.entry(today, self._stored), consents, today),
            *(letter_faults(letter) if letter else ()),
        ]
        others = [
            sentence(fault)
            for fault in faults
            if (dated or fault.code in _OF_NO_DAY) and not self.form.show_fault(fault.code, sentence(fault))
        ]
        self.say_fault(" ".join(others))
        return not faults

    def act(self) -> None:
        """Enter it, with the letter if one is written."""
        self._send(self.form.entry(self.frame.today(), self._stored), self.form.letter())

    def _send(self, entry: Disclosure, letter: OfficeLetter | None) -> None:
        opened_for = self.opened_for

        def act(desk: Desk, case_id: int, entry: Disclosure) -> Outcome[Disclosure | Paper]:
            if letter is None:
                return record_disclosure(desk, case_id, entry, opened_for)
            return write_office_letter(desk, case_id, entry, letter, opened_for)

        self.frame.do(
            act,
            self.case_id,
            entry,
            on_done=self._done,
            on_error=self._refused,
            owner=self,
            said=_("Die Weitergabe ist festgehalten."),
        )

    def _refused(self, trouble: Trouble) -> None:
        self.refused(trouble, self.form.row_of)

    def _done(self, made: Disclosure | Paper) -> None:
        self.finish()
        if isinstance(made, Paper):
            self.paper_made.emit(made)
