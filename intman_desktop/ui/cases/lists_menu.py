"""Lists in and out: what the button with the dots above the list of cases offers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFileDialog, QMenu, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.services.across.list_export import list_cases_out
from intman_desktop.ui.bring_in import choose_file
from intman_desktop.ui.cases.list_out_dialog import ListOutDialog
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import icon_button
from intman_desktop.ui.parts.places import ask_for_workbook
from intman_desktop.ui.parts.workbook import save_workbook
from intman_desktop.values.lists import ListExtra
from intman_desktop.values.views import CaseColumn, CaseFilter

Extras = tuple[ListExtra, ...]


class Shown(NamedTuple):
    """What the screen shows: the filter, the same in words, the columns in their order, how many cases."""

    chosen: CaseFilter
    told: str
    columns: tuple[CaseColumn, ...]
    total: int


class ListsMenu(QWidget):
    """The button and its menu. ``shown()`` gives what the screen shows of the list."""

    def __init__(self, frame: Frame, shown: Callable[[], Shown]) -> None:
        super().__init__()
        self._frame = frame
        self._shown = shown
        self.button = icon_button("ellipsis", _("Listen übernehmen und ausgeben"), self.open_menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.button)

    def open_menu(self) -> QMenu:
        """Open the menu below its button."""
        menu = QMenu(self)
        menu.addAction(_("Vorhandene Liste übernehmen …"), lambda: self._frame.open_page("list_import"))
        menu.addAction(_("Falldatei übernehmen …"), lambda: choose_file(self._frame, self.button))
        menu.addSeparator()
        menu.addAction(_("Diese Liste als Excel-Datei …"), self.ask_extras)
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height())))
        return menu

    def ask_extras(self) -> ListOutDialog:
        """Say what goes out, ask what goes out besides, and return at once; then it is asked where to."""
        shown = self._shown()
        dialog = ListOutDialog(self.window(), shown.columns, shown.total)
        dialog.wanted.connect(self.ask_file)
        dialog.open()
        return dialog

    def ask_file(self, extras: Extras = ()) -> QFileDialog:
        """Ask where the workbook goes and return at once; its proposed name tells of nobody."""
        name = _("Faelle-{day}.xlsx").format(day=self._frame.today().isoformat())
        title = _("Liste als Excel-Datei speichern")
        return ask_for_workbook(self.window(), title, name, lambda file: self.save_xlsx(file, extras))

    def save_xlsx(self, file: Path, extras: Extras = ()) -> None:
        """Write what the screen shows, with ``extras``, as a workbook to ``file`` in one step (E3, L6)."""
        shown = self._shown()
        wanted = shown.chosen, shown.told, shown.columns, extras
        save_workbook(self._frame, file, list_cases_out, *wanted, owner=self)
