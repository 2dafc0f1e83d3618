"""Sheets that were handed in stay as they were (K7), and what is handed on folds small values (K11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Connection

from intman_desktop.models import tables as t
from intman_desktop.reporting.folding import fold_small
from intman_desktop.reporting.freezing import changed_sheets, changes, freeze
from intman_desktop.reporting.frozen import frozen_sheets
from intman_desktop.values.figures import CellChange, ChangeKind, Figure, Sheet, SheetDefinition

HEAD = "a" * 64
FEBRUARY, MARCH = date(2027, 2, 3), date(2027, 3, 4)
SHEET = Sheet(2026, "bw-standard", 1, (Figure("persons", 3), Figure("persons_by_sex", 3, {"w": 2, "m": 1})))
LATER = Sheet(2026, "bw-standard", 1, (Figure("persons", 4), Figure("persons_by_sex", 4, {"w": 2, "d": 2})))


def test_k7_a_frozen_sheet_is_read_as_it_was(connection: Connection) -> None:
    first = freeze(connection, SHEET, FEBRUARY, HEAD, 7)
    assert (first.number, first.frozen_on, first.differences) == (1, "2027-02-03", ())
    assert frozen_sheets(connection, 2026) == (first,)
    assert frozen_sheets(connection, 2025) == ()
    assert changed_sheets(connection) == ()


def test_k7_a_later_correction_becomes_version_two_with_its_differences(connection: Connection) -> None:
    first = freeze(connection, SHEET, FEBRUARY, HEAD, 7)
    second = freeze(connection, LATER, MARCH, HEAD, 9)
    assert second.number == 2
    assert second.differences == tuple(
        CellChange(*cell, (((ChangeKind.COUNTING_CHANGED,), cell[3] - cell[2]),))
        for cell in (
            ("persons", "", 3, 4),
            ("persons_by_sex", "", 3, 4),
            ("persons_by_sex", "m", 1, 0),
            ("persons_by_sex", "d", 0, 2),
        )
    )
    assert [each.kinds for each in second.differences] == [(ChangeKind.COUNTING_CHANGED,)] * 4
    assert frozen_sheets(connection, 2026) == (first, second)
    assert first.fingerprint != second.fingerprint


def test_k7_a_version_older_than_the_noting_tells_no_kinds(connection: Connection) -> None:
    freeze(connection, SHEET, FEBRUARY, HEAD, 7)
    old = t.frozen_sheets.update().values(differences='[["persons","",3,4]]')
    connection.execute(old)
    (read,) = frozen_sheets(connection, 2026)
    assert read.differences == (CellChange("persons", "", 3, 4),)
    assert (read.differences[0].kinds, read.differences[0].is_erasure) == ((), False)


def test_k7_without_a_change_there_is_no_new_version(connection: Connection) -> None:
    first = freeze(connection, SHEET, FEBRUARY, HEAD, 7)
    assert freeze(connection, SHEET, MARCH, HEAD, 9) == first
    assert changes(SHEET, SHEET) == ()
    assert changes(SHEET, LATER)[0] == CellChange("persons", "", 3, 4), "two sheets alone tell no kinds"


def test_k7_another_definition_is_a_sheet_of_its_own(connection: Connection) -> None:
    freeze(connection, SHEET, FEBRUARY, HEAD, 7)
    other = freeze(connection, replace(SHEET, definition="kreis"), FEBRUARY, HEAD, 7)
    assert (other.number, other.differences) == (1, ())


@pytest.mark.parametrize(
    "spoilt",
    [
        {"figures": '[["persons",4,{}]]'},
        {"figures": "no figures"},
        {"figures": "[1]"},
        {"number": 2},
        {"frozen_on": "2027-02-04"},
        {"frozen_on": "yesterday"},
        {"year": 2025},
        {"definition_version": 9},
        {"fingerprint": "0" * 64},
    ],
    ids=str,
)
def test_k7_the_fingerprint_covers_everything_of_a_sheet(
    connection: Connection, spoilt: dict[str, object]
) -> None:
    freeze(connection, SHEET, FEBRUARY, HEAD, 7)
    freeze(connection, replace(SHEET, definition="kreis"), FEBRUARY, HEAD, 7)
    assert changed_sheets(connection) == ()
    own = t.frozen_sheets.c.definition == SHEET.definition
    connection.execute(t.frozen_sheets.update().where(own).values(**spoilt))
    assert changed_sheets(connection) == ((spoilt.get("year", SHEET.year), spoilt.get("number", 1)),)


@pytest.mark.parametrize(
    ("cells", "folded"),
    [
        ({"m": 5, "w": 3}, {"m": 5, "w": 3}),
        ({"m": 5, "w": 2, "d": 1}, {"m": 5, "others": 3}),
        ({"m": 9, "w": 4, "d": 1}, {"m": 9, "w": 4, "others": 1}),
        ({"m": 2}, {"others": 2}),
        ({"m": 3, "erased": 1}, {"m": 3, "erased": 1}),
        ({"m": 3, "d": 1, "erased": 2}, {"m": 3, "erased": 2, "others": 1}),
        ({"m": 3, "d": 2}, {"m": 3, "others": 2}),
        ({"a": 1, "b": 1, "c": 1, "d": 3}, {"d": 3, "others": 3}),
        ({}, {}),
    ],
)
def test_k11_values_below_three_are_folded_into_others(
    standard: SheetDefinition, cells: dict[str, int], folded: dict[str, int]
) -> None:
    total = sum(cells.values())
    sheet = Sheet(2026, "bw-standard", 1, (Figure("persons", total), Figure("persons_by_sex", total, cells)))
    handed_on = fold_small(sheet, standard)
    assert handed_on.figures == (Figure("persons", total), Figure("persons_by_sex", total, folded))


def test_k11_figures_without_a_breakdown_stay(standard: SheetDefinition) -> None:
    sheet = Sheet(2026, "bw-standard", 1, (Figure("persons", 1), Figure("extensions", 2)))
    assert fold_small(sheet, standard) == sheet
