"""The crash dialog and the log: a code, the place, never a value."""

from __future__ import annotations

import errno
import logging.config
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.errors import described
from intman_desktop.ui import crash
from intman_desktop.ui.crash import CrashDialog, CrashWatch, log_file, start_log, stop_log
from intman_desktop.ui.style import Style


@pytest.fixture
def watch(qtbot: QtBot, look: Style) -> Iterator[CrashWatch]:
    log_file().unlink(missing_ok=True)
    start_log()
    watch = CrashWatch()
    yield watch
    watch.uninstall()
    for dialog in shown():
        dialog.close()
    stop_log()


def shown() -> list[CrashDialog]:
    return [
        each for each in QApplication.topLevelWidgets() if isinstance(each, CrashDialog) and each.isVisible()
    ]


def fail_with_a_name() -> NoReturn:
    raise ValueError("Alrashid, Samira is not a number")


def caught() -> BaseException:
    try:
        try:
            fail_with_a_name()
        except ValueError as error:
            raise RuntimeError("0711 123456") from error
    except RuntimeError as error:
        return error


def test_the_description_names_class_and_place_and_no_value() -> None:
    said = described(caught())
    assert "builtins.RuntimeError" in said
    assert "builtins.ValueError" in said
    assert "fail_with_a_name" in said
    assert "Alrashid" not in said
    assert "0711" not in said


def test_a_bug_saves_the_draft_and_shows_a_code_and_the_log(qtbot: QtBot, watch: CrashWatch) -> None:
    saved: list[bool] = []
    watch.save_draft = lambda: saved.append(True)
    watch.report(caught())
    qtbot.waitUntil(lambda: bool(shown()))
    assert saved == [True]
    log = shown()[0].findChildren(QPlainTextEdit)[0].toPlainText()
    assert "fail_with_a_name" in log
    words = " ".join(each.text() for each in shown()[0].findChildren(QLabel))
    assert "Das steht im Fehlerprotokoll." in words  # the Protokoll is the journal
    written = log_file().read_text(encoding="utf-8")
    assert "fail_with_a_name" in written
    assert "Alrashid" not in written + log


def test_the_log_speaks_on_after_a_library_has_set_logging_up() -> None:
    logging.config.dictConfig({"version": 1})
    log_file().unlink(missing_ok=True)
    start_log()
    logging.getLogger("intman").error("still here")
    stop_log()
    assert "still here" in log_file().read_text(encoding="utf-8")


def test_the_log_is_two_files_at_most_and_begins_anew_when_it_is_large() -> None:
    before = log_file().with_name(f"{log_file().name}.1")
    for file in (log_file(), before):
        file.unlink(missing_ok=True)
    start_log()
    log = logging.getLogger("intman")
    for number in range(5):
        log.error("line %d %s", number, "x" * 100_000)
    stop_log()
    assert [line.split()[4] for line in before.read_text(encoding="utf-8").splitlines()] == ["2", "3"]
    assert [line.split()[4] for line in log_file().read_text(encoding="utf-8").splitlines()] == ["4"]


def the_file() -> crash._LogFile:
    return next(each for each in logging.getLogger("intman").handlers if isinstance(each, crash._LogFile))


@pytest.mark.parametrize("how", ["no folder", "full", "not moved"])
def test_a_log_that_cannot_be_written_hides_no_dialog_and_is_told(
    qtbot: QtBot, watch: CrashWatch, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object, **_named: object) -> NoReturn:
        raise OSError(errno.ENOSPC, "full")

    handler = the_file()
    if how == "no folder":
        stop_log()
    elif how == "full":
        monkeypatch.setattr(handler, "_open", full)
    else:
        logging.getLogger("intman").error("x" * 300_000)
        monkeypatch.setattr(Path, "replace", full)
    watch.report(caught())
    qtbot.waitUntil(lambda: bool(shown()))
    assert "ließ sich nicht schreiben" in " ".join(each.text() for each in shown()[0].findChildren(QLabel))
    shown()[0].close()
    monkeypatch.undo()
    if how != "no folder":
        watch.report(caught())
        qtbot.waitUntil(lambda: bool(shown()))
        said = " ".join(each.text() for each in shown()[0].findChildren(QLabel))
        assert "Das steht im Fehlerprotokoll" in said


def test_a_write_that_fails_in_the_log_is_kept_in_mind(watch: CrashWatch) -> None:
    the_file().handleError(logging.makeLogRecord({}))
    assert not crash._last_is_written()
    logging.getLogger("intman").error("there is room again")
    assert crash._last_is_written()


def test_the_dialog_is_never_larger_than_the_window(qtbot: QtBot, look: Style) -> None:
    look.enlarge(2.0)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1366, 768)
    for parent, room in ((window, window.size()), (None, QApplication.primaryScreen().availableSize())):
        dialog = CrashDialog(parent, "AB12", "intman_desktop.ui.case.page: KeyError")
        qtbot.addWidget(dialog)
        dialog.show()
        assert dialog.width() <= room.width() - 48
        assert dialog.height() <= room.height() - 48
        dialog.close()


def test_one_dialog_at_a_time_and_the_next_bug_is_shown_again(qtbot: QtBot, watch: CrashWatch) -> None:
    watch.report(caught())
    watch.report(caught())
    qtbot.waitUntil(lambda: bool(shown()))
    QApplication.processEvents()
    assert len(shown()) == 1
    shown()[0].accept()
    watch.report(caught())
    qtbot.waitUntil(lambda: bool(shown()))
    assert log_file().read_text(encoding="utf-8").count("builtins.RuntimeError") == 3


def test_a_draft_that_cannot_be_saved_does_not_hide_the_dialog(qtbot: QtBot, watch: CrashWatch) -> None:
    def full() -> None:
        raise OSError("Samira")

    watch.save_draft = full
    watch.report(caught())
    qtbot.waitUntil(lambda: bool(shown()))
    assert "Samira" not in log_file().read_text(encoding="utf-8")


def test_every_hook_reports(qtbot: QtBot, watch: CrashWatch, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[BaseException] = []
    monkeypatch.setattr(watch, "report", heard.append)
    watch.install()
    error = caught()
    sys.excepthook(type(error), error, error.__traceback__)
    thread = threading.Thread(target=fail_with_a_name)
    thread.start()
    thread.join()
    assert [type(each) for each in heard] == [RuntimeError, ValueError]


def test_control_c_is_no_bug(qtbot: QtBot, watch: CrashWatch) -> None:
    watch.report(KeyboardInterrupt())
    QApplication.processEvents()
    assert shown() == []


@pytest.mark.qt_log_ignore("QFile")
def test_qts_complaints_are_logged_without_what_they_quote(qtbot: QtBot, watch: CrashWatch) -> None:
    watch.install()
    qWarning('QFile cannot open "/home/samira/Alrashid.pdf"')
    watch.uninstall()
    written = log_file().read_text(encoding="utf-8")
    assert "QFile cannot open" in written
    assert "samira" not in written
