"""L6, K7: the journal is compared with the heads that were kept in backups and frozen sheets."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, delete, insert, select, update

from intman_desktop.gdpr import journal
from intman_desktop.gdpr.journal_heads import Comparison, Head, Standing, frozen_heads
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
LATER = date(2030, 11, 20)
KEY = "a" * 32
J = t.journal.c


def write(connection: Connection, count: int = 1, *, verb: Verb = Verb.CLIENT_SAVED, days: float = 0) -> None:
    at = NOON + timedelta(days=days)
    journal.record_all(connection, at=at, slot="s" * 32, verb=verb, case_keys=[KEY] * count)


def standing(connection: Connection, head: Head) -> Standing:
    return Comparison(connection, LATER).standing(head)


def keep(connection: Connection, days: float = 0) -> Head:
    """Return the head as a backup made now keeps it."""
    chain, seq = journal.head(connection)
    return Head(chain, NOON + timedelta(days=days), seq, journal.branch(connection))


def rebuild(connection: Connection, without: int) -> None:
    """Write the journal anew without one entry, numbered and chained as if it had never been there."""
    rows = connection.execute(select(J.at, J.verb).where(J.seq != without).order_by(J.seq)).all()
    connection.execute(delete(t.journal))
    for at, verb in rows:
        journal.record(
            connection, at=datetime.fromisoformat(at), slot="s" * 32, verb=Verb(verb), case_key=KEY
        )


def restore_to(connection: Connection, seq: int, days: float = 0) -> None:
    """Leave the journal as a restore of a backup made at ``seq`` would: older entries, then the restore."""
    connection.execute(delete(t.journal).where(J.seq > seq))
    write(connection, verb=Verb.RESTORED, days=days)


def test_l6_the_journal_goes_on_from_every_head_it_had(connection: Connection) -> None:
    heads = [keep(connection)]
    for _round in range(4):
        write(connection)
        heads.append(keep(connection))
    assert {standing(connection, head) for head in heads} == {Standing.CONTINUES}
    journal.unlink(connection, KEY)
    assert {standing(connection, head) for head in heads} == {Standing.CONTINUES}


def test_l6_a_tail_cut_off_is_seen_though_the_chain_verifies(connection: Connection) -> None:
    write(connection, 5)
    early = keep(connection)
    write(connection, 5)
    late = keep(connection)
    connection.execute(delete(t.journal).where(J.seq > 7))
    assert journal.verify_chain(connection).broken_at is None
    assert standing(connection, early) is Standing.CONTINUES
    assert standing(connection, late) is Standing.SHORTENED


def test_l6_an_emptied_journal_is_seen(connection: Connection) -> None:
    write(connection, 3)
    head = keep(connection)
    connection.execute(delete(t.journal))
    assert standing(connection, head) is Standing.SHORTENED


@pytest.mark.parametrize("more", [0, 3])
def test_l6_a_middle_taken_out_and_chained_anew_is_seen(connection: Connection, more: int) -> None:
    write(connection, 3)
    before = keep(connection)
    write(connection, 3)
    after = keep(connection)
    rebuild(connection, without=4)
    write(connection, more)
    assert journal.verify_chain(connection).broken_at is None
    assert standing(connection, after) is (Standing.REWRITTEN if more else Standing.SHORTENED)
    assert standing(connection, before) is Standing.REWRITTEN  # the salts are others as well


def test_l6_a_gap_is_told_from_a_change(connection: Connection) -> None:
    write(connection, 3)
    connection.execute(update(t.journal).where(J.seq == 3).values(verb="case_opened"))
    assert journal.verify_chain(connection).gap is False
    connection.execute(delete(t.journal).where(J.seq == 2))
    assert (journal.verify_chain(connection).broken_at, journal.verify_chain(connection).gap) == (3, True)


def test_l6_a_missing_beginning_is_a_gap(connection: Connection) -> None:
    write(connection, 3)
    connection.execute(delete(t.journal).where(J.seq == 1))
    found = journal.verify_chain(connection)
    assert (found.broken_at, found.gap) == (2, True)


def test_l6_what_was_cut_after_its_years_is_not_missing(connection: Connection) -> None:
    write(connection, 3, days=-900)
    old = keep(connection, days=-900)
    write(connection, 2, days=-800)
    older_still = keep(connection, days=-800)
    write(connection, 2)
    young = keep(connection)
    assert journal.cut(connection, NOON - timedelta(days=730)) == 5
    assert journal.cut_before(connection) == NOON - timedelta(days=730)
    assert standing(connection, old) is Standing.CUT
    assert standing(connection, older_still) is Standing.CONTINUES  # the entry right before the oldest
    assert standing(connection, young) is Standing.CONTINUES


def test_l6_what_is_gone_before_its_years_is_missing(connection: Connection) -> None:
    write(connection, 3, days=-900)
    write(connection, 3, days=-10)
    head = keep(connection, days=-10)
    write(connection, 3)
    journal.cut(connection, NOON - timedelta(days=730))
    chain = connection.scalar(select(J.chain).where(J.seq == 7))
    anchored = update(t.settings).where(t.settings.c.name == "journal_anchor")
    connection.execute(anchored.values(value=chain))
    connection.execute(delete(t.journal).where(J.seq < 8))
    assert journal.verify_chain(connection).broken_at is None
    assert standing(connection, head) is Standing.CUT_EARLY


def test_l4_l6_a_restore_is_an_honest_branch(connection: Connection) -> None:
    write(connection, 3)
    restored_from = keep(connection)
    write(connection, 4, days=1)
    left_behind = keep(connection, days=1)
    restore_to(connection, 3, days=2)
    write(connection, 9, days=3)
    assert standing(connection, restored_from) is Standing.CONTINUES
    assert standing(connection, left_behind) is Standing.OTHER_BRANCH
    later_in_the_old_folder = Head("f" * 64, NOON + timedelta(days=5), 12, "")
    assert standing(connection, later_in_the_old_folder) is Standing.OTHER_BRANCH


def test_l6_a_restore_excuses_nothing_that_was_before_it_or_came_after(connection: Connection) -> None:
    write(connection, 3)
    common = keep(connection)
    write(connection, 2)
    restore_to(connection, 4)
    write(connection, 5)
    after = keep(connection)
    connection.execute(delete(t.journal).where(J.seq > 6))
    assert standing(connection, after) is Standing.SHORTENED
    assert standing(connection, Head("f" * 64, common.at, 2, "")) is Standing.REWRITTEN
    write(connection, 9)
    assert standing(connection, after) is Standing.REWRITTEN


def test_l6_a_backup_of_a_restored_copy_is_told_as_what_nobody_can_know(connection: Connection) -> None:
    write(connection, 3)
    copy = Head("f" * 64, NOON, 7, "e" * 64)
    assert standing(connection, copy) is Standing.COPY


def test_l6_a_second_restore_knows_where_it_parted(connection: Connection) -> None:
    write(connection, 2)
    restore_to(connection, 2)
    first = journal.branch(connection)
    write(connection, 3)
    restore_to(connection, 5, days=1)
    assert journal.branch(connection) != first
    assert standing(connection, Head("f" * 64, NOON, 9, first)) is Standing.OTHER_BRANCH
    assert standing(connection, Head("f" * 64, NOON, 4, first)) is Standing.REWRITTEN


@pytest.mark.parametrize(
    ("edge", "today", "expected"),
    [
        (NOON - timedelta(days=1), NOON.date(), Standing.CUT_EARLY),
        (NOON - timedelta(days=1), date(2025, 11, 20), Standing.CUT_EARLY),
        (NOON - timedelta(days=366), NOON.date(), Standing.CUT),
        (NOON - timedelta(days=366), date(2026, 11, 1), Standing.CUT),
    ],
    ids=["yesterday", "on a laptop whose day went back", "after a year", "after a year, its day went back"],
)
def test_l6_a_cut_that_no_setting_allows_excuses_nothing(
    connection: Connection, edge: datetime, today: date, expected: Standing
) -> None:
    """Whoever can cut can write the mark of a cut as well; an entry stays a year at least."""
    days = (edge - NOON).days - 40
    write(connection, 3, days=days)
    head = keep(connection, days=days)
    write(connection, 2, days=days + 1)
    write(connection, 3)
    assert journal.cut(connection, edge) == 5
    assert journal.verify_chain(connection).broken_at is None
    assert Comparison(connection, today).standing(head) is expected


def test_l6_the_branch_survives_the_cut(connection: Connection) -> None:
    write(connection, 2, days=-900)
    restore_to(connection, 2, days=-900)
    branch = journal.branch(connection)
    write(connection, 2)
    journal.cut(connection, NOON - timedelta(days=730))
    assert journal.branch(connection) == branch != ""
    assert standing(connection, Head("f" * 64, NOON, 9, "")) is Standing.OTHER_BRANCH
    assert standing(connection, Head("f" * 64, NOON, 9, branch)) is Standing.SHORTENED


@pytest.mark.parametrize(
    ("restored", "cut", "expected"),
    [
        (None, False, Standing.REWRITTEN),
        (-1.0, False, Standing.REWRITTEN),
        (1.0, False, Standing.OTHER_BRANCH),
        (None, True, Standing.CUT),
    ],
)
def test_l6_a_head_of_the_first_versions_has_only_its_day(
    connection: Connection, restored: float | None, cut: bool, expected: Standing
) -> None:
    write(connection, 2, days=-2)
    if restored is not None:
        write(connection, verb=Verb.RESTORED, days=restored)
    write(connection, 2, days=2)
    if cut:
        journal.cut(connection, NOON + timedelta(days=1))
    assert standing(connection, Head("f" * 64, NOON)) is expected


def test_k7_a_frozen_sheet_keeps_the_head_of_its_day(connection: Connection) -> None:
    write(connection, 4)
    chain, length = journal.head(connection)
    row: dict[str, Any] = {
        "year": 2025,
        "definition": "bw",
        "definition_version": 1,
        "number": 1,
        "frozen_on": "2026-11-20",
        "fingerprint": "0" * 64,
        "journal_head": chain,
        "journal_length": length,
    }
    connection.execute(insert(t.frozen_sheets).values(row))
    (head,) = frozen_heads(connection)
    assert (head.seq, head.at.date()) == (4, date(2026, 11, 20))
    assert standing(connection, head) is Standing.CONTINUES
    connection.execute(delete(t.journal).where(J.seq == 4))
    assert standing(connection, head) is Standing.SHORTENED
