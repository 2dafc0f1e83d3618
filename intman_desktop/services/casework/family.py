"""Files of one family: linked on both sides with nothing copied, side by side, parted again (P4, C5, E5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, or_, select, update

from intman_desktop.errors import NotFound, Refused
from intman_desktop.gdpr.erasure import cut_links
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.language import current_language
from intman_desktop.models import tables as t
from intman_desktop.models.rows import to_row
from intman_desktop.models.writing import add_row
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules import gate
from intman_desktop.rules.ages import is_adult
from intman_desktop.rules.family import CHILD, COUPLE, born_as, counterpart, row_for, rows_for, same_child
from intman_desktop.rules.goals import RUNNING_STATES
from intman_desktop.services.across.clock_view import show_period
from intman_desktop.services.common.admission import note, usable_case, whole_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.naming import name_of
from intman_desktop.services.common.office import office_in
from intman_desktop.services.common.undoing import Part, read_rows, step_back
from intman_desktop.values.case_file import CaseFile, HouseholdMember
from intman_desktop.values.case_views import AdultToBe, FamilyMember
from intman_desktop.values.office import Office
from intman_desktop.values.outcome import Change, Outcome

NEW_ROW = -1
"""The ``member_id`` of a link that takes over no row of the household but makes one."""
_CHANGED = frozenset({Change.CLIENTS, Change.DEADLINES})


@dataclass(frozen=True)
class _Side:
    """One side of a link: ``other`` is the ``relationship`` of ``file``'s client, written into ``row``."""

    file: CaseFile
    other: CaseFile
    relationship: str
    row: HouseholdMember | None


def family_of(desk: Desk, case_id: int) -> tuple[FamilyMember, ...]:
    """Return the relatives of a case who have files of their own, with clock, plan and next review (Rule C5).

    Of a file whose basic consent does not stand, or that is on hold, only the relationship is told; where
    the case itself is closed there is nothing to tell. Raises ``NotFound``.
    """
    with desk.vault.reading() as connection:
        file = whole_case(connection, case_id)
        if not _may_be_told(file, desk):
            return ()
        linked = [each for each in file.household if each.linked_case]
        ids = _ids_of(connection, [each.linked_case for each in linked])
        office = office_in(connection)
        return tuple(
            _member(desk, each, whole_case(connection, ids[each.linked_case]), office)
            for each in linked
            if each.linked_case in ids
        )


def rows_meant(desk: Desk, case_id: int, other_id: int, relationship: str) -> tuple[HouseholdMember, ...]:
    """Return the rows of the household of ``case_id`` that the other file may be of, by all that is known.

    Of several a person chooses (Rule P4). Raises ``NotFound``, and ``Refused`` as ``usable_case`` for either.
    """
    with desk.vault.reading() as connection:
        file = usable_case(connection, case_id, desk.today())
        other = usable_case(connection, other_id, desk.today())
    return rows_for(file.household, relationship, other.client, desk.today())


def link_files(
    desk: Desk, case_id: int, other_id: int, relationship: str, member_id: int = 0
) -> Outcome[int]:
    """Link two files: ``other_id`` is to the client of ``case_id`` what ``relationship`` says (Rule P4).

    The link stands on both sides; nothing else of one file goes into the other, least of all a consent
    (Rule E5). ``member_id`` is the row of the household that the other file is of, 0 for the one that is
    surely meant, or a new one, ``NEW_ROW`` for a new one. A child is linked to the other parent's file as
    well, see ``link_grown_up``. Returns the id of that row.

    Raises ``NotFound`` and ``Refused``: ``family_self``, ``family_linked_already``, ``relationship_unknown``,
    or as ``usable_case`` for either.
    """
    if case_id == other_id:
        raise Refused("family_self")
    if desk.profile.item(ListName.RELATIONSHIPS, relationship) is None:
        raise Refused("relationship_unknown", relationship=relationship)
    with desk.vault.transaction() as connection:
        file = usable_case(connection, case_id, desk.today())
        other = usable_case(connection, other_id, desk.today())
        if any(each.linked_case == other.case.key for each in file.household):
            raise Refused("family_linked_already")
        parent, child = (file, other) if relationship == CHILD else (other, file)
        is_child = CHILD in (relationship, counterpart(relationship, file.client.sex))
        partners = _partners(connection, desk, parent) if is_child else []
        ids = (case_id, other_id, *(each.case.id for each in partners))
        parts = household_parts(t.household_members.c.case_id.in_(ids))
        before = read_rows(connection, parts)
        row = _row_of(file, member_id) if member_id > 0 else None
        if member_id == 0:
            row = row_for(file.household, relationship, other.client, desk.today())
        row_id = _link_both(connection, desk, _Side(file, other, relationship, row))
        told = _link_to_partners(connection, desk, partners, child)
        after = read_rows(connection, parts)
    keys = [file.case.key, other.case.key, *told]
    return Outcome(row_id, _CHANGED, step_back(desk, keys, parts, before, after))


def unlink_file(desk: Desk, case_id: int, member_id: int) -> Outcome[int]:
    """Part the files again, on both sides; the relatives stay as they stand in the household (Rule P4).

    A child that came of age in the file of her own is left there as an adult, with the relationship only.
    Raises ``NotFound`` and ``Refused`` as ``usable_case``; of the other file nothing is read.
    """
    with desk.vault.transaction() as connection:
        file = usable_case(connection, case_id, desk.today())
        member = _row_of(file, member_id)
        if not member.linked_case:
            raise NotFound(what=member_id)
        ids = [case_id, *_ids_of(connection, [member.linked_case]).values()]
        parts = household_parts(t.household_members.c.case_id.in_(ids))
        before = read_rows(connection, parts)
        part_from(connection, desk, file.case.key, [member])
        after = read_rows(connection, parts)
    keys = [file.case.key, member.linked_case]
    return Outcome(member_id, _CHANGED, step_back(desk, keys, parts, before, after))


def adult_to_be(desk: Desk, case_id: int, member_id: int) -> AdultToBe:
    """Return what the intake of a household's child begins with: the language spoken at home (Rules P4, E5).

    Raises ``NotFound`` and ``Refused`` as ``usable_case``.
    """
    with desk.vault.reading() as connection:
        file = usable_case(connection, case_id, desk.today())
    member = _row_of(file, member_id)
    if member.linked_case:
        raise NotFound(what=member_id)
    label = desk.profile.label(ListName.RELATIONSHIPS, member.relationship, current_language())
    return AdultToBe(
        case_id,
        member_id,
        file.case.number,
        name_of(file),
        label,
        member.birth_year,
        member.birth_month,
        file.client.language,
    )


def link_grown_up(connection: Connection, desk: Desk, member_id: int, new_id: int) -> None:
    """Link a file just opened to the household in which its person was announced, in an open transaction.

    Where the other parent's file is linked to that household and surely has the same child, it is linked as
    well, so that nobody is announced twice. Nothing is done where a household is closed by now, or the
    person no longer stands in it (Rule P4).
    """
    m = t.household_members
    home = select(m.c.case_id).where(m.c.id == member_id, m.c.linked_case == "", m.c.adult.is_(False))
    case_id = connection.scalar(home)
    if case_id is None:
        return
    file = whole_case(connection, case_id)
    if not _may_be_told(file, desk):
        return
    member, new = _row_of(file, member_id), whole_case(connection, new_id)
    _link_both(connection, desk, _Side(file, new, member.relationship, member))
    _link_to_partners(connection, desk, _partners(connection, desk, file), new, member)


def _partners(connection: Connection, desk: Desk, parent: CaseFile) -> list[CaseFile]:
    """Return the files of whoever raises children with ``parent``, as far as they may be told of."""
    keys = [each.linked_case for each in parent.household if each.linked_case and each.relationship in COUPLE]
    found = (whole_case(connection, case_id) for case_id in _ids_of(connection, keys).values())
    return [each for each in found if _may_be_told(each, desk)]


def _link_to_partners(
    connection: Connection,
    desk: Desk,
    partners: Sequence[CaseFile],
    child: CaseFile,
    told: HouseholdMember | None = None,
) -> list[str]:
    """Link a child to those of ``partners`` in whose household she surely stands; return their keys.

    She is known by the birth in her file, or else by that of the row that ``told`` of her at home.
    """
    births, linked = [each for each in (born_as(child.client), told) if each], list[str]()
    for partner in partners:
        found = (same_child(partner.household, birth) for birth in births)
        row = next((each for each in found if each is not None), None)
        if row is not None and child.case.key not in {each.linked_case for each in partner.household}:
            now = whole_case(connection, child.case.id)
            _link_both(connection, desk, _Side(partner, now, row.relationship, row))
            linked.append(partner.case.key)
    return linked


def _link_both(connection: Connection, desk: Desk, side: _Side) -> int:
    """Write the link on both sides, journaled for both, and return the row of the first file."""
    row_id = _link(connection, desk, side)
    back = counterpart(side.relationship, side.file.client.sex)
    theirs = row_for(side.other.household, back, side.file.client, desk.today())
    _link(connection, desk, _Side(side.other, side.file, back, theirs))
    for each in (side.file, side.other):
        note(connection, desk, Verb.HOUSEHOLD_LINKED, each.case.key)
    return row_id


def part_from(connection: Connection, desk: Desk, own_key: str, members: Sequence[HouseholdMember]) -> None:
    """Cut the links of these rows on both sides, journaled for both files; who came of age is an adult."""
    m = t.household_members
    others = _ids_of(connection, [each.linked_case for each in members])
    theirs = m.c.case_id.in_(others.values()) & (m.c.linked_case == own_key)
    ours = m.c.id.in_([each.id for each in members])
    cut_links(connection, or_(ours, theirs), desk.today())
    for key in (own_key, *others):
        note(connection, desk, Verb.HOUSEHOLD_UNLINKED, key)


def household_parts(where: ColumnElement[bool]) -> tuple[Part, ...]:
    """Return the rows of households that an undo step puts back."""
    return ((t.household_members, where),)


def _link(connection: Connection, desk: Desk, side: _Side) -> int:
    row = side.row or HouseholdMember(side.relationship, adult=True)
    known = is_adult(side.other.client, desk.today())
    adult = row.adult if known is None else known
    version = max((each.version for each in side.file.household), default=0) + 1
    # An adult stands here with the relationship alone; of a child nothing is lost should they be parted.
    linked = replace(
        row,
        relationship=side.relationship,
        adult=adult,
        birth_year=None if adult else row.birth_year,
        birth_month=None if adult else row.birth_month,
        linked_case=side.other.case.key,
        version=version,
    )
    if side.row is None:
        return add_row(connection, t.household_members, linked, case_id=side.file.case.id)
    values = to_row(linked, t.household_members)
    connection.execute(
        update(t.household_members).where(t.household_members.c.id == side.row.id).values(values)
    )
    return side.row.id


def _row_of(file: CaseFile, member_id: int) -> HouseholdMember:
    for member in file.household:
        if member.id == member_id:
            return member
    raise NotFound(what=member_id)


def _member(desk: Desk, member: HouseholdMember, other: CaseFile, office: Office) -> FamilyMember:
    label = desk.profile.label(ListName.RELATIONSHIPS, member.relationship, current_language())
    if not _may_be_told(other, desk):
        return FamilyMember(member.id, label)
    plan = other.plan
    reviews = [
        goal.next_review
        for goal in (plan.goals if plan else ())
        if goal.state in RUNNING_STATES and goal.next_review is not None
    ]
    return FamilyMember(
        member.id,
        label,
        other.case.id,
        name_of(other),
        other.case.number,
        other.case.state,
        replace(show_period(desk, other, office), notes=()),
        plan.complete_blocks if plan and plan.begun_on else None,
        min(reviews, default=None),
    )


def _may_be_told(file: CaseFile, desk: Desk) -> bool:
    return file.case.hold_since is None and gate.is_open(gate.BASIC, file.consents, desk.today())


def _ids_of(connection: Connection, keys: list[str]) -> dict[str, int]:
    query = select(t.cases.c.key, t.cases.c.id).where(t.cases.c.key.in_(keys))
    return dict(connection.execute(query).all())
