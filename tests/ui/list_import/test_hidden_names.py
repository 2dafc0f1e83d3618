"""Story 23: with F8 nobody of an old list is seen, neither beside its columns nor in the fields of a row."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.ui.parts.fields import TextField
from intman_desktop.values.lists import ListField
from tests.ui.conftest import OpenProgram
from tests.ui.hands import Hands
from tests.ui.list_import.test_list_import import begun, go_to, states

LIST = """Name;Geb.;Telefon;Notiz;E-Mail
Frau Samira Müller;7.4.1991;0711 5550101;Nichte von Frau Groß;samira@muster.example
Omar Probe;9.6.1993;0711 5550102;;
"""
SEEN = ("Samira", "Müller", "Groß", "Omar", "Probe", "5550101", "07.04.1991")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a text list, whose letters are shown as well."""
    file = tmp_path / "Liste.csv"
    file.write_bytes(LIST.encode("cp1252"))
    return file


def text_in(field: QWidget) -> str:
    """Return what stands in a field of one line."""
    assert isinstance(field, TextField)
    return field.text()


def test_f8_hides_the_first_rows_beside_the_columns(
    qtbot: QtBot, open_program: OpenProgram, file: Path
) -> None:
    hands = Hands(qtbot, open_program([]))
    page = begun(hands, file)
    hands.click(page, "Weiter")
    before = hands.words(page.columns)
    assert all(word in before for word in SEEN)
    hands.program.frame.curtain.draw(True)
    hands.settle()
    assert [word for word in SEEN if word in hands.words(page.columns)] == []
    hands.into(page.columns.fields[3], "Weiterer Bedarf")
    hands.settle()
    assert [word for word in SEEN if word in hands.words(page.columns)] == []
    hands.program.frame.curtain.draw(False)
    hands.settle()
    assert all(word in hands.words(page.columns) for word in SEEN)


def test_f8_hides_the_name_in_the_fields_of_a_row_and_mends_none(
    qtbot: QtBot, open_program: OpenProgram, file: Path
) -> None:
    hands = Hands(qtbot, open_program([]))
    page = begun(hands, file)
    hands.click(page, "Weiter")
    hands.click(page, "Weiter")
    go_to(hands, page, 0)
    hands.click(page.rows.row, "Alle Angaben der Zeile")
    stood = states(page)
    hands.program.frame.curtain.draw(True)
    hands.settle()
    fields = page.rows.row.fields
    shown = hands.words(page.rows) + text_in(fields[ListField.FULL_NAME]) + text_in(fields[ListField.EMAIL])
    assert [word for word in ("Samira", "Müller", "samira@") if word in shown] == []
    fields[ListField.FULL_NAME].setFocus()
    page.rows.table.setFocus()
    hands.program.frame.curtain.draw(False)
    hands.settle()
    assert page.work is not None
    assert (page.work.mended, states(page)) == ({}, stood)
    assert text_in(page.rows.row.fields[ListField.FULL_NAME]) == "Frau Samira Müller"
