"""Lists in and out: what the button with the dots above the list of cases offers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFileDialog, QMenu, QVBoxLayout, QWidget

from intman_desktop.documents.case_list_xlsx import case_list_xlsx
from intman_desktop.errors import Trouble
from intman_desktop.language import _
from intman_desktop.services.list_export import list_cases_out
from intman_desktop.ui.bring_in import choose_file
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import icon_button
from intman_desktop.ui.parts.places import documents
from intman_desktop.values.lists import CaseListSheet
from intman_desktop.values.views import CaseFilter
from intman_desktop.vault.files import write_whole

Chosen = Callable[[], tuple[CaseFilter, str]]


class ListNotWritten(Trouble):
    """The chosen file could not be written."""

    def template(self) -> str:
        """Return the sentence with its way on."""
        return _(
            "Die Datei konnte dort nicht gespeichert werden. Ist genug Platz, und darf man dort schreiben?"
        )


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
        dialog = QFileDialog(
            self.window(), _("Liste als Excel-Datei speichern"), documents(), "Excel (*.xlsx)"
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(_("Faelle-{day}.xlsx").format(day=self._frame.today().isoformat()))
        dialog.fileSelected.connect(lambda chosen: self.save_xlsx(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def save_xlsx(self, file: Path) -> None:
        """Write what is filtered on the screen as a workbook to ``file``, in one step (Rules E3, L6)."""

        def made(listed: CaseListSheet) -> None:
            self._frame.make(_written, file, listed, on_done=done, owner=self)

        def done(_nothing: object) -> None:
            self._frame.say(
                _("{name} gespeichert. Die Datei ist nicht verschlüsselt.").format(name=file.name)
            )

        chosen, told = self._chosen()
        self._frame.do(list_cases_out, chosen, told, on_done=made, owner=self)


def _written(file: Path, listed: CaseListSheet) -> None:
    content = case_list_xlsx(listed)
    try:
        write_whole(file, content)
    except OSError as error:
        raise ListNotWritten() from error
