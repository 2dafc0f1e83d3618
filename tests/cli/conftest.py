"""Commands as a person gives them: on a real temporary store, through ``main`` or as a process of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from intman_desktop.cli.commands import main
from intman_desktop.exchange.case_format import write_document
from intman_desktop.sample import invented_office
from intman_desktop.services.transfer.importing import import_cases
from tests.opened import PASSPHRASE, make_template, open_desk

TODAY = "2026-11-20"


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code and what it said."""

    code: int
    out: str
    err: str


Intman = Callable[..., Ended]


@pytest.fixture(scope="session")
def empty_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a closed store with an office and nobody in it."""
    return make_template(tmp_path_factory.mktemp("empty") / "tresor")


@pytest.fixture(scope="session")
def filled_template(empty_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a closed store with fourteen invented people, the awkward names among them."""
    folder = tmp_path_factory.mktemp("filled") / "tresor"
    desk = open_desk(empty_template, folder)
    import_cases(desk, write_document(invented_office(14)))
    desk.vault.close()
    return folder


@pytest.fixture
def store(empty_template: Path, tmp_path: Path) -> Path:
    """Return the folder of an empty store of this test's own."""
    return shutil.copytree(empty_template, tmp_path / "tresor")


@pytest.fixture
def filled(filled_template: Path, tmp_path: Path) -> Path:
    """Return the folder of a store with invented people of this test's own."""
    return shutil.copytree(filled_template, tmp_path / "voll" / "tresor")


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    """Return the file with the passphrase of every store here."""
    file = tmp_path / "passphrase.txt"
    file.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return file


@pytest.fixture
def plain(capsys: pytest.CaptureFixture[str]) -> Intman:
    """Return ``plain(*arguments)``: run ``intman`` with exactly these, in German."""

    def run(*arguments: object) -> Ended:
        capsys.readouterr()
        code = main(["--language", "de", *map(str, arguments)])
        said = capsys.readouterr()
        return Ended(code, said.out, said.err)

    return run


@pytest.fixture
def intman(plain: Intman, passphrase_file: Path) -> Intman:
    """Return ``intman(store, *arguments)``: run a command on a store with its passphrase on the fixed day."""

    def run(store: Path, *arguments: object) -> Ended:
        return plain(*arguments, "--vault", store, "--passphrase-file", passphrase_file, "--today", TODAY)

    return run


@pytest.fixture
def process(checkout: Path, tmp_path: Path) -> Callable[..., Ended]:
    """Return ``process(*arguments)``: run ``python -m intman_desktop`` with nobody to ask."""

    def run(*arguments: object, code: str = "") -> Ended:
        start = ["-c", code] if code else ["-m", "intman_desktop", "--language", "de"]
        ended = subprocess.run(
            [sys.executable, *start, *map(str, arguments)],
            cwd=checkout,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=120,
        )
        return Ended(ended.returncode, ended.stdout.decode("utf-8"), ended.stderr.decode("utf-8"))

    return run


def names_in(folder: Path) -> set[str]:
    """Return the names of everything below a folder, to see that nothing was left there."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}
