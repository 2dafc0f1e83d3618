"""What is found by what: words, sounds, other scripts, numbers, notes (story 10)."""

from __future__ import annotations

import unicodedata
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intman_desktop.rules import finding
from intman_desktop.rules.folding import fold_word
from intman_desktop.rules.sounding import MOST_BONES, MOST_KEYS, bone_keys, sound_keys
from intman_desktop.rules.transliteration import arabic_bones, in_latin, is_arabic
from intman_desktop.values.case_file import Client
from intman_desktop.values.codes import BirthPrecision
from intman_desktop.word_lists import spellings


def found(typed: str, client: Client) -> bool:
    """Search as the store does: of some reading every word begins a name or has its sound."""
    names, sounds = finding.index_names(client).split(), finding.index_sounds(client, spellings()).split()
    return any(all(_hits(word, names, sounds) for word in reading) for reading in finding.typed_words(typed))


def _hits(word: str, names: list[str], sounds: list[str]) -> bool:
    plain = fold_word(word)
    if any(name.startswith(plain) for name in names):
        return True
    return any(
        sound == form.text if form.whole else sound.startswith(form.text)
        for form in finding.sound_forms(word, spellings())
        for sound in sounds
    )


MOHAMMED = Client("Al Hasan", "Mohammed")
DOUBLE_NAME = Client("Müller-Schmidt", "Jürgen", "der Maler")


@pytest.mark.parametrize(
    ("typed", "client"),
    [
        ("muhamed alhassan", MOHAMMED),
        ("alhassan muhamed", MOHAMMED),
        ("al hassan", MOHAMMED),
        ("al-hasan", MOHAMMED),
        ("moh", MOHAMMED),
        ("محمد الحسن", MOHAMMED),
        ("mueller", DOUBLE_NAME),
        ("muller", DOUBLE_NAME),
        ("mullerschmidt", DOUBLE_NAME),
        ("juergen schm", DOUBLE_NAME),
        ("maler", DOUBLE_NAME),
        ("abd al karim", Client("Abdulkarim")),
        ("abdulkarim", Client("Abd al Karim")),
        ("yevh", Client("Шевченко", "Євгенія")),
        ("євген", Client("Шевченко", "Євгенія")),
        ("obrien", Client("O’Brien")),
        ("brien", Client("O’Brien")),
        ("çelik", Client("O'Çelik-Đặng")),
        ("muhamed alhassan", Client("Hassan", "Mohammed Al")),
        ("alhasan", Client("Mohammed Al", "Hassan")),
        ("abdelrahman omar", Client("Rahman", "Omar Abd al")),
        ("mohammed abd al rahman", Client("Abdulrahman", "Mohammed")),
        ("abd al-rahman mohammed", Client("Abdulrahman", "Mohammed")),
        ("nour al din abdul karim", Client("Abdulkarim", "Nour Aldin")),
        ("ali zada gul ahmad", Client("Alizada", "Gulahmad")),
        ("fatima zahra abd el kader", Client("Abdelkader", "Fatima Zahra")),
        ("gebre medhin haile selassie", Client("Gebremedhin", "Haileselassie")),
    ],
)
def test_a_client_is_found_by_any_spelling_in_any_order(typed: str, client: Client) -> None:
    assert found(typed, client)


def test_what_is_too_short_behind_an_apostrophe_is_no_name_of_its_own() -> None:
    assert not found("id", Client("Sa’id"))


@pytest.mark.parametrize("typed", ["karim", "muhamed karim", "asan", "كريم", "mahmoud", "hussein", "", "!!"])
def test_a_client_is_not_found_by_another_name(typed: str) -> None:
    assert not found(typed, MOHAMMED)


LETTERS = st.characters(categories=["Lu", "Ll", "Lo"], max_codepoint=0x13FF)
PARTS = st.lists(st.text(LETTERS, min_size=1, max_size=9), min_size=1, max_size=3)


@given(parts=PARTS, joint=st.sampled_from([" ", "-", "  "]))
def test_any_name_is_found_by_its_parts_in_any_order_composed_or_not(parts: list[str], joint: str) -> None:
    client = Client(joint.join(parts), "")
    if not fold_word(client.family_name):
        return
    for order in permutations(parts):
        for form in ("NFC", "NFD"):
            assert found(unicodedata.normalize(form, " ".join(order)), client)


CYRILLIC = st.text(st.sampled_from("абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэё"), min_size=3, max_size=9)
ETHIOPIC = st.text(st.sampled_from([chr(code) for code in range(0x1208, 0x1240)]), min_size=2, max_size=6)


@given(name=CYRILLIC | ETHIOPIC)
def test_any_name_of_another_script_is_found_by_its_letters_in_latin_and_back(name: str) -> None:
    doubts = {"G": "g", "K": "kh", "I": "", "F": "e", "W": "e"}
    latin = "".join(doubts.get(letter, letter) for letter in in_latin(name))
    if latin:
        assert set(sound_keys(latin)) & set(sound_keys(name)) or found(latin, Client(name))


@given(word=st.text(max_size=30))
def test_no_word_has_more_keys_than_the_index_bears(word: str) -> None:
    assert len(sound_keys(word)) <= MOST_KEYS
    assert len(bone_keys(word)) <= MOST_BONES
    assert not any(
        letter.isupper()
        for key in (*sound_keys(word), *bone_keys(word))
        for letter in key
        if letter.isascii()
    )


@pytest.mark.parametrize(
    ("arabic", "bones"),
    [
        ("محمد", "mhmd"),
        ("محمود", "mhmud"),
        ("مُحَمَّد", "mhmd"),
        ("وليد", "ulid"),
        ("نوال", "nual"),
        ("يوسف", "iusf"),
        ("مايا", "maia"),
        ("علي", "3li"),
        ("فاطمه", "fatmA"),
        ("ليلى", "lila"),
        ("عبدالله", "3bdala"),
        ("رضا", "rDa"),
        ("ټول", "tul"),
    ],
)
def test_the_arabic_script_gives_consonants_and_long_vowels(arabic: str, bones: str) -> None:
    assert is_arabic(arabic)
    assert arabic_bones(arabic) == bones


def test_what_a_letter_alone_does_not_say_stays_open() -> None:
    assert in_latin("Hassan") == "Hassan"
    assert in_latin("гох") == "GoK"
    assert in_latin("ፍጹም") == "fItsum"
    assert set(bone_keys("رضا")) == {"rda", "rza"}
    assert "a" in bone_keys("a")
    assert bone_keys("صلاح") == ("sla",)


def test_known_names_have_one_spelling_that_stands_for_all() -> None:
    name_of = spellings().name_of
    assert name_of("xhevdet") == name_of("cevdet") == "cevdet"
    assert name_of("unbekannt") == ""
    assert name_of("اسحاق") == name_of("ishaq") == "ishaq"


@pytest.mark.parametrize(
    ("typed", "phone", "hit"),
    [
        ("0711 998", "+49 711 998877", True),
        ("+49711998", "0711/998877", True),
        ("0049 (0)711 99", "0711 998877", True),
        ("+49 (0)711 998", "0711-998877", True),
        ("998877", "0711 998877", True),
        ("٠٧١١", "0711 998877", True),
        ("00380 50", "+380 50 1234567", True),
        ("4917699887766", "0176 99887766", True),
        ("49 711 998877", "0711-998877", True),
        ("0176", "+49 176 12345678", True),
        ("0049 176", "+49 176 12345678", True),
        ("017", "+49 176 12345678", True),
        ("+49 711", "0711/98765-43", True),
        ("+49 711", "0049 711 98765", True),
        ("0176", "0711 817699", False),
        ("00380", "0380 1234567", False),
        ("4917", "0176 99887766", False),
        ("0712", "0711 998877", False),
        ("050", "0711 500", False),
        ("7", "0711 998877", False),
        ("IM-07", "0711 998877", False),
        ("0711", "", False),
    ],
)
def test_any_part_of_a_phone_is_found_with_and_without_its_country(typed: str, phone: str, hit: bool) -> None:
    endings = finding.index_phone(phone).split()
    assert hit == any(each.startswith(digits) for digits in finding.typed_phone(typed) for each in endings)


@pytest.mark.parametrize(
    "said",
    [
        "Tel. ",
        "tel: ",
        "Telefon ",
        "Mobil: ",
        "handy ",
        "Telefonnummer ",
        "Tel.-Nr. ",
        "Tel.Nr.: ",
        "Telefon-Nr. ",
        "Fon ",
        "mobile ",
        "Mobilnr. ",
        "Handynummer: ",
        "phone number ",
    ],
)
def test_a_phone_number_is_found_with_the_word_before_it(said: str) -> None:
    assert finding.typed_digits(f"{said}0176 99887766") == "017699887766"
    assert finding.typed_phone(f"{said}+49 176 99887766") == finding.typed_phone("+49 176 99887766")
    assert finding.typed_digits(f"{said}Musterfrau") == ""
    assert finding.typed_words(f"Huda {said}0176 99887766") == (("huda", "0176", "99887766"),)


def test_what_may_say_that_a_phone_number_follows_stays_a_word_where_none_does() -> None:
    """There are people called Fon: with a year behind it the name is one, and the year a birth."""
    assert finding.typed_words("Fon 1987") == (("fon", "1987"),)
    assert finding.typed_words("Telefonat 3") == (("telefonat", "3"),)


def test_any_part_of_a_case_number_is_found() -> None:
    words = finding.index_number("IM-2026-0042").split()
    for typed in ("im", "im2026", "im20260042", "2026", "0042", "20260042", "42", "60042"):
        assert any(word.startswith(typed) for word in words), typed
    assert not any(word.startswith("999") for word in words)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("12.03.1990", ("12031990",)),
        ("12.3.90", ("12031990", "12032090")),
        ("1. 3.", ("0103",)),
        ("12.3", ()),
        ("12031990", ()),
        ("hassan", ()),
        ("geb. 12.3.1990", ("12031990",)),
        ("geb.: 12.03.1990", ("12031990",)),
        ("Geboren am 12.3.1990", ("12031990",)),
        ("born on 12.3.1990", ("12031990",)),
        ("born: 12.3.1990", ("12031990",)),
        ("born 12.3.1990", ()),  # people are called Born
        ("12. März 1990", ("12031990",)),
        ("geb. 12. Mrz. 90", ("12031990", "12032090")),
        ("Mai 1990", ()),
    ],
)
def test_a_day_of_birth_is_meant_where_points_stand(typed: str, days: tuple[str, ...]) -> None:
    assert finding.typed_birth(typed) == days


def test_only_a_birth_known_to_the_day_is_found() -> None:
    born = date(1990, 3, 12)
    assert finding.index_birth(Client("A", birth_date=born, birth_precision=BirthPrecision.DAY)) == "12031990"
    assert finding.index_birth(Client("A", birth_date=born, birth_precision=BirthPrecision.YEAR)) == ""
    assert finding.index_birth(Client("A")) == ""


def test_words_that_hold_a_digit_have_no_sound() -> None:
    assert finding.sound_forms("0002", spellings()) == ()
    assert finding.index_sounds(Client("=1+1"), spellings()) == ""
    assert finding.typed_words("IM 2026") == (("im", "2026"),)


def test_a_note_is_kept_as_words_in_latin_letters() -> None:
    note = "Jobcenter-Termin (Straße) für Müller’s محمد, 3× 😀 Jobcenter"
    assert finding.index_note(note) == "jobcenter termin jobcentertermin strasse fur mullers mhmd 3"
    assert finding.note_words("Jobcenter-Term in Straße") == ("jobcenter", "term", "strasse")
    assert finding.note_words("in zu 😀") == ()


def test_an_excerpt_shows_where_the_word_stands() -> None:
    note = (
        "Am Anfang steht viel anderes.\nDann kommt die Straße, und danach noch viel mehr, was keiner liest."
    )
    told = finding.excerpt(note, ("strasse",))
    assert told.startswith("…") and told.endswith("…")
    assert "die Straße, und" in told
    assert len(told) < 90
    assert finding.excerpt("Kurze Notiz", ("notiz",)) == "Kurze Notiz"
    assert finding.excerpt("Kurze Notiz", ("fehlt",)) == "Kurze Notiz"
    assert finding.excerpt("x" * 200, ("xxx",)) == "x" * 50 + "…"
    assert finding.excerpt("y" * 60 + " wort", ("wort",)).endswith("wort")


def test_a_place_is_found_by_its_words_and_not_by_the_number_of_a_house() -> None:
    """Umlauts, hyphens and blanks count as little as in a name."""
    words = finding.index_place(Client("A", street="Am Sonnenhof 12b", town="Neu-Überlingen")).split()
    assert {"neu", "uberlingen", "neuuberlingen", "am", "sonnenhof", "amsonnenhof"} <= set(words)
    assert not any(finding.has_digit(word) for word in words)
    assert finding.index_place(Client("A", postal_code="75172")) == ""
