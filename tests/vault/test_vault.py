"""Transactions on the one connection: whole or not at all."""

from __future__ import annotations

import random
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError
from sqlcipher3 import dbapi2 as sqlcipher

from intman_desktop.models.tables import settings
from intman_desktop.vault import layout
from intman_desktop.vault.store import open_vault
from intman_desktop.vault.troubles import DiskFull, Interrupted
from intman_desktop.vault.vault import Vault
from tests.clear_pages import clear_pages
from tests.vault.making import PASSPHRASE, files_at_most, setting_names, write_setting

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def test_a_transaction_is_kept_as_a_whole(vault: Vault) -> None:
    with vault.transaction() as connection:
        connection.execute(insert(settings).values(name="a", value=""))
        connection.execute(insert(settings).values(name="b", value=""))
    assert setting_names(vault) == ["a", "b"]


def test_a_transaction_that_fails_leaves_nothing(vault: Vault) -> None:
    with pytest.raises(ZeroDivisionError), vault.transaction() as connection:
        connection.execute(insert(settings).values(name="a", value=""))
        raise ZeroDivisionError
    assert setting_names(vault) == []
    write_setting(vault, "b")
    assert setting_names(vault) == ["b"]


def test_what_was_kept_is_counted_though_its_commit_is_told_as_failed(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever keeps what was found in the store would go on with what is no longer true."""
    before, commit = vault.commits, vault.engine.dialect.do_commit

    def commit_and_fail(connection: Any) -> None:
        commit(connection)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(vault.engine.dialect, "do_commit", commit_and_fail)
        with pytest.raises(KeyboardInterrupt):
            write_setting(vault, "a")
    assert setting_names(vault) == ["a"]
    assert vault.commits > before


def test_an_outer_rollback_takes_a_released_savepoint_with_it(vault: Vault) -> None:
    with pytest.raises(ZeroDivisionError), vault.transaction() as connection:
        with connection.begin_nested():
            connection.execute(insert(settings).values(name="a", value=""))
        raise ZeroDivisionError
    assert setting_names(vault) == []


def test_a_transaction_holds_the_write_lock_from_its_beginning(vault: Vault) -> None:
    with vault.transaction(), pytest.raises(sqlcipher.OperationalError, match="within a transaction"):
        vault.driver.execute("BEGIN")


def test_writing_while_reading_is_a_bug(vault: Vault) -> None:
    with pytest.raises(OperationalError), vault.reading() as connection:
        connection.execute(insert(settings).values(name="a", value=""))
    write_setting(vault, "b")
    assert setting_names(vault) == ["b"]


def test_there_is_one_connection_and_it_is_used_by_one_at_a_time(vault: Vault) -> None:
    with vault.reading() as outer:
        with pytest.raises(RuntimeError), vault.transaction():
            raise AssertionError("two at a time")
        with pytest.raises(RuntimeError), vault.reading():
            raise AssertionError("two at a time")
        assert outer.execute(select(settings.c.name)).all() == []
    write_setting(vault, "a")


def test_a_broken_rule_of_a_table_is_a_bug_that_shows_no_value(vault: Vault) -> None:
    write_setting(vault, "Mustername", "Geheimnis")
    with pytest.raises(IntegrityError) as caught:
        write_setting(vault, "Mustername", "Geheimnis")
    assert "Muster" not in str(caught.value)
    assert "Geheimnis" not in str(caught.value)


def test_a_link_to_nothing_is_refused(vault: Vault) -> None:
    with pytest.raises(IntegrityError), vault.transaction() as connection:
        connection.execute(
            text("INSERT INTO drafts (form, case_id, content, saved_at) VALUES ('f', 99, '', '')")
        )


def test_a_full_disk_during_a_save_loses_nothing_saved_before(vault: Vault, folder: Path) -> None:
    write_setting(vault, "before")
    pages = vault.driver.execute("PRAGMA page_count").fetchone()[0]
    vault.driver.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFull) as caught:
        write_setting(vault, "too much", "x" * 200_000)
    assert "alles Frühere ist da" in caught.value.sentence()
    vault.driver.execute(f"PRAGMA max_page_count = {pages + 1000}")
    write_setting(vault, "after", "x" * 200_000)
    vault.close()
    with open_vault(folder, PASSPHRASE) as again:
        assert setting_names(again) == ["after", "before"]


@pytest.mark.parametrize("write", [False, True])
def test_a_running_query_is_interrupted_from_another_thread(vault: Vault, write: bool) -> None:
    running = threading.Event()
    # called by SQLite in the middle of the query, so that the interruption never comes too early
    vault.driver.set_progress_handler(lambda: running.set(), 1000)

    def stop() -> None:
        running.wait(20)
        vault.interrupt()

    stopper = threading.Thread(target=stop)
    stopper.start()
    with pytest.raises(Interrupted), vault.transaction() if write else vault.reading() as connection:
        connection.execute(text(ENDLESS))
    stopper.join()
    vault.driver.set_progress_handler(None, 0)
    write_setting(vault, "a")
    assert setting_names(vault) == ["a"]


def test_the_connection_belongs_to_one_thread(vault: Vault) -> None:
    caught: list[BaseException] = []

    def read() -> None:
        try:
            setting_names(vault)
        except BaseException as error:
            caught.append(error)

    other = threading.Thread(target=read)
    other.start()
    other.join()
    assert "thread" in str(caught[0])
    assert setting_names(vault) == []


def test_closing_on_another_thread_closes_nothing_by_half(vault: Vault) -> None:
    caught: list[BaseException] = []

    def close() -> None:
        try:
            vault.close()
        except BaseException as error:
            caught.append(error)

    other = threading.Thread(target=close)
    other.start()
    other.join()
    assert "thread" in str(caught[0])
    write_setting(vault, "a")
    assert setting_names(vault) == ["a"]


def test_a_closed_store_gives_nothing_away(folder: Path) -> None:
    vault = open_vault(folder, PASSPHRASE)
    key = vault._key
    assert any(key)
    vault.close()
    vault.close()
    vault.interrupt()
    assert not any(key)
    for use in (lambda: vault.driver, lambda: vault.data_key, lambda: vault.schema_revision, vault.shrink):
        with pytest.raises(RuntimeError):
            use()
    with pytest.raises(RuntimeError), vault.reading():
        raise AssertionError("read from a closed store")
    with pytest.raises(RuntimeError), vault.transaction():
        raise AssertionError("wrote to a closed store")


def test_closing_brings_everything_into_the_one_file(folder: Path) -> None:
    vault = open_vault(folder, PASSPHRASE)
    write_setting(vault, "a")
    log = folder / f"{layout.STORE}-wal"
    assert log.stat().st_size > 0
    vault.close()
    assert not log.exists()


def test_closing_in_the_middle_of_a_transaction_saves_nothing_of_it(folder: Path) -> None:
    vault = open_vault(folder, PASSPHRASE)
    with pytest.raises(ProgrammingError), vault.transaction() as connection:
        connection.execute(insert(settings).values(name="half", value=""))
        vault.close()
    with open_vault(folder, PASSPHRASE) as again:
        assert setting_names(again) == []


def test_a_full_disk_does_not_veto_closing(folder: Path) -> None:
    vault = open_vault(folder, PASSPHRASE)
    size = (folder / layout.STORE).stat().st_size
    write_setting(vault, "a", "x" * 400_000)
    with files_at_most(size):
        vault.close()
    with open_vault(folder, PASSPHRASE) as again:
        assert setting_names(again) == ["a"]


def test_l3_what_is_deleted_leaves_the_file_and_the_file_becomes_smaller(vault: Vault, folder: Path) -> None:
    store = folder / layout.STORE
    vault.checkpoint()
    empty = store.stat().st_size
    for number in range(50):
        write_setting(vault, f"{number}", "x" * 20_000)
    vault.checkpoint()
    full = store.stat().st_size
    with vault.transaction() as connection:
        connection.execute(settings.delete())
    vault.shrink()
    assert full > empty + 1_000_000
    assert store.stat().st_size <= empty
    assert vault.driver.execute("PRAGMA freelist_count").fetchone() == (0,)
    log = folder / f"{layout.STORE}-wal"
    assert log.stat().st_size == 0


def test_shrinking_takes_the_copies_that_moved_rows_leave_in_their_old_pages(folder: Path) -> None:
    vault = open_vault(folder, PASSPHRASE)
    draw, gone = random.Random(1), []
    for number in draw.sample(range(400), 400):
        name = f"{number:03} {'geheimxyz' if number % 2 else 'bleibt'} {'.' * draw.randrange(400)}"
        write_setting(vault, name)
        gone += [name] * (number % 2)
    with vault.transaction() as connection:
        connection.execute(settings.delete().where(settings.c.name.in_(gone)))
    vault.checkpoint()
    assert b"geheimxyz" in clear_pages(folder, vault.data_key), "SQLite does better than it did"
    vault.shrink()
    pages = clear_pages(folder, vault.data_key)
    assert b"geheimxyz" not in pages
    assert b"bleibt" in pages
    assert vault.driver.execute("PRAGMA auto_vacuum").fetchone() == (2,)
    vault.close()


def test_a_store_whose_connection_ctrl_c_closed_is_put_away_all_the_same(vault: Vault) -> None:
    """It comes anywhere, also where the pool closes what it cannot reset."""
    with pytest.raises(KeyboardInterrupt), vault.transaction() as connection:
        connection.execute(insert(settings).values(name="a", value=""))
        connection.invalidate()
        raise KeyboardInterrupt
    vault.close()
    assert vault.closed
    with open_vault(vault.folder, PASSPHRASE) as again:
        assert setting_names(again) == []
        assert not again.ended_uncleanly
