"""Conditions on stored declarations: what they open, which stand, which are to an older text (E1, E3, E6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from string import digits
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
    true,
)

from intman_desktop.models import tables as t
from intman_desktop.models.rows import listed
from intman_desktop.rules import gate
from intman_desktop.rules.consents import CONSENT_TEXTS, ON_THE_SHEET
from intman_desktop.rules.folding import HYPHENS
from intman_desktop.services.common.text_versions import supplied_versions
from intman_desktop.values.codes import ConsentDecision, ConsentScope, SpecialKind, TextKind


def opened(need: str, today: Any) -> ColumnElement[bool]:
    """A case in which ``need`` is open on the day, as ``rules.gate`` says; not for passing on (Rules E1, E3).

    ``today`` is a day or a parameter of a statement that is kept.
    """
    if need == gate.NONE:
        return true()
    basic = _stands(gate.BASIC, today)
    return basic if need == gate.BASIC else and_(basic, _stands(need, today))


def opened_to(
    connection: Connection, case_ids: Sequence[int], needs: Iterable[str], today: date
) -> tuple[int, ...]:
    """Return those of the cases in which every one of ``needs`` is open today (Rules E1, E3)."""
    c = t.cases.c
    query = select(c.id).where(c.id.in_(listed("cases")), *(opened(need, today) for need in sorted(needs)))
    return tuple(connection.scalars(query.order_by(c.id), {"cases": list(case_ids)}))


def closed_cases(connection: Connection, today: date) -> frozenset[int]:
    """Return the cases that no basic consent opens today (Rules E4, P2)."""
    return frozenset(connection.scalars(_closed_query(), {"today": today}))


@lru_cache(maxsize=1)
def _closed_query() -> Select[Any]:
    declared, c = t.consents.c, t.cases.c
    today: Any = bindparam("today")
    of_basic = select(declared.case_id).where(declared.scope == ConsentScope.BASIC)
    doubtful = or_(
        declared.decision != ConsentDecision.GIVEN,
        declared.withdrawn_on.is_not(None),
        declared.valid_until.is_not(None),
        declared.decided_on > today,
    )
    # Judging each case costs more than picking out first those that can be closed at all.
    perhaps = or_(c.id.in_(of_basic.where(doubtful)), c.id.not_in(of_basic))
    return select(c.id).where(perhaps, ~opened(gate.BASIC, today))


_BEHIND_FIGURE, _BETWEEN_FIGURES = "\x01", "\x02"
_AS_KEY = (
    *((each, " ") for each in HYPHENS),
    *(("  ", " ") for _round in range(3)),
    *((f"{figure} ", f"{figure}{_BEHIND_FIGURE}") for figure in digits),
    *((f"{_BEHIND_FIGURE}{figure}", f"{_BETWEEN_FIGURES}{figure}") for figure in digits),
    (_BEHIND_FIGURE, ""),
    (" ", ""),
)
"""What is put in place of what, one after the other, until a recipient is its key."""


def standing() -> ColumnElement[bool]:
    """A consent that was given, not withdrawn, not declared anew since, and not emptied once it ran out."""
    c, later = t.consents.c, t.consents.alias("later").c
    same = and_(
        *(later[name].is_not_distinct_from(c[name]) for name in ("scope", "kind")),
        or_(
            later.recipient == c.recipient,
            and_(c.recipient != "", _recipient_key(later.recipient) == _recipient_key(c.recipient)),
        ),
        or_(later.purpose == c.purpose, later.purpose == ""),  # as rules.gate.on_one_purpose
    )
    after = or_(later.decided_on > c.decided_on, and_(later.decided_on == c.decided_on, later.id > c.id))
    superseded = exists().where(later.case_id == c.case_id, same, after)
    return and_(
        c.decision == ConsentDecision.GIVEN, c.withdrawn_on.is_(None), c.emptied_on.is_(None), ~superseded
    )


def _recipient_key(recipient: ColumnElement[str]) -> ColumnElement[str]:
    """As ``rules.recipients.recipient_key``, but for capitals beyond ASCII, which the store does not fold."""
    key: ColumnElement[str] = func.lower(recipient)
    for before, after in _AS_KEY:
        key = func.replace(key, before, after)
    return key


def outdated_text() -> ColumnElement[bool]:
    """A declaration to a text older than the one in force of its kind and language (Rule E6)."""
    shown = t.text_versions.alias("sheet").c
    asked_on = shown.fingerprint == t.consents.c.text_fingerprint
    return exists().where(asked_on, shown.kind.in_(CONSENT_TEXTS), _is_older(shown, *CONSENT_TEXTS))


def outdated_notice() -> ColumnElement[bool]:
    """A declaration of the first talk whose person was not told what is in force now before it (Rule E6).

    She was given an older Datenschutzerklärung only, or the changed one only after she had declared. The
    first one that she was ever given asks for nothing anew, also where she had declared before it.
    """
    c, given, shown = t.consents.c, t.notices_given.c, t.text_versions.alias("notice").c
    was_given = (
        given.case_id == c.case_id,
        shown.fingerprint == given.text_fingerprint,
        shown.kind == TextKind.PRIVACY_NOTICE,
    )
    older = _is_older(shown, TextKind.PRIVACY_NOTICE)
    return and_(
        or_(*(_is_on(c, scope, kind) for scope, kind in sorted(ON_THE_SHEET))),
        exists().where(*was_given, older),
        ~exists().where(*was_given, ~older, c.decided_on >= given.explained_on),
    )


def other_sheet() -> ColumnElement[bool]:
    """A declaration to the sheet of the first talk, which does not name it (Rules E1, E2)."""
    c, shown = t.consents.c, t.text_versions.alias("first_sheet").c
    asked_on = and_(shown.fingerprint == c.text_fingerprint, shown.kind == TextKind.CONSENT)
    named = or_(*(_is_on(c, scope, kind) for scope, kind in sorted(ON_THE_SHEET)))
    return and_(~named, exists().where(asked_on))


def _is_on(c: Any, scope: ConsentScope, kind: SpecialKind | None) -> ColumnElement[bool]:
    """A declaration of a scope, and of a kind of it where one is named."""
    return and_(c.scope == scope, *(() if kind is None else (c.kind == kind,)))


def _is_older(shown: Any, *kinds: TextKind) -> ColumnElement[bool]:
    """A kept text of ``kinds`` with a version below the one in force: the office's last, or the supplied."""
    p = t.paper_texts.c
    own = select(func.max(p.version)).where(p.kind == shown.kind, p.language == shown.language)
    supplied = case(
        *(
            (and_(shown.kind == kind, shown.language == language), version)
            for kind in kinds
            for language, version in supplied_versions(kind).items()
        ),
        else_=shown.version,
    )
    in_force = func.coalesce(own.correlate(shown.version.table).scalar_subquery(), supplied)
    older: ColumnElement[bool] = shown.version < in_force
    return older


def _stands(need: str, today: Any) -> ColumnElement[bool]:
    """A declaration on ``need`` itself that is the latest, given, in force and not withdrawn."""
    last, other = t.consents.alias(), t.consents.alias()
    one, more = last.c, other.c
    on_it = (more.case_id == one.case_id, _answers(other, need), more.decided_on <= today)
    after = or_(more.decided_on > one.decided_on, and_(more.decided_on == one.decided_on, more.id > one.id))
    # a withdrawal is of the matter: it ends what was declared before it, on whichever sheet
    withdrawn = and_(more.withdrawn_on <= today, or_(more.id == one.id, more.withdrawn_on > one.decided_on))
    return exists().where(
        one.case_id == t.cases.c.id,
        _answers(last, need),
        one.decision == ConsentDecision.GIVEN,
        one.decided_on <= today,
        or_(one.valid_until.is_(None), one.valid_until >= today),
        ~exists().where(*on_it, or_(after, withdrawn)),
    )


def _answers(declared: FromClause, need: str) -> ColumnElement[bool]:
    if need in tuple(SpecialKind):
        return and_(declared.c.scope == ConsentScope.SPECIAL, declared.c.kind == SpecialKind(need))
    return declared.c.scope == ConsentScope(need)
