"""0022: whose first talk here an old list told is not new in a later year; frozen years know it (K3, K7)."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, text

from intman_desktop.models.migrations.versions import r0022_begun_before
from tests.models.frozen_before import before, marked

__all__ = ["before"]

FROM_0015 = "ALTER TABLE cases ADD COLUMN from_list_on DATE"
FROM_LIST = "from_list_on = '2025-02-03', start_origin = 'here', period_start = '{start}'"


@pytest.mark.parametrize(
    ("case", "marks"),
    [
        (FROM_LIST.format(start="2024-03-15"), [(2025, "counting_changed")]),
        (FROM_LIST.format(start="2025-01-07"), []),
        ("period_start = '2024-03-15', start_origin = 'here'", []),
        ("from_list_on = '2025-02-03', start_origin = 'brought', period_start = '2024-03-15'", []),
        ("from_list_on = '2025-02-03', start_origin = 'here', period_start = NULL", []),
    ],
)
def test_k7_0022_marks_the_frozen_years_of_whose_first_talk_an_old_list_told(
    before: Connection, case: str, marks: list[tuple[int, str]]
) -> None:
    before.execute(text(FROM_0015))
    before.execute(text(f"UPDATE cases SET {case}"))
    r0022_begun_before.upgrade()
    assert marked(before) == marks


@pytest.mark.parametrize(
    ("change", "years"),
    [
        ("period_start = '2023-03-15'", [2025]),
        ("start_origin = 'brought'", [2025]),
        ("from_list_on = NULL", [2025]),
        ("number = 'IM-9'", []),
    ],
)
def test_k7_0022_marks_the_years_with_a_talk_where_such_a_beginning_is_entered_otherwise(
    before: Connection, change: str, years: list[int]
) -> None:
    before.execute(text(FROM_0015))
    before.execute(text(f"UPDATE cases SET {FROM_LIST.format(start='2024-03-15')}"))
    r0022_begun_before.upgrade()
    before.execute(text("DELETE FROM touched_years"))
    before.execute(text(f"UPDATE cases SET {change}"))
    assert marked(before) == [(year, "person_changed") for year in years]


EXTENSION = (
    "INSERT INTO extensions (case_id, until, decided_on, reason)"
    " VALUES (1, '2027-05-01', '{decided}', 'other')"
)


@pytest.mark.parametrize(
    ("origin", "decided", "years"),
    [
        ("brought", "2024-01-07", [2024]),
        ("brought", "2024-01-08", []),
        ("here", "2024-01-07", []),
    ],
)
def test_k7_0022_marks_the_frozen_years_of_an_extension_that_another_office_decided(
    before: Connection, origin: str, decided: str, years: list[int]
) -> None:
    """The case was opened here on 08.01.2024."""
    before.execute(text(FROM_0015))
    before.execute(text(f"UPDATE cases SET start_origin = '{origin}'"))
    before.execute(text(EXTENSION.format(decided=decided)))
    before.execute(text("DELETE FROM touched_years"))
    r0022_begun_before.upgrade()
    assert marked(before) == [(year, "counting_changed") for year in years]


@pytest.mark.parametrize(("decided", "years"), [("2024-01-07", [2024]), ("2024-01-08", [])])
def test_k7_0022_marks_the_year_of_such_an_extension_where_the_start_is_entered_otherwise(
    before: Connection, decided: str, years: list[int]
) -> None:
    before.execute(text(FROM_0015))
    before.execute(text(EXTENSION.format(decided=decided)))
    r0022_begun_before.upgrade()
    before.execute(text("DELETE FROM touched_years"))
    before.execute(text("UPDATE cases SET start_origin = 'brought'"))
    assert marked(before) == [(year, "extension_changed") for year in years]


def test_k7_0022_marks_nothing_where_another_case_begins_otherwise(before: Connection) -> None:
    before.execute(text(FROM_0015))
    r0022_begun_before.upgrade()
    before.execute(text("UPDATE cases SET period_start = '2024-03-15', start_origin = 'here'"))
    assert marked(before) == []
