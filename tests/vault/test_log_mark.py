"""Damage in the very last commit: what was acknowledged is told from what a power cut tore."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from intman_desktop.vault import layout
from intman_desktop.vault.log_mark import LogMark, is_lost, read_mark
from intman_desktop.vault.pages import PAGE_SIZE
from intman_desktop.vault.rescuing import rescue_into
from intman_desktop.vault.restoring import restore_backup
from intman_desktop.vault.store import open_vault
from intman_desktop.vault.troubles import LogDamaged, StorageFailed
from intman_desktop.vault.vault import Vault
from intman_desktop.vault.wal import is_damaged
from tests.vault.making import NOON, PASSPHRASE, flip, setting_names, write_setting

ROWS = [f"{number:02}" for number in range(5)]
FRAME = 24 + PAGE_SIZE


@pytest.fixture
def killed(folder: Path, tmp_path: Path) -> Path:
    """Return the folder of a store that was killed after five commits."""
    with open_vault(folder, PASSPHRASE) as vault:
        for name in ROWS:
            write_setting(vault, name, "x" * 3000)
        return Path(shutil.copytree(folder, tmp_path / "tresor-tot"))


def commits_in(store: Path) -> list[int]:
    """Return where the frames begin that carry the mark of a commit."""
    raw = (store / layout.LOG).read_bytes()
    return [at for at in range(32, len(raw), FRAME) if raw[at + 4 : at + 8] != bytes(4)]


def test_a_damaged_last_commit_is_told_and_the_rest_is_rescued(killed: Path, tmp_path: Path) -> None:
    mark, log = read_mark(killed), killed / layout.LOG
    assert mark is not None
    before, last = commits_in(killed)[-2:]
    assert mark.end == last + FRAME == log.stat().st_size
    for at in range(before + FRAME, mark.end, 211):
        flip(log, at, at % 8)
        assert is_damaged(log, PAGE_SIZE, mark), at
        flip(log, at, at % 8)
    assert not is_damaged(log, PAGE_SIZE, mark)
    flip(log, last - 10)
    with pytest.raises(LogDamaged):
        open_vault(killed, PASSPHRASE)
    file = tmp_path / "gerettet.imb"
    rescue_into(file, killed, PASSPHRASE, NOON, prepare=lambda _connection: None)
    restore_backup(file, PASSPHRASE, tmp_path / "neu", forget=lambda _vault, _gone: frozenset(), now=NOON)
    with open_vault(tmp_path / "neu", PASSPHRASE) as vault:
        assert set(ROWS[:-1]) <= set(setting_names(vault))


def test_a_log_that_was_cut_off_or_lost_its_header_is_told(killed: Path) -> None:
    mark, log = read_mark(killed), killed / layout.LOG
    raw = log.read_bytes()
    for length in range(40 + FRAME, len(raw), 1999):
        log.write_bytes(raw[:length])
        assert is_damaged(log, PAGE_SIZE, mark), length
    log.write_bytes(bytes(32) + raw[32:])
    assert is_damaged(log, PAGE_SIZE, mark)
    for foreign in (b"{}", bytes(100), bytes(len(raw)), raw[1:], raw[40:] + raw[:40]):
        log.write_bytes(foreign)
        assert is_damaged(log, PAGE_SIZE, mark), foreign[:8]
    log.write_bytes(b"")
    assert not is_damaged(log, PAGE_SIZE, mark), "an empty log is also what closing leaves"


@pytest.mark.parametrize("left", [None, b""])
def test_a_log_that_is_gone_is_an_unclean_end_for_its_mark_stays(killed: Path, left: bytes | None) -> None:
    (killed / layout.LOG).unlink()
    if left is not None:
        (killed / layout.LOG).write_bytes(left)
    with open_vault(killed, PASSPHRASE) as vault:
        assert vault.ended_uncleanly
        vault.unclean_end_kept()
    assert not (killed / layout.LOG_MARK).exists()
    with open_vault(killed, PASSPHRASE) as vault:
        assert not vault.ended_uncleanly


@pytest.mark.parametrize("left", [None, b""])
def test_a_log_that_is_gone_is_told_as_lost_until_that_is_written_down(
    killed: Path, left: bytes | None
) -> None:
    assert not is_lost(killed)
    (killed / layout.LOG).unlink()
    if left is not None:
        (killed / layout.LOG).write_bytes(left)
    assert is_lost(killed)
    for _time in range(2):
        with open_vault(killed, PASSPHRASE) as vault:
            assert vault.log_lost
            vault.checkpoint()
    with open_vault(killed, PASSPHRASE) as vault:
        assert vault.log_lost
        vault.unclean_end_kept()
    with open_vault(killed, PASSPHRASE) as vault:
        assert not vault.log_lost


def test_a_log_that_was_emptied_on_purpose_is_not_missed_after_a_kill(
    folder: Path, killed: Path, tmp_path: Path
) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        write_setting(vault, "da")
        vault.checkpoint()
        emptied = Path(shutil.copytree(folder, tmp_path / "leer"))
        write_setting(vault, "danach")
        assert read_mark(folder) is not None
    with open_vault(killed, PASSPHRASE):
        opened = Path(shutil.copytree(killed, tmp_path / "offen"))
    for left in (emptied, opened):
        assert not is_lost(left)
        with open_vault(left, PASSPHRASE) as again:
            assert again.ended_uncleanly and not again.log_lost


def test_an_unclean_end_that_nobody_wrote_down_is_told_to_the_next_opening(killed: Path) -> None:
    """A preview of a restore, for one, opens and closes the store without an entry."""
    (killed / layout.LOG_MARK).unlink()
    for _time in range(2):
        with open_vault(killed, PASSPHRASE) as vault:
            assert vault.ended_uncleanly
            assert set(ROWS) <= set(setting_names(vault))
        assert (killed / layout.LOG_MARK).read_bytes() == b""
        assert read_mark(killed) is None
    with open_vault(killed, PASSPHRASE) as vault:
        write_setting(vault, "weiter")
        assert read_mark(killed) is not None


def test_a_mark_of_before_says_nothing_of_a_torn_commit_or_of_another_round(
    killed: Path, folder: Path
) -> None:
    """The mark is not waited for: after a power cut it may be that of an earlier commit."""
    log, commits = killed / layout.LOG, commits_in(killed)
    last = read_mark(killed)
    assert last is not None
    flip(log, commits[-1] - 10)
    assert not is_damaged(log, PAGE_SIZE, last._replace(end=commits[-2] + FRAME))
    assert not is_damaged(log, PAGE_SIZE, last._replace(salts=bytes(8)))
    flip(killed / layout.LOG_MARK, 9)
    assert read_mark(killed) is None
    (killed / layout.LOG_MARK).write_bytes(b"")
    assert read_mark(killed) is None
    assert read_mark(folder) is None, "a store that was closed has none"


def test_what_only_reads_and_what_is_taken_back_is_not_followed(vault: Vault) -> None:
    write_setting(vault, "da")
    before = read_mark(vault.folder)
    with vault.transaction():
        pass
    with pytest.raises(ZeroDivisionError), vault.transaction() as connection:
        connection.exec_driver_sql("INSERT INTO settings (name, value) VALUES ('nie', '')")
        raise ZeroDivisionError
    assert read_mark(vault.folder) == before
    write_setting(vault, "danach")
    after = read_mark(vault.folder)
    assert before is not None and after is not None
    assert after.end > before.end


def test_after_a_commit_that_failed_nothing_is_followed_until_the_log_begins_anew(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_setting(vault, "da")
    before = read_mark(vault.folder)

    def fail(_connection: object) -> None:
        raise StorageFailed

    with monkeypatch.context() as patched:
        patched.setattr(vault.engine.dialect, "do_commit", fail)
        with pytest.raises(StorageFailed):
            write_setting(vault, "vielleicht")
    write_setting(vault, "danach")
    assert read_mark(vault.folder) == before
    vault.checkpoint()
    write_setting(vault, "wieder")
    after = read_mark(vault.folder)
    assert before is not None and after is not None
    assert after.salts != before.salts


def test_a_mark_that_cannot_be_written_holds_up_no_commit(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError

    monkeypatch.setattr(LogMark, "_keep", full)
    write_setting(vault, "da")
    assert read_mark(vault.folder) is None
    assert setting_names(vault) == ["da"]


def a_log(folder: Path, salts: bytes, *commits: int) -> None:
    """Write over the log of a store from its beginning: a header, and commits of so many frames each."""
    log = folder / layout.LOG
    log.touch()
    with log.open("r+b") as file:
        file.write(bytes(16) + salts + bytes(8))
        for frames in commits:
            for left in range(frames, 0, -1):
                file.write(bytes(4) + bytes([0, 0, 0, left == 1]) + salts + bytes(8) + bytes(PAGE_SIZE))


@pytest.mark.parametrize("readable", [True, False])
def test_a_stale_commit_of_a_round_that_failed_is_never_promised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, readable: bool
) -> None:
    """The first commit of a session fails on the disk, a shorter one succeeds, then nothing is written."""
    mark = LogMark(tmp_path, PAGE_SIZE)
    a_log(tmp_path, b"round  1", 5)
    with monkeypatch.context() as patched:
        if not readable:
            patched.setattr(LogMark, "_salts_now", lambda _self: fail_to_read())
        mark.lose_track()
    a_log(tmp_path, b"round  1", 2)
    for _empty in range(3):
        mark.committed()
    assert read_mark(tmp_path) is None
    a_log(tmp_path, b"round  2", 2)
    mark.committed()
    mark.committed()
    assert read_mark(tmp_path) == (b"round  2", 32 + 2 * FRAME)


def fail_to_read() -> bytes:
    raise OSError


def test_a_log_that_was_there_before_the_session_is_not_followed(tmp_path: Path) -> None:
    """A power cut may have left the torn frames of a commit behind its end."""
    a_log(tmp_path, b"round  1", 2, 5)
    mark = LogMark(tmp_path, PAGE_SIZE)
    a_log(tmp_path, b"round  1", 2, 1)
    for _empty in range(4):
        mark.committed()
    assert read_mark(tmp_path) is None


def test_after_a_vacuum_that_failed_the_log_is_looked_at(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may have begun the log anew before it failed."""
    order: list[str] = []

    class FailingDriver:
        def execute(self, statement: str) -> None:
            order.append(statement)
            raise StorageFailed

    with monkeypatch.context() as patched:
        patched.setattr(Vault, "driver", FailingDriver())
        patched.setattr(LogMark, "lose_track", lambda _mark: order.append("looked"))
        with pytest.raises(StorageFailed):
            vault.shrink()
    assert order == ["VACUUM", "looked"]


def empty(vault: Vault) -> None:
    with vault.transaction():
        pass


def taken_back(vault: Vault) -> None:
    with suppress(ZeroDivisionError), vault.transaction() as connection:
        connection.exec_driver_sql("INSERT INTO settings (name, value) VALUES ('nie', '')")
        raise ZeroDivisionError


def failing(vault: Vault) -> None:
    def fail(_connection: object) -> None:
        raise StorageFailed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vault.engine.dialect, "do_commit", fail)
        with suppress(StorageFailed):
            write_setting(vault, "vielleicht")


def emptied_by_itself(vault: Vault) -> None:
    vault.driver.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()


def laid_down(vault: Vault) -> None:
    vault.lay_down()
    vault.take_up(vault_key(vault))


def vault_key(vault: Vault) -> bytes:
    return bytes(vault._key)


ACTS: tuple[Callable[[Vault], None], ...] = (
    *(empty, taken_back, failing, emptied_by_itself, laid_down),
    *(Vault.checkpoint, Vault.shrink),
)


@pytest.mark.unmeasured
@pytest.mark.parametrize("seed", range(3))
def test_a_sound_store_is_never_refused_and_a_damaged_last_commit_always(
    vault: Vault, tmp_path: Path, seed: int
) -> None:
    """Killed at any point of any course; told by the log and its mark alone, at the end by opening."""
    course, told = random.Random(seed), 0
    log = vault.folder / layout.LOG
    for number in range(30):
        if course.random() < 0.6:
            write_setting(vault, f"{number:02}", "x" * course.choice((1, 9000)))
        else:
            course.choice(ACTS)(vault)
        mark = read_mark(vault.folder)
        assert not is_damaged(log, PAGE_SIZE, mark), number
        if mark is None or not log.exists() or log.read_bytes()[16:24] != mark.salts:
            continue
        told += 1
        copy = Path(shutil.copy(log, tmp_path / "log"))
        flip(copy, course.randrange(mark.end - PAGE_SIZE, mark.end))
        assert is_damaged(copy, PAGE_SIZE, mark), number
        copy.write_bytes(log.read_bytes()[: mark.end - course.randrange(1, FRAME)])
        assert is_damaged(copy, PAGE_SIZE, mark), number
    assert told > 5
    write_setting(vault, "zuletzt")
    killed = Path(shutil.copytree(vault.folder, tmp_path / "tot"))
    open_vault(killed, PASSPHRASE).close()
