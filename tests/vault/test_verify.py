"""Every kind of damage to a store or a copy is found by the check."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from intman_desktop.vault import keys as keys_module
from intman_desktop.vault import layout
from intman_desktop.vault.key_file import read_key_file
from intman_desktop.vault.pages import PAGE_SIZE, look_at_pages
from intman_desktop.vault.store import open_vault
from intman_desktop.vault.tables_of import row_counts
from intman_desktop.vault.troubles import StorageFailed
from intman_desktop.vault.vault import Vault
from intman_desktop.vault.verify import FileReport, verify, verify_file
from tests.vault.making import PASSPHRASE, flip, write_setting


@pytest.fixture
def filled(folder: Path) -> Path:
    """Return a closed store with some hundred rows."""
    with open_vault(folder, PASSPHRASE) as vault:
        for number in range(30):
            write_setting(vault, f"{number}", "x" * 3000)
    return folder


@pytest.fixture
def data_key(folder: Path) -> bytes:
    return keys_module.unlock(read_key_file(folder / layout.KEY_FILE), PASSPHRASE).data_key


def test_an_unharmed_store_is_sound(vault: Vault) -> None:
    write_setting(vault, "a")
    report = verify(vault)
    assert report.sound
    assert report.key_file_sound
    assert report.file == FileReport((), (), {}, row_counts(vault.driver))
    assert report.file.rows is not None
    assert report.file.rows["settings"] == 1


def test_an_unharmed_copy_is_sound_and_stays_as_it_is(filled: Path, data_key: bytes) -> None:
    before = (filled / layout.STORE).read_bytes()
    assert verify_file(filled / layout.STORE, data_key).sound
    assert (filled / layout.STORE).read_bytes() == before
    assert not (filled / f"{layout.STORE}-wal").exists()


def test_every_flipped_bit_of_a_copy_is_found(
    filled: Path, data_key: bytes, tmp_path: Path, how_many: Callable[[str, int, int], int]
) -> None:
    raw = (filled / layout.STORE).read_bytes()
    draw = random.Random(26)
    for number in range(how_many("bits flipped in a store", 40, 2000)):
        offset, bit = draw.randrange(len(raw)), draw.randrange(8)
        changed = bytearray(raw)
        changed[offset] ^= 1 << bit
        copy = tmp_path / f"{number}.db"
        copy.write_bytes(changed)
        report = verify_file(copy, data_key)
        assert not report.sound, f"bit {bit} of byte {offset}"
        assert report.pages
        copy.unlink()


@pytest.mark.parametrize("cut", [1, PAGE_SIZE - 1, PAGE_SIZE, 3 * PAGE_SIZE, 30 * PAGE_SIZE])
def test_a_copy_cut_off_between_pages_is_found(filled: Path, data_key: bytes, cut: int) -> None:
    store = filled / layout.STORE
    store.write_bytes(store.read_bytes()[:-cut])
    assert not verify_file(store, data_key).sound


@pytest.mark.parametrize("what", ["zeros", "swapped", "appended"])
def test_zeroed_swapped_and_appended_pages_are_found(filled: Path, data_key: bytes, what: str) -> None:
    store = filled / layout.STORE
    raw = bytearray(store.read_bytes())
    one, other = slice(5 * PAGE_SIZE, 6 * PAGE_SIZE), slice(9 * PAGE_SIZE, 10 * PAGE_SIZE)
    if what == "zeros":
        raw[one] = bytes(PAGE_SIZE)
    elif what == "swapped":
        raw[one], raw[other] = raw[other], raw[one]
    else:
        raw += b"more"
    store.write_bytes(raw)
    assert not verify_file(store, data_key).sound


def test_damage_of_the_open_store_is_found(filled: Path) -> None:
    with open_vault(filled, PASSPHRASE) as vault:
        flip(filled / layout.STORE, 20 * PAGE_SIZE + 7)
        report = verify(vault)
    assert not report.sound
    assert report.key_file_sound
    assert report.file.pages == ("HMAC verification failed for page 21",)


def test_damage_of_the_key_file_is_found_while_the_store_is_open(vault: Vault, folder: Path) -> None:
    flip(folder / layout.KEY_FILE, 99)
    report = verify(vault)
    assert report.file.sound
    assert not report.key_file_sound
    assert not report.sound
    (folder / layout.KEY_FILE).unlink()
    assert not verify(vault).key_file_sound


def test_a_broken_link_is_found(vault: Vault) -> None:
    vault.driver.execute("PRAGMA foreign_keys = OFF")
    vault.driver.execute("INSERT INTO drafts (form, case_id, content, saved_at) VALUES ('f', 99, '', '')")
    report = verify(vault)
    assert not report.sound
    assert report.file.broken_links == {"drafts": 1}


def test_a_disk_that_fails_during_the_check_is_no_damage(
    filled: Path, data_key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing:
        def execute(self, _statement: str) -> list[tuple[str]]:
            error = sqlcipher.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlcipher.SQLITE_IOERR
            raise error

        def set_progress_handler(self, _handler: object, _steps: int) -> None:
            pass

        def close(self) -> None:
            pass

    class FailingLater(Failing):
        def execute(self, statement: str) -> list[tuple[str]]:
            return super().execute(statement) if statement == "PRAGMA integrity_check" else []

    for failing in (Failing, FailingLater):
        with monkeypatch.context() as patch:
            patch.setattr("intman_desktop.vault.connection.connect", lambda *_, kind=failing, **__: kind())
            with pytest.raises(StorageFailed):
                verify_file(filled / layout.STORE, data_key)


def test_the_state_of_pages_is_read_as_sqlcipher_wrote_them(filled: Path, data_key: bytes) -> None:
    store = filled / layout.STORE
    whole = look_at_pages(store, data_key)
    assert whole.authentic * PAGE_SIZE == store.stat().st_size
    assert (whole.damaged, whole.left_over) == ((), 0)
    flip(store, 4 * PAGE_SIZE)
    flip(store, 5 * PAGE_SIZE - 1)
    flip(store, 6 * PAGE_SIZE + 100)
    store.write_bytes(store.read_bytes()[:-10])
    harmed = look_at_pages(store, data_key)
    assert harmed.damaged == (5, 7)
    assert harmed.left_over == PAGE_SIZE - 10
    assert harmed.authentic == whole.authentic - 3
    assert look_at_pages(store, bytes(32)).authentic == 0


def test_a_copied_folder_is_the_same_store(filled: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(filled, tmp_path / "kopie")
    with open_vault(copy, PASSPHRASE) as vault:
        assert verify(vault).sound


def test_a_check_of_a_copy_ends_where_somebody_ends_it(
    filled: Path, data_key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Ended(Exception):
        pass

    steps: list[int] = []
    monkeypatch.setattr("intman_desktop.vault.verify._STEP", 10)
    assert verify_file(filled / layout.STORE, data_key, lambda: steps.append(1)).sound
    assert len(steps) > 10

    def end() -> None:
        raise Ended

    with pytest.raises(Ended):
        verify_file(filled / layout.STORE, data_key, end)
