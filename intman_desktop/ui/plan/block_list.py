"""The blocks by their names: sign, word, and what is missing; the office's own follow the seven (I8, I10)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from intman_desktop.ui.parts.focus_frame import paint_focus
from intman_desktop.ui.parts.state import paint_state
from intman_desktop.ui.plan.lights import (
    LIGHTS,
    BlockKey,
    block_key,
    block_name,
    light_word,
    missing_line,
    missing_words,
)
from intman_desktop.ui.tokens import RADIUS, SMALL, colour, icon_side, space
from intman_desktop.values.plan_views import BlockView, OwnBlockView

_WRAP = int(Qt.TextFlag.TextWordWrap)


class _BlockButton(QAbstractButton):
    """One block; its name and its words wrap."""

    def __init__(self, block: BlockView | OwnBlockView) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._light = LIGHTS[block.light]
        self._words = ""
        self._measured_for: tuple[str, str, str] | None = None
        self._measured: dict[int, tuple[QRect, QRect]] = {}
        self.show_block(block)

    def show_block(self, block: BlockView | OwnBlockView) -> None:
        """Show the light of ``block``."""
        self._light = LIGHTS[block.light]
        self.setText(block_name(block))
        self._words = missing_line(block)
        self.setAccessibleName(f"{self.text()}: {light_word(block)}")
        told = [block.help] if isinstance(block, OwnBlockView) else missing_words(block)
        self.setAccessibleDescription(" ".join(told))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Return that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height in pixels for ``width`` pixels."""
        name, words = self._rooms(width)
        return name.height() + words.height() + space(4)

    def sizeHint(self) -> QSize:
        """Return the room for name and words at the present width."""
        width = max(self.width(), space(50))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return a small width with the height for the present one."""
        return QSize(space(30), self.heightForWidth(max(self.width(), space(30))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the height follow the width."""
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, sign, name, words and focus."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "accent_soft" if self.isChecked() else "hover" if self.underMouse() else ""
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(ground))
            painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        name, words = self._rooms(self.width())
        left = self._left()
        line = self.fontMetrics().height()
        paint_state(painter, self._light, QRect(space(2), space(2), icon_side(), line))
        painter.setFont(self._strong())
        painter.setPen(colour("text"))
        painter.drawText(QRect(left, space(2), name.width(), name.height()), _WRAP, self.text())
        painter.setFont(self._small())
        painter.setPen(colour("quiet"))
        below = QRect(left, space(2) + name.height(), words.width(), words.height())
        painter.drawText(below, _WRAP, self._words)
        if self.hasFocus():
            paint_focus(painter, self.rect())
        painter.end()

    def _left(self) -> int:
        return icon_side() + space(4)

    def _strong(self) -> QFont:
        font = QFont(self.font())
        font.setBold(self.isChecked())
        return font

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * SMALL)
        return font

    def _rooms(self, width: int) -> tuple[QRect, QRect]:
        """Return the room of name and words, measured once.

        A layout asks for two widths by turns, a hundred times each.
        """
        asked = (self.text(), self._words, self.font().key())
        if asked != self._measured_for:
            self._measured_for, self._measured = asked, {}
        if width not in self._measured:
            self._measured[width] = self._measure(width)
        return self._measured[width]

    def _measure(self, width: int) -> tuple[QRect, QRect]:
        room = max(space(20), width - self._left() - space(2))
        bold = QFont(self.font())
        bold.setBold(True)
        name = QFontMetrics(bold).boundingRect(0, 0, room, 10_000, _WRAP, self.text())
        words = QFontMetrics(self._small()).boundingRect(0, 0, room, 10_000, _WRAP, self._words)
        return QRect(0, 0, room, name.height()), QRect(0, 0, room, words.height() + 1)


class BlockList(QWidget):
    """The blocks one below the other; one is chosen. Signals: ``chosen(BlockKey)``."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(space(1))
        self._group = QButtonGroup(self)
        self._buttons: dict[BlockKey, _BlockButton] = {}

    def show_blocks(self, blocks: Sequence[BlockView | OwnBlockView]) -> None:
        """Show the lights of ``blocks``; the choice stays, and a block that is gone goes."""
        keys = [block_key(block) for block in blocks]
        for gone in [key for key in self._buttons if key not in keys]:
            button = self._buttons.pop(gone)
            button.hide()
            button.deleteLater()
        for block, key in zip(blocks, keys, strict=True):
            known = self._buttons.get(key)
            if known is not None:
                known.show_block(block)
                continue
            button = _BlockButton(block)
            button.clicked.connect(lambda _checked=False, which=key: self.chosen.emit(which))
            self._buttons[key] = button
            self._group.addButton(button)
            self._column.addWidget(button)

    def choose(self, block: BlockKey) -> None:
        """Mark ``block`` as chosen, without a signal."""
        if block in self._buttons:
            self._buttons[block].setChecked(True)

    def button(self, block: BlockKey) -> QAbstractButton:
        """Return the button of ``block``."""
        return self._buttons[block]
