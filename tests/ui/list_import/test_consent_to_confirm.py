"""A row of a list whose consent is told has one: what its paper says is to be confirmed (P2, E2)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.list_import.work import RowState
from intman_desktop.ui.parts.state import StateChip
from tests.ui.conftest import OpenProgram
from tests.ui.hands import Hands
from tests.ui.list_import.test_list_import import begun, go_to, states

LIST = """Familienname;Vorname;Geburtsdatum;Einwilligung vom;Ablageort
Beispiel;Samira;7.4.1991;12.1.2026;Ordner 1
Muster;Hussein;8.5.1992;13.1.2026;Ordner 1
Probe;Omar;9.6.1993;;
"""


def test_e2_a_row_whose_paper_is_to_be_confirmed_is_not_called_without_consent(
    qtbot: QtBot, open_program: OpenProgram, tmp_path: Path
) -> None:
    file = tmp_path / "Liste.csv"
    file.write_text(LIST, encoding="utf-8")
    hands = Hands(qtbot, open_program())
    page = begun(hands, file)
    hands.click(page, "Weiter")
    hands.click(page, "Weiter")
    assert states(page) == [RowState.UNCONFIRMED, RowState.UNCONFIRMED, RowState.WITHOUT_CONSENT]
    chips = {each.text() for each in page.rows.chips.findChildren(QPushButton)}
    assert {"Ohne Einwilligung  1", "Einwilligung bestätigen  2"} <= chips
    go_to(hands, page, 0)
    (chip,) = page.rows.row.findChildren(StateChip)
    assert chip.accessibleName() == "Einwilligung bestätigen"
    assert "bestätigen Sie unten, bei „Einwilligung liegt schriftlich vor“" in hands.words(page.rows.row)

    # F4 stops there as well, and only who has no consent is marked as such.
    page.rows.go_to_next()
    assert page.rows.numbers() == [3]
    hands.click(page, "Alle ohne Einwilligung markieren")
    assert page.rows.numbers() == [4]

    # Those that are only to be confirmed need no mark: the tick is for the whole list, and says so.
    assert "Auf allen Papieren zu dieser Liste steht" in page.rows.paper.told.text()

    hands.click(page, "Weiter")
    assert "Einwilligung noch zu bestätigen: 2" in hands.words(page)
    assert "Die übrigen Zeilen sind nirgends gespeichert." in hands.words(page)
    hands.click(page, "Zurück")

    assert page.work is not None
    out = [sentence(why) for person in page.work.people if (why := page.work.why(person)) is not None]
    assert out == ["Einwilligung noch zu bestätigen"] * 2 + ["Einwilligung liegt nicht vor"]
    page.rows.paper.told.setChecked(True)
    hands.settle()
    assert states(page) == [RowState.READY, RowState.READY, RowState.WITHOUT_CONSENT]

    assert page.rows.unconsented.isVisible()
    hands.click(page, "Alle ohne Einwilligung markieren")
    hands.into(page.rows.paper.on, "12.1.26")
    hands.into(page.rows.paper.place, "Ordner 2")
    hands.click(page, "Für 1 Zeile eintragen")
    assert states(page) == [RowState.READY] * 3
    assert not page.rows.unconsented.isVisible()  # nothing is left that it could mark
