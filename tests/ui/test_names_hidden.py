"""The key hides every other person's name on all screens at once (story 23)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from intman_desktop.models.tables import clients
from intman_desktop.ui.keys import PLACES
from tests.conftest import PROVE
from tests.ui.conftest import OpenProgram
from tests.ui.names import faults
from tests.ui.walked_store import PLANLESS, RICH, walkable
from tests.ui.walking import Walk

# By turns it is drawn over a screen that is open, and then the next ones are opened behind it.
WAYS = ["on every screen", "before the first one"] if PROVE else ["by turns"]
TURN = 5
"""How many screens there are from one that the curtain is drawn over to the next."""


@pytest.fixture
def drawn() -> bool:
    """Draw the window: the walk waits for covers until they were painted."""
    return True


def _clients(desk: Any) -> list[tuple[int, str, str]]:
    with desk.vault.reading() as connection:
        wanted = select(clients.c.case_id, clients.c.family_name, clients.c.given_name)
        return [(row.case_id, row.family_name, row.given_name) for row in connection.execute(wanted)]


def _others(walk: Walk, people: list[tuple[int, str, str]]) -> list[tuple[str, str]]:
    """Return the names of all who are not the one that sits opposite."""
    present = walk.program.frame.curtain._present
    hers = next(((family, given) for case_id, family, given in people if case_id == present), None)
    return [(family, given) for _id, family, given in people if (family, given) != hers]


def _is_own_words(fault: str) -> bool:
    """Return whether a name stands in a sentence that somebody wrote, or signed: that is left as it is."""
    return "Kam mit Enno Ende." in fault or "Unterschrieben von Samira Musterfrau" in fault


@pytest.mark.slow
@pytest.mark.parametrize("when", WAYS)
def test_with_the_curtain_drawn_no_screen_names_another_person(
    when: str, open_program: OpenProgram, qtbot: QtBot, tmp_path: Path
) -> None:
    walk = Walk(walkable(open_program, qtbot), qtbot, tmp_path)
    people = walk.hands.asked(_clients)
    curtain = walk.program.frame.curtain
    found: list[str] = []
    if when == "before the first one":
        curtain.draw(True)
    for count, (name, _root) in enumerate(walk.stops(), 1):
        if not curtain.drawn:
            curtain.draw(True)
            walk.settle()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        found += [f"{name}: {each}" for each in faults(_others(walk, people)) if not _is_own_words(each)]
        if when == "on every screen" or (when == "by turns" and count % TURN == 0):
            curtain.draw(False)
            walk.settle()
    QApplication.clipboard().clear()
    assert not found, "\n".join(found)


def test_pages_that_are_not_seen_follow_as_well(
    open_program: OpenProgram, qtbot: QtBot, tmp_path: Path
) -> None:
    walk = Walk(walkable(open_program, qtbot), qtbot, tmp_path)
    people = walk.hands.asked(_clients)
    for name in ("doubles", *PLACES):
        walk.page(name)
    walk.page("needs", case_id=RICH)
    walk.page("talk", case_id=RICH, together=(PLANLESS,))
    walk.page("new_person")
    walk.hands.wake()
    walk.program.window.top_bar.search.setFocus()
    qtbot.keyClicks(walk.program.window.top_bar.search, "Muster")
    qtbot.waitUntil(walk.program.window.top_bar.search.popup.isVisible)
    assert faults(_others(walk, people))
    walk.program.frame.curtain.draw(True)
    walk.settle()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not faults(_others(walk, people))


def test_a_notice_that_may_name_somebody_leaves_and_the_undo_stays(
    open_program: OpenProgram, qtbot: QtBot
) -> None:
    program = open_program()
    say, curtain = program.frame.say, program.frame.curtain
    say("Hier steht noch ein angefangenes Gespräch mit Neu, Nora.", lambda: None, "Verwerfen")
    curtain.draw(True)
    assert program.window.notices.text() == ""
    curtain.draw(False)
    say("Gespeichert", lambda: None)
    curtain.draw(True)
    assert program.window.notices.text() == "Gespeichert"
