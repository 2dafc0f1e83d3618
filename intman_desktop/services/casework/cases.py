"""Cases: listed and opened through the gate, and the household of one saved (E3, P4)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from sqlalchemy import delete, or_, select, update

from intman_desktop.errors import ChangedMeanwhile, NotFound, Refused
from intman_desktop.gdpr.verbs import HELD_CASE_OPENED, Verb
from intman_desktop.models import tables as t
from intman_desktop.models.rows import read_all, to_row
from intman_desktop.models.writing import add_row
from intman_desktop.services.across.case_facets import asked_with
from intman_desktop.services.across.case_rows import (
    count_all,
    count_held,
    counts_of,
    ids_of,
    page_of,
    rows_of,
    total_of,
)
from intman_desktop.services.casework.case_view import show_case
from intman_desktop.services.casework.family import household_parts, part_from
from intman_desktop.services.common.admission import note, note_read, refuse_first, usable_case, whole_case
from intman_desktop.services.common.corrections import keep_corrections
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.saving import household_faults, refuse_newer
from intman_desktop.services.common.undoing import corrections_part, read_rows, step_back
from intman_desktop.values.case_file import HouseholdMember
from intman_desktop.values.codes import HeldReason
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.values.views import CaseFilter, CasePage, CaseRow, CaseView


def case_page(desk: Desk, chosen: CaseFilter, offset: int = 0, limit: int = 100) -> CasePage:
    """Return ``limit`` lines of the filtered list from the ``offset``-th on, with the total.

    The counts come with the first stretch; scrolling does not count again.
    """
    today = desk.today()
    with desk.vault.reading() as connection:
        chosen = asked_with(connection, desk, chosen)
        rows = page_of(connection, today, chosen, offset, limit)
        counts = {} if offset else counts_of(connection, today, chosen)
        everyone = 0 if offset else count_all(connection)
        held = 0 if offset else count_held(connection)
        return CasePage(rows, total_of(connection, today, chosen), counts, everyone, held)


def case_ids(desk: Desk, chosen: CaseFilter, offset: int = 0, limit: int = -1) -> tuple[int, ...]:
    """Return the ids of a stretch of the filtered list in its order; of the whole list without a limit."""
    with desk.vault.reading() as connection:
        return ids_of(connection, desk.today(), asked_with(connection, desk, chosen), offset, limit)


def cases_by_id(desk: Desk, case_ids: Sequence[int]) -> tuple[CaseRow, ...]:
    """Return the lines of these cases in the order given, without those gone or on hold (Rule L2)."""
    with desk.vault.reading() as connection:
        found = {row.case_id: row for row in rows_of(connection, desk.today(), case_ids)}
    return tuple(found[case_id] for case_id in case_ids if case_id in found)


def case_id_of(desk: Desk, number_or_key: str) -> int:
    """Return the id of the case with this number (small letters will do) or key. Raises ``NotFound``."""
    asked = number_or_key.strip()
    same = or_(t.cases.c.number == asked.upper(), t.cases.c.number == asked, t.cases.c.key == asked.lower())
    with desk.vault.reading() as connection:
        found = connection.scalar(select(t.cases.c.id).where(same))
    if found is None:
        raise NotFound(what=asked)
    return int(found)


def open_case(desk: Desk, case_id: int, *, reason: HeldReason | None = None) -> CaseView:
    """Return one case as it may be shown: gated, with chain, clock, plan and deadlines (Rules E3, E4, L2).

    That it was read is journaled (Rule L6). A case on hold opens only with a ``reason``, which is journaled.
    Raises ``NotFound`` and ``Refused`` (``case_on_hold``, with what is told of it unopened: its number, and
    when it is to be looked at again).
    """
    with desk.vault.reading() as connection:
        file = whole_case(connection, case_id)
        if file.case.hold_since is None:
            view = show_case(connection, desk, file)
    if file.case.hold_since is None:
        note_read(desk, file.case.key)
        return view
    if reason is None:
        raise Refused("case_on_hold", number=file.case.number, review_on=file.case.hold_review_on)
    with desk.vault.transaction() as connection:
        note(connection, desk, HELD_CASE_OPENED[reason], file.case.key)
        return show_case(connection, desk, file)


def save_household(
    desk: Desk,
    case_id: int,
    members: Iterable[HouseholdMember],
    *,
    seen: Collection[tuple[int, int]] | None = None,
) -> Outcome[tuple[HouseholdMember, ...]]:
    """Replace the household (Rule P4): adults by relationship only, children by month and year of birth.

    Links to other files stay with their rows, also a child's that came of age since; whoever is left out is
    parted from on both sides. They are made by ``family.link_files`` only. ``seen`` are id and version of all
    relatives that a form was typed over: where others are stored, it is refused.

    Raises ``ChangedMeanwhile``, ``NotFound`` and ``Refused`` (``relationship_unknown``,
    ``member_adult_with_birth``, ``member_birth_impossible``, ``member_is_adult``, or as ``usable_case``).
    """
    today, h = desk.today(), t.household_members.c
    with desk.vault.transaction() as connection:
        file = usable_case(connection, case_id, today)
        kept = {member.id: member.linked_case for member in file.household}
        people = tuple(replace(each, linked_case=kept.get(each.id, "")) for each in members)
        refuse_first(household_faults(desk, people, today))
        refuse_newer(people, file.household)
        if seen is not None and set(seen) != {(each.id, each.version) for each in file.household}:
            raise ChangedMeanwhile()
        named = {member.id for member in people}
        gone = [each for each in file.household if each.linked_case and each.id not in named]
        touched = select(t.cases.c.id).where(t.cases.c.key.in_([each.linked_case for each in gone]))
        parts = (
            *household_parts(h.case_id.in_([case_id, *connection.scalars(touched)])),
            corrections_part(case_id),
        )
        before = read_rows(connection, parts)
        if gone:
            part_from(connection, desk, file.case.key, gone)
        newer = max((member.version for member in file.household), default=0) + 1
        fresh = [replace(each, version=newer) for each in people]
        connection.execute(delete(t.household_members).where(h.case_id == case_id, h.id.not_in(named)))
        for each in fresh:
            if each.id in kept:
                row = to_row(each, t.household_members)
                connection.execute(update(t.household_members).where(h.id == each.id).values(row))
            else:
                add_row(connection, t.household_members, each, case_id=case_id)
        keep_corrections(connection, desk, file)
        note(connection, desk, Verb.HOUSEHOLD_SAVED, file.case.key)
        after = read_rows(connection, parts)
        saved = read_all(
            connection, HouseholdMember, t.household_members, h.case_id == case_id, order=(h.id,)
        )
    changed = frozenset({Change.CLIENTS, Change.DEADLINES})
    keys = [file.case.key, *(each.linked_case for each in gone)]
    return Outcome(saved, changed, step_back(desk, keys, parts, before, after))
