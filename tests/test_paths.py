"""Where private data lie, also for an account that has no home folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from intman_desktop import paths
from intman_desktop.ui import machine
from intman_desktop.ui.crash import start_log, stop_log


@pytest.fixture
def homeless(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return the working folder of an account without a home folder."""
    for name in ("INTMAN_HOME", "HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_an_account_without_a_home_folder_gets_nothing_of_ours(homeless: Path) -> None:
    for folder in (paths.default_vault(), paths.practice_vault(), paths.machine_state_folder()):
        assert folder.parts[0] == "~"
        with pytest.raises(FileNotFoundError):
            paths.make_private(folder)
    assert list(homeless.iterdir()) == []


def test_the_window_works_without_a_log_and_without_a_memory_there(homeless: Path) -> None:
    start_log()
    stop_log()
    machine.remember(vault="/somewhere")
    assert machine.load_machine() == machine.Machine()
    assert list(homeless.iterdir()) == []


def test_a_private_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    made = paths.make_private(tmp_path / "a")
    assert made.stat().st_mode & 0o777 == 0o700
