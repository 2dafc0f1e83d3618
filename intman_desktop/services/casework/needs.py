"""The Bedarfserhebung: read as a form and saved whole with the fields it fills (P1, P8, I8)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection

from intman_desktop.errors import ChangedMeanwhile
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.models.writing import add_row, index_client, save_row
from intman_desktop.rules.intake import agreement_needed
from intman_desktop.rules.period import counting_days, start_besides_needs
from intman_desktop.rules.talks import needs_to_confirm
from intman_desktop.rules.validities import validity_faults
from intman_desktop.services.casework.period import refresh_start
from intman_desktop.services.common.admission import note, note_read, refuse_first, usable_case, whole_case
from intman_desktop.services.common.corrections import keep_corrections
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.naming import name_of
from intman_desktop.services.common.office import office_in
from intman_desktop.services.common.saving import (
    changed_birth_faults,
    client_faults,
    needs_faults,
    tidy_client,
    unlisted_codes,
    write_answers,
    write_client,
)
from intman_desktop.services.common.undoing import (
    Part,
    Rows,
    corrections_part,
    plan_parts,
    put_back,
    read_rows,
    require_cases,
    start_parts,
    verb_back,
)
from intman_desktop.services.gate.field_forms import client_with, fields_in
from intman_desktop.services.gate.gated import admit_answers, admit_client, field_label
from intman_desktop.services.plans.plan_changes import refresh_lights
from intman_desktop.values.case_file import Answer, CaseFile, NeedsAssessment
from intman_desktop.values.codes import Block
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.form_views import NeedsForm
from intman_desktop.values.outcome import Change, Outcome, Undo
from intman_desktop.values.work_views import StartChange

BLOCKS = (Block.PERSONAL, Block.LANGUAGE, Block.EDUCATION, Block.WORK_AND_HOUSING, Block.STEPS)
"""The blocks of the plan that the Bedarfserhebung fills."""

FIELDS_CHANGED = frozenset(
    {Change.CLIENTS, Change.CASES, Change.PLANS, Change.PERIODS, Change.DEADLINES, Change.FIGURES}
)
"""What may change with the fields of the catalogue."""


def needs_form(desk: Desk, case_id: int) -> NeedsForm:
    """Return the Bedarfserhebung of a case with every field it may fill.

    Raises ``NotFound``, ``Refused`` with ``agreement_needed`` where none is held yet: nothing is asked and
    typed that could not be saved (Rule B1).
    """
    with desk.vault.reading() as connection:
        file = whole_case(connection, case_id)
        refuse_first(() if file.needs_assessment else agreement_needed(file.agreement))
        workers = tuple(worker.name for worker in office_in(connection).workers if worker.name)
    note_read(desk, file.case.key)
    return NeedsForm(
        case_id,
        name_of(file),
        file.case.number,
        file.needs_assessment,
        fields_in(desk.profile, file, desk.today(), BLOCKS),
        workers,
        file.client.version,
        counting_days(file.talks),
        start_besides_needs(file),
    )


def save_needs(
    desk: Desk,
    case_id: int,
    needs: NeedsAssessment | None,
    answers: Sequence[Answer],
    columns: Mapping[str, str] | None = None,
    *,
    client_version: int | None = None,
    confirm_outside: bool = False,
    all_shown: bool = False,
) -> Outcome[StartChange | None]:
    """Write the detailed talk, the answers it gave and the client's columns in one transaction.

    Args:
        desk: the open store.
        case_id: the case.
        needs: the talk over the version that was read; None leaves that part as it is.
        answers: all validities of each field that they name, which replace what it holds (Rule I8); a blank
            value empties its field, and fields that are not named stay.
        columns: values of the client's fields by their codes, as a form gives them.
        client_version: the version of the client that a form showed: ``columns`` are written over no other.
        confirm_outside: whether the day of the talk was confirmed that lies outside the period (Rule C8).
        all_shown: whether ``answers`` are all that a form was shown, see ``saving.write_answers``.

    Returns what became of the start, None where it stays (Rule C1). Raises ``ChangedMeanwhile``,
    ``NotFound`` and ``Refused``: as ``usable_case``; of the talk ``agreement_needed`` where there is none
    yet (Rule B1), ``talk_outside_period`` until ``confirm_outside``, or as ``saving.needs_faults``; of
    the fields ``validities_overlap`` (Rule I8), or as ``gated.admit_answers``, ``gated.admit_client``,
    ``saving.tidy_client``, ``saving.client_faults``, ``saving.unlisted_codes`` and
    ``saving.changed_birth_faults``.
    """
    today = desk.today()
    parts = (*field_parts(case_id), (t.needs_assessments, t.needs_assessments.c.case_id == case_id))
    with desk.vault.transaction() as connection:
        file = usable_case(connection, case_id, today)
        before = read_rows(connection, parts)
        if needs is not None:
            refuse_first(() if file.needs_assessment else agreement_needed(file.agreement))
            refuse_first(needs_faults(needs, file.consents, today))
            refuse_first(() if confirm_outside else needs_to_confirm(needs, file))
            _write_needs(connection, file, needs)
        moved = write_fields(
            connection,
            desk,
            file,
            answers,
            columns or {},
            client_version=client_version,
            all_shown=all_shown,
        )
        keep_corrections(connection, desk, file)
        note(connection, desk, _verb(needs, answers, columns or {}), file.case.key)
        after = read_rows(connection, parts)
    return Outcome(moved, FIELDS_CHANGED, fields_back(desk, case_id, parts, before, after))


def field_parts(case_id: int) -> tuple[Part, ...]:
    """Return the rows that ``write_fields`` may change, the corrections kept of it, and the consents.

    With these nothing of it can be taken back after a withdrawal, or an emptied field would be filled again
    (Rule E3).
    """
    return (
        *start_parts(case_id),
        (t.clients, t.clients.c.case_id == case_id),
        (t.answers, t.answers.c.case_id == case_id),
        (t.consents, t.consents.c.case_id == case_id),
        corrections_part(case_id),
        *plan_parts(case_id),
    )


def write_fields(
    connection: Connection,
    desk: Desk,
    file: CaseFile,
    answers: Sequence[Answer],
    columns: Mapping[str, str],
    *,
    client_version: int | None,
    all_shown: bool = False,
) -> StartChange | None:
    """Write answers and the client's columns in an open transaction; clock and lights follow.

    Returns and raises as ``save_needs``.
    """
    today, case_id = desk.today(), file.case.id
    admitted = admit_answers(desk.profile, answers, file.consents, today)
    refuse_first(_overlaps(desk, admitted, file.answers))
    write_answers(connection, case_id, admitted, all_shown=all_shown)
    if columns:
        if client_version not in (None, file.client.version):
            raise ChangedMeanwhile()
        tidy = tidy_client(client_with(file.client, columns))
        refuse_first((*client_faults(tidy, today), *unlisted_codes(desk, tidy)))
        refuse_first(changed_birth_faults(file, tidy, today))
        write_client(
            connection, file.case, admit_client(desk.profile, tidy, file.client, file.consents, today)
        )
    moved = refresh_start(connection, desk, case_id)
    refresh_lights(connection, desk, case_id, today)
    return moved


def _overlaps(desk: Desk, answers: Sequence[Answer], held: Sequence[Answer]) -> list[Explanation]:
    """Return the faults of ``validity_faults``, naming each field as the screen calls it."""
    codes = (str(fault.values["field"]) for fault in validity_faults(answers, held))
    return [Explanation("validities_overlap", {"field": field_label(desk.profile, code)}) for code in codes]


def fields_verb(answers: Sequence[Answer], columns: Mapping[str, str]) -> Verb:
    """Return what was done where ``answers`` and ``columns`` were written (Rule L6)."""
    return Verb.CLIENT_SAVED if columns and not answers else Verb.ANSWERS_SAVED


def fields_back(
    desk: Desk,
    case_id: int,
    parts: tuple[Part, ...],
    before: Rows,
    after: Rows,
    *,
    others: Collection[str] = (),
    again: bool = False,
) -> Undo:
    """Return the undo step of fields that were written: as they were, and found by their names again.

    ``others`` are the keys of the other cases that it changes, ``again`` is whether it does what was taken
    back (Rule L6).
    """

    def undo() -> Undo:
        with desk.vault.transaction() as connection:
            require_cases(connection, others)
            put_back(connection, parts, before, after)
            now = whole_case(connection, case_id)
            index_client(connection, case_id, now.case.number, now.client)
            for key in (now.case.key, *others):
                note(connection, desk, verb_back(again=again), key)
        return fields_back(desk, case_id, parts, after, before, others=others, again=not again)

    return undo


def _verb(needs: NeedsAssessment | None, answers: Sequence[Answer], columns: Mapping[str, str]) -> Verb:
    """Return what was done, named by the widest of what was written (Rule L6)."""
    return Verb.NEEDS_SAVED if needs is not None else fields_verb(answers, columns)


def _write_needs(connection: Connection, file: CaseFile, needs: NeedsAssessment) -> None:
    stored = file.needs_assessment
    if (stored.id if stored else 0) != needs.id:
        raise ChangedMeanwhile()
    if stored is None:
        add_row(connection, t.needs_assessments, needs, case_id=file.case.id)
    else:
        save_row(connection, t.needs_assessments, needs, stored.id)
