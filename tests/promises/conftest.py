"""Stores for the promises: real, temporary, quick to open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from intman_desktop.services.common.desk import Desk
from tests.opened import make_template, open_desk


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a closed store with an office and nobody in it; copied for every use."""
    return make_template(tmp_path_factory.mktemp("promises") / "tresor")


@pytest.fixture
def opened(empty_store: Path, tmp_path: Path) -> Iterator[Callable[[str], Desk]]:
    """Return ``opened(name)``: a desk on a new empty store below the test's folder; closed afterwards."""
    desks: list[Desk] = []

    def open_one(name: str) -> Desk:
        desks.append(open_desk(empty_store, tmp_path / name / "tresor"))
        return desks[-1]

    yield open_one
    for desk in desks:
        desk.vault.close()
