"""Declarations withdrawn: what they opened is emptied; without the basic one a case ends (E3, E4, C3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, update

from intman_desktop.errors import Refused
from intman_desktop.gdpr import withdrawal
from intman_desktop.gdpr.shared_drafts import drop_drafts_of
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.models.writing import save_row
from intman_desktop.rules import gate
from intman_desktop.rules.acts import last_act
from intman_desktop.rules.consents import anew_faults, withdrawal_faults
from intman_desktop.rules.corrections import EXTENSION, OF_FIELD
from intman_desktop.rules.scans import known_from
from intman_desktop.services.closing.ending import close_again, close_case
from intman_desktop.services.closing.erased_list import (
    KnownSince,
    follow_through,
    keep_digest,
    keep_once_more,
    owe_scans,
)
from intman_desktop.services.closing.marked import places_of_need
from intman_desktop.services.closing.standing_figures import figures_stay
from intman_desktop.services.common import erased_names
from intman_desktop.services.common.admission import note, refuse_first, whole_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.saving import write_client
from intman_desktop.services.gate.gated import client_fields_under, emptied_client
from intman_desktop.services.gate.marks import marked_words
from intman_desktop.services.plans.plan_changes import refresh_lights
from intman_desktop.services.rights.consents import consent_of
from intman_desktop.values.case_file import Case, CaseFile, Consent
from intman_desktop.values.codes import CaseState, ConsentDecision, ConsentScope
from intman_desktop.values.ending_views import WITHDRAWN, Ending, KindWithdrawn
from intman_desktop.values.outcome import Change, Outcome

_EVERYTHING = frozenset(
    {Change.CONSENTS, Change.CASES, Change.DEADLINES}
    | {Change.CLIENTS, Change.PLANS, Change.PERIODS, Change.FIGURES}
)


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
        consent = consent_of(file, consent_id)
        if consent.scope is ConsentScope.BASIC:
            raise Refused("withdrawal_of_basic")
        _withdraw(connection, desk, file, consent, on)
        refuse_first(anew_faults(consent, on, file.consents, desk.today()))
        _keep_withdrawal(connection, file, consent, on)
        held = file.case.hold_since is not None
        if not held:
            owe_scans(connection, scans_under(file, consent))
        done = KindWithdrawn(consent.id, consent.kind, (), held=True)
        note(connection, desk, Verb.CONSENT_WITHDRAWN, file.case.key)
        if not held:
            done = empty_need(connection, desk, whole_case(connection, case_id), consent)
    follow_through(desk.vault)
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
        _keep_withdrawal(connection, file, standing[0], on)
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
    follow_through(desk.vault)
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
    places = {f"{OF_FIELD}{code}" for code in (*profile.answer_fields(need), *under)}
    of_health = {EXTENSION} if need == gate.HEALTH else set()  # what was wrong with one may tell of it (C3)
    withdrawal.empty_corrections(connection, case_id, places | of_health)
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


def empty_withdrawn(connection: Connection, desk: Desk, held: Case) -> tuple[str, ...] | None:
    """Empty what was withdrawn, or ran out and was emptied, while a hold kept it (Rules E3, L2, L4).

    In an open transaction, of a case as it was ``held``; the store's list knows of it then. What was
    withdrawn before was emptied then: what stands there since, a later consent opened. Return the sealed
    files of the scans that went with it, to be cleared away, None where nothing was emptied.
    """
    file = whole_case(connection, held.id)
    files: list[str] | None = None
    for consent in file.consents:
        if not _closed_under_hold(consent, file, held):
            continue
        if _let_go(connection, desk, file, consent):
            files = [*(files or ()), *scans_under(file, consent)]
            keep_once_more(connection, file.case.key, erased_names.let_go(consent))
    return None if files is None else tuple(files)


def _closed_under_hold(consent: Consent, file: CaseFile, held: Case) -> bool:
    """Return whether a declaration was withdrawn, or emptied by a restore, since the case is held.

    Where the same was given anew since, that was before the hold: under it nothing is declared. A withdrawal
    of which nobody knows when it was written down may be from under it.
    """
    need, since = gate.need_of(consent), held.hold_since or date.min
    anew = (each for each in file.consents if each.id > consent.id and gate.need_of(each) == need)
    if any(each.decision is ConsentDecision.GIVEN for each in anew):
        return False
    known = consent.withdrawal_known_from or date.max
    withdrawn = consent.withdrawn_on is not None and known >= since
    return withdrawn or (consent.emptied_on is not None and consent.emptied_on >= since)


def let_go_again(connection: Connection, desk: Desk, file: CaseFile, since: KnownSince) -> None:
    """Empty what a backup brought back under a hold and was emptied as that was lifted (Rules E3, L2, L4).

    In an open transaction; the hold of the backup stands.
    """
    if file.case.hold_since is None:
        return
    key, now = file.case.key, whole_case(connection, file.case.id)
    for consent in now.consents:
        if since.times(key, erased_names.let_go(consent)):
            _let_go(connection, desk, now, consent)


def _let_go(connection: Connection, desk: Desk, file: CaseFile, consent: Consent) -> bool:
    """Empty what ``consent`` had opened, unless it is open; return whether that was done (Rules E3, E4)."""
    if consent.scope is ConsentScope.BASIC:
        if any(each.stands for each in file.consents if each.scope is ConsentScope.BASIC):
            return False
        drop_drafts_of(connection, file.case.id)
        return True
    if gate.need_of(consent) in gate.given_to_herself(file.consents, desk.today()):
        return False
    empty_need(connection, desk, whole_case(connection, file.case.id), consent)
    return True


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


def _withdraw(connection: Connection, desk: Desk, file: CaseFile, consent: Consent, on: date) -> None:
    if consent.withdrawn_on is not None:
        raise Refused("consent_already_withdrawn", on=consent.withdrawn_on)
    refuse_first(withdrawal_faults(consent, on, desk.today()))
    save_row(connection, t.consents, _withdrawn(file, consent, on, desk.today()), consent.id)


def _withdrawn(file: CaseFile, consent: Consent, on: date, today: date) -> Consent:
    """Return the declaration withdrawn; under a hold that is known no earlier than the hold (Rule L7)."""
    known = max(known_from(file.scans, today), file.case.hold_since or date.min)
    return replace(consent, withdrawn_on=on, withdrawal_known_from=known)


def erased_as_withdrawn(case_key: str, since: KnownSince) -> bool:
    """Return whether the lists tell of an erased case that its basic consent was withdrawn (E5, L4)."""
    names = erased_names.withdrawal(gate.BASIC), erased_names.reason(WITHDRAWN)
    return since.names(case_key) and any(since.names(case_key, name) for name in names)


def _keep_withdrawal(connection: Connection, file: CaseFile, consent: Consent, on: date) -> None:
    """Put a withdrawal on the list, by each way in which its recipient is written in the case (L4, P10)."""
    need, key = gate.need_of(consent), file.case.key
    same = (each for each in file.consents if gate.is_same_need(gate.need_of(each), need))
    for name in dict.fromkeys(map(erased_names.withdrawal_of, same)):
        time = keep_once_more(connection, key, name)
        keep_digest(connection, key, erased_names.withdrawal_on(time, on))
