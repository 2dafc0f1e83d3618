"""The way of the Tab key through a form: as the eye goes, also where fields came later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from weakref import WeakKeyDictionary, WeakSet, ref

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QScrollArea, QWidget
from shiboken6 import isValid


def order_tabs(*roots: QWidget) -> None:
    """Let Tab go through everything inside ``roots``, one after the other, in the order of their layouts."""
    for before, after in pairwise(_all_stops(*roots)):
        QWidget.setTabOrder(before, after)


def step_on(root: QWidget, step: Callable[[], bool], *, forward: bool) -> bool:
    """Let ``step`` take the cursor to the next stop of ``root``, or to the one before; return what it does.

    Qt chooses where to go before the field is left. What then appears, vanishes or is drawn anew because it
    was left would be passed by, or take the cursor along to the end of the window: it is sought again.
    """
    order_tabs(root)
    left, before = QApplication.focusWidget(), _shown(root)
    gone = step()
    after = _shown(root)
    if left in after and after != before:
        order_tabs(root)
        at = after.index(left) + (1 if forward else -1)
        if 0 <= at < len(after):
            reasons = Qt.FocusReason
            show_now(after[at], root)
            after[at].setFocus(reasons.TabFocusReason if forward else reasons.BacktabFocusReason)
    return gone


def lead_past(act: QWidget, field: QWidget) -> None:
    """Let Tab come to ``act`` only behind ``field``, which stands below it."""
    _passed[act] = ref(field)


def hand_on(row: QWidget, field: QWidget) -> None:
    """Let ``row`` hand its cursor on to ``field`` inside it, and Tab pass it by, see ``passing_rows``."""
    row.setFocusProxy(field)
    _rows.add(row)


def cursor_place(row: QWidget) -> QWidget:
    """Return what takes the cursor for ``row``, else itself; also while Tab passes it by.

    What a field cannot understand is said as Tab leaves it.
    """
    return row.focusProxy() or _led.get(row) or row


@contextmanager
def passing_rows(window: QWidget) -> Iterator[None]:
    """Let Tab pass by every row of ``window`` that hands its cursor on, while the next stop is sought.

    Qt takes such a row for a stop of its own and leads back into it wherever it stands in the chain, behind
    the last button for example: Tab would go round in a form and never come out of it. Nothing else is asked
    for what it hands on to, or for the next in the chain: PySide takes what Qt returns there for a part of
    the asked one, and would keep a page that was dropped.
    """
    rows = [each for each in _rows if isValid(each) and each.isVisible() and each.window() is window]
    led = [(row, field) for row in rows if (field := row.focusProxy()) is not None]
    _led.update(led)
    for row, _field in led:
        row.setFocusProxy(None)  # type: ignore[arg-type]  # the stub knows no way to take it away
    try:
        yield
    finally:
        for row, _field in led:
            del _led[row]
        for row, field in led:
            row.setFocusProxy(field)


def is_hidden(widget: QWidget, root: QWidget | None = None) -> bool:
    """Return whether ``widget`` or what is around it, up to ``root`` or the window, was hidden.

    What was only just laid out is not: Qt shows it as soon as it comes to it.
    """
    by_hand = Qt.WidgetAttribute.WA_WState_ExplicitShowHide
    around: QWidget | None = widget
    while around is not None and around is not root and not around.isWindow():
        if around.isHidden() and around.testAttribute(by_hand):
            return True
        around = around.parentWidget()
    return False


_rows: WeakSet[QWidget] = WeakSet()
"""The rows that hand their cursor on."""

_led: dict[QWidget, QWidget] = {}
"""What the rows hand it on to that are being passed by."""

_passed: WeakKeyDictionary[QWidget, ref[QWidget]] = WeakKeyDictionary()
"""The acts that Tab leads past, each with the field behind which it comes to them."""


def stops_in(root: QWidget) -> list[QWidget]:
    """Return what stands inside ``root`` for Tab to come to, in that order, also what is hidden now."""
    return _all_stops(root)


def _shown(root: QWidget) -> list[QWidget]:
    """Return the stops inside ``root`` at which the cursor can be put now."""
    return [each for each in _all_stops(root) if each.isEnabled() and not is_hidden(each, root)]


def show_now(widget: QWidget, root: QWidget) -> None:
    """Show ``widget`` at once where it was only just laid out: nothing else can take the cursor."""
    around: QWidget | None = widget
    while around is not None and around is not root:
        if around.isHidden():
            around.show()
        around = around.parentWidget()


def _all_stops(*roots: QWidget) -> list[QWidget]:
    """Return the stops inside ``roots`` in the order in which Tab comes to them."""
    stops = [stop for root in roots for stop in _stops(root)]
    for act in [each for each in stops if each in _passed]:
        field = _passed[act]()
        inside = list(_stops(field)) if field is not None else []
        if inside and inside[-1] in stops:
            stops.remove(act)
            stops.insert(stops.index(inside[-1]) + 1, act)
    return stops


def _stops(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
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
