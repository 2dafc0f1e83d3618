"""A card: a quiet frame with a title, acts beside the title, and what belongs together."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from intman_desktop.ui.parts.kept_place import keeping_place
from intman_desktop.ui.parts.labels import SectionTitle
from intman_desktop.ui.tokens import space


class Card(QFrame):
    """Groups what belongs together. Attributes: ``body``, the layout to fill."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "card")
        self.setAccessibleName(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space(4), space(3), space(4), space(3))
        outer.setSpacing(space(2))
        self._head = QHBoxLayout()
        self._head.setSpacing(space(2))
        self._title = SectionTitle(title, self)
        self._head.addWidget(self._title, 1)
        outer.addLayout(self._head)
        self._title.setVisible(bool(title))
        self.body = QVBoxLayout()
        self.body.setSpacing(space(2))
        outer.addLayout(self.body)
        outer.addStretch(0)
        self._outer = outer

    def set_title(self, title: str) -> None:
        """Show ``title`` at the head."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Add ``widget`` at the bottom; a button keeps its own width.

        With ``stretch`` the widget takes the height that is left over, else that stays empty.
        """
        if isinstance(widget, QPushButton):
            self.body.addWidget(widget, stretch, Qt.AlignmentFlag.AlignLeft)
        else:
            self.body.addWidget(widget, stretch)
        if stretch:
            self._outer.setStretchFactor(self.body, 1)

    def add_act(self, widget: QWidget) -> None:
        """Put a small act beside the title."""
        self._head.addWidget(widget)

    def clear(self) -> None:
        """Take away all that was added to the body."""
        empty(self.body)


def empty(layout: QLayout) -> None:
    """Take every widget and layout out of ``layout`` and delete them; the cursor stays at its place there."""
    with keeping_place(layout.parentWidget()):
        _take_out(layout)


def _take_out(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            _take_out(inner)
            inner.deleteLater()
