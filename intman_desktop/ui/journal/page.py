"""Das Protokoll: who did what when, in verbs, with filters, read as it scrolls (L6)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from intman_desktop.language import _, ngettext
from intman_desktop.services.common.journal_kinds import kind_of
from intman_desktop.services.common.journal_pages import access_words, case_words, journal_out, journal_page
from intman_desktop.services.common.words.journal import journal_words
from intman_desktop.services.common.words.names import word
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.journal.filters import JournalFilters
from intman_desktop.ui.page import Page
from intman_desktop.ui.parts.buttons import link_button, quiet_button
from intman_desktop.ui.parts.empty_state import EmptyState
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import PageTitle, QuietText
from intman_desktop.ui.parts.paged_model import Deliver
from intman_desktop.ui.parts.paged_table import Column, PagedTable
from intman_desktop.ui.parts.places import ask_for_workbook
from intman_desktop.ui.parts.scroll_page import ScrollPage
from intman_desktop.ui.parts.workbook import save_workbook
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import moment, number
from intman_desktop.values.journal_views import JournalPage as Stretch
from intman_desktop.values.journal_views import JournalRow
from intman_desktop.values.outcome import Change

_ROWS = 6
"""How many rows of the list are always to be seen; the page scrolls where that is too much."""


class JournalPage(Page):
    """All entries under the filters. Opened by ``open(number=…)`` for one case.

    Attributes: ``filters``, ``table``.
    """

    shows = frozenset(Change)

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        scroll = ScrollPage()
        self.column.addWidget(scroll)
        self._back = link_button(_("Zurück"), frame.back, "Escape", icon="arrow-left")
        scroll.add(Flow(self._back))
        scroll.body.addLayout(self._head())
        self._about = QuietText()
        scroll.add(self._about)
        self.filters = JournalFilters(frame)
        self.filters.changed.connect(self.refresh)
        scroll.add(self.filters)
        self.table = PagedTable(self.title(), _columns(), self._fetch)
        self.table.opened.connect(self._open_case)
        scroll.add(self.table, 1)
        self._none = EmptyState("", quiet_button(_("Alles zeigen"), lambda: self.filters.show_only("")))
        self._none.hide()
        scroll.body.addWidget(self._none, 1, Qt.AlignmentFlag.AlignTop)
        self.table.keep_rows(_ROWS)

    def title(self) -> str:
        """Return the name of the page."""
        return _("Protokoll")

    def help(self) -> str:
        """Return what one can do here."""
        return _(
            "Jede Zeile sagt, wann was getan wurde, an welcher Akte und womit der Tresor geöffnet war; "
            "Inhalte stehen hier nicht. Dass eine Akte geöffnet wurde, steht je Akte höchstens einmal in der "
            "Stunde da. Oben grenzen Sie ein; Enter öffnet die Akte. Gelöschte Akten haben keine Nummer "
            "mehr. Die Excel-Datei enthält, was gerade zu sehen ist, und keinen Namen."
        )

    def open(self, **where: Any) -> None:
        """Show the entries; with a ``number`` those of one case."""
        self.filters.show_only(str(where.get("number", "")))
        self.refresh()

    def refresh(self) -> None:
        """Read again."""
        self.table.reload()

    def first_field(self) -> QWidget:
        """Return the list; Shift+Tab leads to the filters."""
        return self.table if not self.table.isHidden() else self._back

    def ask_file(self) -> QFileDialog:
        """Ask where the workbook goes and return at once."""
        name = _("Protokoll-{day}.xlsx").format(day=self.frame.today().isoformat())
        title = _("Protokoll als Excel-Datei speichern")
        return ask_for_workbook(self.window(), title, name, self.save_xlsx)

    def save_xlsx(self, file: Path) -> None:
        """Write what is filtered as a workbook to ``file``; that it was given out is an entry (Rule L6)."""
        chosen, told = self.filters.chosen(), self.filters.told()
        save_workbook(self.frame, file, journal_out, chosen, told, owner=self)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(space(3))
        head.addWidget(PageTitle(self.title()), 1)
        self._give_out = quiet_button(_("Als &Excel-Datei …"), self.ask_file, icon="save")
        head.addWidget(self._give_out, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _fetch(self, offset: int, limit: int, deliver: Deliver) -> None:
        def take(page: Stretch) -> None:
            if not offset:
                self._count(page)
            deliver(page.total, page.rows)

        chosen = self.filters.chosen()
        replaces = None if offset else "journal"
        self.frame.ask(journal_page, chosen, offset, limit, on_done=take, owner=self, replaces=replaces)

    def _count(self, page: Stretch) -> None:
        self._about.setText(_told_count(page))
        had_focus = self.table.hasFocus()
        self.table.setVisible(bool(page.total))
        self._give_out.setEnabled(bool(page.total))
        self._none.setVisible(not page.total)
        if page.number_unknown:
            self._none.set_words(
                _("Zu dieser Fallnummer gibt es keine Akte. Eine gelöschte Akte hat keine Nummer mehr.")
            )
        else:
            self._none.set_words(_("In dieser Auswahl steht nichts."))
        if had_focus and not page.total:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_case(self, row: JournalRow) -> None:
        if row.case_id:
            self.frame.open_page("case", case_id=row.case_id, tab="journal")


def build(frame: Frame) -> JournalPage:
    """Return the page."""
    return JournalPage(frame)


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Wann"), lambda row: moment(row.at), letters=19),
        Column(_("Was"), lambda row: journal_words(row.verb), kept=True, least=24),
        Column(_("Akte"), case_words, letters=17, kept=True),
        Column(_("Art"), lambda row: word(kind_of(row.verb)), letters=25, titled=False),
        Column(_("Geöffnet mit"), access_words, letters=26),
    )


def _told_count(page: Stretch) -> str:
    words = ngettext("{count} Eintrag", "{count} Einträge", page.total).format(count=number(page.total))
    if page.total != page.everything:
        words = _("{some} von {all}").format(some=words, all=number(page.everything))
    if page.begins is None:
        return words
    return _("{count}. Das Protokoll beginnt am {moment}.").format(count=words, moment=moment(page.begins))
