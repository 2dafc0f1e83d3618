"""Saving the sheet of a talk: closed while it is on its way, open again at what is missing (P3, C8)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from intman_desktop.errors import Trouble
from intman_desktop.jobs.worker import Job
from intman_desktop.language import _
from intman_desktop.services.casework.intake import note_brief_contact
from intman_desktop.services.casework.talks import change_talk, note_talk
from intman_desktop.services.common.desk import Desk
from intman_desktop.ui.page import Page
from intman_desktop.ui.parts.doubts import understand
from intman_desktop.ui.parts.faults import free_of_faults, show_refusals
from intman_desktop.ui.parts.outside_period import OUTSIDE, ask_outside_period
from intman_desktop.ui.talk.sheet import TalkSheet
from intman_desktop.ui.wording import refused_code
from intman_desktop.values.case_file import Talk
from intman_desktop.values.outcome import Outcome
from intman_desktop.values.work_views import TalkNoted

T = TypeVar("T")


class TalkSaving(QObject):
    """Saves what stands on a sheet. Attributes: ``job`` (on its way, or None), ``last_form`` (of a talk).

    Signals: ``saved(TalkNoted | int)``; ``refused()`` – the sheet is open again.
    """

    saved = Signal(object)
    refused = Signal()

    def __init__(self, page: Page, sheet: TalkSheet, foot: QWidget) -> None:
        """Close ``sheet`` and ``foot`` of ``page`` meanwhile."""
        super().__init__(page)
        self._page, self._frame = page, page.frame
        self._sheet, self._foot = sheet, foot
        self._talk: Talk | None = None
        self._cursor: QWidget | None = None
        self.job: Job | None = None
        self.last_form = page.frame.machine.held.talk_form

    def save(self, talk: Talk | None, said_of_brief: str) -> None:
        """Save the Kurzkontakt, or the talk of the sheet; ``talk`` is the one it changes, None a new one.

        ``said_of_brief`` is what is said once a Kurzkontakt is counted.
        """
        for row in self._sheet.rows():
            row.set_fault("")  # what was refused before may be mended in another field
        understand(self._sheet)
        sound = self._sheet.check()
        if not free_of_faults(self._sheet) or not sound:
            return
        if self._sheet.brief.isChecked():
            self._act(note_brief_contact, self._sheet.brief_contact(), said_of_brief)
        else:
            self._talk = talk
            self._save_talk(confirmed=False)

    def close(self, *, closed: bool) -> None:
        """Take nothing more while what stands here is being saved."""
        for widget in (self._sheet, self._foot):
            widget.setDisabled(closed)

    def _save_talk(self, *, confirmed: bool) -> None:
        talk = self._sheet.talk(self._talk or Talk(self._frame.today(), "", ""))
        verb = note_talk if self._talk is None else change_talk

        def act(desk: Desk, told_talk: Talk) -> Outcome[TalkNoted]:
            return verb(desk, told_talk, confirm_outside=confirmed)

        self._act(act, talk, _("Gespräch gespeichert"))

    def _act(self, verb: Callable[[Desk, T], Outcome[TalkNoted | int]], value: T, said: str) -> None:
        self._cursor = self._page.window().focusWidget()
        self.close(closed=True)
        self.job = self._frame.do(
            verb, value, on_done=self._saved, on_error=self._refused, owner=self, said=said
        )

    def _saved(self, done: TalkNoted | int) -> None:
        self.job = None
        if self.last_form != self._sheet.head.form.code():
            self.last_form = self._sheet.head.form.code()
            self._frame.machine.keep(talk_form=self.last_form)
        self.saved.emit(done)

    def _refused(self, trouble: Trouble) -> None:
        self.job = None
        self.refused.emit()
        self.close(closed=False)
        if self._cursor is not None and isValid(self._cursor):
            self._cursor.setFocus(Qt.FocusReason.OtherFocusReason)
        code = refused_code(trouble)
        if code == OUTSIDE:
            again = partial(self._save_talk, confirmed=True)
            ask_outside_period(self._page, trouble, again, _("Zurück zum Gespräch"))
            return
        if not code:
            self._frame.warn(trouble)
            return
        show_refusals(trouble, self._sheet.row_of, self._sheet, self._frame.warn)
