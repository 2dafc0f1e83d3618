"""Progress with a way to stop, for all that takes over half a second."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.tokens import space

_PATIENCE_MS = 500


class ProgressLine(QWidget):
    """Says what goes on and how far it is; appears after half a second only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        row = QHBoxLayout()
        self._text = Text()
        row.addWidget(self._text, 1)
        self._stop = quiet_button(_("Abbrechen"), self._stopped)
        row.addWidget(self._stop)
        column.addLayout(row)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        column.addWidget(self._bar)
        self._on_stop: Callable[[], object] | None = None
        self._later = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._later.timeout.connect(self.show)
        self.hide()

    def begin(self, text: str, on_stop: Callable[[], object] | None = None) -> None:
        """Say ``text`` soon; with ``on_stop`` the person can stop the work."""
        self._text.setText(text)
        self._bar.setAccessibleName(text)
        self._bar.setRange(0, 0)
        self._on_stop = on_stop
        self._stop.setVisible(on_stop is not None)
        self._later.start()

    def step(self, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` is finished; fits ``on_progress`` of a job."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def end(self) -> None:
        """Hide the line again."""
        self._later.stop()
        self.hide()

    def _stopped(self) -> None:
        stop = self._on_stop
        self.end()
        if stop is not None:
            stop()
