"""The Kurzkontakte of a year one by one; from here one that was counted by mistake is taken back (P2)."""

from __future__ import annotations

from collections.abc import Callable

from intman_desktop.language import _, ngettext
from intman_desktop.services.across.brief_contacts import contacts_of, take_back_contact
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.key_figures.sheet_list import SheetList
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.paged_table import Column
from intman_desktop.ui.wording import day, number
from intman_desktop.values.figure_views import BriefContactRow, ContactsOfYear


class ContactsList(SheetList[BriefContactRow]):
    """A table of the Kurzkontakte. Attributes: ``take_back`` (the button)."""

    def __init__(self, frame: Frame, back: Callable[[], object]) -> None:
        columns = (
            Column(_("Tag"), lambda row: day(row.on), 12, kept=True),
            Column(_("Form"), lambda row: row.form, 30),
            Column(_("Thema"), lambda row: row.topic),
        )
        super().__init__(back, _("Kurzkontakte"), columns)
        self._frame = frame
        self._year = 0
        self._frozen = False
        self.take_back = quiet_button(_("Den gewählten zurücknehmen"), self._take_back, icon="undo-2")
        self.column.addWidget(Flow(self.take_back))

    def show_year(self, year: int) -> None:
        """Read and show the Kurzkontakte of ``year``."""
        if year != self._year:
            self.clear()
        self._year = year
        self.title.setText(_("Kurzkontakte {year}").format(year=year))
        self.refresh()

    def refresh(self) -> None:
        """Read them again."""
        if self._year:
            self._frame.ask(
                contacts_of, self._year, on_done=self._take, owner=self, replaces="brief contacts"
            )

    def _take(self, found: ContactsOfYear) -> None:
        at = self.table.currentIndex().row()
        self._frozen = found.frozen
        self.words.setText(_told(found))
        self.show_rows(found.rows)
        if found.rows:
            self.table.setCurrentIndex(self.table.rows.index(min(max(at, 0), len(found.rows) - 1), 0))
        self.take_back.setVisible(bool(found.rows))

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
