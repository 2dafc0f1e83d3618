"""Many people against many: only those are compared that can be doubles at all (scenarios "Doubles")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import TypeAlias

from intman_desktop.rules.doubles import Double, Known, doubles_of, swapped
from intman_desktop.values.case_file import Client

_Told: TypeAlias = tuple[int, str, Known]


class _Year:
    """Those born in one year, by what each word of their names is found by; worked out when first asked."""

    def __init__(self) -> None:
        self._people: list[_Told] = []
        self._by_sound: dict[str, list[_Told]] = defaultdict(list)
        self._worked_out = 0

    def add(self, told: _Told) -> None:
        self._people.append(told)

    def sounding(self, known: Known) -> Iterator[_Told]:
        """Yield those with a word that sounds like the rarest of the name; the others cannot sound alike."""
        for told in self._people[self._worked_out :]:
            for token in {token for word in told[2].heard for token in word.found_by}:
                self._by_sound[token].append(told)
        self._worked_out = len(self._people)
        held = [
            [self._by_sound[token] for token in word.asks_for if token in self._by_sound]
            for word in known.heard
        ]
        rarest = min(held, key=lambda lists: sum(map(len, lists)), default=[])
        return (told for some in rarest for told in some)


class DoubleIndex:
    """Clients by what a double must share: the folded name, the birth, also turned, or its year and sound."""

    def __init__(self, people: Iterable[tuple[str, Client]] = ()) -> None:
        self._all: list[_Told] = []
        self._by_name: dict[str, list[_Told]] = defaultdict(list)
        self._by_birth: dict[date, list[_Told]] = defaultdict(list)
        self._years: dict[int, _Year] = defaultdict(_Year)
        self._vague: dict[int, _Year] = defaultdict(_Year)
        self._unknown: dict[tuple[str, ...], list[_Told]] = defaultdict(list)
        self._by_bones: dict[tuple[str, ...], list[_Told]] = defaultdict(list)
        self._boned = 0
        for key, client in people:
            self.add(key, client)

    def add(self, key: str, client: Client) -> None:
        """Take one more client in under ``key``."""
        self._take_in(key, Known(client))

    def of(self, client: Client) -> tuple[Double, ...]:
        """Return what ``doubles.possible_doubles`` finds among all that were added."""
        return self._of(Known(client))

    def of_next(self, key: str, client: Client) -> tuple[Double, ...]:
        """Return the same, and take the client in under ``key``."""
        known = Known(client)
        found = self._of(known)
        self._take_in(key, known)
        return found

    def _take_in(self, key: str, known: Known) -> None:
        told = (len(self._all), key, known)
        self._all.append(told)
        self._by_name[known.alike].append(told)
        born = known.client.birth_date
        if born is None:
            self._unknown[known.bones].append(told)
            return
        self._by_birth[born].append(told)
        self._years[born.year].add(told)
        if known.vague:
            self._vague[born.year].add(told)

    def _of(self, known: Known) -> tuple[Double, ...]:
        can_be = {at: (key, other) for at, key, other in self._candidates(known)}
        return doubles_of(known, (can_be[at] for at in sorted(can_be)))

    def _candidates(self, known: Known) -> Iterator[_Told]:
        yield from self._by_name.get(known.alike, ())
        born = known.client.birth_date
        if born is None:
            yield from self._with_bones(known.bones)
            return
        if self._unknown:
            yield from self._unknown.get(known.bones, ())
        years = self._years if known.vague else self._vague
        if born.year in years:
            yield from years[born.year].sounding(known)
        for day in (born, swapped(born)):
            if day is not None:
                yield from self._by_birth.get(day, ())

    def _with_bones(self, bones: tuple[str, ...]) -> Sequence[_Told]:
        """Return those of the same bones; only a birth that is unknown asks, so they are worked out late."""
        for told in self._all[self._boned :]:
            self._by_bones[told[2].bones].append(told)
        self._boned = len(self._all)
        return self._by_bones.get(bones, ())


def doubles_among(
    people: Sequence[tuple[str, Client]], settled: Collection[frozenset[str]] = ()
) -> tuple[tuple[str, Double], ...]:
    """Return every pair of ``people`` (case key, client) that may be one person: a key and its double.

    Each pair stands once, in the order of ``people``; pairs of keys that are ``settled`` are left out.
    Only those that can be doubles are compared, so that thousands take a moment.
    """
    index = DoubleIndex()
    return tuple(
        (double.key, Double(key, double.fact))
        for key, client in people
        for double in index.of_next(key, client)
        if frozenset((key, double.key)) not in settled
    )
