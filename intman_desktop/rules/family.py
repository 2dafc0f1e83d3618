"""Relatives with files of their own: what one is to the other (P4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from intman_desktop.rules.ages import is_adult, member_full_age_on, member_surely_of_age
from intman_desktop.values.case_file import Client, HouseholdMember
from intman_desktop.values.codes import BirthPrecision, Sex

CHILD = "child"
"""The relationship of whom two adults raise together."""
_OTHER = "other_relative"
_SAME = frozenset({"spouse", "partner", "sibling", "in_law", "not_related", _OTHER})
_COUNTERPARTS = {
    "mother": CHILD,
    "father": CHILD,
    "grandparent": "grandchild",
    "grandchild": "grandparent",
}
COUPLE = frozenset({"spouse", "partner"})
"""The relationships of two adults who raise children together."""
_PARENTS = {Sex.FEMALE: "mother", Sex.MALE: "father"}


def counterpart(relationship: str, sex: Sex | None) -> str:
    """Return what a client of ``sex`` is to the one whom she calls ``relationship``.

    Whose child somebody is, is the mother or the father; where the sex is not known, and for a
    stepchild, it is another relative.
    """
    if relationship in _SAME:
        return relationship
    if relationship == CHILD:
        return _PARENTS.get(sex, _OTHER) if sex is not None else _OTHER
    return _COUNTERPARTS.get(relationship, _OTHER)


def rows_for(
    household: Iterable[HouseholdMember], relationship: str, client: Client, today: date
) -> tuple[HouseholdMember, ...]:
    """Return the rows of the household that ``client`` may be, as her ``relationship`` (Rule P4).

    Those are without a link, and nothing in them contradicts what her file knows of her birth and age.
    """
    rows = (each for each in household if each.relationship == relationship and not each.linked_case)
    return tuple(each for each in rows if not _contradicts(each, client, today))


def row_for(
    household: Iterable[HouseholdMember], relationship: str, client: Client, today: date
) -> HouseholdMember | None:
    """Return the row of the household that is surely meant by ``relationship``, or None (Rule P4).

    That is the only one that ``client`` may be; of two nobody knows which.
    """
    rows = rows_for(household, relationship, client, today)
    return rows[0] if len(rows) == 1 else None


def _contradicts(member: HouseholdMember, client: Client, today: date) -> bool:
    """Return whether this row is somebody else: born in another month or year, or of another age."""
    born, turns = client.birth_date, member_full_age_on(member)
    if born is not None and client.birth_precision is not BirthPrecision.UNKNOWN and turns is not None:
        vague = client.birth_precision is BirthPrecision.YEAR or client.birth_uncertain
        months = {member.birth_month, born.month}
        return member.birth_year != born.year or not (vague or None in months or len(months) == 1)
    grown = is_adult(client, today)
    young = turns is not None and today < turns
    return (member.adult and grown is False) or (young and grown is True)


def told_of(household: Iterable[HouseholdMember], today: date) -> tuple[HouseholdMember, ...]:
    """Return the household as it may be told: who came of age in a file of her own by relationship only (P4).

    One without a file of her own stays as she was written down, until somebody asks her.
    """
    return tuple(come_of_age(each, today) if each.linked_case else each for each in household)


def parted(member: HouseholdMember, today: date) -> HouseholdMember:
    """Return the row without its link; whoever came of age meanwhile is left as an adult (Rule P4)."""
    return replace(come_of_age(member, today), linked_case="")


def come_of_age(member: HouseholdMember, today: date) -> HouseholdMember:
    """Return the row of a child that has surely turned 18 as an adult's: the relationship only (Rule P4)."""
    if not member_surely_of_age(member, today):
        return member
    return replace(member, adult=True, birth_year=None, birth_month=None)


def born_as(client: Client) -> HouseholdMember | None:
    """Return the row of a household that a child with the birth of ``client`` has, None where it is vague."""
    exact = (
        client.birth_precision in (BirthPrecision.DAY, BirthPrecision.MONTH) and not client.birth_uncertain
    )
    if client.birth_date is None or not exact:
        return None
    return HouseholdMember(CHILD, False, client.birth_date.year, client.birth_date.month)


def same_child(household: Iterable[HouseholdMember], child: HouseholdMember) -> HouseholdMember | None:
    """Return the row of a parent's household that is surely the ``child`` of the other parent's, or None.

    That is the only child without a link who was born in the same month and year; of twins, and where
    month or year is not known, nobody knows which.
    """
    born = (child.birth_year, child.birth_month)
    if None in born:
        return None
    young = [each for each in household if not each.adult and not each.linked_case]
    rows = [each for each in young if (each.birth_year, each.birth_month) == born]
    return rows[0] if len(rows) == 1 else None
