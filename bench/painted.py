"""The process that ``bench.starting`` starts: says a word at the first paint of its window, and ends.

``python -m bench.painted ours FOLDER`` is the program over the store in ``FOLDER``, ``… bare`` a bare window
of PySide6. Nothing else is imported here: what is measured is the start.
"""

from __future__ import annotations

import sys
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow

OURS, BARE = "ours", "bare"
PAINTED = "painted"


class _BareWindow(QMainWindow):
    """A window with nothing in it."""


def say_when_painted(kind: type[QMainWindow]) -> None:
    """Let windows of this kind say the word when they are painted, and end the program."""

    def paint(window: Any, event: QPaintEvent) -> None:
        QMainWindow.paintEvent(window, event)
        QTimer.singleShot(0, say)

    kind.paintEvent = paint  # type: ignore[method-assign]


def say() -> None:
    """Say the word and end the program."""
    print(PAINTED, flush=True)
    QApplication.quit()


def _run(which: str, folder: str) -> int:
    if which == OURS:  # it makes its application itself
        from intman_desktop.cli.commands import main
        from intman_desktop.ui.window import MainWindow

        say_when_painted(MainWindow)
        return main(["--vault", folder])
    say_when_painted(_BareWindow)
    application = QApplication(sys.argv[:1])
    window = _BareWindow()
    window.resize(1366, 768)
    window.show()
    return int(application.exec())


if __name__ == "__main__":
    sys.exit(_run(*sys.argv[1:3]))
