"""Whole cases go into the store and come out as they were."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, func, insert, select, text
from sqlalchemy.exc import IntegrityError

from intman_desktop.errors import ChangedMeanwhile
from intman_desktop.models import tables as t
from intman_desktop.models.reading import read_case_file, read_case_files, read_talks
from intman_desktop.models.rows import from_row, read_all, read_one, shared_names, to_row
from intman_desktop.models.writing import (
    add_case_files,
    add_row,
    add_talk,
    index_client,
    new_key,
    replace_children,
    save_row,
    unused_id,
    write_plan,
)
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import Actor, CaseState
from intman_desktop.values.doubles import DoubleDecision
from tests.builders import (
    OPENED_ON,
    a_case,
    a_case_file,
    a_client,
    a_filled_case_file,
    a_goal,
    a_participant,
    a_plan,
    a_talk,
)


def bare(value: Any) -> Any:
    """Return a value with every id at 0, as it was before the store gave one."""
    if isinstance(value, tuple):
        return tuple(bare(each) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    plain = {field.name: bare(getattr(value, field.name)) for field in fields(value)}
    return replace(value, **{**plain, **({"id": 0} if "id" in plain else {})})


def test_a_case_with_every_kind_of_row_comes_back_as_it_was(connection: Connection) -> None:
    file = a_filled_case_file()
    talk = a_talk(
        file.case.key,
        further_topics=("housing", "work"),
        participants=(a_participant(file.case.key, referrals=(v.Referral("jobcenter", "Termin"),)),),
    )
    ids = add_case_files(connection, [file], [talk])
    found = read_case_file(connection, ids[file.case.key])
    assert bare(found) == replace(file, talks=(talk,))


def test_no_table_of_a_case_is_forgotten_by_reading_and_writing(connection: Connection) -> None:
    file = a_filled_case_file()
    add_case_files(
        connection,
        [file, a_case_file(doubles=(DoubleDecision(file.case.key, False, OPENED_ON),))],
        [a_talk(file.case.key, participants=(a_participant(file.case.key, referrals=(v.Referral("amt"),)),))],
    )
    below_case = _below(t.cases)
    empty = {
        table.name
        for table in below_case
        if not connection.scalar(select(func.count()).select_from(table)) and table is not t.drafts
    }
    assert empty == set()


def _below(parent: Any) -> set[Any]:
    children = {
        table
        for table in t.metadata.tables.values()
        if any(key.column.table is parent for key in table.foreign_keys)
    }
    return children.union(*(_below(child) for child in children)) if children else set()


def test_everything_that_hangs_on_a_case_goes_with_it(connection: Connection) -> None:
    file = a_filled_case_file()
    add_case_files(connection, [file])
    connection.execute(t.cases.delete())
    left = {
        table.name for table in _below(t.cases) if connection.scalar(select(func.count()).select_from(table))
    }
    assert left == set()
    assert connection.scalar(text("SELECT count(*) FROM name_index")) == 0


def test_k5_a_joint_talk_is_read_whole_and_per_case_only_with_its_own_note(connection: Connection) -> None:
    one, two = a_case_file(), a_case_file()
    keys = (one.case.key, two.case.key)
    joint = a_talk(
        participants=(
            a_participant(keys[0], note="nur für die eine"),
            a_participant(keys[1], note="nur für die andere"),
        )
    )
    ids = add_case_files(connection, [one, two], [joint])
    (whole,) = read_talks(connection)
    assert [part.note for part in whole.participants] == ["nur für die eine", "nur für die andere"]
    own = read_case_file(connection, ids[keys[1]])
    assert own is not None
    assert [part.note for part in own.talks[0].participants] == ["nur für die andere"]
    assert read_talks(connection, [ids[keys[0]]]) == (whole,)


def test_talks_are_read_by_day(connection: Connection) -> None:
    file = a_case_file()
    days = [date(2026, 5, 1), date(2026, 2, 1), date(2026, 3, 1)]
    add_case_files(connection, [file], [a_talk(file.case.key, on=day) for day in days])
    (found,) = read_case_files(connection)
    assert [talk.on for talk in found.talks] == sorted(days)
    assert [talk.on for talk in read_talks(connection)] == sorted(days)


def test_a_case_that_is_not_there_is_none(connection: Connection) -> None:
    assert read_case_file(connection, 7) is None


def test_case_without_client_plan_and_papers_reads_as_empty_values(connection: Connection) -> None:
    row_id = add_row(connection, t.cases, a_case())
    found = read_case_file(connection, row_id)
    assert found is not None
    assert (found.client, found.plan, found.agreement, found.notice_given) == (v.Client(), None, None, None)


def test_many_cases_are_read_in_chunks_in_the_order_of_their_ids(connection: Connection) -> None:
    files = [v.CaseFile(a_case(), v.Client(family_name=f"Muster{number}")) for number in range(450)]
    ids = add_case_files(connection, files, [a_talk(file.case.key) for file in files])
    names = [file.client.family_name for file in read_case_files(connection)]
    assert names == [file.client.family_name for file in files]
    some = [ids[files[9].case.key], ids[files[3].case.key]]
    assert [file.client.family_name for file in read_case_files(connection, some)] == ["Muster3", "Muster9"]
    assert len(read_talks(connection)) == 450


def test_a_row_saved_over_a_newer_one_is_refused(connection: Connection) -> None:
    row_id = add_row(connection, t.cases, a_case())
    read = read_one(connection, v.Case, t.cases, t.cases.c.id == row_id)
    assert read is not None
    save_row(connection, t.cases, replace(read, worker="EB2"), row_id)
    with pytest.raises(ChangedMeanwhile):
        save_row(connection, t.cases, replace(read, worker="EB3"), row_id)
    after = read_one(connection, v.Case, t.cases, t.cases.c.id == row_id)
    assert after == replace(read, worker="EB2", version=2)


def test_a_client_is_saved_by_its_case_and_keeps_further_columns(connection: Connection) -> None:
    file = a_case_file()
    case_id = add_case_files(connection, [file])[file.case.key]
    save_row(connection, t.clients, a_client(given_name="Nour"), case_id, sort_name="musterfrau nour")
    row = connection.execute(select(t.clients)).mappings().one()
    assert (row["given_name"], row["sort_name"], row["version"]) == ("Nour", "musterfrau nour", 2)
    save_row(connection, t.clients, a_client(version=2), case_id)
    kept = connection.scalar(select(t.clients.c.sort_name))
    assert kept == "musterfrau nour"


def test_a_gone_row_cannot_be_saved(connection: Connection) -> None:
    with pytest.raises(ChangedMeanwhile):
        save_row(connection, t.cases, a_case(), 99)


def test_adding_to_a_table_without_own_id_names_its_key(connection: Connection) -> None:
    case_id = add_row(connection, t.cases, a_case())
    assert add_row(connection, t.clients, a_client(), case_id=case_id) == case_id


def test_a_plan_and_a_talk_can_be_added_alone(connection: Connection) -> None:
    case = a_case()
    case_id = add_row(connection, t.cases, case)
    add_row(connection, t.clients, a_client(), case_id=case_id)
    plan_id = write_plan(connection, case_id, a_plan())
    talk = a_talk(case.key)
    talk_id = add_talk(connection, talk, {case.key: case_id})
    found = read_case_file(connection, case_id)
    assert found is not None
    assert found.plan is not None
    assert found.plan.id == plan_id
    assert found.talks[0].id == talk_id
    assert bare(found.plan) == a_plan()


def test_children_are_replaced_in_their_order(connection: Connection) -> None:
    file = a_case_file(plan=a_plan(goals=(a_goal(),)))
    add_case_files(connection, [file])
    goal_id = connection.scalar(select(t.goals.c.id))
    assert goal_id is not None
    steps = (v.Measure("zweitens", Actor.WORKER), v.Measure("erstens", Actor.CLIENT))
    replace_children(connection, t.measures, "goal_id", goal_id, steps)
    found = read_all(connection, v.Measure, t.measures, order=(t.measures.c.id,))
    assert bare(found) == steps


def test_the_name_index_is_written_anew(connection: Connection) -> None:
    file = a_case_file()
    case_id = add_case_files(connection, [file])[file.case.key]
    index_client(connection, case_id, file.case.number, a_client(family_name="Beispielova"))
    found = connection.scalars(
        text("SELECT rowid FROM name_index WHERE name_index MATCH '\"beispielova\"'")
    ).all()
    assert found == [case_id]
    assert not connection.scalars(
        text("SELECT rowid FROM name_index WHERE name_index MATCH '\"musterfrau\"'")
    ).all()


def test_keys_are_random_and_long_enough() -> None:
    keys = {new_key() for _ in range(100)}
    assert len(keys) == 100
    assert all(len(bytes.fromhex(key)) == 16 for key in keys)


def test_only_what_value_and_table_share_is_written() -> None:
    assert "case_id" not in to_row(a_client(), t.clients)
    assert "measures" not in shared_names(v.Goal, t.goals)
    row = to_row(a_case(), t.cases, worker="X")
    assert row["worker"] == "X"
    assert "id" not in row
    assert (
        from_row(v.PlanSpan, t.plan_spans, {**to_row(v.PlanSpan(date(2026, 1, 1)), t.plan_spans), "id": 4}).id
        == 4
    )


def test_a_second_row_of_what_exists_once_is_refused(connection: Connection) -> None:
    case_id = add_row(connection, t.cases, a_case())
    write_plan(connection, case_id, a_plan())
    with pytest.raises(IntegrityError):
        connection.execute(insert(t.plans).values(case_id=case_id))


def test_a_code_outside_its_set_is_refused(connection: Connection) -> None:
    with pytest.raises(Exception, match="CaseState"):
        connection.execute(insert(t.cases).values(to_row(a_case(), t.cases, state="vergessen")))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.text(st.characters(blacklist_categories=["Cs"]), max_size=60), state=st.sampled_from(CaseState)
)
def test_any_text_comes_back_as_it_was(connection: Connection, name: str, state: CaseState) -> None:
    file = v.CaseFile(a_case(state=state), v.Client(family_name=name, town=name))
    ids = add_case_files(connection, [file])
    found = read_case_file(connection, ids[file.case.key])
    assert found is not None
    assert found.client == file.client
    assert found.case.state is state


def test_l3_the_id_of_an_erased_case_is_never_given_again(connection: Connection) -> None:
    file = a_case_file()
    first = add_case_files(connection, [a_case_file(), file])[file.case.key]
    connection.execute(t.cases.delete())
    again = a_case_file()
    assert add_case_files(connection, [again])[again.case.key] == first + 1
    connection.execute(t.cases.delete())
    assert add_row(connection, t.cases, a_case()) == first + 2


def test_a_decision_on_a_case_that_is_not_here_is_passed_over(connection: Connection) -> None:
    file = a_case_file()
    itself = DoubleDecision(file.case.key, True, OPENED_ON)
    add_case_files(connection, [replace(file, doubles=(DoubleDecision(new_key(), False, OPENED_ON), itself))])
    assert connection.scalar(select(func.count()).select_from(t.double_decisions)) == 0


def test_l4_an_unused_id_is_above_all_others_and_a_signal_carries_it(connection: Connection) -> None:
    file = replace(a_filled_case_file(), plan=a_plan(goals=()))
    add_case_files(connection, [file])
    plan_id = connection.scalar(select(t.plans.c.id))
    for at in (1, 1000, (1 << 31) - 70_000, (1 << 31) - 10):
        add_row(connection, t.goals, a_goal(), plan_id=plan_id, id=at)
        found = {unused_id(connection, t.goals) for _ in range(20)}
        assert at < min(found) and max(found) < 1 << 31
        assert len(found) > 1 or at == (1 << 31) - 10, "a row that goes does not give its id to the next"
        connection.execute(t.goals.delete().where(t.goals.c.id == at))
