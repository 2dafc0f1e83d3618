"""Lists and search: filtered, sorted and counted in the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intman_desktop.models import tables as t
from intman_desktop.rules.period import case_period
from intman_desktop.services.across.case_facets import case_facets
from intman_desktop.services.across.case_rows import rows_of
from intman_desktop.services.casework.cases import case_page, cases_by_id
from intman_desktop.services.casework.search import find_people
from intman_desktop.services.common.desk import Desk
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import CaseState, GoalState, TextKind
from intman_desktop.values.views import CaseChip, CaseColumn, CaseFilter
from tests.builders import (
    OPENED_ON,
    a_case,
    a_case_file,
    a_client,
    a_consent,
    a_goal,
    a_participant,
    a_plan,
    a_talk,
)
from tests.opened import TODAY, put_in

pytestmark = pytest.mark.unmeasured


def named(family: str, given_name: str = "", **details: Any) -> v.CaseFile:
    client = a_client(family_name=family, given_name=given_name, **details.pop("client", {}))
    return a_case_file(client=client, **details)


def names(desk: Desk, *chips: CaseChip, **details: Any) -> list[str]:
    page = case_page(desk, CaseFilter(frozenset(chips), **details))
    return [row.name for row in page.rows]


def test_a_row_holds_what_the_list_shows(desk: Desk) -> None:
    file = a_case_file(plan=a_plan(complete_blocks=5, goals=(a_goal(next_review=date(2026, 12, 12)),)))
    ids = put_in(
        desk,
        [file],
        [
            a_talk(file.case.key, on=date(2026, 10, 1)),
            a_talk(participants=(a_participant(file.case.key, counts=False),), on=date(2026, 11, 1)),
        ],
    )
    (row,) = case_page(desk, CaseFilter()).rows
    assert (row.case_id, row.key, row.number) == (ids[file.case.key], file.case.key, file.case.number)
    assert (row.name, row.language, row.town) == ("Musterfrau, Samira", "ar", "Musterstadt")
    assert (row.period_start, row.last_day, row.days_left) == (OPENED_ON, date(2029, 1, 12), 784)
    assert (row.has_open_plan, row.complete_blocks, row.next_review) == (True, 5, date(2026, 12, 12))
    assert (row.last_talk, row.state, row.interpreter_needed) == (date(2026, 10, 1), CaseState.ACTIVE, True)


def test_a_case_without_start_plan_and_talk_has_empty_cells(desk: Desk) -> None:
    put_in(desk, [a_case_file(case=a_case(period_start=None), plan=None)])
    (row,) = case_page(desk, CaseFilter()).rows
    assert (row.last_day, row.days_left, row.next_review, row.last_talk) == (None, None, None, None)
    assert (row.has_open_plan, row.complete_blocks) == (False, 0)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.dates(date(2020, 1, 1), date(2026, 11, 20)),
    untils=st.lists(st.dates(date(2022, 1, 1), date(2032, 1, 1)), max_size=2),
)
def test_c4_the_list_counts_the_last_day_as_the_rule_does(
    desk: Desk, start: date, untils: list[date]
) -> None:
    extensions = tuple(v.Extension(until, start, "other", "Grund") for until in untils)
    file = a_case_file(case=a_case(period_start=start), extensions=extensions)
    ids = put_in(desk, [file])
    with desk.vault.reading() as connection:
        (row,) = rows_of(connection, TODAY, list(ids.values()))
    running = case_period(file.case, extensions)
    assert running is not None
    assert row.last_day == running.last_day
    assert row.days_left == running.days_left(TODAY)


def test_each_chip_shows_its_cases_and_their_number(desk: Desk) -> None:
    closed = a_plan(spans=(v.PlanSpan(OPENED_ON, date(2026, 3, 1), "other"),))
    due = a_plan(goals=(a_goal(next_review=TODAY), a_goal(state=GoalState.REACHED, next_review=OPENED_ON)))
    later = a_plan(goals=(a_goal(next_review=TODAY + timedelta(days=1)),))
    old = a_consent(text_fingerprint="a" * 64)
    files = [
        named("Aktiv", plan=later),
        named("Beendet", case=a_case(state=CaseState.ENDED, ended_on=OPENED_ON), plan=closed),
        named("Faellig", plan=due),
        named("Kurz", case=a_case(period_start=date(2024, 2, 18)), plan=later),
        named("Langsam", case=a_case(period_start=date(2024, 2, 19)), plan=later),
        named("Ohne", plan=None),
        named("Ruht", case=a_case(state=CaseState.DORMANT), plan=due),
        named("Uralt", consents=(old,), plan=later),
        named("Erneuert", consents=(old, a_consent(text_fingerprint="b" * 64)), plan=later),
        named("Vorbei", case=a_case(period_start=date(2020, 1, 1)), plan=closed),
        named("Ausgelaufen", consents=(a_consent(valid_until=date(2026, 11, 19)),), plan=later),
        named("Zurueckgehalten", case=a_case(hold_since=OPENED_ON), plan=due),
    ]
    put_in(desk, files)
    with desk.vault.transaction() as connection:
        for version, fingerprint in ((0, "a" * 64), (1, "b" * 64)):
            connection.execute(
                t.text_versions.insert().values(
                    kind=TextKind.CONSENT, language="de", version=version, fingerprint=fingerprint
                )
            )
    expected = {
        CaseChip.ACTIVE: [
            "Aktiv",
            "Ausgelaufen",
            "Erneuert",
            "Faellig",
            "Kurz",
            "Langsam",
            "Ohne",
            "Uralt",
            "Vorbei",
        ],
        CaseChip.WITHOUT_PLAN: ["Ohne", "Vorbei"],
        CaseChip.ENDING_IN_90_DAYS: ["Kurz", "Vorbei"],
        CaseChip.REVIEW_DUE: ["Faellig"],
        CaseChip.CONSENT_TO_RENEW: ["Ausgelaufen", "Uralt"],
        CaseChip.DORMANT: ["Ruht"],
        CaseChip.ENDED: ["Beendet"],
    }
    for chip, people in expected.items():
        assert names(desk, chip) == people
    counts = case_page(desk, CaseFilter()).counts
    assert counts == {chip: len(people) for chip, people in expected.items()}
    assert names(desk, CaseChip.DORMANT, CaseChip.ENDED) == ["Beendet", "Ruht"]
    assert names(desk, CaseChip.ACTIVE, CaseChip.WITHOUT_PLAN, CaseChip.ENDING_IN_90_DAYS) == ["Vorbei"]
    assert len(names(desk)) == 11
    assert "Zurueckgehalten" not in names(desk)


def test_z2_of_a_case_that_rests_no_review_is_due_as_its_column_says(desk: Desk) -> None:
    plan = a_plan(goals=(a_goal(next_review=TODAY),))
    put_in(desk, [named("Ruht", case=a_case(state=CaseState.DORMANT), plan=plan), named("Geht", plan=plan)])
    assert names(desk, CaseChip.ACTIVE, CaseChip.DORMANT) == ["Geht", "Ruht"]
    assert names(desk, CaseChip.ACTIVE, CaseChip.DORMANT, CaseChip.REVIEW_DUE) == ["Geht"]
    assert case_page(desk, CaseFilter(frozenset({CaseChip.DORMANT}))).counts[CaseChip.REVIEW_DUE] == 0


@pytest.mark.parametrize(
    ("column", "rising"),
    [
        (CaseColumn.NAME, ["Äbtissin", "Özal", "Zander"]),
        (CaseColumn.NUMBER, ["Zander", "Äbtissin", "Özal"]),
        (CaseColumn.LANGUAGE, ["Özal", "Zander", "Äbtissin"]),
        (CaseColumn.LAST_DAY, ["Zander", "Özal", "Äbtissin"]),
        (CaseColumn.PLAN, ["Äbtissin", "Özal", "Zander"]),
        (CaseColumn.NEXT_REVIEW, ["Özal", "Zander", "Äbtissin"]),
        (CaseColumn.LAST_TALK, ["Zander", "Özal", "Äbtissin"]),
        (CaseColumn.TOWN, ["Zander", "Äbtissin", "Özal"]),
    ],
)
def test_every_column_sorts_both_ways_with_empty_cells_last(
    desk: Desk, column: CaseColumn, rising: list[str]
) -> None:
    files = [
        named(
            "Zander",
            case=a_case(number="IM-2025-0009", period_start=date(2024, 1, 1)),
            client={"language": "fa", "town": "aalen"},
            plan=a_plan(complete_blocks=7, goals=(a_goal(next_review=date(2027, 2, 1)),)),
        ),
        named(
            "Özal",
            case=a_case(number="IM-2026-0100", period_start=date(2024, 2, 1)),
            client={"language": "ar", "town": "Ulm"},
            plan=a_plan(complete_blocks=2, goals=(a_goal(next_review=date(2027, 1, 1)),)),
        ),
        named(
            "Äbtissin",
            case=a_case(number="IM-2026-0001", period_start=None),
            client={"language": "ti", "town": "Biberach"},
            plan=None,
        ),
    ]
    talks = [
        a_talk(files[0].case.key, on=date(2026, 5, 1)),
        a_talk(files[1].case.key, on=date(2026, 6, 1)),
    ]
    put_in(desk, files, talks)
    assert names(desk, sort=column) == rising
    falling = names(desk, sort=column, descending=True)
    empty_last = column in (CaseColumn.LAST_DAY, CaseColumn.NEXT_REVIEW, CaseColumn.LAST_TALK)
    assert falling == ([*rising[1::-1], rising[2]] if empty_last else rising[::-1])


@pytest.mark.parametrize(
    ("column", "field", "rising"),
    [
        (CaseColumn.LANGUAGE, "language", ["ar", "en", "fr", "fa", "uk", ""]),
        (CaseColumn.TOWN, "town", ["Bad Säckingen", "Bad Saulgau", "Öhringen", "Überlingen", "ulm", "Zell"]),
    ],
)
def test_a_column_is_sorted_by_the_words_that_it_shows(
    desk: Desk, column: CaseColumn, field: str, rising: list[str]
) -> None:
    """The word for ``fr`` is "Französisch", for ``fa`` "Persisch"; umlauts stood behind "Zell" (issue 3)."""
    put_in(desk, [named(f"N{at}", client={field: value}) for at, value in enumerate(sorted(rising))])
    rows = case_page(desk, CaseFilter(sort=column)).rows
    assert [getattr(row, field) for row in rows] == rising
    if field == "town":
        assert [code for code, _name in case_facets(desk).towns] == rising


def test_pages_follow_each_other(desk: Desk) -> None:
    put_in(desk, [named(f"Muster{number:02}") for number in range(25)])
    page = case_page(desk, CaseFilter(), 20, 10)
    assert (len(page.rows), page.total) == (5, 25)
    assert page.rows[0].name == "Muster20"


def test_typing_narrows_the_list(desk: Desk) -> None:
    put_in(desk, [named("Al-Hassan", "Nour"), named("Beispiel")])
    assert names(desk, text="hass") == ["Al-Hassan, Nour"]
    assert names(desk, CaseChip.ENDED, text="hass") == []
    assert names(desk, text="…") == []
    assert len(names(desk, text="  ")) == 2


def test_a_filter_of_the_same_shape_asks_for_its_own_values_on_its_own_day(desk: Desk) -> None:
    """Statements are kept from one filter to the next: nothing chosen, typed or dated may stay in them."""
    due = a_plan(goals=(a_goal(next_review=TODAY + timedelta(days=1)),))
    files = [
        named("Alrashid", case=a_case(worker="a"), client={"language": "ar", "town": "Ulm"}, plan=due),
        named("Beispiel", case=a_case(worker="b"), client={"language": "fa", "town": "Aalen"}, plan=due),
    ]
    talks = [
        a_talk(files[0].case.key, topic="housing", further_topics=()),
        a_talk(files[1].case.key, topic="work", further_topics=("health",)),
    ]
    put_in(desk, files, talks)
    for values in (("alr", "a", "ar", "Ulm", "housing"), ("bei", "b", "fa", "Aalen", "health")):
        text, worker, language, town, topic = values
        expected = ["Alrashid"] if worker == "a" else ["Beispiel"]
        assert names(desk, text=text) == expected
        assert names(desk, worker=worker, language=language, town=town, topic=topic) == expected
        page = case_page(desk, CaseFilter(worker=worker))
        assert (page.total, page.counts[CaseChip.ACTIVE], page.counts[CaseChip.REVIEW_DUE]) == (1, 1, 0)
        tomorrow = replace(desk, today=lambda: TODAY + timedelta(days=1))
        assert case_page(tomorrow, CaseFilter(worker=worker)).counts[CaseChip.REVIEW_DUE] == 1
    assert names(desk, service="nowhere") == []


@pytest.mark.parametrize(
    "typed",
    [
        "muhamed alhassan",
        "Al Hasan Mohammed",
        "hassan",
        "MOHAM",
        "محمد",
        "0711 99",
        "998877",
        "im-2026-0500",
        "2026 0500",
        "0500",
    ],
)
def test_a_person_is_found_by_name_phone_and_number_in_any_order(desk: Desk, typed: str) -> None:
    file = named(
        "Al Hasan",
        "Mohammed",
        client={"phone": "0711 998877"},
        case=a_case(number="IM-2026-0500"),
    )
    other = named("Beispiel", "Kim", client={"phone": "0999 111"}, case=a_case(number="IM-2025-0001"))
    put_in(desk, [file, other])
    assert [found.name for found in find_people(desk, typed)] == ["Al Hasan, Mohammed"]


@pytest.mark.parametrize("typed", ["", "  ", "!?", '"', "* OR *", "'; DROP TABLE cases; --", "nirgendwer"])
def test_whatever_is_typed_the_search_stays_calm(desk: Desk, typed: str) -> None:
    put_in(desk, [named("Al Hasan", "Mohammed")])
    assert find_people(desk, typed) == ()


def test_running_cases_come_first_and_held_ones_are_hidden(desk: Desk) -> None:
    files = [
        named("Muster", "A", case=a_case(state=CaseState.ENDED, ended_on=OPENED_ON)),
        named("Muster", "B", case=a_case(state=CaseState.DORMANT)),
        named("Muster", "C"),
        named("Muster", "D", case=a_case(hold_since=OPENED_ON)),
    ]
    put_in(desk, files)
    assert [found.name[-1] for found in find_people(desk, "muster")] == ["C", "B", "A"]
    assert len(find_people(desk, "muster", limit=2)) == 2
    assert find_people(desk, "muster")[0].birth_year == 1991


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Return a store with people whose names are hard to look for."""
    names = [("Al Hasan", "Mohammed"), ("Şahinmuster", "Işık"), ('"OR" *', "'; DROP--"), ("المثال", "محمد")]
    put_in(desk, [named(*each) for each in names])
    return desk


@given(
    typed=st.one_of(
        st.text(max_size=40),
        st.text(alphabet="alhsnmod أمحد\"'*()-:^+ORANDNEAR0", max_size=20),  # what a search engine reads
        st.sampled_from(["al", "mohammed hasan", "sahin", "المثال", '"OR" *', "drop", "NEAR(al", "name:al"]),
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_breaks_the_search(filled: Desk, typed: str) -> None:
    found = find_people(filled, typed)
    assert len({each.case_id for each in found}) == len(found) <= 4
    page = case_page(filled, CaseFilter(text=typed))
    assert len(page.rows) == page.total <= 4
    assert find_people(filled, "hasan")
    assert case_page(filled, CaseFilter()).total == 4


def test_named_cases_come_in_the_order_asked_for(desk: Desk) -> None:
    ids = put_in(desk, [named("Alrashid"), named("Beispiel"), named("Probe")])
    first, second, third = ids.values()
    with desk.vault.transaction() as connection:
        connection.execute(t.cases.update().where(t.cases.c.id == second).values(hold_since=TODAY))
    assert [row.name for row in cases_by_id(desk, (third, 999, second, first))] == ["Probe", "Alrashid"]
    assert cases_by_id(desk, ()) == ()


def test_scrolling_on_does_not_count_the_chips_again(desk: Desk) -> None:
    put_in(desk, [named("Alrashid"), named("Beispiel")])
    assert case_page(desk, CaseFilter(), 0, 1).counts[CaseChip.ACTIVE] == 2
    further = case_page(desk, CaseFilter(), 1, 1)
    assert [row.name for row in further.rows] == ["Beispiel"]
    assert (further.total, further.counts) == (2, {})
