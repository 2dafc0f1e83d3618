"""Erasing changes no figure of any year (K8), and the years that have data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, select, update

from intman_desktop.models import tables as t
from intman_desktop.profiles import load_profile
from intman_desktop.reporting.cells import TOTAL
from intman_desktop.reporting.counting import count_sheet
from intman_desktop.reporting.keeping import add_counters, difference, keep_figures, sheet_cells
from intman_desktop.reporting.years import count_years, years_with_data
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import Sex
from intman_desktop.values.document import Counter
from intman_desktop.values.figures import Figure, Sheet, SheetDefinition
from tests.reporting.conftest import Fresh
from tests.reporting.offices import Small, offices, store, without
from tests.reporting.recount import recount
from tests.reporting.test_counting import a_file, a_talk, figures_of

YEARS = (2024, 2025, 2026, 2027)
AFTER_ALL = date(2027, 12, 30)
"""A day after everything that happens in a random office."""


def end(connection: Connection, case_id: int) -> None:
    """Close what a case has open, as ending it does, which comes before every erasure."""
    plan = select(t.plans.c.id).where(t.plans.c.case_id == case_id)
    still_open = t.plan_spans.c.plan_id.in_(plan) & t.plan_spans.c.closed_on.is_(None)
    connection.execute(update(t.plan_spans).where(still_open).values(closed_on=AFTER_ALL))


def erase(connection: Connection, case_id: int) -> None:
    """Take a case away as an erasure does: its rows, and heads of talks that nobody else has."""
    connection.execute(delete(t.cases).where(t.cases.c.id == case_id))
    left = select(t.participants.c.talk_id)
    connection.execute(delete(t.talks).where(t.talks.c.id.not_in(left)))


@pytest.mark.unmeasured
@given(office=offices(), chosen=st.integers(0, 4), breakdowns=st.booleans())
def test_k8_every_figure_is_the_same_before_and_after_an_erasure(
    fresh: Fresh, standard: SheetDefinition, office: Small, chosen: int, breakdowns: bool
) -> None:
    key = office.files[chosen % len(office.files)].case.key
    definitions_of = load_profile("bw").sheets_of
    with fresh() as connection:
        ids = store(connection, office)
        end(connection, ids[key])
        years = years_with_data(connection)
        shown = {year: count_sheet(connection, standard, year) for year in YEARS}
        before = count_years(connection, definitions_of, years)
        erase(connection, ids[key])
        after = count_years(connection, definitions_of, years)
        kept = keep_figures(connection, before, after, with_breakdowns=breakdowns)
        assert all(each.value > 0 for each in kept)
        for year in YEARS:
            now = count_sheet(connection, standard, year)
            if breakdowns:
                assert now == shown[year]
            assert [each.total for each in now.figures] == [each.total for each in shown[year].figures]
            broken_down = {each.code for each in standard.figures if each.breakdown}
            assert all(f.total == sum(f.cells.values()) for f in now.figures if f.code in broken_down)
            live = count_sheet(connection, standard, year, with_counters=False)
            assert figures_of(live) == recount(without(office, key), year)


@pytest.mark.unmeasured
@given(office=offices())
def test_k8_nothing_is_left_out_when_everyone_is_erased(
    fresh: Fresh, standard: SheetDefinition, office: Small
) -> None:
    """Whatever counts lies in a year with data, and several erasures add up."""
    with fresh() as connection:
        ids = store(connection, replace(office, brief_contacts=()))
        shown = {year: sheet_cells(count_sheet(connection, standard, year)) for year in range(2020, 2029)}
        for case_id in ids.values():
            years = years_with_data(connection)
            before = count_years(connection, load_profile("bw").sheets_of, years)
            erase(connection, case_id)
            keep_figures(connection, before, count_years(connection, load_profile("bw").sheets_of, years))
        last = years_with_data(connection)[-1] if years_with_data(connection) else 0
        for year, cells in shown.items():
            now = sheet_cells(count_sheet(connection, standard, year))
            # a plan that is still open counts in years to come, which have no data yet
            assert now == cells or year > last


def test_k5_when_one_of_two_is_erased_only_the_person_moves_to_the_counters(
    connection: Connection, standard: SheetDefinition
) -> None:
    pair = (a_file(1, client=v.Client(sex=Sex.FEMALE)), a_file(2, client=v.Client(sex=Sex.MALE)))
    ids = store(connection, Small(pair, (a_talk(*pair),)))
    before = count_years(connection, load_profile("bw").sheets_of, (2026,))
    erase(connection, ids[pair[0].case.key])
    after = count_years(connection, load_profile("bw").sheets_of, (2026,))
    kept = {(each.figure, each.cell): each.value for each in keep_figures(connection, before, after)}
    assert kept["persons", TOTAL] == kept["persons_new", TOTAL] == kept["persons_by_sex", "w"] == 1
    assert not any(figure.startswith("talks") for figure, _ in kept)
    assert set(connection.scalars(select(t.counters.c.value))) == {1}


def test_k8_totals_alone_are_kept_where_the_office_wants_it(connection: Connection) -> None:
    file = a_file()
    ids = store(connection, Small((file,), (a_talk(file),)))
    before = count_years(connection, load_profile("bw").sheets_of, (2026,))
    erase(connection, ids[file.case.key])
    after = count_years(connection, load_profile("bw").sheets_of, (2026,))
    kept = keep_figures(connection, before, after, with_breakdowns=False)
    assert {each.cell for each in kept} == {TOTAL}
    assert set(connection.scalars(select(t.counters.c.cell))) == {TOTAL}


def test_k8_counters_are_summed_never_a_row_per_erasure(connection: Connection) -> None:
    one = Counter(2026, "bw-standard", 1, "persons_by_sex", "w", 2)
    add_counters(connection, (one, replace(one, cell="m", value=1)))
    add_counters(connection, (one,))
    rows = connection.execute(select(t.counters.c.cell, t.counters.c.value).order_by(t.counters.c.cell))
    assert [tuple(row) for row in rows] == [("m", 1), ("w", 4)]


def test_k8_a_difference_is_of_one_year_and_definition() -> None:
    sheet = Sheet(2026, "bw-standard", 1, (Figure("persons", 3, {}),))
    fewer = replace(sheet, figures=(Figure("persons", 1, {}),))
    assert difference(sheet, fewer) == (Counter(2026, "bw-standard", 1, "persons", TOTAL, 2),)
    assert difference(sheet, sheet) == ()
    for other in (replace(sheet, year=2025), replace(sheet, definition_version=2)):
        with pytest.raises(ValueError, match="one year"):
            difference(sheet, other)


def test_a_year_has_data_by_its_talks_plans_contacts_and_counters(connection: Connection) -> None:
    assert years_with_data(connection) == ()
    plan = v.Plan(date(2021, 5, 1), spans=(v.PlanSpan(date(2021, 5, 1), date(2023, 2, 1), "other"),))
    files = (a_file(1, plan=plan), a_file(2))
    contacts = (v.BriefContact(date(2019, 1, 1), "phone", "work"),)
    kept = (Counter(2018, "bw-standard", 1, "persons", TOTAL, 1),)
    store(connection, Small(files, (a_talk(files[1]),), contacts, kept))
    assert years_with_data(connection) == (2018, 2019, 2021, 2022, 2023, 2026)


def test_a_plan_still_open_has_data_until_the_newest_year(connection: Connection) -> None:
    plan = v.Plan(date(2023, 5, 1), spans=(v.PlanSpan(date(2023, 5, 1)),))
    files = (a_file(1, plan=plan), a_file(2))
    store(connection, Small(files, (a_talk(files[1]),)))
    assert years_with_data(connection) == (2023, 2024, 2025, 2026)
