"""The cases that were opened last, for a quick way back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import name_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.labels import QuietText, SmallText
from intman_desktop.ui.tokens import space
from intman_desktop.values.views import CaseRow


class RecentCard(Card):
    """The card "Zuletzt geöffnet"; nothing of it is written anywhere."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(_("Zuletzt geöffnet"))
        self._frame = frame

    def show_rows(self, rows: Sequence[CaseRow]) -> None:
        """Show ``rows``, the newest first."""
        self.clear()
        for row in rows:
            self.add(self._line(row))
        if not rows:
            self.add(QuietText(_("Noch keine Akte seit dem Start.")))

    def _line(self, row: CaseRow) -> QWidget:
        line = QWidget()
        inner = QHBoxLayout(line)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(space(2))
        name = self._frame.curtain.name(row.name, row.case_id)
        opens = name_button(name, partial(self._frame.open_page, "case", case_id=row.case_id))
        opens.setAccessibleDescription(row.number)
        inner.addWidget(opens, 1, Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(SmallText(row.number))
        return line
