"""Needs that were named in the Bedarfserhebung, and the areas of life that goals follow from (P1, Z3)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from intman_desktop.rules.validities import holds_on
from intman_desktop.values.case_file import Answer


@dataclass(frozen=True)
class NeedPointer:
    """An answer to ``field`` among ``values`` (any, where there are none) names a need in ``area``."""

    field: str
    area: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class NamedNeed:
    """An area in which needs were named, and the answers that named them."""

    area: str
    answers: tuple[Answer, ...]


def named_needs(
    answers: Iterable[Answer], pointers: Iterable[NeedPointer], without: Collection[str], today: date
) -> tuple[NamedNeed, ...]:
    """Return the areas in which a need was named, in the order of the catalogue (Rules P1, Z3).

    Args:
        answers: all answers of the case; one that has ended or is blank names nothing.
        pointers: which answers name which area.
        without: areas that are left out, because there are goals in them or no consent opens them.
        today: the day on which the answers are looked at.
    """
    standing = [each for each in answers if each.value.strip() and holds_on(each, today)]
    found: dict[str, list[Answer]] = {}
    for pointer in pointers:
        if pointer.area in without:
            continue
        named = [each for each in standing if each.field == pointer.field and _names(each, pointer)]
        if named:
            found.setdefault(pointer.area, []).extend(named)
    return tuple(NamedNeed(area, tuple(named)) for area, named in found.items())


def _names(answer: Answer, pointer: NeedPointer) -> bool:
    return not pointer.values or not set(pointer.values).isdisjoint(
        part.strip() for part in answer.value.split(",")
    )
