"""Listen: own entries, wordings, order, and what is offered no more; codes stay as they are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import link_button, quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.fields import ChoiceField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.parts.labels import QuietText
from intman_desktop.ui.parts.scroll_page import go_in
from intman_desktop.ui.settings.entry_row import EntryRow
from intman_desktop.ui.settings.part import Bound, Part
from intman_desktop.ui.tokens import space
from intman_desktop.values.desk_views import ListChoice, OfficeSettings
from intman_desktop.values.office import ListEntry


class ListsPart(Part):
    """One list at a time. Attributes: ``which`` (the choice of the list), ``rows``, ``add``."""

    whole = False

    def __init__(self) -> None:
        super().__init__()
        self._lists: dict[str, ListChoice] = {}
        self._entries: dict[str, tuple[ListEntry, ...]] = {}
        self._shown = ""
        self.rows: list[EntryRow] = []
        card = Card(_("Listen"))
        card.add(
            QuietText(
                _(
                    "Bezeichnungen ändern, Einträge ausblenden, ordnen und eigene hinzufügen. Mitgelieferte "
                    "Einträge bleiben in den Kennzahlen, was sie sind; eigene zählen für sich."
                )
            )
        )
        self.which = ChoiceField(empty=None)
        self.which.chosen.connect(self.show_list)
        card.add(Labelled(_("&Liste"), self.which))
        self._place = QVBoxLayout()
        self._place.setSpacing(space(2))
        card.body.addLayout(self._place)
        self.add = quiet_button(_("&Eintrag hinzufügen"), self._begin_new, icon="plus")
        card.add(Flow(self.add, link_button(_("Wie mitgeliefert"), self._reset), gap=space(4)))
        self.column.addWidget(card)
        self.bound["list_entries"] = Bound(self._put, self._read)

    def offer(self, settings: OfficeSettings) -> None:
        """Offer the lists that came with the program."""
        self._lists = {each.name: each for each in settings.lists}
        self.which.set_choices([(each.name, each.label) for each in settings.lists])
        if not self._shown and settings.lists:
            self._shown = settings.lists[0].name
        self.which.set_code(self._shown)

    def check(self) -> QWidget | None:
        """Mark own entries without a name and return the first such field."""
        faulty = [row.check() for row in self.rows]
        return next((field for field in faulty if field is not None), None)

    def go_to_list(self, name: str) -> None:
        """Show the list ``name``, now or as soon as the lists are offered."""
        if self._lists:
            self.which.set_code(name)
            self.show_list(name)
        else:
            self._shown = name

    def show_list(self, name: str) -> None:
        """Show the list ``name``; what was typed in the one before stays typed."""
        if not name or name == self._shown:
            return
        self._keep()
        self._shown = name
        self._build()

    def _put(self, entries: tuple[ListEntry, ...]) -> None:
        if self.rows and entries == self._read():
            return
        self._entries = {}
        for entry in entries:
            self._entries[entry.list] = (*self._entries.get(entry.list, ()), entry)
        self._build()

    def _read(self) -> tuple[ListEntry, ...]:
        self._keep()
        return tuple(
            entry
            for name, of_list in self._lists.items()
            for entry in _told(self._entries.get(name, ()), of_list)
        )

    def _keep(self) -> None:
        if self.rows:
            self._entries[self._shown] = tuple(row.typed() for row in self.rows)

    def _build(self) -> None:
        for row in self.rows:
            self._drop(row)
        self.rows = []
        of_list = self._lists.get(self._shown)
        if of_list is None:
            return
        for entry in _whole(self._entries.get(self._shown, ()), of_list):
            self._append(entry, of_list)
        self._show_ways()

    def _append(self, entry: ListEntry, of_list: ListChoice) -> EntryRow:
        usual = {item.code: item.label for item in of_list.items}.get(entry.code, "")
        row = EntryRow(entry, of_list, usual, lambda row: self._move(row, -1), lambda row: self._move(row, 1))
        row.remove_button.clicked.connect(lambda _checked=False: self._remove(row))
        self.rows.append(row)
        self._place.addWidget(row)
        return row

    def _begin_new(self) -> None:
        of_list = self._lists[self._shown]
        flags = tuple(column for column, _words in of_list.flags)
        row = self._append(ListEntry(of_list.name, "", own=True, flags=flags), of_list)
        go_in(row.label, row)  # with all that it is asked about below its name
        self._show_ways()

    def _move(self, row: EntryRow, by: int) -> None:
        place = self.rows.index(row)
        new = min(max(place + by, 0), len(self.rows) - 1)
        self.rows.insert(new, self.rows.pop(place))
        self._place.removeWidget(row)
        self._place.insertWidget(new, row)
        self._show_ways()

    def _show_ways(self) -> None:
        for place, row in enumerate(self.rows):
            row.let_move(up=place > 0, down=place < len(self.rows) - 1)

    def _remove(self, row: EntryRow) -> None:
        self.rows.remove(row)
        self._drop(row)
        self._show_ways()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reset(self) -> None:
        """Take wording, order and hiding back; own entries stay, at the end."""
        self._keep()
        own = tuple(entry for entry in self._entries.get(self._shown, ()) if entry.own)
        supplied = tuple(ListEntry(self._shown, item.code) for item in self._lists[self._shown].items)
        self._entries[self._shown] = (*supplied, *own)
        self._build()

    def _drop(self, row: EntryRow) -> None:
        self._place.removeWidget(row)
        row.hide()
        row.deleteLater()


def _whole(entries: Sequence[ListEntry], of_list: ListChoice) -> tuple[ListEntry, ...]:
    """Return every entry of the list: the office's in their order, then what it never saw."""
    supplied = {item.code for item in of_list.items}
    kept = tuple(each for each in entries if each.own or each.code in supplied)
    seen = {entry.code for entry in kept}
    missing = (item.code for item in of_list.items if item.code not in seen)
    return (*kept, *(ListEntry(of_list.name, code) for code in missing))


def _told(entries: Sequence[ListEntry], of_list: ListChoice) -> tuple[ListEntry, ...]:
    """Return the entries as they are stored: none for a list that is as it came."""
    usual = tuple(ListEntry(of_list.name, item.code) for item in of_list.items)
    whole = _whole(entries, of_list)
    return () if whole == usual else whole
