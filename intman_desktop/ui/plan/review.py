"""Überprüfen: one goal after the other, with its state, a line of note and the next date (Z1, Z2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.rules.dates import working_day
from intman_desktop.rules.goals import ALLOWED_CHANGES, CLOSED_STATES, RUNNING_STATES, next_review
from intman_desktop.services.common.wording import sentence, shown
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.arrow_row import ArrowRow
from intman_desktop.ui.parts.buttons import primary_button, quiet_button
from intman_desktop.ui.parts.checks import RadioField
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.doubts import understand
from intman_desktop.ui.parts.faults import free_of_faults
from intman_desktop.ui.parts.fields import TextField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.form import FormRow
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.parts.labels import QuietText, SmallText, Text
from intman_desktop.ui.parts.tab_order import order_tabs
from intman_desktop.ui.plan.goal_card import seen_line
from intman_desktop.ui.plan.outcome_rows import OutcomeRows
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day, quoted
from intman_desktop.values.case_file import Goal, Measure
from intman_desktop.values.codes import GoalState
from intman_desktop.values.form_views import Options
from intman_desktop.values.plan_views import GoalView

_LATER: Final = timedelta(days=7)
"""How far a review is put off at once; another day is chosen in the list of deadlines."""
_WORDS_OF_REVIEW = (
    GoalState.REACHED,
    GoalState.PARTLY_REACHED,
    GoalState.NOT_REACHED,
    GoalState.PROPOSED,
    GoalState.AGREED,
    GoalState.IN_PROGRESS,
    GoalState.DEFERRED,
    GoalState.DROPPED,
)


@dataclass(frozen=True)
class Look:
    """What came of looking at a goal: its state from ``on``, a note, the next look, and of its measures."""

    goal: Goal
    state: GoalState
    on: date
    note: str
    next_review: date | None
    measures: tuple[Measure, ...] = ()


class ReviewCard(QWidget):
    """Looks at one goal.

    Signals: ``looked(Look)``, ``edit(int)`` – change it, ``put_off(int, date)`` – look at it then, nothing
    being said of it now, ``passed(int)`` by, ``left``. Attributes: ``day``, ``note``, ``next``, ``measures``,
    ``acts`` (its buttons, for a place in sight).
    """

    looked = Signal(object)
    edit = Signal(int)
    put_off = Signal(int, object)
    passed = Signal(int)
    left = Signal()

    def __init__(
        self,
        frame: Frame,
        view: GoalView,
        months: int,
        outcomes: Options = (),
        *,
        more: bool,
        reworded: bool = False,
    ) -> None:
        """Look at the goal of ``view``; the next date is proposed after ``months``, ``more`` are waiting.

        ``outcomes`` are what can come of a measure (Rule Z6). A goal that was ``reworded`` just now asks
        what was changed in it and why.
        """
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(space(3))
        self.goal = view.goal
        self._months = months
        self._frame = frame
        self._reworded = reworded
        self._kept: dict[str, Any] | None = None
        self._column.addWidget(Text(quoted(view.goal.wording), "section-title"))
        said = [view.area_label, view.state_label]
        if view.goal.until:
            said.append(_("bis {until}").format(until=day(view.goal.until)))
        self._column.addWidget(QuietText(" · ".join(said)))
        for question in view.questions:
            if question.code == "goal_until_past":
                self._column.addWidget(SmallText(sentence(question)))
        if view.goal.seen_by:
            self._column.addWidget(Text(seen_line(view.goal)))
        self._group = QButtonGroup(self)
        self._buttons: dict[GoalState, RadioField] = {}
        self._column.addWidget(self._states())
        self.day = DateField(frame.today, frame.today())
        self.note = TextField()
        self.next = DateField(frame.today, future=True)
        self._proposed = ""
        self._kept_line = Text()
        self._kept_line.hide()
        self._column.addWidget(self._kept_line)
        self.day_row = Labelled(_("Überprüft &am"), self.day)
        asked = _("Was wurde am Ziel geändert, und warum?") if reworded else ""
        self.note_row = Labelled(_("&Notiz in einem Satz"), self.note, asked)
        self.next_row = Labelled(_("Nä&chste Überprüfung"), self.next)
        self._column.addWidget(
            Columns([self.day_row, self.note_row, self.next_row], shares=(0, 1, 0), letters=90)
        )
        self.measures = OutcomeRows(frame, view.goal.measures, outcomes)
        if view.goal.measures:
            self._column.addWidget(Text(_("Was aus den Maßnahmen wurde"), "section-title"))
        self._column.addWidget(self.measures)  # what is not placed would never go
        self.measures.setVisible(bool(view.goal.measures))
        self._build_acts(more=more)
        self.note.returnPressed.connect(self.save)
        self.day.date_changed.connect(lambda _day: self._propose())
        self._choose(view.goal.state)
        self._clean = self.draft()
        order_tabs(self)

    def _build_acts(self, *, more: bool) -> None:
        acts = [primary_button(_("Festhalten"), self.save)]
        if self.goal.state in CLOSED_STATES:
            self._column.addWidget(
                SmallText(_("Der Wortlaut eines abgeschlossenen Ziels bleibt, wie er vereinbart war."))
            )
        else:
            acts.append(quiet_button(_("Ziel ändern"), lambda: self.edit.emit(self.goal.id)))
            later = self._later()
            put_off = quiet_button(_("Um eine Woche verschieben"), self._put_off)
            put_off.setToolTip(_("Überprüfen am {on}, ohne jetzt etwas festzuhalten").format(on=day(later)))
            acts.append(put_off)
        if more:
            acts.append(quiet_button(_("Überspringen"), lambda: self.passed.emit(self.goal.id)))
        acts.append(quiet_button(_("Schließen"), self.left.emit))
        self.acts = tuple(acts)

    def first_field(self) -> QWidget:
        """Return where the cursor goes: the state that stands now, or the note that a change asks for."""
        checked = self._group.checkedButton() if not self._reworded else None
        return checked if checked is not None else self.note

    def button(self, state: GoalState) -> RadioField:
        """Return the button of ``state``. Raises ``KeyError`` where the goal cannot go there."""
        return self._buttons[state]

    def save(self) -> bool:
        """Keep what was seen; what is missing is marked, and the cursor goes there.

        Returns whether it was asked for. What is kept already is passed by.
        """
        understand(self)
        if self._kept is not None and not self.is_touched():
            self.passed.emit(self.goal.id)
            return False
        on, state = self.day.value(), self._state()
        self.day_row.set_fault(self.day.fault() or ("" if on else _("Bitte geben Sie ein Datum ein.")))
        self.note_row.set_fault(self._reason_missing(state))
        self.next_row.set_fault(self.next.fault() if state in RUNNING_STATES else "")
        self.measures.check()
        if not free_of_faults(self) or on is None or state is None:
            return False
        running = state in RUNNING_STATES
        self.looked.emit(
            Look(
                self.goal,
                state,
                on,
                self.note.value(),
                self.next.value() if running else None,
                self.measures.measures(),
            )
        )
        return True

    def _reason_missing(self, state: GoalState | None) -> str:
        """Ask for the sentence that says later why the goal is another one, or pursued no more (Rule Z3)."""
        if self.note.value():
            return ""
        if state is GoalState.DROPPED:
            return _("Bitte sagen Sie in einem Satz, warum das Ziel nicht weiterverfolgt wird.")
        asked = self._reworded and self._kept is None
        return _("Bitte sagen Sie in einem Satz, was geändert wurde und warum.") if asked else ""

    def row_of(self, code: str) -> FormRow | None:
        """Return the row in which the refusal ``code`` is mended, None where it is in none."""
        if code == "measure_done_in_future":
            return self.measures.row_done_after(self._frame.today())
        return {
            "goal_change_in_future": self.day_row,
            "goal_change_before_last": self.day_row,
            "goal_review_not_after": self.next_row,
            "goal_dropped_reason_missing": self.note_row,
        }.get(code)

    def is_touched(self) -> bool:
        """Return whether something was typed or chosen."""
        return self.draft() != self._clean

    def draft(self) -> dict[str, Any]:
        """Return what is typed, for a draft; the next review is no part of it where it is as proposed."""
        state = self._state()
        is_proposed = self.next.text() == self._proposed
        return {
            "goal_id": self.goal.id,
            "state": state.value if state else "",
            "day": self.day.draft(),
            "note": self.note.text(),
            "next": None if is_proposed else self.next.draft(),
            "measures": self.measures.draft(),
            "kept": self._kept,
        }

    def set_draft(self, typed: dict[str, Any]) -> None:
        """Put back what ``draft`` returned."""
        self._go_on_after(typed.get("kept"))
        if typed["state"]:
            self._choose(GoalState(typed["state"]))
        self.day.setText(typed["day"])
        self.note.setText(typed["note"])
        self._propose()
        if typed["next"] is not None:
            self.next.setText(typed["next"])
        self.measures.set_draft(typed["measures"])

    def _go_on_after(self, kept: dict[str, Any] | None) -> None:
        """Begin with the review that was ``kept`` just now, as long as it is the last one, and tell it."""
        last = self.goal.history[-1] if self.goal.history else None
        if kept is None or last is None or (day(last.on), last.note) != (kept["day"], kept["note"]):
            return
        self._kept = kept
        self.day.setText(kept["day"])
        self._propose()
        if kept["next"] is not None:
            self.next.setText(kept["next"])
        self._clean = self.draft()
        words = (
            _("Schon festgehalten: {state} am {on}, {note}.")
            if last.note
            else _("Schon festgehalten: {state} am {on}.")
        )
        said = words.format(state=shown(last.state), on=kept["day"], note=quoted(last.note))
        self._kept_line.setText(
            f"{said} {_('Was Sie danach geschrieben haben, ist noch nicht gespeichert.')}"
        )
        self._kept_line.show()

    def _put_off(self) -> None:
        self.put_off.emit(self.goal.id, self._later())

    def _later(self) -> date:
        today = self._frame.today()
        since = max(today, self.goal.next_review or today)  # what is put off does not come earlier
        return working_day(since + _LATER)

    def _states(self) -> QWidget:
        box = Flow(gap=space(3), in_columns=True)
        now = self.goal.state
        for state in _WORDS_OF_REVIEW:
            if state is not now and state not in ALLOWED_CHANGES[now]:
                continue
            word = _("unverändert ({state})").format(state=shown(state)) if state is now else shown(state)
            button = RadioField(word)
            button.clicked.connect(lambda _checked=False: self._propose())
            self._group.addButton(button)
            self._buttons[state] = button
            box.add(button)
        self._arrows = ArrowRow(tuple(self._buttons.values()), box, chooses=True)
        return box

    def _state(self) -> GoalState | None:
        return next((state for state, button in self._buttons.items() if button.isChecked()), None)

    def _choose(self, state: GoalState) -> None:
        if state in self._buttons:
            self._buttons[state].setChecked(True)
        self._propose()

    def _propose(self) -> None:
        """Propose the next look, counted from this one, or when the goal ends; a day that was typed stays."""
        running = self._state() in RUNNING_STATES
        self.next_row.setVisible(running)
        today = self._frame.today()
        if running and self.next.text() == self._proposed:
            on = self.day.value() or today
            self.next.set_value(next_review(on, self._months, self.goal.until, today))
            self._proposed = self.next.text()
