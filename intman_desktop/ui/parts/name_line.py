"""A name that opens something, with what stands small after it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from intman_desktop.ui.parts.labels import SmallText
from intman_desktop.ui.tokens import space


def name_line(name: QWidget, aside: str) -> QHBoxLayout:
    """Return a line of ``name`` and, where there is one, ``aside``, at the left."""
    line = QHBoxLayout()
    line.setSpacing(space(2))
    line.addWidget(name, 0, Qt.AlignmentFlag.AlignLeft)
    if aside:
        small = SmallText(aside)
        small.setWordWrap(False)
        line.addWidget(small)
    line.addStretch(1)
    return line
