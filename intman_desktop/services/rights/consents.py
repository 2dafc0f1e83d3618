"""Declarations of the person: recorded with their evidence, renewed, withdrawn (E1 to E6, B1, P1)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from sqlalchemy import Connection, select, update

from intman_desktop.errors import ChangedMeanwhile, NotFound, Refused
from intman_desktop.gdpr import withdrawal
from intman_desktop.gdpr.shared_drafts import drop_drafts_of
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.models.rows import to_row
from intman_desktop.models.writing import add_row, save_row
from intman_desktop.rules import gate
from intman_desktop.rules.acts import last_act
from intman_desktop.rules.consents import anew_faults, closing_faults, consent_faults, withdrawal_faults
from intman_desktop.rules.intake import agreement_faults, agreement_order_faults, notice_day_faults
from intman_desktop.rules.scans import known_from, with_beginning_known, with_end_known
from intman_desktop.services.closing.ending import WITHDRAWN, close_again, close_case
from intman_desktop.services.closing.erased_list import (
    clear_away,
    clear_scans,
    keep_digest,
    keep_once_more,
    owe_scans,
    spread,
)
from intman_desktop.services.closing.marked import places_of_need
from intman_desktop.services.closing.standing_figures import figures_stay
from intman_desktop.services.common import erased_names
from intman_desktop.services.common.admission import note, refuse_first, refuse_held, usable_case, whole_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.saving import write_client
from intman_desktop.services.common.undoing import Part, Rows, put_back, read_rows, require_cases, step_back
from intman_desktop.services.gate.directory import kinds_of_services
from intman_desktop.services.gate.gated import client_fields_under, emptied_client
from intman_desktop.services.gate.marks import marked_words
from intman_desktop.services.gate.used_consents import use_faults
from intman_desktop.services.papers.shown import keep_shown, with_text
from intman_desktop.services.plans.plan_changes import refresh_lights
from intman_desktop.values.case_file import Agreement, Case, CaseFile, Consent, NoticeGiven
from intman_desktop.values.codes import CaseState, ConsentDecision, ConsentScope, TextKind
from intman_desktop.values.ending_views import Ending, KindWithdrawn
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.vault.erased import digest_of

_CHANGED = frozenset({Change.CONSENTS, Change.CASES, Change.DEADLINES})
_EVERYTHING = frozenset({*_CHANGED, Change.CLIENTS, Change.PLANS, Change.PERIODS, Change.FIGURES})


def record_consent(
    desk: Desk, case_id: int, consent: Consent, *, on_other_sheet: bool = False
) -> Outcome[Consent]:
    """Record a declaration (``id`` 0), or mend the evidence of one that was read (Rules E1, E2, E5, E6).

    ``on_other_sheet`` says that it was given to a text that is not the program's: then the evidence names
    no text, since nothing is known of it. Of an end that is set back to a day that is over it is kept from
    which day on that was known, of a beginning that is moved later from which day on it was held for given:
    what was scanned meanwhile is looked at once the kind is closed (Rule I9).
    What was entered by mistake is taken back at once, while nothing was done in the case or written about
    it since; to give up a consent that was given is to withdraw it (Rule E4). Raises ``ChangedMeanwhile``,
    ``NotFound`` and ``Refused``: a fault of ``rules.consents.consent_faults``, ``consent_after_use`` where
    what was done already would rest on nothing (Rule P2), ``consent_use_withdrawal``,
    ``consent_stands`` for a No to what was allowed, ``basic_missing`` for another scope without the basic
    consent, ``case_is_ended``, ``case_on_hold``, ``case_erased`` where it is gone meanwhile (Rule E5).
    """
    today = desk.today()
    parts: tuple[Part, ...] = ((t.consents, t.consents.c.case_id == case_id),)
    with desk.vault.transaction() as connection:
        file = _running_case(connection, case_id)
        before = read_rows(connection, parts)
        earlier = tuple(each for each in file.consents if each.id != consent.id)
        refuse_first(consent_faults(consent, file.client, today, earlier))
        refuse_first(use_faults(file, (*earlier, consent), desk.profile, kinds_of_services(connection)))
        if consent.decision is ConsentDecision.GIVEN and consent.scope is not ConsentScope.BASIC:
            refuse_first(_closed_basic(file, today))
        if consent.id:
            stored = _consent_of(file, consent.id)
            _refuse_turning(stored, consent)
            begun = with_beginning_known(consent, stored)
            mended = with_end_known(begun, stored, file.scans, today)
            save_row(connection, t.consents, mended, consent.id)
            saved = replace(mended, version=mended.version + 1)
        else:
            refuse_first(closing_faults(consent, file.consents, today))
            worded = consent if on_other_sheet else with_text(connection, desk, consent)
            saved = replace(worded, id=add_row(connection, t.consents, worded, case_id=case_id), version=1)
        note(connection, desk, Verb.CONSENT_RECORDED, file.case.key)
        done = _Declared(case_id, file.case.key, parts, before, read_rows(connection, parts))
        then, texts = whole_case(connection, case_id), _texts_about(connection, case_id)
    return Outcome(saved, _CHANGED, partial(_take_back, desk, done, then, texts))


def record_notice(desk: Desk, case_id: int, given: NoticeGiven) -> Outcome[NoticeGiven]:
    """Record that the privacy notice was handed out and explained (``id`` 0), or mend one (Rules P1, E2).

    What was handed out before stays beside it, with the text that was shown (Rule E6). Raises ``NotFound``
    and ``Refused``: ``notice_handed_in_future``, ``notice_in_future``, ``case_is_ended``, ``case_on_hold``.
    """
    for fault in notice_day_faults(given.handed_out_on, given.explained_on, desk.today()):
        raise Refused(fault.code, **fault.values)
    parts: tuple[Part, ...] = ((t.notices_given, t.notices_given.c.case_id == case_id),)
    with desk.vault.transaction() as connection:
        file = _running_case(connection, case_id)
        before = read_rows(connection, parts)
        if given.id:
            _mend_notice(connection, file, given)
            saved = given
        else:
            shown = keep_shown(connection, desk, TextKind.PRIVACY_NOTICE, given.language)
            worded = replace(given, text_fingerprint=given.text_fingerprint or shown)
            saved = replace(worded, id=add_row(connection, t.notices_given, worded, case_id=case_id))
        note(connection, desk, Verb.NOTICE_RECORDED, file.case.key)
        after = read_rows(connection, parts)
    return Outcome(saved, _CHANGED, step_back(desk, [file.case.key], parts, before, after))


def record_agreement(desk: Desk, case_id: int, agreement: Agreement) -> Outcome[Agreement]:
    """Record the agreement or the signatures it still lacked (Rule B1).

    Raises ``ChangedMeanwhile``, ``NotFound`` and ``Refused``: ``agreement_in_future``,
    ``agreement_before_consent`` (Rule P1), or as ``usable_case``.
    """
    today = desk.today()
    parts: tuple[Part, ...] = ((t.agreements, t.agreements.c.case_id == case_id),)
    with desk.vault.transaction() as connection:
        file = usable_case(connection, case_id, today)
        refuse_first(agreement_faults(agreement, today))
        refuse_first(agreement_order_faults(agreement, file.consents, file.agreement))
        before = read_rows(connection, parts)
        if (file.agreement.id if file.agreement else 0) != agreement.id:
            raise ChangedMeanwhile()
        if agreement.id:
            save_row(connection, t.agreements, agreement, agreement.id)
            saved = replace(agreement, version=agreement.version + 1)
        else:
            shown = keep_shown(connection, desk, TextKind.AGREEMENT, agreement.language)
            worded = replace(agreement, text_fingerprint=agreement.text_fingerprint or shown)
            saved = replace(worded, id=add_row(connection, t.agreements, worded, case_id=case_id))
        note(connection, desk, Verb.AGREEMENT_RECORDED, file.case.key)
        after = read_rows(connection, parts)
    return Outcome(saved, _CHANGED, step_back(desk, [file.case.key], parts, before, after))


def withdraw_kind(desk: Desk, case_id: int, consent_id: int, on: date) -> Outcome[KindWithdrawn]:
    """Withdraw one declaration, empty the fields it opened, name what is left to look at (Rules E3, C3, L4).

    Drafts of the case go too, since nobody knows what stands in them. A case on hold is closed to what was
    withdrawn at once, and emptied when the hold is lifted (Rule L2). There is no way back: a later
    consent is a new one. Raises ``NotFound`` and ``Refused``: ``withdrawal_of_basic`` (that is
    ``withdraw_basic``), ``consent_already_withdrawn``, ``withdrawal_without_consent``,
    ``withdrawal_before_consent``, ``withdrawal_in_future``, ``consent_given_anew`` where a newer declaration
    keeps open what this one opened.
    """
    with desk.vault.transaction() as connection:
        file = whole_case(connection, case_id)
        consent = _consent_of(file, consent_id)
        if consent.scope is ConsentScope.BASIC:
            raise Refused("withdrawal_of_basic")
        _withdraw(connection, desk, file, consent, on)
        refuse_first(anew_faults(consent, on, file.consents, desk.today()))
        _keep_withdrawal(connection, file.case.key, consent, on)
        held = file.case.hold_since is not None
        if not held:
            owe_scans(connection, scans_under(file, consent))
        done = KindWithdrawn(consent.id, consent.kind, (), held=True)
        note(connection, desk, Verb.CONSENT_WITHDRAWN, file.case.key)
        if not held:
            done = empty_need(connection, desk, whole_case(connection, case_id), consent)
    spread(desk)
    clear_scans(desk)
    clear_away(desk.vault)
    return Outcome(done, _EVERYTHING)


def withdraw_basic(desk: Desk, case_id: int, on: date) -> Outcome[Case]:
    """Withdraw the basic consent: the case is closed to all use and ends at once, to be erased the same day.

    It ends on the day ``on`` of the withdrawal, however late that is recorded, or on that of what was still
    done after it (Rule K4). Drafts of the case go. The papers for the person come first, then
    ``erasure.erase_case`` (Rules C10, E4, L1); a case on hold stays hidden instead, with its drafts (Rule
    L2). There is no way back. Raises ``NotFound`` and ``Refused``: ``withdrawal_without_consent``,
    ``withdrawal_before_consent``, ``withdrawal_in_future``.
    """
    with desk.vault.transaction() as connection:
        file = whole_case(connection, case_id)
        standing = [
            each
            for each in file.consents
            if each.scope is ConsentScope.BASIC
            and each.decision is ConsentDecision.GIVEN
            and each.withdrawn_on is None
        ]
        if not standing:
            raise Refused("withdrawal_without_consent", on=on)
        for consent in standing:
            _withdraw(connection, desk, file, consent, on)
        _keep_withdrawal(connection, file.case.key, standing[0], on)
        if file.case.state is CaseState.ENDED:
            ended = _due_today(connection, desk, file.case)
        else:
            day = min(max(on, file.case.opened_on, last_act(file) or on), desk.today())
            ending = Ending(day, WITHDRAWN, deletion_due=desk.today())
            ended = close_case(connection, desk, whole_case(connection, case_id), ending)
        if file.case.hold_since is None:
            drop_drafts_of(connection, case_id)
        assert ended.ended_on is not None  # it was ended before, or just now
        keep_digest(connection, file.case.key, erased_names.ending(ended.ended_on))
        note(connection, desk, Verb.BASIC_WITHDRAWN, file.case.key)
    spread(desk)
    return Outcome(ended, _EVERYTHING)


def _due_today(connection: Connection, desk: Desk, case: Case) -> Case:
    due = replace(case, deletion_due=desk.today(), deletion_reason="")
    own = update(t.cases).where(t.cases.c.id == case.id)
    connection.execute(own.values(deletion_due=due.deletion_due, deletion_reason=due.deletion_reason))
    return due


def empty_need(connection: Connection, desk: Desk, file: CaseFile, consent: Consent) -> KindWithdrawn:
    """Empty everything that only ``consent`` opened, in an open transaction (Rules E3, C3, I9)."""
    profile, need, case_id = desk.profile, gate.need_of(consent), file.case.id
    emptied = withdrawal.empty_fields(connection, case_id, profile.answer_fields(need))
    under = client_fields_under(profile, need)
    withdrawal.empty_corrections(connection, case_id, {*profile.answer_fields(need), *under})
    columns = [name for name in under if getattr(file.client, name)]
    if columns:
        write_client(connection, file.case, emptied_client(file.client, columns))
    if need == gate.HEALTH:
        with figures_stay(connection, desk):  # a sheet may tell extensions apart by their reason
            withdrawal.clear_extension_reasons(connection, case_id)
    withdrawal.black_out(connection, case_id, marked_words(profile, need))
    scans = withdrawal.delete_scans(connection, case_id, consent.kind) if consent.kind else 0
    passed_on = withdrawal.empty_disclosures(connection, case_id, consent.kind) if consent.kind else 0
    drop_drafts_of(connection, case_id)
    refresh_lights(connection, desk, case_id, desk.today())
    left = places_of_need(connection, profile, file, need, desk.today())
    return KindWithdrawn(consent.id, consent.kind, (*emptied, *columns), left, scans, passed_on)


def empty_withdrawn(connection: Connection, desk: Desk, case_id: int) -> tuple[str, ...] | None:
    """Empty what was withdrawn, or ran out and was emptied, while a hold kept it (Rules E3, L2, L4).

    In an open transaction. Return the sealed files of the scans that went with it, to be cleared away, None
    where nothing was emptied.
    """
    file = whole_case(connection, case_id)
    files: list[str] | None = None
    for consent in file.consents:
        need = gate.need_of(consent)
        if consent.withdrawn_on is None and consent.emptied_on is None:
            continue
        if consent.scope is ConsentScope.BASIC:
            if not any(each.stands for each in file.consents if each.scope is ConsentScope.BASIC):
                files = [*(files or ())]
                drop_drafts_of(connection, case_id)
        elif need not in gate.given_to_herself(file.consents, desk.today()):
            files = [*(files or ()), *scans_under(file, consent)]
            empty_need(connection, desk, whole_case(connection, case_id), consent)
    return None if files is None else tuple(files)


def scans_under(file: CaseFile, consent: Consent) -> tuple[str, ...]:
    """Return the sealed files of the scans of the kind that ``consent`` opened."""
    return tuple(scan.file for scan in file.scans if scan.kind and scan.kind is consent.kind)


def withdraw_again(
    connection: Connection, desk: Desk, file: CaseFile, consent: Consent, on: date, *, ended_on: date | None
) -> None:
    """Withdraw a declaration that a backup brought back, inside an open transaction (Rules L4, C10, E5).

    ``on`` is the day on which the person withdrew it. Without its basic consent a case is closed again and
    waits to be erased; ``ended_on`` is the day on which it had ended, where that is known.
    """
    case_id = file.case.id
    save_row(connection, t.consents, _withdrawn(file, consent, on, desk.today()), consent.id)
    now = whole_case(connection, case_id)
    if consent.scope is not ConsentScope.BASIC:
        if now.case.hold_since is None:
            empty_need(connection, desk, now, consent)
    else:
        if now.case.hold_since is None:
            drop_drafts_of(connection, case_id)
        _due_today(connection, desk, close_again(connection, desk, now, WITHDRAWN, ended_on))


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


def _mend_notice(connection: Connection, file: CaseFile, given: NoticeGiven) -> None:
    if given.id not in {each.id for each in file.notices}:
        raise NotFound(what=given.id)
    row = to_row(given, t.notices_given)
    connection.execute(update(t.notices_given).where(t.notices_given.c.id == given.id).values(row))


def _consent_of(file: CaseFile, consent_id: int) -> Consent:
    found = next((each for each in file.consents if each.id == consent_id), None)
    if found is None:
        raise NotFound(what=consent_id)
    return found


def _refuse_turning(stored: Consent, new: Consent) -> None:
    """Refuse to make another declaration of a stored one: mending evidence keeps what was declared."""
    same = ("scope", "kind", "recipient", "decision", "withdrawn_on", "emptied_on", "text_fingerprint")
    if any(getattr(stored, name) != getattr(new, name) for name in same):
        raise Refused("consent_use_withdrawal")


def _withdraw(connection: Connection, desk: Desk, file: CaseFile, consent: Consent, on: date) -> None:
    if consent.withdrawn_on is not None:
        raise Refused("consent_already_withdrawn", on=consent.withdrawn_on)
    refuse_first(withdrawal_faults(consent, on, desk.today()))
    save_row(connection, t.consents, _withdrawn(file, consent, on, desk.today()), consent.id)


def _withdrawn(file: CaseFile, consent: Consent, on: date, today: date) -> Consent:
    return replace(consent, withdrawn_on=on, withdrawal_known_from=known_from(file.scans, today))


def erased_as_withdrawn(case_key: str, digests: Collection[str]) -> bool:
    """Return whether the list tells of an erased case that its basic consent was withdrawn (E5, L4)."""
    names = erased_names.withdrawal(gate.BASIC), erased_names.reason(WITHDRAWN)
    return digest_of(case_key) in digests and any(digest_of(case_key, name) in digests for name in names)


def _keep_withdrawal(connection: Connection, case_key: str, consent: Consent, on: date) -> None:
    time = keep_once_more(connection, case_key, erased_names.withdrawal_of(consent))
    keep_digest(connection, case_key, erased_names.withdrawal_on(time, on))
