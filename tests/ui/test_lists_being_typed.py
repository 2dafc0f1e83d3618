"""What is typed into a list and means no entry of it holds back whatever would be saved over it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.ui.cases.narrowing import Narrowing
from intman_desktop.ui.journal.filters import JournalFilters
from intman_desktop.ui.pages import PAGES
from intman_desktop.ui.parts.fields import ChoiceField
from intman_desktop.ui.plan.field_block import FieldBlock
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


@pytest.fixture
def walk(open_program: OpenProgram, qtbot: QtBot, tmp_path: Path) -> Walk:
    return Walk(walkable(open_program, qtbot), qtbot, tmp_path)


def _lists_of(walk: Walk) -> Iterator[tuple[str, ChoiceField, QPushButton]]:
    """Yield every list that is filled in, each once, with its page and the button that saves it."""
    met = set()
    for told, _root in walk.stops():
        if not told.startswith((*PAGES, "help on ")):
            return  # what lies over the pages and what is there while locked asks for no lists
        page = walk.program.window.page()
        for field in page.findChildren(ChoiceField) if page is not None else ():
            if not field.isVisible() or not field.isEnabled() or id(field) in met:
                continue
            met.add(id(field))
            button = _button_of(field)
            if button is not None and not _narrows(field):
                yield told, field, button


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


def test_nothing_is_saved_over_a_text_that_no_list_knows(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    saved: list[Any] = []
    wrong, lost, seen = [], [], set()
    for told, field, button in _lists_of(walk):
        page, before = walk.program.window.page(), field.code()
        assert page is not None
        at = (told, field.accessibleName(), button.text())
        field.setFocus()
        field.line().setText(NONSENSE[:-1])
        walk.hands.qtbot.keyClicks(field.line(), NONSENSE[-1])
        with monkeypatch.context() as patched:
            patched.setattr(walk.program.frame, "do", lambda *told, **_more: saved.append(told))
            button.click()
            walk.hands.settle()
        has_cursor = field.window().focusWidget() in (field, field.line())
        if saved or not field.fault() or field.line().text() != NONSENSE or not has_cursor:
            wrong.append((*at, [str(each[0]) for each in saved]))
        elif field.visibleRegion().isEmpty():
            wrong.append((*at, ["out of view"]))
        values = page.unsaved()
        kept = NONSENSE in json.dumps(values, ensure_ascii=False)
        if not (kept or told.startswith(KEPT_NOWHERE)):
            lost.append(at)
        saved.clear()
        field.set_code(before)
        seen.add(at)

    assert len(seen) > 100
    assert wrong == []
    assert lost == []
