"""The exact texts that were shown to persons, each kept once with its fingerprint (E2, E6)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects.sqlite import insert

from intman_desktop.models.rows import read_all, read_one
from intman_desktop.models.tables import text_versions
from intman_desktop.values.codes import TextKind
from intman_desktop.values.office import TextVersion


def text_fingerprint(body: str) -> str:
    """Return the SHA-256 of a text in UTF-8, as 64 hexadecimal characters."""
    return hashlib.sha256(body.encode()).hexdigest()


def keep_text(connection: Connection, kind: TextKind, language: str, version: int, body: str) -> TextVersion:
    """Keep a text exactly as it was shown and return it; one that is kept already is found (Rule E2).

    A text that came back word for word takes the higher ``version``: whoever agreed to it agreed to today's.

    ``language`` is the code of the paper; ``version`` counts changes in substance and asks for new
    consents (Rule E6); ``body`` is the whole text, without anything of a person.
    """
    fingerprint = text_fingerprint(body)
    row = {"kind": kind, "language": language, "version": version, "fingerprint": fingerprint}
    kept = insert(text_versions).values({**row, "body": body})
    newer = func.max(text_versions.c.version, kept.excluded.version)
    connection.execute(kept.on_conflict_do_update(index_elements=["fingerprint"], set_={"version": newer}))
    return read_all(connection, TextVersion, text_versions, text_versions.c.fingerprint == fingerprint)[0]


def raise_versions(
    connection: Connection, kind: TextKind, language: str, version: int, bodies: Iterable[str]
) -> tuple[TextVersion, ...]:
    """Give those of ``bodies`` that are kept already this ``version``; return them as they were (Rule E6).

    What says the same words as the new version is it: whoever was shown it is asked for nothing.
    """
    shown = text_versions.c
    of_text = (shown.kind == kind, shown.language == language, shown.version < version)
    prints = tuple(map(text_fingerprint, bodies))
    found = read_all(connection, TextVersion, text_versions, *of_text, shown.fingerprint.in_(prints))
    put_versions(connection, (replace(text, version=version) for text in found))
    return found


def put_versions(connection: Connection, texts: Iterable[TextVersion]) -> None:
    """Give kept texts the version that they have in ``texts``."""
    for text in texts:
        same = text_versions.c.fingerprint == text.fingerprint
        connection.execute(update(text_versions).where(same).values(version=text.version))


def text_with(connection: Connection, fingerprint: str) -> TextVersion | None:
    """Return the text with this fingerprint as it was shown, or None (Rule E6: old evidence keeps it)."""
    return read_one(connection, TextVersion, text_versions, text_versions.c.fingerprint == fingerprint)


def languages_shown(connection: Connection, fingerprints: Iterable[str]) -> dict[str, str]:
    """Return the language of each kept text by its fingerprint: what was shown, not spoken (Rule E2)."""
    shown = text_versions.c
    query = select(shown.fingerprint, shown.language).where(shown.fingerprint.in_(tuple(fingerprints)))
    return {str(fingerprint): str(language) for fingerprint, language in connection.execute(query)}
