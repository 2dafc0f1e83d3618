"""P2: what stands in a row of an old list stays whole while its fields are looked at and mended."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from pytestqt.qtbot import QtBot

from intman_desktop.ui.list_import.page import ListImportPage
from intman_desktop.ui.parts.fields import TextArea, TextField
from intman_desktop.values.lists import ListField
from tests.exchange.awkward_lists import an_xlsx
from tests.ui.conftest import OpenProgram
from tests.ui.hands import Hands
from tests.ui.list_import.test_list_import import begun, go_to

NEED = "Wohnung: " + "sucht seit Langem. " * 30 + "\n\nKita"
PLACE = "Ordner " + "1" * 310


def rows_step(hands: Hands, folder: Path) -> ListImportPage:
    """Open a list of one person down to step 3, with all fields of the row shown."""
    file = folder / "liste.xlsx"
    head = ("Name", "Vorname", "Geb.", "Bedarf", "Einwilligung", "Ablage")
    day = dt.date(2026, 1, 12)
    file.write_bytes(an_xlsx(head, ("Muster", "Samira", dt.date(1991, 4, 7), NEED, day, PLACE)))
    page = begun(hands, file)
    hands.click(page, "Weiter")
    hands.click(page, "Weiter")
    go_to(hands, page, 0)
    hands.click(page.rows.row, "Alle Angaben der Zeile")
    return page


def test_p2_what_is_typed_beside_the_rows_is_sealed_at_locking_as_well(
    qtbot: QtBot, open_program: OpenProgram, tmp_path: Path
) -> None:
    hands = Hands(qtbot, open_program([]))
    page = rows_step(hands, tmp_path)
    hands.into(page.rows.paper.on, "12.1.26")
    hands.into(page.rows.paper.place, "Ordner 17")
    page.rows.paper.contact.setChecked(True)
    given = page.rows.row.fields[ListField.GIVEN_NAME]
    assert isinstance(given, TextField)
    hands.wake()
    given.setFocus()
    given.selectAll()
    hands.type("Samir")
    held = page.unsaved()
    assert held is not None
    assert page.work is not None
    assert page.work.mended == {}
    hands.program.window.drop_pages()
    page = hands.open(ListImportPage, "list_import")
    page.restore(held)
    hands.settle()
    paper = page.rows.paper
    assert (paper.on.value(), paper.place.value()) == (dt.date(2026, 1, 12), "Ordner 17")
    assert paper.contact.isChecked()
    assert page.rows.numbers() == [2]
    assert page.work is not None
    assert page.work.people[0].client.given_name == "Samir"


def test_a_long_entry_is_not_cut_by_going_into_its_field(
    qtbot: QtBot, open_program: OpenProgram, tmp_path: Path
) -> None:
    hands = Hands(qtbot, open_program([]))
    page = rows_step(hands, tmp_path)
    need, place = (page.rows.row.fields[each] for each in (ListField.FURTHER_NEEDS, ListField.FILING_PLACE))
    assert isinstance(need, TextArea)
    assert isinstance(place, TextField)
    hands.wake()
    for field in (need, place, page.rows.table):
        field.setFocus()
        hands.settle()
    assert page.work is not None
    assert page.work.mended == {}
    (person,) = page.work.people
    assert person.answers[0].value == NEED.replace(" \n", "\n").strip()
    assert person.shown[ListField.FILING_PLACE] == PLACE

    need.setFocus()
    need.insertPlainText("Arzt, ")
    page.rows.table.setFocus()
    hands.settle()
    assert page.work.people[0].answers[0].value.startswith("Arzt, Wohnung: ")
    assert page.work.people[0].answers[0].value.endswith("\n\nKita")
