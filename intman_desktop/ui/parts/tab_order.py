"""The way of the Tab key through a form: as the eye goes, also where fields came later."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def order_tabs(*roots: QWidget) -> None:
    """Let Tab go through everything inside ``roots``, one after the other, in the order of their layouts."""
    for before, after in pairwise(stop for root in roots for stop in _stops(root)):
        QWidget.setTabOrder(before, after)


def next_stop(window: QWidget, *, forward: bool) -> QWidget | None:
    """Return where Tab leads from the cursor of ``window``, Shift+Tab unless ``forward``; None for nowhere.

    Qt takes a row that hands its cursor on to a field inside it for a stop of its own, and leads back into
    it wherever it stands in the chain, behind the last button for example: Tab would go round in a form and
    never come out of it. Here such a row is passed by.
    """
    start = window.focusWidget() or window
    each = start
    while True:
        each = each.nextInFocusChain() if forward else each.previousInFocusChain()
        if each is start:
            return None
        if each.window() is window and each.isVisible() and each.isEnabled() and _takes_tab(each):
            return each


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


def _stops(widget: QWidget) -> Iterator[QWidget]:
    if _takes_tab(widget):
        yield widget
        return
    if isinstance(widget, QScrollArea):
        inside = widget.widget()
        if inside is not None:
            yield from _stops(inside)
        return
    layout = widget.layout()
    if layout is not None:
        yield from _inside(layout)


def _inside(layout: QLayout) -> Iterator[QWidget]:
    """Yield the stops of a layout in its order.

    Never by ``itemAt``: PySide keeps what it returns, and where the item is gone, the next object at
    its address, a scroll bar perhaps, is taken for it.
    """
    around = layout.parentWidget()
    if around is None:
        return
    placed: list[tuple[int, QWidget | QLayout]] = [
        *((layout.indexOf(each), each) for each in around.children() if isinstance(each, QWidget)),
        *((layout.indexOf(each), each) for each in layout.children() if isinstance(each, QLayout)),
    ]
    for place, each in sorted(placed, key=lambda found: found[0]):
        if place >= 0:
            yield from _stops(each) if isinstance(each, QWidget) else _inside(each)
