"""A birth beside names: what is understood as one, and what stays a number (story 10, issue 3 point 2)."""

from __future__ import annotations

from datetime import date

import pytest

from intman_desktop.rules.typed_births import BesideNames, agrees_to_the_day, birth_beside_names
from intman_desktop.values.codes import BirthPrecision


@pytest.mark.parametrize(
    ("typed", "names", "beginnings"),
    [
        ("Huda 1987", "Huda", ("1987",)),
        ("1987 huda", "huda", ("1987",)),
        ("al hasan, 1987", "al hasan,", ("1987",)),
        ("Huda (1987)", "Huda ( )", ("1987",)),
        ("Huda *1987", "Huda *", ("1987",)),
        ("هدى ١٩٨٧", "هدى", ("1987",)),
        ("Huda 03.05.1987", "Huda", ("1987-05-03",)),
        ("Huda 3.5.1987 Musteri", "Huda   Musteri", ("1987-05-03",)),
        ("Huda 3. 5. 1987", "Huda", ("1987-05-03",)),
        ("Huda 3.5.87", "Huda", ("1987-05-03", "2087-05-03")),
        ("Huda 29.2.00", "Huda", ("2000-02-29",)),
        ("Huda 05.1987", "Huda", ("1987-05",)),
        ("Huda 2026", "Huda", ("2026",)),
        ("IM 2026", "IM", ("2026",)),
    ],
)
def test_a_year_a_month_or_a_day_beside_names_is_a_birth(
    typed: str, names: str, beginnings: tuple[str, ...]
) -> None:
    """The day first and with points, as everybody in the office writes it; a year alone has four digits."""
    assert birth_beside_names(typed) == BesideNames(names, beginnings)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "Huda",
        "1987",
        "03.05.1987",
        "Huda 198",
        "Huda 87",
        "Huda 5.87",
        "Huda 19870",
        "Huda 1899",
        "Huda 2100",
        "Huda 31.02.1987",
        "Huda 3.13.1987",
        "Huda 3.5.198",
        "Huda 3.5.",
        "IM-2026-0042",
        "Huda IM-2026-0042",
        "Huda 0152 1987 0034",
        "Haus 3 1987",
        "Huda1987",
        "!! 1987",
    ],
)
def test_everything_else_is_none(typed: str) -> None:
    """A birth alone is searched for by itself; what stands beside another number is part of it; and nobody
    is born on a day that does not exist."""
    assert birth_beside_names(typed) is None


@pytest.mark.parametrize(
    ("beginning", "precision", "agrees"),
    [
        ("1987-05-03", BirthPrecision.DAY, True),
        ("1987-05-04", BirthPrecision.DAY, False),
        ("1987-05", BirthPrecision.DAY, False),
        ("1987-05-03", BirthPrecision.MONTH, False),
        ("1987-05-03", BirthPrecision.YEAR, False),
        ("1987-05-03", BirthPrecision.UNKNOWN, False),
    ],
)
def test_a_day_is_said_only_where_it_was_typed_and_is_known(
    beginning: str, precision: BirthPrecision, agrees: bool
) -> None:
    """Of all else the year is said to agree."""
    assert agrees_to_the_day(beginning, date(1987, 5, 3), precision) is agrees


@pytest.mark.parametrize(
    "typed", ["hasan geb. 1987", "hasan geb 1987", "Hasan, geboren 1987", "hasan born 1987"]
)
def test_what_says_that_a_birth_follows_is_no_name(typed: str) -> None:
    found = birth_beside_names(typed)
    assert found is not None
    assert (found.names.casefold().strip(" ,"), found.beginnings) == ("hasan", ("1987",))
    to_the_day = birth_beside_names("hasan geb. am 3.5.1987")
    assert to_the_day is not None and to_the_day.beginnings == ("1987-05-03",)
    assert birth_beside_names("Gebhard 1987") == birth_beside_names("1987 Gebhard")


@pytest.mark.parametrize(
    ("typed", "names", "beginning"),
    [
        ("Born 1954", "Born", "1954"),
        ("born 2.3.1954", "born", "1954-03-02"),
        ("Max Born 1954", "Max", "1954"),
        ("Born, Max 1954", "Born, Max", "1954"),
        ("1954 Born", "Born", "1954"),
    ],
)
def test_who_is_called_born_is_asked_for_by_that_name_where_no_other_stands_beside_it(
    typed: str, names: str, beginning: str
) -> None:
    assert birth_beside_names(typed) == BesideNames(names, (beginning,))


@pytest.mark.parametrize(
    ("typed", "names", "beginning"),
    [
        ("Huda geb.: 3.5.1987", "Huda", "1987-05-03"),
        ("Huda born on 3.5.1987", "Huda", "1987-05-03"),
        ("Huda born in 1987", "Huda", "1987"),
        ("Huda geb. 3. Mai 1987", "Huda", "1987-05-03"),
        ("3. May 1987 Huda", "Huda", "1987-05-03"),
        ("Huda, 12 märz 1990", "Huda,", "1990-03-12"),
        ("Huda Mai 1987", "Huda Mai", "1987"),
        ("Mai 1987", "Mai", "1987"),
    ],
)
def test_a_birth_is_understood_as_it_is_written_and_mai_alone_is_a_name(
    typed: str, names: str, beginning: str
) -> None:
    assert birth_beside_names(typed) == BesideNames(names, (beginning,))
