"""The same person twice: possible doubles are named, never merged by themselves; twins stay two."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from intman_desktop.rules.folding import fold_word, skeleton, sound
from intman_desktop.values.case_file import Client
from intman_desktop.values.codes import BirthPrecision, Sex
from intman_desktop.values.explanation import Explanation

_VOWELS = frozenset("aiu")


@dataclass(frozen=True)
class Double:
    """A case that may belong to the same person, and the fact that says what is alike."""

    key: str
    fact: Explanation


def possible_doubles(client: Client, others: Iterable[tuple[str, Client]]) -> tuple[Double, ...]:
    """Return which of ``others`` (case key, client) may be the same person as ``client``.

    Facts: ``double_same`` (same name, same birth), ``double_similar_name`` (names that differ by
    spelling, same birth), ``double_swapped_birth`` (names alike, day and month swapped),
    ``double_vague_birth`` (same name, births that do not contradict each other but are not both
    known to the day).
    """
    found = ((key, _fact(client, other)) for key, other in others)
    return tuple(Double(key, fact) for key, fact in found if fact is not None)


def names_alike(client: Client) -> str:
    """Return what two clients of the same name have in common, in whichever order its parts stand."""
    return " ".join(sorted(fold_word(name) for name in _names(client)))


def swapped(day: date | None) -> date | None:
    """Return the date with day and month swapped, None where no such day exists."""
    if day is None or day.day > 12:
        return None
    return date(day.year, day.day, day.month)


def doubles_among(
    people: Sequence[tuple[str, Client]], settled: Collection[frozenset[str]] = ()
) -> tuple[tuple[str, Double], ...]:
    """Return every pair of ``people`` (case key, client) that may be one person: a key and its double.

    Each pair stands once, in the order of ``people``; pairs of keys that are ``settled`` are left out.
    Only those whose names share their consonants are compared, so that thousands take a moment.
    """
    alike: dict[tuple[str, ...], list[tuple[str, Client]]] = {}
    pairs = []
    for key, client in people:
        bones = tuple(sorted(skeleton(name) for name in _names(client)))
        before = alike.setdefault(bones, [])
        for other_key, other in before:
            fact = None if frozenset((key, other_key)) in settled else _fact(client, other)
            if fact is not None:
                pairs.append((other_key, Double(key, fact)))
        before.append((key, client))
    return tuple(pairs)


def _fact(one: Client, other: Client) -> Explanation | None:
    if _sexes_differ(one.sex, other.sex):
        return None
    same = _same_name(one, other)
    if not same and not _similar_name(one, other):
        return None
    if _exact(one) and _exact(other):
        if one.birth_date == other.birth_date:
            return Explanation("double_same" if same else "double_similar_name")
        if one.birth_date == swapped(other.birth_date):
            return Explanation("double_swapped_birth")
    if same and _births_may_agree(one, other):
        return Explanation("double_vague_birth")
    return None


def _sexes_differ(one: Sex | None, other: Sex | None) -> bool:
    told = {Sex.MALE, Sex.FEMALE, Sex.DIVERSE}
    return one in told and other in told and one is not other


def _names(client: Client) -> tuple[str, str]:
    """Return family and given name, whatever is there; the designation where there is neither."""
    if not client.family_name.strip() and not client.given_name.strip():
        return client.designation, ""
    return client.family_name, client.given_name


def _same_name(one: Client, other: Client) -> bool:
    alike = names_alike(one)
    return bool(alike.strip()) and alike == names_alike(other)


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


def _births_may_agree(one: Client, other: Client) -> bool:
    """Return whether two births, not both known to the day, can be one."""
    if one.birth_date is None or other.birth_date is None:
        return True
    if one.birth_date.year != other.birth_date.year:
        return False
    precisions = {one.birth_precision, other.birth_precision}
    uncertain = one.birth_uncertain or other.birth_uncertain
    if uncertain or precisions & {BirthPrecision.YEAR, BirthPrecision.UNKNOWN}:
        return True
    return BirthPrecision.MONTH in precisions and one.birth_date.month == other.birth_date.month
