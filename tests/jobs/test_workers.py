"""What the short rounds of the collector leave alone goes when the store is locked."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from intman_desktop import jobs
from intman_desktop.jobs.workers import Workers, collect_all


class Page:
    """Something old that only holds itself."""

    def __init__(self) -> None:
        self.me = self


def test_what_is_old_is_let_go_of_as_well(qtbot: QtBot) -> None:
    gc.disable()
    try:
        page = Page()
        gc.collect(1)
        gc.collect(1)  # from here on it is old
        known = weakref.ref(page)
        del page
        gc.collect(1)
        assert known() is not None
        collect_all()
        assert known() is None
    finally:
        gc.enable()


def test_a_place_that_does_not_answer_holds_up_no_other_work_and_not_the_end(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    workers, owner, answers = Workers(), QObject(), threading.Event()
    done: list[object] = []
    workers.ask_place(answers.wait, 30.0, on_done=done.append, owner=owner)
    workers.write(answers.wait, 30.0, on_done=done.append, on_error=done.append, owner=owner)
    workers.write(len, "abc", on_done=done.append, on_error=done.append, owner=owner)
    for worker in (workers.rest, workers.vault):
        worker.run(len, "abc", on_done=done.append)
    qtbot.waitUntil(lambda: done == [3, 3, 3])
    monkeypatch.setattr(jobs.workers, "_WRITTEN_SECONDS", 0.01)
    workers.shutdown()
    answers.set()
    qtbot.waitUntil(lambda: done == [3, 3, 3, True, True])
    assert workers.idle()
