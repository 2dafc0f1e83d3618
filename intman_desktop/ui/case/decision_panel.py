"""Deciding that counselling goes on: without benefits, or with somebody who is back (P6, C6)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QButtonGroup, QWidget

from intman_desktop.errors import Trouble
from intman_desktop.language import _
from intman_desktop.rules.decisions import DecisionKind
from intman_desktop.services.casework.decisions import decide
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.case.form_panel import FormPanel
from intman_desktop.ui.case.panel import Go
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.checks import RadioField
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.fields import TextArea
from intman_desktop.ui.parts.form import Form, FormRow
from intman_desktop.ui.parts.labels import QuietText, Text
from intman_desktop.values.case_file import Decision
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.explanation import Explanation

_OF_GROUP = frozenset({"benefits_ended", "section_24_without_benefits", "benefits_ended_goes_on"})
"""The notes of a clock that say how it stands with the benefits."""


class DecisionPanel(FormPanel):
    """A form in the place of the tabs. Attributes: ``go_on``, ``back``, ``on``, ``reason``."""

    def __init__(self, frame: Frame, go: Go) -> None:
        super().__init__(frame, go, _("Weiterberatung entscheiden"))
        self.card.add(
            QuietText(
                _(
                    "Innerhalb des Beratungszeitraums entscheiden Sie das selbst, mit Tag und Grund. Der "
                    "letzte Tag bleibt derselbe (Leitfaden II.1.2 und II.1.3)."
                )
            )
        )
        self._stand = Text("")
        self.card.add(self._stand)
        self.go_on = RadioField(_("Weiter beraten, obwohl die Person keine Leistungen mehr erhält"))
        self.back = RadioField(_("Weiter beraten: Die Person ist nach Wegzug oder Unterbrechung wieder da"))
        self._kinds = QButtonGroup(self)
        for button in (self.go_on, self.back):
            self._kinds.addButton(button)
            self.card.add(button)
        self._form = Form()
        self.on = DateField(frame.today, frame.today())
        self.reason = TextArea(lines=2)
        self._on_row = self._form.row(_("&Entschieden am"), self.on)
        self._reason_row = self._form.row(_("&Grund"), self.reason)
        self.card.add(self._form)
        self.end_form(_("Entscheidung festhalten"), link_button(_("Fall beenden"), lambda: self.go("ending")))

    def fill(self, sheet: CaseSheet) -> None:
        """Say how it stands with the benefits, and begin with today."""
        stand = [sentence(fact) for fact in sheet.view.period.notes if fact.code in _OF_GROUP]
        self._stand.setText(" ".join(stand))
        self._stand.setVisible(bool(stand))
        (self.go_on if stand else self.back).setChecked(True)
        self.on.set_value(self.frame.today())
        self.reason.set_value("")
        self._form.clear_faults()

    def first_field(self) -> QWidget:
        """Return the kind that is chosen."""
        return self.go_on if self.go_on.isChecked() else self.back

    def typed(self) -> dict[str, Any]:
        """Return what stands in the form."""
        return {"kind": self._kind(), "on": self.on.draft(), "reason": self.reason.toPlainText()}

    def put_back(self, typed: dict[str, Any]) -> None:
        """Show what ``typed`` returned."""
        (self.go_on if typed["kind"] == DecisionKind.GO_ON else self.back).setChecked(True)
        self.on.setText(typed["on"])
        self.reason.set_value(typed["reason"])

    def leave(self) -> None:
        """Go back to the talks."""
        self.go("talks")

    def check(self) -> bool:
        """Ask for the day and the reason (Rules P6, C6)."""
        self._form.clear_faults()
        if self.on.value() is None:
            self._on_row.set_fault(self.on.fault() or _("Bitte geben Sie den Tag an."))
        if not self.reason.value():
            self._reason_row.set_fault(sentence(Explanation("decision_reason_missing")))
        return True

    def act(self) -> None:
        """Record the decision."""
        on = self.on.value()
        if on is None:
            return
        self.frame.do(
            decide,
            self.case_id,
            Decision(self._kind(), on, self.reason.value()),
            on_done=self.finish,
            on_error=self._refused,
            owner=self,
            said=_("Entscheidung festgehalten."),
        )

    def _kind(self) -> str:
        return DecisionKind.GO_ON if self.go_on.isChecked() else DecisionKind.RETURN

    def _refused(self, trouble: Trouble) -> None:
        self.refused(trouble, self._row_of)

    def _row_of(self, code: str) -> FormRow | None:
        return {
            "decision_in_future": self._on_row,
            "decision_before_start": self._on_row,
            "decision_after_last_day": self._on_row,
            "decision_reason_missing": self._reason_row,
        }.get(code)
