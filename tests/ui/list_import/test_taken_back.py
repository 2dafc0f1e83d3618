"""P2: a list that came in whole is still there when all of it is taken back, with every decision."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from intman_desktop.ui.list_import.page import ListImportPage
from intman_desktop.ui.list_import.work import RowState
from intman_desktop.values.lists import ListField
from tests.ui.conftest import OpenProgram
from tests.ui.hands import Hands
from tests.ui.list_import.test_list_import import begun, count, go_to, states

LIST = """Familienname;Vorname;Geburtsdatum;Einwilligung vom;Ablageort
Beispiel;Samira;31.4.1991;12.1.2026;Ordner 1
Probe;Omar;9.6.1993;13.1.2026;Ordner 1
"""


def taken_whole(hands: Hands, folder: Path) -> ListImportPage:
    """Mend one row and take all of them over."""
    file = folder / "Liste.csv"
    file.write_text(LIST, encoding="utf-8")
    page = begun(hands, file)
    hands.click(page, "Weiter")
    hands.click(page, "Weiter")
    go_to(hands, page, 0)
    hands.into(page.rows.row.fields[ListField.BIRTH_DATE], "30.4.1991")
    hands.settle()
    page.rows.paper.told.setChecked(True)
    hands.settle()
    hands.click(page, "Weiter")
    hands.click(page, "2 Personen übernehmen")
    assert hands.program.window.page_name() == "cases"
    assert count(hands) == 2
    return page


def test_all_that_was_decided_is_there_again_after_taking_back(
    qtbot: QtBot, open_program: OpenProgram, tmp_path: Path
) -> None:
    hands = Hands(qtbot, open_program([]))
    page = taken_whole(hands, tmp_path)
    assert page.unsaved() is None
    hands.click(hands.program.window, "Rückgängig")
    assert count(hands) == 0
    assert page.unsaved() is not None
    page = hands.open(ListImportPage, "list_import")
    assert page.work is not None
    assert states(page) == [RowState.READY] * 2
    hands.click(page, "2 Personen übernehmen")
    assert count(hands) == 2


def test_what_came_in_and_stayed_is_done_with(
    qtbot: QtBot, open_program: OpenProgram, tmp_path: Path
) -> None:
    hands = Hands(qtbot, open_program([]))
    taken_whole(hands, tmp_path)
    page = hands.open(ListImportPage, "list_import")
    assert page.work is None
    assert page.file.isVisible()
