"""A list of lines with a sign, a name that opens something, and a sentence; long ones show their start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from intman_desktop.language import _, ngettext
from intman_desktop.ui.parts.buttons import link_button, name_button
from intman_desktop.ui.parts.card import empty
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.parts.name_line import name_line
from intman_desktop.ui.parts.state import State
from intman_desktop.ui.parts.state_sign import StateSign
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import number

_AT_ONCE = 8


@dataclass(frozen=True)
class Line:
    """One line: ``state`` with its ``word``, a sentence, and a ``name`` that ``act()`` opens, if any.

    ``ways`` are further acts below the sentence, each with its word; ``aside`` stands small after the name.
    """

    state: State
    word: str
    text: str
    name: str = ""
    act: Callable[[], object] | None = None
    tip: str = ""
    ways: tuple[tuple[str, Callable[[], object]], ...] = ()
    aside: str = ""


class LineList(QWidget):
    """Shows ``at_once`` lines and the rest when asked."""

    def __init__(self, at_once: int = _AT_ONCE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at_once = at_once
        self._lines: Sequence[Line] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(space(2))

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show ``lines`` in their order; as many as were shown before."""
        self._lines = lines
        empty(self._column)
        for line in lines[: self._at_once]:
            self._column.addLayout(_row(line))
        more = len(lines) - self._at_once
        if more > 0:
            text = ngettext("{count} weitere zeigen", "{count} weitere zeigen", more)
            act = link_button(text.format(count=number(more)), self._show_all)
            self._column.addWidget(act, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_all(self) -> None:
        self._at_once = len(self._lines)
        self.set_lines(self._lines)


def _row(line: Line) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(space(2))
    sign = QVBoxLayout()
    column = QVBoxLayout()
    column.setSpacing(0)
    if line.act is not None:
        act = name_button(line.name, line.act)
        act.setAccessibleName(_("{name}: öffnen").format(name=line.name))
        act.setAccessibleDescription(f"{line.aside}: {line.text}" if line.aside else line.text)
        act.setToolTip(line.tip)
        column.addLayout(name_line(act, line.aside))
    sign.addWidget(StateSign(line.state, line.word), 0, Qt.AlignmentFlag.AlignTop)
    sign.addStretch(1)
    row.addLayout(sign)
    column.addWidget(Text(line.text))
    if line.ways:
        ways = [link_button(word, way) for word, way in line.ways]
        for way in ways:
            way.setAccessibleDescription(f"{line.name}: {line.text}")
        column.addWidget(Flow(*ways, gap=space(4)))
    row.addLayout(column, 1)
    return row
