"""A date is let alone while it is typed, and what is no date yet waits in the draft as it was typed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from intman_desktop.ui.pages import PAGES
from intman_desktop.ui.parts.date_field import DateField
from tests.conftest import PROVE
from tests.ui.conftest import OpenProgram
from tests.ui.walked_store import walkable
from tests.ui.walking import Walk

pytestmark = pytest.mark.journey

HALF = ("20.09.20", "mo", "+1", "31.2.2024")
"""Each could be taken for a date that is not meant, or is none."""

BEGUN_ANEW = {
    "list_import step 3",
    "settings texts, an edited one",
    "new_person brief",
    "talk with nobody",
}
"""Here the day is one of two or three short answers, which are given again: no text stands beside it. Without
a person only a whole day is kept, as anything else might name somebody (Rule P2).
"""


@pytest.fixture
def drawn() -> bool:
    """Draw the window: the walk waits for covers until they were painted."""
    return True


@pytest.fixture
def walk(open_program: OpenProgram, qtbot: QtBot, tmp_path: Path) -> Walk:
    return Walk(walkable(open_program, qtbot), qtbot, tmp_path)


def _days_of(walk: Walk) -> Iterator[tuple[str, DateField]]:
    """Yield every field for a date that can be typed into, with the page it stands in, each once."""
    met = set()
    for told, _root in walk.stops():
        if not told.startswith((*PAGES, "help on ")):
            return  # what lies over the pages and what is there while locked asks for no dates
        page = walk.program.window.page()
        for field in page.findChildren(DateField) if page is not None else ():
            if field.isVisible() and field.isEnabled() and not field.isReadOnly() and id(field) not in met:
                met.add(id(field))
                yield told, field


def test_a_date_is_let_alone_while_it_is_typed_however_often_the_page_is_saved(walk: Walk) -> None:
    touched, lost, count = [], [], 0
    for told, field in _days_of(walk):
        page, before = walk.program.window.page(), field.text()
        assert page is not None
        # the small run takes turns, so that each is typed into many fields; the last one into all of them
        for half in HALF if PROVE else dict.fromkeys((HALF[count % len(HALF)], HALF[-1])):
            field.setFocus()
            field.clear()
            walk.hands.qtbot.keyClicks(field, half)
            values = page.unsaved()
            if field.text() != half:
                touched.append((told, field.accessibleName(), half, field.text()))
            kept = values is None or told in BEGUN_ANEW or half in json.dumps(values)
            if half == HALF[-1] and not kept:
                lost.append((told, field.accessibleName()))
        field.setText(before)
        count += 1
    assert count > 30
    assert touched == []
    assert lost == []
