"""Keeping a case from being erased: why, and when somebody looks at it again (L2)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from intman_desktop.errors import Trouble
from intman_desktop.language import _
from intman_desktop.rules.dates import add_months, working_day
from intman_desktop.rules.requests import due_on, unanswered_requests
from intman_desktop.rules.retention import hold_faults
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.rights.holding import hold_case
from intman_desktop.ui.case.form_panel import FormPanel
from intman_desktop.ui.case.panel import Go
from intman_desktop.ui.case.requests_card import unanswered_words
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.fields import TextField
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.wording import told
from intman_desktop.values.case_file import Case
from intman_desktop.values.case_views import CaseSheet

_LOOK_AGAIN_MONTHS = 3


class HoldPanel(FormPanel):
    """A form in the place of the tabs; afterwards the case is hidden."""

    def __init__(self, frame: Frame, go: Go) -> None:
        super().__init__(frame, go, _("Löschsperre setzen"))
        self.card.add(
            Text(
                _(
                    "Nur, wenn die Akte für eine Beschwerde oder einen Rechtsstreit gebraucht wird. Sie "
                    "verschwindet dann aus Liste, Suche und Fristen; geöffnet wird sie nur mit einem Grund. "
                    "Die Zahlen bleiben."
                )
            )
        )
        self._waiting = Text()
        self.card.add(self._waiting)
        self._form = Form()
        self.reason = TextField(_("zum Beispiel: Beschwerde vom 03.11. läuft"))
        self.review_on = DateField(frame.today, future=True)
        self._reason_row = self._form.row(_("&Grund"), self.reason)
        self._review_row = self._form.row(_("&Wieder ansehen am"), self.review_on)
        self.card.add(self._form)
        self.end_form(_("Löschsperre setzen"))

    def first_field(self) -> QWidget:
        """Return the reason."""
        return self.reason

    def fill(self, sheet: CaseSheet) -> None:
        """Begin with a look in three months, or by when a request of the person is to be answered (L8)."""
        today = self.frame.today()
        look_again = working_day(add_months(today, _LOOK_AGAIN_MONTHS))
        waiting = unanswered_requests(sheet.view.file.requests)
        if waiting:
            by_then = min(due_on(each) for each in waiting)
            look_again = min(look_again, max(by_then, today + timedelta(days=1)))
            words = _(
                "{request}. Diese Frist läuft unter der Löschsperre weiter: In den Fristen steht sie dann "
                "mit der Fallnummer, ohne Namen."
            )
            self._waiting.setText(words.format(request=unanswered_words(waiting[0])))
        self._waiting.setVisible(bool(waiting))
        self.reason.clear()
        self.review_on.set_value(look_again)
        self._form.clear_faults()

    def typed(self) -> dict[str, Any]:
        """Return what stands in the form."""
        return {"reason": self.reason.text(), "review_on": self.review_on.draft()}

    def put_back(self, typed: dict[str, Any]) -> None:
        """Show what ``typed`` returned."""
        self.reason.setText(typed["reason"])
        self.review_on.setText(typed["review_on"])

    def leave(self) -> None:
        """Go back to the erasure."""
        self.go("erasure")

    def check(self) -> bool:
        """Ask for the reason, and a day to look again (Rule L2)."""
        self._form.clear_faults()
        for fault in hold_faults(self.reason.value(), self.review_on.value(), self.frame.today()):
            of_reason = fault.code == "hold_reason_missing"
            row = self._reason_row if of_reason else self._review_row
            row.set_fault(sentence(fault) if of_reason else self.review_on.fault() or sentence(fault))
        return True

    def act(self) -> None:
        """Hold the case."""
        reason, review_on = self.reason.value(), self.review_on.value()
        self.frame.do(
            hold_case,
            self.case_id,
            reason,
            review_on,
            on_done=self._held,
            on_error=self._refused,
            owner=self,
            said=_("Die Löschsperre ist gesetzt; die Akte ist aus Liste, Suche und Fristen verschwunden."),
        )

    def _held(self, _case: Case) -> None:
        self.forget_typed()
        self.frame.open_page("privacy")

    def _refused(self, trouble: Trouble) -> None:
        self.say_fault(told(trouble))
