"""Taking back an ending that was entered by mistake: the case goes on as if it had never ended (L2, K4)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import Connection, delete, select, update

from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.models.writing import save_row
from intman_desktop.rules.reopening import goes_back_to, span_to_open, take_back_faults
from intman_desktop.services.closing.ending import CHANGED, case_parts
from intman_desktop.services.common.admission import note, note_all, refuse_first, whole_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.undoing import Part, read_rows, step_back
from intman_desktop.services.plans.plan_changes import refresh_lights
from intman_desktop.values.case_file import Case, CaseFile
from intman_desktop.values.ending_views import MISTAKE
from intman_desktop.values.outcome import Outcome


def take_back_ending(desk: Desk, case_id: int) -> Outcome[Case]:
    """Let an ended case go on as it was, its plan open again, to be erased no more (Rules L2, K4, C6).

    It rests again where a rest that was agreed still runs. Where it ended as Dublette, the two files are no
    longer settled as one person's. A year that was handed in gets a new version (Rule K7). Raises
    ``NotFound`` and ``Refused`` with a fault of ``rules.reopening``.
    """
    parts = (*case_parts(case_id), _doubles_part(case_id))
    with desk.vault.transaction() as connection:
        file = whole_case(connection, case_id)
        refuse_first(take_back_faults(file, desk.today()))
        before = read_rows(connection, parts)
        going = _without_ending(connection, desk, file)
        others = _doubt_again(connection, file)
        note(connection, desk, Verb.ENDING_TAKEN_BACK, file.case.key)
        note_all(connection, desk, Verb.DOUBLES_DECIDED, others)
        after = read_rows(connection, parts)
    return Outcome(going, CHANGED, step_back(desk, [file.case.key, *others], parts, before, after))


def _without_ending(connection: Connection, desk: Desk, file: CaseFile) -> Case:
    going = replace(
        file.case,
        state=goes_back_to(file, desk.today()),
        ended_on=None,
        ending_reason="",
        ending_note="",
        deletion_due=None,
        deletion_reason="",
    )
    save_row(connection, t.cases, going, file.case.id)
    span = span_to_open(file)
    if span is not None:
        own = update(t.plan_spans).where(t.plan_spans.c.id == span.id)
        connection.execute(own.values(closed_on=None, reason=""))
    refresh_lights(connection, desk, file.case.id, desk.today())
    return replace(going, version=going.version + 1)


def _doubt_again(connection: Connection, file: CaseFile) -> Collection[str]:
    """Forget with which file this one was one person's when it ended as Dublette; return the keys of those.

    Else two running files of one person would never be asked about again.
    """
    case, d = file.case, t.double_decisions.c
    if case.ending_reason != MISTAKE:
        return ()
    others = [each.other for each in file.doubles if each.same and each.decided_on == case.ended_on]
    ids = connection.scalars(select(t.cases.c.id).where(t.cases.c.key.in_(others))).all()
    both = ((d.case_id == case.id) & d.other_id.in_(ids)) | ((d.other_id == case.id) & d.case_id.in_(ids))
    connection.execute(delete(t.double_decisions).where(both))
    return others


def _doubles_part(case_id: int) -> Part:
    d = t.double_decisions.c
    return t.double_decisions, (d.case_id == case_id) | (d.other_id == case_id)
