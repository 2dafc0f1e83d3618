"""How a name sounds, as keys that are equal where two spellings are one name.

A key keeps consonants and vowels by class: who is called Hassan is not found as Hussein. Where a
spelling leaves a doubt (the ``e`` of Ahmed is the ``a`` of Ahmad and the ``i`` of Khalid) there is a key
for each reading, and two names sound alike if they share one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from itertools import islice, product

from intman_desktop.rules.remembered import remembered
from intman_desktop.rules.spoken_letters import (
    FIRST_WRITTEN,
    LAST_WRITTEN,
    MARKED,
    SLAVIC,
    SLAVIC_IN_LATIN_STEPS,
    SLAVIC_STEPS,
    SPOKEN,
    STEPS,
    WRITTEN,
)
from intman_desktop.rules.transliteration import arabic_bones, in_latin, is_arabic, is_cyrillic

MOST_KEYS = 32
MOST_BONES = 48

_LATIN = re.compile("[a-z\u00c0-\u024f]", re.IGNORECASE)
_TWICE = re.compile(r"(.)\1+")
_VOWEL_TWICE = re.compile(r"([aiu])\1+")
_ARTICLE = re.compile("^[اٱ]ل(?=...)")


@remembered(8192)
def sound_keys(word: str) -> tuple[str, ...]:
    """Return the keys of one word of letters, in any script but the Arabic: two that share one are alike."""
    return _opened(_sounds(word), SPOKEN.get, MOST_KEYS)


@remembered(8192)
def bone_keys(word: str) -> tuple[str, ...]:
    """Return what a word may be in a script that writes no short vowel.

    For a word in Arabic letters that is what it writes, also without the article, which passports leave
    out; for any other what it would write.
    """
    if is_arabic(word):
        bare = _ARTICLE.sub("", word)
        keys = (
            key
            for each in (word, bare)
            for key in _opened(arabic_bones(each), SPOKEN.get, MOST_KEYS, _VOWEL_TWICE)
        )
        return tuple(dict.fromkeys(re.sub("(?<=a)h$", "", key) for key in keys))
    sounds = _sounds(word)

    def readings(letter: str, at: int) -> tuple[str, ...] | None:
        if at == 0 and letter in FIRST_WRITTEN:
            return FIRST_WRITTEN[letter]
        if at == len(sounds) - 1 and letter in LAST_WRITTEN:
            return LAST_WRITTEN[letter]
        return WRITTEN.get(letter) or SPOKEN.get(letter)

    options = [readings(letter, at) or (letter,) for at, letter in enumerate(sounds)]
    return _distinct(product(*options), MOST_BONES, _VOWEL_TWICE)


def _sounds(word: str) -> str:
    """Return the word as it sounds, doubts as the letters of ``SPOKEN``."""
    latin = in_latin(_unmarked(word))
    if is_cyrillic(word):
        latin = _stepped(latin, SLAVIC_STEPS)
    elif SLAVIC.search(latin):
        latin = _stepped(_stepped(latin, SLAVIC_IN_LATIN_STEPS), SLAVIC_STEPS)
    latin = _stepped(latin, STEPS)
    if not _LATIN.match(word):
        latin = latin.replace("E", "a")  # its e is one vowel, and every reading of a Latin e has it
    return _TWICE.sub(r"\1", latin)


def _stepped(latin: str, steps: Iterable[tuple[re.Pattern[str], str]]) -> str:
    for pattern, written in steps:
        latin = pattern.sub(written, latin)
    return latin


def _unmarked(word: str) -> str:
    """Return small letters without marks; those that change the sound are written out."""
    composed = unicodedata.normalize("NFC", word.casefold()).translate(MARKED)
    if composed.isascii():
        return composed
    plain = "".join(
        each if "\u0400" <= each <= "\u04ff" else unicodedata.normalize("NFKD", each) for each in composed
    )
    return "".join(each for each in plain if not unicodedata.combining(each))


def _opened(
    sounds: str,
    readings: Callable[[str], tuple[str, ...] | None],
    most: int,
    twice: re.Pattern[str] = _TWICE,
) -> tuple[str, ...]:
    return _distinct(product(*(readings(letter) or (letter,) for letter in sounds)), most, twice)


def _distinct(spelled: Iterable[tuple[str, ...]], most: int, twice: re.Pattern[str]) -> tuple[str, ...]:
    keys = (twice.sub(r"\1", "".join(letters)) for letters in islice(spelled, most))
    return tuple(dict.fromkeys(key.lower() for key in keys if key))
