"""The year's Kennzahlen: shown, opened to the cases behind them, frozen, handed on (K1 to K8, K11)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from intman_desktop.documents import key_figures_xlsx
from intman_desktop.documents.texts import pdf_of
from intman_desktop.errors import Refused
from intman_desktop.gdpr import journal
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.language import current_language
from intman_desktop.models import tables as t
from intman_desktop.profiles.list_names import ListName
from intman_desktop.reporting.counting import cases_behind, count_sheet
from intman_desktop.reporting.freezing import freeze, sheet_fingerprint, since_frozen
from intman_desktop.reporting.plausibility import balance_of
from intman_desktop.reporting.years import years_with_data
from intman_desktop.rules.plan_year import balance_holds
from intman_desktop.services.across.case_rows import rows_of
from intman_desktop.services.across.due.figures import (
    first_figures_year,
    is_frozen,
    next_figures_year,
    years_to_hand_in,
)
from intman_desktop.services.across.figure_names import named_cells
from intman_desktop.services.across.figure_papers import sheet_paper, versions_of
from intman_desktop.services.across.questions import questions_of
from intman_desktop.services.common.admission import note
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.figure_views import changes_in, groups_of, label_in, so_far
from intman_desktop.services.gate.consent_terms import opened_to
from intman_desktop.values.desk_views import CasesOfNumber
from intman_desktop.values.figure_views import FrozenView, SheetView
from intman_desktop.values.figures import FrozenSheet, SheetDefinition
from intman_desktop.values.outcome import Change, Outcome

JSON_FORMAT = 1
"""The version of the form of ``sheet_json`` (``docs/formats.md``)."""


def sheet_view(desk: Desk, year: int | None = None) -> SheetView:
    """Return the sheet of a year as the screen shows it (Rules K1 to K8). Raises ``NoFigures``.

    Without a ``year`` it is the one at hand: until the day they are due, last year's figures where
    they are not handed in yet, else those of this year.
    """
    language, today = current_language(), desk.today()
    with desk.vault.reading() as connection:
        if year is None:
            in_time = today <= desk.profile.figures_due(today.year - 1)
            year = next_figures_year(connection, today) if in_time else today.year
        definition = desk.profile.sheet(year)
        years = years_with_data(connection)
        sheet = count_sheet(connection, definition, year)
        previous = count_sheet(connection, definition, year - 1) if year - 1 in years else None
        frozen = versions_of(connection, definition, year)
        due = desk.profile.figures_due(year)
        balance = balance_of(sheet)
        since = since_frozen(connection, frozen[-1], sheet) if frozen else ()
        return SheetView(
            year,
            label_in(definition.labels, language),
            sheet,
            previous,
            groups_of(connection, desk.profile, so_far(definition, year, today), (sheet, previous), language),
            balance,
            balance_holds(balance),
            questions_of(connection, desk, sheet),
            tuple(label_in(each, language) for each in definition.notes),
            tuple(
                FrozenView(
                    each.number,
                    date.fromisoformat(each.frozen_on),
                    each.fingerprint,
                    changes_in(connection, desk.profile, definition, each.differences, language),
                )
                for each in frozen
            ),
            due,
            (due - today).days,
            today > date(year, 12, 31),
            tuple(sorted({*years, today.year}, reverse=True)),
            changes_in(connection, desk.profile, definition, since, language),
            _open_before(connection, year, years, today),
            year < first_figures_year(connection, today),
        )


def _open_before(connection: Connection, year: int, years: Collection[int], today: date) -> tuple[int, ...]:
    """Return the years before ``year`` that were not handed in: the last, and all that are due (K1, K7)."""
    last = {year - 1} if year - 1 in years and not is_frozen(connection, year - 1) else set()
    due = {each for each in years_to_hand_in(connection, today) if each < year}
    return tuple(sorted(last | due))


def behind(desk: Desk, year: int, figure: str, cell: str = "") -> CasesOfNumber:
    """Return the cases behind one number, in the order of their names (Rule K6).

    ``cell`` is "" for a figure's total. What comes from erased cases cannot be opened. Cases on hold, and
    those whose consent no longer opens what the number tells, stay hidden and are only counted (Rules E3,
    L2).
    """
    with desk.vault.reading() as connection:
        definition = desk.profile.sheet(year)
        found = cases_behind(connection, definition, year, figure, cell)
        needs = _needs_behind(connection, desk, definition, figure, cell)
        shown = opened_to(connection, found.case_ids, needs, desk.today())
        rows = rows_of(connection, desk.today(), shown)
    return CasesOfNumber(rows, len(found.case_ids) - len(rows))


def freeze_year(desk: Desk, year: int) -> Outcome[FrozenSheet]:
    """Freeze the sheet of a year that is over as handed in today; again where it has changed (Rule K7).

    Raises ``Refused`` with ``year_not_over``.
    """
    if desk.today() <= date(year, 12, 31):
        raise Refused("year_not_over", year=year)
    with desk.vault.transaction() as connection:
        sheet = count_sheet(connection, desk.profile.sheet(year), year)
        note(connection, desk, Verb.FIGURES_FROZEN)
        head, length = journal.head(connection)
        frozen = freeze(connection, sheet, desk.today(), head, length)
    return Outcome(frozen, frozenset({Change.FIGURES, Change.DEADLINES}))


def sheet_pdf(desk: Desk, year: int, language: str = "de", number: int = 0) -> bytes:
    """Return the sheet of a year as PDF, small values folded (Rules K3 to K8, K11).

    With a ``number`` it is that version as it was handed in (Rule K7). Raises ``NotFound``.
    """
    with desk.vault.reading() as connection:
        paper = sheet_paper(connection, desk, year, language, number)
    return pdf_of(paper)


def sheet_xlsx(desk: Desk, year: int, language: str = "de", number: int = 0) -> bytes:
    """Return the sheet of a year as a workbook; as ``sheet_pdf``."""
    with desk.vault.reading() as connection:
        paper = sheet_paper(connection, desk, year, language, number)
    return key_figures_xlsx.sheet_xlsx(paper)


def sheet_json(desk: Desk, year: int) -> dict[str, Any]:
    """Return the sheet of a year as plain values with keys in a fixed order.

    Between two stores of equal content only ``generated_at``, ``vault`` and ``fingerprint`` differ; so
    nothing is in it that belongs to one store alone, as frozen versions and codes drawn by chance do.
    """
    definition = desk.profile.sheet(year)
    with desk.vault.reading() as connection:
        sheet = count_sheet(connection, definition, year)
        balance = balance_of(sheet)
        questions = questions_of(connection, desk, sheet)
        figures = {
            figure.code: {"total": figure.total, "cells": named_cells(connection, desk, definition, figure)}
            for figure in sheet.figures
        }
    asked = sorted(question.fact.code for question in questions)
    return {
        "format": "intman-key-figures",
        "format_version": JSON_FORMAT,
        "generated_at": desk.now().isoformat(timespec="seconds"),
        "vault": desk.vault.vault_id,
        "fingerprint": sheet_fingerprint(sheet, 0, desk.today()),
        "year": year,
        "reference_date": date(year, 12, 31).isoformat(),
        "profile": desk.profile.code,
        "definition": sheet.definition,
        "definition_version": sheet.definition_version,
        "figures": figures,
        "plan_balance": vars(balance) | {"holds": balance_holds(balance)},
        "questions": {code: asked.count(code) for code in dict.fromkeys(asked)},
    }


def _needs_behind(
    connection: Connection, desk: Desk, definition: SheetDefinition, figure: str, cell: str
) -> frozenset[str]:
    """Return the needs without which a case behind a number is not shown (Rule E3)."""
    found = next(each for each in definition.figures if each.code == figure)
    needs = desk.profile.needs_of_cell(found, cell)
    if found.breakdown != "service":
        return needs
    kind = connection.scalar(select(t.services.c.kind).where(t.services.c.code == cell)) or ""
    return needs | {desk.profile.need_of_item(ListName.SERVICE_KINDS, kind)}
