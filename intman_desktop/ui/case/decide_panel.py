"""Past its last day, or long without contact: extend, let rest, or end; each way leads on from here (L9)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from intman_desktop.language import _, ngettext
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.case.panel import Go, Panel
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button, quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText, Text
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.codes import CaseState
from intman_desktop.values.deadline_views import DeadlineAct
from intman_desktop.values.work_views import PeriodState


class DecidePanel(Panel):
    """In the place of the tabs: why it is asked, and the three ways with what each means."""

    def __init__(self, frame: Frame, go: Go) -> None:
        super().__init__(frame, go)
        self._card = Card()
        self.column.addWidget(self._card)
        self._first: QPushButton | None = None

    def show_sheet(self, sheet: CaseSheet) -> None:
        """Show the facts and the ways that are open now."""
        view, card = sheet.view, self._card
        card.set_title(self.with_name(_("Verlängern, ruhen lassen oder beenden"), sheet))
        card.clear()
        asked = [each for each in view.deadlines if each.act is DeadlineAct.EXTEND_REST_OR_END]
        for each in asked:
            card.add(Text(sentence(each.matter)))
        if not asked:
            card.add(Text(_("Zurzeit steht keine Entscheidung an.")))
        ways = QGridLayout()
        ways.setHorizontalSpacing(space(4))
        ways.setVerticalSpacing(space(3))
        ways.setColumnStretch(1, 1)
        card.body.addLayout(ways)
        self._first = self._way(ways, _("Verlängern …"), partial(self.go, "period"), self._extending(sheet))
        if view.file.case.state is CaseState.DORMANT:
            self._way(
                ways,
                _("Fortsetzen …"),
                partial(self.go, "rest"),
                _("Das Ruhen endet, die Beratung geht weiter."),
            )
        else:
            self._way(ways, _("Ruhen lassen …"), partial(self.go, "rest"), self._resting(sheet))
        self._way(
            ways,
            _("Beenden …"),
            partial(self.go, "ending"),
            _(
                "Der Plan wird geschlossen. Vorher drucken Sie, was die Person behalten soll; gelöscht wird "
                "später."
            ),
        )
        card.add(Flow(link_button(_("Zurück"), partial(self.go, "talks"), icon="arrow-left")))

    def first_field(self) -> QWidget | None:
        """Return the first way."""
        return self._first

    def _way(self, ways: QGridLayout, words: str, act: Callable[[], object], means: str) -> QPushButton:
        button = quiet_button(words, act)
        button.setAccessibleDescription(means)
        row = ways.rowCount()
        ways.addWidget(button, row, 0)
        ways.addWidget(QuietText(means), row, 1, Qt.AlignmentFlag.AlignVCenter)
        return button

    def _resting(self, sheet: CaseSheet) -> str:
        """Return what resting means: it holds no period up, and brings none back that is over (Rule C6)."""
        longest = ngettext(
            "Mit der Person vereinbart, höchstens {months} Monat.",
            "Mit der Person vereinbart, höchstens {months} Monate.",
            sheet.rest_months,
        ).format(months=sheet.rest_months)
        over = sheet.view.period.state is PeriodState.OVER
        goes_on = _("Der Beratungszeitraum läuft weiter.")
        stays_over = _("Der Beratungszeitraum verlängert sich dadurch nicht.")
        return f"{longest} {stays_over if over else goes_on}"

    def _extending(self, sheet: CaseSheet) -> str:
        period = sheet.view.period
        if not period.may_extend and period.may_add_extension:
            return _("Nur noch nachtragen, was zu seiner Zeit entschieden wurde.")
        if not period.may_extend:
            return _("Das geht hier nicht mehr; die Seite sagt, warum.")
        return _("Mit einem Grund, höchstens bis {day}.").format(day=day(period.latest_possible))
