"""Consents that ran out with data still behind them: renewed, or the data emptied (E3)."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from intman_desktop.language import _
from intman_desktop.ui.case.declarations import declaration_name
from intman_desktop.ui.case.emptying import ask_to_empty
from intman_desktop.ui.case.left_card import LeftCard, line_of
from intman_desktop.ui.case.panel import Go
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.wording import day
from intman_desktop.values.case_file import Consent
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.codes import CaseState


class ExpiredCard(LeftCard):
    """Each such consent with its two ways; nothing is hidden, nothing is shown."""

    def __init__(self, frame: Frame, go: Go) -> None:
        super().__init__(
            frame,
            go,
            _("Einwilligung abgelaufen: Angaben sind verborgen"),
            _(
                "Diese Angaben sind noch gespeichert, aber in Listen, Papieren und Dateien erscheinen "
                "sie nicht mehr. Erneuern Sie die Einwilligung mit der Person, oder leeren Sie die "
                "Angaben."
            ),
        )

    def lines(self, sheet: CaseSheet) -> list[QWidget]:
        """Return what ran out in the case as it stands now."""
        running = sheet.view.file.case.state is not CaseState.ENDED
        return [self._row(consent, running=running) for consent in sheet.expired]

    def _row(self, consent: Consent, *, running: bool) -> QWidget:
        until = _("{name}: galt bis {day}")
        words = until.format(name=declaration_name(consent), day=day(consent.valid_until))
        acts = [link_button(_("Angaben leeren …"), lambda: self._ask(consent, words))]
        if running:
            renew = partial(self._go, "consent", renews=consent.id)
            acts.insert(0, link_button(_("Einwilligung erneuern"), renew))
        return line_of(words, acts)

    def _ask(self, consent: Consent, words: str) -> None:
        ask_to_empty(self, self._frame, self._case_id, consent.id, words)
