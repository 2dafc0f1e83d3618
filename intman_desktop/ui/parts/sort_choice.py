"""By what a list is sorted, as a link with a menu, where large text leaves some columns without a head."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.paged_table import PagedTable


class SortChoice(QObject):
    """Offers the order of ``table`` on ``button``, seen while columns stand in the second line of its rows.

    Attributes: ``button``, a child of ``parent`` until it is placed.
    """

    def __init__(self, table: PagedTable, parent: QWidget) -> None:
        super().__init__(parent)
        self._table = table
        self.button = link_button("", self.open_menu)
        self.button.setParent(parent)
        table.heads_changed.connect(self._follow)
        self._follow()

    def open_menu(self) -> QMenu:
        """Open the menu below the button: all columns one can sort by, and the two directions."""
        menu, (sort, ascending) = QMenu(self.button), self._table.sorted_by()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, title in self._keys().items():
            _add(menu, title, partial(self._table.sort_by, key, ascending=True), chosen=key == sort)
        menu.addSeparator()
        for title, up in ((_("Aufsteigend"), True), (_("Absteigend"), False)):
            turn = partial(self._table.sort_by, sort, ascending=up)
            _add(menu, title, turn, chosen=bool(sort) and up == ascending).setEnabled(bool(sort))
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height())))
        return menu

    def _keys(self) -> dict[str, str]:
        return {each.sort: each.title for each in self._table.rows.columns if each.sort}

    def _follow(self) -> None:
        """Say by what the list is sorted; a column that is not shown has no word here."""
        keys, (sort, _ascending) = self._keys(), self._table.sorted_by()
        words = _("Sortiert nach: {column}").format(column=keys[sort]) if sort else _("Sortieren nach …")
        self.button.setText(words)
        self.button.setAccessibleName(words)
        self.button.setVisible(self._table.is_folded() and bool(keys))


def _add(menu: QMenu, words: str, act: Callable[[], object], *, chosen: bool) -> QAction:
    action = menu.addAction(words, act)
    action.setCheckable(True)
    action.setChecked(chosen)
    return action
