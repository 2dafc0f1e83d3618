"""What is typed on any screen is let alone.

A text that no list knows holds back whatever would be saved over it, and what is no date yet waits in the
draft as it was typed.

One walk for both, since going from screen to screen takes longer than looking at the fields.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.ui.cases.narrowing import Narrowing
from intman_desktop.ui.journal.filters import JournalFilters
from intman_desktop.ui.page import Page
from intman_desktop.ui.pages import PAGES
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.doubts import row_around
from intman_desktop.ui.parts.fields import ChoiceField
from intman_desktop.ui.plan.field_block import FieldBlock
from tests.conftest import PROVE
from tests.ui.conftest import OpenProgram
from tests.ui.walked_store import walkable
from tests.ui.walking import Walk

pytestmark = pytest.mark.journey

NONSENSE = "Quatsch mit Soße"
IN_THE_FOOT = "Angaben speichern"
"""What saves a block of the plan; other buttons stand between it and the block."""
NARROWING = (Narrowing, JournalFilters)
"""The lists in these say what a page shows, and are saved nowhere."""

SAVED_BY = {
    "Ist für diese Person": "Verbinden",
    "Art der neuen Anlaufstelle": "Hinzufügen",
    "Weitervermittlung: Ergebnis": "Ergebnis speichern",
    "Grund": "Plan schließen",
    "Lebensbereich": "Übernehmen",
}
"""Lists with a button of their own beside the one that saves the whole view, by their names."""


KEPT_NOWHERE = (
    "list_import",
    "settings lists",
    "settings phrases",
    "new_person brief",
    "talk with nobody",
    "case held",
)
"""Here what is chosen is kept, and a text that means no entry is typed again in a moment; in a Kurzkontakt
it could name somebody (Rule P2). Why an Akte on hold is looked into is asked anew each time (Rule L2).
"""

HALF = ("20.09.20", "mo", "+1", "31.2.2024")
"""Each could be taken for a date that is not meant, or is none."""

BEGUN_ANEW = {
    "settings texts, an edited one",
    "new_person brief",
    "talk with nobody",
}
"""Here the day is one of two or three short answers, which are given again: no text stands beside it. Without
a person only a whole day is kept, as anything else might name somebody (Rule P2).
"""


@pytest.fixture
def walk(open_program: OpenProgram, qtbot: QtBot, tmp_path: Path) -> Walk:
    return Walk(walkable(open_program, qtbot), qtbot, tmp_path)


def _pages_of(walk: Walk) -> Iterator[tuple[str, Page]]:
    """Yield every screen of a page; what lies over pages and what is there while locked asks for nothing."""
    for told, _root in walk.stops():
        if not told.startswith((*PAGES, "help on ")):
            return
        page = walk.program.window.page()
        if page is not None:
            yield told, page


def _button_of(field: ChoiceField) -> QPushButton | None:
    """Return the button that saves ``field``: its own, else the nearest around it."""
    around: QWidget | None = field.parentWidget()
    own = SAVED_BY.get(field.accessibleName(), "")
    while around is not None and not around.isWindow():
        own = own or (IN_THE_FOOT if isinstance(around, FieldBlock) else "")
        buttons = [each for each in around.findChildren(QPushButton) if each.isVisible() and each.isEnabled()]
        for button in buttons:
            if _words(button) == own if own else _saves_all(button):
                return button
        around = around.parentWidget()
    return None


def _narrows(field: ChoiceField) -> bool:
    around = field.parentWidget()
    while around is not None and not isinstance(around, NARROWING):
        around = around.parentWidget()
    return around is not None


def _saves_all(button: QPushButton) -> bool:
    return button.property("part") in ("primary", "danger") or _words(button) == IN_THE_FOOT


def _words(button: QPushButton) -> str:
    return button.text().replace("&", "")


def _where_it_is_to_be_mended(field: ChoiceField) -> QWidget | None:
    """Return what has the cursor, if it is to be mended: ``field``, another field marked, or a question."""
    has_cursor = field.window().focusWidget()
    if has_cursor in (field, field.line()):
        return field
    if isinstance(has_cursor, QRadioButton) and _is_unanswered(has_cursor):
        return has_cursor  # the sentence stands at the question
    row = None if has_cursor is None else row_around(has_cursor)
    return has_cursor if row is not None and row.fault() else None


def _is_unanswered(button: QRadioButton) -> bool:
    """Return whether nothing is chosen of the answers that ``button`` is one of."""
    group = button.group()
    answers = group.buttons() if group is not None else button.parentWidget().findChildren(QRadioButton)
    return not any(each.isChecked() for each in answers)


class Lists:
    """Types into every list that is filled in, each once, what means no entry, and presses what saves it."""

    def __init__(self, walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
        self._walk = walk
        self._patch = monkeypatch
        self._met: set[int] = set()
        self.seen: set[tuple[str, str, str]] = set()
        self.wrong: list[Any] = []
        self.lost: list[Any] = []

    def look_at(self, told: str, page: Page) -> None:
        for field in page.findChildren(ChoiceField):
            if not field.isVisible() or not field.isEnabled() or id(field) in self._met:
                continue
            self._met.add(id(field))
            button = _button_of(field)
            if button is not None and not _narrows(field):
                self._type_into(told, page, field, button)

    def _type_into(self, told: str, page: Page, field: ChoiceField, button: QPushButton) -> None:
        at, before, saved = (told, field.accessibleName(), button.text()), field.code(), list[Any]()
        field.setFocus()
        field.line().setText(NONSENSE[:-1])
        self._walk.hands.qtbot.keyClicks(field.line(), NONSENSE[-1])
        with self._patch.context() as patched:
            patched.setattr(self._walk.program.frame, "do", lambda *told, **_more: saved.append(told))
            button.click()
            self._walk.hands.settle()
        where = _where_it_is_to_be_mended(field)
        if saved or not field.fault() or field.line().text() != NONSENSE or where is None:
            self.wrong.append((*at, [str(each[0]) for each in saved]))
        elif where.visibleRegion().isEmpty():
            self.wrong.append((*at, ["out of view"]))
        kept = NONSENSE in json.dumps(page.unsaved(), ensure_ascii=False)
        if not (kept or told.startswith(KEPT_NOWHERE)):
            self.lost.append(at)
        field.set_code(before)
        self.seen.add(at)


class Dates:
    """Types half a date into every field for one, each once."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._met: set[int] = set()
        self.count = 0
        self.touched: list[Any] = []
        self.lost: list[Any] = []

    def look_at(self, told: str, page: Page) -> None:
        for field in page.findChildren(DateField):
            usable = field.isVisible() and field.isEnabled() and not field.isReadOnly()
            if usable and id(field) not in self._met:
                self._met.add(id(field))
                self._type_into(told, page, field)

    def _type_into(self, told: str, page: Page, field: DateField) -> None:
        before = field.text()
        # the small run takes turns, so that each is typed into many fields; the last one into all of them
        for half in HALF if PROVE else dict.fromkeys((HALF[self.count % len(HALF)], HALF[-1])):
            field.setFocus()
            field.clear()
            self._walk.hands.qtbot.keyClicks(field, half)
            values = page.unsaved()
            if field.text() != half:
                self.touched.append((told, field.accessibleName(), half, field.text()))
            kept = values is None or told in BEGUN_ANEW or half in json.dumps(values)
            if half == HALF[-1] and not kept:
                self.lost.append((told, field.accessibleName()))
        field.setText(before)
        self.count += 1


@pytest.mark.slow
def test_what_is_typed_on_any_screen_is_let_alone_and_nothing_is_saved_over_it(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A date however often the page is saved, and a text of a list whichever button is pressed."""
    dates, lists = Dates(walk), Lists(walk, monkeypatch)
    for told, page in _pages_of(walk):
        dates.look_at(told, page)
        lists.look_at(told, page)
    assert dates.count > 30
    assert dates.touched == []
    assert dates.lost == []
    assert len(lists.seen) > 100
    assert lists.wrong == []
    assert lists.lost == []
