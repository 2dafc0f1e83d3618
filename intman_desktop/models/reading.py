"""Whole cases out of the store, as frozen values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import BindParameter, Connection, Select, Table, bindparam, select

from intman_desktop.models import tables as t
from intman_desktop.models.rows import from_row, in_chunks
from intman_desktop.values import case_file as v
from intman_desktop.values.doubles import DoubleDecision

V = TypeVar("V")
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
"""Bound, not written into the query: a kept query holds nobody's id and is put together once."""


def read_case_file(connection: Connection, case_id: int) -> v.CaseFile | None:
    """Return the case with this id, whole, or None."""
    return next(iter(read_case_files(connection, [case_id])), None)


def read_case_files(connection: Connection, case_ids: Iterable[int] | None = None) -> Iterator[v.CaseFile]:
    """Yield the cases with these ids (every case where None), whole, in the order of their ids."""
    if case_ids is None:
        case_ids = connection.scalars(select(t.cases.c.id).order_by(t.cases.c.id)).all()
    for chunk in in_chunks(sorted(set(case_ids))):
        yield from _read_chunk(connection, chunk)


def read_talks(connection: Connection, case_ids: Sequence[int] | None = None) -> tuple[v.Talk, ...]:
    """Return the talks in which these cases take part (all where None), each with all its participants."""
    query = select(t.talks.c.id)
    if case_ids is not None:
        own = select(t.participants.c.talk_id).where(t.participants.c.case_id.in_(case_ids))
        query = query.where(t.talks.c.id.in_(own))
    talk_ids = connection.scalars(query).all()
    found: list[v.Talk] = []
    for chunk in in_chunks(talk_ids):
        found += _talks(connection, chunk)
    return tuple(sorted(found, key=lambda talk: (talk.on, talk.id)))


def _read_chunk(connection: Connection, ids: Sequence[int]) -> Iterator[v.CaseFile]:
    clients = _children(connection, v.Client, t.clients, "case_id", ids)
    earlier = _children(connection, v.EarlierCounselling, t.earlier_counselling, "case_id", ids)
    answers = _children(connection, v.Answer, t.answers, "case_id", ids)
    household = _children(connection, v.HouseholdMember, t.household_members, "case_id", ids)
    notices = _children(connection, v.NoticeGiven, t.notices_given, "case_id", ids)
    consents = _children(connection, v.Consent, t.consents, "case_id", ids)
    agreements = _children(connection, v.Agreement, t.agreements, "case_id", ids)
    needs = _children(connection, v.NeedsAssessment, t.needs_assessments, "case_id", ids)
    extensions = _children(connection, v.Extension, t.extensions, "case_id", ids)
    decisions = _children(connection, v.Decision, t.decisions, "case_id", ids)
    scans = _of_consents(connection, v.Scan, t.scans, ids, consents)
    disclosures = _of_consents(connection, v.Disclosure, t.disclosures, ids, consents)
    requests = _children(connection, v.Request, t.requests, "case_id", ids)
    corrections = _children(connection, v.Correction, t.corrections, "case_id", ids)
    doubles = _doubles(connection, ids)
    plans = _plans(connection, ids)
    talks = _own_talks(connection, ids)
    for row in connection.execute(_rows_below(t.cases, "id"), {"ids": ids}).mappings():
        case = from_row(v.Case, t.cases, row)
        yield v.CaseFile(
            case=case,
            client=_only(clients[case.id]) or v.Client(),
            earlier_counselling=tuple(earlier[case.id]),
            answers=tuple(answers[case.id]),
            household=tuple(household[case.id]),
            notices=tuple(notices[case.id]),
            consents=tuple(consents[case.id]),
            agreement=_only(agreements[case.id]),
            needs_assessment=_only(needs[case.id]),
            plan=plans.get(case.id),
            extensions=tuple(extensions[case.id]),
            decisions=tuple(decisions[case.id]),
            scans=tuple(scans[case.id]),
            disclosures=tuple(disclosures[case.id]),
            requests=tuple(requests[case.id]),
            corrections=tuple(corrections[case.id]),
            doubles=tuple(doubles[case.id]),
            talks=tuple(talks[case.id]),
        )


def read_registers(
    connection: Connection, case_ids: Iterable[int]
) -> Iterator[tuple[int, tuple[v.Consent, ...], tuple[v.Disclosure, ...]]]:
    """Yield of each of these cases its declarations and what was passed on of it, in the order of the ids."""
    for chunk in in_chunks(sorted(set(case_ids))):
        consents = _children(connection, v.Consent, t.consents, "case_id", chunk)
        disclosures = _of_consents(connection, v.Disclosure, t.disclosures, chunk, consents)
        for case_id in chunk:
            yield case_id, tuple(consents[case_id]), tuple(disclosures[case_id])


def _only(found: list[V]) -> V | None:
    return found[0] if found else None


def _children(
    connection: Connection, kind: type[V], table: Table, parent: str, ids: Sequence[int], **nested: Any
) -> defaultdict[int, list[V]]:
    """Read the rows of ``table`` below these parents; ``nested`` maps a field to its values by row id."""
    found: defaultdict[int, list[V]] = defaultdict(list)
    if not ids:
        return found
    for row in connection.execute(_rows_below(table, parent), {"ids": ids}).mappings():
        more = {name: tuple(values[row["id"]]) for name, values in nested.items()}
        found[row[parent]].append(from_row(kind, table, row, **more))
    return found


@cache
def _rows_below(table: Table, parent: str) -> Select[Any]:
    """Return the query for the rows of ``table`` below the parents bound as ``ids``; put together once."""
    order = table.c.id if "id" in table.c else table.c[parent]
    return select(table).where(table.c[parent].in_(_IDS)).order_by(order)


@cache
def _ids_of_rows_below(table: Table, parent: str) -> Select[Any]:
    return select(table.c.id).where(table.c[parent].in_(_IDS))


def _of_consents(
    connection: Connection,
    kind: type[V],
    table: Table,
    case_ids: Sequence[int],
    consents: Mapping[int, Sequence[v.Consent]],
) -> defaultdict[int, list[V]]:
    """Read the rows of ``table`` that may rest on a consent: told by its position among those of the case."""
    position = {each.id: at for declared in consents.values() for at, each in enumerate(declared)}
    query = _rows_below(table, "case_id")
    found: defaultdict[int, list[V]] = defaultdict(list)
    for row in connection.execute(query, {"ids": case_ids}).mappings():
        value = from_row(kind, table, row, consent=position.get(row["consent_id"]))
        found[row["case_id"]].append(value)
    return found


def _doubles(connection: Connection, ids: Sequence[int]) -> defaultdict[int, list[DoubleDecision]]:
    """Return what was decided on each of these cases and another one, from the side of either."""
    wanted = set(ids)
    found: defaultdict[int, list[DoubleDecision]] = defaultdict(list)
    for row in connection.execute(_decided_doubles(), {"ids": ids}):
        for case_id, other_key in ((row.case_id, row.other_key), (row.other_id, row.key)):
            if case_id in wanted:
                found[case_id].append(DoubleDecision(other_key, row.same, row.decided_on))
    return found


@cache
def _decided_doubles() -> Select[Any]:
    d, one, other = t.double_decisions.c, t.cases.alias(), t.cases.alias()
    return (
        select(t.double_decisions, one.c.key, other.c.key.label("other_key"))
        .join(one, one.c.id == d.case_id)
        .join(other, other.c.id == d.other_id)
        .where(d.case_id.in_(_IDS) | d.other_id.in_(_IDS))
        .order_by(d.id)
    )


def _ids_below(connection: Connection, table: Table, parent: str, ids: Sequence[int]) -> list[int]:
    return list(connection.scalars(_ids_of_rows_below(table, parent), {"ids": ids})) if ids else []


def _plans(connection: Connection, case_ids: Sequence[int]) -> dict[int, v.Plan]:
    plan_ids = _ids_below(connection, t.plans, "case_id", case_ids)
    goal_ids = _ids_below(connection, t.goals, "plan_id", plan_ids)
    goals = _children(
        connection,
        v.Goal,
        t.goals,
        "plan_id",
        plan_ids,
        measures=_children(connection, v.Measure, t.measures, "goal_id", goal_ids),
        history=_children(connection, v.GoalChange, t.goal_changes, "goal_id", goal_ids),
    )
    found = _children(
        connection,
        v.Plan,
        t.plans,
        "case_id",
        case_ids,
        spans=_children(connection, v.PlanSpan, t.plan_spans, "plan_id", plan_ids),
        block_reasons=_children(connection, v.BlockReason, t.block_reasons, "plan_id", plan_ids),
        goals=goals,
        versions=_children(connection, v.PlanVersion, t.plan_versions, "plan_id", plan_ids),
        light_changes=_children(connection, v.LightChange, t.light_changes, "plan_id", plan_ids),
    )
    return {case_id: plans[0] for case_id, plans in found.items()}


@cache
def _rows_of_participants(column: str) -> Select[Any]:
    return (
        select(t.participants, t.cases.c.key.label("case_key"))
        .join(t.cases, t.cases.c.id == t.participants.c.case_id)
        .where(t.participants.c[column].in_(_IDS))
        .order_by(t.participants.c.id)
    )


def _participants(
    connection: Connection, column: str, ids: Sequence[int]
) -> list[tuple[int, int, v.Participant]]:
    """Return (talk id, case id, participant) of the rows whose ``column`` is one of ``ids``."""
    rows = list(connection.execute(_rows_of_participants(column), {"ids": ids}).mappings())
    part_ids = [row["id"] for row in rows]
    referrals: defaultdict[int, list[v.Referral]] = defaultdict(list)
    for chunk in in_chunks(part_ids):
        referrals.update(_children(connection, v.Referral, t.referrals, "participant_id", chunk))
    return [
        (
            row["talk_id"],
            row["case_id"],
            from_row(
                v.Participant,
                t.participants,
                row,
                case_key=row["case_key"],
                referrals=tuple(referrals[row["id"]]),
            ),
        )
        for row in rows
    ]


def _talks(connection: Connection, talk_ids: Sequence[int]) -> list[v.Talk]:
    people: defaultdict[int, list[v.Participant]] = defaultdict(list)
    for talk_id, _case_id, participant in _participants(connection, "talk_id", talk_ids):
        people[talk_id].append(participant)
    rows = connection.execute(select(t.talks).where(t.talks.c.id.in_(talk_ids))).mappings()
    return [from_row(v.Talk, t.talks, row, participants=tuple(people[row["id"]])) for row in rows]


def _own_talks(connection: Connection, case_ids: Sequence[int]) -> defaultdict[int, list[v.Talk]]:
    own = _participants(connection, "case_id", case_ids)
    heads: dict[int, v.Talk] = {}
    talk_ids = sorted({talk_id for talk_id, _case_id, _participant in own})
    for chunk in in_chunks(talk_ids):
        rows = connection.execute(_rows_below(t.talks, "id"), {"ids": chunk}).mappings()
        heads.update({row["id"]: from_row(v.Talk, t.talks, row) for row in rows})
    found: defaultdict[int, list[v.Talk]] = defaultdict(list)
    for talk_id, case_id, participant in own:
        head = heads[talk_id]
        found[case_id].append(from_row(v.Talk, t.talks, vars(head), participants=(participant,)))
    for talks in found.values():
        talks.sort(key=lambda talk: (talk.on, talk.id))
    return found
