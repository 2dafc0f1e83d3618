"""F1: what can I do here, and every key of the program in one place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.keys import Key, all_keys, local_keys
from intman_desktop.ui.parts.labels import QuietText, SectionTitle, Text
from intman_desktop.ui.parts.room import room_for_dialog
from intman_desktop.ui.reading_card import ReadingCard
from intman_desktop.ui.tokens import space


class HelpCard(ReadingCard):
    """Lists the keys, where they work."""

    def __init__(self, parent: QWidget, here: str, *, keys: bool = True) -> None:
        """Show ``here``, the sentences of the present page, above the ``keys`` of an open store."""
        super().__init__(parent, _("Was kann ich hier tun?"))
        if here:
            self.page.add(Text(here))
        if keys:
            self.page.add(_listed({_("Tasten"): all_keys(), _("An einzelnen Stellen"): local_keys()}))
        self.page.close_up()
        letters, room = self.fontMetrics(), room_for_dialog(parent)
        wide, high = 64 * letters.averageCharWidth(), (34 if keys else 16) * letters.height()
        self.resize(min(wide, room.width()), min(high, room.height()))


def _listed(parts: Mapping[str, Iterable[Key]]) -> QWidget:
    """Return the keys of each part below its title, all in one grid, so that their words stand in line."""
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(space(6))
    grid.setColumnStretch(1, 1)
    for title, keys in parts.items():
        head = SectionTitle(title)
        head.setContentsMargins(0, space(2), 0, space(1))
        grid.addWidget(head, grid.rowCount(), 0, 1, 2)
        for key in keys:
            row = grid.rowCount()
            grid.addWidget(QuietText(key.native()), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Text(key.words), row, 1)
    return table
