"""Frozen values into the store: whole cases in bulk, single rows with their version checked."""

from __future__ import annotations

import re
import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from intman_desktop.errors import ChangedMeanwhile
from intman_desktop.models import tables as t
from intman_desktop.models.rows import to_row
from intman_desktop.rules import finding
from intman_desktop.rules.folding import sort_name
from intman_desktop.values import case_file as v
from intman_desktop.values.doubles import DoubleDecision
from intman_desktop.word_lists import spellings

_KEY = re.compile(r"[0-9a-f]{32}")
_WIDEST_GAP = 1 << 16
_HIGHEST = (1 << 31) - 1
"""The highest id that a signal of Qt carries."""


def new_key() -> str:
    """Return a fresh random 128-bit key as 32 hexadecimal characters (L4, L6)."""
    return secrets.token_hex(16)


def is_key(text: str) -> bool:
    """Return whether a text has the form of a random key."""
    return _KEY.fullmatch(text) is not None


def save_row(connection: Connection, table: Table, value: Any, row_id: int, **more: Any) -> None:
    """Write ``value`` over the row with ``row_id`` if its version is still ``value.version``.

    ``more`` adds columns that the value does not hold. Raises ``ChangedMeanwhile`` when the
    row was saved by someone else since it was read, or is gone.
    """
    row = to_row(value, table, **more)
    row["version"] = value.version + 1
    key = table.c.id if "id" in table.c else table.c.case_id
    as_read = update(table).where(key == row_id, table.c.version == value.version)
    done = connection.execute(as_read.values(row))
    if done.rowcount != 1:
        raise ChangedMeanwhile()


def add_row(connection: Connection, table: Table, value: Any, **more: Any) -> int:
    """Insert ``value`` into ``table`` with the columns of ``more`` and return the new id."""
    done = connection.execute(insert(table).values(to_row(value, table, **more)))
    return int(done.inserted_primary_key[0]) if done.inserted_primary_key else 0


def unused_id(connection: Connection, table: Table) -> int:
    """Return an id for a new row of ``table`` that no other has, nor one that a backup brings back (Rule L4).

    SQLite gives the highest id again when its row is gone. Ids go up all the same, so that rows stay in the
    order in which they came.
    """
    highest = _highest_id(connection, table)
    gap = secrets.randbelow(_WIDEST_GAP)
    return highest + 1 + (gap if highest + gap < _HIGHEST else 0)


def index_client(connection: Connection, case_id: int, number: str, client: v.Client) -> None:
    """Put the client's names, phone, birth, place and case number into the name index anew."""
    connection.execute(delete(t.name_index).where(t.name_index.c.rowid == case_id))
    connection.execute(insert(t.name_index), _index_row(case_id, number, client))


def save_participant(connection: Connection, participant: v.Participant, row_id: int) -> None:
    """Write a participant over her row, with the words by which her note is found.

    Raises ``ChangedMeanwhile``.
    """
    save_row(connection, t.participants, participant, row_id, note_words=finding.index_note(participant.note))


def add_participant(connection: Connection, participant: v.Participant, talk_id: int, case_id: int) -> int:
    """Insert a participant with the words by which her note is found, and return the new id."""
    words = finding.index_note(participant.note)
    more = {"talk_id": talk_id, "case_id": case_id, "note_words": words}
    return add_row(connection, t.participants, participant, **more)


def write_plan(connection: Connection, case_id: int, plan: v.Plan) -> int:
    """Insert a plan with everything in it for the case and return its id."""
    rows = _Rows(connection)
    plan_id = rows.plan(case_id, plan)
    rows.flush()
    return plan_id


def replace_children(
    connection: Connection, table: Table, parent: str, parent_id: int, values: Iterable[Any]
) -> None:
    """Replace all rows of ``table`` below ``parent_id`` by ``values``, in their order."""
    connection.execute(delete(table).where(table.c[parent] == parent_id))
    for value in values:
        add_row(connection, table, value, **{parent: parent_id})


def add_case_files(
    connection: Connection, files: Iterable[v.CaseFile], talks: Iterable[v.Talk] = ()
) -> dict[str, int]:
    """Insert whole cases and the talks they take part in; return the new id for each case key.

    The talks are given apart, because a joint talk belongs to several cases; ``files.talks``
    is not looked at. Keys must be set and unused. Participants whose case is unknown are a bug.
    """
    rows, files = _Rows(connection), tuple(files)
    ids = {file.case.key: rows.case_file(file) for file in files}
    for talk in talks:
        rows.talk(talk, ids)
    rows.flush()
    for file in files:
        write_doubles(connection, ids[file.case.key], file.doubles)
    return ids


def write_doubles(connection: Connection, case_id: int, doubles: Iterable[DoubleDecision]) -> None:
    """Keep what was decided on the case and others, once per pair; a case that is not here is passed over."""
    for double in doubles:
        other_id = connection.scalar(select(t.cases.c.id).where(t.cases.c.key == double.other))
        if other_id is None or other_id == case_id:
            continue
        first, second = sorted((case_id, other_id))
        d = t.double_decisions.c
        connection.execute(delete(t.double_decisions).where(d.case_id == first, d.other_id == second))
        row = {"case_id": first, "other_id": second, "same": double.same, "decided_on": double.decided_on}
        connection.execute(insert(t.double_decisions).values(row))


def add_talk(connection: Connection, talk: v.Talk, case_ids: dict[str, int]) -> int:
    """Insert a talk with its participants and return its id; ``case_ids`` maps case keys to ids."""
    rows = _Rows(connection)
    talk_id = rows.talk(talk, case_ids)
    rows.flush()
    return talk_id


def _highest_id(connection: Connection, table: Table) -> int:
    """Return the highest id given; of the cases also those that were erased since."""
    highest = connection.scalar(select(func.max(table.c.id))) or 0
    if table is not t.cases:
        return highest
    given = select(t.given_ids.c.seq).where(t.given_ids.c.name == t.cases.name)
    return max(highest, connection.scalar(given) or 0)


def _index_row(case_id: int, number: str, client: v.Client) -> dict[str, object]:
    return {
        "rowid": case_id,
        "names": finding.index_names(client),
        "sounds": finding.index_sounds(client, spellings()),
        "numbers": finding.index_number(number),
        "phones": finding.index_phone(client.phone),
        "births": finding.index_birth(client),
        "places": finding.index_place(client),
    }


class _Rows:
    """Rows gathered per table with ids given in advance, inserted together at the end."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: defaultdict[Table, list[dict[str, Any]]] = defaultdict(list)
        self._next: dict[Table, int] = {}
        self._index: list[dict[str, object]] = []

    def _add(self, table: Table, value: Any, **more: Any) -> int:
        if table not in self._next:
            self._next[table] = _highest_id(self._connection, table) + 1
        row_id = self._next[table]
        self._next[table] = row_id + 1
        self._rows[table].append(to_row(value, table, id=row_id, **more))
        return row_id

    def _add_below(self, children: Mapping[Table, Iterable[Any]], **above: int) -> None:
        """Add what belongs to a row that was added, by table; ``above`` is its id under the column's name."""
        for table, values in children.items():
            for value in values:
                self._add(table, value, **above)

    def case_file(self, file: v.CaseFile) -> int:
        case_id = self._add(t.cases, file.case)
        row = to_row(file.client, t.clients, case_id=case_id, sort_name=sort_name(file.client))
        self._rows[t.clients].append(row)
        self._index.append(_index_row(case_id, file.case.number, file.client))
        of_case: dict[Table, Iterable[Any]] = {
            t.earlier_counselling: file.earlier_counselling,
            t.answers: file.answers,
            t.household_members: file.household,
            t.notices_given: file.notices,
            t.agreements: () if file.agreement is None else (file.agreement,),
            t.needs_assessments: () if file.needs_assessment is None else (file.needs_assessment,),
            t.extensions: file.extensions,
            t.decisions: file.decisions,
            t.requests: file.requests,
            t.corrections: file.corrections,
        }
        self._add_below(of_case, case_id=case_id)
        consents = [self._add(t.consents, consent, case_id=case_id) for consent in file.consents]
        for scan in file.scans:
            shown = None if scan.consent is None else consents[scan.consent]
            self._add(t.scans, scan, case_id=case_id, consent_id=shown)
        for passed in file.disclosures:
            by = None if passed.consent is None else consents[passed.consent]
            self._add(t.disclosures, passed, case_id=case_id, consent_id=by)
        if file.plan is not None:
            self.plan(case_id, file.plan)
        return case_id

    def plan(self, case_id: int, plan: v.Plan) -> int:
        plan_id = self._add(t.plans, plan, case_id=case_id)
        of_plan: dict[Table, Iterable[Any]] = {
            t.plan_spans: plan.spans,
            t.block_reasons: plan.block_reasons,
            t.plan_versions: plan.versions,
            t.light_changes: plan.light_changes,
        }
        self._add_below(of_plan, plan_id=plan_id)
        for goal in plan.goals:
            goal_id = self._add(t.goals, goal, plan_id=plan_id)
            self._add_below({t.measures: goal.measures, t.goal_changes: goal.history}, goal_id=goal_id)
        return plan_id

    def talk(self, talk: v.Talk, case_ids: dict[str, int]) -> int:
        talk_id = self._add(t.talks, talk)
        for participant in talk.participants:
            case_id = case_ids[participant.case_key]
            words = finding.index_note(participant.note)
            more = {"talk_id": talk_id, "case_id": case_id, "note_words": words}
            part_id = self._add(t.participants, participant, **more)
            self._add_below({t.referrals: participant.referrals}, participant_id=part_id)
        return talk_id

    def flush(self) -> None:
        for table in t.metadata.sorted_tables:
            if self._rows[table]:
                self._connection.execute(insert(table), self._rows[table])
        if self._index:
            self._connection.execute(insert(t.name_index), self._index)
        self._rows.clear()
        self._index.clear()
