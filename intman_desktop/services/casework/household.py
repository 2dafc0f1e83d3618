"""Writing the household of a case in an open transaction: its own rows, and those it parts from (P4)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy import Connection, delete, select, update

from intman_desktop.errors import ChangedMeanwhile
from intman_desktop.models import tables as t
from intman_desktop.models.rows import to_row
from intman_desktop.models.writing import add_row
from intman_desktop.services.casework.family import household_parts, part_from
from intman_desktop.services.common.admission import refuse_first
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.saving import household_faults, refuse_newer
from intman_desktop.services.common.undoing import Part
from intman_desktop.values.case_file import CaseFile, HouseholdMember


def parted_from(file: CaseFile, members: Sequence[HouseholdMember]) -> tuple[HouseholdMember, ...]:
    """Return the relatives with a file of their own that are no longer among ``members``."""
    named = {member.id for member in members}
    return tuple(each for each in file.household if each.linked_case and each.id not in named)


def touched_households(
    connection: Connection, case_id: int, parted: Sequence[HouseholdMember]
) -> tuple[Part, ...]:
    """Return the households that are changed with the one of a case: its own, and those it is parted from."""
    theirs = select(t.cases.c.id).where(t.cases.c.key.in_([each.linked_case for each in parted]))
    return household_parts(t.household_members.c.case_id.in_([case_id, *connection.scalars(theirs)]))


def write_household(
    connection: Connection,
    desk: Desk,
    file: CaseFile,
    members: Sequence[HouseholdMember],
    *,
    seen: Collection[tuple[int, int]] | None,
) -> None:
    """Replace the household (Rule P4): adults by relationship only, children by month and year of birth.

    Links to other files stay with their rows, also a child's that came of age since; whoever is left out is
    parted from on both sides. They are made by ``family.link_files`` only. ``seen`` are id and version of all
    relatives that a form was typed over: where others are stored, it is refused.

    Raises ``ChangedMeanwhile`` and ``Refused`` (``relationship_unknown``, ``member_adult_with_birth``,
    ``member_birth_impossible``, ``member_is_adult``).
    """
    kept, h = {member.id: member.linked_case for member in file.household}, t.household_members.c
    people = tuple(replace(each, linked_case=kept.get(each.id, "")) for each in members)
    refuse_first(household_faults(desk, people, desk.today()))
    refuse_newer(people, file.household)
    if seen is not None and set(seen) != {(each.id, each.version) for each in file.household}:
        raise ChangedMeanwhile()
    parted = parted_from(file, people)
    if parted:
        part_from(connection, desk, file.case.key, parted)
    newer = max((member.version for member in file.household), default=0) + 1
    named = {member.id for member in people}
    connection.execute(delete(t.household_members).where(h.case_id == file.case.id, h.id.not_in(named)))
    for each in (replace(member, version=newer) for member in people):
        if each.id in kept:
            row = to_row(each, t.household_members)
            connection.execute(update(t.household_members).where(h.id == each.id).values(row))
        else:
            add_row(connection, t.household_members, each, case_id=file.case.id)
