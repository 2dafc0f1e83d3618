"""The way into the practice store, offered wherever a store is opened or made."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import link_button


class PracticeLink(QWidget):
    """A link that waits once it was pressed. Signals: ``wanted``."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._button = link_button("", self._press)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        self.let_go()

    def let_go(self) -> None:
        """Offer it again."""
        self._show(_("Mit erfundenen Menschen üben"), waiting=False)

    def _press(self) -> None:
        self._show(_("Der Übungstresor wird angelegt …"), waiting=True)
        self.wanted.emit()

    def _show(self, words: str, *, waiting: bool) -> None:
        self._button.setText(words)
        self._button.setAccessibleName(words)
        self._button.setEnabled(not waiting)
