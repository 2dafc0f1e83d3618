"""Letting a case rest with the person's agreement, and going on with it (C6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVarTuple

from PySide6.QtWidgets import QWidget

from intman_desktop.errors import Trouble
from intman_desktop.language import _, ngettext
from intman_desktop.rules.dates import add_months
from intman_desktop.rules.decisions import DecisionKind, rest_faults
from intman_desktop.services.closing.ending import rest_case, resume_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.case.form_panel import FormPanel
from intman_desktop.ui.case.panel import Go
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.fields import TextArea
from intman_desktop.ui.parts.form import Form, FormRow
from intman_desktop.ui.parts.labels import QuietText
from intman_desktop.ui.wording import day
from intman_desktop.values.case_file import Case, Decision
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.codes import CaseState
from intman_desktop.values.outcome import Outcome

Ts = TypeVarTuple("Ts")


class RestPanel(FormPanel):
    """A form in the place of the tabs: for an active case to rest, for a resting one to go on."""

    def __init__(self, frame: Frame, go: Go) -> None:
        super().__init__(frame, go)
        self._clock = QuietText()
        self.card.add(self._clock)
        self._form = Form()
        self.on = DateField(frame.today, frame.today())
        self.until = DateField(frame.today, future=True)
        self.reason = TextArea(lines=2)
        self._on_row = self._form.row(_("Vereinbart am"), self.on)
        self._until_row = self._form.row(_("Ruht bis"), self.until)
        self._reason_row = self._form.row(_("Warum, und wie vereinbart"), self.reason)
        self.card.add(self._form)
        self.until.date_changed.connect(lambda _day: self._tell_clock())
        self._end = link_button(_("Fall beenden"), lambda: self.go("ending"))
        self.end_form("", self._end)

    def fill(self, sheet: CaseSheet) -> None:
        """Show the form that fits the state of the case."""
        rests = sheet.view.file.case.state is CaseState.DORMANT
        title = _("Fall fortsetzen") if rests else _("Fall ruhen lassen")
        self.set_title(title)
        self.name_act(title)
        self._end.setVisible(rests)
        self._form.show_row(self._until_row, not rests)
        self._on_row.label.setText(_("Fortgesetzt am") if rests else _("Vereinbart am"))
        self.on.setAccessibleName(self._on_row.label.text())
        self._reason_row.label.setText(_("Bemerkung") if rests else _("Warum, und wie vereinbart"))
        self.reason.setAccessibleName(self._reason_row.label.text())
        self.on.set_value(self.frame.today())
        self.until.set_value(None if rests else add_months(self.frame.today(), sheet.rest_months))
        words = ngettext(
            "Höchstens {months} Monat (Einstellung).",
            "Höchstens {months} Monate (Einstellung).",
            sheet.rest_months,
        )
        self._until_row.set_hint(words.format(months=sheet.rest_months))
        self.reason.set_value("")
        self._tell_clock()

    def _tell_clock(self) -> None:
        """Say that resting stops nothing, and where the period ends before the rest does (Rule C6)."""
        if self.sheet is None:
            return
        last, until = self.sheet.view.period.last_day, self.until.value()
        over = last is not None and last < self.frame.today()
        if self.sheet.view.file.case.state is CaseState.DORMANT:
            words = (
                _("Der Beratungszeitraum lief weiter, während der Fall ruhte: Letzter Tag war der {day}.")
                if over
                else _("Der Beratungszeitraum lief weiter, auch während der Fall ruhte.")
            )
        elif over:
            words = _("Der letzte Tag des Beratungszeitraums war der {day}; das Ruhen verlängert ihn nicht.")
        elif last is not None and until is not None and until > last:
            words = _(
                "Nichts hält den Beratungszeitraum an: Sein letzter Tag ist der {day}, noch vor dem Ende "
                "des Ruhens."
            )
        else:
            words = _("Der Beratungszeitraum läuft weiter; nichts hält ihn an.")
        self._clock.setText(words.format(day=day(last)))

    def first_field(self) -> QWidget:
        """Return the day."""
        return self.on

    def typed(self) -> dict[str, Any]:
        """Return what stands in the form."""
        return {"on": self.on.draft(), "until": self.until.draft(), "reason": self.reason.toPlainText()}

    def put_back(self, typed: dict[str, Any]) -> None:
        """Show what ``typed`` returned."""
        self.on.setText(typed["on"])
        self.until.setText(typed["until"])
        self.reason.set_value(typed["reason"])

    def leave(self) -> None:
        """Go back to the talks."""
        self.go("talks")

    def check(self) -> bool:
        """Ask for the day, and for a rest for why, how it was agreed and until when (Rule C6)."""
        if self.sheet is None:
            return False
        self._form.clear_faults()
        on, today = self.on.value(), self.frame.today()
        self._on_row.set_fault(self.on.fault() or ("" if on else _("Bitte geben Sie den Tag an.")))
        if self._rests():
            return True
        self._until_row.set_fault(self.until.fault())
        opened_on = self.sheet.view.file.case.opened_on
        for fault in rest_faults(self._rest(on or today), opened_on, today, self.sheet.rest_months):
            row = self._row_of(fault.code)
            if row is not None and not row.fault():
                row.set_fault(sentence(fault))
        return True

    def act(self) -> None:
        """Let the case rest, or go on."""
        on, case_id = self.on.value(), self.case_id
        if on is None:
            return
        if self._rests():
            self._do(resume_case, case_id, on, self.reason.value(), said=_("Der Fall geht weiter."))
        else:
            self._do(rest_case, case_id, self._rest(on), said=_("Der Fall ruht."))

    def _rests(self) -> bool:
        return self.sheet is not None and self.sheet.view.file.case.state is CaseState.DORMANT

    def _rest(self, on: date) -> Decision:
        return Decision(DecisionKind.REST, on, self.reason.value(), self.until.value())

    def _row_of(self, code: str) -> FormRow | None:
        rows = {
            "rest_reason_missing": self._reason_row,
            "rest_until_missing": self._until_row,
            "rest_is_over": self._until_row,
            "rest_too_long": self._until_row,
        }
        of_day = ("rest_in_future", "rest_before_opening", "resume_in_future", "resume_before_rest")
        return self._on_row if code in of_day else rows.get(code)

    def _do(self, verb: Callable[[Desk, *Ts], Outcome[Case]], *args: *Ts, said: str) -> None:
        self.frame.do(
            verb,
            *args,
            on_done=self.finish,
            on_error=self._refused,
            owner=self,
            said=said,
        )

    def _refused(self, trouble: Trouble) -> None:
        self.refused(trouble, self._row_of)
