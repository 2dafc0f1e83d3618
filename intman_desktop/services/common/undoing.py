"""Taking a change back: the rows as they were before it, put back only where nothing came after."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Table, delete, func, insert, select, update

from intman_desktop.errors import ChangedMeanwhile
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.rules.decisions import DecisionKind
from intman_desktop.services.common.admission import note
from intman_desktop.services.common.desk import Desk
from intman_desktop.values.outcome import Undo

Part: TypeAlias = tuple[Table, ColumnElement[bool]]
"""One table with the condition that picks the rows meant; parents stand before their children."""


@dataclass(frozen=True)
class Rows:
    """Rows of several tables as they stood at one moment, by table and primary key."""

    parts: tuple[tuple[Table, Mapping[tuple[Any, ...], Mapping[str, Any]]], ...]

    def same_as(self, other: Rows) -> bool:
        """Return whether both hold the same rows, however often each was saved.

        A later change that was taken back itself left them as they were, but for their versions.
        """
        return self._said() == other._said()

    def _said(self) -> list[dict[tuple[Any, ...], dict[str, Any]]]:
        return [{key: _unversioned(row) for key, row in rows.items()} for _, rows in self.parts]


def plan_parts(case_id: int) -> tuple[Part, ...]:
    """Return the tables that hold the plan of a case."""
    return plans_of((case_id,))


def plans_of(case_ids: Collection[int]) -> tuple[Part, ...]:
    """Return the tables that hold the plans of several cases."""
    plans = select(t.plans.c.id).where(t.plans.c.case_id.in_(case_ids))
    goals = select(t.goals.c.id).where(t.goals.c.plan_id.in_(plans))
    below = (t.plan_spans, t.block_reasons, t.light_changes, t.plan_versions, t.goals)
    return (
        (t.plans, t.plans.c.case_id.in_(case_ids)),
        *((table, table.c.plan_id.in_(plans)) for table in below),
        (t.measures, t.measures.c.goal_id.in_(goals)),
        (t.goal_changes, t.goal_changes.c.goal_id.in_(goals)),
    )


def corrections_part(*case_ids: int) -> Part:
    """Return the rows that ``keep_corrections`` adds for these cases, so that they are taken back as well."""
    return t.corrections, t.corrections.c.case_id.in_(case_ids)


def start_parts(*case_ids: int) -> tuple[Part, ...]:
    """Return the rows in which the start of these cases is kept, and that it was changed (Rule C1)."""
    d = t.decisions.c
    return (
        (t.cases, t.cases.c.id.in_(case_ids)),
        (t.decisions, d.case_id.in_(case_ids) & (d.kind == DecisionKind.START_CHANGED)),
    )


def talk_parts(talk_id: int, case_ids: Collection[int]) -> tuple[Part, ...]:
    """Return the tables that hold a talk, and the cases whose clock it may move, with their corrections.

    The consents are among them: a talk is not put back that they do not open any more (Rules P2, E3).
    """
    people = select(t.participants.c.id).where(t.participants.c.talk_id == talk_id)
    return (
        *start_parts(*case_ids),
        (t.consents, t.consents.c.case_id.in_(case_ids)),
        corrections_part(*case_ids),
        (t.talks, t.talks.c.id == talk_id),
        (t.participants, t.participants.c.talk_id == talk_id),
        (t.referrals, t.referrals.c.participant_id.in_(people)),
    )


def period_parts(case_id: int) -> tuple[Part, ...]:
    """Return the tables that hold the clock of a case."""
    return (
        (t.cases, t.cases.c.id == case_id),
        (t.extensions, t.extensions.c.case_id == case_id),
        (t.decisions, t.decisions.c.case_id == case_id),
    )


def read_rows(connection: Connection, parts: tuple[Part, ...]) -> Rows:
    """Return the rows that ``parts`` name as they stand now."""
    found = []
    for table, where in parts:
        rows = connection.execute(select(table).where(where)).mappings()
        found.append((table, {_key(table, row): row for row in map(dict, rows)}))
    return Rows(tuple(found))


def put_back(connection: Connection, parts: tuple[Part, ...], before: Rows, after: Rows) -> None:
    """Make the rows named by ``parts`` what they were ``before``.

    A row keeps its id unless that has been given to another one meanwhile. Versions go on counting,
    so that a form opened in between cannot overwrite. Raises ``ChangedMeanwhile`` and changes nothing
    where the rows are no longer as they were ``after`` the change.
    """
    now = read_rows(connection, parts)
    if not now.same_as(after):
        raise ChangedMeanwhile()
    tables = list(zip(before.parts, now.parts, strict=True))
    for (table, old), (_, new) in reversed(tables):
        for key in new.keys() - old.keys():
            connection.execute(delete(table).where(_is(table, key)))
    renamed: dict[tuple[str, Any], Any] = {}
    for (table, old), (_, new) in tables:
        for key, row in old.items():
            if key in new:
                _update(connection, table, key, row, new[key])
            else:
                _insert(connection, table, row, renamed)


def require_cases(connection: Connection, case_keys: Collection[str]) -> None:
    """Raise ``ChangedMeanwhile`` where a case with one of the keys is gone: nobody is brought back (L3)."""
    known = select(func.count()).where(t.cases.c.key.in_(case_keys))
    if connection.scalar(known) != len(set(case_keys)):
        raise ChangedMeanwhile()


def step_back(
    desk: Desk,
    case_keys: Iterable[str],
    parts: tuple[Part, ...],
    before: Rows,
    after: Rows,
    *,
    also: Callable[[Connection], object] | None = None,
    again: bool = False,
) -> Undo:
    """Return an undo step that puts the rows back in a transaction of its own, journaled per case.

    Without ``case_keys`` it belongs to no case, and is journaled once. ``also`` takes back in it what is no
    row of ``parts``; then it cannot be done again. Else it returns the step that does the same ``again``, to
    be taken back in turn. It is refused (``ChangedMeanwhile``) once one of the cases is erased (Rule L3).
    """
    keys = tuple(case_keys)

    def undo() -> Undo | None:
        with desk.vault.transaction() as connection:
            require_cases(connection, keys)
            put_back(connection, parts, before, after)
            if also is not None:
                also(connection)
            for key in keys or ("",):
                note(connection, desk, verb_back(again=again), key)
        return step_back(desk, keys, parts, after, before, again=not again) if also is None else None

    return undo


def verb_back(*, again: bool) -> Verb:
    """Return what the journal tells of a step: taken back, or where that was undone, done ``again`` (L6)."""
    return Verb.DONE_AGAIN if again else Verb.TAKEN_BACK


def _unversioned(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "version"}


def _key(table: Table, row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[column.name] for column in table.primary_key)


def _is(table: Table, key: tuple[Any, ...]) -> ColumnElement[bool]:
    (column,) = table.primary_key
    where: ColumnElement[bool] = column == key[0]
    return where


def _update(
    connection: Connection, table: Table, key: tuple[Any, ...], row: Mapping[str, Any], now: Mapping[str, Any]
) -> None:
    if _unversioned(row) == _unversioned(now):
        return
    more = {"version": now["version"] + 1} if "version" in row else {}
    connection.execute(update(table).where(_is(table, key)).values({**row, **more}))


def _insert(
    connection: Connection, table: Table, row: Mapping[str, Any], renamed: dict[tuple[str, Any], Any]
) -> None:
    values = dict(row)
    for column in table.c:
        for foreign in column.foreign_keys:
            values[column.name] = renamed.get((foreign.column.table.name, row[column.name]), row[column.name])
    if connection.scalar(select(table.c.id).where(table.c.id == row["id"])) is not None:
        values["id"] = (connection.scalar(select(func.max(table.c.id))) or 0) + 1
        renamed[(table.name, row["id"])] = values["id"]
    if "version" in values:
        values["version"] += 1
    connection.execute(insert(table).values(values))
