"""A consent ran out: what it had opened is emptied, once a person says so (E3, L2, L4, L7)."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from intman_desktop.gdpr.retention import clock_doubt
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.models.writing import save_row
from intman_desktop.rules.consents import emptying_faults
from intman_desktop.services.closing.erased_list import (
    KnownSince,
    follow_through,
    keep_once_more,
    owe_scans,
)
from intman_desktop.services.common import erased_names
from intman_desktop.services.common.admission import note, refuse_first, unheld_case, whole_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.rights.consents import consent_of
from intman_desktop.services.rights.withdrawing import empty_need, scans_under
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.ending_views import KindWithdrawn
from intman_desktop.values.outcome import Change, Outcome

_CHANGED = frozenset(
    {Change.CONSENTS, Change.CASES, Change.DEADLINES, Change.CLIENTS, Change.PLANS, Change.PERIODS}
    | {Change.FIGURES, Change.SCANS, Change.DISCLOSURES}
)


def empty_expired(desk: Desk, case_id: int, consent_id: int) -> Outcome[KindWithdrawn]:
    """Empty what a declaration had opened that ran out, as its withdrawal would (Rules E3, C3, I9, L4).

    Drafts of the case go too. What is marked with the kind is named, to be looked at. There is no way back,
    also not out of an older backup; a later consent is a new one. Raises ``NotFound`` and ``Refused``:
    ``consent_not_run_out``, ``case_on_hold``, or what makes the laptop's day doubtful, until
    ``confirm_clock`` (Rule L7).
    """
    with desk.vault.transaction() as connection:
        doubt = clock_doubt(connection, desk.today())
        refuse_first((doubt,) if doubt else ())
        file = unheld_case(connection, case_id)
        consent = consent_of(file, consent_id)
        refuse_first(emptying_faults(consent, file.consents, desk.today()))
        owe_scans(connection, scans_under(file, consent))
        save_row(connection, t.consents, replace(consent, emptied_on=desk.today()), consent.id)
        keep_once_more(connection, file.case.key, erased_names.emptying_of(consent))
        note(connection, desk, Verb.KIND_EMPTIED, file.case.key)
        done = empty_need(connection, desk, whole_case(connection, case_id), consent)
    follow_through(desk.vault)
    return Outcome(done, _CHANGED)


def empty_again(connection: Connection, desk: Desk, file: CaseFile, since: KnownSince) -> None:
    """Empty what a backup brought back of a kind that was emptied since, in an open transaction (Rule L4).

    Under a hold all stays hidden until it is lifted (Rule L2).
    """
    key, today = file.case.key, desk.today()
    for name in {erased_names.emptying_of(each) for each in file.consents}:
        if not since.times(key, name):
            continue
        for consent in whole_case(connection, file.case.id).consents:
            if erased_names.emptying_of(consent) == name and consent.stands:
                if consent.valid_until is not None and consent.valid_until < today:
                    save_row(connection, t.consents, replace(consent, emptied_on=today), consent.id)
                if file.case.hold_since is None:
                    empty_need(connection, desk, whole_case(connection, file.case.id), consent)
