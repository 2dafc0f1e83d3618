"""What the tests of the screens share: the look, a frame with both workers, and a page."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from intman_desktop.app import Program
from intman_desktop.jobs.workers import Workers
from intman_desktop.ui import style as style_module
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.style import Look, Style
from intman_desktop.ui.unlock.unlock_card import UnlockCard
from intman_desktop.values.case_file import CaseFile, Talk
from tests.disk_watch import disk_on_this_thread
from tests.opened import PASSPHRASE, make_template, open_desk, put_in
from tests.ui.hands import running

OpenProgram: TypeAlias = Callable[..., Program]
RunProgram: TypeAlias = Callable[[Path | None], Program]
ASK_EVERY_MS = 2


class QuickBot(QtBot):
    """Asks every two milliseconds whether what is waited for is there; a worker often needs only one."""

    _asking = False

    def waitUntil(  # noqa: N802 - the name in pytest-qt
        self, callback: Callable[[], bool | None], *, timeout: int = 5000
    ) -> None:
        """Wait until ``callback()`` is true, or fail after ``timeout`` milliseconds."""
        self._asking = True
        try:
            super().waitUntil(callback, timeout=timeout)
        finally:
            self._asking = False

    def wait(self, ms: int) -> None:
        """Wait for ``ms`` milliseconds, or as long as between two questions."""
        super().wait(ASK_EVERY_MS if self._asking else ms)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """Return the hands of pytest-qt, a little quicker."""
    return QuickBot(request)


@pytest.fixture(autouse=True)
def _collector_on_gui_thread() -> Iterator[None]:
    """Collect cycles here only, as the program does: a widget found on a worker would die there."""
    gc.disable()
    yield
    gc.collect(1)
    gc.enable()


@pytest.fixture(scope="session")
def style(qapp) -> Style:  # type: ignore[no-untyped-def]
    """Return the one style of the application."""
    return Style(qapp)


@pytest.fixture
def dressed(request: pytest.FixtureRequest, drawn: bool) -> bool:
    """Return whether the program's style sheet is on, which takes a sixth of most journeys' time.

    Where nothing is drawn only the distances would show it. A journey that measures them says so with
    ``@pytest.mark.usefixtures("in_full_dress")``.
    """
    asked = request.fixturenames
    return drawn or "open_program" not in asked or "in_full_dress" in asked


@pytest.fixture
def in_full_dress() -> None:
    """Leave the style sheet on in this journey."""


@pytest.fixture
def look(style: Style, dressed: bool, monkeypatch: pytest.MonkeyPatch) -> Iterator[Style]:
    """Return the style in light and ordinary size, and leave it like that."""
    if not dressed:
        monkeypatch.setattr(style_module, "sheet", lambda *_: "")
    style.choose(Look.LIGHT)
    yield style
    style.choose(Look.LIGHT)
    style.enlarge(1.0)


@pytest.fixture
def frame(qtbot: QtBot, look: Style, today: date) -> Iterator[Frame]:
    """Return a frame whose bugs fail the test; its workers are joined."""
    bugs: list[BaseException] = []
    workers = Workers()
    frame = Frame(workers, lambda: today)
    workers.listen(frame.warn, bugs.append)
    # Widgets only hand it on, and the services that would look into it are stand-ins in these tests.
    nothing_open: Any = object()
    frame.desk = nothing_open
    yield frame
    workers.shutdown()
    assert bugs == []


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a closed, empty store; every window gets a copy of its own."""
    return make_template(tmp_path_factory.mktemp("empty") / "store")


@pytest.fixture
def drawn() -> bool:
    """Return whether the window draws itself at every change, which takes a fifth of most journeys' time.

    Nobody looks at most of them: what is drawn is looked at in the walk over every screen, in pictures and
    in the tour. A module that needs it says so with a fixture of this name; a picture taken without is empty.
    """
    return False


@pytest.fixture
def watched_for_touches(request: pytest.FixtureRequest) -> bool:
    """Return whether every event goes through the eye of the idle watch, as in the program itself.

    Asked for by ``@pytest.mark.usefixtures("touches")``.
    """
    return "touches" in request.fixturenames


@pytest.fixture
def touches() -> None:
    """Leave the idle watch on in this journey."""


@pytest.fixture
def open_program(
    empty_store: Path,
    qtbot: QtBot,
    qapp: QApplication,
    look: Style,
    today: date,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    drawn: bool,
    watched_for_touches: bool,
) -> Iterator[OpenProgram]:
    """Return ``open_program(files, talks)``: the real window, unlocked, over a store of these cases."""
    monkeypatch.setenv("INTMAN_HOME", str(tmp_path))
    opened: list[Program] = []
    bugs: list[BaseException] = []
    watch = ExitStack()
    touched: list[list[str]] = []

    def open_it(files: Iterable[CaseFile] = (), talks: Iterable[Talk] = ()) -> Program:
        desk = open_desk(empty_store, tmp_path / "vault")
        put_in(desk, files, talks)
        desk.vault.close()
        touched.append(watch.enter_context(disk_on_this_thread()))
        program = Program(qapp, tmp_path / "vault", today)
        opened.append(program)
        program.workers.listen(program.frame.warn, bugs.append)
        program.start()
        # The offscreen screen is smaller than the laptop the screens are made for.
        program.window.showNormal()
        program.window.resize(1366, 768)
        program.window.setUpdatesEnabled(drawn)
        qtbot.waitUntil(lambda: bool(program.window.findChildren(UnlockCard)))
        card = program.window.findChildren(UnlockCard)[-1]
        line = next(each for each in card.findChildren(QLineEdit) if each.isVisible())
        line.setText(PASSPHRASE)
        qtbot.keyClick(line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not program.window.is_covered(), timeout=20_000)
        qtbot.waitUntil(program.workers.idle, timeout=20_000)
        # Every event would go through its eye, hundreds of thousands in a journey, and nobody is idle here.
        if not watched_for_touches:
            program.idle.end()
        return program

    yield open_it
    for program in opened:
        program.finish()
    watch.close()
    assert bugs == []
    assert [line for each in touched for line in each] == [], "the window's thread waits for no disk"


@pytest.fixture
def run_program(
    qtbot: QtBot,
    qapp: QApplication,
    look: Style,
    today: date,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[RunProgram]:
    """Return ``run_program(store)``: the real window, not started, over a closed store or none."""
    monkeypatch.setenv("INTMAN_HOME", str(tmp_path))
    with ExitStack() as running_ones:
        yield lambda store: running_ones.enter_context(running(qapp, store, today))
