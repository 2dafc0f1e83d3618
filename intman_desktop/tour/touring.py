"""The order of the tour, and what it leaves behind: papers, sheet, pictures, store and passphrase."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol, TypeAlias

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from intman_desktop.jobs.workers import Workers
from intman_desktop.language import current_language, use_language
from intman_desktop.sample.office import LAST_DAY
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.keeping import Keeping
from intman_desktop.ui.style import Look, Style, new_application
from intman_desktop.ui.window import MainWindow

PASSPHRASE = "Muster lernt jeden Tag ein Wort Deutsch"  # noqa: S105 - of the invented store only
PictureSet: TypeAlias = tuple[Look, float, str]
"""The look of a set of pictures, how many times as large its text is, and the folder it lies in."""
PICTURE_SETS: tuple[PictureSet, ...] = (
    (Look.DARK, 1.0, "dark"),
    (Look.LIGHT, 1.0, "light"),
    (Look.LIGHT, 2.0, "200"),
)
_LEFT_BEHIND = ("papers", "pictures", "store", "passphrase.txt")


class Toured(Protocol):
    """What the tour needs of the running program (``app.Program``), which stands above it."""

    window: MainWindow
    frame: Frame
    workers: Workers
    style: Style
    keeping: Keeping | None

    def start(self) -> None:
        """Show the window."""

    def finish(self) -> None:
        """Close the store and the window."""


Begin = Callable[[QApplication, Path, date], Toured]
"""Makes the program for an application, the folder of a store and the day that counts as today."""


def run_tour(
    folder: Path,
    say: Callable[[str], object],
    begin: Begin,
    sets: Sequence[PictureSet] = PICTURE_SETS,
) -> None:
    """Make the tour in German with the clock at the sample's last day, and leave its results in ``folder``.

    What an earlier tour left there is replaced, nothing else is touched. ``say`` is told each stage,
    ``begin`` makes the program, ``sets`` are the pictures that are taken. A screen is there, real or lent
    (``cli.screen.lend_screen``). Raises ``tour.driver.NotSeen`` where the window does not show what the tour
    expects: a bug.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in _LEFT_BEHIND:
        _remove(folder / name)
    spoken, home = current_language(), os.environ.get("INTMAN_HOME")
    with tempfile.TemporaryDirectory(prefix="intman-tour-") as machine:
        os.environ["INTMAN_HOME"] = machine
        use_language("de")
        try:
            _drive(folder, say, begin, sets)
        finally:
            use_language(spoken)
            if home is None:
                del os.environ["INTMAN_HOME"]
            else:
                os.environ["INTMAN_HOME"] = home


def _drive(folder: Path, say: Callable[[str], object], begin: Begin, sets: Sequence[PictureSet]) -> None:
    from intman_desktop.tour import paperwork
    from intman_desktop.tour.covers import picture_covers
    from intman_desktop.tour.driver import Driver
    from intman_desktop.tour.stages import Stages

    before = qInstallMessageHandler(_pass_on)
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = new_application()
    program = begin(application, folder / "store", LAST_DAY)
    try:
        program.start()
        program.window.resize(1366, 768)
        driver = Driver(application, program.window, program.workers)
        stages = Stages(program, driver, folder, say, sets)
        stages.first_start(PASSPHRASE)
        if program.keeping is not None:  # what the program does by itself would get into the pictures
            program.keeping.upkeep.end()
        stages.fill_settings()
        stages.take_people_in()
        stages.bring_office_in()
        paperwork.end_and_erase(stages)
        stages.take_pictures()
        picture_covers(stages, PASSPHRASE)
        paperwork.write_papers(stages)
    finally:
        qInstallMessageHandler(before)
        program.finish()
        application.processEvents()
    (folder / "passphrase.txt").write_text(PASSPHRASE + "\n", encoding="utf-8")
    say(f"→ {folder}")


def _pass_on(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Show what Qt says, but for what its offscreen screen says it lacks, for every window."""
    if "propagateSizeHints" not in message and not message.startswith("This plugin does not support"):
        sys.stderr.write(message + "\n")


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
