"""What can still be read of a store whose pages are not all as they were written."""

from __future__ import annotations

import os
import random
import shutil
import struct
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from intman_desktop.vault import layout
from intman_desktop.vault.damaged import Damaged, TableLeft, entries_in, look_at_damage
from intman_desktop.vault.pages import PAGE_SIZE, USABLE, PageReader, deciphers
from intman_desktop.vault.store import open_vault
from intman_desktop.vault.trees import SCHEMA_ROOT, Trees
from intman_desktop.vault.wal import pages_in_log
from tests.promises.storekeeping import CASE
from tests.vault.making import PASSPHRASE, flip, write_setting

LONG = "ein langer Text, der über mehrere Seiten geht; " * 200
MANY = 120


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, model: object) -> tuple[Path, bytes]:
    """Return a closed store with rows of every size and its data key."""
    folder = tmp_path_factory.mktemp("filled") / "tresor"
    shutil.copytree(model.folder, folder)  # type: ignore[attr-defined]
    with open_vault(folder, PASSPHRASE) as vault:
        with vault.transaction() as connection:
            for number in range(MANY):
                row = {"name": f"{number:05}", "value": LONG[: number * 137 % len(LONG)]}
                connection.execute(text("INSERT INTO settings (name, value) VALUES (:name, :value)"), row)
            connection.execute(text(CASE))
            connection.execute(
                text(
                    "INSERT INTO drafts (id, form, case_id, content, saved_at) "
                    "VALUES (-5, 'x', 1, :content, 'heute'), (1 << 40, 'y', NULL, '', '')"
                ),
                {"content": LONG},
            )
            connection.execute(
                text(
                    "INSERT INTO counters VALUES (2025, 'x', 1, 'f', '', -300), "
                    "(2026, 'x', 1, 'f', '', 1 << 50)"
                )
            )
        key = vault.data_key
    return folder, key


@pytest.fixture
def store(filled: tuple[Path, bytes], tmp_path: Path) -> Path:
    return Path(shutil.copytree(filled[0], tmp_path / "tresor"))


@pytest.fixture
def key(filled: tuple[Path, bytes]) -> bytes:
    return filled[1]


def left(store: Path, key: bytes) -> dict[str, TableLeft]:
    return {table.name: table for table in look_at_damage(store, key)}


def settings_in(store: Path, key: bytes) -> dict[object, object]:
    with PageReader(store / layout.STORE, key) as pages:
        found = [each for each in Damaged(pages).tables() if each.left.name == "settings"]
    if not found:
        return {}
    (table,) = found
    at = table.columns.index("name"), table.columns.index("value")
    return {row[at[0]]: row[at[1]] for row in table.rows}


def pages_of(store: Path, key: bytes, table: str) -> tuple[int, list[int]]:
    """Return the root of a table and its further pages."""
    with PageReader(store / layout.STORE, key) as pages:
        trees = Trees(pages.page, pages.count)
        entry = next(
            each
            for each in entries_in(row for _id, row in trees.rows(SCHEMA_ROOT).rows)
            if each.name == table
        )
        return entry.root, [number for _page, number in trees.pages_of(entry.root)[0] if number != entry.root]


def spoil(store: Path, *numbers: int) -> None:
    for number in numbers:
        flip(store / layout.STORE, (number - 1) * PAGE_SIZE + 1000)


def test_a_whole_store_is_read_like_sqlite_reads_it(store: Path, key: bytes) -> None:
    found = settings_in(store, key)
    assert all(found[f"{number:05}"] == LONG[: number * 137 % len(LONG)] for number in range(MANY))
    assert all(table.lost == 0 and not table.unlinked for table in left(store, key).values())
    with PageReader(store / layout.STORE, key) as pages:
        tables = {each.left.name: each for each in Damaged(pages).tables()}
    assert [row[0] for row in tables["drafts"].rows] == [-5, 1 << 40]
    assert [row[-1] for row in tables["counters"].rows] == [-300, 1 << 50]
    with open_vault(store, PASSPHRASE) as vault:
        rows = vault.driver.execute("SELECT count(*) FROM settings").fetchone()[0]
        assert left(store, key)["settings"].read == rows


def test_what_is_committed_in_the_log_alone_is_read_too(store: Path, key: bytes, tmp_path: Path) -> None:
    with open_vault(store, PASSPHRASE) as vault:
        write_setting(vault, "neu", "im Log")
        write_setting(vault, "noch neuer", LONG)
        copy = Path(shutil.copytree(store, tmp_path / "kopie"))
    assert settings_in(copy, key)["neu"] == "im Log"
    # the page with the salt is in the log as well, and whole
    flip(copy / layout.STORE, 3)
    assert settings_in(copy, key)["neu"] == "im Log"
    flip(copy / layout.STORE, 3)
    log = copy / f"{layout.STORE}-wal"
    (copy / layout.LOG_MARK).unlink()  # nobody knows any more how far it was acknowledged
    os.truncate(log, log.stat().st_size - 100)
    assert "neu" in settings_in(copy, key)
    assert "noch neuer" not in settings_in(copy, key)
    flip(log, 40)
    assert "neu" not in settings_in(copy, key)


def test_a_page_costs_its_own_rows_and_no_others(store: Path, key: bytes) -> None:
    before = settings_in(store, key)
    root, below = pages_of(store, key, "settings")
    spoil(store, below[len(below) // 2])
    found = left(store, key)["settings"]
    assert 0 < found.lost < len(before)  # type: ignore[operator]
    assert found.read + found.lost == len(before)  # type: ignore[operator]
    kept = settings_in(store, key)
    assert kept.items() <= before.items()
    spoil(store, root)
    assert settings_in(store, key) == kept, "the leaves below a damaged page are found by the pointer map"


def test_how_many_rows_are_lost_is_unknown_where_no_index_is_whole(store: Path, key: bytes) -> None:
    _root, below = pages_of(store, key, "settings")
    index, _below = pages_of(store, key, "sqlite_autoindex_settings_1")
    spoil(store, below[0], index)
    assert left(store, key)["settings"].lost is None


def test_a_damaged_pointer_map_and_a_damaged_first_page_cost_nothing(store: Path, key: bytes) -> None:
    before = settings_in(store, key)
    spoil(store, 2)
    assert settings_in(store, key) == before
    spoil(store, 2, 1)
    assert settings_in(store, key) == before


def test_whose_a_file_is_can_be_told_without_its_salt(store: Path, key: bytes, tmp_path: Path) -> None:
    path, content = tmp_path / "datei", (store / layout.STORE).read_bytes()
    for damaged, ours in (
        (content, True),
        (bytes(16) + content[16:], True),
        (bytes(PAGE_SIZE) + content[PAGE_SIZE:], True),
        (bytes(PAGE_SIZE), False),
        (content[: PAGE_SIZE - 1], False),
        (bytes(len(content)), False),
    ):
        path.write_bytes(damaged)
        assert deciphers(path, key) is ours
        assert not deciphers(path, bytes(32))


def test_a_lost_salt_is_taken_from_a_copy(store: Path, key: bytes) -> None:
    salt = (store / layout.STORE).read_bytes()[:16]
    flip(store / layout.STORE, 0)
    assert settings_in(store, key) == {}
    with PageReader(store / layout.STORE, key, [bytes(16), salt]) as pages:
        assert Damaged(pages)
        assert pages.page(0) is None
        assert pages.damaged == {0}


@pytest.mark.parametrize("length", [0, 100, PAGE_SIZE, PAGE_SIZE * 50 + 7])
def test_a_store_that_was_cut_off_is_read_as_far_as_it_goes(store: Path, key: bytes, length: int) -> None:
    before = settings_in(store, key)
    os.truncate(store / layout.STORE, length)
    assert settings_in(store, key).items() <= before.items()


def test_swapped_pages_are_two_damaged_ones(store: Path, key: bytes) -> None:
    before = settings_in(store, key)
    _root, below = pages_of(store, key, "settings")
    content = bytearray((store / layout.STORE).read_bytes())
    one, other = (slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE) for number in below[:2])
    content[one], content[other] = content[other], content[one]
    (store / layout.STORE).write_bytes(content)
    kept = settings_in(store, key)
    assert kept.items() < before.items()


def test_another_key_reads_nothing(store: Path) -> None:
    assert look_at_damage(store, bytes(32)) == ()


def test_a_lost_part_of_the_schema_follows_from_that_of_an_empty_store(store: Path, key: bytes) -> None:
    before = settings_in(store, key)
    with PageReader(store / layout.STORE, key) as pages:
        trees = Trees(pages.page, pages.count)
        whole = entries_in(row for _id, row in trees.rows(SCHEMA_ROOT).rows)
        schema = [number for _page, number in trees.pages_of(SCHEMA_ROOT)[0] if number != SCHEMA_ROOT]
    for number in schema[::5]:
        copy = Path(shutil.copytree(store, store.parent / f"{number}"))
        spoil(copy, number)
        with PageReader(copy / layout.STORE, key) as pages:
            damaged = Damaged(pages)
            damaged.complete([whole[:5], [*whole[:-1], whole[0]]])
            names = {each.left.name for each in damaged.tables()}
            damaged.complete([whole])
            completed = {each.left.name: each for each in damaged.tables()}
        assert names < completed.keys() or names == completed.keys()
        assert completed["settings"].left.read == len(before)
        shutil.rmtree(copy)


def test_the_log_of_something_else_is_no_log() -> None:
    unchained = struct.pack(">8I", 0x377F0682, 1, PAGE_SIZE, 0, 0, 0, 0, 0)
    assert pages_in_log(BytesIO(b""), PAGE_SIZE) == ({}, 0, False)
    assert pages_in_log(BytesIO(bytes(5000)), PAGE_SIZE) == ({}, 0, False)
    assert pages_in_log(BytesIO(unchained), PAGE_SIZE) == ({}, 0, False)
    noise = random.Random(3).randbytes(20 * PAGE_SIZE)
    assert pages_in_log(BytesIO(noise), PAGE_SIZE) == ({}, 0, False)


def test_a_log_of_a_big_machine_is_read_as_well() -> None:
    def sums(before: tuple[int, int], content: bytes) -> tuple[int, int]:
        first, second = before
        for at in range(0, len(content), 8):
            one, other = struct.unpack_from(">2I", content, at)
            first = (first + one + second) & 0xFFFFFFFF
            second = (second + other + first) & 0xFFFFFFFF
        return first, second

    start = struct.pack(">6I", 0x377F0683, 1, PAGE_SIZE, 0, 7, 8)
    running = sums((0, 0), start)
    log = start + struct.pack(">2I", *running)
    page = bytes(range(256)) * 16
    for number, commit in ((3, 0), (4, 9), (3, 0)):
        head = struct.pack(">2I", number, commit)
        running = sums(sums(running, head), page)
        log += head + start[16:24] + struct.pack(">2I", *running) + page
    assert pages_in_log(BytesIO(log), PAGE_SIZE) == ({3: 32 + 24, 4: 32 + 2 * 24 + PAGE_SIZE}, 9, False)
    assert pages_in_log(BytesIO(log), 2 * PAGE_SIZE) == ({}, 0, False)


# -- pages that are authentic, but of another moment than those around them ---------------------------


def leaf(*cells: bytes) -> bytes:
    """Return a page of a table with these cells."""
    at, body, pointers = USABLE, b"", b""
    for cell in cells:
        at -= len(cell)
        body = cell + body
        pointers += struct.pack(">H", at)
    head = struct.pack(">BHHHB", 13, 0, len(cells), at, 0) + pointers
    return head + bytes(USABLE - len(head) - len(body)) + body


@pytest.mark.parametrize(
    "cell",
    [
        b"\x03\x01\x02\x0a",  # a kind of value that there is not
        b"\x03\x01\x02\x20x",  # a value cut off
        b"\x04\x01\x02\x11\xff\xff",  # no text
        b"\x81\xff\xff\xff\xff\x00\x01" + bytes(20),  # larger than the store
        b"\xa0\x00\x01" + bytes(600),  # the rest on a page that is not there
        b"\xff" * 3,  # a number cut off
    ],
)
def test_a_row_that_makes_no_sense_is_lost_and_the_next_one_read(cell: bytes) -> None:
    page = leaf(cell, b"\x04\x07\x02\x11ab")
    trees = Trees({5: page}.get, 9)
    found = trees.rows(5)
    assert not found.whole
    assert (7, ("ab",)) in found.rows or cell == b"\xff" * 3


def test_every_kind_of_value_is_read() -> None:
    body = b"\x0c\x00\x01\x02\x07\x08\x09\x11\x0e\x03\x05\x04"
    body += b"\xfe" + b"\x01\x00" + struct.pack(">d", 1.5) + b"ab" + b"\x00" + b"\x00\x00\x05"
    body += (6).to_bytes(6, "big") + (7).to_bytes(4, "big")
    trees = Trees({5: leaf(bytes([len(body), 0xFF]) + b"\xff" * 7 + b"\xff" + body)}.get, 5)
    (row,) = trees.rows(5).rows
    assert row == (-1, (None, -2, 256, 1.5, 0, 1, "ab", b"\x00", 5, 6, 7))


def test_pages_that_point_in_a_circle_end() -> None:
    inner = struct.pack(">BHHHBI", 5, 0, 0, 0, 0, 3) + bytes(USABLE - 12)
    trees = Trees({3: inner, 4: inner}.get, 9)
    assert trees.rows(4).rows == ()
    overrun = struct.pack(">BHHHB", 5, 0, 65_000, 0, 0) + bytes(USABLE - 8)
    assert not Trees({3: overrun}.get, 9).rows(3).whole
    assert (
        not Trees({3: struct.pack(">BHHHB", 10, 0, 1, 0, 0) + b"\xff" * (USABLE - 8)}.get, 9).entries(3).whole
    )


@given(content=st.binary(min_size=0, max_size=300), root=st.sampled_from([1, 2, 5]))
def test_whatever_a_page_holds_it_is_read_or_left(content: bytes, root: int) -> None:
    page = (content * (USABLE // max(1, len(content)) + 1) + bytes(USABLE))[:USABLE]
    trees = Trees(dict.fromkeys(range(1, 7), page).get, 6)
    trees.rows(root)
    trees.entries(root)
