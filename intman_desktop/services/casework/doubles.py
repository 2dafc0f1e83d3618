"""Two cases that may be one person: found, linked or kept as two, never merged by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from intman_desktop.errors import NotFound, Refused
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.models.rows import listed
from intman_desktop.models.writing import write_doubles
from intman_desktop.rules import doubles
from intman_desktop.rules.double_index import doubles_among
from intman_desktop.services.across.case_rows import rows_of
from intman_desktop.services.across.compared import everybody, those
from intman_desktop.services.closing.ending import end_in
from intman_desktop.services.common.admission import note, refuse_held, whole_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.saving import tidy_client
from intman_desktop.services.common.undoing import Part, plan_parts, read_rows, step_back
from intman_desktop.values.case_file import CaseFile, Client
from intman_desktop.values.codes import ConsentScope
from intman_desktop.values.doubles import DoubleDecision
from intman_desktop.values.ending_views import MISTAKE, Ending
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.values.views import DoublePair
from intman_desktop.word_lists import spellings

_CHANGED = frozenset({Change.CASES, Change.CLIENTS})
_ENDED = frozenset({*_CHANGED, Change.PLANS, Change.DEADLINES, Change.FIGURES})


@dataclass(frozen=True)
class People:
    """Everybody who can be compared, as (case key, client), and the pairs that are settled."""

    people: tuple[tuple[str, Client], ...]
    settled: frozenset[frozenset[str]]


def people_to_compare(desk: Desk) -> People:
    """Return everybody of the store, the oldest case first; those on hold are left out (Rule L2)."""
    with desk.vault.reading() as connection:
        people = tuple([(key, client) for key, _case_id, client in everybody(connection)])
        return People(people, _settled(connection))


def compare(people: People) -> tuple[tuple[str, doubles.Double], ...]:
    """Return every pair that may be one person and is not settled; no store is needed."""
    return doubles_among(people.people, spellings(), people.settled)


def pairs_shown(desk: Desk, pairs: Sequence[tuple[str, doubles.Double]]) -> tuple[DoublePair, ...]:
    """Return the pairs as lines of the list, without those that are gone, on hold or settled by now."""
    keys = {key for one, double in pairs for key in (one, double.key)}
    with desk.vault.reading() as connection:
        settled = _settled(connection)
        of_keys = select(t.cases.c.id).where(t.cases.c.key.in_(listed("keys")))
        ids = connection.scalars(of_keys, {"keys": list(keys)}).all()
        rows = {row.key: row for row in rows_of(connection, desk.today(), ids)}
        clients = {key: client for key, _case_id, client in those(connection, ids)}
    return tuple(
        DoublePair(rows[one], rows[double.key], double.fact, (clients[one], clients[double.key]))
        for one, double in pairs
        if one in rows and double.key in rows and frozenset((one, double.key)) not in settled
    )


def alike_to(desk: Desk, client: Client, *, apart_from: Sequence[str] = ()) -> tuple[DoublePair, ...]:
    """Return the cases that may belong to a client who is not taken in yet, each as both sides of a pair.

    ``apart_from`` are keys of cases that are another person's. Nothing is stored (Rule P2).
    """
    others = [pair for pair in people_to_compare(desk).people if pair[0] not in apart_from]
    found = doubles.possible_doubles(tidy_client(client), others, spellings())
    with desk.vault.reading() as connection:
        keys = [double.key for double in found]
        ids = connection.scalars(select(t.cases.c.id).where(t.cases.c.key.in_(keys))).all()
        rows = {row.key: row for row in rows_of(connection, desk.today(), ids)}
        c = t.consents.c
        withdrawn = (c.scope == ConsentScope.BASIC, c.withdrawn_on.is_not(None), c.case_id.in_(ids))
        to_erase = set(connection.scalars(select(c.case_id).where(*withdrawn)))
    clients = dict(others)
    return tuple(
        DoublePair(
            rows[each.key],
            rows[each.key],
            each.fact,
            (clients[each.key],) * 2,
            rows[each.key].case_id in to_erase,
        )
        for each in found
        if each.key in rows
    )


def keep_as_two(desk: Desk, one_id: int, other_id: int) -> Outcome[int]:
    """Remember that two cases are two people, e.g. twins; they are not asked about again.

    Returns the first id. Raises ``Refused`` with ``double_of_itself``, ``case_on_hold``; ``NotFound``.
    """
    parts = _parts(one_id, other_id)
    with desk.vault.transaction() as connection:
        before = read_rows(connection, parts)
        files = _both(connection, one_id, other_id)
        _decide(connection, desk, files, same=False)
        after = read_rows(connection, parts)
    undo = step_back(desk, [file.case.key for file in files], parts, before, after)
    return Outcome(one_id, _CHANGED, undo)


def end_as_double(desk: Desk, kept_id: int, ended_id: int) -> Outcome[int]:
    """Remember that two cases are one person's and end one of them as Dublette, today (Rules K8, L1).

    Nothing is carried over. Returns the id of the case that goes on. Raises as ``end_case`` for the one
    that is ended, ``Refused`` with ``double_of_itself``, ``case_on_hold``; ``NotFound``.
    """
    cases = ((t.cases, t.cases.c.id == ended_id), (t.decisions, t.decisions.c.case_id == ended_id))
    parts = (*_parts(kept_id, ended_id), *cases, *plan_parts(ended_id))
    with desk.vault.transaction() as connection:
        before = read_rows(connection, parts)
        kept, ended = _both(connection, kept_id, ended_id)
        end_in(connection, desk, ended, Ending(desk.today(), MISTAKE, kept.case.number))
        _decide(connection, desk, (kept, ended), same=True)
        after = read_rows(connection, parts)
    undo = step_back(desk, [kept.case.key, ended.case.key], parts, before, after)
    return Outcome(kept_id, _ENDED, undo)


def _settled(connection: Connection) -> frozenset[frozenset[str]]:
    one, other = t.cases.alias("one"), t.cases.alias("other")
    d = t.double_decisions.c
    joined = t.double_decisions.join(one, one.c.id == d.case_id).join(other, other.c.id == d.other_id)
    rows = connection.execute(select(one.c.key, other.c.key).select_from(joined))
    return frozenset(frozenset((first, second)) for first, second in rows)


def _parts(one_id: int, other_id: int) -> tuple[Part, ...]:
    first, second = sorted((one_id, other_id))
    d = t.double_decisions.c
    return ((t.double_decisions, (d.case_id == first) & (d.other_id == second)),)


def _both(connection: Connection, one_id: int, other_id: int) -> tuple[CaseFile, CaseFile]:
    if one_id == other_id:
        raise Refused("double_of_itself")
    one, other = whole_case(connection, one_id), whole_case(connection, other_id)
    refuse_held(one, other)
    return one, other


def _decide(connection: Connection, desk: Desk, files: tuple[CaseFile, CaseFile], *, same: bool) -> None:
    one, other = files
    write_doubles(connection, one.case.id, [DoubleDecision(other.case.key, same, desk.today())])
    for file in files:
        note(connection, desk, Verb.DOUBLES_DECIDED, file.case.key)


def decide_at_entry(connection: Connection, desk: Desk, key: str, others: Sequence[str]) -> None:
    """Remember inside an open transaction that a new case is another person's than ``others`` (keys)."""
    case_id = connection.scalar(select(t.cases.c.id).where(t.cases.c.key == key))
    if case_id is None:
        raise NotFound(what=key)
    write_doubles(connection, case_id, [DoubleDecision(other, False, desk.today()) for other in others])
