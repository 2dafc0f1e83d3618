"""The newest entries of the journal: when, what, and the case while it is there (L6)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _, ngettext
from intman_desktop.services.words.journal import journal_words
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.card import Card, empty
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText, SmallText, Text
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import moment, number
from intman_desktop.values.desk_views import JournalEntry, PrivacyView


class JournalCard(Card):
    """``open_case(case_id, tab)`` opens the case of an entry; ``more()`` reads older entries."""

    def __init__(self, open_case: Callable[[int, str], object], more: Callable[[], object]) -> None:
        super().__init__(_("Protokoll"))
        self._open_case = open_case
        self._about = QuietText()
        self.add(self._about)
        self._list = QVBoxLayout()
        self._list.setSpacing(space(2))
        self.body.addLayout(self._list)
        self._more = link_button(_("Ältere Einträge zeigen"), more)
        self.add(self._more)

    def show_journal(self, view: PrivacyView) -> None:
        """Show the entries, the newest first."""
        words = ngettext(
            "Was wann getan wurde, ohne Inhalte; aufbewahrt {count} Jahr.",
            "Was wann getan wurde, ohne Inhalte; aufbewahrt {count} Jahre.",
            view.journal_years,
        )
        self._about.setText(words.format(count=number(view.journal_years)))
        empty(self._list)
        for entry in view.journal:
            self._list.addWidget(self._line(entry))
        self._more.setVisible(view.journal_length > len(view.journal))

    def _line(self, entry: JournalEntry) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Text(journal_words(entry.verb)))
        row = Flow(SmallText(moment(entry.at)), gap=space(3))
        if entry.case_id:
            act = link_button(entry.number, partial(self._open_case, entry.case_id, "journal"))
            act.setAccessibleName(_("{number}: Fall öffnen").format(number=entry.number))
            row.add(act)
        column.addWidget(row, 0, Qt.AlignmentFlag.AlignLeft)
        return line
