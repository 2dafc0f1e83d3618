"""What stands over a case at once: ended, resting, without consent, or a step that is not yet open."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.rules.reopening import take_back_faults
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.papers.ending_papers import withdrawn_on
from intman_desktop.ui.case.panel import Go
from intman_desktop.ui.case.reopening import ask_to_take_back
from intman_desktop.ui.case.spine import step_name, why
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.card import empty
from intman_desktop.ui.parts.closed_box import ClosedBox
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.parts.state import State, StateChip
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.case_file import Case, CaseFile
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.codes import CaseState
from intman_desktop.values.views import ChainStepView


class Standing(QWidget):
    """A line or two above the chain; nothing for a case that simply goes on."""

    def __init__(self, frame: Frame, go: Go) -> None:
        super().__init__()
        self._frame, self._go = frame, go
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(space(2))
        self._waits: ClosedBox | None = None
        self._key: object = None
        self._case_id = 0

    def show_sheet(self, sheet: CaseSheet) -> None:
        """Show where the case stands."""
        empty(self._lines)
        self._waits = None
        case, view = sheet.view.file.case, sheet.view
        self._case_id = case.id
        if case.hold_since is not None:
            self._held(case)
        if case.state is CaseState.ENDED:
            self._ended(sheet)
        elif not view.is_open:
            reason = _("Ohne Einwilligung in die Beratung ist die Akte für jede Arbeit geschlossen.")
            self._lines.addWidget(ClosedBox(reason, _("Zu den Einwilligungen"), lambda: self._go("consents")))
        elif case.state is CaseState.DORMANT:
            until = sheet.rest.until if sheet.rest is not None else None
            word = _("ruht bis {day}").format(day=day(until)) if until else _("ruht")
            line = Flow(StateChip(State.RESTING, word))
            if view.usable:
                line.add(link_button(_("Fortsetzen"), lambda: self._go("rest")))
            self._lines.addWidget(line)
        self.setVisible(bool(self._lines.count()))

    def explain(self, step: ChainStepView) -> None:
        """Say why ``step`` is not yet open."""
        if self._waits is not None:
            self._lines.removeWidget(self._waits)
            self._waits.deleteLater()
        self._waits = ClosedBox(f"{step_name(step.step)}: {why(step)}")
        self._lines.addWidget(self._waits)
        self.show()

    def _held(self, case: Case) -> None:
        """Say that a hold keeps the case, and lead to where it is lifted (Rule L2)."""
        word = _("Löschsperre: {reason}").format(reason=case.hold_reason)
        if case.hold_review_on is not None:
            review = _("wieder ansehen am {day}").format(day=day(case.hold_review_on))
            word = f"{word} · {review}"
        act = link_button(_("Zur Löschsperre"), lambda: self._go("erasure"))
        self._lines.addWidget(Flow(StateChip(State.CLOSED, word), act))

    def _ended(self, sheet: CaseSheet) -> None:
        case = sheet.view.file.case
        withdrawn = withdrawn_on(sheet.view.file)
        if withdrawn is not None:
            self._withdrawn(case, withdrawn)
            return
        word = _("beendet am {day} · {reason}").format(day=day(case.ended_on), reason=sheet.ending_reason)
        if case.hold_since is not None:
            self._lines.addWidget(Flow(StateChip(State.DONE, word)))
            return
        line = Flow(StateChip(State.DONE, word), link_button(_("Akte löschen"), lambda: self._go("erasure")))
        self._lines.addWidget(line)
        faults = take_back_faults(sheet.view.file, self._frame.today())
        if faults:
            why = _("Das Ende lässt sich nicht zurücknehmen.")
            self._lines.addWidget(Text(" ".join((why, *(sentence(each) for each in faults)))))
        else:
            line.add(link_button(_("Ende zurücknehmen …"), lambda: self._ask_to_take_back(sheet.view.file)))
        if case.deletion_due is not None:
            self._lines.addWidget(Text(_("Zu löschen bis {day}.").format(day=day(case.deletion_due))))

    def _ask_to_take_back(self, file: CaseFile) -> None:
        """Ask before the case goes on; then its plan is shown, which is open again, if the case still is."""

        def goes_on(_case: object) -> None:
            if file.case.id == self._case_id:
                self._go("plan")

        ask_to_take_back(self, self._frame, file, goes_on)

    def _withdrawn(self, case: Case, on: date) -> None:
        """Say that the consent was withdrawn, and that the case goes on that day (Rules E4, L2)."""
        word = _("Einwilligung widerrufen am {day}").format(day=day(on))
        if case.hold_since is not None:
            self._lines.addWidget(Flow(StateChip(State.WARNING, word)))
            return
        word = _("{withdrawn} · heute löschen").format(withdrawn=word)
        act = link_button(_("Akte löschen"), lambda: self._go("erasure"))
        self._lines.addWidget(Flow(StateChip(State.WARNING, word), act))
