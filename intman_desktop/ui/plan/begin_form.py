"""Beginn ändern: the first day of the plan is corrected, with the reason (I7, L8)."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.rules.corrections import LONGEST
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button, quiet_button
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.fields import TextField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.form import FormRow
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.parts.labels import QuietText
from intman_desktop.ui.tokens import space
from intman_desktop.values.case_file import Plan

_OF_DAY = frozenset(
    {
        "plan_before_consent",
        "plan_begin_after_goal",
        "plan_begin_after_signature",
        "plan_begin_after_version",
        "plan_begin_in_future",
        "plan_begin_not_its_first_day",
        "plan_begin_unchanged",
        "plan_span_ends_before_begin",
        "plan_span_in_future",
        "plan_spans_overlap",
    }
)
"""What the rules say of the first day itself."""


class BeginForm(QWidget):
    """Stands folded below the first day. Attributes: ``day``, ``reason``.

    Signals: ``saved(date, str)`` – the right day, and why the one before was wrong; ``dropped(typed)`` – what
    ``draft`` told was typed when it was left.
    """

    saved = Signal(object, str)
    dropped = Signal(object)

    def __init__(self, frame: Frame, plan: Plan) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        self._kept = plan.begun_on
        self._open = link_button(_("Beginn ändern"), self.begin)
        self._folded = Flow(self._open)
        self.day = DateField(frame.today, self._kept)
        self.reason = TextField(longest=LONGEST)
        hint = _("wie auf dem mitgebrachten Plan") if plan.brought_along else ""
        self._day_row = Labelled(_("&Richtiger Beginn"), self.day, hint)
        self._reason_row = Labelled(_("Warum war der bisherige Tag &falsch?"), self.reason)
        self._rows = Columns([self._day_row, self._reason_row], shares=(3, 7), letters=50)
        self._stays = QuietText(
            _("Ausgehändigte Fassungen bleiben, wie sie waren. Bitte händigen Sie den Plan neu aus.")
        )
        self._has_versions = bool(plan.versions)
        self._acts = Flow(
            quiet_button(_("Beginn speichern"), self.save),
            link_button(_("Abbrechen"), self.leave),
            gap=space(4),
        )
        for widget in (self._folded, self._rows, self._stays, self._acts):
            column.addWidget(widget)
        for field in (self.day, self.reason):
            field.returnPressed.connect(self.save)
        self._fold(folded=True)

    def begin(self) -> None:
        """Unfold the form, with the cursor in the day."""
        self._fold(folded=False)
        self.day.setFocus()
        self.day.selectAll()

    def leave(self) -> None:
        """Fold the form and let go of what was typed."""
        typed = self.draft()
        self.day.set_value(self._kept)
        self.reason.clear()
        self._day_row.set_fault("")
        self._reason_row.set_fault("")
        self._fold(folded=True)
        self._open.setFocus()
        if typed:
            self.dropped.emit(typed)

    def check(self) -> bool:
        """Mark what is missing, put the cursor there, and return whether nothing is."""
        on = self.day.value()
        self._day_row.set_fault(self.day.fault() or ("" if on else _("Bitte geben Sie ein Datum ein.")))
        self._reason_row.set_fault("" if self.reason.value() else _("Bitte sagen Sie in einem Satz, warum."))
        for row in (self._day_row, self._reason_row):
            if row.fault():
                row.go_in()
                return False
        return True

    def save(self) -> None:
        """Ask for the correction, once nothing is missing."""
        if self.check():
            self.saved.emit(self.day.value(), self.reason.value())

    def row_of(self, code: str) -> FormRow | None:
        """Return the row in which the refusal ``code`` of a correction is mended, or None."""
        if code in ("plan_begin_reason_missing", "correction_too_long"):
            return self._reason_row
        return self._day_row if code in _OF_DAY else None

    def is_touched(self) -> bool:
        """Return whether something is typed that is not saved."""
        return bool(self.draft())

    def draft(self) -> dict[str, Any]:
        """Return what is typed, for a draft; nothing where the form says what is kept."""
        clean = self.day.value() == self._kept and not self.reason.text()
        return {} if clean else {"day": self.day.draft(), "reason": self.reason.text()}

    def set_draft(self, typed: dict[str, Any]) -> None:
        """Put back what ``draft`` returned."""
        if typed:
            self._fold(folded=False)
            self.day.setText(typed["day"])
            self.reason.setText(typed["reason"])

    def _fold(self, *, folded: bool) -> None:
        self._folded.setVisible(folded)
        self._rows.setVisible(not folded)
        self._acts.setVisible(not folded)
        self._stays.setVisible(not folded and self._has_versions)
