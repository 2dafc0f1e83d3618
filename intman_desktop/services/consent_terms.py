"""Conditions on stored declarations: which stand, and which to a text that has changed since (E1, E6)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select

from intman_desktop.models import tables as t
from intman_desktop.services.text_versions import supplied_versions
from intman_desktop.values.codes import ConsentDecision, ConsentScope, TextKind

_INFORMED = (ConsentScope.BASIC, ConsentScope.SPECIAL, ConsentScope.CONTACT, ConsentScope.INTERPRETER)
"""The declarations of the first talk, which rest on the Datenschutzerklärung handed out before them (P1)."""


def standing() -> ColumnElement[bool]:
    """A consent that was given, not withdrawn, and not declared anew since."""
    c, later = t.consents.c, t.consents.alias("later").c
    same = and_(*(later[name].is_not_distinct_from(c[name]) for name in ("scope", "kind", "recipient")))
    after = or_(later.decided_on > c.decided_on, and_(later.decided_on == c.decided_on, later.id > c.id))
    superseded = exists().where(later.case_id == c.case_id, same, after)
    return and_(c.decision == ConsentDecision.GIVEN, c.withdrawn_on.is_(None), ~superseded)


def outdated_text() -> ColumnElement[bool]:
    """A declaration to a sheet older than the one in force in its language (Rule E6)."""
    shown = t.text_versions.alias("sheet").c
    asked_on = shown.fingerprint == t.consents.c.text_fingerprint
    return exists().where(asked_on, shown.kind == TextKind.CONSENT, _is_older(shown, TextKind.CONSENT))


def outdated_notice() -> ColumnElement[bool]:
    """A declaration of the first talk whose person was not told what is in force now before it (Rule E6).

    She was given an older Datenschutzerklärung, or the changed one only after she had declared.
    """
    c, given, shown = t.consents.c, t.notices_given.c, t.text_versions.alias("notice").c
    declared_before = and_(shown.version > 1, c.decided_on < given.explained_on)
    return and_(
        c.scope.in_(_INFORMED),
        exists().where(
            given.case_id == c.case_id,
            shown.fingerprint == given.text_fingerprint,
            shown.kind == TextKind.PRIVACY_NOTICE,
            or_(_is_older(shown, TextKind.PRIVACY_NOTICE), declared_before),
        ),
    )


def _is_older(shown: Any, kind: TextKind) -> ColumnElement[bool]:
    """A kept text with a version below the one in force: the office's last, else the supplied one."""
    p = t.paper_texts.c
    own = select(func.max(p.version)).where(p.kind == kind, p.language == shown.language)
    supplied = case(
        *((shown.language == language, version) for language, version in supplied_versions(kind).items()),
        else_=shown.version,
    )
    in_force = func.coalesce(own.correlate(shown.version.table).scalar_subquery(), supplied)
    older: ColumnElement[bool] = shown.version < in_force
    return older
