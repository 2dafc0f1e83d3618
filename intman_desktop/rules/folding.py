"""Names as they are stored, compared, sorted and searched, whatever their script and spelling."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import takewhile

from intman_desktop.values.case_file import Client
from intman_desktop.values.explanation import Explanation

_JOINERS = "\u200c\u200d"
LONGEST_NAME = 300

# Letters that no decomposition of Unicode leads back to a plain one.
_LETTERS = str.maketrans(
    {
        "ı": "i",
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ħ": "h",
        "ŧ": "t",
        "æ": "ae",
        "œ": "oe",
        "ə": "e",
        "ɛ": "e",
        "ɔ": "o",
        "ŋ": "n",
        "ـ": "",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
        "ہ": "ه",
        "ھ": "ه",
    }
)
_ARABIC_SOUNDS = {
    "": "عء",
    "a": "ا",
    "b": "ب",
    "ch": "چ",
    "d": "دض",
    "dh": "ذ",
    "f": "ف",
    "g": "گ",
    "gh": "غ",
    "h": "حه",
    "j": "ج",
    "k": "ك",
    "kh": "خ",
    "l": "ل",
    "m": "م",
    "n": "ن",
    "p": "پ",
    "q": "ق",
    "r": "ر",
    "s": "سص",
    "sh": "ش",
    "t": "تط",
    "th": "ث",
    "w": "و",
    "y": "ي",
    "z": "زظ",
    "zh": "ژ",
}
_ARABIC = str.maketrans({letter: latin for latin, letters in _ARABIC_SOUNDS.items() for letter in letters})
APOSTROPHES = "'’‘ʼʻʿʾʹ`´′ˈ＇"
HYPHENS = "-‐‑‒–—−"
JOINED_ON = frozenset(("abd", "abdel", "abdul", "abo", "abu", "al", "ben", "bin", "el", "ibn", "ul", "umm"))
"""Parts of names (folded) that are one word with what follows."""
A_HYPHEN = re.compile(f"[{re.escape(HYPHENS)}]")
_ASCII = {
    code: None if chr(code) in APOSTROPHES + HYPHENS else " "
    for code in range(128)
    if not chr(code).isalnum()
}
"""What is no letter or digit of a plain word: left out, or standing between words."""
_UMLAUT = re.compile(r"([aou])e")
_VOWELS = str.maketrans("eyo", "iiu")
_DIGRAPHS = re.compile(r"sch|([tdkgscpz])h")
_SAME_CONSONANT = str.maketrans("qc", "kk")
_NO_CONSONANT = re.compile(r"[aeiouyw]")
_TWICE = re.compile(r"(.)\1+")


class FaultyName(ValueError):
    """A name that cannot be stored; ``explanation`` says why, the message is its code only."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.explanation = Explanation(code, values)


def clean_name(text: str) -> str:
    """Return the name as it is stored: NFC, single blanks, without control and invisible characters.

    A joiner between two letters that join, as in the Persian "علی‌رضا", is spelling and stays.

    Raises:
        FaultyName: ``name_too_long``, it has more than 300 characters.
    """
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(
        c
        for at, c in enumerate(composed)
        if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf", "Cs") or _is_spelling(composed, at)
    )
    name = " ".join(kept.split())
    if len(name) > LONGEST_NAME:
        raise FaultyName("name_too_long", longest=LONGEST_NAME)
    return name


def _is_spelling(text: str, at: int) -> bool:
    """Return whether a character is a joiner between two Arabic letters."""
    beside = text[at - 1 : at] + text[at + 1 : at + 2]
    return text[at] in _JOINERS and len(beside) == 2 and all(map(_joins, beside))


def _joins(letter: str) -> bool:
    return unicodedata.bidirectional(letter) == "AL" and unicodedata.category(letter)[0] == "L"


def fold_name(text: str) -> str:
    """Return what is compared: no case, no marks, no apostrophes or hyphens, ``ü`` and ``ue`` alike.

    Everything else that is no letter or digit separates words. A text without any letter or digit
    folds to nothing and equals no name.
    """
    return _UMLAUT.sub(r"\1", plain_letters(text))


def fold_word(word: str) -> str:
    """Return a name, or part of one, as ``fold_name`` does, and as a single word."""
    return fold_name(word).replace(" ", "")


def folded_words(text: str) -> list[str]:
    """Return the folded words of a text; what a hyphen divides is two."""
    return [word for piece in A_HYPHEN.split(text) for word in fold_name(piece).split()]


def with_joined(words: list[str]) -> Iterator[str]:
    """Yield the words of a name alone, joined with the next, and all joined."""
    yield from words
    yield from (words[at] + words[at + 1] for at in range(len(words) - 1))
    if words:
        yield "".join(words)


def cut_off(words: Sequence[str]) -> int:
    """Return how many words at the end of a name belong to what follows it: one of "Mohammed Al"."""
    cut = sum(1 for _ in takewhile(JOINED_ON.__contains__, reversed(words)))
    return cut if cut < len(words) else 0


def joined_across(family: list[str], given: list[str]) -> Iterator[str]:
    """Yield the words that the border between two names cuts: ``alhassan`` of "Mohammed Al" and "Hassan"."""
    for before, after in ((given, family), (family, given)):
        if after:
            yield from ("".join((*before[-count:], after[0])) for count in range(1, cut_off(before) + 1))


def plain_letters(text: str) -> str:
    """Return lower-case words without marks, apostrophes and hyphens, ``ue`` left as it is."""
    # Most words of most notes are plain already, and whole years of notes are looked through for a name.
    words = (word.lower().translate(_ASCII) if word.isascii() else _plain(word) for word in text.split())
    return " ".join(" ".join(words).split())


def _plain(text: str) -> str:
    # Folding the case can itself bring marks (İ), so they are taken away after it.
    lower = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = []
    for letter in lower.translate(_LETTERS):
        if letter in APOSTROPHES or letter in HYPHENS or unicodedata.combining(letter):
            continue
        category = unicodedata.category(letter)
        if category == "Cf":
            continue
        kept.append(letter if category[0] in "LMN" else " ")
    return "".join(kept)


def sound(text: str) -> str:
    """Return the folded letters as they sound, words joined: ``Al-Hassan`` and ``al hasan`` are alike.

    Doubled letters count once, ``o`` and ``u``, ``e``, ``y`` and ``i`` are the same, a ``y`` in front
    is a ``j``, and Arabic letters stand as Latin ones.
    """
    joined = fold_word(text).translate(_ARABIC).replace("ou", "u")
    joined = f"j{joined[1:]}" if joined.startswith("y") else joined
    alike = _DIGRAPHS.sub(lambda found: found.group(1) or "s", joined)
    return _TWICE.sub(r"\1", alike.translate(_SAME_CONSONANT).translate(_VOWELS))


def skeleton(text: str) -> str:
    """Return the consonants of a name: ``Mohammed``, ``Muhamad`` and ``محمد`` are ``mhmd``."""
    return _TWICE.sub(r"\1", _NO_CONSONANT.sub("", sound(text)))


def sort_name(client: Client) -> str:
    """Return what a list is sorted by: family name, then given name, else the designation."""
    name = " ".join((client.family_name, client.given_name)).strip()
    return plain_letters(name or client.designation)
