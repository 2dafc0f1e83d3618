"""Words of a place beside a name in the one search field, and in the list it leads to (issue 3 point 2)."""

from __future__ import annotations

import pytest

from intman_desktop.services.casework.cases import case_page
from intman_desktop.services.casework.search import find_people
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.rights.withdrawing import withdraw_basic
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.views import CaseFilter
from tests.opened import TODAY, put_in
from tests.people_found import found, person


def lives(family: str, given: str, town: str, street: str = "", number: str = "IM-2025-0001") -> CaseFile:
    """Return a person with her address."""
    return person(family, given, number=number, town=town, street=street)


TWO = (
    lives("Musteri", "Huda", "Pforzheim", "Sonnenhof 3"),
    lives("Beispiel", "Huda", "Bad Überlingen", number="IM-2025-0002"),
)
MUSTERI, BEISPIEL = {"Musteri, Huda": "found_place"}, {"Beispiel, Huda": "found_place"}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("huda pforzheim", MUSTERI),
        ("Pforzheim Huda", MUSTERI),
        ("musteri pforz huda", MUSTERI),
        ("houda pfo", MUSTERI),
        ("Frau Huda Pforzheim", MUSTERI),
        ("sonnenhof huda", MUSTERI),
        ("huda bad überlingen", BEISPIEL),
        ("huda ueberlingen", BEISPIEL),
        ("huda badueberlingen", BEISPIEL),
        ("huda ulm", {}),
        ("nour pforzheim", {}),
        ("pforzheim", {}),
        ("pforzheim sonnenhof", {}),
        ("huda pf", {}),
        ("huda pforzheim 1987", {"Musteri, Huda": "found_place_year"}),
        ("huda pforzheim 3.5.1987", {"Musteri, Huda": "found_place_day"}),
        ("huda pforzheim 1988", {}),
    ],
)
def test_a_name_beside_a_place_finds_who_is_called_so_and_lives_there(
    desk: Desk, typed: str, expected: dict[str, str]
) -> None:
    """A place alone finds nobody, nor does one of fewer than three letters: they say too little."""
    put_in(desk, TWO)
    assert found(desk, typed) == expected


def test_who_is_called_so_comes_before_who_lives_there(desk: Desk) -> None:
    """Enter takes the first: a name is meant before a place."""
    put_in(
        desk, [lives("Eins", "Huda", "Musterheim"), lives("Musterheim", "Huda", "Ulm", number="IM-2025-0002")]
    )
    assert list(found(desk, "huda musterheim").items()) == [
        ("Musterheim, Huda", "found_name"),
        ("Eins, Huda", "found_place"),
    ]


def test_e4_without_the_basic_consent_nobody_is_found_by_her_place(desk: Desk) -> None:
    """By her name she still is, without a word of where she lives."""
    ids = put_in(desk, TWO[:1])
    withdraw_basic(desk, next(iter(ids.values())), TODAY)
    assert found(desk, "huda pforzheim") == {}
    assert found(desk, "huda pforzheim 1987") == {}
    (hit,) = find_people(desk, "huda musteri")
    assert (hit.why.code, hit.town) == ("found_name", "")


def test_a_year_in_part_finds_nobody(desk: Desk) -> None:
    """A year like 198 would name ten years at once; it stays the beginning or end of a number."""
    put_in(desk, TWO)
    assert found(desk, "huda 198") == {}
    assert case_page(desk, CaseFilter(text="198")).total == 0


def test_it_is_told_in_words(desk: Desk) -> None:
    """What was found says by what."""
    put_in(desk, TWO)
    (hit,) = find_people(desk, "huda pforzheim")
    assert sentence(hit.why) == "Name und Anschrift"
