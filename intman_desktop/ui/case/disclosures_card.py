"""The register of what was passed on of a person, below her consents (E7)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.rules import gate
from intman_desktop.rules.disclosures import is_withheld
from intman_desktop.services.common.wording import shown
from intman_desktop.services.gate.notices import told_to_her
from intman_desktop.services.papers.paper_kinds import DISCLOSURES
from intman_desktop.ui.case.panel import Go
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.card import Card, empty
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText, SmallText, Text
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.case_file import CaseFile, Disclosure
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.codes import DisclosureGround


class DisclosuresCard(Card):
    """Every act of passing on, the newest first; ``show_paper(name)`` prints the register.

    What rests on the law is entered also while the case is closed to use, as a court may ask (Rules E7, L2).
    """

    def __init__(self, go: Go, show_paper: Callable[[str], object]) -> None:
        super().__init__(_("Weitergaben"))
        self._go = go
        self._today = date.min
        self._record = link_button(_("Weitergabe festhalten"), lambda: go("passing_on"), icon="plus")
        self._letter = link_button(_("Schreiben an eine Stelle"), lambda: go("passing_on", way="letter"))
        self._print = link_button(_("Verzeichnis zeigen"), partial(show_paper, DISCLOSURES))
        self.add(Flow(self._record, self._letter, self._print, gap=space(4)))
        self._list = QVBoxLayout()
        self._list.setSpacing(space(3))
        self.body.addLayout(self._list)

    def show_sheet(self, sheet: CaseSheet, today: date) -> None:
        """Show the register of the case as it stands on the day ``today``."""
        self._today = today
        file = sheet.view.file
        is_open = sheet.view.is_open
        self._print.setVisible(bool(told_to_her(file.disclosures)))
        empty(self._list)
        for entry in sorted(file.disclosures, key=lambda each: (each.on, each.id), reverse=True):
            self._list.addWidget(self._row(entry, file, is_open=is_open))
        if not file.disclosures:
            self._list.addWidget(
                QuietText(
                    _("Noch nichts weitergegeben. Jedes Schreiben und jeder Anruf an eine Stelle steht hier.")
                )
            )

    def _row(self, entry: Disclosure, file: CaseFile, *, is_open: bool) -> QWidget:
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        title = f"{day(entry.on)} · {entry.recipient}"
        column.addWidget(Text(title))
        column.addWidget(SmallText(entry.what or why_unnamed(entry, file, self._today)))
        column.addWidget(SmallText(f"{shown(entry.way)} · {rests_on(entry, file)}"))
        if is_withheld(entry):
            why = _("Person nicht informiert, weil: {reason}. Ihre Papiere nennen es nicht.")
            column.addWidget(SmallText(why.format(reason=entry.not_told_reason.rstrip("."))))
        if not is_open and entry.ground is DisclosureGround.CONSENT:
            return words
        mend = link_button(
            _("Berichtigen"), lambda: self._go("passing_on", disclosure_id=entry.id, way=entry.way.value)
        )
        mend.setAccessibleDescription(title)
        return Columns([words, Flow(mend)], [5, 1], letters=70)


def why_unnamed(entry: Disclosure, file: CaseFile, today: date) -> str:
    """Return in words why what was passed on is not named: by what closes its kind (Rules E3, E7)."""
    need = gate.NONE if entry.kind is None else entry.kind.value
    closed = gate.refusal(need, file.consents, today)
    because = "" if closed is None else closed.values.get("because", closed.code)
    if because == "expired":
        return _("nicht genannt: Einwilligung abgelaufen")
    return _("nach dem Widerruf entfernt")


def rests_on(entry: Disclosure, file: CaseFile) -> str:
    """Return in words what an act of passing on rests on: its consent with the day, or the ground."""
    if entry.consent is None:
        return " · ".join(each for each in (shown(entry.ground), entry.reason) if each)
    consent = file.consents[entry.consent]
    return _("Einwilligung vom {day}").format(day=day(consent.decided_on))
