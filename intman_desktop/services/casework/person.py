"""Person and household of a case saved together: all of a form, or nothing of it (I8, P4)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from intman_desktop.gdpr.verbs import Verb
from intman_desktop.services.casework.household import parted_from, touched_households, write_household
from intman_desktop.services.casework.needs import (
    FIELDS_CHANGED,
    field_parts,
    fields_back,
    fields_verb,
    write_fields,
)
from intman_desktop.services.common.admission import note, usable_case
from intman_desktop.services.common.corrections import keep_corrections
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.undoing import corrections_part, read_rows
from intman_desktop.values.case_file import Answer, HouseholdMember
from intman_desktop.values.outcome import Outcome


def save_person(
    desk: Desk,
    case_id: int,
    answers: Sequence[Answer],
    columns: Mapping[str, str],
    members: Sequence[HouseholdMember] | None = None,
    *,
    client_version: int | None = None,
    seen: Collection[tuple[int, int]] | None = None,
) -> Outcome[int]:
    """Write what a form holds of a person and of the household in one transaction.

    One that is refused leaves the other unwritten as well, so that the form stays what it was typed over; and
    both are taken back together.

    Args:
        desk: the open store.
        case_id: the case.
        answers: as for ``needs.save_needs`` with ``all_shown``.
        columns: as there.
        members: the household as for ``household.write_household``, None to leave it.
        client_version: the version of the client that the form showed.
        seen: the relatives that it was typed over.

    Returns the id of the case. Raises as ``needs.save_needs`` and ``household.write_household``.
    """
    with desk.vault.transaction() as connection:
        file = usable_case(connection, case_id, desk.today())
        parted = () if members is None else parted_from(file, members)
        of_fields = bool(answers or columns)
        own = field_parts(case_id) if of_fields else (corrections_part(case_id),)
        parts = (*own, *touched_households(connection, case_id, parted))
        before = read_rows(connection, parts)
        if of_fields:
            write_fields(
                connection, desk, file, answers, columns, client_version=client_version, all_shown=True
            )
            note(connection, desk, fields_verb(answers, columns), file.case.key)
        if members is not None:
            write_household(connection, desk, file, members, seen=seen)
            note(connection, desk, Verb.HOUSEHOLD_SAVED, file.case.key)
        keep_corrections(connection, desk, file)
        after = read_rows(connection, parts)
    others = [each.linked_case for each in parted]
    return Outcome(case_id, FIELDS_CHANGED, fields_back(desk, case_id, parts, before, after, others=others))
