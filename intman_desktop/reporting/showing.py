"""A sheet as it is read: figures with labels, in groups, last year's number beside each (K3, K6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from intman_desktop.profiles import Profile
from intman_desktop.reporting.cells import TOTAL
from intman_desktop.values.figures import Figure, FigureDefinition, Sheet, SheetDefinition
from intman_desktop.values.papers import PaperFigureGroup, PaperFigureRow

LONGEST_WHOLE_LIST = 15
"""Up to so many cells a breakdown shows all of them, also those that are 0."""

_OVERVIEW = {"de": "Überblick", "en": "Overview"}


@dataclass(frozen=True)
class ShownNumber:
    """One number with its label; ``cell`` is "" for a total, ``previous`` None without a sheet before."""

    figure: str
    cell: str
    label: str
    number: int
    previous: int | None


@dataclass(frozen=True)
class ShownFigure:
    """A figure with its breakdown in order; ``explains`` says in one sentence what it counts."""

    code: str
    label: str
    explains: str
    total: ShownNumber
    rows: tuple[ShownNumber, ...]


def shown_figures(
    sheet: Sheet,
    definition: SheetDefinition,
    profile: Profile,
    language: str = "de",
    *,
    previous: Sheet | None = None,
    service_names: Mapping[str, str] | None = None,
) -> tuple[ShownFigure, ...]:
    """Return the figures of a sheet with labels in ``language`` (Rule K3).

    Args:
        sheet: the counted sheet.
        definition: the definition it was counted by.
        profile: for the labels of cells.
        language: "de", anything else reads English.
        previous: the sheet of the year before, if there is one.
        service_names: names of the office's services by code; a code without a name stands itself.
    """
    now = {figure.code: figure for figure in sheet.figures}
    before = {figure.code: figure for figure in previous.figures} if previous else None
    shown = []
    for each in definition.figures:
        figure = now.get(each.code, Figure(each.code, 0))
        old = before.get(each.code, Figure(each.code, 0)) if before is not None else None
        labels = _Labels(each, profile, language, service_names or {})
        total = ShownNumber(each.code, TOTAL, labels.of_figure, figure.total, old.total if old else None)
        rows = tuple(
            ShownNumber(
                each.code,
                cell,
                labels.of_cell(cell),
                figure.cells.get(cell, 0),
                old.cells.get(cell, 0) if old else None,
            )
            for cell in _cells_to_show(each, figure, old)
        )
        shown.append(ShownFigure(each.code, labels.of_figure, labels.explains, total, rows))
    return tuple(shown)


def paper_groups(figures: tuple[ShownFigure, ...], language: str = "de") -> tuple[PaperFigureGroup, ...]:
    """Return the groups for the paper: first all figures without a breakdown, then each with its own."""
    plain = tuple(_paper_row(each.total) for each in figures if not each.rows)
    broken_down = (
        PaperFigureGroup(
            each.label, tuple(_paper_row(row) for row in each.rows), each.total.number, each.explains
        )
        for each in figures
        if each.rows
    )
    title = _OVERVIEW["de" if language == "de" else "en"]
    return (PaperFigureGroup(title, plain), *broken_down)


class _Labels:
    """The labels of one figure in one language."""

    def __init__(
        self, figure: FigureDefinition, profile: Profile, language: str, names: Mapping[str, str]
    ) -> None:
        key = "de" if language == "de" else "en"
        self.of_figure = figure.labels[key]
        self.explains = figure.explains[key]
        self._figure, self._profile, self._language, self._names = figure, profile, language, names

    def of_cell(self, cell: str) -> str:
        if self._figure.breakdown == "service" and cell in self._names:
            return self._names[cell]
        return self._profile.cell_label(self._figure, cell, self._language)


def _cells_to_show(definition: FigureDefinition, figure: Figure, old: Figure | None) -> tuple[str, ...]:
    used = dict.fromkeys((*figure.cells, *(old.cells if old else ())))
    own = [cell for cell in definition.cells if cell not in definition.counted_as]
    if len(own) > LONGEST_WHOLE_LIST:
        own = [cell for cell in own if cell in used]
    return (*own, *(cell for cell in used if cell not in own))


def _paper_row(shown: ShownNumber) -> PaperFigureRow:
    return PaperFigureRow(shown.label, shown.number, shown.previous)
