"""L5: by what the search finds a person, by that she is found in texts about others."""

from __future__ import annotations

import pytest

from intman_desktop.rules.named import Likeness, likenesses, occurrence, sought
from intman_desktop.rules.occurrences import passages
from intman_desktop.rules.text_words import SHORTEST_NAME
from intman_desktop.values.case_file import Client
from intman_desktop.word_lists import everyday_words, spellings
from tests.name_pairs import OTHER, SAME, pairs

FOUND_BY_THE_SEARCH = (
    (Client("Al Hasan", "Mohammed"), "Alhassan war auch da.", ["Alhassan"]),
    (Client("Kovalenko", "Олена"), "Mit Kowalenko gesprochen.", ["Kowalenko"]),
    (Client("Kovalenka", "Олена"), "Olenas Kind ist krank.", ["Olenas"]),
    (Client("Şahin", "Gülşah"), "Schahin kommt mit, schahins Auto", ["Schahin", "schahins"]),
    (Client("Rahimi", "Zahra"), "Zahrah hilft, Zahrah’s Sohn", ["Zahrah", "Zahrah’s"]),
    (Client("Đặng", "Văn Ân"), "Van An hilft.", ["Van An"]),
    (Client("Abd al-Rahman", "Nour"), "Abdelrahman und Abd el Rahman", ["Abdelrahman", "Abd el Rahman"]),
    (Client("Sommerfeld"), "Frau Sommer Feld", ["Sommer Feld"]),
    (Client("محمود"), "مع محمودٍ", ["محمودٍ"]),
)


@pytest.mark.unmeasured
@pytest.mark.parametrize(("typed", "name"), pairs(SAME))
def test_l5_every_spelling_by_which_the_search_finds_a_person_is_offered(typed: str, name: str) -> None:
    wanted = sought(Client(name), spellings())
    for text in (f"Mit {typed.title()} gesprochen.", f"Frau {typed.title()}"):
        assert likenesses(text, wanted), text
        assert occurrence(wanted)(text), text
    assert passages(f"Frau {typed.title()}", wanted, everyday_words())[0].occurrences[-1].surely


@pytest.mark.unmeasured
@pytest.mark.parametrize(("typed", "name"), [each for each in pairs(OTHER) if " " not in each[0]])
def test_l5_what_the_search_takes_for_another_name_is_not_ticked(typed: str, name: str) -> None:
    found = passages(f"Kam mit {typed} an.", sought(Client(name), spellings()), everyday_words())
    assert not [each for passage in found for each in passage.occurrences if each.surely]


@pytest.mark.parametrize(("client", "text", "words"), FOUND_BY_THE_SEARCH)
def test_l5_joined_parts_and_looser_spellings_are_offered(
    client: Client, text: str, words: list[str]
) -> None:
    found = [
        passage.text[each.spans[0][0] : each.spans[-1][1]]
        for passage in passages(text, sought(client, spellings()), everyday_words())
        for each in passage.occurrences
    ]
    assert found == words
    assert occurrence(sought(client, spellings()))(text)


ZAHRA = sought(Client("Rahimi", "Zahra"), spellings())


@pytest.mark.parametrize(
    ("text", "surely"),
    [
        ("Zahrah hilft.", False),
        ("Frau Zahrah hilft.", True),
        ("Zahrah Rahimy hilft.", True),
        ("Rahimy, Zahrah", True),
        ("Zahra hilft.", True),
        ("Zahrah Rahimi hilft.", True),
    ],
)
def test_l5_what_only_sounds_like_a_name_is_ticked_beside_another_word_of_it_alone(
    text: str, surely: bool
) -> None:
    (passage,) = passages(text, ZAHRA, everyday_words())
    assert [each.surely for each in passage.occurrences] == [surely] * len(passage.occurrences)


def test_l5_parts_that_sound_like_a_name_together_are_not_ticked() -> None:
    (passage,) = passages("Abd el Rahman kam.", sought(Client("Abdurrahman"), spellings()), everyday_words())
    assert [(len(each.spans), each.surely, each.loose) for each in passage.occurrences] == [(3, False, True)]


@pytest.mark.parametrize(
    ("client", "text"),
    [
        (Client("Ali"), "Alle kamen, alle Leute, Also ja."),
        (Client("Van", "An"), "Von der Stadt an den Bach, van der Berg"),
        (Client("Li", "Bo"), "Die Liste lag so da, Bobo"),
        (Client("Daniel"), "Da Nie Elf"),
        (Client("Alhassan"), "Der Ort heißt Al; Hasan (so) heißt ein Fluss, Al / Hasan."),
        (Client("Said"), "Seit gestern sei sie da."),
    ],
)
def test_l5_everyday_words_that_sound_like_a_name_are_not_offered(client: Client, text: str) -> None:
    assert likenesses(text, sought(client, spellings())) == ()
    assert not occurrence(sought(client, spellings()))(text)


def test_l5_what_a_word_is_heard_by_keeps_its_outline() -> None:
    for typed, name in pairs(SAME):
        wanted = sought(Client(name), spellings())
        if typed.isascii() and len(typed) >= SHORTEST_NAME and " " not in typed:
            heard = sought(Client(typed), spellings())
            assert heard.sounds.isdisjoint(wanted.sounds) or heard.outlines & wanted.outlines, typed
    assert Likeness.JOINED < Likeness.SOUNDED < Likeness.SURE


def test_l5_the_own_name_of_somebody_else_is_hers_in_another_script_too() -> None:
    own, erased = (
        sought(Client("Shevchenko", "Olena"), spellings()),
        sought(Client("Шевченко", "Олена"), spellings()),
    )
    assert likenesses("Olena Schewtschenko", erased)
    assert likenesses("Olena Schewtschenko", erased.without(own)) == ()
