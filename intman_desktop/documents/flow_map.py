"""The picture of where data flow, as it is drawn, from ``resources/papers/flow.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from intman_desktop.paths import resource


@dataclass(frozen=True)
class FlowBox:
    """A box of the picture: its place and size in points, and its ``tone`` (plain, sealed, zone)."""

    code: str
    at: tuple[float, float, float, float]
    tone: str


@dataclass(frozen=True)
class FlowArrow:
    """An arrow between two boxes along ``points``; ``mark`` is where its number stands."""

    code: str
    begin: str
    end: str
    points: tuple[tuple[float, float], ...]
    mark: tuple[float, float]
    both: bool = False


@dataclass(frozen=True)
class FlowMap:
    """The picture of the data flow; its arrows are numbered in their order."""

    height: float
    boxes: tuple[FlowBox, ...]
    arrows: tuple[FlowArrow, ...]


@cache
def flow_map() -> FlowMap:
    """Return the picture of the data flow."""
    with resource("papers", "flow.toml").open("rb") as file:
        content = tomllib.load(file)
    return FlowMap(
        content["height"],
        tuple(
            FlowBox(code, (told["at"][0], told["at"][1], told["at"][2], told["at"][3]), told["tone"])
            for code, told in content["box"].items()
        ),
        tuple(_arrow(told) for told in content["arrow"]),
    )


def _arrow(told: Mapping[str, Any]) -> FlowArrow:
    return FlowArrow(
        told["code"],
        told["from"],
        told["to"],
        tuple((x, y) for x, y in told["points"]),
        (told["mark"][0], told["mark"][1]),
        told.get("both", False),
    )
