"""The invented office is always the same, recognisably invented, and as awkward as the work."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date

import pytest

from intman_desktop.rules.consents import is_by_relative
from intman_desktop.rules.dates import years_after
from intman_desktop.rules.double_index import doubles_among
from intman_desktop.rules.new_goals import asked_on, none_open_since, says_why_none
from intman_desktop.sample import invented_office
from intman_desktop.sample.awkward import FIRST, NAMES
from intman_desktop.sample.office import LAST_DAY
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.codes import CaseState, ConsentForm, ConsentScope, StartEvidence
from intman_desktop.values.document import Document
from intman_desktop.word_lists import spellings


def test_the_same_seed_gives_the_same_office() -> None:
    assert invented_office(30) == invented_office(30)
    assert invented_office(30) != invented_office(30, seed=1)


def test_the_office_holds_120_people_and_two_full_years() -> None:
    document = invented_office()
    assert len(document.cases) == 120
    years = {talk.on.year for talk in document.talks}
    assert {2025, 2026} <= years
    assert max(talk.on for talk in document.talks) <= LAST_DAY


def test_the_awkward_ones_are_there() -> None:
    document = invented_office()
    clients = [file.client for file in document.cases]
    assert any(not client.family_name for client in clients)
    assert any(client.family_name == "Null" for client in clients)
    assert any(client.sex is None for client in clients)
    assert any(client.birth_date is None for client in clients)
    assert any(client.nationality == "997" for client in clients)
    assert any(client.second_nationality for client in clients)
    assert any(file.case.state is CaseState.DORMANT for file in document.cases)
    assert any(file.case.state is CaseState.ENDED for file in document.cases)
    assert any(file.extensions for file in document.cases)
    assert any(len(talk.participants) > 1 for talk in document.talks)


def test_k5_whoever_did_not_come_held_no_talk_of_any_length() -> None:
    talks = invented_office().talks
    missed = [talk for talk in talks if talk.form == "no_show"]
    assert missed
    assert {talk.minutes for talk in missed} == {None}
    assert all(talk.minutes for talk in talks if talk.form != "no_show")


@pytest.mark.parametrize(
    "script",
    ["LATIN", "ARABIC", "ETHIOPIC", "CYRILLIC"],
)
def test_names_are_written_in_every_script_that_people_bring(script: str) -> None:
    names = [file.client.family_name + file.client.given_name for file in invented_office(12).cases]
    assert any(
        all(unicodedata.name(each).startswith(script) for each in name if each.isalpha()) for name in names
    )


@pytest.mark.parametrize(
    "name",
    [
        "Niamh O'Brien-Muster",
        "Maryam Al-Ḥassan Probe",
        "Văn Ân Đặng Muster",
        "Erfunden Null",
        "Mustergul",
        "Ü B",
        "José María Ángel de la Muster y Beispiel",
        "Łucja Straßmuster",
    ],
)
def test_the_names_that_programs_stumble_over_are_there(name: str) -> None:
    """One name only, one letter, six parts and more, "Null", an apostrophe, a dot below, a double accent."""
    clients = [file.client for file in invented_office(12).cases]
    assert name in [f"{each.given_name} {each.family_name}".strip() for each in clients]


def test_one_has_six_parts_and_more() -> None:
    clients = [file.client for file in invented_office(12).cases]
    assert max(len(f"{each.given_name} {each.family_name}".split()) for each in clients) >= 6


def test_c4_one_period_began_on_a_29_february() -> None:
    starts = {file.case.period_start for file in invented_office().cases}
    assert date(2024, 2, 29) in starts


@pytest.fixture(scope="module")
def whole() -> Document:
    return invented_office()


def _last_day(file: CaseFile) -> date:
    assert file.case.period_start is not None
    return max([years_after(file.case.period_start, 3), *(each.until for each in file.extensions)])


def _talks(document: Document, file: CaseFile) -> list[date]:
    return [each.on for each in document.talks if file.case.key in {p.case_key for p in each.participants}]


def _consents(form: ConsentForm) -> Callable[[CaseFile], bool]:
    return lambda file: any(each.form is form for each in file.consents)


_STATES: dict[str, Callable[[CaseFile], bool]] = {
    "C7: told of, and nothing is known": lambda f: (
        [each.evidence for each in f.earlier_counselling] == [StartEvidence.UNKNOWN]
    ),
    "C7: from two offices": lambda f: len(f.earlier_counselling) == 2,
    "story 12: with a plan along": lambda f: f.plan is not None and f.plan.brought_along,
    "E2: orally before a witness": _consents(ConsentForm.ORAL_WITH_WITNESS),
    "E2: by electronic means": _consents(ConsentForm.ELECTRONIC),
    "E2: by a mark before a witness": _consents(ConsentForm.MARK_WITH_WITNESS),
    "E2: a relative interpreted": lambda f: any(is_by_relative(each.interpreter) for each in f.consents),
    "E4: a kind is withdrawn": lambda f: any(
        each.withdrawn_on for each in f.consents if each.scope is ConsentScope.SPECIAL
    ),
    "L2: on hold": lambda f: f.case.hold_since is not None,
    "C6: rests": lambda f: f.case.state is CaseState.DORMANT,
    "story 11: a child turns 18 next month": lambda f: any(
        (each.birth_year, each.birth_month) == (2008, 12) for each in f.household
    ),
    "P6: under § 24 without benefits": lambda f: bool(f.client.section_24) and _without_benefits(f),
    "P6: without benefits": lambda f: not f.client.section_24 and _without_benefits(f),
}


def _without_benefits(file: CaseFile) -> bool:
    return [each.value for each in file.answers if each.field == "benefits"] == ["none"]


@pytest.mark.parametrize("state", _STATES)
def test_the_states_that_a_working_year_brings_are_there(state: str, whole: Document) -> None:
    assert any(map(_STATES[state], whole.cases))


def test_awkward_days_are_there(whole: Document) -> None:
    """Rules C4, C8, P3: a first talk on 31 August, one after the last day, a second one without a plan."""
    days = {file.case.key: _talks(whole, file) for file in whole.cases}
    assert date(2026, 8, 31) in {file.case.period_start for file in whole.cases}
    assert any(max(days[file.case.key]) > _last_day(file) for file in whole.cases)
    assert any(file.plan is None and len(days[file.case.key]) > 1 for file in whole.cases)


def _asked_for_a_new_goal(file: CaseFile, today: date) -> bool:
    plan = file.plan
    since = None if plan is None or file.case.state is not CaseState.ACTIVE else none_open_since(plan)
    return plan is not None and since is not None and asked_on(since, plan.no_goal_until, 3) < today


@pytest.mark.parametrize("day", [LAST_DAY, date(2029, 2, 28)])
def test_z1_where_goals_were_closed_new_ones_were_agreed_but_for_a_few(day: date) -> None:
    """The overview of the practice was a wall of 50 such lines among 79 that are overdue."""
    files = invented_office(last_day=day).cases
    assert 2 <= sum(_asked_for_a_new_goal(each, day) for each in files) <= 8
    plans = [file.plan for file in files if file.plan is not None]
    assert any(none_open_since(plan) is not None and says_why_none(plan) for plan in plans)
    assert any(len({goal.agreed_on for goal in plan.goals}) > 1 for plan in plans)
    assert all(change.on <= day for plan in plans for goal in plan.goals for change in goal.history)


def test_one_is_there_twice_and_twins_are_two(whole: Document) -> None:
    people = [(file.case.key, file.client) for file in whole.cases]
    facts = [double.fact.code for _key, double in doubles_among(people, spellings())]
    assert facts.count("double_same") == 1
    twins = [client for _key, client in people if client.family_name == "Musterzwilling"]
    assert len({each.given_name for each in twins}) == 2
    assert len({(each.birth_date, each.town) for each in twins}) == 1


@pytest.mark.parametrize(("family", "given"), NAMES)
def test_every_awkward_name_is_there_as_it_is_typed(family: str, given: str, whole: Document) -> None:
    assert (family, given) in {(file.client.family_name, file.client.given_name) for file in whole.cases}


def test_nobody_else_changes_and_a_small_office_has_none_of_them(whole: Document) -> None:
    assert invented_office(FIRST).cases == whole.cases[:FIRST]


def test_every_mail_and_phone_is_a_reserved_one() -> None:
    document = invented_office()
    assert document.office is not None
    assert document.office.email.endswith(".example")
    assert all(file.client.phone.startswith("0152 0000") for file in document.cases if file.client.phone)
