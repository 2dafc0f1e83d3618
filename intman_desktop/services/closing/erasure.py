"""Erasing a case for good, with every figure staying as it was (L2 to L4, K8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Connection, func, select, update

from intman_desktop.errors import Refused
from intman_desktop.gdpr import erasure, journal
from intman_desktop.gdpr.mentions import mentions
from intman_desktop.gdpr.retention import clock_doubt, granted_erasures, planned_erasures
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.language import current_language
from intman_desktop.models import tables as t
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules.requests import erasure_promised, promised_on, restrictions_in_force, why_to_erase
from intman_desktop.services.closing.before_erasing import papers_before
from intman_desktop.services.closing.ending import close_again, end_in, withdrawal_faults
from intman_desktop.services.closing.erased_list import (
    follow_through,
    keep_digest,
    owe_scans,
)
from intman_desktop.services.closing.frozen_years import note_touched_years
from intman_desktop.services.closing.marked import rename_left
from intman_desktop.services.closing.redacting import coded_fields, keep_what_stands
from intman_desktop.services.closing.standing_figures import figures_stay
from intman_desktop.services.common import erased_names
from intman_desktop.services.common.admission import (
    OF_NO_CASE,
    note,
    note_all,
    refuse_first,
    refuse_held,
    whole_case,
)
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.naming import has_namesake, name_in, name_of
from intman_desktop.services.common.office import office_in
from intman_desktop.services.gate.notices import recipients_untold
from intman_desktop.services.papers.disclosure_papers import recipients_not_told, recipients_to_tell
from intman_desktop.services.papers.ending_papers import is_proof_only_scanned
from intman_desktop.values.case_file import Case, CaseFile
from intman_desktop.values.codes import CaseState
from intman_desktop.values.ending_views import (
    MISTAKE,
    DueForErasure,
    Ending,
    ErasurePreview,
    ErasureRecord,
    Mention,
)
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.figures import ChangeKind
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.vault.erased import digest_of

OTHER_REASON = "other"
"""The ending reason of a case of which nobody told another one."""

_CHANGED = frozenset(Change) - {Change.OFFICE, Change.SERVICES, Change.BACKUPS}


def due_for_erasure(desk: Desk) -> tuple[DueForErasure, ...]:
    """Return the cases that wait to be erased, ended or promised, those due first (Rules L1, L2, L7, L8)."""
    today, c = desk.today(), t.cases.c
    with desk.vault.reading() as connection:
        promises = {id_: erasure_promised(each) for id_, each in granted_erasures(connection).items()}
        ids = dict.fromkeys((*planned_erasures(connection), *(id_ for id_, each in promises.items() if each)))
        shown = select(t.cases, t.clients, has_namesake().label("has_namesake"))
        query = shown.join(t.clients, t.clients.c.case_id == c.id).where(c.id.in_(ids))
        rows = {row["id"]: row for row in connection.execute(query).mappings()}
    waiting = []
    for case_id in ids:
        row, request = rows[case_id], promises.get(case_id)
        due, because = row["deletion_due"] or row["ended_on"], None
        if request is not None and (due is None or promised_on(request) < due):
            due, because = promised_on(request), why_to_erase(request)
        waiting.append(
            DueForErasure(
                case_id=case_id,
                number=row["number"],
                name=name_in(row),
                ended_on=row["ended_on"],
                ending_reason=row["ending_reason"],
                deletion_due=due,
                deletion_reason=row["deletion_reason"],
                days_left=(due - today).days,
                ended_because=desk.profile.label(
                    ListName.ENDING_REASONS, row["ending_reason"], current_language()
                ),
                has_namesake=row["has_namesake"],
                because=because,
            )
        )
    return tuple(sorted(waiting, key=lambda each: each.deletion_due))


def look_before_erasing(desk: Desk, case_id: int) -> ErasurePreview:
    """Return what erasing a case takes away and what stays (Rules L2, L3, L5, L8, K8).

    Raises ``NotFound``.
    """
    with desk.vault.reading() as connection:
        file = whole_case(connection, case_id)
        counted = counts(desk, file.case.ending_reason) or file.case.state is not CaseState.ENDED
        proof_years = office_in(connection).consent_proof_years
        return ErasurePreview(
            case_id=case_id,
            number=file.case.number,
            name=name_of(file),
            state=file.case.state,
            ending_reason=file.case.ending_reason,
            removed=erasure.count_rows(connection, case_id),
            joint_talks=erasure.joint_talks(connection, case_id),
            years=_years_of(file) if counted else (),
            mentions=tuple(_of_whom(connection, mentions(connection, case_id, coded_fields(desk.profile)))),
            hold_reason=file.case.hold_reason,
            period_to_certify=file.case.period_start is not None,
            papers=papers_before(connection, file, desk.today()),
            to_tell=recipients_to_tell(file),
            untold=_untold(file),
            proof_only_scanned=bool(proof_years) and is_proof_only_scanned(file),
            restrictions=restrictions_in_force(file.requests),
        )


def _untold(file: CaseFile) -> tuple[str, ...]:
    """Return whom nobody told of a withdrawal yet: of the counselling, or of one consent (E4, E7)."""
    of_one = recipients_untold(file.disclosures, file.consents)
    return recipients_not_told(file) or tuple(each.recipient for each in of_one)


def _of_whom(connection: Connection, found: Iterable[Mention]) -> Iterator[Mention]:
    """Yield places in other cases with how these are listed; one on hold is known by its number alone."""
    for mention in found:
        if not mention.case_id:  # the directory
            yield mention
            continue
        client = select(t.clients).where(t.clients.c.case_id == mention.case_id)
        row = connection.execute(client).mappings().one()
        name = name_in(row)
        yield mention if mention.hidden else replace(mention, name=name)


def erase_case(desk: Desk, case_id: int, reason: str = "") -> Outcome[ErasureRecord]:
    """Erase a case in one transaction; a case that has not ended ends today with ``reason`` (Rules L3, K8).

    ``reason`` is a code of the ending reasons; empty for a case that has ended takes the one it ended with.
    Every figure is afterwards what it was before, except after a Fehlanlage or Dublette. What must not
    come back is listed in the store, beside it and in every backup place; the file shrinks. There is no
    way back. Raises ``NotFound`` and ``Refused``: ``case_on_hold``, as ``ending.end_case`` (so
    ``ending_needs_withdrawal``, Rule E4), or what makes the laptop's day doubtful, until ``confirm_clock``
    (Rule L7).
    """
    with desk.vault.transaction() as connection:
        file = whole_case(connection, case_id)
        doubt = clock_doubt(connection, desk.today())
        refuse_first((doubt,) if doubt else ())
        refuse_held(file)
        why = reason or file.case.ending_reason
        _refuse_unlisted(desk, why)
        refuse_first(withdrawal_faults(file, reason))
        if file.case.state is not CaseState.ENDED:
            end_in(connection, desk, file, Ending(desk.today(), why, deletion_due=desk.today()))
        ended_on = file.case.ended_on or desk.today()
        erase_in(connection, desk, file, why, ended_on)
        owe_scans(connection, (scan.file for scan in file.scans))
        backups_gone_by = desk.today() + timedelta(days=office_in(connection).backup_max_age_days)
        head, _ = journal.head(connection)
    told = follow_through(desk.vault)
    record = ErasureRecord(desk.today(), why, told.places, told.missing, backups_gone_by, journal_head=head)
    return Outcome(record, _CHANGED)


def clock_to_confirm(desk: Desk) -> Explanation | None:
    """Return why the laptop's day is doubted and nothing is erased, None where it may be right (Rule L7)."""
    with desk.vault.reading() as connection:
        return clock_doubt(connection, desk.today())


def confirm_clock(desk: Desk) -> Outcome[date]:
    """Keep in the journal that a person says the laptop's day is right, and return it (Rule L7)."""
    with desk.vault.transaction() as connection:
        note(connection, desk, Verb.CLOCK_CONFIRMED)
    return Outcome(desk.today(), frozenset({Change.OFFICE}))


def erase_in(connection: Connection, desk: Desk, file: CaseFile, why: str, ended_on: date) -> None:
    """Erase an ended case inside an open transaction (Rules L3, L4, L6, K8).

    The list of the erased keeps ``why`` and ``ended_on`` for whoever has the key, so that the figures stay
    right where an older backup brings the case back (K8).
    """
    case = file.case
    joint = [talk.id for talk in file.talks]
    close_open_plan(connection, case.id, ended_on, why)
    if counts(desk, why):
        with figures_stay(connection, desk):
            erasure.keep_heads_counted(connection, case.id)
            _take_away(connection, desk, case)
    else:
        note_touched_years(desk.land, connection)
        heads = _take_away(connection, desk, case, counted=False)
        note_touched_years(desk.land, connection, ChangeKind.MISTAKE_ERASED)
        if heads:
            with figures_stay(connection, desk):
                erasure.erase_heads(connection, heads)
    rename_left(connection, desk, joint)
    for name in _names(why, ended_on):
        keep_digest(connection, case.key, name)
    if why != MISTAKE and not counts(desk, why):  # an older backup may not know a reason of the office's own
        keep_digest(connection, case.key, erased_names.ADDS_NOTHING)
    erasure.keep_record(connection, desk.today(), why)
    note(connection, desk, Verb.CASE_ERASED)


def _names(why: str, ended_on: date) -> tuple[str, str, str]:
    """Return by what an erased case, its reason and its last day are kept (Rules L4, K8)."""
    return erased_names.CASE, erased_names.reason(why), erased_names.ending(ended_on)


def _take_away(connection: Connection, desk: Desk, case: Case, *, counted: bool = True) -> tuple[int, ...]:
    """Erase the rows; of a case that does not count, leave and return the heads that did for others (K5)."""
    keep_what_stands(connection, desk, case)
    heads = () if counted else erasure.part_from_heads(connection, case.id)
    erasure.erase_rows(connection, case.id, case.key, desk.today())
    return heads


def close_open_plan(connection: Connection, case_id: int, ended_on: date, why: str) -> None:
    """Close a plan that an ended case still has open, as one from a file can be (Rules K4, K8).

    What is erased open would stay open in the counters for ever, and be continued in no later year.
    """
    span = t.plan_spans.c
    plan = select(t.plans.c.id).where(t.plans.c.case_id == case_id)
    connection.execute(
        update(t.plan_spans)
        .where(span.plan_id.in_(plan), span.closed_on.is_(None))
        .values(closed_on=func.max(span.opened_on, ended_on), reason=why)
    )


def erase_mistakes(connection: Connection, desk: Desk, cases: Iterable[Case]) -> None:
    """Erase cases that should not have been opened, inside an open transaction (Rules L3, L4, K8).

    As a Fehlanlage they add nothing to any figure, and no backup brings them back. Behind the transaction
    ``erased_list.follow_through`` is due.
    """
    keys = {case.id: case.key for case in cases}
    note_touched_years(desk.land, connection)
    erasure.erase_all_rows(connection, keys, desk.today())
    erasure.keep_record(connection, desk.today(), MISTAKE, len(keys))
    note_all(connection, desk, Verb.CASE_ERASED, [OF_NO_CASE] * len(keys))
    note_touched_years(desk.land, connection, ChangeKind.MISTAKE_ERASED)
    names = _names(MISTAKE, desk.today())
    erasure.keep_digests(connection, [digest_of(key, name) for key in keys.values() for name in names])


def erase_again(connection: Connection, desk: Desk, file: CaseFile, why: str, on: date | None) -> None:
    """Erase a case that came back with a backup, asking nothing, inside an open transaction (Rules L4, K8).

    ``why`` is the reason it was erased with and ``on`` the day it had ended, today where nobody knows; on
    it its plan closes, where still open.
    """
    ended_on = close_again(connection, desk, file, why, on).ended_on or desk.today()
    erase_in(connection, desk, file, why, ended_on)


def _refuse_unlisted(desk: Desk, reason: str) -> None:
    if not reason.strip():
        raise Refused("ending_reason_missing")
    if desk.profile.item(ListName.ENDING_REASONS, reason) is None:
        raise Refused("ending_reason_unknown", reason=reason)


def counts(desk: Desk, reason: str) -> bool:
    """Return whether a case erased for this reason stays in the figures: no Fehlanlage, no Dublette (K8)."""
    item = desk.profile.item(ListName.ENDING_REASONS, reason)
    return item is None or item.flag("counts")


def _years_of(file: CaseFile) -> tuple[int, ...]:
    """Return the years in which something of this case counts."""
    years = {talk.on.year for talk in file.talks} | {each.decided_on.year for each in file.extensions}
    for span in file.plan.spans if file.plan else ():
        last = span.closed_on or file.case.ended_on or span.opened_on
        years.update(range(span.opened_on.year, last.year + 1))
    return tuple(sorted(years))
