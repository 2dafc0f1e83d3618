"""Consents that ran out with data still behind them: renewed, or the data emptied (E3)."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.case.declarations import declaration_name
from intman_desktop.ui.case.emptying import ask_to_empty
from intman_desktop.ui.case.panel import Go
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.card import Card, empty
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText, Text
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.case_file import Consent
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.codes import CaseState


class ExpiredCard(Card):
    """Each such consent with its two ways; nothing is hidden, nothing is shown."""

    def __init__(self, frame: Frame, go: Go) -> None:
        super().__init__(_("Einwilligung abgelaufen: Angaben sind verborgen"))
        self._frame, self._go = frame, go
        self._case_id = 0
        self.add(
            QuietText(
                _(
                    "Diese Angaben sind noch gespeichert, aber in Listen, Papieren und Dateien erscheinen "
                    "sie nicht mehr. Erneuern Sie die Einwilligung mit der Person, oder leeren Sie die "
                    "Angaben."
                )
            )
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(space(2))
        self.body.addLayout(self._list)
        self.hide()

    def show_sheet(self, sheet: CaseSheet) -> None:
        """Show what ran out in the case as it stands now."""
        self._case_id = sheet.view.case_id
        running = sheet.view.file.case.state is not CaseState.ENDED
        empty(self._list)
        for consent in sheet.expired:
            self._list.addWidget(self._row(consent, running=running))
        self.setVisible(bool(sheet.expired))

    def _row(self, consent: Consent, *, running: bool) -> QWidget:
        until = _("{name}: galt bis {day}")
        words = until.format(name=declaration_name(consent), day=day(consent.valid_until))
        acts = [link_button(_("Angaben leeren …"), lambda: self._ask(consent, words))]
        if running:
            renew = partial(self._go, "consent", renews=consent.id)
            acts.insert(0, link_button(_("Einwilligung erneuern"), renew))
        for act in acts:
            act.setAccessibleDescription(words)
        return Columns([Text(words), Flow(*acts, gap=space(4))], [3, 2], letters=70)

    def _ask(self, consent: Consent, words: str) -> None:
        ask_to_empty(self, self._frame, self._case_id, consent.id, words)
