"""The same person twice: possible doubles are named, never merged by themselves; twins stay two."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from functools import cache, cached_property

from intman_desktop.rules.finding import heard_parts
from intman_desktop.rules.folding import fold_word, skeleton, sound
from intman_desktop.rules.heard_names import HeardWord, heard_words, sound_alike, sounds_within
from intman_desktop.rules.spellings import Spellings
from intman_desktop.values.case_file import Client
from intman_desktop.values.codes import BirthPrecision, Sex
from intman_desktop.values.explanation import Explanation

_VOWELS = frozenset("aiu")


@dataclass(frozen=True)
class Double:
    """A case that may belong to the same person, and the fact that says what is alike."""

    key: str
    fact: Explanation


class Folding:
    """How names fold, kept for as long as many are compared: most of them are many people's.

    ``spellings`` are the names that are known by more than their letters.
    """

    def __init__(self, spellings: Spellings) -> None:
        self.spellings = spellings
        self.word = cache(fold_word)
        self.bones = cache(skeleton)
        self.parts = cache(heard_parts)


class Known:
    """A client with what comparing asks for again and again, each worked out when it is first asked for."""

    def __init__(self, client: Client, folding: Folding) -> None:
        self.client = client
        self._folding = folding

    @cached_property
    def alike(self) -> str:
        """What two clients of the same name have in common, in whichever order its parts stand."""
        return " ".join(sorted(map(self._folding.word, _names(self.client))))

    @cached_property
    def bones(self) -> tuple[str, ...]:
        """What two clients of names that differ by a vowel have in common."""
        return tuple(sorted(map(self._folding.bones, _names(self.client))))

    @cached_property
    def heard(self) -> tuple[HeardWord, ...]:
        """The words of the whole name as they sound."""
        family, given = map(self._folding.parts, _names(self.client))
        return heard_words(family, given, self._folding.spellings)

    @property
    def exact(self) -> bool:
        """Whether the birth is told to the day, certain or not."""
        return _exact(self.client)

    @property
    def vague(self) -> bool:
        """Whether the birth is known, and not surely to the day."""
        return self.client.birth_date is not None and (self.client.birth_uncertain or not self.exact)


def possible_doubles(
    client: Client, others: Iterable[tuple[str, Client]], spellings: Spellings
) -> tuple[Double, ...]:
    """Return which of ``others`` (case key, client) may be the same person as ``client``.

    ``spellings`` are the names that are known by more than their letters.
    Facts: ``double_same`` (same name, same birth), ``double_similar_name`` (names that differ by
    spelling or script, or in where the family name begins; same birth), ``double_further_name`` (one name is
    the other with something more; same birth), ``double_swapped_birth`` (names
    alike, day and month swapped), ``double_vague_birth`` (same name, births that do not contradict each
    other but are not both known to the day), ``double_vague_similar`` (the same of names that sound alike).
    """
    folding = Folding(spellings)
    known = ((key, Known(other, folding)) for key, other in others)
    return doubles_of(Known(client, folding), known)


def doubles_of(one: Known, others: Iterable[tuple[str, Known]]) -> tuple[Double, ...]:
    """Return the same as ``possible_doubles``, of those who are known already."""
    found = ((key, _fact(one, other)) for key, other in others)
    return tuple(Double(key, fact) for key, fact in found if fact is not None)


def swapped(day: date | None) -> date | None:
    """Return the date with day and month swapped, None where no such day exists."""
    if day is None or day.day > 12:
        return None
    return date(day.year, day.day, day.month)


class _Births(Enum):
    """What two births have to do with each other, unless they contradict each other."""

    SAME = auto()
    SWAPPED = auto()
    VAGUE = auto()
    UNKNOWN = auto()


def _fact(one: Known, other: Known) -> Explanation | None:
    births = _compared(one.client, other.client)
    if births is None or _sexes_differ(one.client.sex, other.client.sex):
        return None
    same = bool(one.alike.strip()) and one.alike == other.alike
    if births in (_Births.VAGUE, _Births.UNKNOWN):
        code = "double_vague_birth" if same else "double_vague_similar"
        # A birth that is not known contradicts none: the more must the names agree.
        near = births is _Births.VAGUE or one.bones == other.bones
        return Explanation(code) if same or (near and _sounding(one, other)) else None
    if not same and not _similar(one, other) and not _sounding(one, other):
        further = births is _Births.SAME and sounds_within(one.heard, other.heard)
        return Explanation("double_further_name") if further else None
    if births is _Births.SWAPPED:
        return Explanation("double_swapped_birth")
    return Explanation("double_same" if same else "double_similar_name")


def _compared(one: Client, other: Client) -> _Births | None:
    if one.birth_date is None or other.birth_date is None:
        return _Births.UNKNOWN
    if _exact(one) and _exact(other):
        if one.birth_date == other.birth_date:
            return _Births.SAME
        if one.birth_date == swapped(other.birth_date):
            return _Births.SWAPPED
    return _Births.VAGUE if _births_may_agree(one, other, one.birth_date, other.birth_date) else None


def _similar(one: Known, other: Known) -> bool:
    return one.bones == other.bones and _similar_name(one.client, other.client)


def _sounding(one: Known, other: Known) -> bool:
    return sound_alike(one.heard, other.heard)


def _sexes_differ(one: Sex | None, other: Sex | None) -> bool:
    told = {Sex.MALE, Sex.FEMALE, Sex.DIVERSE}
    return one in told and other in told and one is not other


def _names(client: Client) -> tuple[str, str]:
    """Return family and given name, whatever is there; the designation where there is neither."""
    if not client.family_name.strip() and not client.given_name.strip():
        return client.designation, ""
    return client.family_name, client.given_name


def _similar_name(one: Client, other: Client) -> bool:
    (family, given), (other_family, other_given) = _names(one), _names(other)
    straight = _close(family, other_family) and _close(given, other_given)
    turned = _close(family, other_given) and _close(given, other_family)
    return any(sound(name) for name in (family, given)) and (straight or turned)


def _close(one: str, other: str) -> bool:
    """Return whether two names differ by spelling alone.

    The consonants agree and at most one vowel inside is another, more or less; the end must agree,
    because an ending makes another name (Amin and Amina are twins, not one person).
    """
    first, second = sound(one), sound(other)
    if first == second:
        return True
    if not first or not second or first[-1] != second[-1] or skeleton(one) != skeleton(other):
        return False
    return _one_vowel_apart(*sorted((first, second), key=len))


def _one_vowel_apart(short: str, long: str) -> bool:
    at = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    if len(short) == len(long):
        return {short[at], long[at]} <= _VOWELS and short[at + 1 :] == long[at + 1 :]
    return len(long) == len(short) + 1 and long[at] in _VOWELS and short[at:] == long[at + 1 :]


def _exact(client: Client) -> bool:
    return client.birth_date is not None and client.birth_precision is BirthPrecision.DAY


def _births_may_agree(one: Client, other: Client, born: date, other_born: date) -> bool:
    """Return whether two births, not both known to the day, can be one."""
    if born.year != other_born.year:
        return False
    precisions = {one.birth_precision, other.birth_precision}
    uncertain = one.birth_uncertain or other.birth_uncertain
    if uncertain or precisions & {BirthPrecision.YEAR, BirthPrecision.UNKNOWN}:
        return True
    return BirthPrecision.MONTH in precisions and born.month == other_born.month
