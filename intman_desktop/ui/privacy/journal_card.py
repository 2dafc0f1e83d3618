"""The newest entries of the journal, and the way to all of them (L6)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _, ngettext
from intman_desktop.services.common.journal_pages import access_words, case_words
from intman_desktop.services.common.words.journal import journal_words
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.card import Card, empty
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText, SmallText, Text
from intman_desktop.ui.privacy.opening import OpenCase
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import moment, number
from intman_desktop.values.desk_views import PrivacyView
from intman_desktop.values.journal_views import JournalRow


class JournalCard(Card):
    """``open_case(case_id, tab)`` opens the case of an entry; ``open_all()`` shows the whole journal."""

    def __init__(self, open_case: OpenCase, open_all: Callable[[], object]) -> None:
        super().__init__(_("Protokoll"))
        self._open_case = open_case
        self._about = QuietText()
        self.add(self._about)
        self._list = QVBoxLayout()
        self._list.setSpacing(space(2))
        self.body.addLayout(self._list)
        self.all = link_button(_("Alle Einträge, mit Filtern"), open_all)
        self.add(self.all)

    def show_journal(self, view: PrivacyView) -> None:
        """Show the entries, the newest first."""
        kept = ngettext("{count} Jahr", "{count} Jahre", view.journal_years)
        words = ngettext(
            "{entries} Eintrag: was wann mit welchem Zugang getan wurde, ohne Inhalte. Aufbewahrt {years}.",
            "{entries} Einträge: was wann mit welchem Zugang getan wurde, ohne Inhalte. Aufbewahrt {years}.",
            view.journal.everything,
        )
        years = kept.format(count=number(view.journal_years))
        self._about.setText(words.format(entries=number(view.journal.everything), years=years))
        empty(self._list)
        for entry in view.journal.rows:
            self._list.addWidget(self._line(entry))

    def _line(self, entry: JournalRow) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Text(journal_words(entry.verb)))
        row = Flow(SmallText(moment(entry.at)), SmallText(access_words(entry)), gap=space(3))
        if entry.case_id:
            act = link_button(entry.number, partial(self._open_case, entry.case_id, "journal"))
            act.setAccessibleName(_("{number}: Fall öffnen").format(number=entry.number))
            row.add(act)
        elif words := case_words(entry):
            row.add(SmallText(words))
        column.addWidget(row, 0, Qt.AlignmentFlag.AlignLeft)
        return line
