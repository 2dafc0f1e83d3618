"""E3, P10, L6: the list of cases goes out as filtered, only with what the consents allow, and journaled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from sqlalchemy import select

from intman_desktop.documents.case_list_xlsx import case_list_xlsx
from intman_desktop.models import tables as t
from intman_desktop.rules.list_cells import birth_of
from intman_desktop.services.across.list_export import list_cases_out
from intman_desktop.services.common.desk import Desk
from intman_desktop.values.codes import BirthPrecision, ConsentScope
from intman_desktop.values.lists import Closed
from intman_desktop.values.views import CaseChip, CaseFilter
from tests.builders import a_case_file, a_client, a_consent, a_plan
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
    listed = list_cases_out(desk, CaseFilter(), "Alle").value
    place = listed.heads.index("E-Mail")
    first, second, third = listed.rows
    assert first[place] == "a@muster.example"
    assert isinstance(second[place], Closed)
    assert all(isinstance(cell, Closed) for cell in third[1:])
    assert str(third[0]).startswith("IM-")
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
    listed = list_cases_out(desk, CaseFilter(), "Alle").value
    out = listed.rows[0][listed.heads.index("Geburtsdatum")]
    assert out == cell
    assert isinstance(out, str | date)
    back = birth_of(out, TODAY)
    assert (back.date, back.precision) == (date(1983, 1, 1), precision)


def test_a_birth_that_nobody_knows_goes_out_as_an_empty_cell(desk: Desk) -> None:
    unknown = {"birth_date": None, "birth_precision": BirthPrecision.UNKNOWN}
    put_in(desk, [a_case_file(client=a_client(**unknown))])
    listed = list_cases_out(desk, CaseFilter(), "Alle").value
    assert listed.rows[0][listed.heads.index("Geburtsdatum")] is None


def test_only_what_is_filtered_goes_out_and_each_case_is_journaled(desk: Desk) -> None:
    the_three(desk)
    listed = list_cases_out(desk, CaseFilter(frozenset({CaseChip.ACTIVE}), "Anna"), "Aktiv").value
    assert len(listed.rows) == 1
    assert listed.note == ""
    with desk.vault.reading() as connection:
        verbs = connection.execute(select(t.journal.c.verb, t.journal.c.case_key)).all()[-2:]
    assert [verb for verb, _key in verbs] == ["list_given_out", "case_listed"]
    assert verbs[1][1]


def test_the_workbook_looks_finished_and_holds_no_formula(desk: Desk) -> None:
    the_three(desk)
    listed = list_cases_out(desk, CaseFilter(), "Alle").value
    content = case_list_xlsx(listed)
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    values = [cell.value for cell in cells]
    assert "'=1+1, Anna" in values
    assert "'+49 711" in values
    assert "keine Einwilligung" in values
    assert sheet.freeze_panes == "A6"
    assert sheet.auto_filter.ref == "A5:P8"
    assert sheet["A1"].value == "Fälle"
    born = sheet.cell(6, listed.heads.index("Geburtsdatum") + 1)
    assert isinstance(born, Cell)
    assert born.is_date
    assert sheet.column_dimensions["B"].width > 20
    assert listed.issued_on == TODAY


def test_an_empty_list_without_an_office_is_a_workbook_too(desk: Desk) -> None:
    listed = replace(list_cases_out(desk, CaseFilter(), "Alle").value, below="", note="")
    assert load_workbook(BytesIO(case_list_xlsx(listed))).worksheets[0]["A3"].value == "Fallnummer"
