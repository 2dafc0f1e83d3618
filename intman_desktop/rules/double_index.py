"""Many people against many: only those are compared that can be doubles at all (scenarios "Doubles")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import TypeAlias

from intman_desktop.rules.doubles import Double, Folding, Known, doubles_of, swapped
from intman_desktop.rules.heard_names import HeardWord
from intman_desktop.rules.spellings import Spellings
from intman_desktop.values.case_file import Client

_Told: TypeAlias = tuple[int, str, Known]

_FEW = 8
"""Of so many people each is compared, before their names are worked out."""


class _Words:
    """Every word of a name that was met, by what it is found by: each is worked out once, not per person."""

    def __init__(self) -> None:
        self._met: set[str] = set()
        self._found_by: dict[str, list[str]] = defaultdict(list)
        self._like: dict[str, tuple[int, set[str]]] = {}

    def take_in(self, words: Iterable[HeardWord]) -> None:
        for word in words:
            if word.text not in self._met:
                self._met.add(word.text)
                for token in word.found_by:
                    self._found_by[token].append(word.text)

    def like(self, word: HeardWord) -> set[str]:
        """Return the words met so far that can be one name with ``word``."""
        met, like = self._like.get(word.text, (-1, set()))
        if met != len(self._met):
            held = self._found_by
            like = {text for token in word.asks_for if token in held for text in held[token]}
            self._like[word.text] = (len(self._met), like)
        return like


class _Born:
    """Those born on one day or in one year, by what they share of their names; worked out when asked."""

    def __init__(self, words: _Words, shared: Callable[[Known], Hashable], *, any_word: bool = False) -> None:
        """Find by ``any_word`` that sounds alike, where one name may be the other with something more."""
        self._words = words
        self._shared = shared
        self._any_word = any_word
        self._people: list[_Told] = []
        self._by_name: dict[Hashable, list[_Told]] = defaultdict(list)
        self._by_word: dict[str, list[_Told]] = defaultdict(list)
        self._worked_out = 0

    def add(self, told: _Told) -> None:
        self._people.append(told)

    def alike(self, known: Known) -> Iterable[_Told]:
        """Return those who share of their name what was said, or a word that sounds like the rarest of it.

        No other can sound alike; one that is shorter needs not have the rarest, but any. Of a few all are
        returned: to compare them costs less.
        """
        return self._people if len(self._people) <= _FEW else self._sorted_out(known)

    def _sorted_out(self, known: Known) -> Iterator[_Told]:
        for told in self._people[self._worked_out :]:
            heard = told[2].heard
            self._words.take_in(heard)
            self._by_name[self._shared(told[2])].append(told)
            for text in {word.text for word in heard}:
                self._by_word[text].append(told)
        self._worked_out = len(self._people)
        yield from self._by_name.get(self._shared(known), ())
        held = [
            [self._by_word[text] for text in self._words.like(word) if text in self._by_word]
            for word in known.heard
        ]
        rarest = min(held, key=lambda lists: sum(map(len, lists)), default=[])
        for lists in held if self._any_word else [rarest]:
            for some in lists:
                yield from some


class DoubleIndex:
    """Clients by what a double must share: the birth, also turned, its year with the name, or the bones.

    Two births that do not contradict each other are of one year, unless one of them is not known at all;
    names that are the same or differ by a vowel, or whose births are not known, have the same bones.
    ``spellings`` are the names that are known by more than their letters.
    """

    def __init__(self, spellings: Spellings, people: Iterable[tuple[str, Client]] = ()) -> None:
        self._folding = Folding(spellings)
        self._all: list[_Told] = []
        words = _Words()
        self._days: dict[date, _Born] = defaultdict(lambda: _Born(words, attrgetter("bones"), any_word=True))
        self._years: dict[int, _Born] = defaultdict(lambda: _Born(words, attrgetter("alike")))
        self._vague: dict[int, _Born] = defaultdict(lambda: _Born(words, attrgetter("alike")))
        self._unknown: dict[tuple[str, ...], list[_Told]] = defaultdict(list)
        self._by_bones: dict[tuple[str, ...], list[_Told]] = defaultdict(list)
        self._boned = 0
        for key, client in people:
            self.add(key, client)

    def add(self, key: str, client: Client) -> None:
        """Take one more client in under ``key``."""
        self._take_in(key, Known(client, self._folding))

    def of(self, client: Client) -> tuple[Double, ...]:
        """Return what ``doubles.possible_doubles`` finds among all that were added."""
        return self._of(Known(client, self._folding))

    def of_next(self, key: str, client: Client) -> tuple[Double, ...]:
        """Return the same, and take the client in under ``key``."""
        known = Known(client, self._folding)
        found = self._of(known)
        self._take_in(key, known)
        return found

    def _take_in(self, key: str, known: Known) -> None:
        told = (len(self._all), key, known)
        self._all.append(told)
        born = known.client.birth_date
        if born is None:
            self._unknown[known.bones].append(told)
            return
        if known.exact:
            self._days[born].add(told)
        self._years[born.year].add(told)
        if known.vague:
            self._vague[born.year].add(told)

    def _of(self, known: Known) -> tuple[Double, ...]:
        can_be = {at: (key, other) for at, key, other in self._candidates(known)}
        return doubles_of(known, (can_be[at] for at in sorted(can_be)))

    def _candidates(self, known: Known) -> Iterator[_Told]:
        born = known.client.birth_date
        if born is None:
            yield from self._with_bones(known.bones)
            return
        if self._unknown:
            yield from self._unknown.get(known.bones, ())
        years = self._years if known.vague else self._vague
        if born.year in years:
            yield from years[born.year].alike(known)
        for day in {born, swapped(born) or born} if known.exact else ():
            if day in self._days:
                yield from self._days[day].alike(known)

    def _with_bones(self, bones: tuple[str, ...]) -> Sequence[_Told]:
        """Return those of the same bones; only a birth that is unknown asks, so they are worked out late."""
        for told in self._all[self._boned :]:
            self._by_bones[told[2].bones].append(told)
        self._boned = len(self._all)
        return self._by_bones.get(bones, ())


def doubles_among(
    people: Sequence[tuple[str, Client]],
    spellings: Spellings,
    settled: Collection[frozenset[str]] = (),
) -> tuple[tuple[str, Double], ...]:
    """Return every pair of ``people`` (case key, client) that may be one person: a key and its double.

    Each pair stands once, in the order of ``people``; pairs of keys that are ``settled`` are left out.
    Only those that can be doubles are compared, so that thousands take a moment.
    """
    index = DoubleIndex(spellings)
    return tuple(
        (double.key, Double(key, double.fact))
        for key, client in people
        for double in index.of_next(key, client)
        if frozenset((key, double.key)) not in settled
    )
