"""What the short rounds of the collector leave alone goes when the store is locked."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from intman_desktop import jobs
from intman_desktop.jobs.worker import Job, Priority, Progress
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


@pytest.mark.parametrize("name", ["rest", "places"])
def test_a_look_that_hangs_holds_up_neither_papers_nor_the_end_of_the_program(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """What hangs on the worker of papers and copies is given up at the end as well."""
    workers, answers = Workers(), threading.Event()
    done: list[object] = []
    getattr(workers, name).run(answers.wait, 30.0, on_done=done.append, priority=Priority.SAVE)
    others = [each for each in (workers.rest, workers.places) if each is not getattr(workers, name)]
    for worker in (workers.vault, *others):
        worker.run(len, "abc", on_done=done.append)
    qtbot.waitUntil(lambda: done == [3, 3])
    assert not workers.idle()
    for seconds in ("_WRITTEN_SECONDS", "_LOOKED_SECONDS"):
        monkeypatch.setattr(jobs.workers, seconds, 0.01)
    workers.shutdown()
    answers.set()
    qtbot.waitUntil(workers.idle)


def test_a_print_is_stopped_at_its_next_step_and_at_the_end_of_the_program(qtbot: QtBot) -> None:
    workers, owner = Workers(), QObject()
    begun, go_on = threading.Event(), threading.Event()
    heard: list[object] = []
    steps: list[tuple[int, int]] = []

    def prints(pages: int, *, progress: Progress) -> str:
        for page in range(pages):
            progress(page, pages)
            begun.set()
            assert go_on.wait(30)
        return "printed"

    def print_out(pages: int) -> Job:
        return workers.print_out(
            prints,
            pages,
            on_done=heard.append,
            on_error=heard.append,
            on_progress=lambda done, total: steps.append((done, total)),
            owner=owner,
        )

    stopped = print_out(3)
    assert begun.wait(30) and not workers.idle()
    assert workers.stop_printing() == [stopped]
    go_on.set()
    qtbot.waitUntil(workers.idle)
    assert stopped.ended.is_set() and not stopped.succeeded.is_set()
    assert (workers.stop_printing(), heard, steps) == ([], [], [(0, 3)])
    done = print_out(2)
    qtbot.waitUntil(lambda: heard == ["printed"])
    assert done.succeeded.is_set() and steps == [(0, 3), (0, 2), (1, 2)]
    begun.clear()
    go_on.clear()
    last = print_out(2)
    assert begun.wait(30)

    def turn_the_page() -> None:
        if last.cancelled.wait(30):
            go_on.set()

    threading.Thread(target=turn_the_page).start()
    workers.shutdown()
    assert last.ended.is_set() and not last.succeeded.is_set()
    qtbot.waitUntil(workers.idle)
