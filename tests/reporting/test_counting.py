"""The counting engine against a second count, and its rules one by one (K3 to K6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from sqlalchemy import Connection, select

from intman_desktop.models import tables as t
from intman_desktop.profiles import load_profile, with_office
from intman_desktop.profiles.countable import COUNTABLE
from intman_desktop.reporting.cells import TOTAL, age_groups
from intman_desktop.reporting.counting import cases_behind, count_sheet
from intman_desktop.reporting.plausibility import balance_of, balance_question
from intman_desktop.reporting.sources import source_of
from intman_desktop.rules.ages import AgeGroup
from intman_desktop.rules.plan_year import balance_holds
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import BirthPrecision, GoalState, Sex, StartOrigin
from intman_desktop.values.document import Counter
from intman_desktop.values.figures import Figure, Sheet, SheetDefinition
from intman_desktop.values.office import ListEntry, Office
from tests.reporting.conftest import Fresh
from tests.reporting.offices import Small, offices, store
from tests.reporting.recount import recount

BROUGHT = StartOrigin.BROUGHT
YEAR = 2026
DAY = date(2026, 6, 1)


def figures_of(sheet: Sheet) -> dict[str, tuple[int, dict[str, int]]]:
    return {figure.code: (figure.total, dict(figure.cells)) for figure in sheet.figures}


def a_file(number: int = 1, **more: object) -> v.CaseFile:
    case = v.Case(f"IM-{number}", DAY, key=f"{number:032x}")
    return replace(v.CaseFile(case, v.Client(family_name="Muster")), **more)  # type: ignore[arg-type]


def a_talk(*files: v.CaseFile, on: date = DAY, counts: bool = True, **more: object) -> v.Talk:
    people = tuple(v.Participant(file.case.key, counts=counts) for file in files)
    key = sha256(repr((on, people)).encode()).hexdigest()[:32]
    talk = v.Talk(on, "in_person", "work", participants=people, key=key)
    return replace(talk, **more)  # type: ignore[arg-type]


def count(
    connection: Connection, definition: SheetDefinition, office: Small, year: int = YEAR
) -> dict[str, tuple[int, dict[str, int]]]:
    store(connection, office)
    return figures_of(count_sheet(connection, definition, year))


@pytest.mark.unmeasured
@given(office=offices())
def test_k3_every_figure_agrees_with_a_second_count(
    fresh: Fresh, standard: SheetDefinition, office: Small
) -> None:
    with fresh() as connection:
        store(connection, office)
        for year in (2025, 2026, 2027):
            sheet = count_sheet(connection, standard, year)
            assert figures_of(sheet) == recount(office, year)
            assert [each.code for each in sheet.figures] == [each.code for each in standard.figures]


OWN = (
    ListEntry("talk_forms", "smoke_signal", "Rauchzeichen", own=True),
    ListEntry("topics", "weather", "Wetter", own=True, hidden=True),
    ListEntry("goal_areas", "own_area", "Garten", own=True),
    ListEntry("ending_reasons", "no such reason", "Ohne Grund", own=True),
    ListEntry("outcomes", "no such outcome", "Wartet noch", own=True),
    ListEntry("service_kinds", "chess", "Schachverein", own=True),
    ListEntry("sexes", "x", "keine Liste, die eine Stelle ändert", own=True),
)
"""Entries of an office's own for what ``offices`` draws and no list of the Land knows."""


@given(office=offices())
def test_i10_k3_an_entry_of_the_offices_own_counts_under_itself(fresh: Fresh, office: Small) -> None:
    """In whatever figure its list breaks down, also once it is offered no more."""
    definition = with_office(load_profile("bw"), Office(list_entries=OWN)).sheet(YEAR)
    own = frozenset((each.list, each.code) for each in OWN)
    with fresh() as connection:
        store(connection, office)
        for year in (2025, 2026, 2027):
            assert figures_of(count_sheet(connection, definition, year)) == recount(office, year, own)


@pytest.mark.parametrize(
    ("more", "new"),
    [
        ({"from_list_on": date(2026, 1, 12), "period_start": date(2024, 3, 15)}, 0),
        ({"from_list_on": date(2026, 1, 12), "period_start": date(2025, 12, 31)}, 0),
        ({"from_list_on": date(2026, 1, 12), "period_start": date(2026, 1, 7)}, 1),
        ({"from_list_on": date(2026, 1, 12)}, 1),
        ({"from_list_on": date(2026, 1, 12), "period_start": date(2024, 3, 15), "start_origin": BROUGHT}, 1),
        ({"period_start": date(2024, 3, 15), "start_origin": BROUGHT}, 1),
    ],
)
def test_k3_whose_first_talk_here_an_old_list_told_is_new_in_its_year_alone(
    connection: Connection, standard: SheetDefinition, more: dict[str, Any], new: int
) -> None:
    file = a_file()
    file = replace(file, case=replace(file.case, **more))
    office = Small((file,), (a_talk(file),))
    figures = count(connection, standard, office)
    assert (figures["persons"][0], figures["persons_new"][0]) == (1, new)


@pytest.mark.parametrize(
    ("origin", "decided", "counted"),
    [
        (BROUGHT, date(2026, 5, 31), 0),
        (BROUGHT, DAY, 1),
        (StartOrigin.HERE, date(2026, 5, 31), 1),
    ],
)
def test_k3_an_extension_counts_where_it_was_decided(
    connection: Connection, standard: SheetDefinition, origin: StartOrigin, decided: date, counted: int
) -> None:
    """Of a case opened here on 01.06.2026: what the office before extended is in its own sheet."""
    file = a_file(extensions=(v.Extension(date(2027, 5, 1), decided, "other"),))
    file = replace(file, case=replace(file.case, start_origin=origin))
    assert count(connection, standard, Small((file,)))["extensions"][0] == counted


@pytest.mark.unmeasured
@given(office=offices())
def test_k3_breakdowns_sum_up_to_their_total(fresh: Fresh, standard: SheetDefinition, office: Small) -> None:
    broken_down = {each.code for each in standard.figures if each.breakdown}
    with fresh() as connection:
        store(connection, office)
        for figure in count_sheet(connection, standard, YEAR).figures:
            assert (figure.total if figure.code in broken_down else 0) == sum(figure.cells.values())
            assert 0 not in figure.cells.values()


@pytest.mark.unmeasured
@given(office=offices())
def test_k4_begun_and_continued_less_ended_are_open(
    fresh: Fresh, standard: SheetDefinition, office: Small
) -> None:
    with fresh() as connection:
        store(connection, office)
        for year in (2025, 2026, 2027):
            sheet = count_sheet(connection, standard, year)
            assert balance_holds(balance_of(sheet))
            assert balance_question(sheet) is None


@pytest.mark.unmeasured
@given(office=offices())
def test_k6_every_number_opens_what_was_counted(
    fresh: Fresh, standard: SheetDefinition, office: Small
) -> None:
    with fresh() as connection:
        ids = set(store(connection, office).values())
        counts = {each.code: each.counts for each in standard.figures}
        for figure in count_sheet(connection, standard, YEAR).figures:
            for cell, number in {TOTAL: figure.total, **figure.cells}.items():
                behind = cases_behind(connection, standard, YEAR, figure.code, cell)
                assert behind.counts == counts[figure.code]
                assert set(behind.case_ids) <= ids
                assert bool(behind.case_ids) == (number > 0 and behind.counts != "brief_contact")
                if behind.counts == "further_topic":
                    assert 0 < len(behind.ids) <= number or number == 0
                else:
                    assert len(behind.ids) == number


@pytest.mark.unmeasured
@given(office=offices())
def test_some_cases_are_counted_as_if_there_were_no_others(
    fresh: Fresh, standard: SheetDefinition, office: Small
) -> None:
    wanted = office.files[::2]
    keys = {file.case.key for file in wanted}
    talks = tuple(
        replace(talk, participants=tuple(each for each in talk.participants if each.case_key in keys))
        for talk in office.talks
    )
    alone = Small(wanted, talks)
    with fresh() as connection:
        ids = store(connection, office)
        sheet = count_sheet(connection, standard, YEAR, case_ids=[ids[key] for key in keys])
        assert figures_of(sheet) == recount(alone, YEAR)


def test_k3_the_engine_knows_what_definitions_may_name() -> None:
    for counts, columns in COUNTABLE.items():
        assert set(source_of(counts).columns) == columns
    with pytest.raises(KeyError):
        source_of("weather")


def test_k3_age_groups_are_read_from_their_codes() -> None:
    codes = tuple(item.code for item in load_profile("bw").list("age_groups"))
    assert age_groups(codes) == (
        AgeGroup("18-26", 18, 26),
        AgeGroup("27-44", 27, 44),
        AgeGroup("45-64", 45, 64),
        AgeGroup("65+", 65),
    )


@pytest.mark.parametrize(
    ("born", "cell"),
    [
        (date(2008, 12, 31), "18-26"),
        (date(1999, 12, 31), "27-44"),
        (date(1981, 1, 1), "45-64"),
        (date(1961, 12, 31), "65+"),
        (date(1896, 1, 1), "65+"),
        (None, "unknown"),
    ],
)
def test_k3_age_is_that_of_31_december(
    connection: Connection, standard: SheetDefinition, born: date | None, cell: str
) -> None:
    file = a_file(client=v.Client(birth_date=born, birth_precision=BirthPrecision.DAY))
    found = count(connection, standard, Small((file,), (a_talk(file, on=date(2026, 12, 31)),)))
    assert found["persons_by_age"] == (1, {cell: 1})


def test_k3_who_is_known_to_be_of_age_counts_by_the_year_of_an_uncertain_birth(
    connection: Connection, standard: SheetDefinition
) -> None:
    """The paper says 2009, which nobody believes; the worker entered that she is of age."""
    day = BirthPrecision.DAY
    born = v.Client(birth_date=date(2009, 1, 1), birth_precision=day, birth_uncertain=True, adult=True)
    file = a_file(client=born)
    found = count(connection, standard, Small((file,), (a_talk(file),)))
    assert found["persons_by_age"] == (1, {"under": 1})


def test_k3_i8_a_birth_that_is_not_known_has_no_age(
    connection: Connection, standard: SheetDefinition
) -> None:
    """A date beside the precision "unknown" puts nobody into an age group."""
    born = v.Client(birth_date=date(2000, 1, 1), birth_precision=BirthPrecision.UNKNOWN)
    file = a_file(client=born)
    found = count(connection, standard, Small((file,), (a_talk(file),)))
    assert found["persons_by_age"] == (1, {"unknown": 1})


def test_k3_new_is_whose_first_talk_here_lies_in_the_year(
    connection: Connection, standard: SheetDefinition
) -> None:
    old, new, seen = a_file(1), a_file(2), a_file(3)
    talks = (
        a_talk(old, on=date(2025, 12, 31)),
        a_talk(old, new),
        a_talk(seen, on=date(2025, 12, 31), counts=False),
        a_talk(seen, on=date(2026, 12, 31)),
    )
    found = count(connection, standard, Small((old, new, seen), talks))
    assert (found["persons"][0], found["persons_new"][0]) == (3, 2)


@pytest.mark.parametrize(
    ("answers", "cell"),
    [
        ((), "unknown"),
        ((("AG", None, None),), "AG"),
        ((("AG", date(2027, 1, 1), None),), "unknown"),
        ((("AG", None, date(2026, 3, 1)), ("D60a", date(2026, 3, 2), None)), "D60a"),
        ((("AG", date(2024, 1, 1), None), ("D60a", date(2025, 1, 1), date(2025, 6, 1))), "AG"),
        ((("AG", None, date(2025, 6, 1)), ("D60a", None, date(2026, 6, 1))), "D60a"),
        ((("AG", date(2026, 12, 31), None), ("D60a", date(2027, 1, 1), None)), "AG"),
    ],
)
def test_k3_status_is_the_one_valid_at_the_end_or_last_known(
    connection: Connection,
    standard: SheetDefinition,
    answers: tuple[tuple[str, date | None, date | None], ...],
    cell: str,
) -> None:
    file = a_file(answers=tuple(v.Answer("residence_status", *each) for each in answers))
    found = count(connection, standard, Small((file,), (a_talk(file),)))
    assert found["persons_by_residence_status"] == (1, {cell: 1})


def test_k3_section_24_is_never_derived(connection: Connection, standard: SheetDefinition) -> None:
    file = a_file(answers=(v.Answer("residence_status", "AE24"),))
    found = count(connection, standard, Small((file,), (a_talk(file),)))
    assert found["persons_section_24"] == (0, {})
    assert found["persons_by_residence_status"] == (1, {"AE24": 1})


def test_k5_a_joint_talk_counts_once_as_talk_and_once_for_each(
    connection: Connection, standard: SheetDefinition
) -> None:
    pair = (a_file(1), a_file(2))
    talk = a_talk(*pair, further_topics=("housing", "personal"))
    found = count(connection, standard, Small(pair, (talk,)))
    assert (found["persons"][0], found["talks"][0]) == (2, 1)
    assert found["talks_by_topic"] == (1, {"work": 1})
    assert found["talks_by_further_topic"] == (2, {"housing": 1, "other": 1})


@pytest.mark.parametrize(
    ("client", "on", "persons"),
    [
        (v.Client(birth_date=date(2008, 6, 2), birth_precision=BirthPrecision.DAY), date(2026, 6, 1), 0),
        (v.Client(birth_date=date(2008, 6, 2), birth_precision=BirthPrecision.DAY), date(2026, 6, 2), 1),
        (v.Client(birth_date=date(2008, 2, 29), birth_precision=BirthPrecision.DAY), date(2026, 2, 28), 0),
        (v.Client(birth_date=date(2008, 2, 29), birth_precision=BirthPrecision.DAY), date(2026, 3, 1), 1),
        (v.Client(birth_date=date(2008, 6, 1), birth_precision=BirthPrecision.MONTH), date(2026, 5, 31), 0),
        (v.Client(birth_date=date(2008, 6, 1), birth_precision=BirthPrecision.MONTH), date(2026, 6, 1), 1),
        (
            v.Client(birth_date=date(2008, 2, 1), birth_precision=BirthPrecision.MONTH, adult=False),
            date(2026, 2, 27),
            0,
        ),
        (
            v.Client(birth_date=date(2008, 2, 1), birth_precision=BirthPrecision.MONTH, adult=False),
            date(2026, 2, 28),
            1,
        ),
        (v.Client(birth_date=date(2008, 1, 1), birth_precision=BirthPrecision.YEAR), date(2026, 1, 1), 1),
        (v.Client(birth_date=date(2009, 1, 1), birth_precision=BirthPrecision.YEAR), date(2026, 12, 31), 0),
        (
            v.Client(birth_date=date(2008, 1, 1), birth_precision=BirthPrecision.YEAR, adult=False),
            date(2026, 12, 30),
            0,
        ),
        (v.Client(adult=False), DAY, 0),
        (v.Client(adult=True), DAY, 1),
        (v.Client(), DAY, 1),
    ],
)
def test_k5_only_adults_count_as_person_and_who_comes_of_age_from_that_day(
    client: v.Client, on: date, persons: int, connection: Connection, standard: SheetDefinition
) -> None:
    file = a_file(client=client)
    figures = count(connection, standard, Small((file,), (a_talk(file, on=on),)))
    assert figures["persons"][0] == persons
    assert figures["talks"][0] == 1


def test_p5_only_counting_talks_count(connection: Connection, standard: SheetDefinition) -> None:
    file = a_file()
    found = count(connection, standard, Small((file,), (a_talk(file, counts=False),)))
    assert (found["persons"][0], found["talks"][0]) == (0, 0)


def test_e3_personal_matters_count_as_other(connection: Connection, standard: SheetDefinition) -> None:
    goal = v.Goal("personal", "Ich möchte zur Ruhe kommen.", agreed_on=DAY)
    file = a_file(plan=v.Plan(DAY, spans=(v.PlanSpan(DAY),), goals=(goal,)))
    found = count(connection, standard, Small((file,), (a_talk(file, topic="personal"),)))
    assert found["talks_by_topic"] == found["goals_agreed_by_area"] == (1, {"other": 1})


def a_plan(*spans: tuple[date, date | None], **more: object) -> v.Plan:
    made = v.Plan(
        spans[0][0],
        no_goal_reason="noch im Ankommen",
        no_goal_until=DAY,
        spans=tuple(v.PlanSpan(opened, closed, "deceased") for opened, closed in spans),
    )
    return replace(made, **more)  # type: ignore[arg-type]


JAN, DEC = date(2026, 1, 1), date(2026, 12, 31)
BEFORE, AFTER = date(2025, 12, 31), date(2027, 1, 1)


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (a_plan((JAN, None)), (1, 0, 0, 1)),
        (a_plan((BEFORE, None)), (0, 1, 0, 1)),
        (a_plan((BEFORE, BEFORE)), (0, 0, 0, 0)),
        (a_plan((BEFORE, JAN)), (0, 1, 1, 0)),
        (a_plan((DEC, DEC)), (1, 0, 1, 0)),
        (a_plan((DEC, AFTER)), (1, 0, 0, 1)),
        (a_plan((AFTER, None)), (0, 0, 0, 0)),
        (a_plan((JAN, None), brought_along=True), (0, 1, 0, 1)),
        (a_plan((BEFORE, BEFORE), (DEC, None)), (0, 1, 0, 1)),
        (a_plan((JAN, DAY), (DEC, None)), (1, 0, 0, 1)),
        (a_plan((JAN, BEFORE)), (0, 0, 0, 0)),
        (a_plan((JAN, None), no_goal_until=None), (0, 0, 0, 0)),
        (a_plan((JAN, None), begun_on=None), (0, 0, 0, 0)),
        (a_plan((JAN, None), no_goal_reason="", goals=(v.Goal("work", "x", agreed_on=DAY),)), (1, 0, 0, 1)),
        (a_plan((JAN, None), no_goal_reason="", goals=(v.Goal("work", "x"),)), (0, 0, 0, 0)),
    ],
)
def test_k4_plans_at_the_end_of_31_december(
    connection: Connection, standard: SheetDefinition, plan: v.Plan, expected: tuple[int, int, int, int]
) -> None:
    found = count(connection, standard, Small((a_file(plan=plan),)))
    parts = ("begun", "continued", "ended", "open")
    assert tuple(found[f"plans_{part}"][0] for part in parts) == expected


def test_k4_the_last_reason_of_the_year_counts(connection: Connection, standard: SheetDefinition) -> None:
    spans = (v.PlanSpan(JAN, JAN, "relocation"), v.PlanSpan(DAY, DAY, "contact_lost"))
    found = count(connection, standard, Small((a_file(plan=a_plan((JAN, None), spans=spans)),)))
    assert found["plans_ended_by_reason"] == (1, {"contact_lost": 1})


def test_k3_the_last_change_of_the_year_decides_on_a_goal(
    connection: Connection, standard: SheetDefinition
) -> None:
    history = (
        v.GoalChange(GoalState.AGREED, BEFORE),
        v.GoalChange(GoalState.NOT_REACHED, DAY),
        v.GoalChange(GoalState.REACHED, DAY),
        v.GoalChange(GoalState.IN_PROGRESS, AFTER),
    )
    file = a_file(plan=a_plan((JAN, None), goals=(v.Goal("work", "x", history=history),)))
    found = count(connection, standard, Small((file,)))
    assert found["goals_reached_by_area"] == (1, {"work": 1})
    assert found["goals_not_reached_by_area"] == found["goals_agreed_by_area"] == (0, {})


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ((), (1, 0)),
        (((GoalState.REACHED, AFTER),), (1, 0)),
        (((GoalState.IN_PROGRESS, AFTER),), (1, 0)),
        (((GoalState.IN_PROGRESS, DAY),), (0, 0)),
        (((GoalState.IN_PROGRESS, AFTER), (GoalState.REACHED, AFTER)), (1, 1)),
        (((GoalState.IN_PROGRESS, DAY), (GoalState.REACHED, AFTER), (GoalState.REACHED, AFTER)), (0, 1)),
        (((GoalState.REACHED, DAY), (GoalState.PARTLY_REACHED, AFTER)), (1, 0)),
    ],
)
def test_k3_z3_a_goal_counts_in_the_year_it_was_reached_and_never_for_a_review_that_confirms_it(
    connection: Connection,
    standard: SheetDefinition,
    then: tuple[tuple[GoalState, date], ...],
    expected: tuple[int, int],
) -> None:
    """Taken up again and reached once more, it counts in that year too; looked at again, never."""
    steps = ((GoalState.AGREED, BEFORE), (GoalState.REACHED, DAY), *then)
    history = tuple(v.GoalChange(state, on, reviewed=True) for state, on in steps)
    file = a_file(plan=a_plan((JAN, None), goals=(v.Goal("work", "x", history=history),)))
    office = Small((file,))
    store(connection, office)
    for year, number in zip((YEAR, YEAR + 1), expected, strict=True):
        found = figures_of(count_sheet(connection, standard, year))
        assert found["goals_reached_by_area"][0] == number
        assert found == recount(office, year)


def test_p7_referrals_count_for_each_person_of_a_counting_talk(
    connection: Connection, standard: SheetDefinition
) -> None:
    pair = (a_file(1), a_file(2))
    referred = (v.Referral("jobcenter"), v.Referral("club"))
    people = tuple(v.Participant(file.case.key, referrals=referred) for file in pair)
    found = count(connection, standard, Small(pair, (a_talk(*pair, participants=people),)))
    assert found["referrals_by_service"] == (4, {"jobcenter": 2, "club": 2})
    assert found["referrals_by_service_kind"] == (4, {"jobcenter": 2, "unknown": 2})


def test_l2_a_case_on_hold_keeps_counting(connection: Connection, standard: SheetDefinition) -> None:
    file = a_file()
    held = replace(file, case=replace(file.case, hold_since=DAY, hold_reason="Beschwerde"))
    found = count(connection, standard, Small((held,), (a_talk(held),)))
    assert found["persons"][0] == 1


def test_cells_stand_in_the_order_of_the_list(connection: Connection, standard: SheetDefinition) -> None:
    files = tuple(
        a_file(n, client=v.Client(sex=sex)) for n, sex in enumerate((None, Sex.FEMALE, Sex.MALE), 1)
    )
    store(connection, Small(files, (a_talk(*files),)))
    by_sex = next(f for f in count_sheet(connection, standard, YEAR).figures if f.code == "persons_by_sex")
    assert list(by_sex.cells) == ["m", "w", "unknown"]


def test_k8_counters_are_added_cell_by_cell(connection: Connection, standard: SheetDefinition) -> None:
    kept = (
        Counter(YEAR, "bw-standard", 1, "persons", TOTAL, 2),
        Counter(YEAR, "bw-standard", 1, "persons_by_sex", TOTAL, 2),
        Counter(YEAR, "bw-standard", 1, "persons_by_sex", "w", 2),
        Counter(YEAR, "bw-standard", 1, "persons_by_age", TOTAL, 2),
        Counter(YEAR - 1, "bw-standard", 1, "persons", TOTAL, 7),
        Counter(YEAR, "bw-standard", 2, "persons", TOTAL, 7),
    )
    file = a_file(client=v.Client(sex=Sex.FEMALE))
    found = count(connection, standard, Small((file,), (a_talk(file),), counters=kept))
    assert found["persons"] == (3, {})
    assert found["persons_by_sex"] == (3, {"w": 3})
    # what was kept without a breakdown is shown as that, so that cells still sum up
    assert found["persons_by_age"] == (3, {"unknown": 1, "erased": 2})
    assert cases_behind(connection, standard, YEAR, "persons_by_sex", "w").erased == 2
    assert cases_behind(connection, standard, YEAR, "persons_by_age", "erased").erased == 2
    assert cases_behind(connection, standard, YEAR, "persons_by_age", "erased").ids == ()
    live = figures_of(count_sheet(connection, standard, YEAR, with_counters=False))
    assert live["persons"] == (1, {})
    ids = connection.scalars(select(t.cases.c.id)).all()
    assert figures_of(count_sheet(connection, standard, YEAR, case_ids=ids)) == live


def test_k6_an_unknown_figure_is_a_bug(connection: Connection, standard: SheetDefinition) -> None:
    with pytest.raises(KeyError):
        cases_behind(connection, standard, YEAR, "weather")


def test_k4_a_sheet_whose_plans_do_not_add_up_says_so() -> None:
    figures = (Figure("plans_begun", 2), Figure("plans_open", 1))
    question = balance_question(Sheet(YEAR, "bw-standard", 1, figures))
    assert question is not None
    assert question.code == "question_plan_balance"
    assert question.values == {"begun": 2, "continued": 0, "ended": 0, "open": 1}
