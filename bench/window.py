"""The real window over a store: for how long its GUI thread is not free at a page, a key, and papers."""

from __future__ import annotations

import gc
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from bench.figures import Figure
from bench.pulse import Pulse
from bench.stores import PASSPHRASE
from intman_desktop.app import begin
from intman_desktop.jobs.workers import collect_on_gui_thread
from intman_desktop.sample.office import LAST_DAY
from intman_desktop.ui.cases.acts import PrintAct
from intman_desktop.ui.cases.acts_bar import PRINT
from intman_desktop.ui.cases.page import CasesPage
from intman_desktop.ui.style import new_application
from intman_desktop.ui.unlock.unlock_card import UnlockCard

FREE_MS = 16.0
"""For how long the GUI thread may be not free at a time."""
PAPERS = 500

TYPED = "muhamed al"
NOTED = "wohnung"
_RUNS = 3
_KEY_EVERY = 0.15
_SIZE = (1366, 768)


class Hands:
    """The real program, unlocked. Attributes: ``program``, ``pulse``, ``window``."""

    def __init__(self, application: QApplication, folder: Path) -> None:
        self.program = begin(application, folder, LAST_DAY)
        self.window = self.program.window
        self.pulse = Pulse(self._at_work)
        self.program.start()
        self.window.showNormal()
        self.window.resize(*_SIZE)
        self.pulse.rest()

    def unlock(self) -> float:
        """Type the passphrase, wait for the overview, and return the longest gap."""
        card = self.window.findChildren(UnlockCard)[-1]
        field = next(each for each in card.findChildren(QLineEdit) if each.isVisible())
        field.setText(PASSPHRASE)
        return self.pulse.until_done(lambda: press(field, Qt.Key.Key_Return))

    def open(self, page: str) -> float:
        """Open a page and return the longest gap."""
        return self.pulse.until_done(lambda: self.window.open_page(page))

    def cases(self) -> CasesPage:
        """Return the page with the list of cases, which was opened before."""
        return self.window.findChildren(CasesPage)[0]

    def _at_work(self) -> bool:
        return not self.program.workers.idle() or self._opening()

    def _opening(self) -> bool:
        """Return whether the store is open while the cover is still there."""
        return self.program.frame.desk is not None and self.window.is_covered()


@contextmanager
def opened(folder: Path) -> Iterator[Hands]:
    """Yield the window over the store in ``folder``, still locked; what it remembers is thrown away."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    before, home = qInstallMessageHandler(_pass_on), os.environ.get("INTMAN_HOME")
    found = QApplication.instance()
    application = found if isinstance(found, QApplication) else new_application()
    collecting = gc.isenabled()
    with tempfile.TemporaryDirectory() as machine:
        os.environ["INTMAN_HOME"] = machine
        hands = Hands(application, folder)
        collect_on_gui_thread(hands.program)
        try:
            yield hands
        finally:
            hands.program.finish()
            application.processEvents()
            application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            if collecting:
                gc.enable()
            if home is None:
                del os.environ["INTMAN_HOME"]
            else:
                os.environ["INTMAN_HOME"] = home
            qInstallMessageHandler(before)


def measures(folder: Path, papers: int = PAPERS, runs: int = _RUNS) -> Iterator[Figure]:
    """Yield for how long the GUI thread was not free at a time, in the window over the closed store."""
    with opened(folder) as hands:
        hands.unlock()
        hands.open("cases")
        shown = []
        for _run in range(runs):
            hands.open("overview")
            shown.append(hands.open("cases"))
        yield Figure("GUI thread: first page of the list of cases", statistics.median(shown), aim=FREE_MS)
        narrowed = _each_key(hands, hands.cases().narrow, TYPED, runs)
        yield Figure("GUI thread: a key that narrows the list", max(narrowed), aim=FREE_MS)
        search = hands.window.top_bar.search
        found = [*_each_key(hands, search, TYPED, runs), *_each_key(hands, search, NOTED, runs)]
        yield Figure("GUI thread: a key of the search, the slowest", max(found), aim=FREE_MS)
        gaps = _keys_while_papers(hands, papers)
        what = f"GUI thread: a key while {papers} papers are made"
        yield Figure(f"{what}, half of all", statistics.median(gaps), aim=FREE_MS)
        yield Figure(f"{what}, 95 of 100", _most_of(gaps), aim=FREE_MS)


def press(field: QWidget, key: Qt.Key, text: str = "") -> None:
    """Post a key, as the system does."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.postEvent(field, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))


def type_letter(field: QWidget, letter: str) -> None:
    """Post the key that brings a letter of ASCII."""
    press(field, Qt.Key(ord(letter.upper())), letter)


def _each_key(hands: Hands, field: QLineEdit, text: str, runs: int) -> list[float]:
    """Return for each key of ``text``, the median gap until all that it asked for is shown."""
    field.setFocus()
    hands.pulse.rest()
    by_key: list[list[float]] = [[] for _key in text]
    for _run in range(runs):
        for gaps, letter in zip(by_key, text, strict=True):
            gaps.append(hands.pulse.until_done(lambda letter=letter: type_letter(field, letter)))  # type: ignore[misc]
        field.clear()
        hands.pulse.rest()
    return [statistics.median(gaps) for gaps in by_key]


def begin_papers(hands: Hands, count: int) -> None:
    """Let the page of the cases begin to make the plans of ``count`` cases."""
    hands.open("cases")
    page = hands.cases()
    page.table.all_wanted.emit()
    hands.pulse.rest()
    marked = page.table.marks()
    page.table.clear_marks(marked[count:])
    page.acts.wanted.emit(PRINT)
    hands.pulse.rest()
    act = page.act
    if not isinstance(act, PrintAct):
        raise TypeError("the page shows no act that prints")
    act.run()


def _keys_while_papers(hands: Hands, count: int) -> list[float]:
    """Let the plans of ``count`` cases be made and return the gap at each key typed meanwhile."""
    search, gaps = hands.window.top_bar.search, []
    begin_papers(hands, count)
    search.setFocus()
    at = 0
    while not hands.program.workers.idle():
        letter = TYPED[at % len(TYPED)]
        if not at % len(TYPED):
            search.clear()
        gaps.append(
            hands.pulse.for_seconds(lambda letter=letter: type_letter(search, letter), _KEY_EVERY)  # type: ignore[misc]
        )
        at += 1
    return gaps


def _most_of(gaps: list[float]) -> float:
    """Return the gap that 95 of 100 do not exceed."""
    return sorted(gaps)[int(0.95 * (len(gaps) - 1))]


def _pass_on(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Show what Qt says, but for the lines that its offscreen screen repeats for every window."""
    if "This plugin does not support" not in message:
        sys.stderr.write(message + "\n")
