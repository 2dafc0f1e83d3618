"""What the program holds, makes and does, with a reason for each, from ``resources/papers/holdings.toml``.

Tests hold this list to the program: every table, paper, export and need stands in it, and every measure
names the test that proves it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from intman_desktop.paths import resource

ERASURE = "erasure"
"""The area of the measures that tell how something is erased."""


@dataclass(frozen=True)
class HeldTable:
    """A table of the store: the kind of data it belongs to, how its rows end, and why."""

    name: str
    group: str
    ends: str
    why: str


@dataclass(frozen=True)
class Output:
    """A paper (by its value) or an export (by its function): its arrow in the picture, "" for none; why."""

    name: str
    flow: str
    why: str

    @property
    def word(self) -> str:
        """The key of its word among the texts."""
        return f"out_{self.name.rpartition('.')[2]}"


@dataclass(frozen=True)
class Measure:
    """Something done for protection, with the test (below ``tests``) that proves it."""

    code: str
    area: str
    proof: str


@dataclass(frozen=True)
class Holdings:
    """The whole list; ``groups`` tell whom each kind of data is about, ``risks`` what stands against each."""

    groups: Mapping[str, tuple[str, ...]]
    tables: tuple[HeldTable, ...]
    papers: tuple[Output, ...]
    exports: tuple[Output, ...]
    measures: tuple[Measure, ...]
    risks: Mapping[str, tuple[str, ...]]

    def groups_by_end(self) -> Mapping[str, tuple[str, ...]]:
        """Return the kinds of data for each way in which data end; one kind may end in two ways."""
        found: dict[str, dict[str, None]] = {}
        for table in self.tables:
            found.setdefault(table.ends, {})[table.group] = None
        return {ends: tuple(groups) for ends, groups in found.items()}

    def people(self) -> tuple[str, ...]:
        """Return whom the data are about, each once."""
        return tuple(dict.fromkeys(who for people in self.groups.values() for who in people))

    def areas(self) -> tuple[str, ...]:
        """Return the areas of the measures that are no erasure, in their order."""
        return tuple(dict.fromkeys(each.area for each in self.measures if each.area != ERASURE))

    def measures_of(self, area: str) -> tuple[Measure, ...]:
        """Return the measures of an area."""
        return tuple(each for each in self.measures if each.area == area)

    def carried(self, flow: str) -> tuple[Output, ...]:
        """Return the papers and exports that travel on an arrow."""
        return tuple(each for each in (*self.papers, *self.exports) if each.flow == flow)


@cache
def holdings() -> Holdings:
    """Return the list of what is held, made and done."""
    with resource("papers", "holdings.toml").open("rb") as file:
        content = tomllib.load(file)
    return Holdings(
        {code: tuple(people) for code, people in content["group"].items()},
        tuple(HeldTable(name, **told) for name, told in content["table"].items()),
        tuple(Output(name, **told) for name, told in content["paper"].items()),
        tuple(Output(name, **told) for name, told in content["export"].items()),
        tuple(Measure(code, **told) for code, told in content["measure"].items()),
        {code: tuple(measures) for code, measures in content["risk"].items()},
    )
