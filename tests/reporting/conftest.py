"""One real, empty, encrypted store; what a test writes into it is rolled back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress

import pytest
from sqlalchemy import Connection

from intman_desktop.profiles import load_profile
from intman_desktop.sealing import KdfParameters
from intman_desktop.values.figures import SheetDefinition
from intman_desktop.vault.founding import create_vault
from intman_desktop.vault.vault import Vault

Fresh = Callable[[], AbstractContextManager[Connection]]


class _TakenBack(Exception):
    """Ends a transaction without leaving anything."""


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """Return an open, empty store that every test of the module leaves as it was."""
    folder = tmp_path_factory.mktemp("reporting") / "store"
    opened = create_vault(folder, "Muster Passphrase", parameters=KdfParameters(1, 19 * 1024, 1)).vault
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def fresh(vault: Vault) -> Fresh:
    """Return what opens a transaction on the empty store and takes everything back at its end."""

    @contextmanager
    def opened() -> Iterator[Connection]:
        with suppress(_TakenBack), vault.transaction() as connection:
            yield connection
            raise _TakenBack

    return opened


@pytest.fixture
def connection(fresh: Fresh) -> Iterator[Connection]:
    """Return a transaction on an empty store."""
    with fresh() as opened:
        yield opened


@pytest.fixture(scope="session")
def standard() -> SheetDefinition:
    """Return the standard figures of Baden-Württemberg."""
    return load_profile("bw").sheet(2026)
