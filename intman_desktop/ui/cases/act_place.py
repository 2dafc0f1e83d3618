"""An act on the marked cases in the place of their list: what it needs, what came of it, the way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.services.casework.several_papers import PapersMade
from intman_desktop.ui.cases.act_card import ActCard, NotPossibleCard
from intman_desktop.ui.cases.acts import EndAct, LetterAct, PapersAct, PrintAct, ReviewAct
from intman_desktop.ui.cases.acts_bar import END, LETTER, PRINT, REVIEW
from intman_desktop.ui.cases.mark_table import MarkTable
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.paper_view import PaperView
from intman_desktop.ui.parts.buttons import save_on_keys
from intman_desktop.ui.parts.card import empty
from intman_desktop.ui.parts.scroll_page import ScrollPage, go_in
from intman_desktop.values.views import NotPossible

_ACTS: dict[str, type[ActCard]] = {REVIEW: ReviewAct, LETTER: LetterAct, PRINT: PrintAct, END: EndAct}


class ActPlace(QWidget):
    """Hidden until an act begins; ``rest`` gives way to it. Attributes: ``act`` (the open one, or None)."""

    def __init__(self, frame: Frame, table: MarkTable, rest: QWidget, paper: PaperView) -> None:
        """Act on what is marked in ``table``; what is made is shown in ``paper``."""
        super().__init__()
        self._frame, self._table, self._rest, self._paper = frame, table, rest, paper
        self.act: ActCard | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._scroll = ScrollPage()
        column.addWidget(self._scroll, 1)
        self._below = QVBoxLayout()
        column.addLayout(self._below)
        save_on_keys(self, lambda: self.act.run() if self.act is not None else None)
        leave = QShortcut(QKeySequence("Escape"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._leave)
        self.hide()

    def begin(self, name: str) -> None:
        """Begin the act called ``name`` on the marked cases."""
        self.act = _ACTS[name](self._frame, self._table.marks())
        self.act.left.connect(self._leave)
        self.act.settled.connect(self._settled)
        if isinstance(self.act, PapersAct):
            self.act.made.connect(self._show_made)
        self._show_card(self.act)
        go_in(self.act.first_field())

    def unsaved(self) -> dict[str, Any] | None:
        """Return what is typed in the act, and for whom, as ``Page.unsaved``."""
        act = self.act
        typed = act.unsaved() if act is not None else None
        if act is None or typed is None:
            return None
        name = next(name for name, kind in _ACTS.items() if type(act) is kind)
        return {"act": name, "case_ids": list(act.case_ids), "typed": typed}

    def restore(self, unsaved: dict[str, Any]) -> None:
        """Mark the cases and open their act again, as it was typed."""
        self._table.mark(unsaved["case_ids"])
        self.begin(unsaved["act"])
        if self.act is not None:
            self.act.put_back(unsaved["typed"])

    def show_names(self) -> None:
        """Name the cases as the curtain wants them."""
        for asked in self.findChildren(ActCard):
            asked.show_names()
        for report in self.findChildren(NotPossibleCard):
            report.show_names()

    def _show_card(self, card: ActCard | NotPossibleCard) -> None:
        self._clear()
        self._scroll.add(card)
        self._scroll.close_up()
        self._below.addWidget(card.foot)
        self._rest.hide()
        self.show()

    def _leave(self) -> None:
        self.act = None
        self.hide()
        self._clear()
        self._rest.show()
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self) -> None:
        empty(self._scroll.body)
        empty(self._below)

    def _settled(self, refused: Sequence[NotPossible]) -> None:
        """Go back to the list, or name those for whom it was not possible; only they stay marked."""
        left = {each.case_id for each in refused}
        self._table.clear_marks([case_id for case_id in self._table.marks() if case_id not in left])
        self._leave()
        if refused:
            report = NotPossibleCard(self._frame, refused)
            report.left.connect(self._leave)
            self._show_card(report)
            report.close_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_made(self, made: PapersMade) -> None:
        """Show the papers, and behind them for whom there is none; the marks stay for the next act."""
        self._leave()
        if made.paper is None:
            self._settled(made.refused)
        elif made.refused:
            self._paper.show_paper(made.paper, lambda: self._settled(made.refused))
        else:
            self._paper.show_paper(made.paper, self._table.setFocus)
