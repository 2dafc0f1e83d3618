"""Declarations of the person: recorded with their evidence, mended, renewed (E1, E2, E5, E6, B1, P1)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from sqlalchemy import Connection, select, update

from intman_desktop.errors import ChangedMeanwhile, NotFound, Refused
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.models.rows import to_row
from intman_desktop.models.writing import add_row, save_row
from intman_desktop.rules import gate
from intman_desktop.rules.consents import closing_faults, consent_faults
from intman_desktop.rules.intake import (
    agreement_faults,
    agreement_order_faults,
    notice_day_faults,
    notice_order_faults,
)
from intman_desktop.rules.scans import filed_as_scan, with_beginning_known, with_end_known
from intman_desktop.services.common.admission import note, refuse_first, refuse_held, usable_case, whole_case
from intman_desktop.services.common.corrections import keep_corrections
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.undoing import (
    Part,
    Rows,
    corrections_part,
    put_back,
    read_rows,
    require_cases,
    step_back,
)
from intman_desktop.services.gate.directory import kinds_of_services
from intman_desktop.services.gate.used_consents import use_faults
from intman_desktop.services.papers.shown import with_text
from intman_desktop.values.case_file import Agreement, CaseFile, Consent, NoticeGiven
from intman_desktop.values.codes import CaseState, ConsentDecision, ConsentScope
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.outcome import Change, Outcome

_CHANGED = frozenset({Change.CONSENTS, Change.CASES, Change.DEADLINES})


def record_consent(
    desk: Desk, case_id: int, consent: Consent, *, text_shown: bool | None = None
) -> Outcome[Consent]:
    """Record a declaration (``id`` 0), or mend the evidence of one that was read (Rules E1, E2, E5, E6).

    ``text_shown`` says whether it was asked with the program's text, or with another sheet or none: then the
    evidence names no text, since nothing is known of it. Where nobody said so, a Yes was, and a No whose
    sheet is filed or that somebody witnessed. Of an end that is set back to a day that is over it is kept
    from which day on that was known, of a beginning that is moved later from which day on it was held for
    given: what was scanned meanwhile is looked at once the kind is closed (Rule I9).
    What was entered by mistake is taken back at once, while nothing was done in the case or written about
    it since; to give up a consent that was given is to withdraw it (Rule E4). Raises ``ChangedMeanwhile``,
    ``NotFound`` and ``Refused``: a fault of ``rules.consents.consent_faults``, ``consent_after_use`` where
    what was done already would rest on nothing (Rule P2), ``consent_use_withdrawal``, ``consent_ran_out``,
    ``consent_stands`` for a No to what was allowed, ``basic_missing`` for another scope without the basic
    consent, ``consent_before_notice`` (Rule P1), ``case_is_ended``, ``case_on_hold``, ``case_erased`` where
    it is gone meanwhile (Rule E5).
    """
    today = desk.today()
    parts: tuple[Part, ...] = ((t.consents, t.consents.c.case_id == case_id), corrections_part(case_id))
    with desk.vault.transaction() as connection:
        file = _running_case(connection, case_id)
        consent = filed_as_scan(consent, file)
        before = read_rows(connection, parts)
        earlier = tuple(each for each in file.consents if each.id != consent.id)
        refuse_first(consent_faults(consent, file.client, today, earlier))
        refuse_first(notice_order_faults((consent,), file.notices, file.consents, file.notices))
        refuse_first(use_faults(file, (*earlier, consent), desk.profile, kinds_of_services(connection)))
        if consent.decision is ConsentDecision.GIVEN and consent.scope is not ConsentScope.BASIC:
            refuse_first(_closed_basic(file, today))
        if consent.id:
            stored = consent_of(file, consent.id)
            _refuse_turning(stored, consent, today)
            worded = with_text(connection, desk, consent, stored, worker=file.case.worker)
            begun = with_beginning_known(worded, stored)
            mended = with_end_known(begun, stored, file.scans, today)
            save_row(connection, t.consents, mended, consent.id)
            saved = replace(mended, version=mended.version + 1)
        else:
            refuse_first(closing_faults(consent, file.consents, today))
            worded = with_text(connection, desk, consent, worker=file.case.worker, text_shown=text_shown)
            saved = replace(worded, id=add_row(connection, t.consents, worded, case_id=case_id), version=1)
        keep_corrections(connection, desk, file)
        note(connection, desk, Verb.CONSENT_RECORDED, file.case.key)
        done = _Declared(case_id, file.case.key, parts, before, read_rows(connection, parts))
        then, texts = whole_case(connection, case_id), _texts_about(connection, case_id)
    return Outcome(saved, _CHANGED, partial(_take_back, desk, done, then, texts))


def record_notice(desk: Desk, case_id: int, given: NoticeGiven) -> Outcome[NoticeGiven]:
    """Record that the privacy notice was handed out and explained (``id`` 0), or mend one (Rules P1, E2).

    What was handed out before stays beside it, with the text that was shown (Rule E6). Raises ``NotFound``
    and ``Refused``: ``notice_handed_in_future``, ``notice_in_future``, ``consent_before_notice`` where it
    would come after a consent that it came before, ``case_is_ended``, ``case_on_hold``.
    """
    for fault in notice_day_faults(given.handed_out_on, given.explained_on, desk.today()):
        raise Refused(fault.code, **fault.values)
    parts: tuple[Part, ...] = (
        (t.notices_given, t.notices_given.c.case_id == case_id),
        corrections_part(case_id),
    )
    with desk.vault.transaction() as connection:
        file = _running_case(connection, case_id)
        others = (each for each in file.notices if each.id != given.id)
        refuse_first(notice_order_faults(file.consents, (*others, given), file.consents, file.notices))
        before = read_rows(connection, parts)
        if given.id:
            saved = with_text(connection, desk, given, _notice_of(file, given.id), worker=file.case.worker)
            row = to_row(saved, t.notices_given)
            connection.execute(update(t.notices_given).where(t.notices_given.c.id == given.id).values(row))
        else:
            worded = with_text(connection, desk, given, worker=file.case.worker)
            saved = replace(worded, id=add_row(connection, t.notices_given, worded, case_id=case_id))
        keep_corrections(connection, desk, file)
        note(connection, desk, Verb.NOTICE_RECORDED, file.case.key)
        after = read_rows(connection, parts)
    return Outcome(saved, _CHANGED, step_back(desk, [file.case.key], parts, before, after))


def record_agreement(desk: Desk, case_id: int, agreement: Agreement) -> Outcome[Agreement]:
    """Record the agreement or the signatures it still lacked (Rule B1).

    Raises ``ChangedMeanwhile``, ``NotFound`` and ``Refused``: ``agreement_in_future``,
    ``agreement_before_consent`` (Rule P1), or as ``usable_case``.
    """
    today = desk.today()
    parts: tuple[Part, ...] = ((t.agreements, t.agreements.c.case_id == case_id), corrections_part(case_id))
    with desk.vault.transaction() as connection:
        file = usable_case(connection, case_id, today)
        refuse_first(agreement_faults(agreement, today))
        refuse_first(agreement_order_faults(agreement, file.consents, file.agreement))
        before = read_rows(connection, parts)
        if (file.agreement.id if file.agreement else 0) != agreement.id:
            raise ChangedMeanwhile()
        worded = with_text(connection, desk, agreement, file.agreement, worker=file.case.worker)
        if agreement.id:
            save_row(connection, t.agreements, worded, agreement.id)
            saved = replace(worded, version=worded.version + 1)
        else:
            saved = replace(worded, id=add_row(connection, t.agreements, worded, case_id=case_id))
        keep_corrections(connection, desk, file)
        note(connection, desk, Verb.AGREEMENT_RECORDED, file.case.key)
        after = read_rows(connection, parts)
    return Outcome(saved, _CHANGED, step_back(desk, [file.case.key], parts, before, after))


@dataclass(frozen=True)
class _Declared:
    """A declaration of a case just recorded: its rows before and after."""

    case_id: int
    case_key: str
    parts: tuple[Part, ...]
    before: Rows
    after: Rows


def _take_back(desk: Desk, done: _Declared, then: CaseFile, texts: frozenset[tuple[int, str]]) -> None:
    """Put the declarations back as they were, as nothing may rest on the one that goes (Rules P2, E3).

    Raises ``ChangedMeanwhile`` where the case is not as it was ``then``, or where a text about it is being
    written that is not among ``texts``.
    """
    with desk.vault.transaction() as connection:
        require_cases(connection, [done.case_key])
        written_since = _texts_about(connection, done.case_id) - texts
        if written_since or whole_case(connection, done.case_id) != then:
            raise ChangedMeanwhile()
        put_back(connection, done.parts, done.before, done.after)
        note(connection, desk, Verb.TAKEN_BACK, done.case_key)


def _texts_about(connection: Connection, case_id: int) -> frozenset[tuple[int, str]]:
    """Return the texts that are begun about a case, or about nobody or several, each by its draft."""
    d = t.drafts.c
    about = (d.case_id == case_id) | d.case_id.is_(None)
    rows = connection.execute(select(d.id, d.content).where(about))
    return frozenset((row.id, row.content) for row in rows)


def _running_case(connection: Connection, case_id: int) -> CaseFile:
    """Return the case, whole, if declarations can still be recorded; its consent need not stand.

    Raises ``Refused``: ``case_erased``, ``case_on_hold``, ``case_is_ended`` (Rule E5).
    """
    try:
        file = whole_case(connection, case_id)
    except NotFound:
        raise Refused("case_erased") from None
    refuse_held(file)
    if file.case.state is CaseState.ENDED:
        raise Refused("case_is_ended", ended_on=file.case.ended_on)
    return file


def _closed_basic(file: CaseFile, today: date) -> tuple[Explanation, ...]:
    closed = gate.refusal(gate.BASIC, file.consents, today)
    if closed is None:
        return ()
    return (Explanation("basic_missing", {"because": gate.reason(closed, file.consents)}),)


def _notice_of(file: CaseFile, notice_id: int) -> NoticeGiven:
    found = next((each for each in file.notices if each.id == notice_id), None)
    if found is None:
        raise NotFound(what=notice_id)
    return found


def consent_of(file: CaseFile, consent_id: int) -> Consent:
    """Return the declaration ``consent_id`` of a case. Raises ``NotFound``."""
    found = next((each for each in file.consents if each.id == consent_id), None)
    if found is None:
        raise NotFound(what=consent_id)
    return found


def _refuse_turning(stored: Consent, new: Consent, today: date) -> None:
    """Refuse to make another declaration of a stored one: mending evidence keeps what was declared.

    One that ran out does not come to life again by a later end: that is a new declaration (Rule E5). Nor
    does its end move back, which would make way for a later one: an end that was set back while it stood,
    and so may have been typed wrongly, can be put right again.
    """
    same = ("scope", "kind", "recipient", "decision", "withdrawn_on", "emptied_on", "text_fingerprint")
    if any(getattr(stored, name) != getattr(new, name) for name in same):
        raise Refused("consent_use_withdrawal")
    end = stored.valid_until if stored.end_known_from is None else None
    if end is not None and end < today and new.valid_until != end:
        raise Refused("consent_ran_out", on=end)
