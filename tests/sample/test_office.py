"""The invented office is always the same, recognisably invented, and as awkward as the work."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from intman_desktop.sample import invented_office
from intman_desktop.sample.office import LAST_DAY
from intman_desktop.values.codes import CaseState


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


def test_every_mail_and_phone_is_a_reserved_one() -> None:
    document = invented_office()
    assert document.office is not None
    assert document.office.email.endswith(".example")
    assert all(file.client.phone.startswith("0152 0000") for file in document.cases if file.client.phone)
