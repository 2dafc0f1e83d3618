"""A paper on screen, from memory: shown, saved where the person wants it, or printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, Qt, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from intman_desktop.errors import Trouble
from intman_desktop.jobs.worker import Job
from intman_desktop.jobs.workers import Workers
from intman_desktop.language import _
from intman_desktop.ui.local_spooler import stay_local
from intman_desktop.ui.parts.buttons import icon_button, primary_button, quiet_button
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import SectionTitle, SmallText, Text
from intman_desktop.ui.parts.places import ask_where_to_save
from intman_desktop.ui.parts.progress import ProgressLine
from intman_desktop.ui.print_checks import printed_pdf
from intman_desktop.ui.printing import print_pages
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import told

_ZOOM_STEP = 1.2
_DOTS_PER_INCH = 300
_POINTS_PER_INCH = 72
_PATIENCE_MS = 5000
"""After so long another place may be chosen."""


class PdfView(QWidget):
    """Shows one PDF. The bytes stay in memory; a file is written only by "Speichern unter …".

    Attributes: ``on_saved(path)``, ``on_printed(path)`` – None for paper, else the PDF printed into – and
    ``on_trouble(sentence)`` tell the page what was done; the page decides what is journaled and said.
    ``on_begun(job, path)`` returns what hears that this one file was saved, else ``on_saved`` does;
    ``on_slow()`` tells that a place does not answer yet. ``on_print_begun(job, path)`` does the same for a
    print, else ``on_printed`` hears of it. ``print_button`` begins to print, ``printing`` says how far that
    is and stops it; ``file_name`` is what is proposed.
    Signals: ``saving(bool)`` – a file begins to be written, and none is being written any more.
    """

    saving = Signal(bool)

    def __init__(self, workers: Workers, parent: QWidget | None = None) -> None:
        """Let ``workers`` write the files: the place may be slow, or gone."""
        super().__init__(parent)
        self._workers = workers
        self._writing: list[Job] = []
        self._print: Job | None = None
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._slow)
        self.on_begun: Callable[[Job, Path], Callable[[], object]] = lambda _job, file: (
            lambda: self.on_saved(file)
        )
        self.on_slow: Callable[[], object] = lambda: self.on_trouble(
            _(
                "Der Ort, an dem Sie speichern, antwortet noch nicht. Sie können weiterarbeiten oder "
                "anderswo speichern."
            )
        )
        self.on_saved: Callable[[Path], object] = _ignore
        self.on_printed: Callable[[Path | None], object] = _ignore
        self.on_print_begun: Callable[[Job, Path | None], Callable[[], object]] = lambda _job, into: (
            lambda: self.on_printed(into)
        )
        self.on_trouble: Callable[[str], object] = _ignore
        self._content = QByteArray()
        self._buffer = QBuffer(self)
        self.file_name = ""
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
        self.printing = ProgressLine()
        column.addWidget(self.printing)
        self.view = QPdfView(self)
        self.view.setAccessibleName(_("Vorschau des Papiers"))
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setDocument(self._document)
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column.addWidget(self.view, 1)
        self._instead = Text()
        self._instead.hide()
        column.addWidget(self._instead, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(
            SmallText(
                _(
                    "Beim Drucken kann das Betriebssystem eine Kopie behalten; das Programm kann sie nicht "
                    "löschen."
                )
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
        self.file_name = file_name
        self.setAccessibleName(title)
        self.view.verticalScrollBar().setValue(0)  # wherever the paper before this one was read

    def clear(self) -> None:
        """Drop the paper from memory."""
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray())
        self._content = QByteArray()
        self._title.setText("")

    def hide_pages(self, words: str) -> None:
        """Show ``words`` where the pages are, or the pages again where there are none."""
        self._instead.setText(words)
        self._instead.setVisible(bool(words))
        self.view.setVisible(not words)

    def page_count(self) -> int:
        """Return the number of pages shown."""
        return self._document.pageCount()

    def save_as(self) -> None:
        """Ask where to save; the dialog is not waited for."""
        ask_where_to_save(self, _("Speichern unter"), self.file_name, "PDF (*.pdf)", self.save_to)

    def save_to(self, file: Path) -> None:
        """Begin to write the paper to ``file``, the whole file or nothing; it stays shown whatever comes."""

        def saved(_nothing: object) -> None:
            hear()
            self._ended(job)

        def failed(trouble: Trouble) -> None:
            self.on_trouble(told(trouble))
            self._ended(job)

        content = bytes(self._content.data())
        job = self._workers.write(write_pdf, file, content, on_done=saved, on_error=failed, owner=self)
        hear = self.on_begun(job, file)
        self._writing.append(job)
        self._patience.start()
        self._say_saving(busy=True)
        self.saving.emit(True)

    def ask_printer(self) -> None:
        """Let the person choose a printer; the dialog is not waited for."""
        stay_local()
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(_DOTS_PER_INCH)
        printer.setDocName(Path(self.file_name).stem)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setPageMargins(QMarginsF(), QPageLayout.Unit.Point)
        printer.setFullPage(True)
        dialog = QPrintDialog(printer, self)
        _propose_file(dialog, self.file_name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setMinMax(1, self.page_count())
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.finished.connect(lambda result: self.print_to(printer) if result else None)
        dialog.show()

    def print_to(self, printer: QPrinter) -> None:
        """Begin to draw the chosen pages on ``printer``; the window goes on meanwhile.

        What is shown by then is of no concern to it; it ends with this view.
        """

        def printed(_nothing: object) -> None:
            self._let_print(job)
            hear()

        def failed(trouble: Trouble) -> None:
            self._let_print(job)
            self.on_trouble(told(trouble))

        def stop() -> None:
            job.cancelled.set()
            self._let_print(job)

        job = self._workers.print_out(
            print_pages,
            bytes(self._content.data()),
            printer,
            on_done=printed,
            on_error=failed,
            on_progress=self.printing.step,
            owner=self,
        )
        hear = self.on_print_begun(job, printed_pdf(printer))
        self._print = job
        self.destroyed.connect(lambda _gone: job.cancelled.set())
        self.print_button.setEnabled(False)
        self.printing.begin(_("Wird gedruckt …"), stop)

    def _ended(self, job: Job) -> None:
        newest = self._writing[-1] is job
        self._writing.remove(job)
        if newest:
            self._patience.stop()
            self._say_saving(busy=False)
        if not self._writing:
            self.saving.emit(False)

    def _slow(self) -> None:
        """Give up waiting, not writing: nobody is held to a place that does not answer."""
        self._say_saving(busy=False)
        self.on_slow()

    def _say_saving(self, *, busy: bool) -> None:
        """One file at a time, unless the place of the one before does not answer."""
        self._save.setEnabled(not busy)
        self._save.setText(_("Wird gespeichert …") if busy else _("Speichern unter …"))

    def _let_print(self, job: Job) -> None:
        """One print at a time, as far as the window knows: one that was stopped may still be at its page."""
        if job is self._print:
            self.printing.end()
            self.print_button.setEnabled(True)

    def _zoom(self, factor: float) -> None:
        if self.view.zoomMode() is not QPdfView.ZoomMode.Custom:
            width = self._document.pagePointSize(0).width() or 1
            dots = self.view.logicalDpiX() / _POINTS_PER_INCH
            self.view.setZoomFactor(self.view.viewport().width() / (width * dots))
            self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(min(5.0, max(0.2, self.view.zoomFactor() * factor)))


def _propose_file(dialog: QPrintDialog, name: str) -> None:
    """Propose a file for printing into one, in the folder that Qt proposes without a file on some desktops.

    The printer itself is told of no file: it would then no longer be the one that is chosen first.
    """
    line = dialog.findChild(QLineEdit, "filename")  # Windows and macOS have dialogs of their own
    if isinstance(line, QLineEdit) and line.text().endswith("/"):
        line.setText(line.text() + name)


def write_pdf(file: Path, content: bytes) -> None:
    """Write ``content`` into ``file``; a job."""
    # here, since before the first store nothing of it is loaded
    from intman_desktop.ui.parts.written_file import write_file

    write_file(file, content)


def _ignore(*_what: object) -> None:
    return None
