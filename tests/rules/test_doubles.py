"""The same person twice is named; twins stay two."""

from __future__ import annotations

from datetime import date

import pytest

from intman_desktop.rules.doubles import Double, possible_doubles
from intman_desktop.values.case_file import Client
from intman_desktop.values.codes import BirthPrecision, Sex
from intman_desktop.values.explanation import Explanation
from intman_desktop.word_lists import spellings
from tests.name_pairs import OTHER, SAME, TAKEN_FOR_ANOTHER, pairs
from tests.people_found import BORN, DAY, MONTH, UNKNOWN, YEAR, a_known_client


def fact(one: Client, other: Client) -> str | None:
    there, back = (
        possible_doubles(one, [("k", other)], spellings()),
        possible_doubles(other, [("k", one)], spellings()),
    )
    assert there == back
    return there[0].fact.code if there else None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Muster", "Samira"), ("Muster", "Samira")),
        (("Muster", "Samira"), ("MUSTER", " samira ")),
        (("Müller", "Jörg"), ("Mueller", "Joerg")),
        (("Al-Hassan", "Ali"), ("Alhassan", "Ali")),
        (("Al Hassan", "Ali"), ("Alhassan", "Ali")),
        (("Muster", "Samira"), ("Samira", "Muster")),
        (("", "Samira"), ("Samira", "")),
    ],
)
def test_the_same_name_and_birth(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert fact(a_known_client(*one), a_known_client(*other)) == "double_same"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Muster", "Mohamed"), ("Muster", "Muhammad")),
        (("Muster", "Yusuf"), ("Muster", "Youssef")),
        (("Al Hasan", "Ahmed"), ("Alhassan", "Ahmad")),
        (("Ahmad", "Muster"), ("Muster", "Ahmed")),
        (("Muster", "Fatima"), ("Muster", "Fatma")),
        (("Muster", "محمد"), ("Muster", "Mhmd")),
        (("Muster", "Evgenia"), ("Muster", "Yevheniia")),
        (("Hassan", "Mohamed"), ("حسن", "محمد")),
        (("Shevchenko", "Olena"), ("Шевченко", "Олена")),
        (("Hassan", "Mohamed Ali"), ("Ali Hassan", "Mohamed")),
        (("Abd al-Karim", "Ali"), ("Abdulkarim", "علي")),
    ],
)
def test_another_spelling_and_the_same_birth(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert fact(a_known_client(*one), a_known_client(*other)) == "double_similar_name"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Al-Khatib", "Ahmad"), ("Al-Khatib", "Ahmad Hussein")),
        (("Hassan", "Mohammed"), ("Hassan", "Mohamed Ali")),
        (("Tesfay", "Selam"), ("Tesfay Gebre", "Selam")),
        (("Коваленко", "Олена"), ("Kovalenko", "Olena Ivanivna")),
        (("Muster", "Samira"), ("Muster-Schmidt", "Samira")),
    ],
)
def test_one_paper_with_a_name_more_and_the_same_birth(one: tuple[str, str], other: tuple[str, str]) -> None:
    """Father's names and patronymics stand on one paper and not on the other."""
    assert fact(a_known_client(*one), a_known_client(*other)) == "double_further_name"
    vague = a_known_client(*other, date(BORN.year, 1, 1), YEAR)
    assert fact(a_known_client(*one), vague) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Muster", "Hasan"), ("Muster", "Hussein")),
        (("Muster", "Hasan Ali"), ("Muster", "Hussein Ali")),
        (("Muster", "Amin"), ("Muster", "Amina")),
        (("Muster", "Ali"), ("Muster", "Alia")),
        (("Muster", "Samira"), ("Muster", "Amira")),
        (("Muster", "Jan"), ("Muster", "Jana")),
        (("Muster", "Lina"), ("Muster", "")),
        (("Muster", "Karim"), ("Muster", "Kamil")),
        (("Muster", "🙂"), ("Beispiel", "🙂")),
        (("Muster", "Rawan"), ("Muster", "Ruan")),
    ],
)
def test_twins_stay_two(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert fact(a_known_client(*one), a_known_client(*other)) is None


def test_twins_of_two_sexes_are_not_asked_about() -> None:
    he, she = a_known_client("Muster", "Nur", sex=Sex.MALE), a_known_client("Muster", "Nur", sex=Sex.FEMALE)
    assert fact(he, she) is None
    assert fact(he, a_known_client("Muster", "Nur")) == "double_same"
    assert fact(he, a_known_client("Muster", "Nur", sex=Sex.NOT_STATED)) == "double_same"


@pytest.mark.parametrize(
    ("born", "found"),
    [
        (date(1987, 3, 5), "double_swapped_birth"),
        (date(1987, 5, 4), None),
        (date(1988, 5, 3), None),
        (date(1987, 3, 15), None),
    ],
)
def test_day_and_month_swapped(born: date, found: str | None) -> None:
    assert fact(a_known_client("Muster", "Samira"), a_known_client("Muster", "Samira", born)) == found
    assert fact(a_known_client("Muster", "Mohamed"), a_known_client("Muster", "Muhammad", born)) == found


@pytest.mark.parametrize(
    ("born", "precision", "uncertain", "found"),
    [
        (None, UNKNOWN, False, "double_vague_birth"),
        (date(1987, 1, 1), DAY, True, "double_vague_birth"),
        (date(1987, 1, 1), YEAR, False, "double_vague_birth"),
        (date(1987, 1, 1), UNKNOWN, False, "double_vague_birth"),
        (date(1987, 5, 1), MONTH, False, "double_vague_birth"),
        (date(1987, 6, 1), MONTH, False, None),
        (date(1986, 1, 1), YEAR, False, None),
        (date(1986, 1, 1), DAY, True, None),
    ],
)
def test_a_vague_birth_with_the_same_name(
    born: date | None, precision: BirthPrecision, uncertain: bool, found: str | None
) -> None:
    vague = a_known_client("Muster", "Samira", born, precision, uncertain=uncertain)
    assert fact(a_known_client("Muster", "Samira"), vague) == found
    spelled = a_known_client("Muster", "Ahmad", born, precision, uncertain=uncertain)
    assert fact(a_known_client("Muster", "Ahmed"), spelled) == (found and "double_vague_similar")
    ends = a_known_client("Muster", "Benn", born, precision, uncertain=uncertain)
    assert fact(a_known_client("Muster", "Ben"), ends) == (found and "double_vague_similar")
    assert fact(a_known_client("Muster", "Samir"), a_known_client("Muster", "Samar", born, precision)) is None


def test_only_the_same_name_sounds_the_same_and_every_other_stays_another() -> None:
    """Of the labelled pairs of names, with one family name and a birth that is known in part only."""
    alarms = [
        (typed, name)
        for typed, name in pairs(OTHER)
        if fact(a_known_client("Muster", typed), a_known_client("Muster", name, date(1987, 1, 1), YEAR))
    ]
    assert alarms == TAKEN_FOR_ANOTHER
    missed = [
        (typed, name)
        for typed, name in pairs(SAME)
        if not fact(a_known_client("Muster", typed), a_known_client("Muster", name))
    ]
    assert missed == []


def test_designations_are_compared_where_there_is_no_name() -> None:
    one = Client(designation="Herr mit Hut", birth_date=BORN, birth_precision=DAY)
    assert fact(one, one) == "double_same"
    assert fact(Client(), Client()) is None
    assert fact(one, Client()) is None


def test_doubles_are_named_with_their_case() -> None:
    others = [
        ("a", a_known_client("Muster", "Samira")),
        ("b", a_known_client("Muster", "Karim")),
        ("c", a_known_client("Muster", "Samira")),
    ]
    assert possible_doubles(a_known_client("Muster", "Samira"), others, spellings()) == (
        Double("a", Explanation("double_same")),
        Double("c", Explanation("double_same")),
    )
