"""I8, P2, E2, E5: the rows of old lists, understood as far as they speak and no further."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from intman_desktop.rules.double_index import DoubleIndex
from intman_desktop.rules.list_cells import (
    is_blank,
    language_of,
    nationality_of,
    parts_of,
    phone_of,
    section_of,
    split_name,
    status_of,
    text_of,
    title_of,
)
from intman_desktop.rules.list_rows import hindrance, understand
from intman_desktop.values.case_file import Answer, Client
from intman_desktop.values.codes import BirthPrecision, ConsentScope, Sex
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.lists import Cell, PaperConsent, Vocabulary
from intman_desktop.values.lists import ListField as F
from intman_desktop.word_lists import spellings

TODAY = date(2026, 11, 20)
DAY = BirthPrecision.DAY
STATES = {"syrien": "475", "sy": "475", "af": "423", "tr": "163", "ua": "166", "ir": "439", "in": "436"}
WORDS = Vocabulary(
    STATES,
    {"arabisch": "ar", "dari": "fa_AF"},
    {"duldung": "D60a", "24": "AE24", "25 3": "AE25-3", "104c": "AE104c"},
    {"erika beispiel": "EB", "eb": "EB"},
    "TB",
)
PAPER = PaperConsent(date(2026, 1, 12), "Ordner 1")


@pytest.mark.parametrize(
    ("text", "family", "given", "guessed"),
    [
        ("Hassan, Ahmad", "Hassan", "Ahmad", False),
        ("HASSAN Ahmad", "HASSAN", "Ahmad", False),
        ("Ahmad Al Hassan", "Al Hassan", "Ahmad", True),
        ("Maria de la Cruz", "de la Cruz", "Maria", True),
        ("Herr Ali Reza Moradi", "Moradi", "Ali Reza", True),
        ("Frau O'Brien", "O'Brien", "", False),
        ("Null", "Null", "", False),
        ("Al Hassan", "Hassan", "Al", True),
        ("ALI MORADI", "MORADI", "ALI", True),
    ],
)
def test_a_name_in_one_cell_is_divided(text: str, family: str, given: str, guessed: bool) -> None:
    assert split_name(text) == (family, given, guessed)


def test_titles_tell_the_sex() -> None:
    assert title_of("Frau Muster") is Sex.FEMALE
    assert title_of("Hr. Muster") is None
    assert title_of("Familie Muster") is None
    assert title_of("Muster") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Syrien", "475"),
        ("SY", "475"),
        ("syrisch", "475"),
        ("Syrerin", "475"),
        ("afghanisch", "423"),
        ("Afghanin", "423"),
        ("Türkei", "163"),
        ("ukrainisch", "166"),
        ("indisch", "436"),
        ("Indonesien", ""),
        ("staatenlos", "997"),
        ("Atlantis", ""),
        ("x", ""),
    ],
)
def test_states_by_name_code_and_people(text: str, code: str) -> None:
    assert nationality_of(text, STATES) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Duldung", "D60a"),
        ("geduldet", "D60a"),
        ("§ 24 AufenthG", "AE24"),
        ("AE 25 III", "AE25-3"),
        ("§25 (3)", "AE25-3"),
        ("§ 104c Abs. 1", "AE104c"),
        ("§ 25 Abs. 2", ""),
        ("blau", ""),
    ],
)
def test_statuses_by_name_paragraph_and_custom(text: str, code: str) -> None:
    assert status_of(text, WORDS.residence_statuses) == code


def test_words_around_codes() -> None:
    assert language_of("Dari/Farsi", WORDS.languages) == "fa_AF"
    assert language_of("Farsi", WORDS.languages) == "fa"
    assert language_of("Klingonisch", WORDS.languages) == ""
    assert parts_of("Syrien / Türkei") == ("Syrien", "Türkei")
    assert section_of("ohne Zahl") == ""
    assert [is_blank(cell) for cell in ("", "-", "k. A.", "unbekannt", "Null", "x", TODAY)] == [
        True, True, True, True, True, False, False,
    ]  # fmt: skip
    assert text_of(TODAY) == "20.11.2026"


@pytest.mark.parametrize(
    ("day", "month", "year", "born", "precision"),
    [
        (15, 3, 1990, date(1990, 3, 15), DAY),
        ("15.", "März", "1990", date(1990, 3, 15), DAY),
        ("", 3, 1990, date(1990, 3, 1), BirthPrecision.MONTH),
        ("", "", 1990, date(1990, 1, 1), BirthPrecision.YEAR),
        ("", "", "", None, BirthPrecision.UNKNOWN),
    ],
)
def test_i8_a_birth_in_three_cells_is_one(
    day: Cell, month: Cell, year: Cell, born: date | None, precision: BirthPrecision
) -> None:
    cells: dict[F, Cell] = {F.FAMILY_NAME: "H", F.BIRTH_DAY: day, F.BIRTH_MONTH: month, F.BIRTH_YEAR: year}
    person = understand(7, cells, WORDS, TODAY)
    assert not person.faulty
    assert (person.client.birth_date, person.client.birth_precision) == (born, precision)


@pytest.mark.parametrize(
    ("day", "month", "year", "code"),
    [
        (15, 3, "", "year_missing"),
        (15, "", 1990, "no_such_day"),
        (15, 3, 5, "not_a_date"),
        (31, 6, 1990, "no_such_day"),
    ],
)
def test_i8_what_three_cells_do_not_say_is_a_fault(day: Cell, month: Cell, year: Cell, code: str) -> None:
    cells: dict[F, Cell] = {F.FAMILY_NAME: "H", F.BIRTH_DAY: day, F.BIRTH_MONTH: month, F.BIRTH_YEAR: year}
    person = understand(7, cells, WORDS, TODAY)
    assert [(each.field, each.fact.code) for each in person.facts if each.fault] == [(F.BIRTH_DAY, code)]


def a_row(cells: dict[F, Cell], paper: PaperConsent | None = None, **more: Any) -> Any:
    return understand(
        7, {F.FAMILY_NAME: "Hassan", F.BIRTH_DATE: "15.3.1990", **cells}, WORDS, TODAY, paper, **more
    )


def codes(person: Any) -> dict[str, bool]:
    return {each.fact.code: each.fault for each in person.facts}


def test_p2_a_whole_row_is_a_person_with_consent() -> None:
    person = a_row(
        {
            F.GIVEN_NAME: "Ahmad",
            F.SEX: "m",
            F.NATIONALITY: "Syrien/Türkei",
            F.LANGUAGE: "Arabisch",
            F.PHONE: "0711 5550101",
            F.EMAIL: "a@muster.example",
            F.STREET: "Weg  1",
            F.POSTAL_CODE: 1067,
            F.TOWN: "Dresden",
            F.RESIDENCE_STATUS: "§ 24",
            F.DATE_OF_ENTRY: "1.2.2023",
            F.FURTHER_NEEDS: "Kita",
            F.FIRST_TALK: "12.1.2026",
            F.PLAN_BEGUN: "1.3.2026",
            F.WORKER: "Erika Beispiel",
        },
        PaperConsent(date(2026, 1, 12), "Ordner 1", contact=True),
        told=True,
    )
    assert person.client == Client(
        "Hassan", "Ahmad", birth_date=date(1990, 3, 15), birth_precision=DAY, sex=Sex.MALE, nationality="475",
        second_nationality="163", language="ar", phone="0711 5550101", email="a@muster.example",
        street="Weg 1", postal_code="01067", town="Dresden",
    )  # fmt: skip
    assert person.answers == (
        Answer("residence_status", "AE24"),
        Answer("date_of_entry", "2023-02-01"),
        Answer("further_needs", "Kita"),
    )
    assert (person.first_talk, person.plan_begun) == (date(2026, 1, 12), date(2026, 3, 1))
    assert person.worker == "EB"
    assert person.consent.filing_place == "Ordner 1"
    assert person.contact.scope is ConsentScope.CONTACT
    assert person.facts == ()
    assert hindrance(person) is None


@pytest.mark.parametrize(
    ("cells", "code", "fault"),
    [
        ({F.FAMILY_NAME: ""}, "name_missing", True),
        ({F.FAMILY_NAME: "x" * 301}, "name_too_long", True),
        ({F.BIRTH_DATE: ""}, "list_birth_missing", False),
        ({F.BIRTH_DATE: "1.1.1990"}, "list_birth_uncertain", False),
        ({F.BIRTH_DATE: "31.6.1990"}, "no_such_day", True),
        ({F.BIRTH_DATE: "15.3.2015"}, "list_minor", True),
        ({F.SEX: "?!x"}, "", False),
        ({F.SEX: "unklar"}, "list_word_unknown", False),
        ({F.NATIONALITY: "Atlantis"}, "list_word_unknown", False),
        ({F.NATIONALITY: "Syrien und Atlantis"}, "list_word_unknown", False),
        ({F.LANGUAGE: "Klingonisch"}, "list_word_unknown", False),
        ({F.RESIDENCE_STATUS: "blau"}, "list_word_unknown", False),
        ({F.DATE_OF_ENTRY: "bald"}, "not_a_date", True),
        ({F.FIRST_TALK: "1.1.2027"}, "list_day_in_future", True),
        ({F.FIRST_TALK: 45000}, "list_number_as_day", False),
        ({F.FIRST_TALK: 10324}, "number_unclear", True),
        ({F.CONSENT_ON: 20325, F.FILING_PLACE: "O"}, "number_unclear", True),
        ({F.BIRTH_DATE: 32947}, "list_number_as_day", False),
        ({F.BIRTH_DATE: 10190}, "number_unclear", True),
        ({F.FIRST_TALK: "1.5."}, "year_not_written", True),
        ({F.FIRST_TALK: "1. Mai"}, "year_not_written", True),
        ({F.FIRST_TALK: "mo"}, "year_not_written", True),
        ({F.FIRST_TALK: "gestern"}, "year_not_written", True),
        ({F.EARLIER_SINCE: "1.5."}, "year_not_written", True),
        ({F.PLAN_BEGUN: "heute"}, "year_not_written", True),
        ({F.DATE_OF_ENTRY: "1.5."}, "year_not_written", True),
        ({F.CONSENT_ON: "ja, 12.11.", F.FILING_PLACE: "O"}, "year_not_written", True),
        ({F.CONSENT_ON: "gestern", F.FILING_PLACE: "O"}, "list_consent_without_day", False),
        ({F.BIRTH_DATE: "1.5."}, "year_missing", True),
        ({F.BIRTH_DATE: "gestern"}, "not_a_date", True),
        ({F.FIRST_TALK: "1.1.2020"}, "start_over_longest", False),
        ({F.PHONE: 7115550101}, "list_zero_lost", False),
        ({F.EMAIL: "a@muster.example"}, "list_email_closed", False),
        ({F.EMAIL: "keine"}, "list_no_email", False),
        ({F.WORKER: "Jemand"}, "list_worker_unknown", False),
        ({F.CONSENT_ON: "ja"}, "list_consent_without_day", False),
        ({F.CONSENT_ON: "1.2.2026"}, "consent_filing_place_missing", False),
        ({F.CONSENT_ON: "1.2.2026", F.FILING_PLACE: "O"}, "list_withdrawal_unconfirmed", False),
        ({F.CONSENT_ON: "1.2.2027", F.FILING_PLACE: "O"}, "list_day_in_future", True),
    ],
)
def test_everything_that_is_to_be_said_of_a_row(cells: dict[F, Cell], code: str, fault: bool) -> None:
    person = a_row(cells)
    assert not code or codes(person)[code] is fault
    why = hindrance(person)
    assert why is not None
    unconfirmed = code == "list_withdrawal_unconfirmed"
    out = "list_consent_unconfirmed" if unconfirmed else "list_without_consent"
    assert why.code == ("list_row_faulty" if fault else out)


@pytest.mark.parametrize(
    ("number", "phone", "code"),
    [
        (7115550101, "07115550101", "list_zero_lost"),
        (70315550, "070315550", "list_zero_lost"),
        (15155550101, "015155550101", "list_zero_lost"),
        (1715555010, "01715555010", "list_zero_lost"),
        (49711123456, "+49711123456", "list_plus_lost"),
        (4915155550101, "+4915155550101", "list_plus_lost"),
        (380671234567, "+380671234567", "list_plus_lost"),
        (963944123456, "+963944123456", "list_plus_lost"),
        (93701234567, "93701234567", "list_phone_unclear"),
        (2917123456, "2917123456", "list_phone_unclear"),
        (4971112345, "4971112345", "list_phone_unclear"),
        (123456, "123456", "list_phone_unclear"),
    ],
)
def test_a_phone_number_gets_back_what_the_spreadsheet_took_where_that_is_certain(
    number: int, phone: str, code: str
) -> None:
    assert phone_of(number) == (phone, Explanation(code))
    person = a_row({F.PHONE: number})
    assert person.client.phone == phone
    assert code in codes(person)


@pytest.mark.parametrize(
    "cells", [{}, {F.LANGUAGE: ""}, {F.LANGUAGE: "unbekannt"}, {F.LANGUAGE: "Klingonisch"}]
)
def test_nobody_speaks_german_because_a_list_names_no_language(cells: dict[F, Cell]) -> None:
    assert a_row(cells).client.language == ""


@pytest.mark.parametrize("text", ["Deutsch, Dari", "Dari und Arabisch", "Arabisch, etwas Deutsch"])
def test_of_several_languages_none_is_taken_and_that_is_said(text: str) -> None:
    person = a_row({F.LANGUAGE: text})
    assert person.client.language == ""
    assert codes(person)["list_languages_several"] is False
    assert a_row({F.LANGUAGE: "Dari / Dari"}).client.language == "fa_AF"


@pytest.mark.parametrize(
    "cells",
    [
        {F.FULL_NAME: "GU Musterstraße 5", F.BIRTH_DATE: "", F.PHONE: ""},
        {F.FAMILY_NAME: "Gesamt: 2 Personen", F.GIVEN_NAME: ""},
        {F.FAMILY_NAME: "Summe", F.GIVEN_NAME: "12", F.PHONE: 3},
    ],
)
def test_p2_a_heading_or_a_sum_is_no_person_until_somebody_says_so(cells: dict[F, Cell]) -> None:
    person = understand(7, cells, WORDS, TODAY, PAPER, told=True)
    assert codes(person)["list_lone_cell"] is True
    mended = {**cells, F.BIRTH_DATE: "15.3.1990"}
    assert "list_lone_cell" not in codes(understand(7, mended, WORDS, TODAY, PAPER, told=True))


def test_e5_no_consent_is_presumed() -> None:
    listed: dict[F, Cell] = {F.CONSENT_ON: "1.2.2026", F.FILING_PLACE: "Ordner 2"}
    assert a_row(listed).consent is None
    assert a_row(listed, told=True).consent.decided_on == date(2026, 2, 1)
    assert a_row({}, PAPER).consent is None
    assert a_row(listed, PAPER, told=True).consent.decided_on == date(2026, 1, 12)
    only_place = PaperConsent(None, "Ordner 3")
    assert a_row(listed, only_place, told=True).consent.filing_place == "Ordner 3"
    assert a_row({}, only_place, told=True).consent is None


@pytest.mark.parametrize(
    ("merged", "paper", "told"),
    [
        ({F.CONSENT_ON, F.FILING_PLACE}, None, [F.CONSENT_ON, F.FILING_PLACE]),
        ({F.CONSENT_ON}, None, [F.CONSENT_ON]),
        ({F.FILING_PLACE, F.TOWN}, None, [F.FILING_PLACE]),
        ({F.CONSENT_ON, F.FILING_PLACE}, PAPER, []),
    ],
)
def test_e5_what_another_person_signed_is_no_consent_of_this_one(
    merged: set[F], paper: PaperConsent | None, told: list[F]
) -> None:
    listed: dict[F, Cell] = {F.CONSENT_ON: "1.2.2026", F.FILING_PLACE: "Ordner 2", F.TOWN: "Ulm"}
    person = a_row(listed, paper, told=True, merged=merged)
    assert [(each.field, each.fact.code) for each in person.facts] == [
        (field, "list_paper_of_another") for field in told
    ]
    assert (person.consent is None) is bool(told)
    assert [field for field in listed if not person.shown[field]] == [
        each for each in listed if each in merged - {F.TOWN}
    ]
    assert person.client.town == "Ulm"


@pytest.mark.parametrize(
    "cell", ["nein", "Nein!", "verweigert", "widerrufen 3.4.2024", "noch nicht", "nein, am 3.4.2024", "n", 0]
)
def test_e5_a_cell_that_says_no_is_a_fault_that_no_mark_heals(cell: Cell) -> None:
    for paper in (None, PAPER):
        person = a_row({F.CONSENT_ON: cell, F.FILING_PLACE: "Ordner 1"}, paper, told=True)
        assert codes(person)["list_consent_refused"] is True
        assert (person.consent, person.contact, person.faulty) == (None, None, True)


def test_e5_a_mark_says_what_of_the_row_it_goes_before() -> None:
    listed: dict[F, Cell] = {F.CONSENT_ON: date(2024, 5, 2), F.FILING_PLACE: "Ordner A"}
    assert [(each.field, each.fact.code) for each in a_row(listed, PAPER, told=True).facts] == [
        (F.CONSENT_ON, "list_mark_instead"),
        (F.FILING_PLACE, "list_mark_instead"),
    ]
    same: dict[F, Cell] = {F.CONSENT_ON: "12.01.2026", F.FILING_PLACE: "Ordner 1"}
    assert a_row(same, PAPER, told=True).facts == ()


def test_a_need_keeps_its_lines_and_a_name_has_one() -> None:
    person = a_row({F.FURTHER_NEEDS: "Kita\n\nWohnung", F.GIVEN_NAME: "Ahmad\nAli", F.STREET: "Weg\n1"})
    assert person.answers == (Answer("further_needs", "Kita\n\nWohnung"),)
    assert (person.client.given_name, person.client.street) == ("Ahmad Ali", "Weg 1")


def test_an_empty_merged_cell_tells_nothing() -> None:
    assert a_row({F.CONSENT_ON: "-"}, told=True, merged={F.CONSENT_ON}).facts == ()


def test_p1_what_lies_before_the_consent_is_told() -> None:
    person = a_row({F.FIRST_TALK: "1.1.2026"}, PAPER, told=True)
    assert codes(person) == {"list_talk_before_consent": False}
    minor = a_row({F.BIRTH_DATE: "15.3.2008"}, PaperConsent(date(2026, 1, 12), "O"), told=True)
    assert codes(minor) == {"consent_representative_missing": True}


def test_a_name_in_one_column_and_an_earlier_office() -> None:
    person = understand(1, {F.FULL_NAME: "Frau Samira Muster", F.EARLIER_OFFICE: "Ulm"}, WORDS, TODAY)
    assert (person.client.family_name, person.client.given_name) == ("Muster", "Samira")
    assert person.client.sex is Sex.FEMALE
    assert person.earlier[0].office == "Ulm"
    assert person.worker == "TB"
    assert "list_name_split" in codes(person)
    since = a_row({F.EARLIER_SINCE: "1.5.2024"})
    assert since.earlier[0].since == date(2024, 5, 1)


def test_doubles_are_looked_for_among_those_that_can_be_one() -> None:
    index = DoubleIndex(
        spellings(),
        [
            ("1", Client("Muster", "Muhamed", birth_date=date(1990, 5, 3), birth_precision=DAY)),
            ("2", Client("Muster", "Anna")),
        ],
    )
    index.add("3", Client("Beispiel", "Bo", birth_date=date(1990, 3, 5), birth_precision=DAY))
    same = Client("Mohammed", "Muster", birth_date=date(1990, 5, 3), birth_precision=DAY)
    turned = Client("Muster", "Muhamed", birth_date=date(1990, 3, 5), birth_precision=DAY)
    assert [(each.key, each.fact.code) for each in index.of(same)] == [("1", "double_similar_name")]
    assert [(each.key, each.fact.code) for each in index.of(turned)] == [("1", "double_swapped_birth")]
    assert [each.fact.code for each in index.of(Client("Anna", "Muster"))] == ["double_vague_birth"]
    assert index.of(Client("Niemand")) == ()


def test_a_comma_leaves_no_doubt_about_a_name() -> None:
    person = understand(1, {F.FULL_NAME: "Muster, Samira", F.BIRTH_DATE: "15.3.1990"}, WORDS, TODAY)
    assert (person.client.family_name, person.client.given_name) == ("Muster", "Samira")
    assert person.facts == ()
