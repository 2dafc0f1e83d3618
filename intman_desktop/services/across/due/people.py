"""Deadlines of the person and the household: validities that end, and who turns 18 (I8, P4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, exists, func, or_, select

from intman_desktop.language import current_language
from intman_desktop.models import tables as t
from intman_desktop.models.rows import from_row, listed
from intman_desktop.rules import gate
from intman_desktop.rules.ages import FULL_AGE, full_age_at_latest, full_age_on, is_adult, member_full_age_on
from intman_desktop.services.across.due.asking import FAR_AHEAD, UNTIL, Asked, Due, among
from intman_desktop.values.case_file import Client, HouseholdMember
from intman_desktop.values.codes import OPEN_STATES, BirthPrecision, CaseState, ConsentDecision, ConsentScope
from intman_desktop.values.deadline_views import DeadlineKind as Kind
from intman_desktop.values.explanation import Explanation


def validities(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the answers whose validity ends with nothing known after it: a title, a permission (Rule I8).

    Only fields that the basic consent opens stand here; of any other kind a list says nothing (Rule E3).
    """
    labels = {
        each.code: each.labels[current_language()]
        for each in asked.profile.fields
        if each.dated and each.need in (gate.BASIC, gate.NONE)
    }
    query = _ending_answers(asked.one, tuple(labels))
    for case_id, answer_id, field, on in connection.execute(query, asked.values()).all():
        code = "due_validity_past" if on < asked.today else "due_validity"
        matter = Explanation(code, {"field": labels[field], "until": on})
        yield Due(Kind.VALIDITY_ENDS, on, case_id, matter, answer_id)


@cache
def _ending_answers(one: bool, fields: tuple[str, ...]) -> Select[Any]:
    a, other = t.answers.c, t.answers.alias("other").c
    known_later = or_(
        other.valid_to.is_(None),
        other.valid_to > a.valid_to,
        and_(other.valid_to == a.valid_to, other.id > a.id),
    )
    later = exists().where(other.case_id == a.case_id, other.field == a.field, other.id != a.id, known_later)
    # Few answers end: they are picked out first, by their own index, before any case is looked up.
    ends = t.answers.alias("ends").c
    ending = select(ends.id).where(ends.valid_to <= UNTIL)
    return (
        select(t.cases.c.id, a.id, a.field, a.valid_to)
        .join(t.answers, a.case_id == t.cases.c.id)
        .where(a.id.in_(ending), among(one, *OPEN_STATES), a.field.in_(fields), ~later)
    )


def coming_of_age(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the members of a household who turn 18 soon or have, and have no case yet (Rule P4).

    Where only a year is known it is 1 January, and the sentence asks for the date.
    """
    members, until = t.household_members, asked.until(FAR_AHEAD)
    values = asked.values() | {"year": until.year - FULL_AGE}
    for row in connection.execute(_young_members(asked.one), values).mappings():
        on = member_full_age_on(from_row(HouseholdMember, members, row))
        if on is not None and on <= until:
            now = asked.today
            if row["birth_month"]:
                past = (on.year, on.month) < (now.year, now.month)
                code = "due_eighteen_past" if past else "due_eighteen"
            else:
                code = "due_eighteen_year_only_past" if on.year < now.year else "due_eighteen_year_only"
            matter = Explanation(code, {"year": on.year, "month": f"{on.month:02d}"})
            yield Due(Kind.TURNS_EIGHTEEN, on, row["case_id"], matter, row["id"])


@cache
def _young_members(one: bool) -> Select[Any]:
    """Return the query for the members born by the ``year`` bound who count as minors and have no case."""
    members = t.household_members
    return (
        select(members)
        .join(t.cases, t.cases.c.id == members.c.case_id)
        .where(
            among(one, *OPEN_STATES),
            members.c.adult.is_(False),
            members.c.linked_case == "",
            members.c.birth_year <= bindparam("year"),
        )
    )


def own_coming_of_age(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the clients taken in as minors who turn 18 soon, until they consent themselves (Rules P4, E5).

    Born on 29 February, it is 1 March; with only a year known it is 1 January, with a month its first. Where
    the day is not known a consent in that month or year that somebody else gave for her is not her own, and
    who came as a minor only then is announced at once.
    """
    minors = _taken_in_as_minors(asked.one, *OPEN_STATES)
    young = _by_full_age(connection, minors, asked.values(), asked.until(FAR_AHEAD))
    own = _own_consents(connection, young)
    for case_id, (on, client) in young.items():
        if case_id not in own:
            values = {"on": on, "year": on.year, "month": f"{on.month:02d}"}
            code = _own_eighteen(client, asked.today)
            yield Due(Kind.OWN_EIGHTEEN, on, case_id, Explanation(code, values))


def own_consents(connection: Connection, case_id: int | None = None) -> tuple[int, ...]:
    """Return the first consents of clients taken in as minors since they turned 18 (Rules P4, E5).

    Of all cases that are not on hold, or of the one.
    """
    minors = _taken_in_as_minors(bool(case_id), *CaseState)
    young = _by_full_age(connection, minors, {"case": case_id}, date.max)
    return tuple(_own_consents(connection, young).values())


def _by_full_age(
    connection: Connection, minors: Select[Any], values: Mapping[str, Any], until: date
) -> dict[int, tuple[date, Client]]:
    """Return by their cases those of ``minors`` who turn 18 by ``until`` and came before it, with the day."""
    young: dict[int, tuple[date, Client]] = {}
    for row in connection.execute(minors, values).mappings():
        client = from_row(Client, t.clients, row)
        on = full_age_on(client)
        if on is None or on > until:
            continue
        if row["opened_on"] < on or is_adult(client, row["opened_on"]) is False:
            young[row["case_id"]] = on, client
    return young


def _own_consents(connection: Connection, young: Mapping[int, tuple[date, Client]]) -> dict[int, int]:
    """Return for those who have a consent from since they turned 18 the first one, whoever gave it (E2)."""
    own: dict[int, int] = {}
    if young:
        given = connection.execute(_consented(), {"cases": list(young)})
        for consent_id, case_id, given_on, representative in given:
            on, client = young[case_id]
            if given_on >= (full_age_at_latest(client) if representative.strip() else on):
                own.setdefault(case_id, consent_id)
    return own


def _own_eighteen(client: Client, today: date) -> str:
    """Return by what words a coming of age is told: as closely as the birth is known, and if it was (P4)."""
    latest = full_age_at_latest(client)
    past = latest is not None and latest < today
    if client.birth_precision is BirthPrecision.MONTH:
        return "due_own_eighteen_month_past" if past else "due_own_eighteen_month"
    if client.birth_precision is BirthPrecision.DAY and not client.birth_uncertain:
        return "due_own_eighteen_past" if past else "due_own_eighteen"
    return "due_own_eighteen_year_only_past" if past else "due_own_eighteen_year_only"


@cache
def _taken_in_as_minors(one: bool, *states: CaseState) -> Select[Any]:
    p = t.clients
    minor = p.c.birth_date > func.date(t.cases.c.opened_on, f"-{FULL_AGE + 1} years")
    return select(p, t.cases.c.opened_on).join(t.cases).where(among(one, *states), minor)


@cache
def _consented() -> Select[Any]:
    """Return the query for the basic consents of the cases bound: the day, and who gave it for the person."""
    c = t.consents.c
    basic = select(c.id, c.case_id, c.decided_on, c.representative).where(
        c.case_id.in_(listed("cases")),
        c.scope == ConsentScope.BASIC,
        c.decision == ConsentDecision.GIVEN,
        c.withdrawn_on.is_(None),
    )
    return basic.order_by(c.decided_on, c.id)
