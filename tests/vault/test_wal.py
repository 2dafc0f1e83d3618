"""A write-ahead log after damage, and after everything that ends a program and is no damage."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from intman_desktop.vault import layout
from intman_desktop.vault.pages import PAGE_SIZE, PageReader
from intman_desktop.vault.rescuing import rescue_into
from intman_desktop.vault.restoring import restore_backup
from intman_desktop.vault.store import open_vault
from intman_desktop.vault.troubles import LogDamaged, WrongPassphrase
from intman_desktop.vault.verify import verify
from intman_desktop.vault.wal import is_damaged
from tests.vault.making import NOON, PASSPHRASE, flip, setting_names, write_setting

pytestmark = pytest.mark.unmeasured

ROWS = [f"{number:02}" for number in range(20)]
FRAME = 24 + PAGE_SIZE
HowMany = Callable[[str, int, int], int]


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory, model: object) -> tuple[Path, bytes]:
    """Return the folder of a store that was killed after twenty commits, and its data key."""
    folder = tmp_path_factory.mktemp("killed")
    shutil.copytree(model.folder, folder / "offen")  # type: ignore[attr-defined]
    with open_vault(folder / "offen", PASSPHRASE) as vault:
        for name in ROWS:
            write_setting(vault, name, "x" * 3000)
        shutil.copytree(folder / "offen", folder / "tresor")
        shutil.copytree(folder / "offen", folder / "mit Marke")
        # as after a power cut that came before the mark was on the disk
        (folder / "tresor" / layout.LOG_MARK).unlink()
        return folder / "tresor", vault.data_key


@pytest.fixture
def store(killed: tuple[Path, bytes], tmp_path: Path) -> Path:
    return Path(shutil.copytree(killed[0], tmp_path / "tresor"))


def log_of(store: Path) -> Path:
    return store / layout.LOG


def commits_in(log: Path) -> list[int]:
    """Return where the frames begin that carry the mark of a commit."""
    raw = log.read_bytes()
    return [at for at in range(32, len(raw), FRAME) if raw[at + 4 : at + 8] != bytes(4)]


def rows_in(store: Path) -> list[str]:
    with open_vault(store, PASSPHRASE) as vault:
        assert verify(vault).sound
        return setting_names(vault)


def rows_rescued(store: Path, tmp_path: Path) -> list[str]:
    file = tmp_path / "gerettet.imb"
    rescue_into(file, store, PASSPHRASE, NOON, prepare=lambda _connection: None)
    restore_backup(file, PASSPHRASE, tmp_path / "neu", forget=lambda _vault, _gone: frozenset(), now=NOON)
    return rows_in(tmp_path / "neu")


def test_what_comes_behind_damage_in_the_log_is_neither_dropped_nor_hidden(
    store: Path, tmp_path: Path
) -> None:
    flip(log_of(store), log_of(store).stat().st_size // 2)
    before = {path.name: path.read_bytes() for path in store.iterdir() if path.is_file()}
    with pytest.raises(WrongPassphrase):
        open_vault(store, "falsch")
    with pytest.raises(LogDamaged):
        open_vault(store, PASSPHRASE)
    after = {path.name: path.read_bytes() for path in store.iterdir() if path.is_file()}
    assert {**after, layout.LOCK: b""} == {**before, layout.LOCK: b""}
    found = rows_rescued(store, tmp_path)
    assert set(found) <= set(ROWS)
    assert len(found) >= len(ROWS) - 1


@pytest.mark.parametrize("at", [0, 3, 9, 13, 17, 25])
def test_a_log_with_a_damaged_header_is_read_all_the_same(store: Path, tmp_path: Path, at: int) -> None:
    flip(log_of(store), at)
    with pytest.raises(LogDamaged):
        open_vault(store, PASSPHRASE)
    assert rows_rescued(store, tmp_path) == ROWS


def test_no_flipped_bit_costs_more_than_the_last_commit_in_silence(
    killed: tuple[Path, bytes], tmp_path: Path, how_many: HowMany
) -> None:
    draw, told = random.Random(6), 0
    raw = (killed[0] / layout.LOG).read_bytes()
    mark = commits_in(killed[0] / layout.LOG)[-2]
    for number in range(how_many("bits flipped in a log", 40, 1000)):
        store = Path(shutil.copytree(killed[0], tmp_path / f"{number}"))
        offset = draw.randrange(len(raw))
        flip(log_of(store), offset, draw.randrange(8))
        if is_damaged(log_of(store), PAGE_SIZE):
            told += 1
            assert offset < mark + FRAME
            with PageReader(store / layout.STORE, killed[1]) as pages:
                lost = sum(pages.page(page) is None for page in range(1, pages.count + 1))
            assert lost <= 1
        else:
            # without its mark the last but one cannot be told from the beginning of the last
            kept = len(ROWS) - (2 if mark <= offset < mark + 24 else 1)
            assert rows_in(store)[:kept] == ROWS[:kept], offset
        shutil.rmtree(store)
    assert told


def test_a_mad_number_of_pages_in_the_last_commit_is_not_believed(
    store: Path, killed: tuple[Path, bytes]
) -> None:
    log = log_of(store)
    flip(log, commits_in(log)[-1] + 4, 6)
    flip(log, commits_in(log)[3] + 30)
    assert is_damaged(log, PAGE_SIZE)
    with PageReader(store / layout.STORE, killed[1]) as pages:
        assert pages.count < 1000


# -- what ends a program in the middle of a commit is no damage -----------------------------------------


def test_a_log_cut_off_anywhere_is_no_damage(
    killed: tuple[Path, bytes], tmp_path: Path, how_many: HowMany
) -> None:
    draw = random.Random(7)
    raw = (killed[0] / layout.LOG).read_bytes()
    marks = commits_in(killed[0] / layout.LOG)
    for number in range(how_many("logs cut off", 20, 500)):
        store = Path(shutil.copytree(killed[0], tmp_path / f"{number}"))
        cut = draw.randrange(len(raw))
        log_of(store).write_bytes(raw[:cut])
        assert not is_damaged(log_of(store), PAGE_SIZE), cut
        assert rows_in(store) == ROWS[: sum(at + FRAME <= cut for at in marks)]
        shutil.rmtree(store)


def test_a_last_commit_that_a_power_cut_tore_is_no_damage(killed: tuple[Path, bytes], tmp_path: Path) -> None:
    """Its blocks come to the disk in any order: the mark of the commit is there, a block before it not."""
    raw = (killed[0] / layout.LOG).read_bytes()
    begins = commits_in(killed[0] / layout.LOG)[-2] + FRAME
    for start in range(begins, len(raw), 512):
        store = Path(shutil.copytree(killed[0], tmp_path / f"{start}"))
        log_of(store).write_bytes(raw[:start] + bytes(len(raw[start : start + 512])) + raw[start + 512 :])
        assert not is_damaged(log_of(store), PAGE_SIZE), start
        shutil.rmtree(store)


def test_frames_of_an_earlier_round_are_no_damage(folder: Path, tmp_path: Path) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        for number in range(3):
            write_setting(vault, f"lang {number}", "x" * 2_000_000)
        for name in ROWS[:3]:
            write_setting(vault, name)
        copy = Path(shutil.copytree(folder, tmp_path / "kopie"))
    salts = {log_of(copy).read_bytes()[at + 8 : at + 16] for at in commits_in(log_of(copy))}
    assert len(salts) > 1
    assert not is_damaged(log_of(copy), PAGE_SIZE)
    flip(log_of(copy), log_of(copy).stat().st_size - 10)
    assert not is_damaged(log_of(copy), PAGE_SIZE)
    flip(log_of(copy), 100)
    assert is_damaged(log_of(copy), PAGE_SIZE)


def test_frames_of_a_transaction_that_was_taken_back_are_no_damage(folder: Path, tmp_path: Path) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        write_setting(vault, "vorher")
        vault.driver.execute("PRAGMA cache_size = 5")  # so that pages go into the log before the commit
        with pytest.raises(ZeroDivisionError), vault.transaction() as connection:
            for number in range(40):
                connection.exec_driver_sql(
                    "INSERT INTO settings (name, value) VALUES (?, ?)", (f"nie {number}", "x" * 3000)
                )
            middle = Path(shutil.copytree(folder, tmp_path / "mitten"))
            raise ZeroDivisionError
        write_setting(vault, "nachher")
        after = Path(shutil.copytree(folder, tmp_path / "danach"))
    for copy, rows in ((middle, ["vorher"]), (after, ["nachher", "vorher"])):
        log = log_of(copy)
        assert commits_in(log)[-1] + FRAME < log.stat().st_size
        assert not is_damaged(log, PAGE_SIZE)
        assert rows_in(copy) == rows
