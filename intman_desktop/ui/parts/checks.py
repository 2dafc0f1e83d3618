"""Check boxes and radio buttons whose words wrap, so that large text cuts nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from intman_desktop.ui.icons import paint_icon
from intman_desktop.ui.parts.link_edge import StandsInLine, paint_outer_focus
from intman_desktop.ui.tokens import colour, icon_side, space

_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.TextFlag.TextShowMnemonic)


if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object  # the sign comes with the kind of button that it is mixed into


class _Wrapping(StandsInLine, _Button):
    """A sign with words that wrap; a click anywhere on them counts."""

    def sizeHint(self) -> QSize:
        """Return the room for sign and words."""
        return _hint(self)

    def minimumSizeHint(self) -> QSize:
        """Return the least room; the words wrap."""
        return _least(self)

    def hasHeightForWidth(self) -> bool:
        """Return that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height in pixels for ``width`` pixels."""
        return _height(self, width)

    def hitButton(self, place: QPoint) -> bool:
        """Take a click anywhere on sign or words."""
        return self.rect().contains(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the height follow the width."""
        super().resizeEvent(event)
        self.updateGeometry()


class CheckField(_Wrapping, QCheckBox):
    """Yes or no with a sentence. ``isChecked``, ``setChecked`` and ``toggled`` are Qt's."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        _settle(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box, words and focus."""
        del event
        painter = QPainter(self)
        box = _paint(self, painter)
        painter.drawRoundedRect(box, 3, 3)
        if self.isChecked():
            paint_icon(painter, "check", box.adjusted(2, 2, -2, -2), _mark(self).name())
        painter.end()


class RadioField(_Wrapping, QRadioButton):
    """One of several, with a sentence. Buttons of one parent exclude each other."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        _settle(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let an arrow choose also where nothing is chosen yet; Qt then moves the cursor alone."""
        group = self.group()
        nothing = group is not None and group.checkedButton() is None
        super().keyPressEvent(event)
        now = self.window().focusWidget()
        if nothing and isinstance(now, RadioField) and now is not self and now.group() is group:
            now.click()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw circle, words and focus."""
        del event
        painter = QPainter(self)
        box = _paint(self, painter)
        painter.drawEllipse(box)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_mark(self))
            inset = box.width() * 0.3
            painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
        painter.end()


def _mark(button: QAbstractButton) -> QColor:
    """Return the colour of the mark: on the accent, or on the ground of a field that is closed."""
    return colour("on_accent" if button.isEnabled() else "quiet")


def _settle(button: QAbstractButton) -> None:
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    policy.setHeightForWidth(True)
    button.setSizePolicy(policy)
    button.setAccessibleName(button.text().replace("&", ""))
    button.setCursor(Qt.CursorShape.PointingHandCursor)


def _left() -> int:
    return icon_side() + space(3)


def _words(button: QAbstractButton, width: int) -> QRect:
    room = QRect(0, 0, max(1, width - _left() - space(1)), 10_000)
    return button.fontMetrics().boundingRect(room, _WRAP, button.text())


def _hint(button: QAbstractButton) -> QSize:
    whole = _words(button, 10_000).width() + _left() + space(2)
    width = min(whole, button.width()) if button.testAttribute(Qt.WidgetAttribute.WA_Resized) else whole
    return QSize(whole, _height(button, max(width, icon_side() * 4)))


def _least(button: QAbstractButton) -> QSize:
    return QSize(_left() + 12 * button.fontMetrics().averageCharWidth(), icon_side() + space(2))


def _height(button: QAbstractButton, width: int) -> int:
    return max(icon_side(), _words(button, width).height()) + space(2)


def _paint(button: QAbstractButton, painter: QPainter) -> QRectF:
    """Draw words and focus, set pen and brush for the sign, and return the sign's box."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line = max(icon_side(), button.fontMetrics().height())
    words = button.rect().adjusted(_left(), space(1), -space(1), 0)
    words.translate(0, (line - button.fontMetrics().height()) // 2)
    painter.setPen(colour("text" if button.isEnabled() else "quiet"))
    painter.drawText(words, _WRAP, button.text())
    if button.hasFocus():
        frame = QRectF(button.rect())
        frame.setWidth(min(button.width(), _words(button, button.width()).width() + _left() + space(2)))
        paint_outer_focus(painter, frame)
    side = icon_side() - 2
    box = QRectF(1, space(1) + (line - side) / 2, side, side)
    chosen = button.isChecked() and button.isEnabled()
    painter.setPen(QPen(colour("accent" if chosen else "edge"), 1.2))
    painter.setBrush(colour("accent" if chosen else "card" if button.isEnabled() else "closed"))
    return box
