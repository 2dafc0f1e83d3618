"""What came of each measure, asked while its goal is looked at (Z1, Z6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.services.common.wording import shown
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.fields import ChoiceField
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.plan.measure_rows import date_by_outcome, with_held
from intman_desktop.ui.tokens import space
from intman_desktop.values.case_file import Measure
from intman_desktop.values.form_views import Options


class OutcomeRow(QWidget):
    """One measure. Attributes: ``outcome``, ``done_on``."""

    def __init__(self, frame: Frame, measure: Measure, outcomes: Options) -> None:
        super().__init__()
        self._measure = measure
        self.outcome = ChoiceField(with_held(outcomes, measure.outcome))
        self.outcome.set_code(measure.outcome)
        self.done_on = DateField(frame.today, measure.done_on)
        date_by_outcome(self.outcome, self.done_on, frame.today)
        who = measure.third_party or shown(measure.who)
        self._done_row = Labelled(_("Erledigt am"), self.done_on)
        label = f"{measure.what} ({who})".replace("&", "&&")
        outcome_row = Labelled(label, self.outcome, wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Columns([outcome_row, self._done_row], shares=(7, 3), letters=50))

    def check(self) -> bool:
        """Mark a day that cannot be understood and return whether all can be saved."""
        self._done_row.set_fault(self.done_on.fault())
        return not self.done_on.fault()

    def measure(self) -> Measure:
        """Return the measure with what came of it."""
        return replace(self._measure, outcome=self.outcome.code(), done_on=self.done_on.value())


class OutcomeRows(QWidget):
    """The measures of one goal. Attributes: ``rows``."""

    def __init__(self, frame: Frame, measures: Sequence[Measure], outcomes: Options) -> None:
        super().__init__()
        self._measures = tuple(measures)
        self.rows = [OutcomeRow(frame, each, outcomes) for each in measures]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        for row in self.rows:
            column.addWidget(row)
        if not self.rows:
            self.hide()

    def check(self) -> bool:
        """Mark what cannot be understood and return whether all can be saved."""
        found = [row.check() for row in self.rows]  # each marks its own field
        return all(found)

    def measures(self) -> tuple[Measure, ...]:
        """Return the measures with what came of them."""
        return tuple(row.measure() for row in self.rows)

    def is_touched(self) -> bool:
        """Return whether something was said of any of them."""
        doubted = any(row.outcome.draft() != row.outcome.code() for row in self.rows)
        return doubted or self.measures() != self._measures

    def draft(self) -> list[dict[str, str]]:
        """Return what is typed, for a draft."""
        return [{"outcome": row.outcome.draft(), "done_on": row.done_on.text()} for row in self.rows]

    def set_draft(self, typed: Sequence[dict[str, str]]) -> None:
        """Put back what ``draft`` returned."""
        for row, values in zip(self.rows, typed, strict=False):
            row.outcome.set_draft(values["outcome"])
            row.done_on.setText(values["done_on"])
