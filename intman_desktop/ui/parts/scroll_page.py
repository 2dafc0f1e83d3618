"""The ground of every page: it scrolls downwards only."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from intman_desktop.ui.tokens import space


class _Body(QWidget):
    """The column itself: as high as its text needs at the present width, and not more."""

    def minimumSizeHint(self) -> QSize:
        """Return no height of its own: what wraps would be measured as if the page were narrow."""
        return QSize(super().minimumSizeHint().width(), 0)


class ScrollPage(QScrollArea):
    """Holds a column that may be taller than the window. Attributes: ``body``, its layout."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = _Body()
        inner.setObjectName("body")
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(space(6), space(5), space(6), space(5))
        self.body.setSpacing(space(4))
        self.setWidget(inner)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Add ``widget`` at the bottom; a button keeps its own width."""
        if isinstance(widget, QPushButton):
            self.body.addWidget(widget, stretch, Qt.AlignmentFlag.AlignLeft)
        else:
            self.body.addWidget(widget, stretch)

    def close_up(self) -> None:
        """Keep what was added at the top when the page is higher than its content."""
        self.body.addStretch(1)


def bring_into_view(widget: QWidget) -> None:
    """Scroll the page around ``widget`` so that it stands in view; without a page nothing happens."""
    around = widget.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if around is not None:
        around.ensureWidgetVisible(widget, 0, around.viewport().height() // 2)
