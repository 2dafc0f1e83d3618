"""What ``make prepare``, ``make run`` and ``make test`` decide, without installing or running anything."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from intman_desktop.cli.screen import NoScreen
from tests import conftest


@pytest.fixture
def part(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Return ``part(name)``: a script of ``packaging/setup``, which import each other by their bare names."""
    monkeypatch.syspath_prepend(str(checkout / "packaging" / "setup"))
    before = set(sys.modules)

    def load(name: str) -> ModuleType:
        return importlib.import_module(name)

    yield load
    for name in {"prepare", "start", "run_tests", "coverage_floors"} - before:
        sys.modules.pop(name, None)


def missing(monkeypatch: pytest.MonkeyPatch, prepare: Any, *checks: str, screen: bool) -> None:
    """Let Qt fail at these checks, on a Linux where we may not install."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(prepare, "has_screen", lambda: screen)
    monkeypatch.setattr(prepare, "may_install", lambda: None)
    monkeypatch.setattr(prepare, "succeeds", lambda *command: command[-1] not in checks)


@pytest.mark.parametrize("screen", [False, True])
def test_a_missing_library_is_told_with_the_command_that_brings_it(
    part: Any, monkeypatch: pytest.MonkeyPatch, screen: bool
) -> None:
    prepare = part("prepare")
    missing(monkeypatch, prepare, prepare.TRY_QT, prepare.TRY_QT_WINDOW, screen=screen)
    with pytest.raises(prepare.CannotPrepare) as told:
        prepare.bring_qt_libraries()
    wanted = [*prepare.QT_LIBRARIES, *(prepare.QT_WINDOW_LIBRARIES if screen else ())]
    command = "sudo apt-get install -y --no-install-recommends " + " ".join(wanted)
    assert str(told.value).splitlines()[-1] == f"  {command}"
    assert {"libgl1", "libegl1"} <= set(wanted)
    assert ("libxcb-cursor0" in wanted) is screen


def test_only_what_the_window_lacks_is_asked_for(part: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare = part("prepare")
    missing(monkeypatch, prepare, prepare.TRY_QT_WINDOW, screen=True)
    with pytest.raises(prepare.CannotPrepare) as told:
        prepare.bring_qt_libraries()
    assert str(told.value).splitlines()[-1].split()[5:] == prepare.QT_WINDOW_LIBRARIES


def test_an_installation_waits_for_another_one_to_end(part: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else apt fails at once, and the person calls make again without having been told why."""
    prepare, called = part("prepare"), []

    def run(command: list[str], **_how: Any) -> SimpleNamespace:
        called.append(command)
        return SimpleNamespace(returncode=0, stdout="", stderr="")

    monkeypatch.setattr(prepare, "may_install", list)
    monkeypatch.setattr(prepare.subprocess, "run", run)
    prepare.install_with_apt(["libgl1"], "Qt needs it.")
    assert ["update" in command for command in called] == [True, False]
    for command in called:
        at = command.index("-o")
        assert command.index("apt-get") < at < len(command) - 2
        assert command[at + 1] == "DPkg::Lock::Timeout=300"


HELD = "E: Konnte Sperre /var/lib/apt/lists/lock nicht bekommen. Sie wird von Prozess 812 gehalten."


@pytest.mark.parametrize(
    ("held", "said", "updates", "fails"),
    [(3, HELD, 4, False), (10**6, HELD, 151, True), (10**6, "E: Keine Verbindung.", 1, True)],
)
def test_fetching_the_lists_waits_for_another_apt_as_long_as_installing_does(
    part: Any, monkeypatch: pytest.MonkeyPatch, held: int, said: str, updates: int, fails: bool
) -> None:
    """apt waits for the lock of the packages alone; on the one of the lists it fails at once."""
    prepare, called, now = part("prepare"), [], [0.0]

    def run(command: list[str], **_how: Any) -> SimpleNamespace:
        called.append("update" if "update" in command else "install")
        if called[-1] == "update" and len(called) <= held:
            return SimpleNamespace(returncode=100, stdout="", stderr=said)
        return SimpleNamespace(returncode=int(fails), stdout="", stderr="")

    def wait(seconds: float) -> None:
        now[0] += seconds

    monkeypatch.setattr(prepare, "may_install", list)
    monkeypatch.setattr(prepare.subprocess, "run", run)
    monkeypatch.setattr(prepare.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(prepare.time, "sleep", wait)
    if fails:
        with pytest.raises(prepare.CannotPrepare) as told:
            prepare.install_with_apt(["libgl1"], "Qt needs it.")
        assert str(told.value).count(said) == 1, "each try said the same"
    else:
        prepare.install_with_apt(["libgl1"], "Qt needs it.")
    assert called == ["update"] * updates + ["install"]


def test_where_qt_starts_nothing_is_asked_for(part: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare = part("prepare")
    asked: list[str] = []
    monkeypatch.setattr(prepare, "install_with_apt", lambda _packages, purpose: asked.append(purpose))
    missing(monkeypatch, prepare, screen=True)
    prepare.bring_qt_libraries()
    missing(monkeypatch, prepare, prepare.TRY_QT, screen=True)
    monkeypatch.setattr(sys, "platform", "darwin")
    prepare.bring_qt_libraries()
    assert asked == []


@pytest.mark.parametrize(
    ("platform", "variables", "seen"),
    [
        ("win32", {}, True),
        ("darwin", {}, True),
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"DISPLAY": ""}, False),
    ],
)
def test_a_screen_is_known(
    part: Any, monkeypatch: pytest.MonkeyPatch, platform: str, variables: dict[str, str], seen: bool
) -> None:
    prepare = part("prepare")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    assert prepare.has_screen() is seen


def test_the_set_up_is_made_anew_when_what_it_depends_on_changes(
    part: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    prepare = part("prepare")
    monkeypatch.setattr(prepare, "has_screen", lambda: False)
    first = prepare.fingerprint()
    assert prepare.fingerprint() == first
    monkeypatch.setattr(prepare, "has_screen", lambda: True)
    with_screen = prepare.fingerprint()
    lock = tmp_path / "requirements.lock"
    lock.write_bytes(prepare.LOCK.read_bytes() + b"\n")
    monkeypatch.setattr(prepare, "LOCK", lock)
    assert len({first, with_screen, prepare.fingerprint()}) == 3


@pytest.mark.parametrize(
    ("version", "fits"), [((3, 10), False), ((3, 11), True), ((3, 13), True), ((3, 14), False)]
)
def test_a_python_without_packages_is_told_with_those_that_have_them(
    part: Any, checkout: Path, version: tuple[int, int], fits: bool
) -> None:
    """Else pip would end with a wheel that it does not find. Makefile, metadata and script agree."""
    prepare = part("prepare")
    if fits:
        prepare.refuse_other_pythons(version)
    else:
        with pytest.raises(prepare.CannotPrepare, match=r"Python 3\.11, 3\.12 and 3\.13"):
            prepare.refuse_other_pythons(version)
    makefile = (checkout / "Makefile").read_text(encoding="utf-8")
    condition = f"not {prepare.OLDEST} <= sys.version_info[:2] <= {prepare.NEWEST}"
    assert condition in makefile
    metadata = (checkout / "pyproject.toml").read_text(encoding="utf-8")
    newer = prepare.NEWEST[1] + 1
    assert f'requires-python = ">=3.{prepare.OLDEST[1]},<3.{newer}"' in metadata


def test_another_python_ends_the_set_up_with_a_sentence(
    part: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is made for it."""
    prepare = part("prepare")
    monkeypatch.setattr(prepare, "VENV_PYTHON", tmp_path / "python")
    monkeypatch.setattr(prepare, "NEWEST", (3, 10))
    monkeypatch.setattr(prepare, "install_packages", pytest.fail)
    assert prepare.main() == 1
    assert "does not fit" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "screen", "toured"),
    [([], True, False), ([], False, True), (["--tour"], True, True), (["--tour"], False, True)],
)
def test_where_nobody_could_see_a_window_the_tour_is_made(
    part: Any, monkeypatch: pytest.MonkeyPatch, arguments: list[str], screen: bool, toured: bool
) -> None:
    start = part("start")
    ran: list[tuple[list[str], str]] = []

    def run(command: list[str], env: dict[str, str], **_more: object) -> subprocess.CompletedProcess[str]:
        ran.append((command, env.get("QT_QPA_PLATFORM", "")))
        return subprocess.CompletedProcess(command, 7)

    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setattr(start, "has_screen", lambda: screen)
    monkeypatch.setattr(subprocess, "run", run)
    assert start.main(arguments) == 7
    ((command, platform),) = ran
    tour = ["tour", "--folder", str(Path("build", "tour"))]
    assert command == [sys.executable, "-m", "intman_desktop", *(tour if toured else [])]
    assert platform == ("offscreen" if toured else "")


def test_the_command_of_the_tests_fixes_seed_and_order(part: Any) -> None:
    command = part("run_tests").pytest_command(42)
    assert command[:3] == [sys.executable, "-m", "pytest"]
    assert "--randomly-seed=42" in command
    assert command[command.index("-n") + 1] == "2"
    at_once = part("run_tests").pytest_command(42, 3)
    assert at_once[at_once.index("-n") + 1] == "3"
    assert command[command.index("--dist") + 1] == "worksteal"
    assert part("run_tests")._REPEATABLE["PYTHONHASHSEED"] == "0"


def test_the_run_of_journeys_reads_the_folders_in_which_they_lie(part: Any) -> None:
    assert tuple(f"tests/{folder}" for folder in conftest.JOURNEYS) == part("run_tests").JOURNEYS


def test_the_run_of_journeys_reads_the_files_with_tests_that_are_unmeasured(part: Any) -> None:
    marked = part("run_tests").unmeasured_files()
    assert "tests/cli/test_processes.py" in marked and "tests/setup/test_preparing.py" not in marked
    assert not any(each.startswith("tests/ui") for each in marked), "that folder is read anyway"
    assert "tests/reporting/test_counting.py" in marked, "of which some tests are marked alone"


def test_every_test_module_is_compiled_once_before_the_workers_begin(
    part: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[list[str]] = []
    waited: list[bool] = []

    def begin(command: list[str], **_how: Any) -> Any:
        begun.append(command)
        return SimpleNamespace(wait=lambda: waited.append(len(begun) == 2))

    monkeypatch.setattr(subprocess, "Popen", begin)
    part("run_tests").compile_tests()
    assert waited == [True, True], "both at once"
    assert all("--collect-only" in each for each in begun)
    journeys, others = (
        [each for each in asked if each.startswith(("tests", "--ignore="))] for asked in begun
    )
    assert journeys and others == ["tests", *(f"--ignore={folder}" for folder in journeys)]


@pytest.mark.parametrize(
    ("told", "folder", "taken"),
    [
        ("MemTotal: 1 kB\nMemAvailable: 4194304 kB\n", ".", True),
        ("MemTotal: 1 kB\nMemAvailable: 4194303 kB\n", ".", False),
        ("MemTotal: 9999999 kB\n", ".", False),
        ("MemAvailable: 4194304 kB\n", "missing", False),
    ],
)
def test_stores_are_kept_in_memory_only_where_there_is_enough_of_it(
    part: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: str, folder: str, taken: bool
) -> None:
    info = tmp_path / "meminfo"
    info.write_text(told, encoding="ascii")
    scripts = part("run_tests")
    monkeypatch.setattr(scripts, "ROOM_THERE", 1)
    with scripts.stores_in_memory(tmp_path / folder, info) as options:
        assert bool(options) is taken
        if taken:
            assert (tmp_path / options[0].partition("=")[2]).parent.is_dir()
    assert [each.name for each in tmp_path.iterdir()] == ["meminfo"]
    monkeypatch.setattr(scripts, "ROOM_THERE", 1 << 60)
    with scripts.stores_in_memory(tmp_path, info) as options:
        assert options == []


REPORT = """<testsuites><testsuite tests="12" failures="1" errors="2" time="90.04">
<testcase><properties><property name="count:kills" value="20"/><property name="other" value="x"/></properties>
</testcase><testcase><properties><property name="count:kills" value="5"/>
<property name="count:acts" value="3"/></properties></testcase></testsuite></testsuites>"""


@pytest.mark.parametrize(
    ("codes", "lines_missing", "code"),
    [([0, 0], False, 0), ([0, 0], True, 1), ([1, 0], False, 1), ([0, 3], False, 3), ([2, 1], True, 2)],
)
def test_the_small_run_is_green_only_where_both_halves_and_the_floors_are(
    part: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    codes: list[int],
    lines_missing: bool,
    code: int,
) -> None:
    scripts = part("run_tests")
    monkeypatch.setattr(scripts, "REPORT", tmp_path / "tests.xml")
    monkeypatch.setattr(scripts, "COVERAGE", tmp_path / "coverage.json")
    asked: list[list[str]] = []

    def run(command: list[str], **_how: Any) -> Any:
        asked.append(command)
        (tmp_path / "tests.xml").write_text(REPORT, encoding="utf-8")
        if "--cov" in command:
            (tmp_path / "coverage.json").write_text('{"files": {}}', encoding="ascii")
        return SimpleNamespace(returncode=codes[len(asked) - 1])

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(scripts, "below_the_floors", lambda report: ["a line is missing"] * lines_missing)
    assert scripts.run_small(42) == code
    assert [("--only=journeys" in each, "--only=parts" in each, "--cov" in each) for each in asked] == [
        (True, False, False),
        (False, True, True),
    ]
    said = capsys.readouterr().out
    assert "Both halves together: 18 passed." in said
    assert ("a line is missing" in said) is lines_missing


def test_a_run_that_leaves_nothing_is_not_green(
    part: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    scripts = part("run_tests")
    monkeypatch.setattr(scripts, "REPORT", tmp_path / "tests.xml")
    monkeypatch.setattr(scripts, "COVERAGE", tmp_path / "coverage.json")
    monkeypatch.setattr(subprocess, "run", lambda command, **how: SimpleNamespace(returncode=0))
    assert scripts.run_small(42) == 1
    assert "coverage.json was not written." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("report", "ending"),
    [
        (REPORT, "| 42 | 12 | 3 | 1.5 | acts 3, kills 25 |\n"),
        ('<testsuites><testsuite tests="1" time="6"/></testsuites>', "| 42 | 1 | 0 | 0.1 | – |\n"),
    ],
)
def test_a_run_becomes_a_row_of_the_proofs(
    part: Any, checkout: Path, tmp_path: Path, report: str, ending: str
) -> None:
    file = tmp_path / "tests.xml"
    file.write_text(report, encoding="utf-8")
    row = part("run_tests").row_of(file, 42)
    assert row.endswith(ending)
    proofs = (checkout / "docs" / "proofs.md").read_text(encoding="utf-8").splitlines()
    heading = next(line for line in proofs if line.startswith("| "))
    assert row.count(" | ") == heading.count(" | ")


@pytest.mark.parametrize(
    ("screen", "arguments", "codes", "tours"),
    [
        (True, [], [0], [False]),
        (True, [], [39, 0], [False, True]),
        (True, ["--tour"], [0], [True]),
        (False, [], [0], [True]),
    ],
)
def test_without_a_usable_screen_the_tour_is_made(
    part: Any,
    monkeypatch: pytest.MonkeyPatch,
    screen: bool,
    arguments: list[str],
    codes: list[int],
    tours: list[bool],
) -> None:
    start = part("start")
    made, left = [], list(codes)

    def run(program: list[str], **_how: Any) -> Any:
        made.append("tour" in program)
        return subprocess.CompletedProcess(program, left.pop(0))

    monkeypatch.setattr(start, "has_screen", lambda: screen)
    monkeypatch.setattr(subprocess, "run", run)
    assert start.main(arguments) == 0
    assert made == tours


def test_the_code_of_no_screen_is_the_programs(part: Any) -> None:
    assert NoScreen.exit_code == part("start").NO_SCREEN
