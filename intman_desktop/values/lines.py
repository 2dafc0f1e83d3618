"""Texts of one line: which they are, and how long the window and a file may make them."""

from __future__ import annotations

from collections.abc import Mapping

LONGEST_LINE = 300
"""As many characters a field of one line takes."""

LINES: Mapping[str, tuple[str, ...]] = {
    "Client": ("phone", "email", "street", "postal_code", "town"),
    "NoticeGiven": ("explained_by", "interpreter"),
    "Consent": (
        *("recipient", "explained_by", "interpreter", "witness", "representative"),
        *("filing_place", "undertaking_by", "undertaking_place"),
    ),
    "Agreement": ("client_name", "worker_name", "filing_place"),
}
"""The fields of one line by what they are of; names have a limit of their own (``rules.folding``)."""
