"""No core file, no look into the memory: asked in a process of its own, so that the tests stay readable."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import types
from pathlib import Path

import pytest

from intman_desktop import hardening

STARTED = """
import os, resource, sys
from intman_desktop import __main__
sys.argv = ["intman", "--version"]
assert __main__.main() == 0
"""
CRASHING = """
import os, signal
from intman_desktop.hardening import harden
harden()
secret = "Geheimnis der " + "Probemensch"
os.kill(os.getpid(), signal.SIGSEGV)
"""


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``code`` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, **environment},
    )


@pytest.mark.linux
def test_the_program_is_closed_to_dumps_before_it_does_anything() -> None:
    told = (
        "import ctypes\n"
        "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE))\n"
        "print([line for line in open('/proc/self/limits') if 'core' in line][0].split()[4:6])\n"
        "print(oct(os.umask(0)))\n"
    )
    done = run(STARTED + told)
    assert done.stderr == ""
    assert done.stdout.splitlines()[1:] == ["0", "(0, 0)", "['0', '0']", "0o77"]


@pytest.mark.linux
def test_without_it_the_process_could_be_dumped() -> None:
    assert run("import ctypes\nprint(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))").stdout.strip() == "1"


@pytest.mark.linux
def test_a_crash_writes_no_core_file(tmp_path: Path) -> None:
    import resource

    most = resource.getrlimit(resource.RLIMIT_CORE)[1]
    allowed = f"import os, resource\nresource.setrlimit(resource.RLIMIT_CORE, ({most}, {most}))\n"
    code = allowed + CRASHING.replace("os.kill", f"os.chdir({str(tmp_path)!r})\nos.kill")
    pid = os.posix_spawn(sys.executable, [sys.executable, "-c", code], os.environ)
    _pid, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status)
    assert os.WTERMSIG(status) == 11
    assert not os.WCOREDUMP(status)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.linux
def test_what_python_says_of_a_crash_names_places_and_no_values() -> None:
    done = run(CRASHING, PYTHONFAULTHANDLER="1")
    assert "Segmentation fault" in done.stderr
    assert "Geheimnis" not in done.stderr
    assert "Probemensch" not in done.stderr


class _System:
    """Stands for the library of a system and keeps what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[int, ...]]] = []

    def __getattr__(self, name: str) -> object:
        return lambda *values: self.asked.append((name, values))


@pytest.mark.parametrize(
    ("platform", "asked"),
    [
        ("linux", [("prctl", (4, 0, 0, 0, 0))]),
        ("win32", [("SetErrorMode", (0x8003,)), ("WerSetFlags", (1,))]),
        ("darwin", []),
    ],
)
def test_every_system_is_asked_in_its_own_way(
    platform: str, asked: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    limits: list[object] = []
    quiet = types.SimpleNamespace(RLIMIT_CORE=4, setrlimit=lambda *given: limits.append(given))
    monkeypatch.setitem(sys.modules, "resource", quiet)
    system = _System()
    before = os.umask(0)
    try:
        hardening.harden(platform, system)
        assert os.umask(0) == 0o077
    finally:
        os.umask(before)
    assert system.asked == asked
    assert limits == [(4, (0, 0))]


def test_windows_is_asked_by_the_library_it_has_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    system = _System()
    monkeypatch.setattr(ctypes, "CDLL", {"kernel32": system}.__getitem__)
    before = os.umask(0)
    try:
        hardening.harden("win32")
    finally:
        os.umask(before)
    assert [name for name, _values in system.asked] == ["SetErrorMode", "WerSetFlags"]


def test_a_system_without_such_limits_is_no_reason_not_to_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resource", None)
    before = os.umask(0)
    try:
        hardening.harden("darwin", _System())
    finally:
        os.umask(before)
