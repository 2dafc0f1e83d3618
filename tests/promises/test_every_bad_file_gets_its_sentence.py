"""Every file that is spoilt, newer or in use gets its sentence, and the store stays as it is."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from intman_desktop.cli.commands import main
from intman_desktop.exchange.case_format import write_document
from intman_desktop.models.tables import journal, metadata
from intman_desktop.sample import invented_office
from intman_desktop.vault.backup import back_up
from intman_desktop.vault.store import open_vault
from tests.opened import PASSPHRASE, moment, open_desk
from tests.vault.making import flip
from tests.vault.schemas import later_schema

Spoil = Callable[[Path], object]


def missing(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def foreign(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n" + b"nothing of ours\n" * 1000)


def clear_text(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00" + bytes(100_000))


def truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 4096 // 2 * 4096)


def cut_in_a_page(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 1000)


def flipped(path: Path) -> None:
    flip(path, path.stat().st_size // 2)


def flipped_in_front(path: Path) -> None:
    flip(path, 40)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, empty_store: Path) -> Path:
    """Return a folder with a store, a backup, a case file, and the store and backup of a newer program."""
    place = tmp_path_factory.mktemp("ours")
    (place / "passphrase.txt").write_text(PASSPHRASE + "\n", encoding="utf-8")
    open_desk(empty_store, place / "tresor").vault.close()
    (place / "faelle.json").write_bytes(write_document(invented_office(5)))
    assert call(place, "import", place / "faelle.json") == 0
    with open_vault(place / "tresor", PASSPHRASE) as vault:
        back_up(vault, place / "sicherung.imb", moment())
    later = later_schema(place / "later", 'op.execute("CREATE TABLE more (x INTEGER)")')
    shutil.copytree(place / "tresor", place / "neuer" / "tresor")
    with open_vault(place / "neuer" / "tresor", PASSPHRASE, schema=later, clock=moment) as vault:
        back_up(vault, place / "neuer" / "sicherung.imb", moment())
    plain = json.loads((place / "faelle.json").read_text("utf-8")) | {"format_version": 2}
    (place / "neuer" / "faelle.json").write_text(json.dumps(plain), encoding="utf-8")
    return place


@pytest.fixture
def ours(place: Path, tmp_path: Path) -> Path:
    """Return a copy of ``place`` for one test."""
    return shutil.copytree(place, tmp_path / "ours")


def call(ours: Path, *arguments: object, vault: str = "tresor") -> int:
    """Run a command on a store in ``ours``."""
    named = ("--vault", ours / vault, "--passphrase-file", ours / "passphrase.txt", "--today", "2026-11-20")
    return main([*map(str, (*arguments, *named)), "--language", "de"])


def fingerprints(folder: Path) -> dict[str, str]:
    """Return the name and checksum of every file below a folder; the lock of an opening is none of them."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "vault.lock"
    }


def held(ours: Path) -> dict[str, str]:
    """Return name and checksum of every file of ours, and of each table of the store what is in it.

    Of the store itself every opening changes the journal (Rule L6), and nothing else.
    """
    files = {
        name: found for name, found in fingerprints(ours).items() if not name.startswith("tresor/cases.db")
    }
    with open_vault(ours / "tresor", PASSPHRASE) as vault, vault.reading() as connection:
        for table in metadata.sorted_tables:
            if table is not journal:
                files[table.name] = repr(connection.execute(select(table)).all())
    return files


def one_sentence(capsys: pytest.CaptureFixture[str]) -> str:
    """Return what was said, after checking that it is one line to the person."""
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert said.err.strip().endswith((".", "?"))
    assert "Traceback" not in said.err
    return said.err


@pytest.mark.parametrize(
    ("file", "spoil", "code"),
    [
        ("cases.db", missing, 11),
        ("cases.db", empty, 12),
        ("cases.db", foreign, 13),
        ("cases.db", clear_text, 13),
        ("cases.db", truncated, 15),
        ("cases.db", flipped_in_front, 14),
        ("keys.json", missing, 18),
        ("keys.json", empty, 19),
        ("keys.json", foreign, 19),
        ("keys.json", truncated, 19),
        ("keys.json", flipped, 19),
    ],
)
def test_every_spoilt_store_gets_its_sentence_and_stays_as_it_is(
    ours: Path, capsys: pytest.CaptureFixture[str], file: str, spoil: Spoil, code: int
) -> None:
    spoil(ours / "tresor" / file)
    before = fingerprints(ours)
    for command in (("verify",), ("export", ours / "neu.json"), ("import", ours / "faelle.json")):
        assert call(ours, *command) == code
        assert one_sentence(capsys)
    assert fingerprints(ours) == before


def test_a_damaged_page_is_found_by_verify(ours: Path, capsys: pytest.CaptureFixture[str]) -> None:
    flipped(ours / "tresor" / "cases.db")
    assert call(ours, "verify") in (9, 14)
    said = capsys.readouterr()
    assert (said.out + said.err).count("\n") >= 1
    assert "Traceback" not in said.err


def test_the_store_of_a_newer_program_stays_as_it_is(ours: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = fingerprints(ours / "neuer")
    assert call(ours, "verify", vault="neuer/tresor") == 16
    assert "neueren Version" in one_sentence(capsys)
    assert fingerprints(ours / "neuer") == before


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (missing, 11),
        (empty, 27),
        (foreign, 27),
        (clear_text, 27),
        (truncated, 26),
        (cut_in_a_page, 26),
        (flipped, 26),
        (flipped_in_front, 26),
    ],
)
def test_every_spoilt_backup_gets_its_sentence_and_the_store_stays(
    ours: Path, capsys: pytest.CaptureFixture[str], spoil: Spoil, code: int
) -> None:
    spoil(ours / "sicherung.imb")
    before = fingerprints(ours)
    for vault in ("tresor", "noch keiner"):
        assert call(ours, "restore", ours / "sicherung.imb", vault=vault) == code
        assert one_sentence(capsys)
    assert fingerprints(ours) == before
    assert not (ours / "noch keiner").exists()


def test_the_backup_of_a_newer_program_is_left_alone(ours: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = fingerprints(ours)
    assert call(ours, "restore", ours / "neuer" / "sicherung.imb") == 28
    assert "neueren Version" in one_sentence(capsys)
    assert fingerprints(ours) == before


@pytest.mark.parametrize(
    ("spoil", "code"),
    [(missing, 8), (empty, 40), (foreign, 40), (clear_text, 40), (cut_in_a_page, 40)],
)
def test_every_spoilt_case_file_gets_its_sentence_and_the_store_stays(
    ours: Path, capsys: pytest.CaptureFixture[str], spoil: Spoil, code: int
) -> None:
    spoil(ours / "faelle.json")
    before = held(ours)
    for option in ((), ("--partial",)):
        assert call(ours, "import", ours / "faelle.json", *option) == code
        assert one_sentence(capsys)
    assert held(ours) == before


def test_the_case_file_of_a_newer_program_is_left_alone(
    ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = held(ours)
    assert call(ours, "import", ours / "neuer" / "faelle.json") == 41
    assert "neueren Version" in one_sentence(capsys)
    assert held(ours) == before


def test_a_folder_in_the_place_of_a_file_gets_its_sentence(
    ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command, code in ((("import", ours), 8), (("restore", ours), 11), (("export", ours), 8)):
        assert call(ours, *command) == code
        assert one_sentence(capsys)


def test_a_second_program_on_the_same_store_gets_its_sentence(ours: Path, checkout: Path) -> None:
    named = ("--vault", ours / "tresor", "--passphrase-file", ours / "passphrase.txt", "--language", "de")
    start = [sys.executable, "-m", "intman_desktop", "verify", *map(str, named)]
    with open_vault(ours / "tresor", PASSPHRASE):
        second = subprocess.run(start, cwd=checkout, capture_output=True, check=False)
    assert (second.returncode, second.stdout) == (17, b"")
    assert second.stderr.decode().startswith("Der Tresor ist schon geöffnet.")
    assert subprocess.run(start, cwd=checkout, capture_output=True, check=False).returncode == 0
