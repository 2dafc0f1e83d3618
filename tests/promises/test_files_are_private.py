"""Every file of a store is for its owner alone, whatever the system gives new files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from intman_desktop.vault.backup import back_up
from intman_desktop.vault.founding import create_vault
from intman_desktop.vault.restoring import restore_backup
from intman_desktop.vault.store import open_vault
from tests.vault.making import FAST, NOON, PASSPHRASE, write_setting
from tests.vault.schemas import later_schema


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_every_file_of_a_store_is_for_its_owner_alone_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    later = later_schema(tmp_path / "later", 'op.execute("CREATE TABLE more (x INTEGER)")')
    place = tmp_path / "place"
    stick = tmp_path / "stick"
    stick.mkdir()
    before = os.umask(umask)
    try:
        with create_vault(place / "tresor", PASSPHRASE, parameters=FAST).vault as vault:
            write_setting(vault, "a", "x" * 50_000)
            _all_private(place)  # with the log beside the file
            made = back_up(vault, stick, NOON)
        open_vault(place / "tresor", PASSPHRASE, schema=later, clock=lambda: NOON).close()
        restore_backup(
            made.file,
            PASSPHRASE,
            place / "tresor",
            forget=lambda _vault, _digests: frozenset(),
            now=NOON,
            schema=later,
        )
    finally:
        os.umask(before)
    assert _all_private(place) > 10
    assert {path.stat().st_mode & 0o777 for path in stick.iterdir()} == {0o600}


def _all_private(place: Path) -> int:
    entries = list(place.rglob("*"))
    for path in entries:
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path.name
    return len(entries)
