"""The Kurzkontakte of a year one by one; from here one that was counted by mistake is taken back (P2)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _, ngettext
from intman_desktop.services.across.brief_contacts import contacts_of, take_back_contact
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button, quiet_button
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import PageTitle, QuietText
from intman_desktop.ui.parts.paged_model import Deliver
from intman_desktop.ui.parts.paged_table import Column, PagedTable
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day, number
from intman_desktop.values.figure_views import BriefContactRow, ContactsOfYear


class ContactsList(QWidget):
    """A table of the Kurzkontakte; ``back()`` returns to the sheet. Attributes: ``table``, ``take_back``."""

    def __init__(self, frame: Frame, back: Callable[[], object]) -> None:
        super().__init__()
        self._frame = frame
        self._year = 0
        self._contacts: tuple[BriefContactRow, ...] = ()
        self._frozen = False
        column = QVBoxLayout(self)
        column.setContentsMargins(space(6), space(5), space(6), space(5))
        column.setSpacing(space(3))
        column.addWidget(Flow(link_button(_("Zurück zum Bogen"), back, "Escape", icon="arrow-left")))
        self._title = PageTitle()
        self._words = QuietText()
        column.addWidget(self._title)
        column.addWidget(self._words)
        self.table = PagedTable(
            _("Kurzkontakte"),
            (
                Column(_("Tag"), lambda row: day(row.on), 12, kept=True),
                Column(_("Form"), lambda row: row.form, 30),
                Column(_("Thema"), lambda row: row.topic),
            ),
            self._fetch,
        )
        self.take_back = quiet_button(_("Den gewählten zurücknehmen"), self._take_back, icon="undo-2")
        column.addWidget(self.table, 1)
        column.addWidget(Flow(self.take_back))

    def show_year(self, year: int) -> None:
        """Read and show the Kurzkontakte of ``year``."""
        if year != self._year:
            self._contacts = ()
            self.table.rows.clear()
        self._year = year
        self._title.setText(_("Kurzkontakte {year}").format(year=year))
        self.refresh()

    def refresh(self) -> None:
        """Read them again."""
        if self._year:
            self._frame.ask(
                contacts_of, self._year, on_done=self._take, owner=self, replaces="brief contacts"
            )

    def _take(self, found: ContactsOfYear) -> None:
        at = self.table.currentIndex().row()
        self._contacts, self._frozen = found.rows, found.frozen
        self._words.setText(_told(found))
        self.table.reload()
        if found.rows:
            self.table.setCurrentIndex(self.table.rows.index(min(max(at, 0), len(found.rows) - 1), 0))
        self.take_back.setVisible(bool(found.rows))

    def _fetch(self, offset: int, limit: int, deliver: Deliver) -> None:
        deliver(len(self._contacts), self._contacts[offset : offset + limit])

    def _take_back(self) -> None:
        chosen = self.table.current()
        if isinstance(chosen, BriefContactRow):
            said = _("Kurzkontakt vom {day} zurückgenommen.")
            if self._frozen:
                said = _(
                    "Kurzkontakt vom {day} zurückgenommen: Die Kennzahlen {year} brauchen eine neue Fassung."
                )
            said = said.format(day=day(chosen.on), year=self._year)
            self._frame.do(take_back_contact, chosen.id, owner=self, said=said)


def _told(found: ContactsOfYear) -> str:
    count = len(found.rows)
    words = ngettext(
        "{count} Kurzkontakt, ohne Personendaten.", "{count} Kurzkontakte, ohne Personendaten.", count
    ).format(count=number(count))
    if not found.frozen or not found.rows:
        return words
    closed = _(
        "Die Kennzahlen {year} sind abgeschlossen: Nehmen Sie einen zurück, wird daraus eine neue Fassung "
        "mit der Liste der Unterschiede."
    )
    return f"{words} {closed.format(year=found.year)}"
