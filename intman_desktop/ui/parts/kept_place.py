"""The cursor on what is taken away: it goes on at the same place of the list, and never beside the page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from intman_desktop.ui.parts.tab_order import is_hidden, show_now, stops_in


@contextmanager
def keeping_place(around: QWidget | None) -> Iterator[None]:
    """Take away, and make anew, what stands in ``around``, without losing the cursor to the window.

    Qt hands the cursor of what is hidden on to what comes next in the window, often to the side bar. It goes
    to what stands at its place in ``around`` by then, where the next line of a list is; with none, to where
    the page begins. Who puts it elsewhere meanwhile, or leaves the page, is heard.
    """
    at = QApplication.focusWidget()
    if around is None or at is None or not around.isAncestorOf(at):
        yield
        return
    before = stops_in(around)
    place = before.index(at) if at in before else 0
    yield
    QTimer.singleShot(0, around, partial(_go_on, around, place, QApplication.focusWidget()))


def _go_on(around: QWidget, place: int, went: QWidget | None) -> None:
    page = _page_around(around)
    if page is None or not around.isVisible() or QApplication.focusWidget() is not went:
        return
    if went is not None and (went is page or page.isAncestorOf(went)):
        return
    stops = [each for each in stops_in(around) if each.isEnabled() and not is_hidden(each, page)]
    goal = stops[min(place, len(stops) - 1)] if stops else page.first_field()  # type: ignore[attr-defined]
    if isinstance(goal, QWidget):
        show_now(goal, page)
        goal.setFocus(Qt.FocusReason.OtherFocusReason)


def _page_around(widget: QWidget) -> QWidget | None:
    """Return the page of the window that ``widget`` stands on, or None."""
    page: QWidget | None = widget
    while page is not None and not (page.objectName() == "page" and hasattr(page, "first_field")):
        page = page.parentWidget()
    return page
