from __future__ import annotations

import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from intman_desktop.vault import erased, files
from intman_desktop.vault.erased import add_erased, add_erased_in_place, digest_of, read_erased, union

KEYS = [f"{number:032x}" for number in range(1, 6)]
DIGESTS = [digest_of(key) for key in KEYS]


def test_l4_a_digest_tells_nothing_without_the_key() -> None:
    assert re.fullmatch(r"[0-9a-f]{64}", DIGESTS[0])
    assert KEYS[0] not in DIGESTS[0]
    assert digest_of(KEYS[0]) == DIGESTS[0] == digest_of(KEYS[0].upper())
    assert len({*DIGESTS, digest_of(KEYS[0], "kind:health"), digest_of(KEYS[0], "kind:job")}) == 7


@pytest.mark.parametrize("key", ["", "00", "00" * 17, "name", "zz" * 16])
def test_l4_only_a_key_of_128_bits_has_a_digest(key: str) -> None:
    with pytest.raises(ValueError, match=r"128 bits|hexadecimal"):
        digest_of(key)


def test_l4_the_list_is_plain_sorted_and_without_dates(tmp_path: Path) -> None:
    path = tmp_path / "erased.txt"
    assert add_erased(path, reversed(DIGESTS)) == frozenset(DIGESTS)
    assert path.read_text("ascii") == "".join(f"{digest}\n" for digest in sorted(DIGESTS))
    assert path.stat().st_mode & 0o777 == 0o600


def test_l4_the_list_never_shrinks(tmp_path: Path) -> None:
    path = tmp_path / "erased.txt"
    add_erased(path, DIGESTS[:2])
    add_erased(path, ())
    add_erased(path, DIGESTS[1:3])
    assert read_erased(path).digests == frozenset(DIGESTS[:3])


def test_l4_an_empty_list_is_not_a_missing_one(tmp_path: Path) -> None:
    path = tmp_path / "erased.txt"
    assert not read_erased(path).found
    add_erased(path, ())
    assert read_erased(path).found
    assert read_erased(path).sound
    assert path.read_bytes() == b""


def test_l4_a_list_that_knows_all_is_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "erased.txt"
    add_erased(path, DIGESTS)
    before = path.stat().st_ino
    add_erased(path, DIGESTS[:1])
    assert path.stat().st_ino == before


@pytest.mark.parametrize("damage", [b"not a digest\n", b"\xff\x00", DIGESTS[2][:-1].encode(), b"A" * 64])
def test_l4_damaged_lines_are_reported_and_the_others_count(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "erased.txt"
    path.write_bytes(DIGESTS[0].encode() + b"\n" + damage + b"\n" + DIGESTS[1].encode() + b"\r\n")
    found = read_erased(path)
    assert found.digests == frozenset(DIGESTS[:2])
    assert found.found
    assert not found.sound
    add_erased(path, ())
    assert read_erased(path).sound
    assert read_erased(path).digests == frozenset(DIGESTS[:2])


@given(st.lists(st.sets(st.sampled_from(DIGESTS))))
def test_l4_the_union_holds_what_any_list_holds(
    tmp_path_factory: pytest.TempPathFactory, sets: list[set[str]]
) -> None:
    folder = tmp_path_factory.mktemp("lists")
    lists = []
    for number, digests in enumerate(sets):
        path = folder / f"{number}.txt"
        add_erased(path, digests)
        lists.append(read_erased(path))
    assert union(lists) == frozenset().union(*sets)


@given(st.binary(max_size=300))
def test_l4_no_bytes_break_the_reader(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "erased.txt"
    path.write_bytes(raw)
    assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in read_erased(path).digests)


def test_l4_of_two_that_add_at_once_neither_drops_what_the_other_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, answers, began = tmp_path / "erased.txt", threading.Event(), threading.Event()
    write = files.write_whole

    def slow(target: Path, content: bytes) -> None:
        if not began.is_set():
            began.set()
            answers.wait(10)
        write(target, content)

    monkeypatch.setattr(files, "write_whole", slow)
    first = threading.Thread(target=add_erased, args=(path, DIGESTS[:1]))
    first.start()
    began.wait(10)
    with monkeypatch.context() as patched, pytest.raises(TimeoutError):
        patched.setattr(erased, "SECONDS", 0.01)
        add_erased(path, DIGESTS[1:2])
    second = threading.Thread(target=add_erased, args=(path, DIGESTS[1:2]))
    second.start()
    answers.set()
    first.join()
    second.join()
    assert read_erased(path).digests == frozenset(DIGESTS[:2])


_ADDING = """
import sys
from pathlib import Path
from intman_desktop.vault.erased import add_erased_in_place
sys.stdin.read()
for digest in sys.argv[2:]:
    add_erased_in_place(Path(sys.argv[1]), [digest])
"""


def test_l4_of_two_programs_that_add_at_once_neither_drops_what_the_other_added(tmp_path: Path) -> None:
    digests = [digest_of(f"{number:032x}") for number in range(40)]
    halves = (digests[::2], digests[1::2])
    programs = [
        subprocess.Popen([sys.executable, "-c", _ADDING, str(tmp_path), *half], stdin=subprocess.PIPE)
        for half in halves
    ]
    for program in programs:  # begin together
        assert program.stdin is not None
        program.stdin.close()
    assert [program.wait(60) for program in programs] == [0, 0]
    assert read_erased(tmp_path / "erased.txt").digests == frozenset(digests)
    assert [each.name for each in tmp_path.iterdir()] == ["erased.txt"]


def test_l4_a_place_where_another_program_hangs_is_told_and_one_without_locks_gets_its_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erased, "SECONDS", 0.01)
    with FileLock(tmp_path / "erased.lock"), pytest.raises(TimeoutError):
        add_erased_in_place(tmp_path, DIGESTS[:1])
    (tmp_path / "erased.lock").unlink(missing_ok=True)
    (tmp_path / "erased.lock").mkdir()
    for _again in range(2):
        assert add_erased_in_place(tmp_path, DIGESTS[:1]) == frozenset(DIGESTS[:1])
