"""What stands where there is nothing yet: a sentence that says what to do, and the act."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from intman_desktop.ui.parts.labels import QuietText
from intman_desktop.ui.tokens import space


class EmptyState(QWidget):
    """A sentence in the middle and, where there are any, the buttons that begin, one below the other."""

    def __init__(self, sentence: str, *acts: QPushButton) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(space(6), space(8), space(6), space(8))
        column.setSpacing(space(4))
        self._text = text = QuietText(sentence)
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(text)
        for act in acts:
            column.addWidget(act, 0, Qt.AlignmentFlag.AlignHCenter)

    def set_words(self, sentence: str) -> None:
        """Say another ``sentence``."""
        self._text.setText(sentence)
