"""The verbs of the journal that the program asks for again, or writes in more than one place (L6).

Every other verb stands where it is written. They are words of the program, never of a person, and stay what
they are: journals hold them.
"""

from __future__ import annotations

CASE_READ = "case_read"
"""A case was read, on whichever screen."""

SCAN_SHOWN = "scan_shown"
"""A scan was looked at."""

PAPER_MADE = "paper_made"
"""A paper was made to be looked at, printed or saved."""

PAPERS_BEFORE_ERASURE = "papers_before_erasure"
"""The papers that a person gets before her case is erased were made."""

WITHDRAWAL_PRINTED = "withdrawal_printed"
"""The confirmation of a withdrawal was sent to a printer or saved."""

CERTIFICATE_PRINTED = "certificate_printed"
"""The certificate of the advisory period was sent to a printer or saved."""

PLAN_PRINTED = "plan_printed"
"""The plan was sent to a printer or saved, without being kept as a version handed out."""

PAPERS_TO_DESTROY_PRINTED = "papers_to_destroy_printed"
"""The list of papers that are to be destroyed was sent to a printer or saved."""

CASE_ERASED = "case_erased"
"""A case was erased; it belongs to no case."""

CLOCK_CONFIRMED = "clock_confirmed"
"""A person said that the laptop's day is right; the journal is the memory of it (Rule L7)."""

RESTORED = "restored"
"""The store came out of a backup: from here on another branch may go on from what was before it."""
