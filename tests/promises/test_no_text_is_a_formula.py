"""No text that somebody typed is taken for a formula by a spreadsheet."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from intman_desktop.documents.case_list_xlsx import case_list_xlsx
from intman_desktop.rules.case_numbers import prefix_faults
from intman_desktop.services.across.key_figures import sheet_xlsx
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.casework.talks import note_talk
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.journal_pages import journal_out
from intman_desktop.services.common.office import read_office
from intman_desktop.services.gate.directory import save_service
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.values import case_file as v
from intman_desktop.values.journal_views import JournalFilter
from intman_desktop.values.office import Service, Worker
from tests import builders as a
from tests.listed_out import all_columns_out

DANGEROUS = (
    '=HYPERLINK("http://x.example","Muster")',
    "=cmd|' /C calc'!A0",
    "+49 711 123456",
    "-1+1",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "  =1+1",
    "\u200b=1+1",
    "＝1+1",
    "Muster\x0bstadt",
    "=1+1\n=2+2",
)
STARTS = ("=", "+", "-", "@", "\t", "\r", "＝")


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_in_a_workbook_is_taken_for_a_formula(opened: Callable[[str], Desk], text: str) -> None:
    desk = opened("a")
    office = read_office(desk)
    worded = {name: text for name, value in vars(office).items() if type(value) is str and name != "profile"}
    worded["number_prefix"] = "=IM" if prefix_faults(text) else text  # not all of it begins numbers (Rule U3)
    workers = (Worker("EB", text), Worker("XY", text))
    change_office(desk, {**worded, "workers": workers})
    save_service(desk, Service("own_muster", "other", text, text, text))
    client = a.a_client(family_name=text, given_name=text, designation=text, town=text)
    person = take_in(desk, a.an_intake(client=client)).value
    referred = (v.Referral("own_muster"),)
    taking_part = v.Participant(person.key, text, next_step=text, referrals=referred)
    note_talk(desk, v.Talk(date(2026, 2, 2), "in_person", "language", participants=(taking_part,)))
    assert cells_without_formula(sheet_xlsx(desk, 2026)) > 50
    assert cells_without_formula(case_list_xlsx(all_columns_out(desk, told=text))) > 10
    assert cells_without_formula(case_list_xlsx(journal_out(desk, JournalFilter(), text).value)) > 10


def cells_without_formula(workbook: bytes) -> int:
    """Assert that no cell of a workbook would be calculated, and return how many were read."""
    with ZipFile(io.BytesIO(workbook)) as archive:
        assert not [name for name in archive.namelist() if "externalLink" in name or "vba" in name.lower()]
        for name in archive.namelist():
            assert not re.search(rb"<f[ >/]", archive.read(name))
    read = 0
    for sheet in load_workbook(io.BytesIO(workbook)).worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            assert cell.data_type in ("s", "n", "d"), cell.coordinate
            assert not (isinstance(cell.value, str) and cell.value.lstrip(" \u200b").startswith(STARTS))
            read += 1
    return read
