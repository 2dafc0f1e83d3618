"""The ground of every page: it scrolls downwards only."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, QTimer
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

    def bring_up(self, widget: QWidget) -> None:
        """Scroll until ``widget`` begins at the top of the window, as soon as all have their places."""
        QTimer.singleShot(0, widget, lambda: self._bring_up(widget))

    def _bring_up(self, widget: QWidget) -> None:
        self.body.activate()
        if self.widget().isAncestorOf(widget):
            top = widget.mapTo(self.widget(), QPoint(0, 0)).y()
            self.verticalScrollBar().setValue(top - space(4))

    def close_up(self) -> None:
        """Keep what was added at the top when the page is higher than its content."""
        self.body.addStretch(1)
