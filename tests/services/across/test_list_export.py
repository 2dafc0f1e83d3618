"""E3, P10, L6: the list of cases goes out as filtered, only with what the consents allow, and journaled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import product

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from sqlalchemy import select

from intman_desktop.documents.case_list_xlsx import case_list_xlsx
from intman_desktop.models import tables as t
from intman_desktop.rules.list_dates import birth_of
from intman_desktop.services.across.list_export import list_cases_out
from intman_desktop.services.casework.cases import case_page
from intman_desktop.services.common.desk import Desk
from intman_desktop.values.codes import BirthPrecision, CaseState, ConsentScope
from intman_desktop.values.lists import Closed, ListExtra
from intman_desktop.values.views import CaseChip, CaseColumn, CaseFilter
from tests.builders import a_case, a_case_file, a_client, a_consent, a_plan
from tests.listed_out import all_columns_out
from tests.opened import TODAY, put_in


def the_three(desk: Desk) -> None:
    may_mail = (a_consent(), a_consent(ConsentScope.CONTACT))
    put_in(
        desk,
        [
            a_case_file(
                client=a_client(
                    family_name="=1+1", given_name="Anna", email="a@muster.example", phone="+49 711"
                ),
                consents=may_mail,
                plan=a_plan(),
            ),
            a_case_file(client=a_client(family_name="Muster", given_name="Bo", email="b@muster.example")),
            a_case_file(
                client=a_client(family_name="Zuletzt", given_name="Cem"),
                consents=(replace(a_consent(), withdrawn_on=date(2026, 2, 1)),),
            ),
        ],
    )


def test_e3_a_cell_without_its_consent_is_closed(desk: Desk) -> None:
    the_three(desk)
    listed = all_columns_out(desk)
    place = listed.heads.index("E-Mail")
    first, second, third = listed.rows
    assert first[place] == "a@muster.example"
    assert isinstance(second[place], Closed)
    number = listed.heads.index("Fallnummer")
    assert all(isinstance(cell, Closed) for place, cell in enumerate(third) if place != number)
    assert str(third[number]).startswith("IM-")
    assert "keine Einwilligung" in listed.note
    assert "Alle" in listed.below


@pytest.mark.parametrize(
    ("precision", "uncertain", "cell"),
    [
        (BirthPrecision.DAY, False, date(1983, 1, 1)),
        (BirthPrecision.DAY, True, "01.01.1983 (unsicher)"),
        (BirthPrecision.MONTH, False, "01.1983"),
        (BirthPrecision.YEAR, False, "1983"),
    ],
)
def test_i8_a_birth_goes_out_as_exactly_as_it_is_known_and_comes_back_so(
    desk: Desk, precision: BirthPrecision, uncertain: bool, cell: date | str
) -> None:
    born = {"birth_precision": precision, "birth_uncertain": uncertain}
    put_in(desk, [a_case_file(client=a_client(birth_date=date(1983, 1, 1), **born))])
    listed = all_columns_out(desk)
    out = listed.rows[0][listed.heads.index("Geburtsdatum")]
    assert out == cell
    assert isinstance(out, str | date)
    back = birth_of(out, TODAY)
    assert (back.date, back.precision) == (date(1983, 1, 1), precision)


def test_a_birth_that_nobody_knows_goes_out_as_an_empty_cell(desk: Desk) -> None:
    unknown = {"birth_date": None, "birth_precision": BirthPrecision.UNKNOWN}
    put_in(desk, [a_case_file(client=a_client(**unknown))])
    listed = all_columns_out(desk)
    assert listed.rows[0][listed.heads.index("Geburtsdatum")] is None


def test_only_what_is_filtered_goes_out_and_each_case_is_journaled(desk: Desk) -> None:
    the_three(desk)
    listed = all_columns_out(desk, CaseFilter(frozenset({CaseChip.ACTIVE}), "Anna"), "Aktiv")
    assert len(listed.rows) == 1
    assert listed.note == ""
    with desk.vault.reading() as connection:
        verbs = connection.execute(select(t.journal.c.verb, t.journal.c.case_key)).all()[-2:]
    assert [verb for verb, _key in verbs] == ["list_given_out", "case_listed"]
    assert verbs[1][1]


def test_only_the_columns_that_the_screen_shows_go_out_in_their_order(desk: Desk) -> None:
    """Art. 5: no more than is seen, but the number, by which a closed line is known."""
    the_three(desk)
    shown = (CaseColumn.NAME, CaseColumn.LAST_TALK, CaseColumn.LANGUAGE)
    listed = list_cases_out(desk, CaseFilter(), "Alle", shown).value
    assert listed.heads == ("Fallnummer", "Name", "Letztes Gespräch", "Sprache")
    assert "a@muster.example" not in repr(listed)
    moved = (CaseColumn.NAME, CaseColumn.TOWN, CaseColumn.NUMBER)
    assert list_cases_out(desk, CaseFilter(), "Alle", moved).value.heads == ("Name", "Ort", "Fallnummer")
    assert list_cases_out(desk, CaseFilter(), "Alle", ()).value.heads == ("Fallnummer", "Name")


def test_what_is_asked_for_besides_comes_behind_and_none_comes_twice(desk: Desk) -> None:
    """Address, phone, e-mail and birth only where they are asked for; the town stands once."""
    the_three(desk)
    shown = (CaseColumn.NAME, CaseColumn.TOWN, CaseColumn.NUMBER)
    for extra, heads in (
        (ListExtra.ADDRESS, ("Straße", "PLZ")),
        (ListExtra.PHONE, ("Telefon",)),
        (ListExtra.EMAIL, ("E-Mail",)),
        (ListExtra.BIRTH_DATE, ("Geburtsdatum",)),
    ):
        listed = list_cases_out(desk, CaseFilter(), "Alle", shown, (extra,)).value
        assert listed.heads == ("Name", "Ort", "Fallnummer", *heads)
    address = list_cases_out(desk, CaseFilter(), "Alle", shown[::2], (ListExtra.ADDRESS,)).value
    assert address.heads == ("Name", "Fallnummer", "Straße", "PLZ", "Ort")


def test_the_rows_stand_as_the_screen_has_them_sorted(desk: Desk) -> None:
    """The order of the screen goes along, whichever column it sorts by and which way."""
    the_three(desk)
    for sort, descending in product((CaseColumn.NAME, CaseColumn.NUMBER), (False, True)):
        chosen = CaseFilter(sort=sort, descending=descending)
        listed = list_cases_out(desk, chosen, "Alle", (CaseColumn.NUMBER,)).value
        place = listed.heads.index("Fallnummer")
        shown = case_page(desk, chosen).rows
        assert [row[place] for row in listed.rows] == [row.number for row in shown]


def test_the_clock_goes_out_as_a_day_and_of_an_ended_case_only_that_it_ended(desk: Desk) -> None:
    """A day can be sorted by; nothing is told that the screen does not show."""
    ended = a_case(state=CaseState.ENDED, ended_on=date(2026, 3, 1), ending_reason="goals_reached")
    put_in(desk, [a_case_file(), a_case_file(client=a_client(family_name="Zuletzt"), case=ended, plan=None)])
    shown = (CaseColumn.NAME, CaseColumn.LAST_DAY)
    listed = list_cases_out(desk, CaseFilter(), "Alle", shown).value
    going, over = (row[listed.heads.index("Letzter Tag")] for row in listed.rows)
    assert going == case_page(desk, CaseFilter()).rows[0].last_day
    assert over == "beendet"


def test_the_workbook_looks_finished_and_holds_no_formula(desk: Desk) -> None:
    the_three(desk)
    listed = all_columns_out(desk)
    content = case_list_xlsx(listed)
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    values = [cell.value for cell in cells]
    assert "'=1+1, Anna" in values
    assert "'+49 711" in values
    assert "keine Einwilligung" in values
    assert sheet.freeze_panes == "A6"
    assert sheet.auto_filter.ref == "A5:O8"
    assert sheet["A1"].value == "Fälle"
    born = sheet.cell(6, listed.heads.index("Geburtsdatum") + 1)
    assert isinstance(born, Cell)
    assert born.is_date
    assert sheet.column_dimensions["A"].width > 20
    assert listed.issued_on == TODAY


def test_an_empty_list_without_an_office_is_a_workbook_too(desk: Desk) -> None:
    listed = replace(all_columns_out(desk), below="", note="")
    assert load_workbook(BytesIO(case_list_xlsx(listed))).worksheets[0]["A3"].value == "Name"
