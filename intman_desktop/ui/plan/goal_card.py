"""A goal as a card: the client's sentence, how it is seen, until when, measures, state and history (Z3)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.rules.goals import ALLOWED_CHANGES, CLOSED_STATES
from intman_desktop.services.common.wording import sentence, shown
from intman_desktop.ui.parts.buttons import link_button, quiet_button
from intman_desktop.ui.parts.card import Card, empty
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText, SmallText, Text
from intman_desktop.ui.parts.state import State, StateChip
from intman_desktop.ui.plan.lights import GOAL_SIGNS
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day, quoted
from intman_desktop.values.case_file import Goal, Measure
from intman_desktop.values.codes import Actor
from intman_desktop.values.plan_views import GoalView


class GoalCard(Card):
    """One goal. Signals: ``edit(int)``, ``look(int)`` – look at it and set its state, ``remove(int)``,
    ``keep(int)`` – keep its wording as a phrase (Z4).
    """

    edit = Signal(int)
    look = Signal(int)
    remove = Signal(int)
    keep = Signal(int)

    def __init__(self, view: GoalView, *, editable: bool) -> None:
        super().__init__()
        self.goal_id = view.goal.id
        goal = view.goal
        self.setAccessibleName(_("Ziel: {wording}").format(wording=goal.wording))
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space(3))
        row.addWidget(Text(quoted(goal.wording), "section-title"), 1)
        row.addWidget(StateChip(GOAL_SIGNS[goal.state], view.state_label), 0, Qt.AlignmentFlag.AlignTop)
        self.add(head)
        for line in (*_lines(goal), *_closing(view)):
            self.add(Text(line))
        for measure, outcome in zip(goal.measures, view.outcomes, strict=True):
            self.add(QuietText(measure_line(measure, outcome)))
        if view.closed:
            self.add(
                SmallText(
                    _(
                        "Für den Lebensbereich dieses Ziels fehlt die Einwilligung: Es wird nicht mehr "
                        "überprüft. Geben Sie ihm unter „Bearbeiten“ einen anderen, oder schwärzen Sie es "
                        "unter „Einwilligungen“."
                    )
                )
            )
        elif view.questions:
            self.add(SmallText(" ".join(sentence(fact) for fact in view.questions)))
        self._add_review(view)
        self._history = QVBoxLayout()
        self._history.setSpacing(0)
        self.body.addLayout(self._history)
        self._goal = goal
        acts = Flow(gap=space(4))
        if editable:
            if ALLOWED_CHANGES[goal.state] and not view.closed:
                acts.add(quiet_button(_("Überprüfen"), lambda: self.look.emit(goal.id)))
            if goal.state not in CLOSED_STATES:
                acts.add(link_button(_("Bearbeiten"), lambda: self.edit.emit(goal.id), icon="pencil"))
        self._turn = link_button(_("Frühere Stände"), self._show_history)
        if not goal.history:
            self._turn.hide()
        acts.add(self._turn)
        if editable:
            acts.add(link_button(_("In die Formulierungen übernehmen"), lambda: self.keep.emit(goal.id)))
        if editable and view.removable:
            acts.add(link_button(_("Entfernen"), lambda: self.remove.emit(goal.id)))
        for button in acts.findChildren(QPushButton):
            button.setAccessibleName(_("{act}: {wording}").format(act=button.text(), wording=goal.wording))
        self.add(acts)

    def first_act(self) -> QWidget:
        """Return where the cursor goes when the goal is looked for."""
        return next(each for each in self.findChildren(QPushButton) if not each.isHidden())

    def _add_review(self, view: GoalView) -> None:
        review = view.goal.next_review
        if review is None:
            return
        if view.review_due:
            chip = StateChip(State.DUE, _("Überprüfung fällig seit {on}").format(on=day(review)))
            self.body.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self.add(QuietText(_("Nächste Überprüfung am {on}").format(on=day(review))))

    def _show_history(self) -> None:
        if self._history.count():
            empty(self._history)
            return
        for change in reversed(self._goal.history):
            word = _("überprüft, {state}") if change.reviewed else "{state}"
            line = f"{day(change.on)}  {word.format(state=shown(change.state))}"
            self._history.addWidget(SmallText(f"{line} – {change.note}" if change.note else line))


def seen_line(goal: Goal) -> str:
    """Return how one will see that a goal is reached, in the words typed, whatever they are (Rule Z3)."""
    return _("Daran erkennen wir es: {seen_by}").format(seen_by=goal.seen_by)


def _lines(goal: Goal) -> list[str]:
    lines = []
    if goal.seen_by:
        lines.append(seen_line(goal))
    if goal.until:
        lines.append(_("Bis {until}").format(until=day(goal.until)))
    return lines


def _closing(view: GoalView) -> list[str]:
    """Return the day a goal was closed on, with its note: that is "deren Erfüllung" (I6, Z3)."""
    goal = view.goal
    if goal.state not in CLOSED_STATES or not goal.history:
        return []
    last = goal.history[-1]
    line = _("{state} am {on}").format(state=view.state_label, on=day(last.on))
    line = line[:1].upper() + line[1:]
    return [f"{line}: {last.note}" if last.note else line]


def measure_line(measure: Measure, outcome: str) -> str:
    """Return a measure in a line: what, who, until when, when it was done, and what came of it (Z6)."""
    who = (
        measure.third_party or shown(measure.who) if measure.who is Actor.THIRD_PARTY else shown(measure.who)
    )
    parts = [measure.what, who]
    if measure.until:
        parts.append(_("bis {until}").format(until=day(measure.until)))
    if measure.done_on:
        parts.append(_("erledigt am {on}").format(on=day(measure.done_on)))
    if outcome:
        parts.append(outcome)
    return "•  " + " · ".join(part for part in parts if part)
