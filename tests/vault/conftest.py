"""One store made once, copied for every test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from intman_desktop.vault import store
from intman_desktop.vault.store import open_vault
from intman_desktop.vault.vault import Vault
from tests.vault.making import PASSPHRASE, make_store


@dataclass(frozen=True)
class Model:
    """A closed store nobody changes, and its emergency code."""

    folder: Path
    code: str


@pytest.fixture(autouse=True)
def _told_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait less for who may only be copying a store: here it is open."""
    monkeypatch.setattr(store, "_COPIED_SECONDS", 0.1)


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    folder = tmp_path_factory.mktemp("model") / "tresor"
    return Model(folder, make_store(folder))


@pytest.fixture
def folder(model: Model, tmp_path: Path) -> Path:
    """Return a closed store of this test's own."""
    return Path(shutil.copytree(model.folder, tmp_path / "tresor"))


@pytest.fixture
def code(model: Model) -> str:
    return model.code


@pytest.fixture
def vault(folder: Path) -> Iterator[Vault]:
    opened = open_vault(folder, PASSPHRASE)
    yield opened
    opened.close()
