"""Damage in the very last commit: what was acknowledged is told from what a power cut tore."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from intman_desktop.vault import layout
from intman_desktop.vault.log_mark import LogMark, read_mark
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
    log.write_bytes(b"")
    assert not is_damaged(log, PAGE_SIZE, mark), "an empty log is also what closing leaves"


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
