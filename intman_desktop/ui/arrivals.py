"""Notices that a backup place comes into reach while the store is open: a stick that is plugged in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from intman_desktop.errors import Trouble
from intman_desktop.jobs.worker import Priority
from intman_desktop.ui.frame import Frame
from intman_desktop.values.backup_views import KnownPlace

_EVERY_MS = 60_000


class Arrivals(QObject):
    """Looks each minute, and when somebody comes back to the window. Signals: ``arrived(str)`` – a path.

    Each place is asked on a thread of its own, and not again before it has answered: a share that is gone
    holds up nobody. Only the small file of a place is read.
    """

    arrived = Signal(str)

    def __init__(self, frame: Frame, parent: QObject) -> None:
        super().__init__(parent)
        self._frame = frame
        self._away: set[str] = set()
        self._asking: set[str] = set()
        self._turn = 0
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.look)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._look_if_active)

    def begin(self) -> None:
        """Look from now on; what is there already does not arrive."""
        self._timer.start()
        self.look()  # else what is plugged in during the first minute would have been there already

    def end(self) -> None:
        """Look no more; what is being asked is heard no more."""
        self._timer.stop()
        self._away.clear()
        self._turn += 1

    def look(self) -> None:
        """Ask each known place whether it is there."""
        from intman_desktop.services.keeping.places import known_places

        if self._timer.isActive() and self._frame.desk is not None:
            self._frame.ask(
                known_places,
                on_done=self._ask_each,
                on_error=lambda _trouble: None,  # a damaged store is told by whoever needs it
                owner=self,
                priority=Priority.BACKGROUND,
                replaces="arrivals",
            )

    def _look_if_active(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self.look()

    def _ask_each(self, known: Sequence[KnownPlace]) -> None:
        for place in known:
            name = place.id or place.path
            if name not in self._asking:
                self._asking.add(name)
                self._frame.workers.ask_place(
                    _where,
                    place,
                    on_done=partial(self._heard, self._turn, name),
                    on_error=partial(self._failed, name),
                    owner=self,
                )

    def _heard(self, turn: int, name: str, path: str) -> None:
        self._asking.discard(name)
        if turn != self._turn:
            return
        if not path:
            self._away.add(name)
        elif name in self._away:
            self._away.discard(name)
            self.arrived.emit(path)

    def _failed(self, name: str, _trouble: Trouble) -> None:
        self._asking.discard(name)


def _where(place: KnownPlace) -> str:
    from intman_desktop.jobs.volumes import mounted_volumes
    from intman_desktop.services.keeping.places import path_in_reach

    return path_in_reach(place, mounted_volumes())
