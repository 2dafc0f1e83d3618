"""What keeps the store well without being asked: upkeep after unlocking, and a backup before closing.

Loaded when the first store is open: nothing of it is needed before the window is painted.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from intman_desktop.ui.arrivals import Arrivals
from intman_desktop.ui.closing import Closing
from intman_desktop.ui.draft_texts import longest_text
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
        self._window, self._drafting = window, drafting
        self.closing = Closing(window, frame, drafting.save, wanted, self._would_lose)
        for begun in (locking.begun, self.closing.begun):
            begun.connect(self.upkeep.end)
            begun.connect(self.arrivals.end)
        locking.begun.connect(self.closing.locked)

    def _would_lose(self) -> int | None:
        """Return how many words the longest text has that goes with the program: it is in memory alone (P2).

        None where there is none; one may hold no word yet.
        """
        typed = ((page.unsaved(), page.may_be_kept()) for page in self._window.pages().values())
        words = [longest_text(values) for values, kept in typed if values is not None and not kept]
        sealed = self._drafting.sealed.longest()
        return max(words if sealed is None else (*words, sealed), default=None)

    def begin(self) -> None:
        """A store was opened."""
        if self._wanted():
            self.upkeep.begin()
            self.arrivals.begin()
