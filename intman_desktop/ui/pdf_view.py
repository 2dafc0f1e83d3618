"""A paper on screen, from memory: shown, saved where the person wants it, or printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSaveFile, Qt
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.local_spooler import stay_local
from intman_desktop.ui.parts.buttons import icon_button, primary_button, quiet_button
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import SectionTitle, SmallText
from intman_desktop.ui.parts.places import ask_where_to_save
from intman_desktop.ui.printing import NoPrinter, Printing
from intman_desktop.ui.tokens import space

_ZOOM_STEP = 1.2
_DOTS_PER_INCH = 300
_POINTS_PER_INCH = 72


class PdfView(QWidget):
    """Shows one PDF. The bytes stay in memory; a file is written only by "Speichern unter …".

    Attributes: ``on_saved(path)``, ``on_printed()`` and ``on_trouble(sentence)`` tell the page what
    was done; the page decides what is journaled and said. ``print_button`` begins to print.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.on_saved: Callable[[Path], object] = _ignore
        self.on_printed: Callable[[], object] = _ignore
        self.on_trouble: Callable[[str], object] = _ignore
        self._content = QByteArray()
        self._buffer = QBuffer(self)
        self._file_name = ""
        self._document = QPdfDocument(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        self._title = SectionTitle()
        self._save = quiet_button(_("Speichern unter …"), self.save_as, icon="save")
        self.print_button = primary_button(_("Drucken …"), self.ask_printer, "Ctrl+P", icon="printer")
        smaller = icon_button("zoom-out", _("Kleiner"), lambda: self._zoom(1 / _ZOOM_STEP), "Ctrl+-")
        larger = icon_button("zoom-in", _("Größer"), lambda: self._zoom(_ZOOM_STEP), "Ctrl++")
        row = QHBoxLayout()
        row.addWidget(self._title, 1)
        self._acts = Flow(smaller, larger, self._save, self.print_button)
        row.addWidget(self._acts)
        column.addLayout(row)
        self.view = QPdfView(self)
        self.view.setAccessibleName(_("Vorschau des Papiers"))
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setDocument(self._document)
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column.addWidget(self.view, 1)
        column.addWidget(
            SmallText(
                _("Beim Drucken kann das Betriebssystem eine Kopie zwischenlagern; das liegt nicht bei uns.")
            )
        )

    def show_pdf(self, content: bytes, title: str, file_name: str) -> None:
        """Show ``content``; ``file_name`` is what saving proposes and carries the case number at most.

        Raises ``ValueError`` if the bytes are no PDF.
        """
        self.clear()
        self._content = QByteArray(content)
        self._buffer.setData(self._content)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        if self._document.status() is not QPdfDocument.Status.Ready:
            raise ValueError("these bytes are no PDF")
        self._title.setText(title)
        self._file_name = file_name
        self.setAccessibleName(title)

    def clear(self) -> None:
        """Drop the paper from memory."""
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray())
        self._content = QByteArray()
        self._title.setText("")

    def page_count(self) -> int:
        """Return the number of pages shown."""
        return self._document.pageCount()

    def save_as(self) -> None:
        """Ask where to save; the dialog is not waited for."""
        ask_where_to_save(self, _("Speichern unter"), self._file_name, "PDF (*.pdf)", self.save_to)

    def save_to(self, file: Path) -> None:
        """Write the paper to ``file`` in one step: the whole file or nothing."""
        out = QSaveFile(str(file))
        written = (
            out.open(QIODevice.OpenModeFlag.WriteOnly) and out.write(self._content) == self._content.size()
        )
        if written and out.commit():
            file.chmod(0o600)
            self.on_saved(file)
        else:
            out.cancelWriting()
            self.on_trouble(
                _(
                    "Das Papier konnte dort nicht gespeichert werden. "
                    "Ist genug Platz, und darf man dort schreiben?"
                )
            )

    def ask_printer(self) -> None:
        """Let the person choose a printer; the dialog is not waited for."""
        stay_local()
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(_DOTS_PER_INCH)
        printer.setDocName(Path(self._file_name).stem)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setPageMargins(QMarginsF(), QPageLayout.Unit.Point)
        printer.setFullPage(True)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setMinMax(1, self.page_count())
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.finished.connect(lambda result: self.print_to(printer) if result else None)
        dialog.show()

    def print_to(self, printer: QPrinter) -> None:
        """Begin to draw the chosen pages on ``printer``; the window goes on meanwhile."""
        try:
            Printing(self._content, printer, self._printed, self)
        except NoPrinter:
            self.on_trouble(_("Der Drucker antwortet nicht. Ist er eingeschaltet und verbunden?"))

    def _printed(self) -> None:
        self.on_printed()

    def _zoom(self, factor: float) -> None:
        if self.view.zoomMode() is not QPdfView.ZoomMode.Custom:
            width = self._document.pagePointSize(0).width() or 1
            dots = self.view.logicalDpiX() / _POINTS_PER_INCH
            self.view.setZoomFactor(self.view.viewport().width() / (width * dots))
            self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(min(5.0, max(0.2, self.view.zoomFactor() * factor)))


def _ignore(*_what: object) -> None:
    return None
