"""Which kind of act each verb of the journal is (L6)."""

from __future__ import annotations

from collections.abc import Mapping

from intman_desktop.gdpr.verbs import HELD_CASE_OPENED, Verb
from intman_desktop.values.journal_views import ActKind

VERBS: Mapping[ActKind, frozenset[Verb]] = {
    ActKind.READ: frozenset(
        {
            Verb.CASE_READ,
            Verb.HELD_CASE_OPENED,
            *HELD_CASE_OPENED.values(),
            Verb.SCAN_SHOWN,
        }
    ),
    ActKind.PRINTED: frozenset(
        {
            Verb.ACCESS_GIVEN,
            Verb.CERTIFICATE_PRINTED,
            Verb.CERTIFICATE_SAVED,
            Verb.LETTER_MADE,
            Verb.PAPER_MADE,
            Verb.PAPER_PRINTED,
            Verb.PAPERS_BEFORE_ERASURE,
            Verb.PAPERS_BEFORE_ERASURE_SAVED,
            Verb.PAPERS_TO_DESTROY_PRINTED,
            Verb.PAPERS_TO_DESTROY_SAVED,
            Verb.PLAN_HANDED_OUT,
            Verb.PLAN_PRINTED,
            Verb.PLAN_SAVED,
            Verb.WITHDRAWAL_PRINTED,
            Verb.WITHDRAWAL_SAVED,
        }
    ),
    ActKind.GIVEN_OUT: frozenset(
        {
            Verb.CALENDAR_WRITTEN,
            Verb.CASE_EXPORTED,
            Verb.CASE_LISTED,
            Verb.JOURNAL_GIVEN_OUT,
            Verb.LIST_GIVEN_OUT,
            Verb.STORE_EXPORTED,
        }
    ),
    ActKind.ERASED: frozenset(
        {Verb.ASIDE_REMOVED, Verb.CASE_ERASED, Verb.MARKED_REDACTED, Verb.NOTE_REDACTED, Verb.SCAN_DELETED}
    ),
    ActKind.STORE: frozenset(
        {
            Verb.BACKED_UP,
            Verb.BACKUP_REPLACED,
            Verb.CLOCK_CONFIRMED,
            Verb.EMERGENCY_SHEET_RENEWED,
            Verb.FIGURES_FROZEN,
            Verb.KEY_RENEWED,
            Verb.OFFICE_SAVED,
            Verb.OWNER_PASSPHRASE_SET,
            Verb.PASSPHRASE_CHANGED,
            Verb.RESTORED,
            Verb.SERVICE_SAVED,
            Verb.STORE_CREATED,
            Verb.STORE_OPENED,
            Verb.STORE_OPENED_ON_SET_DAY,
            Verb.SUBSTITUTE_ADDED,
            Verb.SUBSTITUTE_TAKEN_AWAY,
            Verb.TEXT_CHECKED,
            Verb.TEXT_SAVED,
        }
    ),
}
"""The verbs of every kind but ``CHANGED``, to which all others belong."""


def kind_of(verb: str) -> ActKind:
    """Return the kind of act that a verb is; one of another version of the program is a change."""
    return next((kind for kind, verbs in VERBS.items() if verb in verbs), ActKind.CHANGED)


LEAVES_NOTHING = frozenset(
    {
        *VERBS[ActKind.READ],
        Verb.ASIDE_REMOVED,
        Verb.BACKED_UP,
        Verb.CERTIFICATE_PRINTED,
        Verb.CERTIFICATE_SAVED,
        Verb.PAPER_MADE,
        Verb.PAPER_PRINTED,
        Verb.PAPERS_BEFORE_ERASURE,
        Verb.PAPERS_BEFORE_ERASURE_SAVED,
        Verb.PAPERS_TO_DESTROY_PRINTED,
        Verb.PAPERS_TO_DESTROY_SAVED,
        Verb.PLAN_PRINTED,
        Verb.PLAN_SAVED,
        Verb.STORE_EXPORTED,
        Verb.STORE_OPENED,
        Verb.STORE_OPENED_ON_SET_DAY,
        Verb.WITHDRAWAL_PRINTED,
        Verb.WITHDRAWAL_SAVED,
    }
)
"""The verbs after which the store holds no more than before, but for their entry."""
