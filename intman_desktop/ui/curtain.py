"""Hiding other people's names while a client sits opposite (F8, story 23)."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QObject, Signal

HIDDEN = "• • •"


class Curtain(QObject):
    """Decides which names may be shown. Signals: ``changed`` – draw all names again."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drawn = False
        self._present: Hashable | None = None

    @property
    def drawn(self) -> bool:
        """Whether other people's names are hidden now."""
        return self._drawn

    def draw(self, drawn: bool) -> None:
        """Hide or show the names of all who are not present."""
        if drawn != self._drawn:
            self._drawn = drawn
            self.changed.emit()

    def welcome(self, case: Hashable | None) -> None:
        """Say whose case is open: this name stays visible."""
        if case != self._present:
            self._present = case
            self.changed.emit()

    def name(self, name: str, case: Hashable | None) -> str:
        """Return ``name`` if it may be seen, else dots."""
        if not self._drawn or (case is not None and case == self._present):
            return name
        return HIDDEN

    def number(self, case_number: str, *, has_namesake: bool) -> str:
        """Return the case number that belongs beside a name which another person has too, else nothing.

        Nothing either while other people's names are hidden: a number would tell a person as well.
        """
        return case_number if has_namesake and not self._drawn else ""
