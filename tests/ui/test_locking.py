"""Nothing delays locking: whatever stands over the window or is under way, the cover stands at once."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, QMimeData, Qt, QTimer
from PySide6.QtGui import QDrag
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from intman_desktop.app import Program
from intman_desktop.documents import apart
from intman_desktop.exchange.case_format import write_document
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables
from intman_desktop.services.casework.search import find_all
from intman_desktop.services.casework.talks import note_talk
from intman_desktop.services.common.drafts import open_drafts, save_draft
from intman_desktop.services.keeping import backups, stores
from intman_desktop.services.papers.paper_kinds import PERIOD_CERTIFICATE
from intman_desktop.services.plans import planning
from intman_desktop.services.rights import papers_out
from intman_desktop.services.transfer import importing
from intman_desktop.ui import locking, pdf_view, system_signals
from intman_desktop.ui.bring_in import bring_in
from intman_desktop.ui.case.page import CasePage
from intman_desktop.ui.cases.acts import PrintAct
from intman_desktop.ui.cases.acts_bar import PRINT
from intman_desktop.ui.cases.page import CasesPage
from intman_desktop.ui.overview.page import OverviewPage
from intman_desktop.ui.pdf_view import PdfView
from intman_desktop.ui.plan.goal_editor import GoalEditor
from intman_desktop.ui.settings.backup_part import BackupPart
from intman_desktop.ui.settings.page import SettingsPage
from intman_desktop.ui.system_signals import SystemWatch
from intman_desktop.ui.talk import saving as talk_saving
from intman_desktop.ui.talk.page import TalkPage
from intman_desktop.ui.unlock.cover import Cover
from intman_desktop.ui.unlock.reasons import LockReason
from intman_desktop.ui.unlock.unlock_card import UnlockCard
from intman_desktop.values.document import Document
from intman_desktop.values.outcome import Change
from intman_desktop.vault import backup, layout
from intman_desktop.vault.troubles import DiskFull
from tests.builders import a_case_file, a_client, a_plan
from tests.opened import PASSPHRASE
from tests.ui.hands import Hands, counting_of, only
from tests.ui.standing_over import OVER, a_paper

OpenProgram = Callable[..., Program]
PEOPLE = 14
TYPED = "Zwanzig Zeilen"


class Watch(SystemWatch):
    """A system that says what the test lets it say."""

    def __init__(self) -> None:
        super().__init__()
        self.allowed: list[bool] = []
        self.ended = False

    def let_sleep(self) -> None:
        self.allowed.append(True)

    def end(self) -> None:
        self.ended = True


@pytest.fixture
def drawn() -> bool:
    """Draw the window: it is waited for until the cover was painted."""
    return True


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    watch = Watch()
    monkeypatch.setattr(system_signals, "system_watch", lambda: watch)
    return watch


@pytest.fixture
def hands(qtbot: QtBot, open_program: OpenProgram, watch: Watch) -> Hands:
    people = [
        a_case_file(client=a_client(family_name=f"Muster{n:02}", given_name="Amira"), plan=a_plan())
        for n in range(PEOPLE)
    ]
    hands = Hands(qtbot, open_program(people))
    hands.qtbot.waitUntil(lambda: hands.program.system._watch is watch)
    return hands


def type_a_note(hands: Hands) -> None:
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.into(page.sheet.notes.parts()[0].note, TYPED)


def locked(hands: Hands, vault: Any, reason: LockReason = LockReason.SCREEN) -> None:
    """Lock, and see that all is as a locked program should be."""
    window = hands.program.window
    hands.program.locking.lock(reason)
    assert window.is_covered() and hands.program.frame.desk is None and window.pages() == {}
    assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == [window]
    is_locked(hands, vault)


def is_locked(hands: Hands, vault: Any) -> None:
    hands.qtbot.waitUntil(lambda: bool(cards(hands)), timeout=20_000)
    with pytest.raises(RuntimeError, match="closed"):
        _ = vault.data_key
    assert not hands.program.locking.closing
    hands.settle()
    hands.qtbot.waitUntil(lambda: multiprocessing.active_children() == [], timeout=20_000)


def cards(hands: Hands) -> list[UnlockCard]:
    found = hands.program.window.findChildren(UnlockCard)
    return [each for each in found if each.isVisible()]


def said(hands: Hands) -> str:
    return hands.words(cards(hands)[0])


def type_passphrase(hands: Hands) -> None:
    line = next(each for each in cards(hands)[0].findChildren(QLineEdit) if each.isVisible())
    hands.qtbot.keyClicks(line, PASSPHRASE)
    hands.qtbot.keyClick(line, Qt.Key.Key_Return)
    hands.qtbot.waitUntil(lambda: not hands.program.window.is_covered(), timeout=20_000)


def unlock(hands: Hands) -> None:
    type_passphrase(hands)
    hands.settle()


# What stands over the window


@pytest.mark.parametrize("over", OVER)
def test_what_stands_over_the_window_is_gone_at_once(
    hands: Hands, over: Callable[[Hands], QWidget], watch: Watch
) -> None:
    type_a_note(hands)
    vault = hands.vault
    assert over(hands).isVisible()
    watch.screen_locked.emit()
    assert hands.program.window.is_covered()
    assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == [hands.program.window]
    is_locked(hands, vault)
    assert "weil der Bildschirm gesperrt wurde" in said(hands) and "gesichert" in said(hands)
    unlock(hands)
    assert [each.form for each in hands.asked(open_drafts)] == ["talk"]


def test_the_passphrase_is_typed_at_once_where_it_was_locked(hands: Hands) -> None:
    """Nobody has to click into the field first; the last backup stands below, or that there is none."""
    hands.open(CasesPage, "cases")
    hands.program.window.lock_wanted.emit()
    hands.qtbot.waitUntil(lambda: bool(cards(hands)), timeout=20_000)
    hands.settle()
    (card,) = cards(hands)
    hands.type("baum")
    line = card.first_field().focusProxy()
    assert isinstance(line, QLineEdit) and line.text() == "baum"
    assert "Noch keine Sicherung." in said(hands)


def test_the_cover_is_painted_before_anything_else_is_done(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[str] = []

    def paint(cover: Cover, _event: object) -> None:
        painted.append("cover")

    def end() -> tuple[bool, bool]:
        painted.append("drafts")
        return False, False

    monkeypatch.setattr(Cover, "paintEvent", paint)
    monkeypatch.setattr(hands.program.drafting, "end", end)
    locked(hands, hands.vault)
    assert painted[:2] == ["cover", "drafts"]


def test_a_drag_is_ended_and_returns_into_a_page_that_is_there_still(
    hands: Hands, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = hands.open(TalkPage, "talk", case_id=1)
    field = page.sheet.notes.parts()[0].note
    source = field.findChild(QPlainTextEdit) or field
    vault = hands.vault
    loop = QEventLoop()
    monkeypatch.setattr(QDrag, "cancel", loop.quit)  # Qt's offscreen screen drags nothing

    def drag() -> None:
        drag = QDrag(source)
        drag.setMimeData(QMimeData())
        QTimer.singleShot(0, lambda: hands.program.locking.lock(LockReason.IDLE, 5))
        loop.exec()
        assert source.objectName() == ""  # it is alive
        drag.deleteLater()
        ended.append(True)

    ended: list[bool] = []
    QTimer.singleShot(0, drag)
    qtbot.waitUntil(lambda: bool(ended))
    is_locked(hands, vault)
    qtbot.waitUntil(lambda: not hands.program.window.findChildren(TalkPage))


def test_a_print_that_runs_ends(hands: Hands, tmp_path: Path) -> None:
    view = a_paper(hands)
    printed: list[bool] = []
    view.on_print_begun = lambda _job, _into: lambda: printed.append(True)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    view._content = many_pages()
    view.print_to(printer)
    hands.qtbot.waitUntil(lambda: printer.printerState() is QPrinter.PrinterState.Active)
    locked(hands, hands.vault)
    assert printer.printerState() is not QPrinter.PrinterState.Active
    assert printed == []


def many_pages() -> Any:
    from PySide6.QtCore import QByteArray

    from tests.ui.test_pdf_view import paper

    return QByteArray(paper(300))


# What is under way


class Held:
    """Lets a verb wait in the middle of its work. Attributes: ``begun``, ``go_on``, ``ended``."""

    def __init__(self) -> None:
        self.begun, self.go_on, self.ended = Event(), Event(), Event()

    def around(self, verb: Callable[..., Any]) -> Callable[..., Any]:
        def waiting(*args: Any, **more: Any) -> Any:
            self.begun.set()
            assert self.go_on.wait(30)
            found = verb(*args, **more)
            self.ended.set()
            return found

        return waiting


@pytest.fixture
def held() -> Iterator[Held]:
    held = Held()
    yield held
    held.go_on.set()


def lock_meanwhile(hands: Hands, held: Held) -> None:
    """Lock while a verb is held: the cover stands, and the store waits for the verb alone."""
    hands.qtbot.waitUntil(held.begun.is_set)
    vault = hands.vault
    hands.program.locking.lock(LockReason.SLEEP)
    assert hands.program.window.is_covered() and hands.program.locking.closing
    held.go_on.set()
    is_locked(hands, vault)


def test_a_backup_under_way_ends_with_nothing_left_of_it(
    hands: Hands, held: Held, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = hands.open(SettingsPage, "settings", part="backup")
    part = page.parts["backup"]
    assert isinstance(part, BackupPart)
    (tmp_path / "stick").mkdir()
    folder = hands.vault.folder
    monkeypatch.setattr(backup, "take_copy", held.around(backup.take_copy))
    part.back_up_to(tmp_path / "stick")
    lock_meanwhile(hands, held)
    assert held.ended.is_set()
    assert not [each for each in (tmp_path / "stick").iterdir() if each.suffix == ".imb"]
    assert not list(folder.glob(f"{layout.UNFINISHED}*"))
    unlock(hands)
    assert hands.asked(backups.last_backup) is None


def test_a_case_file_is_taken_in_first(
    hands: Hands, held: Held, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "cases.json"
    newcomer = a_case_file(client=a_client(family_name="Neuland", given_name="Nora"))
    file.write_bytes(write_document(Document(cases=(newcomer,))))
    monkeypatch.setattr(importing, "import_cases", held.around(importing.import_cases))
    bring_in(hands.program.frame, hands.open(OverviewPage, "overview"), file)
    lock_meanwhile(hands, held)
    unlock(hands)
    assert [each.name for each in hands.asked(find_all, "Neuland")] == ["Neuland, Nora"]


def test_a_check_of_the_store_is_interrupted(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, vault = Event(), hands.vault
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"

    def check(desk: Any, _seen: object = None) -> None:
        begun.set()
        desk.vault.look_up(endless)

    hands.program.frame.ask(check, on_done=lambda _found: None)
    hands.qtbot.waitUntil(begun.is_set)
    locked(hands, vault)


def test_papers_that_are_made_in_another_process_end_with_it(hands: Hands) -> None:
    page = hands.open(CasesPage, "cases")
    page.table.all_wanted.emit()
    hands.settle()
    page.acts.wanted.emit(PRINT)
    hands.settle()
    act = page.act
    assert isinstance(act, PrintAct) and len(act.case_ids) == PEOPLE >= apart.MANY
    act.run()
    hands.qtbot.waitUntil(lambda: bool(multiprocessing.active_children()), timeout=20_000)
    locked(hands, hands.vault)
    assert not hands.program.window.findChildren(PdfView)


def test_what_is_saved_meanwhile_is_written_and_said_to_nobody(hands: Hands, held: Held) -> None:
    done: list[object] = []
    hands.program.frame.do(
        held.around(save_draft), "form", None, "{}", on_done=done.append, said="Gespeichert"
    )
    lock_meanwhile(hands, held)
    assert done == [] and hands.notice() == ""
    unlock(hands)
    assert [each.form for each in hands.asked(open_drafts)] == ["form"]
    assert "Gespeichert" not in hands.notice()
    assert hands.program.frame._undo._steps == {}


def a_certificate(hands: Hands) -> PdfView:
    """Show a paper that comes into the journal once it is given out."""
    pdf, page = a_paper(hands), hands.program.window.page()
    assert isinstance(page, CasePage) and page._paper._shown is not None
    page._paper._shown = replace(page._paper._shown, name=PERIOD_CERTIFICATE)
    return pdf


def a_paper_on_its_way(hands: Hands, held: Held, file: Path) -> None:
    """Begin to save such a paper, and let its place take its time."""
    a_certificate(hands).save_to(file)
    hands.qtbot.waitUntil(held.begun.is_set)


def written(hands: Hands, file: Path) -> None:
    hands.qtbot.waitUntil(file.exists)
    hands.qtbot.waitUntil(hands.program.workers.idle, timeout=20_000)


@pytest.mark.parametrize("in_time", [True, False])
def test_l6_a_paper_on_its_way_into_a_file_is_noted_once_it_is_there_and_only_then(
    in_time: bool, hands: Hands, held: Held, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that comes too late for this is noted when the store is open again."""
    monkeypatch.setattr(pdf_view, "write_pdf", held.around(pdf_view.write_pdf))
    monkeypatch.setattr(locking, "_WRITTEN_SECONDS", 5.0 if in_time else 0.01)
    vault, file = hands.vault, tmp_path / "nachweis.pdf"
    a_paper_on_its_way(hands, held, file)
    hands.program.locking.lock(LockReason.SCREEN)
    if in_time:
        held.go_on.set()
    hands.qtbot.waitUntil(lambda: bool(cards(hands)))
    assert file.exists() is in_time
    held.go_on.set()
    written(hands, file)
    is_locked(hands, vault)
    assert all(each.work() is None for each in hands.program.locking.late.held().values()), (
        "it holds no paper"
    )
    unlock(hands)
    assert hands.asked(_verbs).count(Verb.CERTIFICATE_SAVED) == 1
    assert hands.program.locking.late.held() == {}


@pytest.mark.parametrize("comes", [True, False])
def test_l6_a_paper_that_is_still_on_its_way_at_unlocking_is_noted_as_soon_as_it_came_and_if_it_did(
    comes: bool, hands: Hands, held: Held, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_file: Path, _content: bytes) -> None:
        raise DiskFull

    monkeypatch.setattr(pdf_view, "write_pdf", held.around(pdf_view.write_pdf if comes else fails))
    monkeypatch.setattr(locking, "_WRITTEN_SECONDS", 0.01)
    file, late = tmp_path / "nachweis.pdf", hands.program.locking.late
    a_paper_on_its_way(hands, held, file)
    for _locking in range(2):
        lock_now(hands)
        type_passphrase(hands)
        assert Verb.CERTIFICATE_SAVED not in hands.asked(_verbs)
    assert late.held()
    held.go_on.set()
    hands.qtbot.waitUntil(lambda: not late.held())
    hands.settle()
    assert hands.asked(_verbs).count(Verb.CERTIFICATE_SAVED) == int(comes), "nobody has to lock for it"
    lock_now(hands)
    unlock(hands)
    assert hands.asked(_verbs).count(Verb.CERTIFICATE_SAVED) == int(comes)
    assert (late.held(), hands.program.frame.take_owed(), file.exists()) == ({}, {}, comes)


def lock_now(hands: Hands) -> str:
    """Lock, and return what the page to unlock says."""
    hands.program.locking.lock(LockReason.SCREEN)
    hands.qtbot.waitUntil(lambda: bool(cards(hands)), timeout=20_000)
    return said(hands)


class Full:
    """A disk that takes no entry of a paper while it is ``full``."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.full, self._enter = True, papers_out.enter_paper
        monkeypatch.setattr(papers_out, "enter_paper", self.enter)

    def enter(self, desk: Any, out: Any) -> Any:
        if self.full:
            raise DiskFull
        return self._enter(desk, out)


def test_l6_an_entry_that_the_disk_has_no_room_for_at_locking_is_made_when_it_has(
    hands: Hands, held: Held, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_view, "write_pdf", held.around(pdf_view.write_pdf))
    monkeypatch.setattr(locking, "_WRITTEN_SECONDS", 5.0)
    disk = Full(monkeypatch)
    a_paper_on_its_way(hands, held, tmp_path / "nachweis.pdf")
    hands.program.locking.lock(LockReason.SCREEN)
    held.go_on.set()
    hands.qtbot.waitUntil(lambda: bool(cards(hands)), timeout=20_000)
    assert "noch nicht im Protokoll" in said(hands)
    disk.full = False
    unlock(hands)
    assert hands.asked(_verbs).count(Verb.CERTIFICATE_SAVED) == 1
    assert "noch nicht im Protokoll" not in lock_now(hands)


def test_l6_an_entry_that_fails_at_unlocking_is_told_and_tried_at_the_next_locking(
    hands: Hands, held: Held, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_view, "write_pdf", held.around(pdf_view.write_pdf))
    monkeypatch.setattr(locking, "_WRITTEN_SECONDS", 0.01)
    disk, file, late = Full(monkeypatch), tmp_path / "nachweis.pdf", hands.program.locking.late
    a_paper_on_its_way(hands, held, file)
    lock_now(hands)
    held.go_on.set()
    written(hands, file)
    unlock(hands)
    assert "noch nicht im Protokoll" in hands.notice() and "Platz" in hands.notice()
    assert Verb.CERTIFICATE_SAVED not in hands.asked(_verbs) and len(late.held()) == 1
    assert "noch nicht im Protokoll" in lock_now(hands), "the disk is full still"
    unlock(hands)
    disk.full = False
    assert "noch nicht im Protokoll" not in lock_now(hands)
    assert late.held() == {}
    unlock(hands)
    assert hands.asked(_verbs).count(Verb.CERTIFICATE_SAVED) == 1


@pytest.mark.parametrize("full", [True, False])
def test_l6_an_entry_is_made_once_though_the_store_is_locked_before_that_is_heard(
    full: bool, hands: Hands, held: Held, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes = Held()
    monkeypatch.setattr(pdf_view, "write_pdf", writes.around(pdf_view.write_pdf))
    monkeypatch.setattr(locking, "_WRITTEN_SECONDS", 0.01)
    disk, file, late = Full(monkeypatch), tmp_path / "nachweis.pdf", hands.program.locking.late
    disk.full = full
    a_paper_on_its_way(hands, writes, file)
    lock_now(hands)
    writes.go_on.set()
    written(hands, file)
    monkeypatch.setattr(papers_out, "enter_kept", held.around(papers_out.enter_kept))
    type_passphrase(hands)
    lock_meanwhile(hands, held)
    assert bool(late.held()) is full
    disk.full = False
    unlock(hands)
    assert hands.asked(_verbs).count(Verb.CERTIFICATE_SAVED) == 1
    assert late.held() == {}


def test_l6_a_print_that_came_out_while_the_store_was_being_locked_is_noted(
    hands: Hands, held: Held, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One whose last page is drawn is printed, whatever is stopped then."""

    def prints(_content: bytes, _printer: object, *, progress: Any) -> None:
        progress(1, 1)
        held.around(lambda: None)()

    monkeypatch.setattr(pdf_view, "print_pages", prints)
    monkeypatch.setattr(locking, "_WRITTEN_SECONDS", 5.0)
    pdf = a_certificate(hands)
    pdf.print_to(QPrinter())
    hands.qtbot.waitUntil(held.begun.is_set)
    hands.program.locking.lock(LockReason.SCREEN)
    held.go_on.set()
    hands.qtbot.waitUntil(lambda: bool(cards(hands)), timeout=20_000)
    unlock(hands)
    assert hands.asked(_verbs).count(Verb.CERTIFICATE_PRINTED) == 1


def test_l6_a_print_that_locking_stopped_is_not_noted(
    hands: Hands, held: Held, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def prints(_content: bytes, _printer: object, *, progress: Any) -> None:
        held.around(lambda: None)()
        progress(1, 1)

    monkeypatch.setattr(pdf_view, "print_pages", prints)
    a_certificate(hands).print_to(QPrinter())
    lock_meanwhile(hands, held)
    unlock(hands)
    assert Verb.CERTIFICATE_PRINTED not in hands.asked(_verbs)
    assert hands.program.locking.late.held() == {}


def _verbs(desk: Any) -> list[str]:
    with desk.vault.reading() as connection:
        return list(connection.scalars(select(tables.journal.c.verb)))


def _talks(desk: Any) -> int:
    with desk.vault.reading() as connection:
        return connection.scalar(select(func.count()).select_from(tables.talks)) or 0


@pytest.mark.parametrize("fails", [False, True])
def test_a_talk_that_is_being_saved_just_then_is_there_once_and_its_text_never_lost(
    fails: bool, hands: Hands, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    def note(desk: Any, talk: Any, **how: Any) -> Any:
        if fails:
            raise DiskFull
        return note_talk(desk, talk, **how)

    monkeypatch.setattr(talk_saving, "note_talk", held.around(note))
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.into(page.sheet.head.topic.focusProxy() or page.sheet.head.topic, "1")
    page.save()
    lock_meanwhile(hands, held)
    unlock(hands)
    assert (hands.asked(_talks), len(hands.asked(open_drafts))) == ((0, 1) if fails else (1, 0))


@pytest.mark.parametrize(("fails", "typed_on", "kept"), [(0, 0, (1, 0)), (1, 0, (0, 1)), (0, 1, (1, 1))])
def test_a_goal_that_is_being_saved_just_then_is_there_once_and_what_was_typed_on_stays(
    fails: int, typed_on: int, kept: tuple[int, int], hands: Hands, held: Held, monkeypatch: Any
) -> None:
    """Its draft would make a second goal of it; one that holds more than was saved is kept."""
    plain = planning.save_goal

    def save(desk: Any, case_id: int, goal: Any, **how: Any) -> Any:
        if fails:
            raise DiskFull
        return plain(desk, case_id, goal, **how)

    def goals(desk: Any) -> int:
        return len(planning.plan_view(desk, 1).goals)

    before = hands.asked(goals)
    monkeypatch.setattr(planning, "save_goal", held.around(save))
    page = hands.open(CasePage, "case", case_id=1, tab="plan")
    hands.click(page, "Ziel vereinbaren")
    editor = only(page, GoalEditor)
    editor.area.set_code("language")
    hands.into(editor.wording, "Die B2-Prüfung bestehen")
    editor.save()
    if typed_on:
        hands.into(editor.seen_by, "Zertifikat")
    lock_meanwhile(hands, held)
    unlock(hands)
    assert (hands.asked(goals) - before, len(hands.asked(open_drafts))) == kept


def test_a_page_that_fails_at_it_is_told_as_a_bug_and_the_store_is_closed(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = hands.open(TalkPage, "talk", case_id=1)
    bugs: list[BaseException] = []
    monkeypatch.setattr(hands.program.workers.vault, "on_bug", bugs.append)

    def unsaved() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(page, "unsaved", unsaved)
    locked(hands, hands.vault)
    assert [type(each) for each in bugs] == [ZeroDivisionError]


# What the system says


@pytest.mark.parametrize(
    ("signal", "words"),
    [
        ("going_to_sleep", "weil der Rechner in den Ruhezustand ging"),
        ("screen_locked", "weil der Bildschirm gesperrt wurde"),
        ("user_switched", "weil jemand anders sich am Rechner angemeldet hat"),
    ],
)
def test_the_system_locks_and_sleeps_only_when_the_store_is_closed(
    hands: Hands, watch: Watch, held: Held, signal: str, words: str
) -> None:
    vault = hands.vault
    hands.program.frame.do(held.around(save_draft), "form", None, "{}")
    hands.qtbot.waitUntil(held.begun.is_set)
    getattr(watch, signal).emit()
    getattr(watch, signal).emit()
    assert hands.program.window.is_covered() and watch.allowed == []
    held.go_on.set()
    is_locked(hands, vault)
    assert words in said(hands)
    assert watch.allowed == [True]
    getattr(watch, signal).emit()  # with nothing open there is nothing to wait for
    assert watch.allowed == [True, True]
    assert len(cards(hands)) == 1


def test_the_system_sleeps_only_when_a_store_that_was_being_opened_is_closed_again(
    hands: Hands, watch: Watch, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked(hands, hands.vault)
    watch.allowed.clear()
    opened: list[Any] = []
    plain = stores.open_store

    def opening(*arguments: Any, **named: Any) -> Any:
        opened.append(plain(*arguments, **named))
        return opened[0]

    monkeypatch.setattr(stores, "open_store", held.around(opening))
    line = next(each for each in cards(hands)[0].findChildren(QLineEdit) if each.isVisible())
    line.setText(PASSPHRASE)
    hands.qtbot.keyClick(line, Qt.Key.Key_Return)
    hands.qtbot.waitUntil(held.begun.is_set)
    watch.going_to_sleep.emit()
    hands.qtbot.wait(20)
    assert watch.allowed == []
    held.go_on.set()
    hands.qtbot.waitUntil(lambda: bool(watch.allowed), timeout=20_000)
    assert opened[0].closed
    assert hands.program.frame.desk is None
    hands.settle()
    assert hands.program.window.is_covered()


@pytest.mark.usefixtures("touches")
def test_what_the_program_does_by_itself_is_no_touch_of_a_person(hands: Hands) -> None:
    idle = hands.program.idle
    counting = counting_of(hands.qtbot, hands.program)
    minutes = counting.interval() // 60_000
    counting.start(counting.interval() - 1)  # nearly as long as it counts
    counting.setInterval(minutes * 60_000)
    hands.qtbot.wait(50)
    left = counting.remainingTime()
    hands.program.frame.changed.emit(frozenset({Change.BACKUPS, Change.OFFICE}))
    hands.settle()
    assert counting.remainingTime() <= left
    idle.go_on(minutes + 1)
    assert counting.remainingTime() > left


def test_locked_is_told_when_the_other_worker_has_let_go_of_its_step(
    hands: Hands, watch: Watch, held: Held
) -> None:
    vault = hands.vault
    hands.program.frame.make(held.around(len), "with a key", on_done=lambda _done: None)
    hands.qtbot.waitUntil(held.begun.is_set)
    watch.screen_locked.emit()
    hands.qtbot.waitUntil(hands.program.workers.vault.idle)
    assert watch.allowed == [] and not cards(hands)
    held.go_on.set()
    is_locked(hands, vault)
    assert watch.allowed == [True]


def test_a_step_without_end_delays_it_for_no_longer_than_its_time(
    hands: Hands, watch: Watch, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "_LET_GO_MS", 1)
    hands.program.frame.make(held.around(len), "with a key", on_done=lambda _done: None)
    hands.qtbot.waitUntil(held.begun.is_set)
    watch.screen_locked.emit()
    hands.qtbot.waitUntil(lambda: bool(cards(hands)))
    assert watch.allowed == [True] and not held.ended.is_set()
    held.go_on.set()
    hands.settle()
    assert watch.allowed == [True]


def test_a_store_that_is_being_opened_just_then_is_closed_before_it_is_seen(
    hands: Hands, watch: Watch, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    from intman_desktop.services.keeping import stores

    locked(hands, hands.vault)
    opened: list[Any] = []

    def keep(*args: Any, **more: Any) -> Any:
        opened.append(plain(*args, **more))
        return opened[-1]

    plain = stores.open_store
    monkeypatch.setattr(stores, "open_store", held.around(keep))
    line = next(each for each in cards(hands)[0].findChildren(QLineEdit) if each.isVisible())
    hands.qtbot.keyClicks(line, PASSPHRASE)
    hands.qtbot.keyClick(line, Qt.Key.Key_Return)
    hands.qtbot.waitUntil(held.begun.is_set)
    watch.going_to_sleep.emit()
    held.go_on.set()
    hands.qtbot.waitUntil(
        lambda: "in den Ruhezustand ging" in "".join(hands.words(each) for each in cards(hands))
    )
    is_locked(hands, opened[0])
    assert hands.program.window.is_covered()
    unlock(hands)


def test_the_end_of_the_program_ends_the_watch_and_clears_what_was_copied(
    qtbot: QtBot,
    qapp: QApplication,
    empty_store: Path,
    tmp_path: Path,
    watch: Watch,
    look: object,
    today: date,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("INTMAN_HOME", str(tmp_path))
    program = Program(qapp, empty_store, today)
    program.start()
    qtbot.waitUntil(lambda: program.system._watch is watch)
    QApplication.clipboard().setText("ABCD-EFGH-IJKL")
    program.finish()
    assert watch.ended and QApplication.clipboard().text() == ""
