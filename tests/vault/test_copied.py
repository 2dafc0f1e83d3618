"""Who looks into a store through a copy of it is in nobody's way."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread

import pytest
from filelock import FileLock

from intman_desktop.vault import copied, store
from intman_desktop.vault.copied import store_copied
from intman_desktop.vault.store import open_vault
from intman_desktop.vault.troubles import VaultInUse
from tests.vault.making import PASSPHRASE, setting_names, write_setting


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Return what is set once somebody found the lock taken and waits for it."""
    waits = Event()

    class Lock(FileLock):
        def _acquire(self) -> None:
            super()._acquire()
            if not self.is_locked:
                waits.set()

    monkeypatch.setattr(store, "FileLock", Lock)
    return waits


def test_who_opens_a_store_that_is_just_being_copied_waits_for_that(
    folder: Path, waited: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A preview beside the program, or in a terminal, tells nobody that the store is in use."""
    monkeypatch.setattr(store, "_COPIED_SECONDS", 30.0)
    with open_vault(folder, PASSPHRASE) as vault:
        write_setting(vault, "a")
    opened: list[list[str]] = []

    def open_beside() -> None:
        with open_vault(folder, PASSPHRASE) as vault:
            opened.append(setting_names(vault))

    beside, copy = Thread(target=open_beside), copied._copy

    def copying(source: Path, target: Path) -> None:
        beside.start()
        assert waited.wait(30), "it came while the store was being copied"
        copy(source, target)

    monkeypatch.setattr(copied, "_copy", copying)
    with store_copied(folder, lambda copy: open_vault(copy, PASSPHRASE)) as seen:
        assert setting_names(seen) == ["a"]
        beside.join(30)
        assert opened == [["a"]], "the copy holds up nobody any more"


def test_a_store_that_is_open_is_told_so_after_the_time_a_copy_takes(folder: Path, waited: Event) -> None:
    with open_vault(folder, PASSPHRASE), pytest.raises(VaultInUse):
        open_vault(folder, PASSPHRASE)
    assert waited.is_set()
    looking = store_copied(folder, lambda copy: open_vault(copy, PASSPHRASE))
    with open_vault(folder, PASSPHRASE), pytest.raises(VaultInUse), looking:
        pass
