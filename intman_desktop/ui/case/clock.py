"""The Beratungszeitraum on the case page: the bar, its words, and how it was calculated (C4, C9)."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.case.panel import Go
from intman_desktop.ui.case.spine import clock_state, clock_words
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.clock_bar import ClockBar
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.period.explanation import PeriodExplanation
from intman_desktop.ui.tokens import space
from intman_desktop.values.case_file import Case
from intman_desktop.values.work_views import PeriodView


class CaseClock(QWidget):
    """The bar; a click opens the calculation below it and the ways to change it.

    The paper on an extension stands below it at once: it is printed when the decision is made (C2).
    """

    def __init__(self, go: Go) -> None:
        super().__init__()
        self._go = go
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        self.bar = ClockBar()
        self.bar.clicked.connect(self._turn)
        self.explanation = PeriodExplanation()
        self.explanation.hide()
        column.addWidget(self.bar)
        self.reasons = Flow(
            link_button(_("Begründung der Verlängerung zeigen"), lambda: self._paper("extension"))
        )
        self.reasons.hide()
        column.addWidget(self.reasons)
        column.addWidget(self.explanation)

    def show_period(self, period: PeriodView, case: Case, *, running: bool) -> None:
        """Show ``period`` of ``case``; the ways to change it are offered while the case is ``running``."""
        words = clock_words(period, case.state, case.ended_on)
        if period.start is None:
            self.bar.set_none(words)
        else:
            self.bar.set_period(
                period.today_at,
                period.regular_end_at,
                period.last_day_at,
                words,
                clock_state(period, running=running),
            )
        self.reasons.setVisible(bool(period.extensions))
        self._explain(period, running=running)

    def fold(self) -> None:
        """Close the calculation."""
        self.explanation.hide()

    def _turn(self) -> None:
        self.explanation.setVisible(self.explanation.isHidden())

    def _explain(self, period: PeriodView, *, running: bool) -> None:
        card = self.explanation
        card.show_period(period)
        acts = []
        if running and period.start is not None and period.may_add_extension:
            words = _("Verlängerung entscheiden") if period.may_extend else _("Verlängerung nachtragen")
            acts.append(link_button(words, lambda: self._go_on("period")))
        if running and period.start is not None and period.extensions:
            acts.append(link_button(_("Verlängerung berichtigen"), lambda: self._go_on("correction")))
        if running:
            acts.append(link_button(_("Beginn ändern"), lambda: self._go_on("start")))
        if running and period.start is not None:
            acts.append(link_button(_("Weiterberatung entscheiden"), lambda: self._go_on("decision")))
        if period.start is not None:
            acts.append(link_button(_("Bescheinigung zeigen"), lambda: self._paper("period_certificate")))
        if acts:
            card.add(Flow(*acts, gap=space(4)))

    def _paper(self, name: str) -> object:
        return self._go_on("papers", paper=name)

    def _go_on(self, where: str, **details: object) -> object:
        self.fold()
        return self._go(where, **details)
