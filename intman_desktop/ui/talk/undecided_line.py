"""That something has to be decided first, where the cursor stands and no key decides it (P3)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.focus_frame import paint_focus
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.tokens import space


class UndecidedLine(QWidget):
    """A sentence with a way round it. Attributes: ``sentence``, which takes the cursor."""

    def __init__(self) -> None:
        super().__init__()
        self._later: Callable[[], object] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        self.sentence = TextWithCursor(
            _("Dieses Gespräch braucht noch einen Plan oder einen Satz, warum er fehlt."), "error"
        )
        column.addWidget(self.sentence)
        column.addWidget(Flow(quiet_button(_("Später entscheiden"), self._decide_later)))
        self.hide()

    def ask(self, later: Callable[[], object]) -> None:
        """Say it, and offer to go on with ``later()``."""
        self._later = later
        self.show()

    def _decide_later(self) -> None:
        if self._later is not None:
            self._later()


class TextWithCursor(Text):
    """A sentence on which the cursor stands: whoever types on for another page does nothing here."""

    def __init__(self, text: str, part: str = "") -> None:
        super().__init__(text, part)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setContentsMargins(space(1), space(1), space(1), space(1))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sentence and the frame of the cursor."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_focus(painter, self.rect())
            painter.end()
