"""A print that fails on its way is told, and counts as printed nowhere (L6)."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from intman_desktop.ui.frame import Frame
from intman_desktop.ui.pdf_view import PdfView
from intman_desktop.ui.print_checks import is_whole
from intman_desktop.ui.unlock.step_sheet import SheetStep
from tests.ui.hands import only
from tests.ui.test_pdf_view import paper

NOT_PRINTED = "Der Druck ist nicht vollständig."
NO_FILE = "Die gedruckte Datei ist unvollständig"


class OnPaper(QPrinter):
    """Says of no file that it writes into one, as a printer does that stands there."""

    def outputFileName(self) -> str:  # noqa: N802
        return ""


class Jammed(OnPaper):
    """Takes no second page."""

    def newPage(self) -> bool:  # noqa: N802
        return False


class Broken(OnPaper):
    """Takes every page and is broken in the end."""

    def printerState(self) -> QPrinter.PrinterState:  # noqa: N802
        return QPrinter.PrinterState.Error


class Emptied(QPrinter):
    """Writes a file that is gone when it is looked for."""

    def printerState(self) -> QPrinter.PrinterState:  # noqa: N802
        Path(self.outputFileName()).unlink(missing_ok=True)
        return QPrinter.PrinterState.Idle


def into(file: Path, kind: type[QPrinter] = QPrinter) -> QPrinter:
    printer = kind(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    return printer


def told_of(qtbot: QtBot, frame: Frame, printer: QPrinter, pages: int = 2) -> str:
    """Print so many pages and return the one thing that is told; fails where it counts as printed."""
    view = PdfView(frame.workers)
    qtbot.addWidget(view)
    view.show_pdf(paper(pages), "Integrationsplan", "IM-2026-0042-Integrationsplan.pdf")
    heard: list[str] = []
    view.on_trouble = heard.append
    view.on_printed = lambda _file: heard.append("printed")
    view.print_to(printer)
    qtbot.waitUntil(lambda: bool(heard))
    qtbot.wait(20)
    (told,) = heard
    return told


@pytest.mark.parametrize("kind", [Jammed, Broken])
def test_a_printer_that_fails_on_the_way_is_told(
    qtbot: QtBot, frame: Frame, tmp_path: Path, kind: type[QPrinter]
) -> None:
    """A page that is not taken, and a printer that is broken in the end, are no print."""
    printer = into(tmp_path / "out.pdf", kind)
    assert told_of(qtbot, frame, printer).startswith(NOT_PRINTED)
    assert QPrinter.printerState(printer) is not QPrinter.PrinterState.Active


def test_a_page_that_could_not_be_drawn_is_told(
    qtbot: QtBot, frame: Frame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where memory for the picture of a page is short, no empty sheet goes for it."""
    monkeypatch.setattr(QPdfDocument, "render", lambda *_which: QImage())
    assert told_of(qtbot, frame, into(tmp_path / "out.pdf")).startswith(NOT_PRINTED)


def test_a_print_that_does_not_end_is_told(
    qtbot: QtBot, frame: Frame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The end of a print has its answer as well."""
    end = QPainter.end
    monkeypatch.setattr(QPainter, "end", lambda painter: end(painter) and False)
    assert told_of(qtbot, frame, into(tmp_path / "out.pdf")).startswith(NO_FILE)


def test_a_printed_file_that_is_not_there_is_told(qtbot: QtBot, frame: Frame, tmp_path: Path) -> None:
    """The stick was pulled: Qt tells of nothing."""
    assert told_of(qtbot, frame, into(tmp_path / "out.pdf", Emptied)).startswith(NO_FILE)


@pytest.mark.linux
@pytest.mark.parametrize("pages", [1, 2])
def test_a_file_on_a_full_volume_is_told(qtbot: QtBot, frame: Frame, pages: int) -> None:
    """Nothing of it could be written; of the last page Qt does not tell."""
    assert told_of(qtbot, frame, into(Path("/dev/full")), pages).startswith(NO_FILE)


def test_a_printed_file_is_whole_with_its_end_and_its_table_alone(
    qtbot: QtBot, frame: Frame, tmp_path: Path
) -> None:
    """Cut off, or with a hole in the middle, it is not."""
    file = tmp_path / "out.pdf"
    assert told_of(qtbot, frame, into(file)) == "printed"
    whole = file.read_bytes()
    assert is_whole(file)
    for content in (b"", whole[: len(whole) // 2], whole[:-8], whole[:200] + whole[400:]):
        file.write_bytes(content)
        assert not is_whole(file)
    file.unlink()
    assert not is_whole(file)


def test_the_only_emergency_sheet_is_held_where_its_print_fails(
    qtbot: QtBot, frame: Frame, tmp_path: Path
) -> None:
    """While the place does not answer, a print that failed lets nobody go on without the sheet."""
    step = SheetStep("Fertig", frame.workers)
    qtbot.addWidget(step)
    step.show_sheet(paper(), "Notfallblatt", "Notfallblatt.pdf")
    view = only(step, PdfView)
    step.safe.setChecked(True)
    view.saving.emit(True)
    view.print_to(into(tmp_path / "out.pdf", Broken))
    qtbot.waitUntil(lambda: step._told.text().startswith(NOT_PRINTED))
    assert not step.finish.isEnabled()
