"""One number of the sheet: what it counts, a thin bar, the number, last year's; a click shows the cases."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from intman_desktop.language import _
from intman_desktop.ui.parts.clock_bar import paint_bar
from intman_desktop.ui.parts.link_edge import StandsInLine, paint_outer_focus
from intman_desktop.ui.parts.table_cell import small
from intman_desktop.ui.tokens import colour, space
from intman_desktop.ui.wording import number
from intman_desktop.values.figure_views import FigureRow

_WRAP = int(Qt.TextFlag.TextWordWrap)
_RIGHT = int(Qt.AlignmentFlag.AlignRight) | int(Qt.AlignmentFlag.AlignVCenter)
_LETTERS_FOR_A_BAR = 64
_INDENT = space(4)


@dataclass(frozen=True)
class Places:
    """Where the columns of a line stand, in pixels from its left; ``bar`` is empty on a narrow page."""

    label: tuple[int, int]
    bar: tuple[int, int]
    number: tuple[int, int]
    previous: tuple[int, int]
    act: tuple[int, int]


def places(widget: QWidget, *, indented: bool = False, with_bar: bool = True) -> Places:
    """Return the places of the columns at the present width and text size of ``widget``.

    Without a bar its room is the label's.
    """
    metrics, width = widget.fontMetrics(), widget.width()
    digits = metrics.horizontalAdvance("000 000")
    act = metrics.horizontalAdvance(_("zeigen")) + space(2)
    right = width - space(1)
    act_left = right - act
    previous_left = act_left - space(2) - digits
    number_left = previous_left - space(1) - digits
    left = _INDENT if indented else 0
    wide = width >= _LETTERS_FOR_A_BAR * metrics.averageCharWidth()
    bar = round((number_left - space(1)) * 0.3) if wide and with_bar else 0
    bar_left = number_left - bar
    return Places(
        (left, bar_left - space(3) - left),
        (bar_left, bar),
        (number_left, digits),
        (previous_left, digits),
        (act_left, act),
    )


class FigureLine(StandsInLine, QAbstractButton):
    """A row of the sheet; where cases stand behind its number, a click or Enter shows them (Rule K6).

    ``share`` is the bar's length (0.0 to 1.0) or None for no bar; ``whole`` lines are set heavier.
    """

    def __init__(self, row: FigureRow, share: float | None, whole: bool) -> None:
        super().__init__()
        self.row = row
        self._share = share
        self._whole = whole
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setText(row.label)
        self.setAccessibleName(_spoken(row))
        self.setEnabled(row.opens_cases)
        if row.opens_cases:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setAccessibleDescription(_("Zeigt die Fälle dahinter."))
            self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def hasHeightForWidth(self) -> bool:
        """Return that the height follows from the width: the label wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height in pixels; ``width`` is the present one."""
        del width
        room = self._label_room()
        return max(self.fontMetrics().height(), room) + space(2)

    def sizeHint(self) -> QSize:
        """Return the room at the present width."""
        return QSize(max(self.width(), space(80)), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """Return the least width: one that shows the numbers and a short label."""
        least = 30 * self.fontMetrics().averageCharWidth()
        return QSize(least, self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the height follow the width."""
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw label, bar, both numbers, the act, and the focus."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("hover"))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        at = self._places()
        line = self.fontMetrics().height()
        painter.setFont(self._font())
        painter.setPen(colour("text"))
        painter.drawText(QRect(at.label[0], space(1), at.label[1], self.height()), _WRAP, self.text())
        painter.drawText(self._slot(at.number), _RIGHT, number(self.row.number))
        if self._share is not None and at.bar[1]:
            thick = space(2)
            top = space(1) + (line - thick) / 2
            paint_bar(painter, QRectF(at.bar[0], top, at.bar[1], thick), self._share, colour("accent"))
        painter.setFont(self.font())
        painter.setPen(colour("quiet"))
        if self.row.previous is not None:
            painter.drawText(self._slot(at.previous), _RIGHT, number(self.row.previous))
        if self.row.opens_cases:
            painter.setPen(colour("accent"))
            painter.drawText(self._slot(at.act), _RIGHT, _("zeigen"))
        if self.hasFocus():
            paint_outer_focus(painter, self.rect())
        painter.end()

    def _slot(self, column: tuple[int, int]) -> QRect:
        return QRect(column[0], space(1), column[1], self.fontMetrics().height())

    def _font(self) -> QFont:
        font = QFont(self.font())
        if self._whole:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def _label_room(self) -> int:
        width = max(self._places().label[1], space(10))
        return QFontMetrics(self._font()).boundingRect(0, 0, width, 10_000, _WRAP, self.text()).height()

    def _places(self) -> Places:
        return places(self, indented=not self._whole, with_bar=self._share is not None)


class YearLine(QWidget):
    """The years above the two columns of numbers."""

    def __init__(self, year: int, with_previous: bool) -> None:
        super().__init__()
        self._years = (str(year), str(year - 1) if with_previous else "")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(" ".join(self._years).strip())

    def sizeHint(self) -> QSize:
        """Return the room of a small line."""
        return QSize(space(80), self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw both years where their numbers stand."""
        del event
        painter = QPainter(self)
        at = places(self)
        painter.setFont(small(self.font()))
        painter.setPen(colour("quiet"))
        for (left, width), year in zip((at.number, at.previous), self._years, strict=True):
            painter.drawText(QRect(left, 0, width, self.height()), _RIGHT, year)
        painter.end()


def _spoken(row: FigureRow) -> str:
    if row.previous is None:
        return f"{row.label}: {number(row.number)}"
    return _("{label}: {number}, im Vorjahr {previous}").format(
        label=row.label, number=number(row.number), previous=number(row.previous)
    )
