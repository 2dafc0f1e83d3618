"""What came of each measure, asked while its goal is looked at (Z1, Z6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.services.common.wording import shown
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.fields import ChoiceField
from intman_desktop.ui.parts.form import FormRow
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.plan.measure_rows import date_by_outcome, with_held
from intman_desktop.ui.tokens import space
from intman_desktop.values.case_file import Measure
from intman_desktop.values.form_views import Options


class OutcomeRow(QWidget):
    """One measure. Attributes: ``what`` it is, ``outcome``, ``done_on``, ``done_row``."""

    def __init__(self, frame: Frame, measure: Measure, outcomes: Options) -> None:
        super().__init__()
        self._measure = measure
        self.what = measure.what
        self.outcome = ChoiceField(with_held(outcomes, measure.outcome))
        self.outcome.set_code(measure.outcome)
        self.done_on = DateField(frame.today, measure.done_on)
        date_by_outcome(self.outcome, self.done_on, frame.today)
        who = measure.third_party or shown(measure.who)
        self.done_row = Labelled(_("Erledigt am"), self.done_on)
        label = f"{measure.what} ({who})".replace("&", "&&")
        outcome_row = Labelled(label, self.outcome, wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Columns([outcome_row, self.done_row], shares=(1, 0), letters=50))
        self._clean = self._typed()

    def check(self) -> None:
        """Mark a day that cannot be understood."""
        self.done_row.set_fault(self.done_on.fault())

    def measure(self) -> Measure:
        """Return the measure with what came of it."""
        return replace(self._measure, outcome=self.outcome.code(), done_on=self.done_on.value())

    def draft(self) -> dict[str, str]:
        """Return of which measure something is typed, and what, where it is not as it is stored."""
        typed = self._typed()
        return {"what": self.what} | (typed if typed != self._clean else {})

    def set_draft(self, typed: dict[str, str]) -> None:
        """Put back what ``draft`` returned."""
        if "outcome" in typed:
            self.outcome.set_draft(typed["outcome"])
            self.done_on.setText(typed["done_on"])

    def _typed(self) -> dict[str, str]:
        return {"outcome": self.outcome.draft(), "done_on": self.done_on.draft()}


class OutcomeRows(QWidget):
    """The measures of one goal. Attributes: ``rows``."""

    def __init__(self, frame: Frame, measures: Sequence[Measure], outcomes: Options) -> None:
        super().__init__()
        self.rows = [OutcomeRow(frame, each, outcomes) for each in measures]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        for row in self.rows:
            column.addWidget(row)
        if not self.rows:
            self.hide()

    def check(self) -> None:
        """Mark what cannot be understood."""
        for row in self.rows:
            row.check()

    def row_done_after(self, today: date) -> FormRow | None:
        """Return where the first day lies ahead on which a measure is told to be done, or None."""
        days = ((row.done_row, row.done_on.value()) for row in self.rows)
        return next((row for row, on in days if on is not None and on > today), None)

    def measures(self) -> tuple[Measure, ...]:
        """Return the measures with what came of them."""
        return tuple(row.measure() for row in self.rows)

    def draft(self) -> list[dict[str, str]]:
        """Return what is typed of each, for a draft."""
        return [row.draft() for row in self.rows]

    def set_draft(self, typed: Sequence[dict[str, str]]) -> None:
        """Put back what ``draft`` returned, each where its measure stands now.

        Their goal may have been changed since: one that reads otherwise is known by its place, as long as no
        other was added or taken out.
        """
        rows = list(self.rows)
        left = []
        for values in typed:
            row = next((each for each in rows if each.what == values["what"]), None)
            if row is None:
                left.append(values)
            else:
                rows.remove(row)
                row.set_draft(values)
        if len(left) == len(rows):
            for row, values in zip(rows, left, strict=True):
                row.set_draft(values)
