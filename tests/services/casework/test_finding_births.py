"""Names with a birth in the one search field, and in the list it leads to (story 10, issue 3 point 2)."""

from __future__ import annotations

from datetime import date

import pytest

from intman_desktop.services.casework.search import find_all, find_people
from intman_desktop.services.closing.ending import end_case
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.rights.withdrawing import withdraw_basic
from intman_desktop.values.codes import BirthPrecision
from intman_desktop.values.ending_views import Ending
from tests.builders import OPENED_ON
from tests.opened import TODAY, put_in
from tests.people_found import BORN, DAY, MONTH, UNKNOWN, YEAR, found, person

pytestmark = pytest.mark.unmeasured


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Huda 1987", {"Musteri, Huda": "found_name_year"}),
        ("1987 huda", {"Musteri, Huda": "found_name_year"}),
        ("musteri huda 1987", {"Musteri, Huda": "found_name_year"}),
        ("Frau Huda 1987", {"Musteri, Huda": "found_name_year"}),
        ("hud 1987", {"Musteri, Huda": "found_beginning_year"}),
        ("Houda 1987", {"Musteri, Huda": "found_sound_year"}),
        ("هدى 1987", {"Musteri, Huda": "found_sound_year"}),
        ("Huda 03.05.1987", {"Musteri, Huda": "found_name_day"}),
        ("Huda 3.5.87", {"Musteri, Huda": "found_name_day"}),
        ("hud 3.5.1987", {"Musteri, Huda": "found_beginning_day"}),
        ("Houda 3.5.1987", {"Musteri, Huda": "found_sound_day"}),
        ("Huda 05.1987", {"Musteri, Huda": "found_name_year"}),
        ("Huda 1990", {"Beispiel, Huda": "found_name_year"}),
        ("Huda 1988", {}),
        ("Huda 4.5.1987", {}),
        ("Huda 06.1987", {}),
        ("Nour 1987", {}),
        ("Huda 31.2.1987", {}),
    ],
)
def test_a_name_with_a_birth_finds_who_is_called_so_and_was_born_then(
    desk: Desk, typed: str, expected: dict[str, str]
) -> None:
    """Part of the name, its sound or its script suffice, as without the birth."""
    put_in(
        desk,
        [
            person("Musteri", "Huda"),
            person("Beispiel", "Huda", date(1990, 3, 12), number="IM-2025-0002"),
            person("Musteri", "Nour", date(1990, 3, 12), number="IM-2025-0003"),
        ],
    )
    assert found(desk, typed) == expected


@pytest.mark.parametrize("typed", ["Born 1954", "born 2.3.1954", "Max Born 1954", "Max geb. 1954"])
def test_who_is_called_born_is_found_with_the_birth(desk: Desk, typed: str) -> None:
    put_in(desk, [person("Born", "Max", date(1954, 3, 2)), person("Musteri", "Huda", number="IM-2025-0002")])
    assert set(found(desk, typed)) == {"Born, Max"}


@pytest.mark.parametrize(
    "typed", ["geb. 3.5.1987", "3. Mai 1987", "Huda geb. 3. Mai 1987", "born on 3.5.1987"]
)
def test_a_birth_is_found_as_letters_and_mails_write_it(desk: Desk, typed: str) -> None:
    put_in(desk, [person("Musteri", "Huda"), person("Born", "Max", date(1954, 3, 2), number="IM-2025-0002")])
    assert set(found(desk, typed)) == {"Musteri, Huda"}


@pytest.mark.parametrize(
    ("born", "precision", "uncertain", "typed"),
    [
        (date(1987, 1, 1), YEAR, False, {"1987": "year", "05.1987": "year", "3.5.1987": "year"}),
        (date(1987, 5, 1), MONTH, False, {"1987": "year", "05.1987": "year", "3.5.1987": "year"}),
        (date(1987, 6, 1), MONTH, False, {"1987": "year"}),
        (date(1987, 1, 1), DAY, True, {"1987": "year", "05.1987": "year", "3.5.1987": "year"}),
        (date(1987, 5, 3), DAY, True, {"1987": "year", "05.1987": "year", "3.5.1987": "day"}),
        (date(1988, 1, 1), DAY, True, {}),
        (date(1987, 1, 1), UNKNOWN, False, {}),
        (None, UNKNOWN, False, {}),
    ],
)
def test_a_birth_that_is_known_in_part_agrees_as_far_as_it_is_known(
    desk: Desk, born: date | None, precision: BirthPrecision, uncertain: bool, typed: dict[str, str]
) -> None:
    """Who is known by the year is found by the whole day, for it may be her; who contradicts it is not."""
    put_in(desk, [person("Musteri", "Huda", born, precision, uncertain=uncertain)])
    for birth in ("1987", "05.1987", "3.5.1987"):
        expected = {"Musteri, Huda": f"found_name_{typed[birth]}"} if birth in typed else {}
        assert found(desk, f"Huda {birth}") == expected, birth


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("IM 2026", {"Musteri, Huda": "found_number"}),
        ("IM-2026-1987", {"Musteri, Huda": "found_number"}),
        ("huda 2026", {"Musteri, Huda": "found_number"}),
        ("huda 1987", {"Musteri, Huda": "found_number", "Probe, Huda": "found_name_year"}),
        ("huda IM-2026-1987", {"Musteri, Huda": "found_number"}),
        ("1987", {"Musteri, Huda": "found_number"}),
        ("2026 1987", {"Musteri, Huda": "found_number"}),
    ],
)
def test_a_case_number_that_looks_like_a_year_is_found_as_before(
    desk: Desk, typed: str, expected: dict[str, str]
) -> None:
    """Behind those who were born then, and told by its number."""
    put_in(
        desk,
        [
            person("Musteri", "Huda", date(1999, 1, 2), number="IM-2026-1987"),
            person("Probe", "Huda", BORN, number="IM-2025-0001"),
        ],
    )
    assert found(desk, typed) == expected
    assert next(iter(found(desk, "huda 1987"))) == "Probe, Huda"


def test_best_first_and_no_more_than_asked_for(desk: Desk) -> None:
    """Whole names before beginnings before what sounds alike, running cases before others."""
    put_in(
        desk,
        [
            person("Eins", "Hudaifa", number="IM-2025-0001"),
            person("Zwei", "Houda", number="IM-2025-0002"),
            person("Vier", "Huda", number="IM-2025-0003"),
            person("Drei", "Huda", number="IM-2025-0004"),
            person("Huda", "Andere", date(1990, 1, 1), number="IM-2025-0005"),
        ],
    )
    whole = ["Drei, Huda", "Vier, Huda", "Eins, Hudaifa", "Zwei, Houda"]
    assert list(found(desk, "huda 1987")) == whole
    assert [hit.name for hit in find_people(desk, "huda 1987", limit=2)] == whole[:2]
    assert [hit.name for hit in find_all(desk, "huda 1987", people=3)] == whole[:3]


def test_l2_l3_who_is_on_hold_or_erased_is_not_found(desk: Desk) -> None:
    files = [person("Musteri", "Huda"), person("Probe", "Huda", number="IM-2025-0002", hold_since=OPENED_ON)]
    ids = put_in(desk, files)
    assert list(found(desk, "huda 1987")) == ["Musteri, Huda"]
    end_case(desk, ids[files[0].case.key], Ending(TODAY, "relocation"))
    erase_case(desk, ids[files[0].case.key])
    assert found(desk, "huda 1987") == {}


def test_e4_without_the_basic_consent_nobody_is_found_by_her_birth(desk: Desk) -> None:
    """By name and number she still is; even by a year in her number it is not told when she was born."""
    file = person("Musteri", "Huda", BORN, number="IM-2026-1987")
    other = person("Probe", "Huda", BORN, number="IM-2026-0002")
    ids = put_in(desk, [file, other])
    for each in ids.values():
        withdraw_basic(desk, each, TODAY)
    assert found(desk, "huda 3.5.1987") == {}
    assert found(desk, "huda") == {"Musteri, Huda": "found_name", "Probe, Huda": "found_name"}
    assert found(desk, "huda 1987") == {"Musteri, Huda": "found_number"}
    (hit,) = find_people(desk, "huda 1987")
    assert (hit.birth_year, hit.phone, hit.town) == (None, "", "")


def test_it_is_told_in_words(desk: Desk) -> None:
    put_in(desk, [person("Musteri", "Huda")])
    (hit,) = find_people(desk, "Huda 1987")
    assert sentence(hit.why) == "Name und Geburtsjahr"
    (hit,) = find_people(desk, "Hud 3.5.1987")
    assert sentence(hit.why) == "Namensanfang und Geburtsdatum"


def test_who_was_surely_born_then_comes_before_who_may_be(desk: Desk) -> None:
    """Enter takes the first: a day that agrees counts for more than how the name is written."""
    put_in(
        desk,
        [
            person("Eins", "Huda", date(1987, 1, 1), YEAR, number="IM-2025-0001"),
            person("Zwei", "Huda", date(1987, 1, 1), uncertain=True, number="IM-2025-0002"),
            person("Drei", "Houda", number="IM-2025-0003"),
            person("Vier", "Huda", number="IM-2025-0004"),
        ],
    )
    surely, maybe = ["Vier, Huda", "Drei, Houda"], ["Eins, Huda", "Zwei, Huda"]
    assert list(found(desk, "huda 3.5.1987")) == [*surely, *maybe]
    assert [hit.name for hit in find_people(desk, "huda 3.5.1987", limit=1)] == surely[:1]
    assert list(found(desk, "huda 1987")) == ["Eins, Huda", "Vier, Huda", "Zwei, Huda", "Drei, Houda"]
