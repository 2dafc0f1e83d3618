"""What keeps the store well without being asked: upkeep after unlocking, and a backup before closing.

Loaded when the first store is open: nothing of it is needed before the window is painted.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from intman_desktop.ui.arrivals import Arrivals
from intman_desktop.ui.closing import Closing
from intman_desktop.ui.drafting import Drafting
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.locking import Locking
from intman_desktop.ui.upkeep import Upkeep
from intman_desktop.ui.window import MainWindow


class Keeping(QObject):
    """Attributes: ``upkeep``, ``closing``, ``arrivals``."""

    def __init__(
        self,
        window: MainWindow,
        frame: Frame,
        locking: Locking,
        drafting: Drafting,
        wanted: Callable[[], bool],
    ) -> None:
        """``wanted()`` says whether the open store is a real one: a practice store is never kept."""
        super().__init__(window)
        self._wanted = wanted
        self.upkeep = Upkeep(frame, self)
        self.arrivals = Arrivals(frame, self)
        self.arrivals.arrived.connect(self.upkeep.look_again)
        self._drafting = drafting
        self.closing = Closing(window, frame, drafting.save, wanted, self._would_lose)
        for begun in (locking.begun, self.closing.begun):
            begun.connect(self.upkeep.end)
            begun.connect(self.arrivals.end)
        locking.begun.connect(self.closing.locked)

    def _would_lose(self) -> bool:
        """Return whether a text is in memory alone, open or sealed: it goes with the program (Rule P2)."""
        return bool(self._drafting.sealed.sealed or self._drafting.unkept())

    def begin(self) -> None:
        """A store was opened."""
        if self._wanted():
            self.upkeep.begin()
            self.arrivals.begin()
