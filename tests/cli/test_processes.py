"""Some commands as a process of its own, as a person starts them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from intman_desktop.vault.store import open_vault
from tests.cli.conftest import TODAY, Ended
from tests.opened import PASSPHRASE

pytestmark = pytest.mark.unmeasured

Process = Callable[..., Ended]


def test_period_needs_neither_qt_nor_a_database(process: Process) -> None:
    for asked, code in ((["2024-03-15", "--json"], 0), (["2024-03-15"], 0), (["31.6.2024"], 3)):
        arguments = ["period", *asked, "--today", TODAY, "--language", "de"]
        ended = process(
            code="import sys\n"
            "from intman_desktop.cli.commands import main\n"
            f"code = main({arguments!r})\n"
            "sys.stderr.write('\\n' + ' '.join(sys.modules))\n"
            "sys.exit(code)\n"
        )
        assert ended.code == code
        loaded = {name.split(".")[0] for name in ended.err.rsplit("\n", 1)[1].split()}
        assert "intman_desktop" in loaded
        assert loaded.isdisjoint({"PySide6", "sqlalchemy", "sqlcipher3", "alembic", "cryptography"})


@pytest.mark.slow
def test_the_whole_way_from_an_empty_store_to_the_figures(
    process: Process, filled: Path, store: Path, passphrase_file: Path, tmp_path: Path
) -> None:
    def on(folder: Path, *arguments: object) -> Ended:
        given = ("--vault", folder, "--passphrase-file", passphrase_file, "--today", TODAY)
        return process(*arguments, *given)

    assert on(filled, "export", tmp_path / "a.json").code == 0
    ended = on(store, "import", tmp_path / "a.json")
    assert (ended.code, ended.err) == (0, "")
    assert "14 Fälle übernommen." in ended.out
    told = json.loads(on(store, "key-figures", "2026", "--json").out)
    assert told["figures"]["persons"]["total"] > 0
    assert on(store, "verify").code == 0


def test_a_second_instance_gets_its_sentence(process: Process, store: Path, passphrase_file: Path) -> None:
    with open_vault(store, PASSPHRASE):
        ended = process("verify", "--vault", store, "--passphrase-file", passphrase_file)
    assert (ended.code, ended.out) == (17, "")
    assert "schon geöffnet" in ended.err
    assert "Traceback" not in ended.err
    assert process("verify", "--vault", store, "--passphrase-file", passphrase_file).code == 0


def test_a_wrong_passphrase_gets_its_sentence_and_nothing_from_the_library(
    process: Process, store: Path, tmp_path: Path
) -> None:
    (tmp_path / "p").write_text("falsch")
    ended = process("verify", "--vault", store, "--passphrase-file", tmp_path / "p")
    assert (ended.code, ended.out) == (10, "")
    assert ended.err == (
        "Diese Passphrase öffnet den Tresor nicht. "
        "Bitte prüfen Sie Feststelltaste, Tastatursprache und Leerzeichen am Ende." + os.linesep
    )


def test_with_nobody_to_ask_the_way_on_is_named(process: Process, store: Path) -> None:
    ended = process("verify", "--vault", store)
    assert (ended.code, ended.out) == (7, "")
    assert "--passphrase-file" in ended.err


@pytest.mark.linux
def test_output_nobody_can_take_gets_a_sentence(checkout: Path) -> None:
    start = [sys.executable, "-m", "intman_desktop", "--language", "de", "period", "2024-03-15"]
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(start, cwd=checkout, stdout=full, stderr=subprocess.PIPE, check=False)
    assert ended.returncode == 8
    assert (
        ended.stderr.decode()
        == "„Ausgabe“ lässt sich nicht lesen oder schreiben: der Datenträger ist voll.\n"
    )


@pytest.mark.linux
def test_a_reader_that_went_away_is_no_error_to_talk_about(checkout: Path) -> None:
    start = [sys.executable, "-m", "intman_desktop", "period", "2024-03-15"]
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run(start, cwd=checkout, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (1, b"")


def test_letters_a_terminal_does_not_know_are_no_error(checkout: Path) -> None:
    start = [sys.executable, "-m", "intman_desktop", "--language", "de", "period", "2024-03-15"]
    ended = subprocess.run(
        start,
        cwd=checkout,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
    )
    assert ended.returncode == 0
    assert "Erstes Beratungsgespräch" in ended.stdout.decode("utf-8")
