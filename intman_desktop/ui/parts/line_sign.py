"""A sign inside a line of text that grows with the text: Qt's own ones stay as small as they were made."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from intman_desktop.language import _
from intman_desktop.ui.icons import paint_icon
from intman_desktop.ui.tokens import colours, icon_side, space

_MOVES = (QEvent.Type.Resize, QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.Show)


class LineSign(QAbstractButton):
    """A small picture at one end of a line; with an act it is a button that Tab passes by.

    The room it takes is kept free of text. What it does has a key of its own in the line.
    """

    def __init__(
        self,
        line: QLineEdit,
        icon: str,
        words: str,
        act: Callable[[], object] | None = None,
        *,
        leading: bool = False,
    ) -> None:
        """Put the icon called ``icon``, spoken as ``words``, into ``line``; a click runs ``act()``."""
        super().__init__(line)
        self._line = line
        self._leading = leading
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.show_icon(icon, words)
        if act is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.clicked.connect(lambda _checked=False: act())
        else:
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        line.installEventFilter(self)
        self._place()

    def show_icon(self, icon: str, words: str) -> None:
        """Show another icon with other words."""
        self._icon = icon
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the icon with a little room around it."""
        side = icon_side() + 2 * space(1)
        return QSize(side, side)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the end of the line, however large line and text become."""
        if event.type() in _MOVES:
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon as large as those of buttons."""
        del event
        side = icon_side() - 2
        box = QRectF(0, 0, side, side)
        box.moveCenter(QRectF(self.rect()).center())
        look = colours()
        colour = look.text if self.underMouse() and self.isEnabled() else look.quiet
        painter = QPainter(self)
        paint_icon(painter, self._icon, box, colour)
        painter.end()

    def _place(self) -> None:
        line, width = self._line, self.sizeHint().width()
        self.setGeometry(
            space(1) if self._leading else line.width() - width - space(1), 0, width, line.height()
        )
        kept = line.textMargins()
        margins = line.textMargins()
        (margins.setLeft if self._leading else margins.setRight)(width)
        if margins != kept:
            line.setTextMargins(margins)


class ClearSign(LineSign):
    """Empties the line; there while something stands in it."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line, "x", _("Leeren"), self._clear)
        line.textChanged.connect(self._follow)
        self._follow(line.text())

    def _follow(self, text: str) -> None:
        self.setVisible(bool(text))

    def _clear(self) -> None:
        """Empty the line as the person does, who may take it back."""
        self._line.selectAll()
        self._line.del_()
