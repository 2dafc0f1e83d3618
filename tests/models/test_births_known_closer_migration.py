"""0019: how closely a birth is known marks the frozen years of that person's talks (K7)."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, text

from intman_desktop.models.migrations.versions import r0019_births_known_closer
from tests.models.frozen_before import before, marked

__all__ = ["before"]


@pytest.mark.parametrize(
    ("client", "marks"),
    [
        ("birth_precision = 'unknown'", [(2025, "counting_changed")]),
        ("birth_precision = 'year'", []),
        ("birth_date = NULL", []),
    ],
)
def test_k7_0019_marks_the_frozen_years_that_are_counted_in_another_way(
    before: Connection, client: str, marks: list[tuple[int, str]]
) -> None:
    """Only a birth of unknown precision beside a date was in an age group, and only where she had a talk."""
    before.execute(text(f"UPDATE clients SET {client}"))
    before.execute(text("DELETE FROM touched_years"))
    r0019_births_known_closer.upgrade()
    assert marked(before) == marks


@pytest.mark.parametrize(
    ("change", "years"),
    [
        ("birth_precision = 'day'", [2025]),
        ("birth_precision = 'unknown'", []),
        ("birth_date = '1991-05-04'", [2025]),
        ("sex = 'w'", [2025]),
        ("nationality = 'SYR'", [2025]),
        ("second_nationality = 'SYR'", [2025]),
        ("section_24 = 1", [2025]),
        ("family_name = 'Muster'", []),
    ],
)
def test_k7_0019_marks_the_years_with_a_talk_where_something_counted_changes(
    before: Connection, change: str, years: list[int]
) -> None:
    r0019_births_known_closer.upgrade()
    marked(before)
    before.execute(text(f"UPDATE clients SET {change}"))
    assert marked(before) == [(year, "person_changed") for year in years]
