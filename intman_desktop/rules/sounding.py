"""How a name sounds, as keys that are equal where two spellings are one name.

A key keeps consonants and vowels by class: who is called Hassan is not found as Hussein. Where a
spelling leaves a doubt (the ``e`` of Ahmed is the ``a`` of Ahmad and the ``i`` of Khalid) there is a key
for each reading, and two names sound alike if they share one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import islice, product

from intman_desktop.rules.transliteration import THROAT, arabic_bones, in_latin, is_arabic

MOST_KEYS = 32
MOST_BONES = 48

# What each capital letter may be read as.
DOUBTS = {
    "A": ("a", "h"),
    "D": ("d", "z"),
    "E": ("a", "i"),
    "G": ("g", "h"),
    "H": ("", "h"),
    "I": ("i", ""),
    "J": ("j", ""),
    "K": ("k", "h"),
    "L": ("i",),  # ee, a long vowel: every script writes it
    "U": ("u",),  # ou and oo as well
    "X": ("k", "C"),
}
# A doubt that is none in a script without short vowels, and the vowels that it may leave out.
_UNWRITTEN = {"a": ("a", ""), "i": ("i", ""), "u": ("u", ""), "E": ("", "a", "i"), "y": ("i",), "o": ("u",)}
_FIRST_UNWRITTEN = dict.fromkeys("aEiuoU", ("a", THROAT))
_LAST_WRITTEN = {"E": ("a", "i"), "y": ("i",), "o": ("u",)}

_MARKED = str.maketrans(
    {"ç": "tch", "č": "tch", "ć": "tch", "ş": "s", "š": "s", "ś": "s", "ž": "z", "ż": "z", "ź": "z"}
    | {"ł": "l", "ı": "i", "đ": "d", "ð": "d", "þ": "t", "ø": "u", "æ": "e", "œ": "u", "ß": "ss", "ə": "e"}
    | {"ä": "e", "ö": "u", "ü": "u", "ñ": "nj"}
)
_STEPS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        (r"^abd(?:[aeiou]+)l", "abdal"),
        (r"dzsch|dsch|dzh|dj|xh", "ʒ"),
        (r"tsch|tch|cz", "C"),
        (r"sch|sh", "s"),
        (r"ch", "X"),
        (r"ck|kh|q", "k"),
        (r"c(?=[eiy])", "C"),
        (r"c", "k"),
        (r"ph", "f"),
        (r"([td])h", r"\1H"),
        (r"([gz])h", r"\1"),
        (r"tz", "ts"),
        (r"x", "ks"),
        (r"ao?w(?:oo|u|ou)|aou|a[uw](?![aeiouy])", "ʊ"),
        (r"w", "v"),
        (r"aye$", "ay"),
        (r"aee", "ai"),
        (r"[ae][yij]i?(?![aeiou])", "Y"),
        (r"^i(?=[aeou])", "j"),
        (r"^[yj]e(?=[^aeiouy])", "Je"),
        (r"(?<=[^aeiouyjJ])[yj](?=[aeou])", "i"),
        (r"(?<=[^aeiou])i?[yij](?=a)", "i"),
        (r"(?:^|(?<=[aeiou]))y(?=[aeou])", "j"),
        (r"ou|oo", "U"),
        (r"ue|oe|o", "u"),
        (r"ee", "L"),
        (r"ie|[iyj]*[iy][iyj]*", "i"),
        (r"e", "E"),
        (r"(?<=a)h$", ""),
        (r"ʒ", "j"),
        (r"ʊ", "o"),
        (r"Y", "y"),
    )
)
_LATIN = re.compile("[a-z\u00c0-\u024f]", re.IGNORECASE)
_TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=8192)
def sound_keys(word: str) -> tuple[str, ...]:
    """Return the keys of one word of letters, in any script but the Arabic: two that share one are alike."""
    return _opened(_sounds(word), DOUBTS.get, MOST_KEYS)


@lru_cache(maxsize=8192)
def bone_keys(word: str) -> tuple[str, ...]:
    """Return what a word may be in a script that writes no short vowel.

    For a word in Arabic letters that is what it writes; for any other what it would write.
    """
    if is_arabic(word):
        return _without_last_h(_opened(arabic_bones(word), DOUBTS.get, MOST_KEYS))
    sounds = _sounds(word)

    def readings(letter: str, at: int) -> tuple[str, ...] | None:
        if at == 0 and letter in _FIRST_UNWRITTEN:
            return _FIRST_UNWRITTEN[letter]
        if at == len(sounds) - 1:
            return _LAST_WRITTEN.get(letter) or DOUBTS.get(letter)
        return _UNWRITTEN.get(letter) or DOUBTS.get(letter)

    options = [readings(letter, at) or (letter,) for at, letter in enumerate(sounds)]
    return _distinct(product(*options), MOST_BONES)


def _sounds(word: str) -> str:
    """Return the word as it sounds, doubts as capitals."""
    latin = in_latin(_unmarked(word))
    for pattern, written in _STEPS:
        latin = pattern.sub(written, latin)
    if not _LATIN.match(word):
        latin = latin.replace("E", "a")  # its e is one vowel, and every reading of a Latin e has it
    return _TWICE.sub(r"\1", latin)


def _unmarked(word: str) -> str:
    """Return small letters without marks; those that change the sound are written out."""
    composed = unicodedata.normalize("NFC", word.casefold()).translate(_MARKED)
    if composed.isascii():
        return composed
    plain = "".join(
        each if "\u0400" <= each <= "\u04ff" else unicodedata.normalize("NFKD", each) for each in composed
    )
    return "".join(each for each in plain if not unicodedata.combining(each))


def _opened(sounds: str, readings: Callable[[str], tuple[str, ...] | None], most: int) -> tuple[str, ...]:
    return _distinct(product(*(readings(letter) or (letter,) for letter in sounds)), most)


def _distinct(spelled: Iterable[tuple[str, ...]], most: int) -> tuple[str, ...]:
    keys = (_TWICE.sub(r"\1", "".join(letters)) for letters in islice(spelled, most))
    return tuple(dict.fromkeys(key.lower() for key in keys if key))


def _without_last_h(keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(re.sub("(?<=a)h$", "", key) for key in keys))
