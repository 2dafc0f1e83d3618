"""What the cards share that list what is left in a case without a consent, a line each (E3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.ui.case.panel import Go
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.card import Card, empty
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText, Text
from intman_desktop.ui.tokens import space
from intman_desktop.values.case_views import CaseSheet

_SHARES = (3, 2)
_LETTERS = 70
"""How a line is shared out between its words and its acts, and from how many letters it is one line."""


class LeftCard(Card):
    """Says once what the lines are about; hidden while there is none. A card makes its ``lines``."""

    def __init__(self, frame: Frame, go: Go, title: str, about: str) -> None:
        super().__init__(title)
        self._frame, self._go = frame, go
        self._case_id = 0
        self.add(QuietText(about))
        self._list = QVBoxLayout()
        self._list.setSpacing(space(2))
        self.body.addLayout(self._list)
        self.hide()

    def show_sheet(self, sheet: CaseSheet) -> None:
        """Show what is left in the case as it stands now; nothing is left, nothing is shown."""
        self._case_id = sheet.view.case_id
        empty(self._list)
        lines = self.lines(sheet)
        for line in lines:
            self._list.addWidget(line)
        self.setVisible(bool(lines))

    def lines(self, sheet: CaseSheet) -> Sequence[QWidget]:
        """Return a line for each thing that is left."""
        raise NotImplementedError


def line_of(words: str, acts: Iterable[QWidget], *more: QWidget) -> QWidget:
    """Return a line: its words, then its acts, each with the words as its description, then ``more``."""
    row = Flow(gap=space(4))
    for act in acts:
        act.setAccessibleDescription(words)
        row.add(act)
    for each in more:
        row.add(each)
    return Columns([Text(words), row], _SHARES, letters=_LETTERS)
