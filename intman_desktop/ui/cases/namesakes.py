"""Who in the list of cases goes by a name that another person has too."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from intman_desktop.services.casework.cases import namesakes_among
from intman_desktop.ui.frame import Frame
from intman_desktop.values.views import CaseRow


class Namesakes:
    """Knows of the rows shown which need their number beside the name.

    It is asked for behind the rows, which it would make later by a tenth at every key that narrows the list.
    """

    def __init__(self, frame: Frame, owner: QObject, changed: Callable[[], object]) -> None:
        """Ask for ``owner``; ``changed`` is called when another row needs a number, or one no longer."""
        self._frame = frame
        self._owner = owner
        self._changed = changed
        self._found: frozenset[int] = frozenset()

    def number(self, row: CaseRow) -> str:
        """Return the number that belongs beside the name of ``row``, empty for none."""
        return self._frame.curtain.number(row.number, has_namesake=row.case_id in self._found)

    def look(self, rows: Sequence[CaseRow]) -> None:
        """Find out whose name of these another person has too."""
        asked = [row.case_id for row in rows]

        def take(found: frozenset[int]) -> None:
            known = self._found.difference(asked) | found
            if known != self._found:
                self._found = known
                self._changed()

        self._frame.ask(namesakes_among, asked, on_done=take, owner=self._owner)
