"""The process that ``bench.starting`` starts: says a word at the first paint of its window, and ends.

``python -m bench.painted ours FOLDER`` is the program over the store in ``FOLDER``, ``… bare`` a bare window
of PySide6. Nothing else is imported here: what is measured is the start.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

OURS, BARE = "ours", "bare"
PAINTED = "painted"


class _FirstPaint(QObject):
    """Hears the first paint of a window."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look at every event, keep none."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QMainWindow):
            self._application.removeEventFilter(self)
            QTimer.singleShot(0, self._say)
        return False

    def _say(self) -> None:
        print(PAINTED, flush=True)
        self._application.quit()


def _run(which: str, folder: str) -> int:
    application = QApplication(sys.argv[:1])
    _FirstPaint(application)
    if which == OURS:
        from intman_desktop.cli.commands import main

        return main(["--vault", folder])
    window = QMainWindow()
    window.resize(1366, 768)
    window.show()
    return int(application.exec())


if __name__ == "__main__":
    sys.exit(_run(*sys.argv[1:3]))
