"""The guards of the test run guard, and what the house ships says whose it is."""

from __future__ import annotations

import os
import re
import socket
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from tests import conftest


def test_a_test_that_opens_a_network_socket_is_stopped() -> None:
    with pytest.raises(conftest.NetworkTouched):
        socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    with pytest.raises(conftest.NetworkTouched):
        socket.getaddrinfo("localhost", 80)
    assert len(conftest._touched) == 2
    conftest._touched.clear()


def test_files_written_by_a_test_are_private(tmp_path: Path) -> None:
    written = tmp_path / "note"
    written.write_text("x", encoding="utf-8")
    assert stat.S_IMODE(written.stat().st_mode) == 0o600


def test_no_test_touches_the_home_of_the_person(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert Path(os.environ["INTMAN_HOME"]).is_relative_to(tmp_path_factory.getbasetemp())


def test_every_test_happens_on_the_same_day(today: date) -> None:
    assert today.isoformat() == "2026-11-20"


def test_small_and_full_numbers_are_told_apart(how_many: Callable[[str, int, int], int]) -> None:
    assert how_many("numbers chosen", 1, 2) == (2 if conftest.PROVE else 1)
    assert settings().max_examples == (2000 if conftest.PROVE else 30)


def test_the_lock_names_no_server_and_checks_every_package(checkout: Path) -> None:
    text = (checkout / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    assert re.search(r"^-", text, re.MULTILINE) is None
    packages = re.split(r"\n(?=\w)", text.split("\n", 1)[1])
    assert len(packages) > 50
    assert all("==" in package and "--hash=sha256:" in package for package in packages)


def test_the_lock_holds_what_the_program_asks_for(checkout: Path) -> None:
    import tomllib

    def plain(name: str) -> str:
        return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~;\[ ]", name)[0]).lower()

    asked = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = asked["project"]["dependencies"] + asked["dependency-groups"]["dev"]
    wanted += asked["build-system"]["requires"]
    lock = (checkout / "requirements.lock").read_text(encoding="utf-8")
    locked = {plain(line) for line in lock.splitlines() if "==" in line}
    assert {plain(name) for name in wanted} <= locked
