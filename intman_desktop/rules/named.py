"""Where a text about somebody else names a person, in whatever spelling, form or script (Rule L5).

Who reads the list decides place by place, so a word too many is better than one too few; but what an
ordinary word only sounds like is no name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import pairwise

from intman_desktop.rules.finding import index_sounds, sound_forms
from intman_desktop.rules.folding import (
    A_HYPHEN,
    fold_name,
    fold_word,
    folded_words,
    plain_letters,
    with_joined,
)
from intman_desktop.rules.spellings import name_of
from intman_desktop.values.case_file import Client

SHORTEST_NAME = 3
"""A word of fewer Latin letters is looked for only beside another of the name, or behind "Frau" or "Herr"."""

BEFORE_A_NAME = frozenset(("frau", "fr", "herr", "herrn", "hr", "hrn", "familie", "fam"))
"""What stands before a name (folded)."""

_JOINED_ON = frozenset(("abd", "abdel", "abdul", "abo", "abu", "al", "ben", "bin", "el", "ibn", "ul", "umm"))
_PARTICLES = _JOINED_ON | frozenset(
    ("da", "de", "del", "den", "der", "des", "di", "dos", "du", "la", "le", "van", "von", "zu", "zum", "zur")
)
"""Parts of names that stand in every text, or in names of half the office: never looked for alone."""
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Letters of scripts that put no blank between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese."""
_LATIN = re.compile("[a-z\u00c0-\u024f\u1e00-\u1eff]", re.IGNORECASE)
_SPELLED = "2"
"""What a token of ``finding`` begins with that is a known name, by whatever spelling."""

Span = tuple[int, int]
"""Where something stands in a text: its first letter, and the one behind its last."""


@dataclass(frozen=True)
class Sought:
    """By what a person is recognised in a text.

    ``words`` are the folded words of her names, alone and joined; ``spelled`` the known names that they are
    spellings of; ``in_latin`` and ``in_others`` what her names in Latin and in other letters sound like, by
    which they are found in each other's script; ``inside`` what is found within a line without blanks;
    ``short`` the words that only stand for her beside another one; ``phrases`` words meant together.
    """

    words: frozenset[str] = frozenset()
    spelled: frozenset[str] = frozenset()
    in_latin: frozenset[str] = frozenset()
    in_others: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    short: frozenset[str] = frozenset()
    phrases: frozenset[tuple[str, ...]] = frozenset()

    def __bool__(self) -> bool:
        """Return whether there is anything to look for."""
        return bool(self.words or self.short or self.inside or self.phrases)

    def without(self, other: Sought) -> Sought:
        """Return what is left of it where ``other`` is somebody's own name, as a sister's is."""
        return Sought(*(getattr(self, each.name) - getattr(other, each.name) for each in fields(self)))


def sought(client: Client) -> Sought:
    """Return by what a client is recognised in texts about others (Rule L5).

    Her designation is looked for as a whole: it can hold any word ("Frau mit rotem Schal").
    """
    names = (client.family_name, client.given_name)
    raw = [word for name in names for word in A_HYPHEN.sub(" ", name).split()]
    alone = {word for name in names for word in with_joined(folded_words(name))} - _PARTICLES
    words = {word for word in alone if _is_long(word)}
    whole = ["".join(name.split()) for name in (*names, "".join(names), "".join(reversed(names)))]
    called = tuple(folded_words(client.designation))
    return Sought(
        words=frozenset(words),
        spelled=frozenset(_SPELLED + name_of(word) for word in words if name_of(word)),
        in_latin=_sounds(word for word in raw if _LATIN.search(word)),
        in_others=_sounds(word for word in raw if not _LATIN.search(word)),
        inside=frozenset(word for word in (*raw, *whole) if _UNSPACED.search(word) and len(word) > 1),
        short=frozenset(word for word in alone - words if len(word) > 1),
        phrases=frozenset([called] if len("".join(called)) >= SHORTEST_NAME else []),
    )


def any_of(people: Iterable[Sought]) -> Sought:
    """Return what finds every text that names one of ``people``."""
    all_of_them = tuple(people)
    return Sought(
        *(frozenset().union(*(getattr(each, of.name) for each in all_of_them)) for of in fields(Sought))
    )


def spans(text: str, wanted: Sought) -> tuple[Span, ...]:
    """Return where ``text`` names who is ``wanted``, in order; a hyphenated word goes as a whole."""
    words = tuple(words_in(text))
    folded = [fold_word(text[start:end]) for start, end in words]
    beside = [is_beside(text[one[1] : other[0]]) for one, other in pairwise(words)]
    found = {span for span in words if _names(text[slice(*span)], wanted)}
    for at in range(len(words)):
        for run in _runs(folded, at, wanted):
            if all(beside[at : at + len(run) - 1]):
                found.update(words[at : at + len(run)])
    before = [(at, at - 1) for at in range(1, len(words)) if beside[at - 1]]
    for at, neighbour in (*before, *((one, other) for other, one in before)):
        is_name = words[neighbour] in found or folded[neighbour] in wanted.short - {folded[at]}
        titled = neighbour < at and folded[neighbour] in BEFORE_A_NAME
        if folded[at] in wanted.short and (is_name or titled):
            found.add(words[at])
    inside = (each.span() for part in wanted.inside for each in re.finditer(re.escape(part), text))
    return tuple(_apart(sorted((*found, *inside))))


def occurrence(wanted: Sought) -> Callable[[str], bool]:
    """Return a question that tells of many texts quickly whether one of them names who is ``wanted``."""
    in_runs = frozenset(word for phrase in wanted.phrases for word in phrase) | wanted.short | _JOINED_ON
    innocent: set[str] = set()

    def may_name(word: str) -> bool:
        parts = [word[slice(*span)] for span in words_in(word)]
        alone = any(_names(part, wanted) or fold_word(part) in in_runs for part in parts)
        return alone or any(part in word for part in wanted.inside)

    def occurs(text: str) -> bool:
        suspect = {word for word in set(text.split()) - innocent if may_name(word)}
        innocent.update(set(text.split()) - suspect)
        return bool(suspect) and bool(spans(text, wanted))

    return occurs


def _names(word: str, wanted: Sought) -> bool:
    """Return whether one word alone names who is wanted."""
    forms = _forms(word)
    if not wanted.words.isdisjoint(forms):
        return True
    if any(_SPELLED + name_of(form) in wanted.spelled for form in forms if wanted.spelled):
        return True
    if not _LATIN.search(word):
        return not wanted.in_latin.isdisjoint(_heard(word))
    return bool(wanted.in_others) and word[:1].isupper() and not wanted.in_others.isdisjoint(_heard(word))


@lru_cache(maxsize=65536)
def _forms(word: str) -> frozenset[str]:
    """Return what a word may be: whole, its parts between hyphens, each without the ``s`` of a genitive."""
    forms = {form for part in (word, *A_HYPHEN.split(word)) for form in fold_name(part).split()}
    bare = {form[:-1] for form in forms if form.endswith("s") and len(form) > SHORTEST_NAME}
    return frozenset(forms | bare)


@lru_cache(maxsize=8192)
def _heard(word: str) -> frozenset[str]:
    """Return what a word of another script sounds like."""
    return frozenset(
        form.text for part in A_HYPHEN.split(word) if part for form in sound_forms(part.casefold())
    )


def _sounds(words: Iterable[str]) -> frozenset[str]:
    return frozenset(index_sounds(Client(" ".join(words))).split())


def _runs(folded: list[str], at: int, wanted: Sought) -> Iterator[tuple[str, ...]]:
    """Yield the words from ``at`` on that name her together: a phrase, ``Al Hasan`` where she is Alhasan."""
    for phrase in wanted.phrases:
        if tuple(folded[at : at + len(phrase)]) == phrase:
            yield phrase
    two = tuple(folded[at : at + 2])
    if two[0] in _JOINED_ON and "".join(two) in wanted.words and len(two) == 2:
        yield two


def is_beside(between: str) -> bool:
    """Return whether what stands between two words leaves them side by side: ``Fr. Li``, ``Li, Bo``."""
    return between.strip() in ("", ".", ",")


def _is_long(word: str) -> bool:
    """Return whether a word of a name may be looked for alone; two letters of another script are many."""
    return not _UNSPACED.search(word) and len(word) >= (SHORTEST_NAME if _LATIN.match(word) else 2)


def _apart(ordered: Iterable[Span]) -> Iterator[Span]:
    """Yield spans that do not overlap: those that do as one."""
    last: Span | None = None
    for start, end in ordered:
        if last is not None and start < last[1]:
            last = (last[0], max(last[1], end))
            continue
        if last is not None:
            yield last
        last = (start, end)
    if last is not None:
        yield last


def words_in(text: str) -> Iterator[Span]:
    """Yield where the words of a text stand."""
    start: int | None = None
    for at, letter in enumerate(text):
        if _of_a_word(letter):
            start = at if start is None else start
        elif start is not None:
            yield start, at
            start = None
    if start is not None:
        yield start, len(text)


@lru_cache(maxsize=4096)
def _of_a_word(letter: str) -> bool:
    """Return whether a character stands inside a word, as letters, marks, hyphens and apostrophes do."""
    return plain_letters(f"a{letter}a") != "a a"
