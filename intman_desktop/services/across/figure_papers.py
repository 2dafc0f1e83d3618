"""The sheet of a year on paper and in xlsx: as it is counted now, or as it was handed in (K3 to K8, K11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from intman_desktop.errors import NotFound
from intman_desktop.language import speaking, spoken_for
from intman_desktop.profiles import ERASED, OTHERS, Profile
from intman_desktop.profiles.list_names import ListName
from intman_desktop.reporting.counting import count_sheet
from intman_desktop.reporting.folding import fold_small
from intman_desktop.reporting.freezing import since_frozen
from intman_desktop.reporting.frozen import frozen_sheets
from intman_desktop.reporting.plausibility import balance_of
from intman_desktop.reporting.years import years_with_data
from intman_desktop.services.across.questions import counted_questions, questions_of
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.figure_views import (
    groups_of,
    label_in,
    paper_changes,
    paper_groups,
    so_far,
)
from intman_desktop.services.common.office import office_in
from intman_desktop.services.common.wording import sentence
from intman_desktop.values.figures import CellChange, ChangeKind, FrozenSheet, Sheet, SheetDefinition
from intman_desktop.values.office_papers import KeyFiguresPaper, PaperFigureGroup

_FOLDED = {
    "de": "„andere (kleine Werte)“ ist die Summe aller Zeilen einer Aufgliederung unter {smallest}.",
    "en": "“Others (small values)” is the sum of the lines of a breakdown that lie below {smallest}.",
}
"""How that line of a paper came about (Rule K11)."""

_ERASED_APART = {
    "de": "Gelöschte Akten ohne Aufschlüsselung sind nicht darin; sie stehen immer in einer eigenen Zeile.",
    "en": "Erased cases that are not broken down are not in it; they always have a line of their own.",
}

_SMALL = {
    "de": "„< {smallest}“ heißt: Der Wert liegt unter {smallest}, auch null ist möglich; was da ist, steckt "
    "in „andere (kleine Werte)“.",
    "en": "“< {smallest}” means: the value lies below {smallest}, nought is possible; what there is, is in "
    "“Others (small values)”.",
}

_LAST_YEAR = {
    "de": "Das Vorjahr steht daneben, wie es zuletzt abgegeben war: Kennzahlen {year}, Fassung {number}.",
    "en": "Last year stands beside it as it had been handed in last: key figures {year}, version {number}.",
}
_WITHOUT_LAST_YEAR = {
    "de": "Ohne Vorjahr: Die Kennzahlen {year} waren noch nicht abgeschlossen.",
    "en": "Without last year: the key figures {year} had not been closed yet.",
}


@dataclass(frozen=True)
class _Printed:
    """What one print shows: a sheet, and the version it is or None; the one before it and what differs.

    ``previous`` is last year's sheet beside it, ``last_year`` the version that this is, where it is one.
    """

    sheet: Sheet
    version: FrozenSheet | None
    before: FrozenSheet | None
    differences: tuple[CellChange, ...]
    previous: Sheet | None
    last_year: FrozenSheet | None = None
    questions: tuple[str, ...] = ()


def sheet_paper(
    connection: Connection, desk: Desk, year: int, language: str, number: int = 0
) -> KeyFiguresPaper:
    """Return what the printed sheet and the xlsx show of a year; values below three are folded (Rule K11).

    With a ``number`` it is that version, as it was handed in, out of its own figures. Without one it is what
    is counted now, or the last version where nothing has changed since, and then the same as with its number
    (Rules K7, K8). Raises ``NotFound``.
    """
    definition = desk.profile.sheet(year)
    printed = (
        _as_handed_in(connection, definition, versions_of(connection, definition, year), number)
        if number
        else _as_counted(connection, desk, definition, year, language)
    )
    version, before = printed.version, printed.before
    frozen_on = date.fromisoformat(version.frozen_on) if version else None
    issued_on = frozen_on or desk.today()
    definition = so_far(definition_of(desk.profile, printed.sheet), year, issued_on)
    smallest = desk.profile.figures.smallest_handed_on
    office = office_in(connection)
    office = replace(office, kreis=desk.profile.label(ListName.KREISE, office.kreis, language))
    handed_on = fold_small(printed.sheet, definition, smallest)
    previous = fold_small(printed.previous, definition, smallest) if printed.previous else None
    groups = groups_of(connection, desk.profile, definition, (handed_on, previous), language)
    shown = paper_groups(groups, language)
    return KeyFiguresPaper(
        office,
        issued_on,
        year,
        label_in(definition.labels, language),
        definition.version,
        shown,
        balance_of(printed.sheet),
        (*_notes(definition, (handed_on, previous), shown, smallest, language), *_beside(printed, language)),
        printed.questions,
        tuple(worker.name for worker in office.workers),
        frozen_on,
        version.number if version else 0,
        version.fingerprint if version else "",
        language,
        paper_changes(
            connection,
            desk.profile,
            definition,
            (fold_small(before.sheet, definition, smallest), handed_on, printed.differences),
            language,
        )
        if before
        else (),
        date.fromisoformat(before.frozen_on) if before else None,
        before.number if before else 0,
        any(ChangeKind.CASE_ERASED in each.kinds for each in printed.differences),
        smallest,
    )


def _notes(
    definition: SheetDefinition,
    sheets: tuple[Sheet, Sheet | None],
    groups: tuple[PaperFigureGroup, ...],
    smallest: int,
    language: str,
) -> Iterator[str]:
    """Yield how was counted, and where small values were folded what stands for them."""
    yield from (label_in(each, language) for each in definition.notes)
    cells = {cell for sheet in sheets if sheet for figure in sheet.figures for cell in figure.cells}
    if OTHERS in cells:
        yield label_in(_FOLDED, language).format(smallest=smallest)
    if cells >= {OTHERS, ERASED}:
        yield label_in(_ERASED_APART, language)
    if any(row.number is None or row.previous_folded for group in groups for row in group.rows):
        yield label_in(_SMALL, language).format(smallest=smallest)


def _beside(printed: _Printed, language: str) -> tuple[str, ...]:
    """Return which figures stand beside a version as last year's, or that there are none (Rule K7)."""
    if printed.version is None:
        return ()
    last_year, year = printed.last_year, printed.version.sheet.year - 1
    if last_year is None:
        return (label_in(_WITHOUT_LAST_YEAR, language).format(year=year),)
    return (label_in(_LAST_YEAR, language).format(year=year, number=last_year.number),)


def definition_of(profile: Profile, sheet: Sheet) -> SheetDefinition:
    """Return the definition that a sheet was counted by; the newest of its year where that one is gone."""
    known = profile.sheets_of(sheet.year)
    same = (
        each for each in known if (each.code, each.version) == (sheet.definition, sheet.definition_version)
    )
    return next(same, None) or profile.sheet(sheet.year)


def versions_of(connection: Connection, definition: SheetDefinition, year: int) -> tuple[FrozenSheet, ...]:
    """Return the versions of a year that were handed in by this definition, the oldest first (Rule K7)."""
    return tuple(each for each in frozen_sheets(connection, year) if each.sheet.definition == definition.code)


def _as_counted(
    connection: Connection, desk: Desk, definition: SheetDefinition, year: int, language: str
) -> _Printed:
    sheet = count_sheet(connection, definition, year)
    versions = versions_of(connection, definition, year)
    since = since_frozen(connection, versions[-1], sheet) if versions else ()
    if versions and all(each.is_erasure for each in since):
        return _as_handed_in(connection, definition, versions, versions[-1].number)
    last_year = year - 1 in years_with_data(connection)
    previous = count_sheet(connection, definition, year - 1) if last_year else None
    questions = _questions_in(connection, desk, sheet, language)
    return _Printed(sheet, None, versions[-1] if versions else None, since, previous, questions=questions)


def _as_handed_in(
    connection: Connection, definition: SheetDefinition, versions: tuple[FrozenSheet, ...], number: int
) -> _Printed:
    """Return a version out of what was handed in until then, so that it is the same on every later day.

    Last year's figures beside it are those of the last version that was handed in before it: how that year
    was counted on the day is known no more. The plausibility list is of today and no part of it (Rule K7).
    """
    version = next((each for each in versions if each.number == number), None)
    if version is None:
        raise NotFound(what=number)
    before = next((each for each in versions if each.number == number - 1), None)
    # By their rows and not by their days: two years may be handed in on one day, or the clock set back.
    earlier = versions_of(connection, definition, version.sheet.year - 1)
    last_year = next((each for each in reversed(earlier) if each.id < version.id), None)
    previous = last_year.sheet if last_year else None
    return _Printed(version.sheet, version, before, version.differences, previous, last_year)


def _questions_in(connection: Connection, desk: Desk, sheet: Sheet, language: str) -> tuple[str, ...]:
    """Return how often each question is open, without names and days, in the paper's language (Rule K11)."""
    asked = questions_of(connection, desk, sheet)
    with speaking(spoken_for(language)):
        return tuple(sentence(fact) for fact in counted_questions(asked))
