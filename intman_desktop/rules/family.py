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
