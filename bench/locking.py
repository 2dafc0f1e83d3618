"""Locking, from the word to the covered window, whatever is under way; what a draft costs while one types."""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QPlainTextEdit

from bench.figures import Figure, milliseconds
from bench.window import PAPERS, Hands, begin_papers, opened
from intman_desktop.services.keeping.backups import back_up
from intman_desktop.ui.talk.page import TalkPage

COVERED_MS = 100.0
"""How long it may take until nothing of the pages is seen any more."""
DRAFT_MS = 5.0
"""For how long the save of a draft may hold the GUI thread."""

RUNS = 3
_MADE_SOON = 2.0
"""After so many seconds papers are being made, and most of them not yet."""
_NOTE = "Brief vom Jobcenter gemeinsam gelesen und den Termin notiert. " * 20


def measures(folder: Path, papers: int = PAPERS) -> Iterator[Figure]:
    """Yield how long locking and the save of a draft take, in the window over the closed store."""
    with opened(folder) as hands:
        hands.unlock()
        _begin_note(hands)
        yield Figure("GUI thread: save of a draft", milliseconds(lambda: _save_draft(hands), 9), aim=DRAFT_MS)
        what = "lock to the covered window"
        idle = _median(hands, lambda: None)
        yield Figure(f"{what}, a note unsaved", idle, aim=COVERED_MS)
        while_papers = _median(hands, lambda: _papers_on_their_way(hands, papers))
        yield Figure(f"{what} while {papers} papers are made", while_papers, aim=COVERED_MS)
        with tempfile.TemporaryDirectory() as place:
            while_backup = _median(hands, lambda: _begin_backup(hands, Path(place)))
        yield Figure(f"{what} while a backup runs", while_backup, aim=COVERED_MS)


def _median(hands: Hands, begin: Callable[[], object]) -> float:
    found = []
    for _run in range(RUNS):
        _begin_note(hands)
        begin()
        found.append(_lock(hands))
        hands.unlock()
    return statistics.median(found)


def _lock(hands: Hands) -> float:
    """Ask for the lock, return the milliseconds until the cover stood, and wait for the end of it all."""
    loop, took = QEventLoop(), 0.0
    asked = time.perf_counter()

    def lock() -> None:
        nonlocal took
        hands.window.lock_wanted.emit()
        took = 1000 * (time.perf_counter() - asked)

    hands.program.locking.locked.connect(loop.quit)
    QTimer.singleShot(0, lock)
    loop.exec()
    hands.program.locking.locked.disconnect(loop.quit)
    hands.pulse.rest()
    return took


def _begin_note(hands: Hands) -> QPlainTextEdit:
    """Open a talk with the first client and type a note into it."""
    hands.pulse.until_done(lambda: hands.window.open_page("talk", case_id=1))
    page = hands.window.page()
    if not isinstance(page, TalkPage):
        raise TypeError("there is no talk to note")
    note: QPlainTextEdit = page.sheet.notes.parts()[0].note
    note.setPlainText(_NOTE)
    hands.pulse.rest()
    return note


def _save_draft(hands: Hands) -> None:
    """Type one more word and save the draft, as the timer does."""
    page = hands.window.page()
    if isinstance(page, TalkPage):
        page.sheet.notes.parts()[0].note.insertPlainText("wort ")
    hands.program.drafting.save()


def _papers_on_their_way(hands: Hands, count: int) -> None:
    """Begin to make the papers, and wait until the first ones are made."""
    begin_papers(hands, count)
    hands.pulse.for_seconds(lambda: None, _MADE_SOON)


def _begin_backup(hands: Hands, place: Path) -> None:
    """Begin a backup into an empty folder."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    hands.program.frame.do(back_up, place)
