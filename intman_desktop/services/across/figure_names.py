"""What the cells of a figure are called outside the store, where a code drawn by chance says nothing (K3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import Connection, select

from intman_desktop.models import tables as t
from intman_desktop.profiles import ERASED, UNKNOWN, Profile
from intman_desktop.services.common.desk import Desk
from intman_desktop.values.figures import Figure, FigureDefinition, SheetDefinition

OWN = "own:"
"""Stands before the name of what is the office's own; no code has a colon."""


def named_cells(
    connection: Connection, desk: Desk, definition: SheetDefinition, figure: Figure
) -> dict[str, int]:
    """Return the cells of a figure by codes that the Land supplies, and the office's own by their names now.

    So two stores of equal content tell the same: what an office adds to its directory has a code of chance,
    and a list entry one of the words it began with. What has one name is added up; what has none any more,
    in the directory or its list, stands together under ``own:`` alone. The keys are in order.
    """
    found = next(each for each in definition.figures if each.code == figure.code)
    names = _own_names(connection, desk.profile, found)
    supplied = _supplied(desk.land, found)
    told: Counter[str] = Counter()
    for cell, number in figure.cells.items():
        told[cell if supplied is None or cell in supplied else f"{OWN}{names.get(cell, '')}"] += number
    return dict(sorted(told.items()))


def _supplied(land: Profile, figure: FigureDefinition) -> frozenset[str] | None:
    """Return the codes that are the same in every store, None where all of the figure's are."""
    if not figure.breakdown or (figure.list and figure.list not in {each.name for each in land.editable}):
        return None
    codes = (
        (item.code for item in land.list(figure.list))
        if figure.list
        else (code for code, _name in land.seeded_services())
    )
    return frozenset({UNKNOWN, ERASED, *codes})


def _own_names(connection: Connection, profile: Profile, figure: FigureDefinition) -> Mapping[str, str]:
    if figure.list:
        return {item.code: item.labels["de"] for item in profile.list(figure.list)}
    return dict(connection.execute(select(t.services.c.code, t.services.c.name)).all())
