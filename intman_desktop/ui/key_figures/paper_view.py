"""The sheet of a year as it is printed, from memory."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.services.key_figures import sheet_pdf
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.progress import ProgressLine
from intman_desktop.ui.pdf_view import PdfView
from intman_desktop.ui.tokens import space


class PaperView(QWidget):
    """Shows, prints and saves the PDF; ``back()`` returns to the sheet. Attributes: ``pdf``."""

    def __init__(self, frame: Frame, back: Callable[[], object]) -> None:
        super().__init__()
        self._frame = frame
        self._year = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(space(6), space(5), space(6), space(5))
        column.setSpacing(space(3))
        column.addWidget(Flow(link_button(_("Zurück zum Bogen"), back, icon="arrow-left")))
        self._progress = ProgressLine()
        column.addWidget(self._progress)
        self.pdf = PdfView()
        self.pdf.on_saved = lambda file: frame.say(_("{name} gespeichert").format(name=file.name))
        self.pdf.on_printed = lambda: frame.say(_("An den Drucker gegeben"))
        self.pdf.on_trouble = frame.warn
        column.addWidget(self.pdf, 1)

    def show_year(self, year: int) -> None:
        """Set and show the sheet of ``year``."""
        self._year = year
        self.pdf.clear()
        self._progress.begin(_("Der Bogen wird gesetzt …"))
        self._frame.ask(sheet_pdf, year, on_done=self._show, owner=self, replaces="figures paper")

    def _show(self, content: bytes) -> None:
        self._progress.end()
        name = _("Kennzahlen {year}").format(year=self._year)
        self.pdf.show_pdf(content, name, f"Kennzahlen-{self._year}.pdf")
