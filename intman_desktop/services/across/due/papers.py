"""Deadlines of what is signed: the agreement, consents that run out or have an older text (B1, E1, E6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Date, Select, func, or_, select

from intman_desktop.models import tables as t
from intman_desktop.models.reading import read_case_files
from intman_desktop.profiles.list_names import IN_PERSON, ListName
from intman_desktop.rules import gate
from intman_desktop.rules.consents import OPENS_FIELDS
from intman_desktop.rules.recipients import recipient_key
from intman_desktop.services.across.due.asking import AHEAD, UNTIL, Asked, Due, among
from intman_desktop.services.gate.consent_terms import other_sheet, outdated_notice, outdated_text, standing
from intman_desktop.services.gate.hidden import hidden_by_expiry
from intman_desktop.values.codes import OPEN_STATES, CaseState, ConsentScope
from intman_desktop.values.deadline_views import DeadlineKind as Kind
from intman_desktop.values.explanation import Explanation


def agreements_unsigned(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the cases whose agreement lacks a signature (Rule B1).

    Agreed orally, it is due with the next talk in person, at the latest after 30 days; otherwise
    since the case was opened, and until then it is not active: neither needs nor plan are begun.
    """
    personal = tuple(item.code for item in asked.profile.list(ListName.TALK_FORMS) if item.flag(IN_PERSON))
    found = connection.execute(_unsigned(asked.one, personal), asked.values()).all()
    for case_id, opened_on, oral_on, met_on in found:
        code = "due_signature_after_oral" if oral_on else "due_signature"
        matter = Explanation(code, {"oral_on": oral_on} if oral_on else {})
        on = min(oral_on + timedelta(days=AHEAD), met_on or date.max) if oral_on else opened_on
        yield Due(Kind.SIGNATURE, on, case_id, matter)


@cache
def _unsigned(one: bool, personal: tuple[str, ...]) -> Select[Any]:
    a, talks = t.agreements.c, t.talks.c
    met = (
        select(func.min(talks.on, type_=Date))
        .join(t.participants, t.participants.c.talk_id == talks.id)
        .where(t.participants.c.case_id == t.cases.c.id, talks.on > a.oral_on, talks.form.in_(personal))
    )
    missing = or_(a.id.is_(None), a.client_signed_on.is_(None), a.worker_signed_on.is_(None))
    return (
        select(t.cases.c.id, t.cases.c.opened_on, a.oral_on, met.scalar_subquery())
        .select_from(t.cases.outerjoin(t.agreements, a.case_id == t.cases.c.id))
        .where(among(one, CaseState.ACTIVE), missing)
    )


def consents_running_out(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the consents that were given until a day which is near, and not declared anew since (Rule E1).

    A passing-on names its recipient, or two would look alike; not one whose kind of service tells of health
    where that consent does not stand (Rule E3). Of a kind that ran out it is told that its data are hidden
    and wait for a person to decide, also where a No came later; once they were emptied, it asks for nothing.
    """
    found = connection.execute(_ending(asked.one), asked.values()).all()
    telling = telling_recipients(connection, asked) if any(row.recipient for row in found) else {}
    past = {row[0] for row in found if row.scope in OPENS_FIELDS and row.valid_until < asked.today}
    hiding = _hiding(connection, asked, past)
    for case_id, consent_id, scope, kind, on, recipient, stands in found:
        if not stands and consent_id not in hiding:
            continue  # declared anew since, and nothing of it is left
        over = "due_consent_hidden" if consent_id in hiding else "due_consent_expired"
        plain = Explanation(
            over if on < asked.today else "due_consent", {"scope": kind or scope, "until": on}
        )
        if scope is not ConsentScope.PASSING_ON or not recipient.strip():
            yield Due(Kind.CONSENT_EXPIRES, on, case_id, plain, consent_id)
            continue
        code_to = "due_consent_to_expired" if on < asked.today else "due_consent_to"
        matter = Explanation(code_to, {"recipient": recipient, "until": on})
        needs = telling.get(recipient_key(recipient), frozenset())
        yield Due(Kind.CONSENT_EXPIRES, on, case_id, matter, consent_id, needs=needs, hidden=plain)


def _hiding(connection: Connection, asked: Asked, case_ids: Iterable[int]) -> frozenset[int]:
    """Return the declarations of these cases that ran out and whose data are still here (Rule E3)."""
    files = read_case_files(connection, case_ids)
    found = (hidden_by_expiry(asked.profile, file, asked.today) for file in files)
    return frozenset(each.id for hidden in found for each in hidden)


def telling_recipients(connection: Connection, asked: Asked) -> dict[str, frozenset[str]]:
    """Return by the key of its recipient what naming a service asks for beside the basic consent."""
    found: dict[str, frozenset[str]] = {}
    for name, kind in connection.execute(select(t.services.c.name, t.services.c.kind)):
        needs = frozenset({asked.profile.need_of_item(ListName.SERVICE_KINDS, kind)}) - {gate.BASIC}
        key = recipient_key(name)
        found[key] = found.get(key, frozenset()) | needs
    return found


@cache
def _ending(one: bool) -> Select[Any]:
    c = t.consents.c
    return (
        select(t.cases.c.id, c.id, c.scope, c.kind, c.valid_until, c.recipient, standing().label("stands"))
        .join(t.consents, c.case_id == t.cases.c.id)
        .where(among(one, *OPEN_STATES), c.valid_until <= UNTIL)
        .where(or_(standing(), c.scope.in_(OPENS_FIELDS)), c.emptied_on.is_(None))
    )


def consents_outdated(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the cases with consents on a text, or after a notice, that was changed in substance (Rule E6).

    So is one to a sheet that does not name it, which is told apart (Rules E1, E2). They are asked for at the
    next talk: no day is stored, so it stands under today until it is done.
    """
    found = connection.execute(_outdated(asked.one), asked.values()).all()
    for (case_id, other), rows in groupby(found, key=lambda row: (row[0], row[1])):
        consents = list(rows)
        values = {"scopes": tuple(kind or scope for *_case, scope, kind, _notice in consents)}
        if other:
            matter = Explanation("due_consent_sheet", values)
        elif any(notice for *_consent, notice in consents):
            matter = Explanation("due_notice_text", values)
        else:
            matter = Explanation("due_consent_text", values)
        yield Due(Kind.CONSENT_OUTDATED, asked.today, case_id, matter, consents[0][2])


@cache
def _outdated(one: bool) -> Select[Any]:
    c = t.consents.c
    return (
        select(t.cases.c.id, other_sheet(), c.id, c.scope, c.kind, outdated_notice())
        .join(t.consents, c.case_id == t.cases.c.id)
        .where(among(one, *OPEN_STATES), standing())
        .where(or_(outdated_text(), outdated_notice(), other_sheet()))
        .order_by(t.cases.c.id, other_sheet(), c.id)
    )
