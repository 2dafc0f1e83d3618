"""Which texts for persons are in force, without bringing the typesetter along (E2, E6)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from sqlalchemy import Connection, func, select

from intman_desktop.documents.text_files import languages_of, text_file
from intman_desktop.gdpr.texts import text_fingerprint
from intman_desktop.models import tables as t
from intman_desktop.models.rows import read_all
from intman_desktop.rules.paper_texts import editions_on, said_anew
from intman_desktop.values.codes import TextKind
from intman_desktop.values.texts import TEXT_PAPERS, PaperText, TextCheck, TextInForce, Texts

UNKNOWN_VERSION = 0
"""Before every version of the program's own texts: the next talk asks for a new consent (Rule E6)."""


@cache
def supplied_versions(kind: TextKind) -> Mapping[str, int]:
    """Return the version of the supplied text in each of its languages; it counts changes in substance."""
    paper = TEXT_PAPERS[kind]
    return {language: text_file(paper, language).version for language in languages_of(paper)}


@cache
def supplied_fingerprint(kind: TextKind, language: str) -> str:
    """Return the fingerprint of the supplied text, by which it is told from what the office made of it."""
    return text_fingerprint(body_of(text_file(TEXT_PAPERS[kind], language).texts))


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
    found: dict[TextKind, TextInForce] = {}
    for kind in TextKind:
        own = edited.get((kind, language))
        if own is not None or language in supplied_versions(kind):
            found[kind] = _in_force(own, kind, language, [check for check in checks if check.kind == kind])
    return found


def text_on(
    connection: Connection, kind: TextKind, language: str, day: date, today: date
) -> TextInForce | None:
    """Return what was in force of a text on ``day``, None where nobody can know that (Rules E2, E6).

    The days on which the office saved it tell. Nobody knows which one was shown on an earlier day on which
    it was changed in substance, nor what was supplied before the office saved a text of its own, once the
    program brings another one; nor what stood on it before settings changed that, whose words stayed.
    """
    saved, c = _saved(connection, kind, language), t.text_checks.c
    then = editions_on(saved, day, today)
    other_supplied = bool(saved) and saved[0].supplied != supplied_fingerprint(kind, language)
    several = len({_version(each, kind, language) for each in then}) > 1
    if (None in then and other_supplied) or several or said_anew(saved, day, today):
        return None
    of_text = (c.kind == kind, c.language == language, c.checked_on <= day)
    return _in_force(then[-1], kind, language, read_all(connection, TextCheck, t.text_checks, *of_text))


def versions_on(connection: Connection, kind: TextKind, language: str, day: date) -> frozenset[int]:
    """Return the versions of a text that were in force on ``day``, as far as it is known (Rule E6)."""
    then = editions_on(_saved(connection, kind, language), day, date.max)
    return frozenset(_version(each, kind, language) for each in then)


def version_of(text: TextInForce | None, kind: TextKind, language: str) -> int:
    """Return which version a text is, ``UNKNOWN_VERSION`` for one that nobody knows (Rule E6)."""
    if text is None:
        return UNKNOWN_VERSION
    return text.version or supplied_versions(kind)[language]


def _saved(connection: Connection, kind: TextKind, language: str) -> tuple[PaperText, ...]:
    """Return every edition of a text that the office saved, in that order."""
    p = t.paper_texts.c
    return read_all(
        connection, PaperText, t.paper_texts, p.kind == kind, p.language == language, order=[p.id]
    )


def _version(edition: PaperText | None, kind: TextKind, language: str) -> int:
    return supplied_versions(kind)[language] if edition is None else edition.version


def _in_force(
    own: PaperText | None, kind: TextKind, language: str, checks: Iterable[TextCheck]
) -> TextInForce:
    """Return a text as papers are made of it, with whether it was checked; no ``own`` is the supplied one."""
    fingerprint = supplied_fingerprint(kind, language) if own is None else own.fingerprint
    is_checked = fingerprint in {check.fingerprint for check in checks}
    if own is None:
        return TextInForce(checked=is_checked)
    return TextInForce(texts_of(own.body), own.version, is_checked)
