"""The tab "Protokoll": what was done with the case and when, in verbs (L6)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from intman_desktop.language import _
from intman_desktop.services.casework.case_sheet import journal_of
from intman_desktop.services.common.journal_pages import access_words
from intman_desktop.services.common.words.journal import verb_words
from intman_desktop.ui.case.panel import Go, Panel
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button, quiet_button
from intman_desktop.ui.parts.card import Card, empty
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText, Text
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import moment
from intman_desktop.values.case_views import CaseSheet, JournalLine

_AT_ONCE = 30


class JournalPanel(Panel):
    """The entries of the journal that belong to the case, the newest first."""

    def __init__(self, frame: Frame, go: Go) -> None:
        super().__init__(frame, go)
        self._shown = _AT_ONCE
        self._lines: Sequence[JournalLine] = ()
        self.column.addWidget(
            QuietText(
                _(
                    "Wann was mit welchem Zugang getan wurde. Inhalte stehen hier nicht; nach dem Löschen "
                    "der Akte führt nichts mehr von hier zur Person."
                )
            )
        )
        self._number = ""
        self._card = Card()
        self._list = QVBoxLayout()
        self._list.setSpacing(space(1))
        self._card.body.addLayout(self._list)
        self.column.addWidget(self._card)
        self.column.addWidget(Flow(link_button(_("Im ganzen Protokoll ansehen und filtern"), self._open_all)))

    def show_sheet(self, sheet: CaseSheet) -> None:
        """Read the journal of the case."""
        self._number = sheet.view.file.case.number
        self.frame.ask(
            journal_of, sheet.view.case_id, on_done=self._show, owner=self, replaces="case journal"
        )

    def _show(self, lines: Sequence[JournalLine]) -> None:
        self._lines = lines
        empty(self._list)
        for line in lines[: self._shown]:
            told = f"{moment(line.at)}   {verb_words(line.verb)} · {access_words(line)}"
            self._list.addWidget(Text(told))
        if not lines:
            self._list.addWidget(
                QuietText(
                    _(
                        "Noch kein Eintrag. Bei einer übernommenen Akte beginnt das Protokoll mit der "
                        "ersten Arbeit hier."
                    )
                )
            )
        if len(lines) > self._shown:
            self._list.addWidget(Flow(quiet_button(_("Ältere Einträge zeigen"), self._show_all)))

    def _open_all(self) -> None:
        self.frame.open_page("journal", number=self._number)

    def _show_all(self) -> None:
        self._shown = len(self._lines)
        self._show(self._lines)
