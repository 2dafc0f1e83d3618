"""L6: the journal holds verbs and random keys, survives an erasure, and shows every change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, delete, select, update

from intman_desktop.gdpr import journal
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models.tables import journal as rows

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
KEY, OTHER = "a" * 32, "b" * 32


def write(connection: Connection, *keys: str, days: int = 0) -> None:
    for key in keys:
        journal.record(
            connection, at=NOON + timedelta(days=days), slot="s" * 32, verb=Verb.CLIENT_SAVED, case_key=key
        )


def test_l6_an_empty_journal_verifies_and_has_a_head(connection: Connection) -> None:
    assert journal.head(connection) == (journal.START, 0)
    assert journal.verify_chain(connection) == journal.JournalCheck(0, journal.START)


def test_l6_each_entry_moves_the_head_and_the_chain_verifies(connection: Connection) -> None:
    heads = [journal.head(connection)]
    for number in range(1, 4):
        write(connection, KEY)
        heads.append(journal.head(connection))
        assert heads[-1][1] == number
    assert len({chain for chain, _ in heads}) == 4
    assert journal.verify_chain(connection) == journal.JournalCheck(3, heads[-1][0])


def test_l6_moments_are_kept_in_utc(connection: Connection) -> None:
    from datetime import timezone

    local = datetime(2026, 11, 20, 13, tzinfo=timezone(timedelta(hours=1)))
    journal.record(connection, at=local, slot="", verb=Verb.BACKED_UP)
    assert connection.scalar(select(rows.c.at)) == "2026-11-20T12:00:00+00:00"


def test_l6_an_erased_case_is_unlinked_and_the_chain_still_verifies(connection: Connection) -> None:
    write(connection, KEY, OTHER, KEY, "")
    before = journal.head(connection)
    in_order = select(rows.c.commitment).order_by(rows.c.seq)
    commitments = connection.scalars(in_order).all()
    assert journal.unlink(connection, KEY) == 2
    assert connection.scalars(select(rows.c.case_key).order_by(rows.c.seq)).all() == ["", OTHER, "", ""]
    assert [bool(salt) for salt in connection.scalars(select(rows.c.salt).order_by(rows.c.seq))] == [
        False,
        True,
        False,
        True,
    ]
    assert connection.scalars(in_order).all() == commitments
    assert journal.head(connection) == before
    assert journal.verify_chain(connection).broken_at is None


def test_l6_equal_keys_have_different_commitments(connection: Connection) -> None:
    write(connection, KEY, KEY, "", "")
    assert len(set(connection.scalars(select(rows.c.commitment)))) == 4


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "case_opened"},
        {"at": "2026-11-19T12:00:00+00:00"},
        {"slot": "t" * 32},
        {"case_key": OTHER},
        {"salt": "0" * 32},
        {"commitment": "0" * 64},
        {"chain": "0" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_l6_a_changed_entry_is_found(connection: Connection, change: dict[str, Any]) -> None:
    write(connection, KEY, KEY, KEY)
    connection.execute(update(rows).where(rows.c.seq == 2).values(change))
    assert journal.verify_chain(connection).broken_at == 2


def test_l6_a_case_put_into_an_entry_of_no_case_is_found(connection: Connection) -> None:
    write(connection, KEY)
    journal.unlink(connection, KEY)
    connection.execute(update(rows).values(case_key=OTHER))
    assert journal.verify_chain(connection).broken_at == 1


@pytest.mark.parametrize("gone", [1, 2])
def test_l6_a_missing_entry_is_found(connection: Connection, gone: int) -> None:
    write(connection, KEY, KEY, KEY)
    connection.execute(delete(rows).where(rows.c.seq == gone))
    assert journal.verify_chain(connection).broken_at == gone + 1


def test_l6_a_renumbered_entry_is_found(connection: Connection) -> None:
    write(connection, KEY, KEY)
    connection.execute(update(rows).where(rows.c.seq == 2).values(seq=5))
    assert journal.verify_chain(connection).broken_at == 5


def test_l6_old_entries_are_cut_and_the_rest_is_anchored_anew(connection: Connection) -> None:
    write(connection, KEY, KEY, days=-900)
    write(connection, OTHER, days=-10)
    before = journal.head(connection)
    assert journal.cut(connection, NOON - timedelta(days=730)) == 2
    assert connection.scalars(select(rows.c.seq)).all() == [3]
    assert journal.head(connection) == before
    assert journal.verify_chain(connection) == journal.JournalCheck(1, before[0])
    write(connection, KEY)
    assert journal.verify_chain(connection).broken_at is None
    assert journal.cut(connection, NOON - timedelta(days=5)) == 1
    assert journal.verify_chain(connection).broken_at is None


def test_l6_the_moment_of_the_first_entry_survives_every_cut(connection: Connection) -> None:
    assert journal.begun_at(connection) is None
    for days in (-1900, -900, -10):
        write(connection, KEY, days=days)
    begun = NOON - timedelta(days=1900)
    assert journal.begun_at(connection) == begun
    for days in (1000, 30):
        assert journal.cut(connection, NOON - timedelta(days=days)) == 1
        assert journal.begun_at(connection) == begun
    assert journal.verify_chain(connection).broken_at is None


def test_l6_the_newest_entry_is_never_cut(connection: Connection) -> None:
    write(connection, KEY, KEY, days=-900)
    assert journal.cut(connection, NOON) == 1
    assert connection.scalars(select(rows.c.seq)).all() == [2]
    assert journal.cut(connection, NOON) == 0


def test_l6_nothing_to_cut_changes_nothing(connection: Connection) -> None:
    assert journal.cut(connection, NOON) == 0
    write(connection, KEY)
    assert journal.cut(connection, NOON - timedelta(days=730)) == 0
    assert journal.head(connection)[1] == 1


def test_l6_an_entry_cut_by_hand_is_found_after_anchoring(connection: Connection) -> None:
    write(connection, KEY, KEY, KEY, days=-900)
    write(connection, KEY)
    journal.cut(connection, NOON - timedelta(days=1))
    write(connection, KEY)
    connection.execute(delete(rows).where(rows.c.seq == 4))
    assert journal.verify_chain(connection).broken_at == 5
