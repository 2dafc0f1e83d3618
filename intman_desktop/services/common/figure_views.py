"""A counted sheet in words: groups of rows for the screen and for papers (K3, K6, K8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, select

from intman_desktop.models import tables as t
from intman_desktop.profiles import ERASED, OTHERS, UNKNOWN, Profile
from intman_desktop.reporting.freezing import changes as changes_between
from intman_desktop.reporting.noting import Cell
from intman_desktop.rules.folding import plain_letters
from intman_desktop.values.figure_views import FigureChange, FigureGroup, FigureRow
from intman_desktop.values.figures import (
    Causes,
    CellChange,
    Figure,
    FigureDefinition,
    Sheet,
    SheetDefinition,
)
from intman_desktop.values.office_papers import PaperFigureChange, PaperFigureGroup, PaperFigureRow

_IN_THEIR_ORDER = ("age",)
_LAST = (OTHERS, UNKNOWN, ERASED)
_NO_MORE = {"de": "nicht mehr in der Liste", "en": "No longer in the list"}
_OVERVIEW = {"de": "Im Überblick", "en": "At a glance"}
_NOTHING = {"de": "In diesem Jahr nicht vorgekommen", "en": "Did not occur this year"}


def so_far(definition: SheetDefinition, year: int, day: date) -> SheetDefinition:
    """Return the definition as it is worded on ``day``: nobody tells the end of a running year (Rule K4)."""
    if day > date(year, 12, 31):
        return definition
    return replace(definition, figures=tuple(_so_far(each, day) for each in definition.figures))


def groups_of(
    connection: Connection,
    profile: Profile,
    definition: SheetDefinition,
    sheets: tuple[Sheet, Sheet | None],
    language: str,
) -> tuple[FigureGroup, ...]:
    """Return the figures of a sheet in the order of their definition, with last year's beside them.

    ``sheets`` are that of the year and that of the year before, None where there is none.
    """
    sheet, previous = sheets
    told = _Told(profile, language, _service_names(connection), _erased(connection, sheet))
    now, before = _by_code(sheet), _by_code(previous)
    return tuple(
        _group(told, figure, now[figure.code], before.get(figure.code))
        for figure in definition.figures
        if figure.code in now
    )


def changes_in(
    connection: Connection,
    profile: Profile,
    definition: SheetDefinition,
    changes: Iterable[CellChange],
    language: str,
) -> tuple[FigureChange, ...]:
    """Return differences between two versions with their labels and the kinds of event behind (Rule K7).

    The total of a breakdown is left out beside its cells: they say it already. So is what erased cases alone
    moved: it is no change (Rule K8).
    """
    told = _Told(profile, language, _service_names(connection), {})
    figures = {figure.code: figure for figure in definition.figures}
    return tuple(
        FigureChange(
            label_in(figures[each.figure].labels, language) if each.figure in figures else each.figure,
            told.cell(figures[each.figure], each.cell) if each.cell and each.figure in figures else each.cell,
            each.before,
            each.after,
            each.causes,
        )
        for each in _telling(changes)
    )


def paper_changes(
    connection: Connection,
    profile: Profile,
    definition: SheetDefinition,
    differences: tuple[Sheet, Sheet, Iterable[CellChange]],
    language: str,
) -> tuple[PaperFigureChange, ...]:
    """Return what differs between two folded sheets, the earlier first (Rules K7, K11).

    Nothing is told that the two papers do not show: what is in "others" on one of them has no number there.
    Beside the sheets ``differences`` holds what differs before folding, which tells the kinds of event.
    """
    sheets = differences[:2]
    whole = tuple(differences[2])
    stood = {(each.figure, each.cell): (each.before, each.after) for each in whole}
    causes = _folded_causes(whole, sheets)
    telling = _telling(
        replace(each, causes=causes.get((each.figure, each.cell), ()))
        for each in changes_between(*sheets, causes)
    )
    told = changes_in(connection, profile, definition, telling, language)
    found = []
    for change, each in zip(told, telling, strict=True):
        before, after = stood.get((each.figure, each.cell), (0, 0))
        found.append(
            PaperFigureChange(
                f"{change.figure}: {change.cell}" if each.cell else change.figure,
                None if before and not each.before else each.before,
                None if after and not each.after else each.after,
                each.kinds,
            )
        )
    return tuple(found)


def paper_groups(groups: tuple[FigureGroup, ...], language: str) -> tuple[PaperFigureGroup, ...]:
    """Return the same figures, folded, for a paper: single numbers first, then each breakdown that has a row.

    Breakdowns without one come last, together, each with its nought (Rules K2, K9).
    """
    single = tuple(_single(group) for group in groups if not group.broken_down)
    nothing = tuple(_single(group) for group in groups if group.broken_down and not group.rows)
    return (
        PaperFigureGroup(label_in(_OVERVIEW, language), single),
        *(
            PaperFigureGroup(
                group.label,
                _paper_rows(group.rows),
                group.total.number,
                group.explains,
                group.total.previous,
            )
            for group in groups
            if group.rows
        ),
        *((PaperFigureGroup(label_in(_NOTHING, language), nothing),) if nothing else ()),
    )


def label_in(labels: Mapping[str, str], language: str) -> str:
    """Return the text of a profile in a language; German where it has no other."""
    return labels.get(language) or labels["de"]


@dataclass(frozen=True)
class _Told:
    """What rows are worded with: the profile's labels, the directory's names, and what was erased."""

    profile: Profile
    language: str
    services: Mapping[str, str]
    erased: Mapping[tuple[str, str], int]

    def cell(self, figure: FigureDefinition, cell: str) -> str:
        """Return the label of a cell: of a code of the directory its name there, and never a bare code."""
        found = self.profile.cell_label(figure, cell, self.language)
        if cell in _LAST or (figure.list and self.profile.item(figure.list, cell)):
            return found
        name = "" if figure.list else self.services.get(cell, "")
        return name or label_in(_NO_MORE, self.language)

    def row(self, figure: FigureDefinition, cell: str, number: int, previous: int | None) -> FigureRow:
        """Return one row; a number that comes from erased cases alone opens none."""
        label = self.cell(figure, cell) if cell else label_in(figure.labels, self.language)
        gone = number if cell == ERASED else self.erased.get((figure.code, cell), 0)
        opens = figure.counts != "brief_contact" and number > gone
        return FigureRow(figure.code, cell, label, number, previous, opens, gone)


def _so_far(figure: FigureDefinition, day: date) -> FigureDefinition:
    def on_day(texts: Mapping[str, str]) -> Mapping[str, str]:
        return {language: text.replace("{day}", f"{day:%d.%m.%Y}") for language, text in texts.items()}

    return replace(
        figure,
        labels=on_day(figure.labels_so_far or figure.labels),
        explains=on_day(figure.explains_so_far or figure.explains),
    )


def _group(told: _Told, figure: FigureDefinition, now: Figure, before: Figure | None) -> FigureGroup:
    cells = dict.fromkeys((*now.cells, *(before.cells if before else ())), 0) | dict(now.cells)
    total = told.row(figure, "", now.total, before.total if before else None)
    return FigureGroup(
        figure.code,
        total.label,
        label_in(figure.explains, told.language),
        total,
        _sorted(
            figure,
            (
                told.row(figure, cell, number, before.cells.get(cell, 0) if before else None)
                for cell, number in cells.items()
            ),
        ),
        bool(figure.breakdown),
        figure.counts,
    )


def _sorted(figure: FigureDefinition, rows: Iterable[FigureRow]) -> tuple[FigureRow, ...]:
    """Return the largest number first, equal ones as a German list has them; what is no value stands last.

    Ages keep their own order.
    """
    if figure.breakdown in _IN_THEIR_ORDER:
        return tuple(rows)
    return tuple(sorted(rows, key=lambda row: (row.cell in _LAST, -row.number, plain_letters(row.label))))


def _single(group: FigureGroup) -> PaperFigureRow:
    return PaperFigureRow(group.label, group.total.number, group.total.previous)


def _paper_rows(rows: tuple[FigureRow, ...]) -> tuple[PaperFigureRow, ...]:
    """Return the rows of a folded breakdown: beside what was folded, no row below the bound has a number.

    Were a nought told from a small value, a row beside an "others" of one would say who it is (Rule K11).
    That of the erased is never folded, so its nought is one.
    """
    others = next((row for row in rows if row.cell == OTHERS), None)
    folded = (others.number, others.previous) if others else (0, 0)
    return tuple(_paper_row(row, folded) for row in rows)


def _paper_row(row: FigureRow, folded: tuple[int, int | None]) -> PaperFigureRow:
    """Return a row beside what "others" hold in this year and in the year before."""
    numbers = zip((row.number, row.previous), folded, strict=True)
    can_be_small = row.cell not in (OTHERS, ERASED)
    is_small, was_small = (bool(other) and can_be_small and number == 0 for number, other in numbers)
    return PaperFigureRow(
        row.label,
        None if is_small else row.number,
        None if was_small else row.previous,
        previous_folded=was_small,
    )


def _telling(differences: Iterable[CellChange]) -> tuple[CellChange, ...]:
    """Return the differences without erasures, and without the total of a breakdown whose cells are there."""
    listed = tuple(each for each in differences if not each.is_erasure)
    in_cells = {each.figure for each in listed if each.cell}
    return tuple(each for each in listed if each.cell or each.figure not in in_cells)


def _folded_causes(whole: Iterable[CellChange], sheets: tuple[Sheet, Sheet]) -> dict[Cell, Causes]:
    """Return what is behind the cells of two folded sheets: "others" has what is behind the cells in it.

    What stands by itself on both of them was never in it, and its events are none of "others" (Rule K7).
    """
    shown = [{(figure.code, cell) for figure in sheet.figures for cell in figure.cells} for sheet in sheets]
    found: dict[Cell, Causes] = {}
    folded = {each.code for sheet in sheets for each in sheet.figures if OTHERS in each.cells}
    for each in whole:
        stands = [(each.figure, each.cell) in of_sheet for of_sheet in shown]
        places = [each.cell] if not each.cell or any(stands) else []
        went_in = any(
            value and not here for value, here in zip((each.before, each.after), stands, strict=True)
        )
        if each.cell and each.figure in folded and (went_in or not any(stands)):
            places.append(OTHERS)
        for place in places:
            found[each.figure, place] = (*found.get((each.figure, place), ()), *each.causes)
    return found


def _by_code(sheet: Sheet | None) -> dict[str, Figure]:
    return {figure.code: figure for figure in sheet.figures} if sheet else {}


def _erased(connection: Connection, sheet: Sheet) -> dict[tuple[str, str], int]:
    """Return the part of each cell that comes from what was erased or taken out and opens none (Rule K8)."""
    c = t.counters.c
    query = select(c.figure, c.cell, c.value).where(
        c.year == sheet.year,
        c.definition == sheet.definition,
        c.definition_version == sheet.definition_version,
    )
    return {(figure, cell): max(value, 0) for figure, cell, value in connection.execute(query)}


def _service_names(connection: Connection) -> dict[str, str]:
    """Return the names of the office's own directory, which some cells are the codes of."""
    return dict(connection.execute(select(t.services.c.code, t.services.c.name)).all())
