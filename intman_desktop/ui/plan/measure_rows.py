"""The measures of a goal: what, who, until when, and what came of it (Z1, Z3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.services.common.wording import shown
from intman_desktop.ui.frame import Frame, still_there
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.fields import ChoiceField, TextField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.form import FormRow
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import quoted
from intman_desktop.values.case_file import Measure
from intman_desktop.values.codes import Actor
from intman_desktop.values.form_views import Options

WAITING = "waiting"
"""The outcome that leaves a measure open."""


def with_held(outcomes: Options, held: str) -> Options:
    """Return the outcomes on offer with the one that is held, also where that is a text of its own."""
    known = not held or held in dict(outcomes)
    return outcomes if known else (*outcomes, (held, held))


def date_by_outcome(outcome: ChoiceField, done_on: DateField, today: Callable[[], date]) -> None:
    """Write today beside an outcome as soon as one is chosen: the year counts it by its day (Rule Z6).

    A day that stands there stays, and who is still waiting is not done.
    """

    def write(code: str) -> None:
        if code and code != WAITING and not done_on.text().strip():
            done_on.set_value(today())

    outcome.chosen.connect(write)


class MeasureRow(QWidget):
    """One measure. Signals: ``changed``, ``removed``."""

    changed = Signal()
    removed = Signal()

    def __init__(self, frame: Frame, number: int, measure: Measure, outcomes: Options = ()) -> None:
        super().__init__()
        self._kept = measure
        self.what = TextField()
        self.who = ChoiceField([(actor.value, shown(actor)) for actor in Actor], empty=None)
        self.other = TextField()
        self.until = DateField(frame.today, future=True)
        self.outcome = ChoiceField(with_held(outcomes, measure.outcome))
        self.done_on = DateField(frame.today)
        self._other_row = Labelled(_("Welche Stelle"), self.other)
        self.until_row = Labelled(_("Bis"), self.until)
        self.done_row = Labelled(_("Erledigt am"), self.done_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        name = _("{number}. Maßnahme").format(number=number)
        column.addWidget(
            Columns(
                [
                    Labelled(name, self.what),
                    Labelled(_("Wer"), self.who),
                    self._other_row,
                    self.until_row,
                ],
                shares=(5, 4, 3, 3),
                letters=56,
            )
        )
        self._after = Columns(
            [Labelled(_("Ergebnis"), self.outcome), self.done_row], shares=(7, 3), letters=56
        )
        column.addWidget(self._after)
        remove = link_button(_("Maßnahme herausnehmen"), self.removed.emit, icon="x")
        column.addWidget(remove, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_measure(measure)
        self._after.setVisible(bool(measure.id))
        date_by_outcome(self.outcome, self.done_on, frame.today)
        self.outcome.chosen.connect(lambda _code: self.changed.emit())
        for field in (self.what, self.other):
            field.textEdited.connect(lambda _text: self.changed.emit())
        self.who.chosen.connect(self._heard_who)
        self.until.date_changed.connect(lambda _day: self.changed.emit())
        self.done_on.date_changed.connect(lambda _day: self.changed.emit())

    def show_measure(self, measure: Measure) -> None:
        """Show ``measure``."""
        self.what.setText(measure.what)
        self.who.set_code(measure.who)
        self.other.setText(measure.third_party)
        self.until.set_value(measure.until)
        self.outcome.set_code(measure.outcome)
        self.done_on.set_value(measure.done_on)
        self._show_other()

    def measure(self) -> Measure:
        """Return the measure as it stands here."""
        who = Actor(self.who.code())
        return replace(
            self._kept,
            what=self.what.value(),
            who=who,
            third_party=self.other.value() if who is Actor.THIRD_PARTY else "",
            until=self.until.value(),
            outcome=self.outcome.code(),
            done_on=self.done_on.value(),
        )

    def check(self) -> None:
        """Mark dates that cannot be understood."""
        self.until_row.set_fault(self.until.fault())
        self.done_row.set_fault(self.done_on.fault())

    def is_empty(self) -> bool:
        """Return whether nothing stands here."""
        return not self.what.value() and not self.other.value() and not self.until.text().strip()

    def draft(self) -> dict[str, Any]:
        """Return what is typed, for a draft."""
        return {
            "id": self._kept.id,
            "held": self._kept.outcome,
            "what": self.what.text(),
            "who": self.who.draft(),
            "other": self.other.text(),
            "until": self.until.draft(),
            "outcome": self.outcome.draft(),
            "done_on": self.done_on.draft(),
        }

    def set_draft(self, typed: dict[str, Any]) -> None:
        """Put back what ``draft`` returned."""
        self.what.setText(typed["what"])
        self.who.set_draft(typed["who"])
        self.other.setText(typed["other"])
        self.until.setText(typed["until"])
        self.outcome.set_draft(typed["outcome"])
        self.done_on.setText(typed["done_on"])
        self._show_other()

    def _heard_who(self, _code: str) -> None:
        self._show_other()
        self.changed.emit()

    def _show_other(self) -> None:
        self._other_row.setVisible(self.who.code() == Actor.THIRD_PARTY)


class MeasureRows(QWidget):
    """All measures of a goal. Signals: ``changed``; ``grown`` – a row was added."""

    changed = Signal()
    grown = Signal()

    def __init__(self, frame: Frame, outcomes: Options = ()) -> None:
        """Offer ``outcomes`` for measures that were saved (Rule Z6)."""
        super().__init__()
        self._frame = frame
        self._outcomes = outcomes
        self._rows: list[MeasureRow] = []
        self._stored: tuple[Measure, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(space(3))
        self._add = link_button(_("Weitere Maßnahme"), self.add_empty, icon="plus")
        self._column.addWidget(Flow(self._add))

    def rows(self) -> list[MeasureRow]:
        """Return the rows from top to bottom."""
        return list(self._rows)

    def show_stored(self, measures: Sequence[Measure]) -> None:
        """Show ``measures`` as they are stored."""
        self._stored = tuple(measures)
        self.show_measures(measures)

    def go_on_in(self, measures: Sequence[Measure]) -> None:
        """Go on with what stands here beside ``measures``, which were stored meanwhile."""
        self._stored = tuple(measures)

    def show_measures(self, measures: Sequence[Measure]) -> None:
        """Show ``measures``, and one empty row where there is none."""
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows.clear()
        for measure in measures or (Measure("", Actor.CLIENT),):
            self._append(measure)

    def measures(self) -> tuple[Measure, ...]:
        """Return the measures as they stand here, without empty ones."""
        return tuple(row.measure() for row in self._rows if not row.is_empty())

    def add_empty(self) -> None:
        """Add a row and put the cursor there."""
        row = self._append(Measure("", Actor.CLIENT))
        self.grown.emit()
        row.what.setFocus()

    def check(self) -> None:
        """Mark dates that cannot be understood."""
        for row in self._rows:
            row.check()

    def row_done_after(self, today: date) -> FormRow | None:
        """Return where the first day lies ahead on which a measure is told to be done, or None."""
        days = ((row.done_row, row.done_on.value()) for row in self._rows)
        return next((row for row, on in days if on is not None and on > today), None)

    def draft(self) -> dict[str, Any]:
        """Return what is typed, for a draft, and beside what stored measures it was typed."""
        return {"rows": [row.draft() for row in self._rows], "beside": [each.what for each in self._stored]}

    def set_draft(self, typed: dict[str, Any]) -> None:
        """Put back what ``draft`` returned: the rows that stood there then, and no other.

        A measure that was stored since comes below them; nobody has taken it out.
        """
        since = [each for each in self._stored if each.what not in typed["beside"]]
        # The ids of stored measures change with every save of their goal: they only tell that it was stored.
        rows = [Measure("", Actor.CLIENT, outcome=each["held"], id=each["id"]) for each in typed["rows"]]
        self.show_measures((*rows, *since))
        for row, values in zip(self._rows, typed["rows"], strict=False):
            row.set_draft(values)
        self.grown.emit()

    def _append(self, measure: Measure) -> MeasureRow:
        row = MeasureRow(self._frame, len(self._rows) + 1, measure, self._outcomes)
        row.changed.connect(self.changed)
        row.removed.connect(lambda: self._remove(row))
        self._column.insertWidget(len(self._rows), row)
        self._rows.append(row)
        return row

    def _remove(self, row: MeasureRow) -> None:
        """Take a row out; one in which something stands can be had back while its notice is there."""
        at = self._rows.index(row)
        self._rows.remove(row)
        row.hide()
        if row.is_empty():
            row.deleteLater()
        else:
            said = _("Maßnahme herausgenommen: {what}").format(what=quoted(row.what.value()))
            self._frame.say(said, lambda: self._bring_back(row, at), _("Zurückholen"))
        self.changed.emit()

    def _bring_back(self, row: MeasureRow, at: int) -> None:
        if not still_there(row) or row in self._rows:
            return
        at = min(at, len(self._rows))
        self._rows.insert(at, row)
        self._column.insertWidget(at, row)
        row.show()
        self.changed.emit()
        self.grown.emit()
        row.what.setFocus()
