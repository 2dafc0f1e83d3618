"""Every screen of the window, walked as a screen reader, a keyboard and a magnifying glass would."""

from __future__ import annotations

import gettext
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QKeySequence, QShortcut
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from intman_desktop import language
from intman_desktop.ui.style import Look
from tests.conftest import PROVE
from tests.ui.conftest import OpenProgram
from tests.ui.speaking import silent_controls
from tests.ui.walked_store import walkable
from tests.ui.walking import Walk, kinds_of_widgets

NO_ROLE = (QAccessible.Role.NoRole, QAccessible.Role.Client)
# Painted text may be a pixel wider than its font says.
ROUNDING = 2
# Layouts settle in fewer rounds than this; one in two of them is laid out by what never settles.
TO_COME_TO_REST = 20
_BREAKS = re.compile("[\\s\u200b]+")
_WORD = re.compile(r"\{[^}]*\}|[^\W\d_]{4,}")


class LongWords(gettext.NullTranslations):
    """English, all words half as long again, as those of another language may be; with its Alt keys."""

    english = language._catalogue("en")

    def gettext(self, message: str) -> str:
        return _WORD.sub(_longer, self.english.gettext(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return _WORD.sub(_longer, self.english.ngettext(msgid1, msgid2, n))

    def pgettext(self, context: str, message: str) -> str:
        return _WORD.sub(_longer, self.english.pgettext(context, message))


def _longer(found: re.Match[str]) -> str:
    word = found.group()
    return word if word.startswith("{") else word + word[: len(word) // 2].lower()


@pytest.fixture
def drawn() -> bool:
    """Draw the window: the walk looks at it, and waits for covers until they were painted."""
    return True


@pytest.fixture
def walk(open_program: OpenProgram, qtbot: QtBot, tmp_path: Path) -> Walk:
    return Walk(walkable(open_program, qtbot), qtbot, tmp_path)


def _described(widget: QWidget) -> str:
    words = getattr(widget, "text", lambda: "")()
    return f"{type(widget).__name__} {widget.accessibleName() or words!r}"


def _kind(widget: QWidget) -> tuple[str, str]:
    return type(widget).__name__, str(widget.property("part"))


def _seen(page: QWidget, *kinds: type[QWidget]) -> Iterator[Any]:
    for child in page.findChildren(QWidget):
        if isinstance(child, kinds) and child.isVisible() and child.width() > 0:
            yield child


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value) and widget.isEnabled()


def _tab_stops(root: QWidget) -> list[QWidget]:
    """Return what Tab goes through in ``root``, in its order."""
    stops: list[QWidget] = []
    window = root.window()
    here = window.nextInFocusChain()
    while here is not None and here is not window:
        if root.isAncestorOf(here) and here.isVisible() and _takes_tab(here) and here.focusProxy() is None:
            stops.append(here)
        here = here.nextInFocusChain()
    return stops


def _cut(page: QWidget) -> list[str]:
    """Return what is too narrow or too low for its words, or hangs out of the page at its side."""
    faults = []
    for label in _seen(page, QLabel):
        if label.pixmap().isNull() and label.text() and not isinstance(label.parent(), QAbstractItemView):
            room = label.contentsRect()
            if label.wordWrap():
                words = _BREAKS.split(label.text())
                wide = max(label.fontMetrics().horizontalAdvance(word) for word in words)
                low = label.heightForWidth(label.width()) > label.height() + ROUNDING
                if low or wide > room.width() + ROUNDING:
                    faults.append(f"cut: {_described(label)}")
            elif label.sizeHint().width() > label.width() + ROUNDING:
                faults.append(f"narrow: {_described(label)}")
    for button in _seen(page, QAbstractButton):
        needed = button.minimumSizeHint()
        if button.text() and needed.width() > button.width() + ROUNDING:
            faults.append(f"narrow: {_described(button)}")
        if button.text() and needed.height() > button.height() + ROUNDING:
            faults.append(f"low: {_described(button)}")
    for field in _seen(page, QLineEdit, QComboBox):
        if field.height() < field.fontMetrics().height():
            faults.append(f"low: {_described(field)}")
    for each in _seen(page, QLabel, QAbstractButton, QLineEdit, QPlainTextEdit, QAbstractItemView):
        if _in_a_list(each, page):
            continue
        right = each.mapTo(page, QPoint(each.width(), 0)).x()
        if right > page.width() + ROUNDING:
            faults.append(f"outside by {right - page.width()}: {_described(each)}")
    return faults


def _in_a_list(widget: QWidget, page: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None and parent is not page:
        if isinstance(parent, QAbstractItemView):
            return True
        parent = parent.parentWidget()
    return False


def _unnamed(root: QWidget) -> Iterator[str]:
    """Yield what a screen reader could not name, or not say what it is."""
    for each in silent_controls(root):
        yield f"silent: {each}"
    for widget in _tab_stops(root):
        interface = QAccessible.queryAccessibleInterface(widget)
        # Qt knows the view of a paper as a scroll area alone, and lets nobody give it another role
        if interface is None or (interface.role() in NO_ROLE and not isinstance(widget, QPdfView)):
            yield f"no role: {_described(widget)}"


def _beyond_tab(root: QWidget) -> Iterator[str]:
    """Yield what can be clicked or typed into and Tab never comes to."""
    stops = _tab_stops(root)
    if not stops:
        yield "nothing that Tab reaches"
    wanted = {each for each in _seen(root, QAbstractButton, QLineEdit, QPlainTextEdit) if each.isEnabled()}
    for each in wanted - set(stops):
        proxied = any(other.focusProxy() is each for other in root.findChildren(QWidget))
        inside = isinstance(each.parentWidget(), QAbstractItemView) or _in_a_list(each, root)
        shared = _is_shared(each, stops) or each.focusPolicy() == Qt.FocusPolicy.NoFocus
        if not (proxied or inside or shared or each.parentWidget() in stops):
            yield f"Tab never comes to {_described(each)}"


def _is_shared(widget: QWidget, stops: list[QWidget]) -> bool:
    """Return whether the arrows lead to ``widget`` from the one of its group that Tab reaches."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return isinstance(widget, QRadioButton) or (
        group is not None and any(b in stops for b in group.buttons())
    )


def _taken_by_the_wheel(root: QWidget) -> Iterator[str]:
    """Yield what the mouse wheel would put the cursor on, so that what is typed next goes astray."""
    for each in _seen(root, QWidget):
        if each.focusPolicy() == Qt.FocusPolicy.WheelFocus:
            yield f"takes the cursor by the wheel: {_described(each)}"


def _same_keys(root: QWidget) -> Iterator[str]:
    """Yield the Alt keys that two different things share; the same thing of several people may repeat."""
    by_key: dict[str, set[str]] = {}
    for each in _seen(root, QLabel, QAbstractButton):
        key = QKeySequence.mnemonic(each.text())
        if not key.isEmpty() and not (isinstance(each, QLabel) and each.buddy() is None):
            by_key.setdefault(key.toString(), set()).add(each.text())
    for letter, words in by_key.items():
        if len(words) > 1:
            yield f"{letter} is {' and '.join(sorted(words))}"


def _same_shortcuts(root: QWidget) -> Iterator[str]:
    """Yield the shortcuts that would not know which of two things to do."""
    found: dict[str, list[tuple[QWidget | None, str]]] = {}
    for button in _seen(root, QAbstractButton):
        if not button.shortcut().isEmpty() and "&" not in button.text():
            found.setdefault(button.shortcut().toString(), []).append((None, _described(button)))
    for shortcut in root.window().findChildren(QShortcut):
        place = shortcut.parent()
        inside = shortcut.context() == Qt.ShortcutContext.WidgetWithChildrenShortcut
        everywhere = shortcut.context() == Qt.ShortcutContext.WindowShortcut
        if (
            isinstance(place, QWidget)
            and place.isVisible()
            and shortcut.isEnabled()
            and (inside or everywhere)
        ):
            told = f"shortcut of {type(place).__name__}"
            found.setdefault(shortcut.key().toString(), []).append((place if inside else None, told))
    for key, holders in found.items():
        for index, (one, told) in enumerate(holders):
            for other, also in holders[index + 1 :]:
                if one is None or other is None or one is other or _nested(one, other):
                    yield f"{key} is both {told} and {also}"


def _nested(one: QWidget, other: QWidget) -> bool:
    return one.isAncestorOf(other) or other.isAncestorOf(one)


def _sideways(root: QWidget) -> Iterator[str]:
    """Yield what would have to be scrolled to the side."""
    for area in root.findChildren(QScrollArea):
        if area.isVisible() and area.horizontalScrollBar().maximum() > 0:
            yield f"scrolls to the side by {area.horizontalScrollBar().maximum()}"


class LayoutEye(QObject):
    """Counts who is asked to lay itself out."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: Counter[str] = Counter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - the name in Qt
        if event.type() == QEvent.Type.LayoutRequest:
            self.asked[type(watched).__name__] += 1
        return False


def _restless(_root: QWidget) -> Iterator[str]:
    """Yield what lays itself out without end, though nothing changes: it empties the battery of a laptop."""
    eye, app = LayoutEye(), QApplication.instance()
    assert app is not None
    for _round in range(TO_COME_TO_REST):
        QApplication.processEvents()
    app.installEventFilter(eye)
    for _round in range(TO_COME_TO_REST):
        QApplication.processEvents()
    app.removeEventFilter(eye)
    for kind, times in eye.asked.items():
        if times >= TO_COME_TO_REST // 2:
            yield f"never rests: {kind}, laid out {times} times"


RULES = (
    _unnamed,
    _beyond_tab,
    _taken_by_the_wheel,
    _same_keys,
    _same_shortcuts,
    _cut,
    _sideways,
    _restless,
)


def _faults(name: str, root: QWidget) -> Iterator[str]:
    """Yield what is wrong with the screen ``name``."""
    for rule in RULES:
        yield from (f"{name}: {each}" for each in rule(root))


def _windows_of_their_own(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list of what is shown before it has a place on its screen: each flashes as a window."""
    flashed: list[str] = []
    plain = QWidget.setVisible

    def set_visible(widget: QWidget, visible: bool) -> None:
        if visible and widget.parentWidget() is None and widget.windowType() is Qt.WindowType.Widget:
            flashed.append(f"flashes as a window of its own: {_described(widget)}")
        plain(widget, visible)

    monkeypatch.setattr(QWidget, "setVisible", set_visible)
    return flashed


class CursorEye:
    """Looks at the cursor of every kind of control once, in the look that is shown."""

    def __init__(self, walk: Walk, look: Look) -> None:
        self._walk = walk
        self._look = look
        self._looked_at: set[tuple[str, str]] = set()
        walk.program.style.choose(look)

    def faults(self, name: str, root: QWidget) -> Iterator[str]:
        """Yield the new kinds of controls of which the picture with the cursor is the one without."""
        if all(_kind(each) in self._looked_at for each in _tab_stops(root)):
            return
        # the page before took the window's cursor with it
        root.window().activateWindow()
        self._walk.hands.qtbot.waitUntil(root.window().isActiveWindow)
        for widget in _tab_stops(root):
            if _kind(widget) in self._looked_at:
                continue
            self._looked_at.add(_kind(widget))
            others = [each for each in _tab_stops(root) if each is not widget]
            beside = others[0] if others else self._walk.program.window.top_bar.search
            beside.setFocus(Qt.FocusReason.TabFocusReason)
            without = widget.grab().toImage()
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            QApplication.processEvents()
            if widget.grab().toImage() == without:
                told = f"{self._look} {_kind(widget)} {_described(widget)}"
                yield f"{name}: the cursor cannot be seen on {told}"


# In two of the walks the cursor is looked for as well: it is drawn in light and in dark.
CURSOR_IN = {"as it is": Look.LIGHT, "long words": Look.DARK}
# What is cut in English is nearly always cut in the long words as well.
WAYS = (
    pytest.param("as it is", marks=pytest.mark.measured),
    "twice as large",
    "long words",
    *(("english",) if PROVE else ()),
)


@pytest.mark.slow
@pytest.mark.parametrize("how", WAYS)
def test_every_screen_can_be_read_heard_and_reached(
    how: str, walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names, roles, Tab, wheel, keys, no cut word, no scrolling to the side; and no screen is walked past.

    The picture of each kind of control with the cursor differs from the one without, in light and dark.
    """
    if how == "long words":
        monkeypatch.setattr(language._Current, "texts", LongWords())
    elif how == "english":
        monkeypatch.setattr(language._Current, "texts", language._catalogue("en"))
        monkeypatch.setattr(language._Current, "code", "en")
    elif how == "twice as large":
        walk.program.style.enlarge(2.0)
    walk.program.window.drop_pages()
    eye = CursorEye(walk, CURSOR_IN[how]) if how in CURSOR_IN else None
    faults = _windows_of_their_own(monkeypatch)
    for name, root in walk.stops():
        faults += _faults(name, root)
        if eye is not None:
            faults += eye.faults(name, root)
    faults += [f"no screen of the walk shows a {kind.__name__}" for kind in kinds_of_widgets() - walk.seen]
    assert not faults, "\n".join(faults)


@pytest.mark.unmeasured
@pytest.mark.measured
@pytest.mark.parametrize("size", [1.0, 2.0])
def test_every_place_can_be_used_before_the_first_case(
    size: float, open_program: OpenProgram, qtbot: QtBot, tmp_path: Path
) -> None:
    program = open_program()
    program.style.enlarge(size)
    stops = Walk(program, qtbot, tmp_path).empty_stops()
    faults = [each for name, root in stops for each in _faults(name, root)]
    assert not faults, "\n".join(faults)
