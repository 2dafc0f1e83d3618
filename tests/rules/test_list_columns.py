"""I8, E1, E3, E5: which row of an old list names its columns, and what each of them is taken for."""

from __future__ import annotations

from datetime import date

import pytest

from intman_desktop.rules.list_columns import (
    body_of,
    column_names,
    field_named,
    find_header,
    header_fingerprint,
    seems_special,
    suggest,
)
from intman_desktop.values.lists import Cell, Header, Row, Sheet, Vocabulary
from intman_desktop.values.lists import ListField as F

TODAY = date(2026, 11, 20)
WORDS = Vocabulary({"syrien": "475"}, {"dari": "fa_AF"}, {"duldung": "D60a"})


def a_sheet(*rows: Row) -> Sheet:
    return Sheet("Blatt", rows, tuple(range(1, len(rows) + 1)))


BODY: Row = ("Hassan", "Ahmad", date(1990, 3, 15), "0711 5550101", "a@muster.example", "70000")


@pytest.mark.parametrize(
    ("sheet", "header", "names"),
    [
        (a_sheet(("Name", "Vorname"), ("Hassan", "Ahmad")), Header(0, 0), ("Name", "Vorname")),
        (
            a_sheet(("Liste 2026", "", ""), ("Name", "geb.", "Ort"), ("H", "1990", "Ulm")),
            Header(1, 1),
            ("Name", "geb.", "Ort"),
        ),
        (
            a_sheet(
                ("Person", "", "Einwilligung", ""),
                ("Name", "Vorname", "am", "Ablage"),
                ("H", "A", TODAY, "O"),
            ),
            Header(0, 1),
            ("Name", "Vorname", "Einwilligung am", "Ablage"),
        ),
        (
            a_sheet(("", "", "Ort"), ("Name", "Vorname", ""), ("H", "A", "Ulm")),
            Header(0, 1),
            ("Name", "Vorname", "Ort"),
        ),
        (a_sheet(("Wer", "Wo"), ("Hassan 1", "Ulm")), Header(0, 0), ("Wer", "Wo")),
        (a_sheet(("Hassan", date(1990, 3, 15)), ("Musa", TODAY)), Header(-1, -1), ("", "")),
        (a_sheet(("Name",), ("Hassan",)), Header(0, 0), ("Name",)),
        (a_sheet(("Name", ""), ("Hassan", "Ali"), ("Rezai", "Musa")), Header(0, 0), ("Name", "")),
        (a_sheet(("Name", ""), ("Hassan", "1990")), Header(0, 0), ("Name", "")),
        (a_sheet(("Klientinnen", ""), ("Wer", "Wo"), ("Hassan", "Weg 1")), Header(1, 1), ("Wer", "Wo")),
        (
            a_sheet(("Nr.", "Name", "Vorname"), ("Nr.", "Name", "Vorname"), ("1", "Muster", "Max")),
            Header(0, 1),
            ("Nr.", "Name", "Vorname"),
        ),
        (Sheet("leer", (), ()), Header(-1, -1), ()),
        (
            a_sheet(
                ("Hassan", "Ali", "15.03.1990"),
                ("Rezai", "Musa", "1.2.1991"),
                ("Sommer", "Nour", ""),
                ("Klein", "Ida", "17.05.1992"),
            ),
            Header(-1, -1),
            ("", "", ""),
        ),
        (
            a_sheet(("Stand", "1.5.2026", ""), ("Wer", "Wo", "Was"), ("Hassan 1", "Ulm", "x")),
            Header(1, 1),
            ("Wer", "Wo", "Was"),
        ),
    ],
)
def test_the_header_is_found(sheet: Sheet, header: Header, names: tuple[str, ...]) -> None:
    assert find_header(sheet) == header
    assert column_names(sheet, header) == names
    assert len(body_of(sheet, header)) == len(sheet.rows) - header.last - 1


def fields(sheet: Sheet, kept: tuple[str, ...] = ()) -> list[F | None]:
    return [each.field for each in suggest(sheet, find_header(sheet), WORDS, TODAY, kept)]


def test_columns_are_known_by_their_names() -> None:
    head: Row = ("Name", "Vorname", "Geb.-Datum", "Tel.", "E-Mail", "PLZ")
    expected = [F.FAMILY_NAME, F.GIVEN_NAME, F.BIRTH_DATE, F.PHONE, F.EMAIL, F.POSTAL_CODE]
    assert fields(a_sheet(head, BODY)) == expected


def test_columns_are_known_by_what_stands_in_them() -> None:
    row: Row = ("Ahmad Hassan", date(1990, 3, 15), "0711 5550101", "a@muster.example", "70000", "w", "Syrien")
    found = fields(a_sheet((*row, "Dari", "Duldung", ""), (*row, "Dari", "Duldung", "")))
    assert found == [
        F.FULL_NAME, F.BIRTH_DATE, F.PHONE, F.EMAIL, F.POSTAL_CODE, F.SEX, F.NATIONALITY, F.LANGUAGE,
        F.RESIDENCE_STATUS, None,
    ]  # fmt: skip


@pytest.mark.parametrize("cell", ["12.11.2025", "1.2.25", "2025-11-12", "12/11/2025", TODAY])
def test_a_column_of_days_is_no_telephone(cell: Cell) -> None:
    assert fields(a_sheet(("Name", "Vorname", "Schweigepflicht"), ("H", "A", cell)))[2] is None
    assert fields(a_sheet(("Name", "Vorname", "Erreichbar"), ("H", "A", "0711-55 50-101")))[2] is F.PHONE


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Erstgespraech", F.FIRST_TALK),
        ("Staatsangehoerigkeit", F.NATIONALITY),
        ("Zustaendig", F.WORKER),
        ("Betreuer", F.WORKER),
    ],
)
def test_umlauts_spelt_out_name_the_same_column(name: str, field: F) -> None:
    assert field_named(name) is field


@pytest.mark.parametrize("ticks", [("x", "x"), ("x", ""), ("X", "x")])
def test_k6_a_column_of_ticks_is_no_sex(ticks: tuple[str, str]) -> None:
    rows = (("Name", "Vorname", "Kita"), *(("Hassan", "Ali", tick) for tick in ticks))
    assert fields(a_sheet(*rows))[2] is None
    head = ("Name", "Vorname", "")
    assert fields(a_sheet(head, *rows[1:]))[2] is None
    assert fields(a_sheet(head, ("Hassan", "Ali", "m"), ("Rezai", "Musa", "w")))[2] is F.SEX


@pytest.mark.parametrize(
    ("name", "cell", "field"),
    [
        ("Kurs", "Dari", None),
        ("Geburtsland", "Syrien", None),
        ("Antrag", "Duldung", None),
        ("Nat.", "Syrien", F.NATIONALITY),
        ("Staatsang.", "Syrien", F.NATIONALITY),
        ("Spr", "Dari", F.LANGUAGE),
        ("", "Duldung", F.RESIDENCE_STATUS),
    ],
)
def test_k3_words_speak_for_a_column_only_where_its_name_says_little(
    name: str, cell: str, field: F | None
) -> None:
    assert fields(a_sheet(("Nachname", "Vorname", name), ("Hassan", "Ali", cell)))[2] is field


def test_no_field_is_given_twice_and_what_was_chosen_before_goes_first() -> None:
    sheet = a_sheet(("Telefon", "Handy", "Name"), ("0711 5550101", "0711 5550102", "Hassan"))
    assert fields(sheet) == [F.PHONE, None, F.FULL_NAME]
    assert fields(sheet, ("", "phone", "family_name")) == [None, F.PHONE, F.FAMILY_NAME]
    sheet = a_sheet(("Name", "Nachname", "Vorname"), ("H", "H", "A"))
    assert fields(sheet) == [None, F.FAMILY_NAME, F.GIVEN_NAME]


def test_e3_columns_of_a_special_kind_are_never_matched() -> None:
    assert seems_special("Schwerbehinderung %")
    assert seems_special("Diagnose (ICD)")
    assert not seems_special("Name")
    sheet = a_sheet(("Name", "Religion", "Krankheit am"), ("Hassan", "x", TODAY))
    assert fields(sheet) == [F.FULL_NAME, None, None]


@pytest.mark.parametrize(
    "name",
    [
        "Schweigepflichtentbindung",
        "Datenschutz",
        "DSGVO",
        "Datenschutz am",
        "Einwilligung Datenweitergabe",
        "Einwilligung und Schweigepflicht",
        "Einwilligung E-Mail-Kontakt",
        "Ablage Schweigepflichtentbindung",
        "Einwilligung Jobcenter",
        "Einwilligung Ausländerbehörde",
        "Einwilligung Dolmetscher",
        "Einwilligung Sprachmittlung",
        "Einwilligung Umzug",
        "Einverständnis Schule",
    ],
)
def test_e1_e5_no_other_declaration_is_proposed_as_the_basic_consent(name: str) -> None:
    sheet = a_sheet(("Nachname", "Vorname", name), ("Hassan", "Ahmad", TODAY))
    assert fields(sheet) == [F.FAMILY_NAME, F.GIVEN_NAME, None]


@pytest.mark.parametrize(
    "name",
    ["Einwilligung", "Einwilligung vom", "Einwilligung (DSGVO)", "EWE", "Einwilligung unterschrieben am"],
)
def test_the_basic_consent_is_proposed_by_its_own_names(name: str) -> None:
    sheet = a_sheet(("Nachname", "Vorname", name), ("Hassan", "Ahmad", TODAY))
    assert fields(sheet)[2] is F.CONSENT_ON


@pytest.mark.parametrize(
    "name",
    [
        "Beginn Sprachkurs",
        "Beginn Ausbildung",
        "Beginn Leistungsbezug",
        "Aufnahme Arbeit",
        "Erstkontakt JC",
        "Titel bis",
        "Aufenthaltstitel gültig bis",
        "Status der Beratung",
        "Status Kurs",
        "Geburtsdatum Kind",
        "Land der Ausbildung",
    ],
)
@pytest.mark.parametrize("cell", [date(2024, 9, 1), "beendet 31.01.2025", "läuft, B1 bis 24.03.2027"])
def test_c1_k3_the_beginning_or_the_end_of_something_else_is_not_proposed(name: str, cell: Cell) -> None:
    sheet = a_sheet(("Nachname", "Vorname", name), ("Hassan", "Ahmad", cell))
    assert fields(sheet) == [F.FAMILY_NAME, F.GIVEN_NAME, None]


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Beginn der Beratung", F.FIRST_TALK),
        ("Datum Erstgespräch", F.FIRST_TALK),
        ("Aufenthaltsstatus (aktuell)", F.RESIDENCE_STATUS),
        ("Ablage der Einwilligung", F.FILING_PLACE),
        ("Einreise nach Deutschland am", F.DATE_OF_ENTRY),
        ("Einreise Deutschland am", F.DATE_OF_ENTRY),
    ],
)
def test_words_that_change_nothing_may_stand_beside(name: str, field: F | None) -> None:
    assert fields(a_sheet(("Nachname", "Vorname", name), ("Hassan", "Ahmad", "")))[2] is field


@pytest.mark.parametrize(
    "names",
    [
        ("Tag", "Monat", "Jahr"),
        ("Geburtstag", "Geburtsmonat", "Geburtsjahr"),
        ("Geburtsdatum Tag", "Monat", "Jahr"),
        ("Day", "Month", "Year"),
    ],
)
def test_i8_a_birth_spread_over_three_columns_is_known(names: tuple[str, str, str]) -> None:
    sheet = a_sheet(("Name", "Vorname", *names, "Notiz"), ("Hassan", "Ahmad", 15, 3, 1990, "1.1.1980"))
    assert fields(sheet)[2:] == [F.BIRTH_DAY, F.BIRTH_MONTH, F.BIRTH_YEAR, None]


def test_another_date_spread_over_three_columns_is_no_birth() -> None:
    sheet = a_sheet(("Name", "Vorname", "Geb.", "Tag", "Monat", "Jahr"), ("H", "A", "1.2.1990", 15, 3, 2024))
    assert fields(sheet) == [F.FAMILY_NAME, F.GIVEN_NAME, F.BIRTH_DATE, None, None, None]
    sheet = a_sheet(("Name", "Vorname", "Aufnahme Tag", "Monat", "Jahr"), ("H", "A", 15, 3, 2024))
    assert F.BIRTH_DAY not in fields(sheet)


def test_longer_names_of_columns_are_read_by_their_words() -> None:
    assert field_named("Klient*in") is F.FULL_NAME
    assert field_named("") is None
    assert field_named("x" * 41) is None
    sheet = a_sheet(
        ("Nachname", "Vorname", "Telefon privat (neu)", "Zahl der Kinder", "y" * 60),
        ("H", "A", "1", "2020", ""),
    )
    assert fields(sheet)[2:] == [F.PHONE, None, None]


def test_numbers_that_may_count_anything_are_no_births() -> None:
    sheet = a_sheet(("Wer", "Was", "Wo"), ("ein", 1985, ""), ("zwei", 1986, "bald"))
    assert fields(sheet) == [None, None, None]
    codes_of_towns: tuple[Row, ...] = (("Wer", "Code"), ("ein", 70173), ("zwei", "71032"))
    assert fields(a_sheet(*codes_of_towns)) == [None, F.POSTAL_CODE]
    assert (
        header_fingerprint(("Name", "Ort"))
        == header_fingerprint(("NAME", "ort"))
        != header_fingerprint(("Ort",))
    )
