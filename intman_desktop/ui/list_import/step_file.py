"""Step 1: the file, and which of its tables; what is read stays in memory (P2)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from intman_desktop.language import _, ngettext
from intman_desktop.ui.list_import.work import ListWork
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.fields import ChoiceField
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import QuietText, Text
from intman_desktop.ui.parts.places import ask_for_file
from intman_desktop.ui.parts.progress import ProgressLine
from intman_desktop.ui.parts.scroll_page import ScrollPage
from intman_desktop.ui.wording import number


class FileStep(ScrollPage):
    """Asks for the file. Signals: ``chosen(Path)``; ``sheet_chosen(int)`` – the table to be taken."""

    chosen = Signal(object)
    sheet_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.add(
            QuietText(
                _(
                    "Eine Liste aus Excel, LibreOffice oder einem anderen Programm (xlsx, xls, ods, csv), "
                    "mit beliebigen Spalten. Die Datei bleibt, wie sie ist; gespeichert wird erst am Ende, "
                    "was Sie bestätigen, und nur wer schriftlich eingewilligt hat."
                )
            )
        )
        self.choose = quiet_button(_("Datei wählen …"), self.ask_file, icon="folder")
        self.add(self.choose)
        self.progress = ProgressLine()
        self.add(self.progress)
        self._card = Card()
        self._read = Text()
        self._card.add(self._read)
        form = Form()
        self.sheet = ChoiceField(empty=None)
        self.sheet.chosen.connect(lambda code: self.sheet_chosen.emit(int(code)))
        self._sheet_row = form.row(_("&Tabellenblatt"), self.sheet)
        self._form = form
        self._card.add(form)
        self.add(self._card)
        self.close_up()
        self._card.hide()

    def ask_file(self) -> QFileDialog:
        """Ask for the file and return at once."""
        kinds = _("Listen (*.xlsx *.xlsm *.xls *.ods *.csv *.txt *.tsv)")
        every = _("Alle Dateien (*)")
        title = _("Vorhandene Liste übernehmen")
        return ask_for_file(self.window(), title, self.chosen.emit, kinds=f"{kinds};;{every}")

    def show_work(self, work: ListWork | None) -> None:
        """Say what was read, or nothing while no file is chosen."""
        self._card.setVisible(work is not None)
        if work is None:
            return
        self._read.setText(read_words(work))
        sheets = work.matched.old.sheets
        self._form.setVisible(len(sheets) > 1)
        self.sheet.set_choices([(str(index), each.name) for index, each in enumerate(sheets)])
        self.sheet.set_code(str(work.matched.sheet))

    def first_field(self) -> QWidget:
        """Return the button that asks for the file."""
        return self.choose


def read_words(work: ListWork) -> str:
    """Return what was read: the file and how many rows stand below its header."""
    rows = work.matched.rows()
    words = ngettext("{name}: {count} Zeile", "{name}: {count} Zeilen", rows)
    return words.format(name=work.name, count=number(rows))
