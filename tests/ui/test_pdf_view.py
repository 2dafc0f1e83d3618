"""A paper on screen: from memory, saved whole or not at all, printed as pictures."""

from __future__ import annotations

import io
import stat
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from intman_desktop.ui import pdf_view, printing
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.pdf_view import PdfView
from tests.ui.hands import button, timer_of
from tests.vault.making import hold_open


def paper(pages: int = 2) -> bytes:
    content = io.BytesIO()
    canvas = Canvas(content)
    for page in range(pages):
        canvas.drawString(72, 700, f"Seite {page + 1}")
        canvas.showPage()
    canvas.save()
    return content.getvalue()


@pytest.fixture
def view(qtbot: QtBot, frame: Frame) -> PdfView:
    view = PdfView(frame.workers)
    qtbot.addWidget(view)
    view.resize(600, 500)
    view.show_pdf(paper(), "Integrationsplan", "IM-2026-0042-Integrationsplan.pdf")
    view.show()
    return view


def save_button(view: PdfView) -> QPushButton:
    """Return the button that saves, whatever it says of a file on its way."""
    return next(each for each in view.findChildren(QPushButton) if "speicher" in each.text().lower())


def test_a_paper_is_shown_from_memory(view: PdfView, tmp_path: Path) -> None:
    assert view.page_count() == 2
    assert view.accessibleName() == "Integrationsplan"
    view.clear()
    assert view.page_count() == 0


def test_a_paper_is_shown_from_its_beginning_wherever_the_one_before_was_read(
    qtbot: QtBot, view: PdfView
) -> None:
    view.resize(600, 500)
    view.show()
    view.show_pdf(paper(3), "Plan", "Plan.pdf")
    bar = view.view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    view.show_pdf(paper(4), "Bescheinigung", "Bescheinigung.pdf")
    qtbot.waitUntil(lambda: view.page_count() == 4 and bar.maximum() > 0)
    assert bar.value() == 0


def test_bytes_that_are_no_pdf_are_refused(view: PdfView) -> None:
    with pytest.raises(ValueError, match="no PDF"):
        view.show_pdf(b"not a paper", "x", "x.pdf")


def test_saving_writes_the_whole_paper_for_the_person_alone(
    qtbot: QtBot, view: PdfView, tmp_path: Path
) -> None:
    saved: list[Path] = []
    view.on_saved = saved.append
    content = paper()
    view.show_pdf(content, "Integrationsplan", "IM-2026-0042-Integrationsplan.pdf")
    view.save_to(tmp_path / "plan.pdf")
    view.clear()  # what is shown meanwhile does not matter to the file
    qtbot.waitUntil(lambda: saved == [tmp_path / "plan.pdf"])
    assert (tmp_path / "plan.pdf").read_bytes() == content
    assert stat.S_IMODE((tmp_path / "plan.pdf").stat().st_mode) == 0o600


def test_a_place_that_cannot_be_written_is_told_and_the_paper_stays(
    qtbot: QtBot, view: PdfView, tmp_path: Path
) -> None:
    told: list[str] = []
    saving: list[bool] = []
    view.on_trouble = told.append
    view.saving.connect(saving.append)
    view.save_to(tmp_path / "missing" / "plan.pdf")
    assert (saving, save_button(view).isEnabled()) == ([True], False), "one file at a time"
    qtbot.waitUntil(lambda: saving == [True, False])
    assert "konnte dort nicht gespeichert werden" in "".join(told) and len(told) == 1
    assert (view.page_count(), save_button(view).isEnabled()) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_another_program_holds_open_is_told_as_that(
    qtbot: QtBot, view: PdfView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows refuses to replace it; what is there stays as it was."""
    file = tmp_path / "plan.pdf"
    file.write_bytes(b"das Alte")
    hold_open(monkeypatch, file)
    told: list[str] = []
    view.on_trouble = told.append
    view.save_to(file)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].startswith("Ist die Datei in einem anderen Programm geöffnet?")
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("plan.pdf", b"das Alte")]


def test_a_place_that_does_not_answer_keeps_no_paper_from_another_place(
    qtbot: QtBot, view: PdfView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, write = threading.Event(), pdf_view.write_pdf

    def hanging(file: Path, content: bytes) -> None:
        assert file.name != "dead.pdf" or answers.wait(10)
        write(file, content)

    monkeypatch.setattr(pdf_view, "write_pdf", hanging)
    told, saved, saving = list[str](), list[Path](), list[bool]()
    view.on_trouble, view.on_saved = told.append, saved.append
    view.saving.connect(saving.append)
    view.save_to(tmp_path / "dead.pdf")
    timer_of(view).timeout.emit()
    assert "antwortet noch nicht" in "".join(told) and save_button(view).isEnabled()
    view.save_to(tmp_path / "plan.pdf")
    qtbot.waitUntil(lambda: saved == [tmp_path / "plan.pdf"])
    assert save_button(view).isEnabled() and saving == [True, True], "one is on its way still"
    answers.set()
    qtbot.waitUntil(lambda: saved[1:] == [tmp_path / "dead.pdf"])
    assert saving == [True, True, False]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system's own dialog asks for the file")
def test_printing_into_a_file_proposes_its_name_and_never_a_folder(view: PdfView) -> None:
    view.ask_printer()
    (dialog,) = view.findChildren(QPrintDialog)
    line = dialog.findChild(QLineEdit, "filename")
    assert isinstance(line, QLineEdit)
    assert Path(line.text()).name == "IM-2026-0042-Integrationsplan.pdf"
    assert Path(line.text()).parent.is_dir()
    dialog.reject()


def test_printing_draws_every_page(qtbot: QtBot, view: PdfView, tmp_path: Path) -> None:
    import pypdfium2

    printed: list[bool] = []
    view.on_printed = lambda _file: printed.append(True)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    view.print_to(printer)
    view.clear()  # what is shown meanwhile does not matter to the printer
    qtbot.waitUntil(lambda: printed == [True])
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as document:
        assert len(document) == 2


def active(printer: QPrinter) -> bool:
    return printer.printerState() is QPrinter.PrinterState.Active


def a_printer(file: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFileName(str(file))
    return printer


def test_no_page_is_drawn_on_the_windows_thread(
    qtbot: QtBot, view: PdfView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: set[str] = set()

    class Painter(QPainter):
        def begin(self, *on: Any) -> bool:
            threads.add(threading.current_thread().name)
            return super().begin(*on)

    monkeypatch.setattr(printing, "QPainter", Painter)
    printed: list[bool] = []
    view.on_printed = lambda _file: printed.append(True)
    view.print_to(a_printer(tmp_path / "out.pdf"))
    qtbot.waitUntil(lambda: printed == [True])
    assert threads == {"printer"}


def test_a_print_ends_with_its_paper(qtbot: QtBot, frame: Frame, tmp_path: Path) -> None:
    view = PdfView(frame.workers)
    view.show_pdf(paper(300), "Integrationsplan", "IM-2026-0042-Integrationsplan.pdf")
    printed: list[bool] = []
    view.on_printed = lambda _file: printed.append(True)
    printer = a_printer(tmp_path / "out.pdf")
    view.print_to(printer)
    qtbot.waitUntil(lambda: active(printer))
    view.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(frame.workers.idle)
    assert not active(printer)
    assert printed == []


def test_a_print_says_how_far_it_is_and_can_be_stopped(
    qtbot: QtBot, view: PdfView, tmp_path: Path, frame: Frame
) -> None:
    printed, told, printer = list[bool](), list[str](), a_printer(tmp_path / "out.pdf")
    view.on_printed, view.on_trouble = lambda _file: printed.append(True), told.append
    view.show_pdf(paper(300), "Integrationsplan", "IM-2026-0042-Integrationsplan.pdf")
    view.print_to(printer)
    assert not view.print_button.isEnabled(), "one at a time"
    qtbot.waitUntil(lambda: active(printer))
    timer_of(view.printing).timeout.emit()
    assert view.printing.isVisible()
    button(view.printing, "Abbrechen").click()
    assert view.print_button.isEnabled() and not view.printing.isVisible()
    qtbot.waitUntil(frame.workers.idle)
    assert (active(printer), printed, told) == (False, [], [])
    view.show_pdf(paper(1), "Integrationsplan", "IM-2026-0042-Integrationsplan.pdf")
    view.print_to(a_printer(tmp_path / "again.pdf"))
    qtbot.waitUntil(lambda: printed == [True])
    assert view.print_button.isEnabled() and not view.printing.isVisible()


def test_only_the_chosen_pages_are_printed(qtbot: QtBot, view: PdfView, tmp_path: Path) -> None:
    import pypdfium2

    printed: list[bool] = []
    view.on_printed = lambda _file: printed.append(True)
    printer = a_printer(tmp_path / "out.pdf")
    printer.setFromTo(2, 2)
    view.print_to(printer)
    qtbot.waitUntil(lambda: printed == [True])
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as document:
        assert len(document) == 1


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_answer_is_told(qtbot: QtBot, view: PdfView, tmp_path: Path) -> None:
    told: list[str] = []
    view.on_trouble = told.append
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFileName(str(tmp_path / "missing" / "out.pdf"))
    view.print_to(printer)
    qtbot.waitUntil(lambda: bool(told))
    assert "Drucker antwortet nicht" in "".join(told) and len(told) == 1
    assert view.print_button.isEnabled()


def test_zooming_changes_the_size(view: PdfView) -> None:
    larger = next(
        each for each in view.findChildren(QPushButton) if each.accessibleName().startswith("Größer")
    )
    larger.click()
    before = view.view.zoomFactor()
    larger.click()
    assert view.view.zoomFactor() == pytest.approx(before * 1.2)


def test_a_page_is_handed_to_the_printer_in_strips_that_leave_no_gap(
    qtbot: QtBot, view: PdfView, tmp_path: Path
) -> None:
    import pypdfium2

    content = io.BytesIO()
    canvas = Canvas(content)
    canvas.rect(100, 50, 200, 700, fill=1)
    canvas.showPage()
    canvas.save()
    printed: list[bool] = []
    view.on_printed = lambda _file: printed.append(True)
    view.show_pdf(content.getvalue(), "Integrationsplan", "IM-2026-0042-Integrationsplan.pdf")
    printer = a_printer(tmp_path / "out.pdf")
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    view.print_to(printer)
    qtbot.waitUntil(lambda: printed == [True])
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as document:
        picture = document[0].render(scale=3).to_pil().convert("L")
    middle = [picture.getpixel((600, row)) for row in range(picture.height)]
    dark = [row for row, light in enumerate(middle) if light < 128]
    assert dark == list(range(dark[0], dark[-1] + 1)), "no light row between two strips"
    assert max(middle[dark[0] + 6 : dark[-1] - 6]) < 10
    assert 2050 < len(dark) < 2150, "700 points, three dots each"
