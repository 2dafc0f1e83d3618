"""Real stores for tests: small derivations, invented secrets."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from intman_desktop.models.tables import settings
from intman_desktop.sealing import KdfParameters
from intman_desktop.vault import files
from intman_desktop.vault.founding import create_vault
from intman_desktop.vault.vault import Vault

FAST = KdfParameters(passes=1, memory=19 * 1024, lanes=1)
PASSPHRASE = "Drei Äpfel für Bözberg"
NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


def make_store(folder: Path) -> str:
    """Make a closed store in ``folder`` and return its emergency code."""
    created = create_vault(folder, PASSPHRASE, parameters=FAST)
    created.vault.close()
    return created.emergency_code


def write_setting(vault: Vault, name: str, value: str = "") -> None:
    """Commit one row."""
    with vault.transaction() as connection:
        connection.execute(insert(settings).values(name=name, value=value))


def setting_names(vault: Vault) -> list[str]:
    """Return the names of all rows written by ``write_setting``, sorted."""
    with vault.reading() as connection:
        return list(connection.execute(select(settings.c.name).order_by(settings.c.name)).scalars())


def flip(path: Path, offset: int, bit: int = 0) -> None:
    """Change one bit of a file."""
    content = bytearray(path.read_bytes())
    content[offset] ^= 1 << bit
    path.write_bytes(content)


@contextmanager
def files_at_most(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond ``size`` bytes, as a full disk would; not on Windows."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def hold_open(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    """Let ``file`` be replaced by nothing, as Windows refuses it while another program has it open."""
    replace = Path.replace

    def refused(source: Path, target: Path) -> Path:
        if target == file:
            raise PermissionError(13, "in use", str(source), None, str(target))
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", refused)
    monkeypatch.setattr(files, "_RETRY_SECONDS", 0.0)
