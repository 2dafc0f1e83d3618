"""A whole journey through the real window, as a process of its own: what the promises look at.

``python -m tests.promises.journey FOLDER`` goes from the first start over a person, a talk, a plan, a scan,
papers, a print, a list, a search, a draft, hidden names, a mistake of the program and locking to a backup, an
erasure and a restore. It types the texts of ``tests.promises.marked`` and writes into ``FOLDER/report.json``
which stages it came through and what the locked program still held. With ``traced`` behind the folder it lets
its parent trace it.

Only two things are not as they are for a person: the key derivation has the smallest parameters, and the day
is fixed.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.disk_watch import disk_on_this_thread
from tests.promises import tracing

if TYPE_CHECKING:
    from intman_desktop.app import Program
    from intman_desktop.tour.driver import Driver

_FLIP = bytes.maketrans(bytes(range(256)), bytes(reversed(range(256))))
"""Turns a key into other bytes and back, so that who knows it does not hold it."""


_ON_PAPERS = (
    "controller",
    "controller_address",
    "data_protection_officer",
    "supervisory_authority",
    "purposes",
    "recipients",
    "storage_time",
)
"""The settings without which there are no papers (Rule E8)."""


_AT_REST = 3
"""So many beats after its last job the program is at rest."""


class Journey:
    """One person's way through the program. Attributes: ``report``."""

    def __init__(self, folder: Path) -> None:
        from intman_desktop import sealing
        from intman_desktop.app import begin
        from intman_desktop.jobs.workers import collect_on_gui_thread
        from intman_desktop.paths import default_vault
        from intman_desktop.sample.office import LAST_DAY
        from intman_desktop.tour.driver import Driver
        from intman_desktop.ui.crash import start_log
        from intman_desktop.ui.style import new_application
        from intman_desktop.vault import founding
        from intman_desktop.vault.emergency_code import new_code
        from tests.opened import FAST

        self.folder = folder
        self.report: dict[str, Any] = {"stages": [], "memory": []}
        self._known: dict[str, bytes] = {}
        patch = pytest.MonkeyPatch()
        patch.setattr(sealing, "calibrate", lambda: FAST)
        patch.setattr(founding, "new_code", self._code_heard(new_code))
        self._application = new_application()
        start_log()
        self.program: Program = begin(self._application, default_vault(), LAST_DAY)
        self.program.crash.install()
        collect_on_gui_thread(self.program)
        self.driver: Driver = Driver(self._application, self.program.window, self.program.workers)
        self._failed: Exception | None = None
        self._under_way, self._rests = False, 0
        self._stages: list[Callable[[], None]] = [
            self.first_start,
            self.take_somebody_in,
            self.note_a_talk,
            self.agree_on_a_goal,
            self.attach_a_scan,
            self.print_a_paper,
            self.give_a_list_out,
            self.hide_names,
            self.make_a_mistake,
            self.search,
            self.begin_a_text,
            self.lock,
            self.look_into_memory,
            self.unlock,
            self.back_up,
            self.erase,
            self.lock,
            self.look_into_memory,
            self.restore,
        ]

    def go(self) -> None:
        """Go all the way, stage after stage; each begins from the loop of events, with the program at rest.

        Raises what went wrong in a stage.
        """
        from PySide6.QtCore import QTimer

        watch = ExitStack()
        self.report["disk"] = watch.enter_context(disk_on_this_thread())
        self.program.start()
        self.program.window.showNormal()
        self.program.window.resize(1366, 768)
        beat = QTimer(self.program, interval=10)
        beat.timeout.connect(self._go_on)
        beat.start()
        self._application.exec()
        self.program.finish()
        watch.close()
        if self._failed is not None:
            raise self._failed

    def _go_on(self) -> None:
        """Begin the next stage, unless one is under way or the program was busy a moment ago."""
        self._rests = self._rests + 1 if self.program.workers.idle() else 0
        if self._under_way or self._rests < _AT_REST:
            return
        self._rests, self._under_way = 0, True
        stage = self._stages.pop(0)
        try:
            stage()
        except Exception as error:
            self._failed = error
        self._under_way = False
        self.report["stages"].append(stage.__name__)
        if self._failed is not None or not self._stages:
            if self.program.keeping is not None:
                self.program.keeping.closing.end()  # nobody is here to answer what is asked before it closes
            self._application.quit()

    def first_start(self) -> None:
        from PySide6.QtWidgets import QAbstractButton

        from intman_desktop.sample.office import the_office
        from intman_desktop.services.keeping.settings import change_office
        from intman_desktop.ui.pdf_view import PdfView

        driver = self.driver
        driver.type_into("Träger", "Stadt Musterstadt")
        driver.type_into("Standort", "Haus am Markt")
        driver.type_into("Ihr Name", "Ina Beispielfrau")
        driver.press("Weiter")
        for field in ("Passphrase", "Noch einmal"):
            driver.type_into(field, said("passphrase"))
        driver.press("Tresor anlegen")
        driver.wait_for(lambda: driver.has(PdfView, "Notfallblatt"), "the emergency sheet")
        driver.press("Das Notfallblatt ist gedruckt")
        driver.press("Fertig")
        driver.wait_for(lambda: driver.has(QAbstractButton, "Übersicht"), "the overview")
        office = the_office()
        self._done(change_office, {name: getattr(office, name) for name in _ON_PAPERS})
        desk = self.program.frame.desk
        assert desk is not None
        self._known["data key"] = desk.vault.data_key.translate(_FLIP)

    def take_somebody_in(self) -> None:
        from intman_desktop.tour.people import Newcomer, take_in

        take_in(
            self.driver,
            Newcomer("Arabisch", said("family_name"), said("given_name"), "15.3.1990", "Ja", "Ja"),
        )

    def note_a_talk(self) -> None:
        from PySide6.QtCore import Qt

        self.driver.keys(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
        self.driver.choose("Hauptthema", "Sprache")
        self.driver.type_into("Notiz", said("note"))
        self.driver.press("Speichern")

    def agree_on_a_goal(self) -> None:
        driver = self.driver
        self._case("plan")
        driver.press("Plan beginnen")
        driver.press("Ziele und deren Erfüllung")
        driver.press("Ziel vereinbaren", last=True)  # the head of the case calls for it, too (I8)
        driver.choose("Lebensbereich", "Sprache")
        driver.type_into("Ziel in den Worten", said("goal"))
        driver.type_into("Woran wir sehen", "Das Zertifikat liegt vor.")
        driver.type_into("Bis wann", "30.06.2027")
        driver.type_into("1. Maßnahme", "Kurs besuchen")
        driver.press("Ziel speichern")

    def attach_a_scan(self) -> None:
        from intman_desktop.ui.case.scans_card import ScansCard
        from intman_desktop.ui.paper_view import PaperView

        page = self._case("papers")
        (card,) = page.findChildren(ScansCard)
        card.take_file(self.folder / "given" / "zeugnis.pdf")
        self.driver.wait_for(card.form.isVisible, "the form of the scan")
        self.driver.type_into("Bezeichnung", said("scan"))
        self.driver.press("Scan aufnehmen")
        self.driver.press(f"Scan {said('scan')} zeigen")
        (view,) = page.findChildren(PaperView)
        self._must(view.isVisible() and view.pdf.page_count() == 1, "the scan is shown")
        view.close_paper()

    def print_a_paper(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from intman_desktop.ui.parts.labels import SmallText

        view = self._paper_shown()
        told = [each.text() for each in view.findChildren(SmallText) if each.isVisible()]
        self.report["told_when_printing"] = told
        view.pdf.ask_printer()
        (dialog,) = view.findChildren(QPrintDialog)
        dialog.reject()
        printer = QPrinter()
        printer.setResolution(72)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.folder / "spooler" / "printed"))
        view.pdf.print_to(printer)
        notices = self.program.window.notices
        self.driver.wait_for(lambda: "printed gespeichert im Ordner" in notices.text(), "the end of printing")

    def give_a_list_out(self) -> None:
        page: Any = self.program.window.open_page("cases")
        self.driver.settle()
        page.lists.save_xlsx(self.folder / "chosen" / "liste.xlsx")
        self.driver.wait_for((self.folder / "chosen" / "liste.xlsx").exists, "the list")
        self.driver.settle()

    def hide_names(self) -> None:
        from PySide6.QtCore import Qt

        for drawn in (True, False):
            self.driver.keys(Qt.Key.Key_F8)
            self._must(self.program.frame.curtain.drawn is drawn, "the names are hidden, then shown")

    def make_a_mistake(self) -> None:
        from PySide6.QtWidgets import QApplication

        from intman_desktop.ui.crash import CrashDialog

        def shown() -> list[CrashDialog]:
            return [each for each in QApplication.allWidgets() if isinstance(each, CrashDialog)]

        self.program.workers.vault.run(_fail)
        self.driver.wait_for(lambda: bool(shown()), "the crash dialog")
        shown()[0].accept()
        self.driver.settle()

    def search(self) -> None:
        """Search, and leave what was found standing there."""
        field = self.program.window.top_bar.search
        field.setFocus()
        self.driver._type(field, said("given_name").split()[1])
        self.driver.wait_for(lambda: bool(field.offers()), "somebody found")
        self._must(any(said("family_name") in each.name for each in field.offers()), "she is found")

    def begin_a_text(self) -> None:
        """Begin a talk and, before any consent, somebody else; leave a paper, a list and a dialog open."""
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QApplication

        self._case("papers")
        self.driver.keys(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
        self.driver.type_into("Notiz", said("draft"))
        self._paper_shown()
        self.driver.keys(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        self.driver.choose("Sprache", "Arabisch")
        self.driver.press("Weiter")
        self.driver.press("Weiter")
        self.driver.type_into("Familienname", said("stranger"))
        self.program.window.top_bar.searched.emit(said("given_name"))
        self.driver.settle()
        QApplication.clipboard().setText(said("family_name"))
        self.driver.keys(Qt.Key.Key_F1)

    def lock(self) -> None:
        self.program.window.lock_wanted.emit()
        self._must(self.program.window.is_covered(), "the window is covered at once")

    def look_into_memory(self) -> None:
        from PySide6.QtWidgets import QLabel

        from tests.promises import hunting

        planted = [said("planted"), QLabel(said("planted"))]  # the counter-proof: these are held
        self._must(self.program.frame.desk is None, "the store is closed")
        self.report["memory"].append(
            {
                "python": hunting.held_by_python(self._secrets),
                "qt": hunting.held_by_qt(self._secrets),
                "steps_back": hunting.steps_back(),
            }
        )
        planted.clear()

    def unlock(self) -> None:
        self._unlock()
        self._must("noch da" in self.program.window.notices.text(), "what was begun is offered")

    def back_up(self) -> None:
        from intman_desktop.ui.settings.backup_part import BackupPart

        page = self.program.window.open_page("settings", part="backup")
        self.driver.settle()
        (part,) = page.findChildren(BackupPart)
        part.back_up_to(self.folder / "stick")
        self.driver.wait_for(lambda: bool(self._backups()), "the backup")
        self.driver.settle()

    def erase(self) -> None:
        from intman_desktop.sample.office import LAST_DAY
        from intman_desktop.services.closing.ending import end_case
        from intman_desktop.services.closing.erasure import erase_case
        from intman_desktop.values.ending_views import Ending

        self._done(end_case, 1, Ending(LAST_DAY, "relocation", said("note")))
        self._done(erase_case, 1)

    def restore(self) -> None:
        from PySide6.QtWidgets import QAbstractButton

        from intman_desktop.ui.unlock.other_card import OtherCard

        self.driver.press("Anderer Tresor, neuer Tresor oder Sicherung")
        card = self.program.window.findChildren(OtherCard)[-1]
        card.take_backup(self._backups()[0])
        self.driver.type_into("Passphrase der Sicherung", said("passphrase"))
        for step in ("Ansehen", "Wiederherstellen"):
            if self.driver.has(QAbstractButton, step):
                self.driver.press(step)
        self._unlock()
        rows = self._asked("intman_desktop.services.across.overview", "place_counts")
        self._must(rows.active_cases == 0, "the erased stays erased")

    # Hands

    def _case(self, tab: str) -> Any:
        page = self.program.window.open_page("case", case_id=1, tab=tab)
        self.driver.settle()
        return page

    def _paper_shown(self) -> Any:
        from intman_desktop.ui.paper_view import PaperView

        page = self._case("papers")
        self.driver.press("Datenschutzerklärung zeigen und drucken")
        (view,) = page.findChildren(PaperView)
        self.driver.wait_for(view.isVisible, "the paper")
        return view

    def _backups(self) -> list[Path]:
        return list((self.folder / "stick").glob("*.imb"))

    def _unlock(self) -> None:
        from intman_desktop.ui.unlock.unlock_card import UnlockCard

        self.driver.wait_for(lambda: bool(self.program.window.findChildren(UnlockCard)), "the lock screen")
        self.driver.type_into("Passphrase", said("passphrase"))
        self.driver.press("Öffnen")
        self.driver.wait_for(lambda: not self.program.window.is_covered(), "the overview")
        self.driver.settle()

    def _done(self, verb: Callable[..., Any], *arguments: Any) -> None:
        found: list[Any] = []
        self.program.frame.do(verb, *arguments, on_done=found.append)
        self.driver.wait_for(lambda: bool(found), verb.__name__)
        self.driver.settle()

    def _asked(self, module: str, verb: str) -> Any:
        from importlib import import_module

        found: list[Any] = []
        self.program.frame.ask(getattr(import_module(module), verb), on_done=found.append)
        self.driver.wait_for(lambda: bool(found), verb)
        return found[0]

    def _code_heard(self, new_code: Callable[[], str]) -> Callable[[], str]:
        def made() -> str:
            code = new_code()
            self._known["emergency code"] = code.encode().translate(_FLIP)
            return code

        return made

    def _secrets(self) -> dict[str, tuple[bytes, ...]]:
        """Return all that nobody may hold while the store is locked."""
        from tests.promises.marked import signs

        # how a name sounds follows from the name and takes long to look for
        wanted = {
            what: tuple(word.encode() for word in words if not word[0].isdigit())
            for what, words in signs().items()
        }
        for what, flipped in self._known.items():
            plain = flipped.translate(_FLIP)
            wanted[what] = (plain, plain.hex().encode())
        return wanted

    @staticmethod
    def _must(true: object, what: str) -> None:
        if not true:
            raise AssertionError(what)


def said(what: str) -> str:
    from tests.promises import marked

    return marked.said(what)


def _fail(*_arguments: object) -> None:
    raise ValueError(said("error"), said("family_name"))


def main() -> None:
    if sys.argv[2:] == ["traced"]:
        tracing.be_traced()
    folder = Path(sys.argv[1])
    journey = Journey(folder)
    try:
        journey.go()
    except BaseException as error:
        journey.report["failed"] = f"{type(error).__name__}: {error}"
        raise
    finally:
        (folder / "report.json").write_text(json.dumps(journey.report), encoding="utf-8")
    gc.collect()


if __name__ == "__main__":
    main()
