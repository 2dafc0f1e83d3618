"""That and when values were overwritten, and to whom a correction is told (L8, Art. 16 and 19 DS-GVO)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.rules.disclosures import recipients_of
from intman_desktop.ui.case.panel import Go
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.card import Card, empty
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText, SmallText, Text
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.requests import CorrectionLine

_AT_ONCE = 6


class CorrectionsCard(Card):
    """Corrections and changes, the newest first; after a correction the recipients can be told."""

    def __init__(self, go: Go) -> None:
        super().__init__(_("Berichtigungen"))
        self._go = go
        self._at_once = _AT_ONCE
        self._sheet: CaseSheet | None = None
        self._rectify = link_button(_("Falsche Angabe berichtigen"), lambda: go("rectify"), icon="pencil")
        self.add(self._rectify)
        self._list = QVBoxLayout()
        self._list.setSpacing(space(3))
        self.body.addLayout(self._list)

    def show_sheet(self, sheet: CaseSheet) -> None:
        """Show what was corrected in the case."""
        self._sheet = sheet
        file = sheet.view.file
        usable = sheet.view.usable
        self._rectify.setVisible(usable)
        recipients = recipients_of(file.disclosures) if usable else ()
        empty(self._list)
        newest = sorted(sheet.corrections, key=lambda each: (each.on, each.id), reverse=True)
        for correction in newest[: self._at_once]:
            self._list.addWidget(self._row(correction, recipients))
        if not newest:
            said = _(
                "Noch nichts geändert. Hier steht, was wann berichtigt wurde; der falsche Wert nur mit Grund."
            )
            self._list.addWidget(QuietText(said))
        if len(newest) > self._at_once:
            more = link_button(_("Ältere zeigen"), self._show_all)
            self._list.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_all(self) -> None:
        if self._sheet is not None:
            self._at_once = len(self._sheet.corrections)
            self.show_sheet(self._sheet)

    def _row(self, correction: CorrectionLine, recipients: Sequence[str]) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        title = f"{day(correction.on)} · {correction_words(correction)}"
        column.addWidget(Text(title))
        if correction.old_value:
            kept = _("Der falsche Wert: {value}. Aufbewahrt, weil: {reason}")
            column.addWidget(SmallText(kept.format(value=correction.old_value, reason=correction.reason)))
        if correction.rectified and recipients:
            column.addWidget(SmallText(_("Hat eine dieser Stellen die falsche Angabe bekommen?")))
            tell = [self._tell(correction, recipient, title) for recipient in recipients]
            column.addWidget(Flow(*tell, gap=space(4)))
        return row

    def _tell(self, correction: CorrectionLine, recipient: str, title: str) -> QWidget:
        words = _("Mitteilung an {recipient} …").format(recipient=recipient)
        of_it = {"corrected": correction.id, "recipient": recipient, "back": "papers"}
        button = link_button(words, partial(self._go, "passing_on", way="letter", **of_it))
        button.setAccessibleDescription(title)
        return button


def correction_words(correction: CorrectionLine) -> str:
    """Return what was overwritten: which value, of which talk, and whether because it was wrong."""
    words = _("berichtigt: {what}") if correction.rectified else _("geändert: {what}")
    said = words.format(what=correction.place)
    if correction.talk_on is None:
        return said
    return _("{what} (Gespräch vom {day})").format(what=said, day=day(correction.talk_on))
