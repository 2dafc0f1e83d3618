"""K7: which frozen years a change touches, and what is noted of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, insert, select, update

from intman_desktop.models import tables as t
from intman_desktop.models.writing import add_case_files
from intman_desktop.reporting.counting import count_sheet
from intman_desktop.reporting.freezing import freeze
from intman_desktop.reporting.noting import note_changes, noted
from intman_desktop.values.figures import ChangeKind, SheetDefinition
from tests import builders as a

HEAD = "a" * 64
MAY = date(2026, 5, 5)
K = ChangeKind


def put_in(connection: Connection, *days: date) -> dict[str, int]:
    """Write one case with a talk on each of the days."""
    file = a.a_case_file()
    return add_case_files(connection, [file], [a.a_talk(file.case.key, on=day) for day in days])


def touched(connection: Connection) -> set[tuple[int, str]]:
    """Return the frozen years that were touched, with the kinds."""
    rows = connection.execute(select(t.touched_years.c.year, t.touched_years.c.kind))
    return {(year, kind) for year, kind in rows}


def hand_in(connection: Connection, definition: SheetDefinition, *years: int) -> None:
    """Freeze these years as they are counted."""
    for year in years:
        freeze(connection, count_sheet(connection, definition, year), MAY, HEAD, 1)


def test_k7_without_a_frozen_year_nothing_is_marked(connection: Connection) -> None:
    put_in(connection, MAY)
    assert touched(connection) == set()


def test_k7_a_talk_touches_its_year_and_those_after_it(
    connection: Connection, standard: SheetDefinition
) -> None:
    hand_in(connection, standard, 2024, 2025)
    put_in(connection, MAY)
    assert {year for year, kind in touched(connection) if kind == "talk_added"} == set()
    put_in(connection, date(2025, 5, 5))
    assert {year for year, kind in touched(connection) if kind == "talk_added"} == {2025}
    put_in(connection, date(2023, 5, 5))
    assert {year for year, kind in touched(connection) if kind == "talk_added"} == {2024, 2025}


def test_k7_a_beginning_that_an_old_list_told_changes_who_was_new_in_a_year_handed_in(
    connection: Connection, standard: SheetDefinition
) -> None:
    put_in(connection, MAY)
    connection.execute(update(t.cases).values(from_list_on=MAY, period_start=date(2026, 1, 7)))
    hand_in(connection, standard, 2026)
    connection.execute(update(t.cases).values(period_start=date(2025, 1, 7)))
    note_changes(connection, lambda _year: [standard])
    assert noted(connection, 2026, standard.code) == {("persons_new", ""): (((K.PERSON_CHANGED,), -1),)}


def test_k7_a_goal_touches_the_years_of_its_plan_only_while_it_makes_it_one(
    connection: Connection, standard: SheetDefinition
) -> None:
    put_in(connection, MAY)
    hand_in(connection, standard, 2026)
    new = {"plan_id": 1, "area": "work", "state": "agreed", "agreed_on": date(2027, 1, 8)}
    connection.execute(insert(t.goals).values(new))
    assert touched(connection) == set(), "the plan has a goal already"
    connection.execute(update(t.goals).values(agreed_on=None, state="proposed"))
    assert touched(connection) == {(2026, "plan_changed")}


def test_k7_the_noted_changes_sum_up_and_vanish_with_what_is_taken_back(
    connection: Connection, standard: SheetDefinition
) -> None:
    put_in(connection, MAY)
    hand_in(connection, standard, 2026)
    for form in ("phone", "in_person"):
        connection.execute(update(t.talks).values(form=form))
        note_changes(connection, lambda _year: [standard])
    assert noted(connection, 2026, standard.code) == {}
    connection.execute(update(t.talks).values(form="video", on=date(2026, 6, 6)))
    note_changes(connection, lambda _year: [standard])
    assert noted(connection, 2026, standard.code)["talks_by_form", "video"] == (((K.TALK_CHANGED,), 1),)
    assert touched(connection) == set()


def test_k7_a_plan_that_changes_is_counted_anew_in_every_frozen_year_after_it(
    connection: Connection, standard: SheetDefinition
) -> None:
    """Whether a goal came to its state in a year depends on the one it had before."""
    put_in(connection, MAY)
    goal = {"plan_id": 1, "area": "work", "state": "not_reached", "agreed_on": MAY}
    connection.execute(insert(t.goals).values(id=77, **goal))
    for on in (date(2026, 6, 1), date(2027, 6, 1)):
        connection.execute(insert(t.goal_changes).values(goal_id=77, on=on, state="not_reached"))
    hand_in(connection, standard, 2026, 2027)
    assert counted(connection, standard, 2027, "goals_not_reached_by_area") == 0
    first = update(t.goal_changes).where(t.goal_changes.c.on == date(2026, 6, 1))
    connection.execute(first.values(state="agreed"))
    note_changes(connection, lambda _year: [standard])
    assert counted(connection, standard, 2027, "goals_not_reached_by_area") == 1
    changes = noted(connection, 2027, standard.code)
    assert changes["goals_not_reached_by_area", "work"] == (((K.PLAN_CHANGED,), 1),)


def counted(connection: Connection, definition: SheetDefinition, year: int, figure: str) -> int:
    """Return the total of a figure as it is counted now."""
    figures = count_sheet(connection, definition, year).figures
    return next(each.total for each in figures if each.code == figure)


def test_k7_what_another_version_of_the_definition_counts_is_not_noted(
    connection: Connection, standard: SheetDefinition
) -> None:
    put_in(connection, MAY)
    hand_in(connection, standard, 2026)
    connection.execute(update(t.talks).values(form="phone"))
    other = replace(standard, version=2)
    unknown = replace(standard, code="kreis")
    note_changes(connection, lambda _year: [other, unknown])
    assert noted(connection, 2026, standard.code) == {}
    assert touched(connection) == set()


def test_k7_what_no_event_can_explain_is_the_way_of_counting(
    connection: Connection, standard: SheetDefinition
) -> None:
    put_in(connection, MAY)
    hand_in(connection, standard, 2026)
    connection.execute(update(t.talks).values(form="phone"))
    connection.execute(t.touched_years.delete())
    connection.execute(insert(t.touched_years).values(year=2026, kind="extension_changed"))
    note_changes(connection, lambda _year: [standard])
    assert noted(connection, 2026, standard.code)["talks_by_form", "phone"] == (((K.COUNTING_CHANGED,), 1),)


def test_k7_another_kind_of_service_is_another_way_of_counting(
    connection: Connection, standard: SheetDefinition
) -> None:
    hand_in(connection, standard, 2026)
    connection.execute(insert(t.services).values(code="own", kind="other", name="Eigene"))
    connection.execute(insert(t.settings).values(name="office", value="{}"))
    assert touched(connection) == {(2026, "counting_changed")}
    note_changes(connection, lambda _year: [standard])
    connection.execute(update(t.settings).where(t.settings.c.name == "office").values(value='{"a": 1}'))
    assert touched(connection) == {(2026, "counting_changed")}
