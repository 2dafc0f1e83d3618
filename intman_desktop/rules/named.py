"""Where a text about somebody else names a person, in whatever spelling, form or script (Rule L5).

Who reads the list decides place by place, so a word too many is better than one too few. By what the search
would find her, she is found here: what only sounds like her name is told apart, as ``SOUNDED``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from enum import IntEnum
from functools import cached_property
from itertools import pairwise

from intman_desktop.rules.finding import NAME, index_sounds
from intman_desktop.rules.folding import (
    A_HYPHEN,
    JOINED_ON,
    fold_word,
    folded_words,
    joined_across,
    with_joined,
)
from intman_desktop.rules.spellings import Spellings
from intman_desktop.rules.text_words import (
    LATIN,
    SHORTEST_NAME,
    SOUND,
    UNSPACED,
    Span,
    folded_word,
    heard_across,
    is_beside,
    is_ordinary,
    outline,
    sounds_heard,
    spoken_forms,
    word_forms,
    words_in,
)
from intman_desktop.values.case_file import Client
from intman_desktop.values.codes import Sex

_TITLES = {Sex.FEMALE: frozenset(("frau", "fr")), Sex.MALE: frozenset(("herr", "herrn", "hr", "hrn"))}
BEFORE_A_NAME = frozenset().union(*_TITLES.values(), ("familie", "fam"))
"""What stands before a name (folded)."""

_PARTICLES = JOINED_ON | frozenset(
    ("da", "de", "del", "den", "der", "des", "di", "dos", "du", "la", "le", "van", "von", "zu", "zum", "zur")
)
"""Parts of names that stand in every text, or in names of half the office: never looked for alone."""
_ARABIC_BONES = "1a"
"""What a token of ``finding`` begins with that is written in Arabic letters."""
_SHORTEST_SOUND = 3
_LONG_WORD = 5
"""A word of so many letters may sound like a name without a capital in front."""
_ENDINGS = ("lar", "ler", "in")
"""What makes a family of a name, or a woman, without an apostrophe; with an ``i`` it is another name."""


class Likeness(IntEnum):
    """How well a word is a person's name: surely, by its sound, or so only ``JOINED`` with others."""

    JOINED = 0
    SOUNDED = 1
    SURE = 2


@dataclass(frozen=True)
class Sought:
    """By what a person is recognised in a text.

    ``words`` are the folded words of her names, alone and joined; ``spelled`` every spelling of the known
    names among them; ``in_latin`` and ``in_others`` what her names in Latin and in other letters sound like,
    and are spelled like, by which they are found in each other's script; ``inside`` what is found within a
    line without blanks; ``short`` the words that only stand for her beside another one; ``phrases`` words
    meant together; ``sounds`` what her names sound like, alone and joined, by which the search would find
    her; ``shared`` the words that are another's as well, and hers behind one of ``titles`` alone.
    """

    words: frozenset[str] = frozenset()
    spelled: frozenset[str] = frozenset()
    in_latin: frozenset[str] = frozenset()
    in_others: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    short: frozenset[str] = frozenset()
    phrases: frozenset[tuple[str, ...]] = frozenset()
    sounds: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()

    @cached_property
    def outlines(self) -> frozenset[str]:
        """The letters that every word keeps which sounds like her, so that most words need not be heard."""
        return frozenset(outline(each[1:]) for each in self.sounds if each.startswith(SOUND))

    def __bool__(self) -> bool:
        """Return whether there is anything to look for."""
        return bool(self.words or self.short or self.inside or self.phrases)

    def without(self, other: Sought) -> Sought:
        """Return what is left where ``other`` is somebody's own name, as a sister's is, in any script.

        Of the same name only a husband is told from his wife: "Herr Sommer" is not her.
        """
        heard = other.in_latin | other.in_others
        left = Sought(*(getattr(self, each.name) - getattr(other, each.name) for each in fields(self)))
        shared = self.words & other.words if left.titles else frozenset[str]()
        return replace(left, in_latin=left.in_latin - heard, in_others=left.in_others - heard, shared=shared)


def sought(client: Client, spellings: Spellings) -> Sought:
    """Return by what a client is recognised in texts about others (Rule L5).

    Her designation is looked for as a whole: it can hold any word ("Frau mit rotem Schal"). ``spellings`` are
    the names that are known by more than their letters.
    """
    names = (client.family_name, client.given_name)
    raw = [word for name in names for word in A_HYPHEN.sub(" ", name).split()]
    parts = [folded_words(name) for name in names]
    alone = {word for each in parts for word in with_joined(each)} - _PARTICLES | {*joined_across(*parts)}
    words = {word for word in alone if _is_long(word)}
    together = ("".join(names), "".join(reversed(names)))
    whole = ["".join(name.split()) for name in (*names, *together)]
    called = tuple(folded_words(client.designation))
    in_one = {(fold_word(each),) for each in together} if all(names) else set()
    return Sought(
        words=frozenset(words),
        spelled=frozenset().union(*(spellings.all_of(spellings.name_of(word)) for word in words)),
        in_latin=_sounds((word for word in raw if LATIN.search(word)), spellings),
        in_others=_sounds((word for word in raw if not LATIN.search(word)), spellings),
        inside=frozenset(word for word in (*raw, *whole) if UNSPACED.search(word) and len(word) > 1),
        short=frozenset(word for word in alone - words if len(word) > 1),
        phrases=frozenset([called] if len("".join(called)) >= SHORTEST_NAME else []) | in_one,
        sounds=_sounds_of(names, raw, spellings),
        titles=_TITLES.get(client.sex, frozenset()) if client.sex else frozenset(),
    )


def any_of(people: Iterable[Sought]) -> Sought:
    """Return what finds every text that names one of ``people``."""
    all_of_them = tuple(people)
    return Sought(
        *(frozenset().union(*(getattr(each, of.name) for each in all_of_them)) for of in fields(Sought))
    )


def spans(text: str, wanted: Sought) -> tuple[Span, ...]:
    """Return where ``text`` surely names who is ``wanted``, in order; a hyphenated word goes as a whole."""
    return tuple(span for span, likeness in likenesses(text, wanted) if likeness is Likeness.SURE)


def likenesses(text: str, wanted: Sought) -> tuple[tuple[Span, Likeness], ...]:
    """Return where ``text`` may name who is ``wanted``, in order, and how well; as ``spans`` otherwise."""
    inside = tuple(
        _apart(sorted(each.span() for part in wanted.inside for each in re.finditer(re.escape(part), text)))
    )
    line = _Line.of(text, inside)
    sure = _beside_a_name(line, _sure(line, wanted).union(inside), wanted)
    surely = tuple(_apart(sorted(sure)))
    heard = _apart_from(surely, _heard(line, sure, wanted))
    return tuple(sorted((*heard, *((span, Likeness.SURE) for span in surely))))


@dataclass(frozen=True)
class _Line:
    """A text in its words: where each stands, how it is folded, and whether the next one is beside it."""

    text: str
    words: tuple[Span, ...]
    folded: tuple[str, ...]
    beside: tuple[bool, ...]

    @classmethod
    def of(cls, text: str, inside: tuple[Span, ...]) -> _Line:
        words = tuple(_cut(words_in(text), inside))
        folded = tuple(folded_word(text[start:end]) for start, end in words)
        beside = tuple(is_beside(text[one[1] : other[0]]) for one, other in pairwise(words))
        return cls(text, words, folded, beside)

    def word(self, at: int) -> str:
        return self.text[slice(*self.words[at])]

    def together(self, at: int, count: int) -> tuple[Span, ...]:
        """Return ``count`` words from ``at`` on, none where they do not all stand beside each other."""
        return self.words[at : at + count] if all(self.beside[at : at + count - 1]) else ()


def _sure(line: _Line, wanted: Sought) -> set[Span]:
    """Return the words that name her, each alone or several together."""
    found = {span for at, span in enumerate(line.words) if _names(line.word(at), wanted)}
    for at in range(len(line.words)):
        for run in _runs(line.folded, at, wanted):
            found.update(line.together(at, len(run)))
    return found


def _beside_a_name(line: _Line, sure: set[Span], wanted: Sought) -> set[Span]:
    """Return ``sure`` with the words that stand for her only beside a name of hers, or behind a title."""
    found = set(sure)

    def is_hers(at: int, neighbour: int) -> bool:
        word, other = line.folded[at], line.folded[neighbour]
        if word in wanted.short and (line.words[neighbour] in found or other in wanted.short - {word}):
            return True
        if neighbour > at:
            return False
        titled = word in wanted.short and other in BEFORE_A_NAME
        return titled or (other in wanted.titles and _is_shared(line.word(at), wanted))

    # What was found stands beside the next: to the end of the text, and back to its beginning.
    followed = [at for at, is_beside_the_next in enumerate(line.beside) if is_beside_the_next]
    for at in followed:
        if is_hers(at + 1, at):
            found.add(line.words[at + 1])
    for at in reversed(followed):
        if is_hers(at, at + 1):
            found.add(line.words[at])
    return found


def _heard(line: _Line, sure: set[Span], wanted: Sought) -> dict[Span, Likeness]:
    """Return the other words that sound like a name of hers, each alone or several together."""
    heard = {
        span: Likeness.SOUNDED
        for at, span in enumerate(line.words)
        if span not in sure and _sounds_like(line.word(at), wanted)
    }
    for at in range(len(line.words)):
        for count in _heard_runs(line, at, wanted):
            for span in line.together(at, count):
                heard.setdefault(span, Likeness.JOINED)
    return heard


def _apart_from(surely: tuple[Span, ...], heard: dict[Span, Likeness]) -> Iterator[tuple[Span, Likeness]]:
    """Yield what is ``heard`` and lies outside of all that is named ``surely``, which is in order."""
    begins = [start for start, _end in surely]
    for (start, end), likeness in heard.items():
        before_its_end = bisect_left(begins, end)
        if not before_its_end or surely[before_its_end - 1][1] <= start:
            yield (start, end), likeness


def occurrence(wanted: Sought) -> Callable[[str], bool]:
    """Return a question that tells of many texts quickly whether one of them names who is ``wanted``."""
    in_runs = frozenset(word for phrase in wanted.phrases for word in phrase) | wanted.short | JOINED_ON
    divided = [(word[:at], word[at:]) for word in wanted.words for at in range(2, len(word) - 1)]
    heads, tails = (frozenset(each[side] for each in divided) for side in (0, 1))
    innocent: set[str] = set()
    suspect: dict[str, frozenset[str]] = {}

    def may_name(word: str) -> bool:
        parts = [word[slice(*span)] for span in words_in(word)]
        alone = any(
            _names(part, wanted) or folded_word(part) in in_runs or _sounds_like(part, wanted)
            for part in parts
        )
        return alone or any(part in word for part in wanted.inside)

    def look_at(word: str) -> None:
        if may_name(word):
            suspect[word] = frozenset()
            return
        folded = frozenset(folded_word(word[slice(*span)]) for span in words_in(word)) & (heads | tails)
        if folded:
            suspect[word] = folded
        else:
            innocent.add(word)

    def occurs(text: str) -> bool:
        rest = set(text.split()) - innocent
        for word in rest - suspect.keys():
            look_at(word)
        left = [suspect[word] for word in rest if word in suspect]
        if all(left):
            parts = frozenset[str]().union(*left)
            joined = (one + other for one in parts & heads for other in parts & tails)
            if not any(each in wanted.words for each in joined):
                return False
        return bool(likenesses(text, wanted))

    return occurs


def _names(word: str, wanted: Sought) -> bool:
    """Return whether one word alone names who is wanted."""
    forms = word_forms(word)
    if not (wanted.words.isdisjoint(forms) and wanted.spelled.isdisjoint(forms)):
        return True
    if not LATIN.search(word):
        return not wanted.in_latin.isdisjoint(heard_across(word))
    return (
        bool(wanted.in_others) and word[:1].isupper() and not wanted.in_others.isdisjoint(heard_across(word))
    )


def _is_shared(word: str, wanted: Sought) -> bool:
    """Return whether a word is a name that somebody else has too."""
    return not wanted.shared.isdisjoint(word_forms(word))


def _sounds_like(word: str, wanted: Sought) -> bool:
    """Return whether one word sounds like a name of who is wanted, though it is written in another way."""
    if not (len(word) >= _LONG_WORD or word[0].isupper() or not LATIN.search(word)):
        return False
    return _goes_on(word, wanted) or any(_is_heard(form, wanted) for form in spoken_forms(word))


def _goes_on(word: str, wanted: Sought) -> bool:
    """Return whether a word is a long name of hers with an ending: the ``Yılmazlar`` are her family."""
    folded = folded_word(word)
    names = (folded.removesuffix(ending) for ending in _ENDINGS if folded.endswith(ending))
    return any(len(name) >= _LONG_WORD and name in wanted.words for name in names)


def _is_heard(form: str, wanted: Sought) -> bool:
    if is_ordinary(form) or (form.isascii() and outline(form) not in wanted.outlines):
        return False
    return not wanted.sounds.isdisjoint(sounds_heard(form))


def _sounds_of(names: tuple[str, str], parts: Iterable[str], spellings: Spellings) -> frozenset[str]:
    """Return what a person's names sound like, alone and joined; what stands in every text not alone."""
    alone = [part for part in parts if fold_word(part) in _PARTICLES or not _is_long(fold_word(part))]
    tokens = frozenset(index_sounds(Client(*names), spellings).split())
    long = (each for each in tokens - _sounds(alone, spellings) if len(each) - 1 >= _SHORTEST_SOUND)
    return frozenset(each for each in long if each.startswith((SOUND, _ARABIC_BONES)))


def _sounds(words: Iterable[str], spellings: Spellings) -> frozenset[str]:
    """Return what words sound like, and every spelling of the known names among them."""
    tokens = index_sounds(Client(" ".join(words)), spellings).split()
    known = (spellings.all_of(token.removeprefix(NAME)) for token in tokens if token.startswith(NAME))
    return frozenset((*tokens, *(NAME + spelling for name in known for spelling in name)))


def _runs(folded: tuple[str, ...], at: int, wanted: Sought) -> Iterator[tuple[str, ...]]:
    """Yield the words from ``at`` on that name her together: a phrase, ``Al Hasan`` where she is Alhasan."""
    for phrase in wanted.phrases:
        if folded[at : at + len(phrase)] == phrase:
            yield phrase
    two = folded[at : at + 2]
    if len(two) < 2 or "".join(two) not in wanted.words or _PARTICLES.issuperset(two):
        return
    if two[0] in JOINED_ON or two[1] not in wanted.words:  # not the "der" of somebody found as Muster
        yield two


def _heard_runs(line: _Line, at: int, wanted: Sought) -> Iterator[int]:
    """Yield how many words from ``at`` on sound together like a name: ``Abd el Rahman``."""
    for count in (2, 3) if line.folded[at] in JOINED_ON else ():
        run = [line.text[slice(*each)] for each in line.words[at : at + count]]
        if len(run) == count and not _PARTICLES.issuperset(fold_word(each) for each in run):
            spoken = "".join(A_HYPHEN.sub("", each) for each in run).casefold()
            if _is_heard(spoken, wanted) or fold_word(spoken) in wanted.spelled:
                yield count


def _is_long(word: str) -> bool:
    """Return whether a word of a name may be looked for alone; two letters of another script are many."""
    return not UNSPACED.search(word) and len(word) >= (SHORTEST_NAME if LATIN.match(word) else 2)


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


def _cut(words: Iterable[Span], inside: tuple[Span, ...]) -> Iterator[Span]:
    """Yield ``words``, each in the parts that a name within a line without blanks leaves of it, and the name.

    What stands beside such a name is a word of its own once the name is blacked out.
    """
    for start, end in words:
        edges = {edge for span in inside for edge in span if start < edge < end}
        yield from pairwise((start, *sorted(edges), end))
