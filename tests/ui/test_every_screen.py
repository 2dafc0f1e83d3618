"""Every screen of the window, walked as a screen reader, a keyboard and a magnifying glass would."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from intman_desktop import language
from intman_desktop.app import Program
from intman_desktop.sample import invented_office
from intman_desktop.ui.style import Look
from tests.ui.conftest import OpenProgram
from tests.ui.speaking import silent_controls

Screen = tuple[str, dict[str, Any]]
CASE_TABS = ("plan", "talks", "person", "consents", "papers", "journal")
SETTINGS_PARTS = ("office", "duties", "workers", "work", "backup", "look", "about")
PEOPLE = 16
NO_ROLE = (QAccessible.Role.NoRole, QAccessible.Role.Client)
# What wraps is measured again when its width is known: a layout settles after a few rounds.
ROUNDS = 5
# Painted text may be a pixel wider than its font says.
ROUNDING = 2
_BREAKS = re.compile("[\\s\u200b]+")
_WORD = re.compile(r"\{[^}]*\}|[^\W\d_]{4,}")


class LongWords(gettext.NullTranslations):
    """A language whose words are all half as long again, as those of another one may be."""

    def gettext(self, message: str) -> str:
        return _WORD.sub(_longer, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        del context
        return self.gettext(message)


def _longer(found: re.Match[str]) -> str:
    word = found.group()
    return word if word.startswith("{") else word + word[: len(word) // 2].lower()


def screens(program: Program, case_id: int) -> Iterator[Screen]:
    """Yield every page with every tab, as it is opened."""
    yield "overview", {}
    yield "cases", {}
    yield from (("case", {"case_id": case_id, "tab": tab}) for tab in CASE_TABS)
    yield "talk", {"case_id": case_id}
    yield "needs", {"case_id": case_id}
    yield "period", {"case_id": case_id}
    yield "new_person", {}
    for page in ("deadlines", "key_figures", "services", "privacy"):
        yield page, {}
    yield from (("settings", {"part": part}) for part in SETTINGS_PARTS)


@pytest.fixture
def program(open_program: OpenProgram, qtbot: QtBot) -> Program:
    document = invented_office(PEOPLE)
    program = open_program(document.cases, document.talks)
    program.window.resize(1366, 768)
    return program


@pytest.fixture
def walk(program: Program, qtbot: QtBot) -> Callable[[], Iterator[tuple[str, QWidget]]]:
    """Return a walk that opens one screen after the other and yields its name and page."""

    def go() -> Iterator[tuple[str, QWidget]]:
        case_id = _first_case(program, qtbot)
        for name, where in screens(program, case_id):
            page = program.window.open_page(name, **where)
            qtbot.waitUntil(program.workers.idle, timeout=20_000)
            for _round in range(ROUNDS):
                QApplication.processEvents()
            yield f"{name} {where.get('tab') or where.get('part') or ''}".strip(), page
            # one page at a time: a change of look has to draw all that are there
            program.window.drop_pages()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    return go


def _first_case(program: Program, qtbot: QtBot) -> int:
    from intman_desktop.services.cases import case_page
    from intman_desktop.values.views import CaseFilter

    found: list[Any] = []
    program.frame.ask(case_page, CaseFilter(), on_done=found.append)
    qtbot.waitUntil(lambda: bool(found))
    return int(found[0].rows[0].case_id)


def _described(widget: QWidget) -> str:
    words = getattr(widget, "text", lambda: "")()
    return f"{type(widget).__name__} {widget.accessibleName() or words!r}"


def _seen(page: QWidget, *kinds: type[QWidget]) -> Iterator[Any]:
    for child in page.findChildren(QWidget):
        if isinstance(child, kinds) and child.isVisible() and child.width() > 0:
            yield child


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value) and widget.isEnabled()


def _tab_stops(window: QWidget, page: QWidget) -> list[QWidget]:
    """Return what Tab goes through in ``page``, in its order."""
    stops: list[QWidget] = []
    here = window.nextInFocusChain()
    while here is not None and here is not window:
        if page.isAncestorOf(here) and here.isVisible() and _takes_tab(here) and here.focusProxy() is None:
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
    for button in _seen(page, QPushButton):
        if button.text() and button.minimumSizeHint().width() > button.width() + ROUNDING:
            faults.append(f"narrow: {_described(button)}")
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


def test_every_control_of_every_screen_says_its_name_and_what_it_is(
    walk: Callable[[], Iterator[tuple[str, QWidget]]], program: Program
) -> None:
    faults = []
    for name, page in walk():
        faults += [f"{name}: silent {each}" for each in silent_controls(page)]
        for widget in _tab_stops(program.window, page):
            interface = QAccessible.queryAccessibleInterface(widget)
            if interface is None or interface.role() in NO_ROLE:
                faults.append(f"{name}: no role {_described(widget)}")
    assert not faults, "\n".join(faults)


def test_tab_reaches_every_field_of_every_screen_from_above_to_below(
    walk: Callable[[], Iterator[tuple[str, QWidget]]], program: Program
) -> None:
    faults = []
    for name, page in walk():
        stops = _tab_stops(program.window, page)
        assert stops, f"{name} has nothing that Tab reaches"
        wanted = {
            each for each in _seen(page, QAbstractButton, QLineEdit, QPlainTextEdit) if each.isEnabled()
        }
        for each in wanted - set(stops):
            proxied = any(other.focusProxy() is each for other in page.findChildren(QWidget))
            inside = isinstance(each.parentWidget(), QAbstractItemView) or _in_a_list(each, page)
            shared = isinstance(each, QRadioButton) or each.focusPolicy() == Qt.FocusPolicy.NoFocus
            if not (proxied or inside or shared or each.parentWidget() in stops):
                faults.append(f"{name}: Tab never comes to {_described(each)}")
    assert not faults, "\n".join(faults)


def test_the_cursor_is_seen_on_every_kind_of_control(
    walk: Callable[[], Iterator[tuple[str, QWidget]]], program: Program, qtbot: QtBot
) -> None:
    """The picture of a control with the cursor differs from the one without, in light and dark."""
    faults, looked_at = [], set()
    for look in (Look.LIGHT, Look.DARK):
        program.style.choose(look)
        for name, page in walk():
            # the page before took the window's cursor with it
            program.window.activateWindow()
            qtbot.waitUntil(program.window.isActiveWindow)
            for widget in _tab_stops(program.window, page):
                kind = (look, type(widget).__name__, str(widget.property("part")))
                if kind in looked_at:
                    continue
                looked_at.add(kind)
                others = [each for each in _tab_stops(program.window, page) if each is not widget]
                (others[0] if others else program.window.top_bar.search).setFocus(
                    Qt.FocusReason.TabFocusReason
                )
                without = widget.grab().toImage()
                widget.setFocus(Qt.FocusReason.TabFocusReason)
                QApplication.processEvents()
                if widget.grab().toImage() == without:
                    faults.append(f"{name}: the cursor cannot be seen on {kind} {_described(widget)}")
    program.style.choose(Look.LIGHT)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(("words", "size"), [("own", 1.0), ("own", 2.0), ("long", 1.0)])
def test_no_word_is_cut_and_every_screen_scrolls_downwards_only(
    words: str,
    size: float,
    walk: Callable[[], Iterator[tuple[str, QWidget]]],
    program: Program,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if words == "long":
        monkeypatch.setattr(language._Current, "texts", LongWords())
        program.window.drop_pages()
    program.style.enlarge(size)
    faults = []
    for name, page in walk():
        faults += [f"{name}: {each}" for each in _cut(page)]
        for area in page.findChildren(QScrollArea):
            if area.isVisible() and area.horizontalScrollBar().maximum() > 0:
                faults.append(f"{name}: scrolls to the side by {area.horizontalScrollBar().maximum()}")
    assert not faults, "\n".join(faults)
