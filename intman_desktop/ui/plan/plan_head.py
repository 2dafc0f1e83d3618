"""The head of the plan: where it stands in one line, and what can be done with the whole of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from intman_desktop.language import _, ngettext
from intman_desktop.rules.goals import signed_days
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button, primary_button, quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.checks import CheckField
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.faults import free_of_faults
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.parts.state import State, StateChip
from intman_desktop.ui.parts.state_sign import StateSign
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.case_file import Plan
from intman_desktop.values.plan_views import PlanView


class PlanHead(QWidget):
    """Attributes: ``doubt``, what speaks against its first day (Rule C7).

    Signals: ``review`` – look at the goals; ``hand_out`` – print the plan and keep this version; ``period`` –
    look at the period.
    """

    review = Signal()
    hand_out = Signal()
    period = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        self._line = Text()
        column.addWidget(self._line)
        self._chip = StateChip(State.GOING, "")
        self._review = primary_button("", self.review.emit)
        # It stays the same button: the cursor comes back to it from the paper.
        self._hand_out = quiet_button(_("Aushändigen"), self.hand_out.emit, icon="handshake")
        column.addWidget(Flow(self._chip, self._review, self._hand_out))
        self.doubt = Text()
        self._doubtful = self._doubt_row()
        column.addWidget(self._doubtful)

    def show_plan(self, view: PlanView, *, working: bool) -> None:
        """Show how the plan stands; ``working`` while the large part has its own filled button."""
        plan = view.plan
        begun = plan is not None and plan.begun_on is not None
        self._line.setText(_standing(view, self._frame.today()) if begun else "")
        self.doubt.setText(sentence(view.doubt) if view.doubt is not None else "")
        self._doubtful.setVisible(view.doubt is not None)
        self.setVisible(begun)
        if not begun:
            return
        if view.open:
            self._chip.set_state(State.GOING, _("Plan offen"))
        else:
            self._chip.set_state(State.CLOSED, _("Plan geschlossen"))
        due = view.reviews_due
        words = ngettext("{count} fälliges Ziel überprüfen", "{count} fällige Ziele überprüfen", due)
        self._review.setText(words.format(count=due))
        self._review.setAccessibleName(self._review.text())
        self._review.setVisible(bool(due) and not working)

    def _doubt_row(self) -> QWidget:
        """Return the line that says what speaks against the first day, with the way to the period (C7)."""
        row = QWidget()
        inner = QHBoxLayout(row)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(space(2))
        inner.addWidget(StateSign(State.WARNING, _("Bitte prüfen")), 0, Qt.AlignmentFlag.AlignTop)
        inner.addWidget(self.doubt, 1)
        inner.addWidget(link_button(_("Zum Zeitraum"), self.period.emit), 0, Qt.AlignmentFlag.AlignTop)
        return row


def _standing(view: PlanView, today: date) -> str:
    parts = [_begun(view.plan)] if view.plan is not None else []
    parts.append(
        _("{count} von {all} Themenfeldern vollständig").format(
            count=view.complete_blocks, all=len(view.blocks)
        )
    )
    if view.next_review:
        due = view.next_review <= today
        words = _("Überprüfung fällig seit {on}") if due else _("nächste Überprüfung am {on}")
        parts.append(words.format(on=day(view.next_review)))
    if view.versions:
        last = max(each.issued_on for each in view.versions)
        parts.append(_("ausgehändigt am {on}").format(on=day(last)))
    if view.plan is not None:
        parts.append(_signatures(view.plan))
    return " · ".join(parts)


def _signatures(plan: Plan) -> str:
    """Say when the agreement on the goals as they are was signed by both, or that it was not (Rule Z5)."""
    if plan.agreed_anew_on is not None:
        return _("neu vereinbart am {on}, noch nicht unterschrieben").format(on=day(plan.agreed_anew_on))
    signed = signed_days(plan)
    days = [on for on in signed if on is not None]
    if len(days) < len(signed):
        return _("Unterschriften fehlen")
    return _("unterschrieben am {on}").format(on=day(max(days)))


def _begun(plan: Plan) -> str:
    """Say when the plan began; of one that was brought along also since when it goes on here (Rule I9)."""
    if not plan.brought_along:
        return _("Begonnen am {on}").format(on=day(plan.begun_on))
    here = min((span.opened_on for span in plan.spans), default=plan.begun_on)
    words = _("Mitgebracht: anderswo begonnen am {on}, hier fortgeführt seit {here}")
    return words.format(on=day(plan.begun_on), here=day(here))


class PlanBegin(Card):
    """Stands in the place of a plan that is not begun. Attributes: ``by_when`` (the sentence on P3).

    Signals: ``begin(on, brought_along, opened_on)``; ``agree`` – enter the agreement first (Rule B1).
    """

    begin = Signal(object, bool, object)
    agree = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.by_when = Text()
        self.add(self.by_when)
        self._proposed, self._case_id, self._seen = frame.today(), 0, False
        self.on = DateField(frame.today, self._proposed)
        self.opened = DateField(frame.today, frame.today())
        self._on_row = Labelled(_("Beginn &am"), self.on)
        self._opened_row = Labelled(_("Hier fortgeführt &seit"), self.opened)
        self.brought = CheckField(_("Die Person bringt einen begonnenen Plan &mit"))
        self.brought.toggled.connect(self._opened_row.setVisible)
        self._opened_row.hide()
        self._days = Columns([self._on_row, self._opened_row], letters=50)
        self._act = primary_button(_("Plan beginnen"), self.save)
        self._acts = Flow(self._act)
        self._agree = quiet_button(_("Vereinbarung eintragen"), self.agree.emit)
        for widget in (self._days, self.brought, self._acts, self._agree):
            self.add(widget)
        self.brought.toggled.connect(self._name_act)
        self.brought.toggled.connect(self._ask_day)
        self.on.returnPressed.connect(self.save)

    def show_plan(self, view: PlanView) -> None:
        """Say by when there is a plan; propose its day: that of the talk that needs it, else today (P3)."""
        self.by_when.setText(
            _(
                "Die Person wurde schon anderswo beraten; darum beginnt der Plan spätestens mit dem ersten "
                "Beratungsgespräch hier. Was in der Bedarfserhebung steht, ist schon darin."
            )
            if view.elsewhere
            else _(
                "Der Plan beginnt spätestens mit dem zweiten Beratungsgespräch. Was in der "
                "Bedarfserhebung steht, ist schon darin."
            )
        )
        for widget in (self._days, self.brought, self._acts):
            widget.setVisible(view.waits is None)
        ended = view.waits is not None and view.waits.code == "plan_none_before_end"
        self._agree.setVisible(view.waits is not None and not ended)
        self.set_title(_("Integrationsplan") if ended else _("Integrationsplan beginnen"))
        if view.waits is not None:
            self.by_when.setText(sentence(view.waits))
        proposed = view.needed_on or self._frame.today()
        another = view.case_id != self._case_id
        if another or self.on.value() == self._proposed:
            self.on.set_value(proposed)
        self._proposed, self._case_id, self._seen = proposed, view.case_id, view.seen
        if another:
            self.opened.set_value(self._frame.today())
            self.brought.setChecked(view.seen)
            self._ask_day(view.seen)

    def draft(self) -> dict[str, Any]:
        """Return what is typed, for a draft: nothing where all stands as it was proposed."""
        brought, on, opened = self.brought.isChecked(), self.on.draft(), self.opened.draft()
        as_proposed = self.opened.value() == self._frame.today()
        if self._days.isHidden() or (not brought and not self._seen and self.on.value() == self._proposed):
            return {}
        if brought and self._seen and not on and as_proposed:
            return {}
        return {"brought": brought, "on": on, "opened": None if as_proposed else opened}

    def set_draft(self, typed: dict[str, Any]) -> None:
        """Put back what ``draft`` returned."""
        self.brought.setChecked(typed["brought"])
        self.on.setText(typed["on"])
        if typed["opened"] is not None:
            self.opened.setText(typed["opened"])

    def first_field(self) -> QWidget:
        """Return where the cursor goes: the day, or the agreement that comes first."""
        return self._agree if self._days.isHidden() else self.on

    def save(self) -> None:
        """Ask for the plan to begin, once its days are understood; nothing while it waits (Rule B1)."""
        if self._days.isHidden():
            return
        on, brought = self.on.value(), self.brought.isChecked()
        self._on_row.set_fault(self.on.fault() or ("" if on else _("Bitte geben Sie ein Datum ein.")))
        self._opened_row.set_fault(self.opened.fault() if brought else "")
        if free_of_faults(self._on_row, self._opened_row):
            self.begin.emit(on, brought, self.opened.value() if brought else None)

    def show_fault(self, code: str, words: str) -> bool:
        """Mark the day that cannot be, with the cursor in it; return False where another thing hinders."""
        row = {
            "plan_begin_in_future": self._on_row,
            "plan_before_consent": self._opened_row if self.brought.isChecked() else self._on_row,
            "plan_span_in_future": self._opened_row if self.brought.isChecked() else self._on_row,
        }.get(code)
        if row is None:
            return False
        row.set_fault(words)
        row.go_in()
        return True

    def _ask_day(self, brought: bool) -> None:
        """Ask for the day on the plan that is brought along: it began elsewhere, and hardly today."""
        if brought and self.on.value() == self._proposed:
            self.on.set_value(None)
        elif not brought and self.on.value() is None:
            self.on.set_value(self._proposed)
        self._on_row.set_hint(_("wie auf dem mitgebrachten Plan") if brought else "")

    def _name_act(self, brought: bool) -> None:
        """Call it what it is: a plan that was begun elsewhere is taken over."""
        words = _("Plan übernehmen") if brought else _("Plan beginnen")
        self._act.setText(words)
        self._act.setAccessibleName(words)
