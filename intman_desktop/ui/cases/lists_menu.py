"""Lists in and out: what the button with the dots above the list of cases offers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFileDialog, QMenu, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.services.across.list_export import list_cases_out
from intman_desktop.ui.bring_in import choose_file
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import icon_button
from intman_desktop.ui.parts.places import ask_for_workbook
from intman_desktop.ui.parts.workbook import save_workbook
from intman_desktop.values.views import CaseFilter

Chosen = Callable[[], tuple[CaseFilter, str]]


class ListsMenu(QWidget):
    """The button and its menu. ``chosen()`` gives what is filtered on the screen, and that in words."""

    def __init__(self, frame: Frame, chosen: Chosen) -> None:
        super().__init__()
        self._frame = frame
        self._chosen = chosen
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
        menu.addAction(_("Diese Liste als Excel-Datei …"), self.ask_file)
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height())))
        return menu

    def ask_file(self) -> QFileDialog:
        """Ask where the workbook goes and return at once; its proposed name tells of nobody."""
        name = _("Faelle-{day}.xlsx").format(day=self._frame.today().isoformat())
        return ask_for_workbook(self.window(), _("Liste als Excel-Datei speichern"), name, self.save_xlsx)

    def save_xlsx(self, file: Path) -> None:
        """Write what is filtered on the screen as a workbook to ``file``, in one step (Rules E3, L6)."""
        save_workbook(self._frame, file, list_cases_out, *self._chosen(), owner=self)
