"""Relatives with files of their own: what one is to the other (P4)."""

from __future__ import annotations

from collections.abc import Iterable

from intman_desktop.values.case_file import HouseholdMember
from intman_desktop.values.codes import Sex

_OTHER = "other_relative"
_SAME = frozenset({"spouse", "partner", "sibling", "in_law", "not_related", _OTHER})
_COUNTERPARTS = {
    "mother": "child",
    "father": "child",
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
    if relationship == "child":
        return _PARENTS.get(sex, _OTHER) if sex is not None else _OTHER
    return _COUNTERPARTS.get(relationship, _OTHER)


def row_for(household: Iterable[HouseholdMember], relationship: str) -> HouseholdMember | None:
    """Return the row of the household that is surely meant by ``relationship``, or None.

    That is the only one of this relationship without a link; of two nobody knows which.
    """
    rows = [each for each in household if each.relationship == relationship and not each.linked_case]
    return rows[0] if len(rows) == 1 else None


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
