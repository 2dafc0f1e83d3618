"""The cursor on what is taken away: it goes on at the same place of the list, and never beside the page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from intman_desktop.ui.parts.tab_order import is_hidden, show_now, stops_in


@contextmanager
def keeping_place(around: QWidget | None) -> Iterator[None]:
    """Take away, and make anew, what stands in ``around``, without losing the cursor to the window.

    Qt hands the cursor of what is hidden on to what comes next in the window, often to the side bar. It goes
    to what stands by then at its place in its line of ``around``, where the next line of a list is; with
    none, to where the page begins. Who puts it elsewhere meanwhile, or leaves the page, is heard.
    """
    at = QApplication.focusWidget()
    page = _page_around(around) if around is not None else None
    if around is None or page is None or at is None or not around.isAncestorOf(at):
        yield
        return
    place = _place_of(at, _lines(around, page))
    yield
    QTimer.singleShot(0, around, partial(_go_on, around, place, QApplication.focusWidget()))


def _go_on(around: QWidget, place: tuple[int, int], went: QWidget | None) -> None:
    page = _page_around(around)
    if page is None or not around.isVisible() or QApplication.focusWidget() is not went:
        return
    if went is not None and (went is page or page.isAncestorOf(went)):
        return
    lines = _lines(around, page)
    if lines:
        line = lines[min(place[0], len(lines) - 1)]
        goal = line[min(place[1], len(line) - 1)]
    else:
        goal = page.first_field()  # type: ignore[attr-defined]
    if isinstance(goal, QWidget):
        show_now(goal, page)
        goal.setFocus(Qt.FocusReason.OtherFocusReason)


def _lines(around: QWidget, page: QWidget) -> list[list[QWidget]]:
    """Return what can take the cursor in ``around`` now, one list for each line that stands in it.

    By lines, for what is folded up in one is counted in none.
    """
    stops = (each for each in stops_in(around) if each.isEnabled() and not is_hidden(each, page))
    return [list(line) for _number, line in groupby(stops, lambda stop: id(_line_of(stop, around)))]


def _line_of(stop: QWidget, around: QWidget) -> QWidget:
    """Return the part of ``around`` in which ``stop`` stands."""
    line = stop
    while (over := line.parentWidget()) is not None and over is not around:
        line = over
    return line


def _place_of(at: QWidget, lines: list[list[QWidget]]) -> tuple[int, int]:
    """Return in which line the cursor stands, and where in it; at the first of all where it is in none."""
    found = (
        (number, place)
        for number, line in enumerate(lines)
        for place, stop in enumerate(line)
        if stop is at or stop.isAncestorOf(at)
    )
    return next(found, (0, 0))


def _page_around(widget: QWidget) -> QWidget | None:
    """Return the page of the window that ``widget`` stands on, or None."""
    page: QWidget | None = widget
    while page is not None and not (page.objectName() == "page" and hasattr(page, "first_field")):
        page = page.parentWidget()
    return page
