"""The key hides every other person's name on all screens at once (story 23)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from intman_desktop.models.tables import clients
from tests.ui.conftest import OpenProgram
from tests.ui.names import faults
from tests.ui.walked_store import walkable
from tests.ui.walking import Walk


def _clients(desk: Any) -> list[tuple[int, str, str]]:
    with desk.vault.reading() as connection:
        wanted = select(clients.c.case_id, clients.c.family_name, clients.c.given_name)
        return [(row.case_id, row.family_name, row.given_name) for row in connection.execute(wanted)]


def _others(walk: Walk, people: list[tuple[int, str, str]]) -> list[tuple[str, str]]:
    """Return the names of all who are not the one that sits opposite."""
    present = walk.program.frame.curtain._present
    hers = next(((family, given) for case_id, family, given in people if case_id == present), None)
    return [(family, given) for _id, family, given in people if (family, given) != hers]


@pytest.mark.slow
@pytest.mark.parametrize("when", ["on every screen", "before the first one"])
def test_with_the_curtain_drawn_no_screen_names_another_person(
    when: str, open_program: OpenProgram, qtbot: QtBot, tmp_path: Path
) -> None:
    walk = Walk(walkable(open_program, qtbot), qtbot, tmp_path)
    people = walk.hands.asked(_clients)
    curtain = walk.program.frame.curtain
    found: list[str] = []
    if when == "before the first one":
        curtain.draw(True)
    for name, _root in walk.stops():
        if when == "on every screen":
            curtain.draw(True)
            walk.settle()
        found += [f"{name}: {each}" for each in faults(_others(walk, people))]
        if when == "on every screen":
            curtain.draw(False)
            walk.settle()
    QApplication.clipboard().clear()
    assert not found, "\n".join(found)
