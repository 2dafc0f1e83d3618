"""The real window over a real store: first start, drafts, locking, and what is loaded when."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from intman_desktop.app import Program
from intman_desktop.services.common.drafts import open_drafts
from intman_desktop.services.keeping import stores
from intman_desktop.services.keeping.stores import desk_of
from intman_desktop.ui import machine
from intman_desktop.ui.style import Style
from intman_desktop.ui.unlock.other_card import OtherCard
from intman_desktop.ui.unlock.reasons import LockReason
from intman_desktop.ui.unlock.unlock_card import UnlockCard
from intman_desktop.ui.unlock.waiting_card import WaitingCard
from intman_desktop.ui.unlock.ways import Whose
from intman_desktop.vault import files, layout
from tests.opened import PASSPHRASE, make_template
from tests.ui.covers import cover
from tests.ui.hands import Hands, counting_of, running
from tests.ui.pages import NotePage

PAGES = ("overview", "cases", "talk", "new_person")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INTMAN_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, look: Style, home: Path, today: date) -> Iterator[Program]:
    store = make_template(home / "vault")
    program = Program(qapp, store, today)
    bugs: list[BaseException] = []
    program.workers.listen(program.frame.warn, bugs.append)
    for name in PAGES:
        program.window.register_page(name, NotePage)
    program.start()
    yield program
    program.finish()
    assert bugs == []


def unlock(qtbot: QtBot, program: Program) -> None:
    qtbot.waitUntil(lambda: isinstance(cover(program.window), UnlockCard))
    line = next(each for each in cover(program.window).findChildren(QLineEdit) if each.isVisible())
    line.setText(PASSPHRASE)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not program.window.is_covered())
    qtbot.waitUntil(program.workers.idle)


def drafts(qtbot: QtBot, program: Program) -> Any:
    found: list[Any] = []
    program.frame.ask(open_drafts, on_done=found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def note(program: Program, text: str, **where: Any) -> NotePage:
    page = program.window.open_page("talk", **where)
    assert isinstance(page, NotePage)
    page.field.setText(text)
    return page


def test_a_store_that_is_just_being_opened_is_closed_with_the_window(
    qtbot: QtBot, qapp: QApplication, look: Style, home: Path, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = Program(qapp, make_template(home / "vault"), today)
    begun, opened = Event(), []

    def over(vault: Any, **clock: Any) -> Any:
        begun.set()
        opened.append(vault)
        return desk_of(vault, **clock)

    monkeypatch.setattr(stores, "desk_of", over)
    program.start()
    qtbot.waitUntil(lambda: isinstance(cover(program.window), UnlockCard))
    qtbot.waitUntil(program.workers.idle)
    cover(program.window).passphrase_given.emit(PASSPHRASE, Whose.OWNER)
    assert begun.wait(20)
    program.finish()
    assert [vault.closed for vault in opened] == [True]


def test_unlocking_opens_the_overview_and_counts(qtbot: QtBot, program: Program) -> None:
    unlock(qtbot, program)
    assert program.window.page_name() == "overview"
    qtbot.waitUntil(lambda: machine.load_machine().vault.endswith("vault"))


def test_a_text_begun_is_offered_back_after_locking(qtbot: QtBot, program: Program) -> None:
    unlock(qtbot, program)
    note(program, "Zwanzig Zeilen", mode="short")
    qtbot.keyClick(program.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert program.window.is_covered()
    assert program.window.pages() == {}
    assert program.frame.desk is None
    qtbot.waitUntil(lambda: isinstance(cover(program.window), UnlockCard))
    unlock(qtbot, program)
    qtbot.waitUntil(lambda: "Angefangener Text" in program.window.notices.text())
    Hands(qtbot, program).answer_notice()
    page = program.window.page()
    assert isinstance(page, NotePage)
    assert page.field.text() == "Zwanzig Zeilen"
    assert page.opened == [{"mode": "short"}]


def test_control_l_over_any_cover_leaves_what_is_open_behind_it(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Issue 5, point 5: so the sheet of a new store is taken away, and a preview with its passphrase."""
    qtbot.waitUntil(lambda: isinstance(cover(program.window), UnlockCard))
    qtbot.waitUntil(program.workers.idle)
    qtbot.waitUntil(lambda: "shell" in vars(program.window))  # made once the window is painted
    left: list[str] = []
    program.entrance.guard(left.append)
    qtbot.keyClick(program.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert left == ["Gesperrt."]
    program.entrance.guard(None)
    qtbot.keyClick(program.window, Qt.Key.Key_F8)
    assert not program.frame.curtain.drawn


def test_a_draft_ends_when_its_text_was_saved_or_emptied(qtbot: QtBot, program: Program) -> None:
    unlock(qtbot, program)
    page = note(program, "Entwurf")
    program.drafting.save()
    assert [each.form for each in drafts(qtbot, program)] == ["talk"]
    page.field.setText("Entwurf, länger")
    program.drafting.save()
    assert len(drafts(qtbot, program)) == 1
    page.field.setText("")
    program.drafting.save()
    assert drafts(qtbot, program) == ()


def test_what_is_typed_before_consent_never_reaches_the_store(qtbot: QtBot, program: Program) -> None:
    unlock(qtbot, program)
    page = note(program, "Samira")
    page.before_consent = True
    program.drafting.save()
    assert drafts(qtbot, program) == ()
    program.locking.lock(LockReason.IDLE, 5)
    qtbot.waitUntil(lambda: isinstance(cover(program.window), UnlockCard))
    assert all("Samira" not in repr(sealed) for sealed in program.drafting.sealed.sealed)
    unlock(qtbot, program)
    assert drafts(qtbot, program) == ()
    qtbot.waitUntil(lambda: "noch da" in program.window.notices.text())
    Hands(qtbot, program).answer_notice()
    again = program.window.page()
    assert isinstance(again, NotePage)
    assert again.field.text() == "Samira"


def test_saves_that_are_queued_are_written_before_the_store_is_closed(qtbot: QtBot, program: Program) -> None:
    from intman_desktop.services.common.drafts import save_draft

    unlock(qtbot, program)
    for number in range(5):
        program.frame.do(save_draft, f"form {number}", None, "{}")
    program.locking.lock(LockReason.ASKED)
    unlock(qtbot, program)
    assert len(drafts(qtbot, program)) == 5


def test_idling_locks_and_a_touch_begins_anew(qtbot: QtBot, program: Program) -> None:
    unlock(qtbot, program)
    counting = counting_of(qtbot, program)
    counting.start(300)
    qtbot.keyClick(program.window, Qt.Key.Key_Shift)
    qtbot.waitUntil(program.window.is_covered)
    qtbot.waitUntil(lambda: isinstance(cover(program.window), UnlockCard))


def test_the_clipboard_keeps_nothing_of_ours(qtbot: QtBot, program: Program) -> None:
    unlock(qtbot, program)
    QApplication.clipboard().setText("Alrashid, Samira")
    program.locking.lock(LockReason.ASKED)
    assert QApplication.clipboard().text() == ""


def test_the_machine_remembers_the_look_and_nothing_strange(home: Path) -> None:
    machine.remember(look="dark", text_size=1.5)
    assert machine.load_machine() == machine.Machine(look="dark", text_size=1.5)
    (home / "machine" / "window.json").write_text('{"look": 7, "text_size": 2.0, "more": 1}')
    assert machine.load_machine() == machine.Machine(text_size=2.0)
    (home / "machine" / "window.json").write_text("[")
    assert machine.load_machine() == machine.Machine()


STARTED = """
import sys
from PySide6 import QtWidgets
from intman_desktop.app import Program
from intman_desktop.cli.arguments import parse
parse(["--language", "de"], int)
from intman_desktop.ui.style import new_application
application = new_application()
from intman_desktop import app
from intman_desktop.ui.unlock import first_start
app._SEEN_AFTER_MS = first_start._SEEN_AFTER_MS = 60_000  # what comes after the painting does not come here
program = Program(application)
program.start()
while not program.window.findChildren(first_start.FirstStart):
    application.processEvents()
program.window.grab()
print("\\n".join(sorted({name.partition(".")[0] for name in sys.modules})))
print("\\n".join(sorted(name for name in sys.modules if name.startswith(("intman_desktop.", "PySide6.")))))
print("\\n".join(f"PySide6.QtWidgets.{name}" for name in vars(QtWidgets)))
program.finish()
"""


def test_before_the_unlock_window_is_painted_only_qt_and_our_leaves_are_loaded(
    home: Path, checkout: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", STARTED], cwd=checkout, capture_output=True, text=True, check=True, timeout=60
    )
    loaded = set(done.stdout.split())
    ours = {name for name in loaded if name.startswith("intman_desktop.")}
    rooms = {name.split(".")[1] for name in ours}
    assert rooms == {"app", "cli", "ui", "jobs", "clock", "errors", "language", "paths"}
    # what hears of the system's sleep and screen comes after the window
    assert "PySide6.QtDBus" not in loaded and "intman_desktop.ui.system" not in loaded
    # whose enumerations alone are a fiftieth of the start
    assert "PySide6.QtWidgets.QLabel" in loaded and "PySide6.QtWidgets.QStyle" not in loaded
    top = {name for name in loaded if "." not in name and not name.startswith("_")}
    # Debian and virtual environments put names of their own into every Python.
    foreign = top - set(sys.stdlib_module_names) - {"PySide6", "shiboken6", "intman_desktop"}
    here = subprocess.run(
        [sys.executable, "-c", "import sys; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    assert foreign - {name.partition(".")[0] for name in here.stdout.split()} <= {
        "shibokensupport",
        "signature_bootstrap",
    }


def test_a_store_that_a_killed_restore_put_aside_is_asked_for_and_nothing_new_is_begun(
    qtbot: QtBot, qapp: QApplication, look: Style, home: Path, today: date
) -> None:
    make_template(home / "vault").rename(home / "vault-beiseite-2026-11-19-120000")
    files.unfinished(home, "vault").mkdir()
    with running(qapp, home / "vault", today) as program:
        program.start()
        qtbot.waitUntil(lambda: bool(program.window.findChildren(UnlockCard)))
        said = [each.text() for each in program.window.findChildren(QLabel)]
        assert any("wurde unterbrochen" in each for each in said)
    assert (home / "vault" / layout.KEY_FILE).is_file()


def test_a_folder_that_does_not_answer_freezes_nothing_and_another_store_can_be_chosen(
    qtbot: QtBot, qapp: QApplication, look: Style, home: Path, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, answers, plain = make_template(home / "vault"), Event(), Path.exists

    def slow(path: Path) -> bool:
        return plain(path) and (path != store or answers.wait(20))

    with monkeypatch.context() as held, running(qapp, store, today) as program:
        held.setattr(Path, "exists", slow)
        program.start()
        waiting = cover(program.window)
        assert isinstance(waiting, WaitingCard) and waiting.card.isHidden(), "nothing flickers"
        qtbot.waitUntil(waiting.card.isVisible)
        waiting.other_wanted.emit()
        other = cover(program.window)
        assert isinstance(other, OtherCard)
        other.gone_back.emit()
        assert isinstance(cover(program.window), WaitingCard), "nobody is led to a first start"
        answers.set()
        qtbot.waitUntil(lambda: isinstance(cover(program.window), UnlockCard))


def test_a_store_that_is_closed_to_us_is_asked_for_and_its_door_says_why(
    qtbot: QtBot, qapp: QApplication, look: Style, home: Path, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_template(home / "vault")

    def closed(_folder: Path) -> None:
        raise PermissionError

    with monkeypatch.context() as held:
        held.setattr(Path, "iterdir", closed)
        with running(qapp, home / "vault", today) as program:
            program.start()
            qtbot.waitUntil(lambda: isinstance(cover(program.window), UnlockCard))
