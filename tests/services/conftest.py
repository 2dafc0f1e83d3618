"""A desk on a real, temporary, encrypted vault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from intman_desktop.services.common.desk import Desk
from tests.opened import make_template, open_desk


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a closed, empty store with the invented office; copied for every test."""
    return make_template(tmp_path_factory.mktemp("template") / "store")


@pytest.fixture
def desk(template: Path, tmp_path: Path) -> Iterator[Desk]:
    """Return a desk on an empty store of its own, on 20.11.2026; closed after the test."""
    opened = open_desk(template, tmp_path / "store")
    yield opened
    opened.vault.close()
