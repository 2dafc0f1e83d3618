"""Ending a case: the reason, the day, and when it is deleted (L1, L2, C11)."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from intman_desktop.errors import Trouble
from intman_desktop.language import _, ngettext
from intman_desktop.rules.retention import deletion_day, needs_deletion_reason
from intman_desktop.services.closing.ending import end_case
from intman_desktop.ui.case.form_panel import FormPanel
from intman_desktop.ui.case.keepsakes import Keepsakes
from intman_desktop.ui.case.left_open import left_open
from intman_desktop.ui.case.panel import Go
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.fields import ChoiceField, TextArea, TextField
from intman_desktop.ui.parts.form import Form, FormRow
from intman_desktop.ui.parts.labels import Text
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.ending_views import WITHDRAWN, Ending

_OF_REASON = ("ending_reason_missing", "ending_reason_unknown", "ending_needs_withdrawal")
_OF_DAY = (
    *("ending_in_future", "ending_before_opening", "ending_before_talk", "ending_before_plan"),
    *("ending_before_closing", "ending_before_goal", "ending_before_needs", "ending_before_extension"),
    "ending_before_decision",
)


class EndingPanel(FormPanel):
    """A form in the place of the tabs."""

    def __init__(self, frame: Frame, go: Go) -> None:
        super().__init__(frame, go, _("Fall beenden"))
        self._days = 0
        card = self.card
        card.add(
            Text(
                _(
                    "Geben Sie der Person mit, was sie behalten soll. Nach dem Löschen ist die Bescheinigung "
                    "der einzige Nachweis über den Beratungszeitraum."
                )
            )
        )
        self._papers = Keepsakes(self.show_paper)
        card.add(self._papers)
        self._left_open = Text()
        card.add(self._left_open)
        self._form = Form()
        self.reason = ChoiceField(empty="")
        self.on = DateField(frame.today, frame.today())
        self.note = TextArea(lines=2)
        self.due = DateField(frame.today, future=True)
        self.due_reason = TextField()
        self._reason_row = self._form.row(_("&Grund"), self.reason)
        self._on_row = self._form.row(_("Beendet &am"), self.on)
        self._form.row(_("&Bemerkung"), self.note)
        self._due_row = self._form.row(_("&Löschen bis"), self.due)
        self._due_reason_row = self._form.row(_("Warum erst dann"), self.due_reason)
        card.add(self._form)
        self.end_form(_("Fall beenden"))
        self.on.date_changed.connect(self._follow_day)
        self.due.date_changed.connect(lambda _day: self._follow())

    def show_sheet(self, sheet: CaseSheet) -> None:
        """Fill the form, and say what is still open as the case stands now; ending it waits for nothing."""
        super().show_sheet(sheet)
        words = left_open(sheet)
        self._left_open.setText(words)
        self._left_open.setVisible(bool(words))

    def fill(self, sheet: CaseSheet) -> None:
        """Fill in the settings."""
        self._papers.show_sheet(sheet)
        self._days = sheet.deletion_days
        self.reason.set_choices([pair for pair in sheet.reasons if pair[0] != WITHDRAWN])
        self.reason.set_code("")
        self.on.set_value(self.frame.today())
        self.note.set_value("")
        self.due_reason.clear()
        words = ngettext(
            "Die Einstellung sieht {days} Tag nach dem Ende vor; gelöscht wird nie von selbst.",
            "Die Einstellung sieht {days} Tage nach dem Ende vor; gelöscht wird nie von selbst.",
            sheet.deletion_days,
        )
        self._due_row.set_hint(words.format(days=sheet.deletion_days))
        self._form.clear_faults()
        self._follow_day(self.on.value())

    def first_field(self) -> QWidget:
        """Return the reason."""
        return self.reason

    def typed(self) -> dict[str, Any]:
        """Return what stands in the form."""
        return {
            "reason": self.reason.draft(),
            "on": self.on.draft(),
            "note": self.note.toPlainText(),
            "due": self.due.draft(),
            "due_reason": self.due_reason.text(),
        }

    def put_back(self, typed: dict[str, Any]) -> None:
        """Show what ``typed`` returned."""
        self.reason.set_draft(typed["reason"])
        self.on.setText(typed["on"])
        self.note.set_value(typed["note"])
        self.due.setText(typed["due"])
        self.due_reason.setText(typed["due_reason"])
        self._follow()

    def leave(self) -> None:
        """Go back to the talks."""
        self.go("talks")

    def _follow_day(self, on: date | None) -> None:
        if on is not None:
            self.due.set_value(deletion_day(on, self._days))
        self._follow()

    def _follow(self) -> None:
        on, due = self.on.value(), self.due.value()
        late = on is not None and due is not None and needs_deletion_reason(on, due, self._days)
        self._form.show_row(self._due_reason_row, late)

    def check(self) -> bool:
        """Ask for the reason and both days."""
        self._form.clear_faults()
        if not self.reason.code():
            self._reason_row.set_fault(_("Bitte wählen Sie einen Grund."))
        for row, field in ((self._on_row, self.on), (self._due_row, self.due)):
            row.set_fault(field.fault() or ("" if field.value() else _("Bitte geben Sie den Tag an.")))
        return self.sheet is not None

    def act(self) -> None:
        """End the case."""
        on, due = self.on.value(), self.due.value()
        if on is None:
            return
        ending = Ending(on, self.reason.code(), self.note.value(), due, self.due_reason.value())
        self.frame.do(
            end_case,
            self.case_id,
            ending,
            on_done=self.finish,
            on_error=self._refused,
            owner=self,
            said=_("Der Fall ist beendet."),
        )

    def _refused(self, trouble: Trouble) -> None:
        self.refused(trouble, self._row_of)

    def _row_of(self, code: str) -> FormRow | None:
        return {
            **dict.fromkeys(_OF_REASON, self._reason_row),
            **dict.fromkeys(_OF_DAY, self._on_row),
            "deletion_before_ending": self._due_row,
            "deletion_reason_missing": self._due_reason_row,
        }.get(code)
