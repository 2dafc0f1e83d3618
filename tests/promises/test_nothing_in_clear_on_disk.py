"""No file of a store at work holds a clear text, and none is left by an erasure (L3)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlalchemy import text

from intman_desktop.vault import layout
from intman_desktop.vault.backup import back_up
from intman_desktop.vault.pages import PAGE_SIZE
from intman_desktop.vault.restoring import restore_backup
from intman_desktop.vault.scans import seal_scan
from intman_desktop.vault.store import open_vault
from intman_desktop.vault.vault import Vault
from tests.vault.making import NOON, PASSPHRASE, make_store
from tests.vault.schemas import later_schema

MARKER = "Musterzeichenperson"
SCAN = (
    "INSERT INTO scans (case_id, what, added_on, media_type, size, sha256, file, file_key)"
    " VALUES (1, 'other', '2026-01-01', 'application/pdf', :size, :sha256, :name, :key)"
)
BIG_SORT = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 20000)"
    f" SELECT '{MARKER}' || hex(randomblob(500)) AS x FROM n ORDER BY x"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_store(tmp_path / "tresor")
    return tmp_path / "tresor"


def _write_case(vault: Vault, number: int) -> None:
    with vault.transaction() as connection:
        connection.execute(
            text(
                'INSERT INTO cases (id, "key", number, state, opened_on, counselled_before, start_origin,'
                " ending_note) VALUES (:id, :key, :number, 'open', '2026-01-01', 'no', 'here', :note)"
            ),
            {"id": number, "key": f"{number:032x}", "number": f"IM-{number}", "note": MARKER * 20},
        )
        connection.execute(
            text("INSERT INTO drafts (form, case_id, content, saved_at) VALUES ('talk', :id, :content, '')"),
            {"id": number, "content": f"{MARKER} " * 300},
        )
        connection.execute(
            text("INSERT INTO name_index (rowid, names, numbers) VALUES (:id, :names, :number)"),
            {"id": number, "names": f"{MARKER} {MARKER}{number}", "number": f"{number}"},
        )


def _files_with(marker: bytes, *folders: Path) -> list[Path]:
    return [
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and (marker in path.read_bytes() or marker.lower() in path.read_bytes().lower())
    ]


def test_no_file_of_a_store_at_work_holds_a_clear_text(folder: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    later = later_schema(tmp_path / "later", 'op.execute("CREATE TABLE more (x INTEGER)")')
    with open_vault(folder, PASSPHRASE) as vault:
        for number in range(1, 30):
            _write_case(vault, number)
        # while the log is full and before anything is closed
        assert (folder / f"{layout.STORE}-wal").stat().st_size > 0
        assert _files_with(MARKER.encode(), folder) == []
        seal_scan(folder, MARKER.encode() * 200_000)
        scan = seal_scan(folder, f"%PDF-{MARKER}".encode())
        with vault.transaction() as connection:
            connection.execute(text(SCAN), vars(scan))
        made = back_up(vault, stick, NOON)
        assert (stick / layout.SCANS / scan.name).is_file()
    with open_vault(folder, PASSPHRASE, schema=later, clock=lambda: NOON) as vault:
        assert list((folder / layout.TWINS).iterdir())
    restore_backup(
        made.file, PASSPHRASE, folder, forget=lambda _vault, _digests: frozenset(), now=NOON, schema=later
    )
    searched = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(searched) > 10
    assert _files_with(MARKER.encode(), tmp_path) == []


@contextmanager
def _files_opened(vault: Vault) -> Iterator[set[str]]:
    """Collect the files outside the store that SQLite holds open in the middle of its work."""
    opened: set[str] = set()
    before = _open_files()

    def look() -> int:
        opened.update(path for path in _open_files() - before if not path.startswith(str(vault.folder)))
        return 0

    vault.driver.set_progress_handler(look, 20_000)
    try:
        yield opened
    finally:
        vault.driver.set_progress_handler(None, 0)


def _open_files() -> set[str]:
    found = set()
    for descriptor in Path("/proc/self/fd").iterdir():
        # the descriptor of this listing itself is closed by now
        with suppress(FileNotFoundError):
            found.add(str(descriptor.readlink()))
    return found


@pytest.mark.linux
@pytest.mark.parametrize("setting", ["as we set it", "FILE"])
def test_sorting_more_than_fits_makes_no_temporary_file(folder: Path, setting: str) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        if setting == "FILE":
            # the counter-proof: with SQLite's own setting this test does see a file
            vault.driver.execute("PRAGMA temp_store = FILE")
        with _files_opened(vault) as opened:
            assert len(vault.driver.execute(BIG_SORT).fetchall()) == 20_000
    assert bool(opened) == (setting == "FILE")


def _decrypted(folder: Path, data_key: bytes) -> bytes:
    """Return every page of the store as SQLite sees it."""
    raw = (folder / layout.STORE).read_bytes()
    pages = []
    for start in range(0, len(raw), PAGE_SIZE):
        page = raw[start : start + PAGE_SIZE]
        content, vector = page[16 if start == 0 else 0 : -80], page[-80:-64]
        decryptor = Cipher(algorithms.AES(data_key), modes.CBC(vector)).decryptor()
        pages.append(decryptor.update(content) + decryptor.finalize())
    return b"".join(pages)


def test_l3_after_an_erasure_no_page_of_the_store_holds_the_person(folder: Path) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        data_key = vault.data_key
        for number in range(1, 30):
            _write_case(vault, number)
        vault.checkpoint()
        assert _decrypted(folder, data_key).lower().count(MARKER.lower().encode()) > 100
        with vault.transaction() as connection:
            connection.execute(text("DELETE FROM cases"))
        vault.shrink()
    assert MARKER.lower().encode() not in _decrypted(folder, data_key).lower()
    # an index entry is stored without what it shares with its neighbour: look for a piece of it
    assert MARKER[4:].lower().encode() not in _decrypted(folder, data_key).lower()


def test_the_bytes_of_a_store_are_as_even_as_noise(folder: Path) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        _write_case(vault, 1)
    raw = (folder / layout.STORE).read_bytes()
    assert not raw.startswith(b"SQLite format 3")
    counts = [raw.count(bytes([value])) for value in range(256)]
    assert max(counts) < 1.5 * len(raw) / 256
