"""A colleague of the same Träger goes on with a case: who, from when, and that the person knows (U5)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from intman_desktop.errors import Trouble
from intman_desktop.language import _
from intman_desktop.rules.decisions import DecisionKind
from intman_desktop.services.casework.decisions import take_over
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.case.form_panel import FormPanel
from intman_desktop.ui.case.panel import Go
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.fields import ChoiceField, TextArea
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import QuietText, Text
from intman_desktop.values.case_file import Decision
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.explanation import Explanation


class TakeOverPanel(FormPanel):
    """A form in the place of the tabs. Attributes: ``worker``, ``on``, ``told_on``, ``remark``."""

    def __init__(self, frame: Frame, go: Go) -> None:
        super().__init__(frame, go, _("Zuständigkeit wechseln"))
        self.card.add(
            QuietText(
                _(
                    "Innerhalb desselben Trägers gehen Einwilligung, Plan und Beratungszeitraum weiter; eine "
                    "neue Einwilligung braucht es nicht. Die Person muss davon wissen; sie zählt einmal."
                )
            )
        )
        self._now = Text("")
        self.card.add(self._now)
        self._nobody = Text(
            _("Unter „Wer hier berät“ steht noch keine zweite Person. Tragen Sie dort ein, wer weiter berät.")
        )
        self._settings = Flow(link_button(_("Zu den Einstellungen"), self._open_settings))
        self.card.add(self._nobody)
        self.card.add(self._settings)
        self._form = Form()
        self.worker = ChoiceField(empty="")
        self.on = DateField(frame.today, frame.today())
        self.told_on = DateField(frame.today)
        self.remark = TextArea(lines=2)
        self._worker_row = self._form.row(_("&Weiter bei"), self.worker)
        self._on_row = self._form.row(_("&Seit"), self.on)
        self._told_row = self._form.row(_("Der Person &gesagt am"), self.told_on)
        self._form.row(_("&Bemerkung"), self.remark)
        self.card.add(self._form)
        self.end_form(_("Wechsel festhalten"))

    def fill(self, sheet: CaseSheet) -> None:
        """Offer those who work here; that the person was told is never presumed."""
        self._now.setText(_("Zuständig ist {worker}.").format(worker=sheet.worker))
        self._now.setVisible(bool(sheet.worker))
        self.worker.set_choices(sheet.colleagues)
        self.worker.set_code(sheet.colleagues[0][0] if len(sheet.colleagues) == 1 else "")
        self.on.set_value(self.frame.today())
        self.told_on.set_value(None)
        self.remark.set_value("")
        self._form.clear_faults()
        alone = not sheet.colleagues
        self._form.setVisible(not alone)
        self.save.setVisible(not alone)
        self._nobody.setVisible(alone)
        self._settings.setVisible(alone)
        words = _("Zurück") if alone else _("Abbrechen")  # where nothing can be done nothing is broken off
        self.cancel.setText(words)
        self.cancel.setAccessibleName(words)

    def first_field(self) -> QWidget:
        """Return who takes over, or the way out where there is nobody."""
        return self.cancel if self.save.isHidden() else self.worker

    def typed(self) -> dict[str, Any]:
        """Return what stands in the form."""
        return {
            "worker": self.worker.draft(),
            "on": self.on.draft(),
            "told_on": self.told_on.draft(),
            "remark": self.remark.toPlainText(),
        }

    def put_back(self, typed: dict[str, Any]) -> None:
        """Show what ``typed`` returned."""
        self.worker.set_draft(typed["worker"])
        self.on.setText(typed["on"])
        self.told_on.setText(typed["told_on"])
        self.remark.set_value(typed["remark"])

    def leave(self) -> None:
        """Go back to the talks."""
        self.go("talks")

    def check(self) -> bool:
        """Ask who goes on, from when, and when the person was told (Rule U5)."""
        self._form.clear_faults()
        if not self.worker.code():
            self._worker_row.set_fault(sentence(Explanation("take_over_worker_missing")))
        if self.on.value() is None:
            self._on_row.set_fault(self.on.fault() or _("Bitte geben Sie den Tag an."))
        untold = "" if self.told_on.value() else sentence(Explanation("take_over_not_told"))
        self._told_row.set_fault(self.told_on.fault() or untold)
        return not self.save.isHidden()

    def act(self) -> None:
        """Record who goes on with the case."""
        on = self.on.value()
        if on is None:
            return
        decision = Decision(
            DecisionKind.TAKE_OVER,
            on,
            self.remark.value(),
            worker=self.worker.code(),
            told_on=self.told_on.value(),
        )
        self.frame.do(
            take_over,
            self.case_id,
            decision,
            on_done=self.finish,
            on_error=self._refused,
            owner=self,
            said=_("Wechsel festgehalten."),
        )

    def _open_settings(self) -> None:
        self.frame.open_page("settings", part="workers")

    def _refused(self, trouble: Trouble) -> None:
        rows = {
            "take_over_worker_missing": self._worker_row,
            "take_over_by_herself": self._worker_row,
            "take_over_not_told": self._told_row,
            "take_over_told_in_future": self._told_row,
            "take_over_told_before_opening": self._told_row,
            "take_over_before_opening": self._on_row,
            "take_over_before_last": self._on_row,
            "decision_in_future": self._on_row,
        }
        self.refused(trouble, rows.get)
