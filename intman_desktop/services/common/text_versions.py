"""Which texts for persons are in force, without bringing the typesetter along (E2, E6)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from sqlalchemy import Connection, func, select

from intman_desktop.documents.text_files import languages_of, text_file
from intman_desktop.gdpr.texts import fingerprint_of
from intman_desktop.models import tables as t
from intman_desktop.models.rows import read_all
from intman_desktop.values.codes import TextKind
from intman_desktop.values.texts import TEXT_PAPERS, PaperText, TextCheck, TextInForce, Texts


@cache
def supplied_versions(kind: TextKind) -> Mapping[str, int]:
    """Return the version of the supplied text in each of its languages; it counts changes in substance."""
    paper = TEXT_PAPERS[kind]
    return {language: text_file(paper, language).version for language in languages_of(paper)}


@cache
def supplied_fingerprint(kind: TextKind, language: str) -> str:
    """Return the fingerprint of the supplied text, by which it is told from what the office made of it."""
    return fingerprint_of(body_of(text_file(TEXT_PAPERS[kind], language).texts))


def body_of(texts: Texts) -> str:
    """Return a text as it is kept: equal texts give equal bodies."""
    return json.dumps(dict(texts), ensure_ascii=False, sort_keys=True)


def texts_of(body: str) -> Texts:
    """Return the texts that ``body_of`` wrote."""
    held: dict[str, str | list[str]] = json.loads(body)
    return {key: text if isinstance(text, str) else tuple(text) for key, text in held.items()}


def last_editions(connection: Connection) -> Mapping[tuple[TextKind, str], PaperText]:
    """Return what is in force of the texts that the office saved, by kind and language."""
    p = t.paper_texts.c
    last = select(func.max(p.id)).group_by(p.kind, p.language)
    rows = read_all(connection, PaperText, t.paper_texts, p.id.in_(last))
    return {(row.kind, row.language): row for row in rows}


def texts_in_force(connection: Connection, language: str) -> Mapping[TextKind, TextInForce]:
    """Return what the office made of the texts in ``language``: edited, checked, or both."""
    edited = last_editions(connection)
    checks = read_all(connection, TextCheck, t.text_checks, t.text_checks.c.language == language)
    checked = {(check.kind, check.fingerprint) for check in checks}
    found: dict[TextKind, TextInForce] = {}
    for kind in TextKind:
        own = edited.get((kind, language))
        if own is not None:
            is_checked = (kind, own.fingerprint) in checked
            found[kind] = TextInForce(texts_of(own.body), own.version, is_checked)
        elif language in supplied_versions(kind):
            found[kind] = TextInForce(checked=(kind, supplied_fingerprint(kind, language)) in checked)
    return found
