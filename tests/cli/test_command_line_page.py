"""``docs/command-line.md`` says what the program does: commands, options, exit codes, sentences."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import intman_desktop
from intman_desktop.cli import commands, self_test_command, verify_command
from intman_desktop.cli.arguments import COMMANDS, USAGE
from intman_desktop.errors import FaultyInput, Refused, Trouble
from tests.cli.conftest import Intman

# A screen's own troubles never reach the command line; migrations are no part of it.
_NOT_HERE = re.compile(r"intman_desktop\.(ui|app|jobs|tour|__main__|models\.migrations)\b")
_RULE = "a rule does not allow it; the sentence is the rule's"


def cells(page: str, heading: str) -> list[tuple[str, ...]]:
    """Return the rows of the first table after a heading, without its head."""
    after = page[page.index(heading) :]
    table = re.search(r"^\|.*?(?=\n\n|\Z)", after, re.DOTALL | re.MULTILINE)
    assert table
    return [tuple(cell.strip() for cell in row.split("|")[1:-1]) for row in table.group().splitlines()[2:]]


def troubles() -> Iterator[type[Trouble]]:
    """Yield every trouble that a command can meet."""
    for module in pkgutil.walk_packages(intman_desktop.__path__, "intman_desktop."):
        if not _NOT_HERE.match(module.name):
            import_module(module.name)
    waiting = list(Trouble.__subclasses__())
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith("intman_desktop.") and not _NOT_HERE.match(kind.__module__):
            yield kind


@pytest.fixture(scope="module")
def page(checkout: Path) -> str:
    return (checkout / "docs" / "command-line.md").read_text(encoding="utf-8")


def test_every_trouble_stands_in_the_table_with_its_code_and_its_sentence(page: str) -> None:
    told = {
        (
            str(kind.exit_code),
            f"`{kind.__name__}`",
            _RULE if kind is Refused else kind.template(kind.__new__(kind)),
        )
        for kind in troubles()
    }
    assert len(told) > 30
    written = {(code, name, said) for code, name, said, _way in cells(page, "## Exit codes") if name != "–"}
    assert written == told


def test_every_code_without_a_trouble_stands_in_the_table(page: str) -> None:
    bare = [code for code, name, _said, _way in cells(page, "## Exit codes") if name == "–"]
    assert bare == [
        str(each)
        for each in (
            0,
            commands.CUT_OFF,
            USAGE,
            FaultyInput.exit_code,  # of ``import --partial``, which took the valid cases in
            verify_command.DAMAGED,
            commands.BUG,
            commands.STOPPED,
        )
    ]
    assert self_test_command.FAILED == verify_command.DAMAGED
    used = {kind.exit_code for kind in troubles()}
    assert used.isdisjoint({0, commands.CUT_OFF, USAGE, verify_command.DAMAGED, commands.BUG})


def test_every_row_but_success_and_stopping_names_a_way_on(page: str) -> None:
    without = [code for code, _name, _said, way in cells(page, "## Exit codes") if not way]
    assert without == ["0", str(commands.STOPPED)]


def test_every_command_and_its_options_stand_on_the_page(page: str, plain: Intman) -> None:
    rows = {row[0].strip("`").split()[1]: row[2] for row in cells(page, "# Command line") if " " in row[0]}
    assert list(rows) == list(COMMANDS)
    common = {name for row in cells(page, "Before or after") for name in re.findall(r"--[a-z-]+", row[0])}
    for command in COMMANDS:
        offered = set(re.findall(r"(?<=[\s\[])--[a-z-]+", plain(command, "--help").out))
        assert offered - common == set(re.findall(r"--[a-z-]+", rows[command])), command
    assert set(re.findall(r"(?<=[\s\[])--[a-z-]+", plain("--help").out)) == common
