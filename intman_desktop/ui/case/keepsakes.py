"""The papers that the person keeps when a case ends: those that there are (C10, C11, L2)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.services.papers.paper_kinds import INTEGRATION_PLAN, KINDS, PERIOD_CERTIFICATE
from intman_desktop.ui.case.only_german import OnlyGerman
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.tokens import space
from intman_desktop.values.case_views import CaseSheet


class Keepsakes(QWidget):
    """Offers each by ``show_paper(name)``, and says where they are in German only."""

    def __init__(self, show_paper: Callable[[str], object]) -> None:
        super().__init__()
        names = {
            PERIOD_CERTIFICATE: _("Bescheinigung zeigen"),
            INTEGRATION_PLAN: _("Integrationsplan zeigen"),
        }
        self._links = {name: link_button(words, partial(show_paper, name)) for name, words in names.items()}
        self._only_german = OnlyGerman(*self._links)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        column.addWidget(Flow(*self._links.values(), gap=space(4)))
        column.addWidget(self._only_german)

    def show_sheet(self, sheet: CaseSheet, *, offered: bool = True) -> None:
        """Offer what this case has; nothing at all unless ``offered``."""
        there = {name: KINDS[name].lacks(sheet.view.file) is None for name in self._links}
        for name, link in self._links.items():
            link.setVisible(there[name])
        offered = offered and any(there.values())
        self._only_german.show_sheet(sheet, offered=offered)
        self.setVisible(offered)
