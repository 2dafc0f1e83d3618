"""Conditions on stored declarations: which stand, and which to a text that has changed since (E1, E6)."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, or_

from intman_desktop.models import tables as t
from intman_desktop.services.text_versions import consent_versions
from intman_desktop.values.codes import ConsentDecision, TextKind


def standing() -> ColumnElement[bool]:
    """A consent that was given, not withdrawn, and not declared anew since."""
    c, later = t.consents.c, t.consents.alias("later").c
    same = and_(*(later[name].is_not_distinct_from(c[name]) for name in ("scope", "kind", "recipient")))
    after = or_(later.decided_on > c.decided_on, and_(later.decided_on == c.decided_on, later.id > c.id))
    superseded = exists().where(later.case_id == c.case_id, same, after)
    return and_(c.decision == ConsentDecision.GIVEN, c.withdrawn_on.is_(None), ~superseded)


def outdated_text() -> ColumnElement[bool]:
    """A declaration to a text older than the one in force in its language (Rule E6)."""
    c, shown = t.consents.c, t.text_versions.c
    older = [
        and_(shown.language == language, shown.version < version)
        for language, version in consent_versions().items()
    ]
    return exists().where(
        shown.fingerprint == c.text_fingerprint, shown.kind == TextKind.CONSENT, or_(*older)
    )
