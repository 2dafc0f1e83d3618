"""The year's Kennzahlen: shown, opened to the cases behind them, frozen, handed on (K1 to K8, K11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from intman_desktop.documents import key_figures_xlsx
from intman_desktop.documents.texts import pdf_of
from intman_desktop.errors import Refused
from intman_desktop.gdpr import journal
from intman_desktop.language import LANGUAGES, current_language, speaking
from intman_desktop.models import tables as t
from intman_desktop.reporting.counting import cases_behind, count_sheet
from intman_desktop.reporting.folding import fold_small
from intman_desktop.reporting.freezing import changes, fingerprint_of, freeze, frozen_sheets
from intman_desktop.reporting.plausibility import balance_of
from intman_desktop.reporting.years import years_with_data
from intman_desktop.rules.plan_year import balance_holds
from intman_desktop.services.admission import note
from intman_desktop.services.case_rows import rows_of
from intman_desktop.services.consent_terms import opened_to
from intman_desktop.services.desk import Desk
from intman_desktop.services.due.figures import next_figures_year
from intman_desktop.services.figure_views import (
    changes_in,
    groups_of,
    label_in,
    paper_changes,
    paper_groups,
)
from intman_desktop.services.office import office_in
from intman_desktop.services.questions import counted_questions, questions_of
from intman_desktop.services.wording import sentence
from intman_desktop.values.desk_views import CasesOfNumber
from intman_desktop.values.figures import FrozenSheet, Sheet, SheetDefinition
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.values.papers import KeyFiguresPaper
from intman_desktop.values.work_views import FrozenView, SheetView

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
        frozen = _frozen(connection, definition, year)
        due = desk.profile.figures_due(year)
        balance = balance_of(sheet)
        since = changes(frozen[-1].sheet, sheet) if frozen else ()
        return SheetView(
            year,
            label_in(definition.labels, language),
            sheet,
            previous,
            groups_of(connection, desk.profile, definition, (sheet, previous), language),
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
        )


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
        note(connection, desk, "figures_frozen")
        head, length = journal.head(connection)
        frozen = freeze(connection, sheet, desk.today(), head, length)
    return Outcome(frozen, frozenset({Change.FIGURES, Change.DEADLINES}))


def sheet_pdf(desk: Desk, year: int, language: str = "de") -> bytes:
    """Return the sheet of a year as PDF, small values folded (Rules K3 to K8, K11)."""
    with desk.vault.reading() as connection:
        paper = sheet_paper(connection, desk, year, language)
    return pdf_of(paper)


def sheet_xlsx(desk: Desk, year: int, language: str = "de") -> bytes:
    """Return the sheet of a year as a workbook, small values folded (Rules K3 to K8, K11)."""
    with desk.vault.reading() as connection:
        paper = sheet_paper(connection, desk, year, language)
    return key_figures_xlsx.sheet_xlsx(paper)


def sheet_json(desk: Desk, year: int) -> dict[str, Any]:
    """Return the sheet of a year as plain values with keys in a fixed order.

    Between two stores of equal content only ``generated_at``, ``vault`` and ``fingerprint`` differ; so
    nothing is in it that belongs to one store alone, as frozen versions do.
    """
    definition = desk.profile.sheet(year)
    with desk.vault.reading() as connection:
        sheet = count_sheet(connection, definition, year)
        balance = balance_of(sheet)
        questions = questions_of(connection, desk, sheet)
    asked = sorted(question.fact.code for question in questions)
    return {
        "format": "intman-key-figures",
        "format_version": JSON_FORMAT,
        "generated_at": desk.now().isoformat(timespec="seconds"),
        "vault": desk.vault.vault_id,
        "fingerprint": fingerprint_of(sheet, 0, desk.today()),
        "year": year,
        "reference_date": date(year, 12, 31).isoformat(),
        "profile": desk.profile.code,
        "definition": sheet.definition,
        "definition_version": sheet.definition_version,
        "figures": {
            figure.code: {"total": figure.total, "cells": dict(sorted(figure.cells.items()))}
            for figure in sheet.figures
        },
        "plan_balance": vars(balance) | {"holds": balance_holds(balance)},
        "questions": {code: asked.count(code) for code in dict.fromkeys(asked)},
    }


def sheet_paper(connection: Connection, desk: Desk, year: int, language: str) -> KeyFiguresPaper:
    """Return what the printed sheet and the xlsx show of a year; values below three are folded (Rule K11)."""
    definition = desk.profile.sheet(year)
    smallest = desk.profile.figures.smallest_handed_on
    office = office_in(connection)
    office = replace(office, kreis=desk.profile.label("kreise", office.kreis, language))
    whole = count_sheet(connection, definition, year)
    last_year = year - 1 in years_with_data(connection)
    before = count_sheet(connection, definition, year - 1) if last_year else None
    versions = _frozen(connection, definition, year)
    frozen = _handed_in(versions, whole)
    earlier = versions[:-1] if frozen else versions
    handed_on = (
        fold_small(whole, definition, smallest),
        fold_small(before, definition, smallest) if before else None,
    )
    groups = groups_of(connection, desk.profile, definition, handed_on, language)
    return KeyFiguresPaper(
        office,
        desk.today(),
        year,
        label_in(definition.labels, language),
        definition.version,
        paper_groups(groups, language),
        balance_of(whole),
        tuple(label_in(each, language) for each in definition.notes),
        _questions_in(connection, desk, whole, language),
        tuple(worker.name for worker in office.workers),
        date.fromisoformat(frozen.frozen_on) if frozen else None,
        frozen.number if frozen else 0,
        frozen.fingerprint if frozen else "",
        language,
        paper_changes(
            connection,
            desk.profile,
            definition,
            (fold_small(earlier[-1].sheet, definition, smallest), handed_on[0]),
            language,
        )
        if earlier
        else (),
        date.fromisoformat(earlier[-1].frozen_on) if earlier else None,
        earlier[-1].number if earlier else 0,
    )


def _needs_behind(
    connection: Connection, desk: Desk, definition: SheetDefinition, figure: str, cell: str
) -> frozenset[str]:
    """Return the needs without which a case behind a number is not shown (Rule E3)."""
    found = next(each for each in definition.figures if each.code == figure)
    needs = desk.profile.needs_of_cell(found, cell)
    if found.breakdown != "service":
        return needs
    kind = connection.scalar(select(t.services.c.kind).where(t.services.c.code == cell)) or ""
    return needs | {desk.profile.need_of_item("service_kinds", kind)}


def _questions_in(connection: Connection, desk: Desk, sheet: Sheet, language: str) -> tuple[str, ...]:
    """Return how often each question is open, without names and days, in the paper's language (Rule K11)."""
    asked = questions_of(connection, desk, sheet)
    with speaking(language if language in LANGUAGES else "de"):
        return tuple(sentence(fact) for fact in counted_questions(asked))


def _frozen(connection: Connection, definition: SheetDefinition, year: int) -> tuple[FrozenSheet, ...]:
    return tuple(each for each in frozen_sheets(connection, year) if each.sheet.definition == definition.code)


def _handed_in(frozen: tuple[FrozenSheet, ...], sheet: Sheet) -> FrozenSheet | None:
    """Return the newest frozen version if the figures are still those that were handed in (Rule K7)."""
    return frozen[-1] if frozen and not changes(frozen[-1].sheet, sheet) else None
