"""0021: who is of age, and since when a plan goes on here, marks the frozen years it counts in (K5, K7)."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, text

from intman_desktop.models.migrations.versions import r0019_births_known_closer, r0021_adults_counted
from tests.models.frozen_before import before, marked

__all__ = ["before"]

PLAN = (
    "INSERT INTO plans (id, case_id, begun_on, brought_along) VALUES (3, 1, '2024-10-15', {brought})",
    "INSERT INTO plan_spans (plan_id, opened_on) VALUES (3, '{opened}')",
    "INSERT INTO goals (id, plan_id, area, wording, state) VALUES (4, 3, 'work', 'Arbeiten.', 'proposed')",
)


@pytest.mark.parametrize(
    ("client", "marks"),
    [
        ("birth_date = '1990-05-04', birth_precision = 'day'", []),
        ("birth_date = '2007-05-04', birth_precision = 'day'", [(2025, "counting_changed")]),
        ("birth_date = NULL, adult = 0", [(2025, "counting_changed")]),
        ("birth_date = NULL, adult = 1", []),
    ],
)
def test_k7_0021_marks_the_frozen_years_of_whoever_may_have_been_a_minor(
    before: Connection, client: str, marks: list[tuple[int, str]]
) -> None:
    before.execute(text(f"UPDATE clients SET {client}"))
    r0019_births_known_closer.upgrade()
    before.execute(text("DELETE FROM touched_years"))
    r0021_adults_counted.upgrade()
    assert marked(before) == marks


@pytest.mark.parametrize(
    ("brought", "opened", "years"),
    [(1, "2025-02-01", [2024, 2025]), (1, "2024-11-01", [2024]), (0, "2025-02-01", [])],
)
def test_k7_0021_marks_the_frozen_years_before_a_plan_that_was_brought_along_goes_on_here(
    before: Connection, brought: int, opened: str, years: list[int]
) -> None:
    for row in PLAN:
        before.execute(text(row.format(brought=brought, opened=opened)))
    r0019_births_known_closer.upgrade()
    before.execute(text("DELETE FROM touched_years"))
    r0021_adults_counted.upgrade()
    assert marked(before) == [(year, "counting_changed") for year in years]


@pytest.mark.parametrize(
    ("change", "years"),
    [
        ("adult = 0", [2025]),
        ("birth_uncertain = 1", [2025]),
        ("birth_precision = 'day'", [2025]),
        ("sex = 'w'", [2025]),
        ("family_name = 'Muster'", []),
    ],
)
def test_k7_0021_marks_the_years_with_a_talk_where_an_age_is_entered_otherwise(
    before: Connection, change: str, years: list[int]
) -> None:
    r0019_births_known_closer.upgrade()
    r0021_adults_counted.upgrade()
    before.execute(text("DELETE FROM touched_years"))
    before.execute(text(f"UPDATE clients SET {change}"))
    assert marked(before) == [(year, "person_changed") for year in years]
