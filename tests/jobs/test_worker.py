"""The workers: order, delivery, cancelling, errors."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from intman_desktop.errors import NotFound, Trouble
from intman_desktop.jobs.undo import UndoSteps
from intman_desktop.jobs.worker import Priority, Progress, Worker


@pytest.fixture
def worker(qtbot: QtBot) -> Iterator[Worker]:
    worker = Worker("test")
    yield worker
    worker.shutdown()


def busy(worker: Worker) -> threading.Event:
    """Keep the worker busy until the returned event is set, and wait until it is."""
    begun, end = threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        end.wait(10)

    worker.run(work, priority=Priority.SAVE)
    assert begun.wait(10)
    return end


def test_result_arrives_on_the_gui_thread(qtbot: QtBot, worker: Worker) -> None:
    seen: list[tuple[int, bool]] = []
    worker.run(lambda a, b: a + b, 2, 3, on_done=lambda r: seen.append((r, on_main())))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(5, True)]


def on_main() -> bool:
    return threading.current_thread() is threading.main_thread()


def test_lock_goes_before_save_before_screen_before_background(qtbot: QtBot, worker: Worker) -> None:
    end = busy(worker)
    order: list[str] = []
    for priority in (Priority.BACKGROUND, Priority.SCREEN, Priority.SAVE, Priority.LOCK):
        worker.run(order.append, priority.name, priority=priority)
    end.set()
    qtbot.waitUntil(worker.idle)
    assert order == ["LOCK", "SAVE", "SCREEN", "BACKGROUND"]


class Painted(QObject):
    """Notes in ``done`` when it hears of an event, as a window does that paints."""

    def __init__(self, done: list[str]) -> None:
        super().__init__()
        self.done = done

    def event(self, event: QEvent) -> bool:
        self.done.append("painted")
        return super().event(event)


def test_what_reads_begins_when_the_window_has_shown_the_key(qtbot: QtBot, worker: Worker) -> None:
    done: list[str] = []
    window = Painted(done)
    worker.run(done.append, "read", priority=Priority.SCREEN)
    QCoreApplication.postEvent(window, QEvent(QEvent.Type.UpdateRequest))
    qtbot.waitUntil(worker.idle)
    assert done == ["painted", "read"]


def test_nothing_is_delivered_to_a_deleted_owner(qtbot: QtBot, worker: Worker) -> None:
    end = busy(worker)
    owner = QObject()
    seen: list[int] = []
    worker.run(lambda: 1, on_done=seen.append, owner=owner)
    worker.run(lambda: 2, on_done=seen.append)
    delete(owner)
    end.set()
    qtbot.waitUntil(worker.idle)
    assert seen == [2]


def test_a_newer_search_interrupts_the_older(qtbot: QtBot) -> None:
    begun, interrupted = threading.Event(), threading.Event()

    def interrupt() -> None:
        interrupted.set()

    def search() -> str:
        begun.set()
        if not interrupted.wait(10):
            return "never"
        raise RuntimeError("interrupted")

    worker = Worker("test", interrupt)
    try:
        bugs: list[BaseException] = []
        worker.on_bug = bugs.append
        seen: list[str] = []
        worker.run(search, on_done=seen.append, replaces="search")
        qtbot.waitUntil(begun.is_set)
        worker.run(lambda: "old, queued", on_done=seen.append, replaces="search")
        worker.run(lambda: "new", on_done=seen.append, replaces="search")
        qtbot.waitUntil(worker.idle)
        qtbot.waitUntil(lambda: bool(seen))
        assert seen == ["new"]
        assert bugs == []
    finally:
        worker.shutdown()


def test_a_save_is_finished_even_when_cancelled(qtbot: QtBot, worker: Worker) -> None:
    end = busy(worker)
    saved: list[str] = []
    worker.cancel(worker.run(saved.append, "text", priority=Priority.SAVE))
    end.set()
    qtbot.waitUntil(lambda: saved == ["text"])


def test_what_a_cancelled_reading_job_was_given_is_gone_while_it_is_queued(
    qtbot: QtBot, worker: Worker
) -> None:
    class Secret:
        pass

    secret, done = Secret(), list[object]()
    known = weakref.ref(secret)
    end = busy(worker)
    job = worker.run(id, secret, priority=Priority.BACKGROUND, on_done=done.append)
    del secret
    worker.cancel(job)
    assert known() is None
    end.set()
    qtbot.waitUntil(worker.idle)
    assert done == []


def test_what_a_job_was_given_is_gone_when_it_has_ended_whoever_holds_it(
    qtbot: QtBot, worker: Worker
) -> None:
    class Secret:
        pass

    secret = Secret()
    known = weakref.ref(secret)
    job = worker.run(lambda given: given is not None, secret, priority=Priority.SAVE)
    del secret
    qtbot.waitUntil(worker.idle)
    assert job.succeeded.is_set()
    qtbot.waitUntil(lambda: known() is None)


def test_trouble_goes_to_on_error_and_a_bug_to_the_crash_dialog(qtbot: QtBot, worker: Worker) -> None:
    troubles: list[Trouble] = []
    unheard: list[Trouble] = []
    bugs: list[BaseException] = []
    worker.on_bug, worker.on_trouble = bugs.append, unheard.append

    def fail(error: Exception) -> None:
        raise error

    worker.run(fail, NotFound(what="x"), on_error=troubles.append)
    worker.run(fail, NotFound(what="y"))
    worker.run(fail, ZeroDivisionError())
    qtbot.waitUntil(worker.idle)
    assert [type(each) for each in (*troubles, *unheard, *bugs)] == [NotFound, NotFound, ZeroDivisionError]


def test_who_asked_hears_that_it_ended_by_a_bug_after_that_was_told(qtbot: QtBot, worker: Worker) -> None:
    heard: list[object] = []
    owner, gone = QObject(), QObject()
    worker.on_bug = heard.append
    worker.ended_by_bug.connect(heard.append)

    def fail(error: Exception) -> None:
        raise error

    bugs = [ZeroDivisionError(), LookupError()]
    worker.run(fail, bugs[0], owner=owner)
    worker.run(fail, bugs[1], owner=gone)
    delete(gone)
    qtbot.waitUntil(worker.idle)
    assert heard == [bugs[0], owner, bugs[1]]


def test_progress_is_reported_and_a_cancelled_job_ends_at_its_next_step(qtbot: QtBot, worker: Worker) -> None:
    steps: list[tuple[int, int]] = []
    ended: list[None] = []
    go_on, left = threading.Event(), threading.Event()

    def long(*, progress: Progress) -> None:
        try:
            progress(1, 3)
            go_on.wait(10)
            progress(2, 3)
        finally:
            left.set()

    job = worker.run(long, on_done=ended.append, on_progress=lambda done, total: steps.append((done, total)))
    qtbot.waitUntil(lambda: steps == [(1, 3)])
    worker.cancel(job)
    go_on.set()
    assert left.wait(10)
    qtbot.waitUntil(worker.idle)
    assert steps == [(1, 3)] and ended == []


def test_shutdown_finishes_saves_and_joins(qtbot: QtBot) -> None:
    worker = Worker("test")
    end = busy(worker)
    saved: list[str] = []
    read: list[str] = []
    worker.run(read.append, "page")
    worker.run(saved.append, "text", priority=Priority.SAVE)
    end.set()
    worker.shutdown()
    assert saved == ["text"]
    assert not any(thread.name == "test" for thread in threading.enumerate())


def test_undo_keeps_the_ten_newest_steps_and_each_runs_once() -> None:
    steps = UndoSteps()
    undone: list[int] = []
    numbers = [steps.remember(partial(undone.append, each)) for each in range(11)]
    assert steps.take_back(numbers[0]) is None
    assert steps.take_back(numbers[10]) == 0
    assert steps.take_back(numbers[10]) is None
    assert undone == [10]
    steps.forget()
    assert steps.take_back(numbers[5]) is None


def test_a_worker_runs_before_the_next_one_starts(qtbot: QtBot) -> None:
    """Python 3.11 refuses to let two threads begin to be watched at once, by coverage or a debugger."""
    for _start in range(20):
        worker = Worker("first")
        assert worker._begun.is_set()
        worker.shutdown()
