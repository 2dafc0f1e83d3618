"""By what a person or a note is found: the words of the index, and what was typed as words to look for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from anyascii import anyascii

from intman_desktop.rules import gate
from intman_desktop.rules.date_words import days_in_numbers
from intman_desktop.rules.folding import (
    APOSTROPHES,
    HYPHENS,
    fold_name,
    folded_words,
    joined_across,
    with_joined,
)
from intman_desktop.rules.sounding import bone_keys, sound_keys
from intman_desktop.rules.spellings import Spellings
from intman_desktop.rules.transliteration import (
    A_OR_I_ALONE,
    EITHER_A_OR_U,
    EITHER_G_OR_H,
    EITHER_K_OR_H,
    MAYBE_I,
    in_latin,
    is_arabic,
)
from intman_desktop.values.case_file import Client
from intman_desktop.values.codes import BirthPrecision

INDEX_VERSION = 6
"""Grows when the words of the index change: every store then writes its index anew at opening."""

INDEXED = {
    "names": gate.NONE,
    "sounds": gate.NONE,
    "numbers": gate.NONE,
    "phones": gate.BASIC,
    "births": gate.BASIC,
    "places": gate.BASIC,
}
"""What the index of people holds, each with the consent by which a case is found by it (Rules E3, E4).

By name and number a case is found without any: it has to be, to be erased. Notes have their own index; one
needs what its topics need.
"""

SHORTEST_NUMBER = 2
SHORTEST_PHONE_PART = 4
_PHONE_LABEL = re.compile(
    r"(?<![^\s,;(])(?:(?:tel|telefon|mobile?|handy|phone)(?:[.-]*\s*(?:nr|nummer|number|no))?\b[.:]*\s*(?=[+(]?\d)"
    r"|fon\b[.:]*\s*(?=[+(0]))",  # people are called Fon: behind the name may stand a year
    re.IGNORECASE,
)
BIRTH_LABEL = r"(?:geb(?:oren|\.)?|born)\s*:?\s*(?:(?:am|on|in)\s+)?"
"""What says that a birth follows, as letters write it (a pattern, in any case)."""
_BIRTH_LABEL = re.compile(rf"\s*(?!born\s+\d){BIRTH_LABEL}(?=\d)", re.IGNORECASE)
"""That alone: ``born`` with nothing behind it is as well the name of who is looked for."""
SHORTEST_PLACE_PART = 3
SHORTEST_NOTE_WORD = 3
SHORTEST_SOUND_BEGINNING = 4
"""As one types, a sound of so many letters is enough; a shorter one is the beginning of half the office."""
MOST_WORDS = 8
_SHORT_PART = 5
"""A word this short belongs to the one beside it: al, el, abd, ben, von."""
NAME = "2"
"""What a token of the index begins with that is a known name, or a spelling of one."""
_MOST_JOINED, _LONG_NAME = 3, 6
"""Of so many words one name is made at most: abd, al and what follows; of two where a name has so many words
that all its readings would keep one waiting.
"""
_SOUND, _BONES_OF_LATIN, _BONES_OF_ARABIC = "0", "1l", "1a"
"""What the others begin with, so that sounds, spellings and bones never meet in one word."""
_LEAST_WITH_COUNTRY = 11
_COUNTRY_PREFIX = re.compile(r"^(?:\+49|0049|0(?!0)|00)")
_WRITTEN_DAY = re.compile(r"(\d{1,2})\s*\.\s*(\d{1,2})\s*\.\s*(\d{4}|\d{2})?")
_NOTE_WORD = re.compile(rf"[^\W_](?:[^\W_]|[\u0300-\u036f\u064b-\u0655'’{re.escape(HYPHENS)}](?=[^\W_]))*")
_APOSTROPHE = re.compile(f"[{re.escape(APOSTROPHES)}]|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_NOT_HEARD = re.compile(r"[^\w\u0300-\u036f\u064b-\u0655]|_")
_BEHIND = re.compile(r"(?<=\w)['’‘`´](\w+)")
_ARTICLES = frozenset(
    f"{vowel}{sun}" for vowel in "aeu" for sun in ("d", "n", "r", "s", "sch", "sh", "t", "z")
)
_LEAST_BEHIND = 3
_AS_SPELLED = str.maketrans({EITHER_K_OR_H: "kh", MAYBE_I: "", A_OR_I_ALONE: "e", EITHER_A_OR_U: "e"})
"""As offices spell what a script leaves in doubt: Khalid, Brhane, Tesfaye, Weldu."""
_BEFORE, _AFTER = 30, 50


@dataclass(frozen=True)
class Form:
    """One thing a word of the index may be: ``text``, meant ``whole`` or as its beginning."""

    text: str
    whole: bool = False


# Into the index


def index_names(client: Client) -> str:
    """Return the folded words of a client's names, alone, joined with the next, and all joined.

    Also what the border between given and family name cuts, as in ``Mohammed Al | Hassan``.
    Of ``O'Brien`` also what stands behind the apostrophe: whoever heard the name may begin there.
    """
    parts = [folded_words(name) for name in _names(client)]
    words = [word for each in parts for word in with_joined(each)]
    words += joined_across(*parts[:2])
    behind = [
        word for name in _names(client) for part in _BEHIND.findall(name) for word in folded_words(part)
    ]
    return " ".join(dict.fromkeys((*words, *(word for word in behind if len(word) >= _LEAST_BEHIND))))


def index_sounds(client: Client, spellings: Spellings) -> str:
    """Return how these words sound, which known name they spell, and how other scripts may write them."""
    parts = [_heard(name) for name in _names(client)]
    words = (*(word for each in parts for word in _spoken(each)), *joined_across(*parts[:2]))
    tokens = ((*_sound_tokens(word), *_name_tokens(word, spellings), *_bones(word)) for word in words)
    return " ".join(dict.fromkeys(token for each in tokens for token in each))


def index_number(number: str) -> str:
    """Return what a case number is found by: its parts, all joined, and every ending of its digits."""
    runs = [digits_of(number), *re.findall(r"\d+", number)]
    joined = "".join(each for each in number.casefold() if each.isalnum())
    return " ".join(dict.fromkeys((*folded_words(number), joined, *_endings(runs))))


def index_phone(phone: str) -> str:
    """Return every ending of a phone number's digits: with a search by beginning any part is found."""
    return " ".join(dict.fromkeys(_endings([digits_of(phone)])))


def index_birth(client: Client) -> str:
    """Return the day of birth as eight digits, day first; nothing where it is not known to the day."""
    known = client.birth_date is not None and client.birth_precision is BirthPrecision.DAY
    return f"{client.birth_date:%d%m%Y}" if known else ""


def index_place(client: Client) -> str:
    """Return the folded words of where a client lives, also a house with a name; numbers tell nobody."""
    words = (word for place in (client.town, client.street) for word in with_joined(folded_words(place)))
    return " ".join(dict.fromkeys(word for word in words if not has_digit(word)))


def index_note(note: str) -> str:
    """Return the words of a note by which it is found, each once, in Latin letters."""
    return " ".join(dict.fromkeys(form for word in _NOTE_WORD.findall(note) for form in _note_forms(word)))


# What was typed


def typed_words(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the readings of what was typed: its words, and with those joined that may be one name.

    The first has no word joined. A name that is typed apart may be both: ``mohammed abd al rahman`` is
    "Abdulrahman, Mohammed", ``ali zada gul ahmad`` "Alizada, Gulahmad". What says that a phone number follows
    (``Huda Tel. 0176 …``) is none of its words.
    """
    parts = heard_parts(_PHONE_LABEL.sub("", text))
    if len(parts) < 2 or any(has_digit(part) for part in parts):
        return (parts,) if parts else ()
    most = _MOST_JOINED if len(parts) <= _LONG_NAME else 2
    return tuple(dict.fromkeys((*_joinings(parts, most), ("".join(parts),))))


def heard_parts(text: str) -> tuple[str, ...]:
    """Return the words of a name, as many as are looked for, with the marks that tell how they sound."""
    return tuple(_heard(text)[:MOST_WORDS])


def sound_forms(word: str, spellings: Spellings) -> tuple[Form, ...]:
    """Return the tokens of ``index_sounds`` that a typed word stands for.

    What holds a digit has no sound: ``0002`` is not ``02``.
    """
    names = (Form(token, whole=True) for token in _name_tokens(word, spellings))
    return (*heard_forms(word), *names)


def heard_forms(word: str) -> tuple[Form, ...]:
    """Return those of ``sound_forms`` that the letters of a word alone tell, whatever names are known."""
    if has_digit(word):
        return ()
    if is_arabic(word):
        marks = (_BONES_OF_ARABIC, _BONES_OF_LATIN)
        return tuple(Form(mark + key, whole=True) for mark in marks for key in bone_keys(word))
    sounds = [Form(token, whole=len(token) <= SHORTEST_SOUND_BEGINNING) for token in _sound_tokens(word)]
    return (*sounds, *(Form(_BONES_OF_ARABIC + key, whole=True) for key in bone_keys(word)))


def typed_digits(text: str) -> str:
    """Return the digits of a typed phone or case number, nothing where letters stand in it or it is short.

    What says before it that it is one (``Tel. 0176 …``) is no part of it.
    """
    text = _PHONE_LABEL.sub("", text)
    digits = digits_of(text)
    spoken = any(letter.isalpha() for letter in text)
    return digits if not spoken and len(digits) >= SHORTEST_NUMBER else ""


def typed_phone(text: str) -> tuple[str, ...]:
    """Return the digits to look for in phone numbers: as typed, and without +49, 0049, 00 or 0 in front.

    So without the 49 alone of a number that is as long as one with it: messengers leave out the plus. What is
    left of ``0176`` stands in the middle of many numbers as well: it is looked for behind 0 and 49.
    """
    digits = typed_digits(text)
    if not digits:
        return ()
    number = _PHONE_LABEL.sub("", text)
    without = digits_of(_COUNTRY_PREFIX.sub("", "".join(number.replace("(0)", "").split()).lstrip("(")))
    if without == digits and digits.startswith("49") and len(digits) >= _LEAST_WITH_COUNTRY:
        without = digits.removeprefix("49")
    if len(without) >= SHORTEST_PHONE_PART:
        return tuple(dict.fromkeys((digits, without)))
    begins_here = digits.startswith("0049") or not digits.startswith("00")
    if begins_here and SHORTEST_NUMBER <= len(without) < len(digits):
        return tuple(dict.fromkeys((digits, f"0{without}", f"49{without}")))
    return (digits,)


def typed_birth(text: str) -> tuple[str, ...]:
    """Return the beginnings of a day of birth that was typed alone, with points or its month by name.

    Such as ``12.3.90``, ``geb. 12. März 1990``; else nothing.
    """
    label = _BIRTH_LABEL.match(text)
    written = _WRITTEN_DAY.fullmatch(days_in_numbers(text[label.end() if label else 0 :]).strip())
    if written is None:
        return ()
    day, month, year = written.groups()
    years = (year or "",) if year is None or len(year) == 4 else (f"19{year}", f"20{year}")
    return tuple(f"{int(day):02}{int(month):02}{each}" for each in years)


def note_words(text: str) -> tuple[str, ...]:
    """Return the words to look for in notes, each by its beginning; very short ones say nothing."""
    words = (_ascii(part) for part in folded_words(text))
    long = (word for word in words if len(word) >= SHORTEST_NOTE_WORD)
    return tuple(dict.fromkeys(long))[:MOST_WORDS]


def excerpt(note: str, words: Iterable[str]) -> str:
    """Return the line of a note around the first of the ``words`` that are looked for."""
    wanted = tuple(words)
    line = " ".join(note.split())
    at = _place_of(line, wanted)
    begin, end = max(0, at - _BEFORE), at + _AFTER
    if begin:
        begin = line.find(" ", begin, at) + 1 or begin
    if end < len(line):
        end = max(line.rfind(" ", at + 1, end), at + 1) if line.rfind(" ", at + 1, end) > 0 else end
    return f"{'…' if begin else ''}{line[begin:end]}{'…' if end < len(line) else ''}"


def _place_of(line: str, wanted: tuple[str, ...]) -> int:
    """Return where the first word stands that begins with one of ``wanted``, 0 where none does."""
    # Folding every word of a long note costs more than finding it; most words are written as they fold.
    as_written = re.search(rf"\b(?:{'|'.join(wanted)})", line, re.IGNORECASE) if wanted else None
    if as_written:
        return as_written.start()
    for found in _NOTE_WORD.finditer(line):
        if any(form.startswith(wanted) for form in _note_forms(found.group())):
            return found.start()
    return 0


def digits_of(text: str) -> str:
    """Return the digits of a text in any script, as European ones."""
    return "".join(str(unicodedata.decimal(letter)) for letter in text if letter.isdecimal())


def has_digit(word: str) -> bool:
    """Return whether a word holds a digit: then it is a number, or part of one, and has no sound."""
    return any(letter.isdigit() for letter in word)


def _names(client: Client) -> tuple[str, str, str]:
    return client.family_name, client.given_name, client.designation


def _heard(name: str) -> list[str]:
    """Return the words of a name with their marks, which tell how it sounds; apostrophes are not heard."""
    composed = unicodedata.normalize("NFC", name).casefold()
    words = _NOT_HEARD.sub(" ", _APOSTROPHE.sub("", composed)).split()
    words = ["al" if _is_article(*pair) else pair[0] for pair in pairwise((*words, ""))]
    # What is left of plain letters always folds to something; whole offices are compared by their names.
    return [word for word in words if word.isascii() or fold_name(word)]


def _is_article(word: str, following: str) -> bool:
    """Return whether a word is the article as it sounds before some consonants, as in ``An-Najjar``."""
    return word in _ARTICLES and following.startswith(word[1:]) and len(following) > len(word)


def _spoken(parts: list[str]) -> Iterator[str]:
    """Yield the words that are heard as one: each part, and a short one with its neighbour."""
    yield from parts
    for at in range(len(parts) - 1):
        if min(len(parts[at]), len(parts[at + 1])) <= _SHORT_PART:
            yield parts[at] + parts[at + 1]
    if len(parts) > 2 and sum(len(part) <= _SHORT_PART for part in parts) > 1:
        yield "".join(parts)


def _joinings(parts: tuple[str, ...], most: int) -> Iterator[tuple[str, ...]]:
    """Yield the ways in which up to ``most`` neighbours may be one name, none joined first."""
    if not parts:
        yield ()
    for joined in range(1, min(most, len(parts)) + 1):
        yield from (("".join(parts[:joined]), *rest) for rest in _joinings(parts[joined:], most))


def _sound_tokens(word: str) -> Iterator[str]:
    if has_digit(word) or is_arabic(word):
        return
    # Two letters side by side may sound like one when written in Latin: ሥሐ is looked for as "sha".
    heard = dict.fromkeys(key for spelling in (word, _ascii(word)) for key in sound_keys(spelling))
    yield from (_SOUND + key for key in heard)


def _name_tokens(word: str, spellings: Spellings) -> Iterator[str]:
    names = dict.fromkeys(spellings.name_of(spelling) for spelling in folded_spellings(word))
    yield from (NAME + name for name in names if name)


def folded_spellings(word: str) -> tuple[str, ...]:
    """Return how a word is spelled in Latin letters, as ``Spellings`` knows names; an Arabic one as it is."""
    if has_digit(word):
        return ()
    if is_arabic(word):
        return (fold_name(word),)
    spelled = in_latin(word).translate(_AS_SPELLED)
    return tuple(dict.fromkeys(fold_name(spelled.replace(EITHER_G_OR_H, letter)) for letter in "gh"))


def _bones(word: str) -> Iterator[str]:
    if not has_digit(word):
        mark = _BONES_OF_ARABIC if is_arabic(word) else _BONES_OF_LATIN
        yield from (mark + key for key in bone_keys(word))


def _note_forms(word: str) -> tuple[str, ...]:
    """Return a word of a note as it folds: its parts, and all of them joined as the last."""
    parts = [_ascii(part) for part in folded_words(word)]
    return tuple(dict.fromkeys(part for part in (*parts, "".join(parts)) if part))


def _ascii(word: str) -> str:
    if word.isascii():
        return word
    return "".join(letter for letter in anyascii(word).lower() if letter.isalnum())


def _endings(runs: Iterable[str]) -> Iterator[str]:
    return (run[at:] for run in runs for at in range(len(run) - SHORTEST_NUMBER + 1))
