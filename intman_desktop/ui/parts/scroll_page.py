"""The ground of every page: it scrolls downwards only."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QWheelEvent
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
        inner = self._inner = _Body()
        inner.setObjectName("body")
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(space(6), space(5), space(6), space(5))
        self.body.setSpacing(space(4))
        self.setWidget(inner)
        self._sought: QWidget | None = None
        self._kept: QWidget | None = None
        self._instead: QWidget | None = None
        self.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._grown())
        self.verticalScrollBar().valueChanged.connect(self._let_go)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Add ``widget`` at the bottom; a button keeps its own width."""
        if isinstance(widget, QPushButton):
            self.body.addWidget(widget, stretch, Qt.AlignmentFlag.AlignLeft)
        else:
            self.body.addWidget(widget, stretch)

    def bring_up(self, widget: QWidget) -> None:
        """Scroll until ``widget`` begins where a page begins, as soon as all above it has its height.

        What wraps finds its height in several steps; the wish ends when it is met, when ``widget`` is no
        longer seen, or with Tab or the wheel. A field inside it that has the cursor is then kept in view.
        """
        self._sought = widget
        widget.destroyed.connect(self._seek_no_more)
        QTimer.singleShot(0, self, self._bring_up)

    def begin_at_top(self) -> None:
        """Scroll to the top, and seek nothing that was to be shown before."""
        self._seek_no_more()
        self.verticalScrollBar().setValue(0)

    def keep_in_view(self, field: QWidget) -> None:
        """Scroll until ``field``, which has or holds the cursor, is in view, and again while the page grows.

        What was partly in view is moved as little as shows it whole, what was not to the middle. A page that
        has just been opened grows in several steps; the wish ends when the cursor goes elsewhere, or with the
        wheel.
        """
        self._seek_no_more()
        self._kept = field
        field.destroyed.connect(self._seek_no_more)
        QTimer.singleShot(0, self, self._follow)

    def keep_cursor_in_view(self, field: QWidget, instead: QWidget) -> None:
        """Let the cursor go from ``field`` to ``instead`` where the page does not show all of it.

        As ``keep_in_view``, but the page stays where it is: its head is what one looks at.
        """
        self.keep_in_view(field)
        self._instead = instead

    def hold_still(self) -> None:
        """Leave what is in view where it stands, also where much below it is about to go.

        The page keeps the height it needs for that until one scrolls up.
        """
        self._inner.setMinimumHeight(self.verticalScrollBar().value() + self.viewport().height())

    def focusNextPrevChild(self, forward: bool, /) -> bool:
        """Go where Tab leads, show the whole field there, and seek no longer what was to be brought up."""
        self._seek_no_more()
        gone = super().focusNextPrevChild(forward)
        focused = self.focusWidget()
        if gone and focused is not None:
            self._show_whole(focused)
        return gone

    def wheelEvent(self, event: QWheelEvent, /) -> None:
        """Scroll by hand, and no longer to where one was to be brought."""
        self._seek_no_more()
        super().wheelEvent(event)

    def _let_go(self, value: int) -> None:
        held = self._inner.minimumHeight()
        if held:
            self._inner.setMinimumHeight(min(held, value + self.viewport().height()) if value else 0)

    def _grown(self) -> None:
        self._bring_up()
        if self._kept is not None:
            QTimer.singleShot(0, self, self._follow)  # what stands on the page has its place only then

    def _follow(self) -> None:
        if self._kept is None or not self._kept.isVisible():
            return
        at = self.window().focusWidget()
        if at is not self._kept and not self._kept.isAncestorOf(at):
            self._kept = self._instead = None  # what was to be brought up meanwhile is still sought
        elif self._instead is not None:
            if not self._is_whole(self._kept):
                self._instead.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._is_out(self._kept):
            self.ensureWidgetVisible(self._kept, 0, self.viewport().height() // 2)
        elif not self._is_whole(self._kept):  # at an edge it is: no page is scrolled for the distance to that
            self._show_whole(self._kept)

    def _bring_up(self) -> None:
        if self._sought is None:
            return
        if not self._sought.isVisible():
            self._seek_no_more()
            return
        wanted = max(0, self.height_above(self._sought) - self.body.contentsMargins().top())
        bar = self.verticalScrollBar()
        bar.setValue(wanted)
        if bar.value() == wanted:
            met, at = self._sought, self.window().focusWidget()
            self._seek_no_more()
            if at is not None and met.isAncestorOf(at):
                self.keep_in_view(at)

    def _show_whole(self, widget: QWidget) -> None:
        """Scroll as little as brings ``widget`` into view from edge to edge; Qt stops at its cursor."""
        top, bar, room = self.height_above(widget), self.verticalScrollBar(), self.viewport().height()
        below = top + widget.height() + space(4) - room
        if widget.height() + 2 * space(4) <= room:
            bar.setValue(min(max(bar.value(), below), top - space(4)))

    def _is_out(self, widget: QWidget) -> bool:
        """Return whether nothing of ``widget`` is in view."""
        top = self.height_above(widget) - self.verticalScrollBar().value()
        return top >= self.viewport().height() or top + widget.height() <= 0

    def _is_whole(self, widget: QWidget) -> bool:
        """Return whether ``widget`` is in view from edge to edge."""
        return self._holds(self.height_above(widget), widget.height())

    def _holds(self, above: int, height: int) -> bool:
        """Return whether what stands ``above`` pixels below the top of the page is in view, all of it."""
        top = above - self.verticalScrollBar().value()
        return top >= 0 and top + height <= self.viewport().height()

    def _seek_no_more(self) -> None:
        self._sought = self._kept = self._instead = None

    def height_above(self, widget: QWidget) -> int:
        """Return how many pixels of the page stand above ``widget``, which is on it."""
        return widget.mapTo(self._inner, QPoint(0, 0)).y()

    def show_place(self, widget: QWidget, place: QRect) -> None:
        """Scroll until ``place`` of ``widget``, which is on the page, is in view with as much around it.

        What is in view from edge to edge already stays where it is.
        """
        if self._holds(widget.mapTo(self._inner, place.topLeft()).y(), place.height()):
            return
        middle = widget.mapTo(self._inner, place.center())
        self.ensureVisible(middle.x(), middle.y(), 0, place.height())

    def close_up(self) -> None:
        """Keep what was added at the top when the page is higher than its content."""
        self.body.addStretch(1)


def page_around(widget: QWidget) -> ScrollPage | None:
    """Return the page that ``widget`` stands on, or None."""
    around = widget.parentWidget()
    while around is not None and not isinstance(around, ScrollPage):
        around = around.parentWidget()
    return around


def bring_into_view(widget: QWidget) -> None:
    """Scroll the page around ``widget`` so that it stands in view; without a page nothing happens."""
    around = page_around(widget)
    if around is not None:
        around.ensureWidgetVisible(widget, 0, around.viewport().height() // 2)


def go_in(field: QWidget, shown: QWidget | None = None) -> None:
    """Put the cursor into ``field`` and show it, also where the page around it is only being laid out.

    ``shown`` is what has to be in view where that is more than the field: a row with a sentence below it.
    """
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    around = page_around(field)
    if around is not None:
        around.keep_in_view(shown or field)


def hold_still(widget: QWidget) -> None:
    """Leave ``widget`` where it stands in view, whatever goes below it; without a page nothing happens."""
    around = page_around(widget)
    if around is not None and widget.isVisible():
        around.hold_still()
