"""The exact texts that were shown to persons, each kept once with its fingerprint (E2, E6)."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, func, insert, select

from intman_desktop.models.rows import read_all, read_one
from intman_desktop.models.tables import text_versions
from intman_desktop.values.codes import TextKind
from intman_desktop.values.office import TextVersion


def fingerprint_of(body: str) -> str:
    """Return the SHA-256 of a text in UTF-8, as 64 hexadecimal characters."""
    return hashlib.sha256(body.encode()).hexdigest()


def keep_text(connection: Connection, kind: TextKind, language: str, body: str) -> TextVersion:
    """Keep a text exactly as it was shown and return its version; a text already kept is only found.

    ``language`` is the code of the paper, ``body`` the whole text without anything of a person.
    Rule E2.
    """
    fingerprint = fingerprint_of(body)
    known = text_with(connection, fingerprint)
    if known is not None:
        return known
    same = (text_versions.c.kind == kind) & (text_versions.c.language == language)
    newest = connection.scalar(select(func.coalesce(func.max(text_versions.c.version), 0)).where(same))
    row = {"kind": kind, "language": language, "version": int(newest or 0) + 1}
    connection.execute(insert(text_versions).values(row, fingerprint=fingerprint, body=body))
    return read_all(connection, TextVersion, text_versions, text_versions.c.fingerprint == fingerprint)[0]


def text_with(connection: Connection, fingerprint: str) -> TextVersion | None:
    """Return the text with this fingerprint as it was shown, or None (Rule E6: old evidence keeps it)."""
    return read_one(connection, TextVersion, text_versions, text_versions.c.fingerprint == fingerprint)
