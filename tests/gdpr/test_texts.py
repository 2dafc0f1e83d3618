"""E2, E6: the exact text that was shown is kept once, and old evidence keeps the old text."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, func, select

from intman_desktop.gdpr.texts import keep_text, text_fingerprint, text_with
from intman_desktop.models.tables import text_versions
from intman_desktop.values.codes import TextKind

BODY = "Ich willige ein. Straße, ß, العربية"


def test_e2_the_fingerprint_is_that_of_the_exact_text() -> None:
    assert text_fingerprint(BODY) == hashlib.sha256(BODY.encode("utf-8")).hexdigest()
    assert text_fingerprint(BODY) != text_fingerprint(BODY + " ")


def test_e2_a_text_is_kept_once(connection: Connection) -> None:
    first = keep_text(connection, TextKind.CONSENT, "ar", 1, BODY)
    again = keep_text(connection, TextKind.CONSENT, "ar", 1, BODY)
    assert first == again
    assert (first.body, first.language, first.version) == (BODY, "ar", 1)
    assert connection.scalar(select(func.count()).select_from(text_versions)) == 1


def test_e6_old_evidence_keeps_the_old_text(connection: Connection) -> None:
    old = keep_text(connection, TextKind.CONSENT, "de", 1, "alt")
    new = keep_text(connection, TextKind.CONSENT, "de", 2, "neu")
    assert text_with(connection, old.fingerprint) == old
    assert text_with(connection, new.fingerprint) == new
    assert text_with(connection, "0" * 64) is None
