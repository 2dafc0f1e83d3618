"""What stands over every part of a case: whose it is, legal chain, clock, what is next, the tabs (P1)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from intman_desktop.language import _
from intman_desktop.ui.case import parts
from intman_desktop.ui.case.clock import CaseClock
from intman_desktop.ui.case.course_card import CourseCard
from intman_desktop.ui.case.header import CaseHeader
from intman_desktop.ui.case.next_card import NextCard
from intman_desktop.ui.case.panel import Go
from intman_desktop.ui.case.spine import spine_steps
from intman_desktop.ui.case.standing import Standing
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.chain_steps import ChainSteps
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.tab_row import TabRow
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.views import ChainStepView


class CaseHead(QObject):
    """Attributes: ``widgets``, from above to below. Signals: ``step_opened(str)``, ``tab_chosen(str)``."""

    step_opened = Signal(str)
    tab_chosen = Signal(str)

    def __init__(self, frame: Frame, go: Go, note_talk: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._frame = frame
        self._header = CaseHeader(go, note_talk)
        self._standing = Standing(frame, go)
        self._chain = ChainSteps()
        self._chain.step_opened.connect(self.step_opened)
        self._clock = CaseClock(go)
        self._next, self._course = NextCard(frame, go), CourseCard(go)
        self._cards = Columns([self._next, self._course])
        self._tabs = TabRow(_("Teile der Akte"), parts.tabs())
        self._tabs.chosen.connect(self.tab_chosen)
        self.widgets: tuple[QWidget, ...] = (
            self._header,
            self._standing,
            self._chain,
            self._clock,
            self._cards,
            self._tabs,
        )

    def show_sheet(self, sheet: CaseSheet, tab: str | None) -> None:
        """Show the case; over a form (``tab`` None) neither what is next nor the tabs stand."""
        view = sheet.view
        self._header.show_sheet(sheet, self._frame.curtain.name(view.name, view.case_id))
        self._standing.show_sheet(sheet)
        self._chain.set_steps(spine_steps(view, self._frame.today()))
        self._clock.show_period(view.period, view.file.case, running=view.usable)
        self._next.show_sheet(sheet)
        self._course.show_sheet(sheet)
        for widget in (self._header, self._chain, self._clock):
            widget.show()
        self._cards.setVisible(tab is not None)
        self._tabs.setVisible(tab is not None)
        if tab is not None:
            self._tabs.choose(tab)

    def hide(self) -> None:
        """Show nothing of the case, and forget whose it was."""
        for widget in self.widgets:
            widget.hide()
        self._header.forget()

    def fold(self) -> None:
        """Fold up the calculation of the period."""
        self._clock.fold()

    def explain(self, step: ChainStepView) -> None:
        """Say why a step of the chain is closed."""
        self._standing.explain(step)

    def tab(self, key: str) -> QPushButton:
        """Return the tab ``key``."""
        return self._tabs.tab(key)

    def first_act(self) -> QWidget:
        """Return the first thing that can be pressed at the top."""
        return self._header.first_act()

    def next_act(self) -> QWidget | None:
        """Return the act that is next, or None where nothing is."""
        return self._next.first_act()
