"""A connection to a real, temporary, encrypted store without any service."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from intman_desktop.sealing import KdfParameters
from intman_desktop.vault.founding import create_vault
from intman_desktop.vault.store import open_vault
from intman_desktop.vault.vault import Vault

_FAST = KdfParameters(1, 19 * 1024, 1)
_PASSPHRASE = "Muster Passphrase"


@pytest.fixture(scope="session")
def bare_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a closed, empty store; copied for every test."""
    folder = tmp_path_factory.mktemp("bare") / "store"
    create_vault(folder, _PASSPHRASE, parameters=_FAST).vault.close()
    return folder


@pytest.fixture
def vault(bare_template: Path, tmp_path: Path) -> Iterator[Vault]:
    """Return an open, empty store of its own."""
    folder = tmp_path / "store"
    shutil.copytree(bare_template, folder)
    opened = open_vault(folder, _PASSPHRASE)
    yield opened
    opened.close()


@pytest.fixture
def connection(vault: Vault) -> Iterator[Connection]:
    """Return a transaction on an empty store."""
    with vault.transaction() as opened:
        yield opened
