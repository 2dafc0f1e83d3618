"""Which kind of act each verb of the journal is (L6)."""

from __future__ import annotations

from intman_desktop.values.codes import HeldReason
from intman_desktop.values.journal_views import ActKind

VERBS: dict[ActKind, frozenset[str]] = {
    ActKind.READ: frozenset(
        {
            "case_read",
            "held_case_opened",
            *(f"held_case_opened_{reason.value}" for reason in HeldReason),
            "scan_shown",
        }
    ),
    ActKind.PRINTED: frozenset(
        {
            "certificate_printed",
            "letter_made",
            "paper_made",
            "paper_printed",
            "papers_before_erasure",
            "papers_to_destroy_printed",
            "plan_handed_out",
            "plan_printed",
            "withdrawal_printed",
        }
    ),
    ActKind.GIVEN_OUT: frozenset(
        {
            "access_given",
            "calendar_written",
            "case_exported",
            "case_listed",
            "journal_given_out",
            "list_given_out",
            "store_exported",
        }
    ),
    ActKind.ERASED: frozenset(
        {"aside_removed", "case_erased", "marked_redacted", "note_redacted", "scan_deleted"}
    ),
    ActKind.STORE: frozenset(
        {
            "backed_up",
            "backup_replaced",
            "clock_confirmed",
            "emergency_sheet_renewed",
            "figures_frozen",
            "key_renewed",
            "office_saved",
            "owner_passphrase_set",
            "passphrase_changed",
            "restored",
            "service_saved",
            "store_created",
            "store_opened",
            "substitute_added",
            "substitute_taken_away",
            "text_checked",
            "text_saved",
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
        "aside_removed",
        "backed_up",
        "certificate_printed",
        "paper_made",
        "paper_printed",
        "papers_before_erasure",
        "papers_to_destroy_printed",
        "plan_printed",
        "store_exported",
        "store_opened",
        "withdrawal_printed",
    }
)
"""The verbs after which the store holds no more than before, but for their entry."""
