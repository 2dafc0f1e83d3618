"""Kennzahlenbogen as a workbook that looks finished when opened: numbers as numbers, ready to print."""

from __future__ import annotations

import math
from datetime import date, datetime, time

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from intman_desktop.documents.cell_text import readable_text
from intman_desktop.documents.key_figures import balance_words, kinds_told, small, state_words
from intman_desktop.documents.paragraph import Words
from intman_desktop.documents.sheet_page import set_page
from intman_desktop.documents.wording import Wording, wording
from intman_desktop.documents.workbook_bytes import workbook_bytes
from intman_desktop.documents.workbook_look import (
    BELOW,
    HEAD,
    HEAD_FILL,
    PALE_FILL,
    SMALL,
    WARNING,
    put,
    title_font,
)
from intman_desktop.rules.plan_year import balance_holds
from intman_desktop.values.office_papers import KeyFiguresPaper, PaperFigureGroup, PlanBalance

_WIDTHS = {"A": 62.0, "B": 14.0, "C": 14.0}
_CHARACTERS = 96  # that fit into a line over all columns
_CHARACTERS_OF_LABEL = 58  # that fit into a line of the first column
_LINE = 15.0  # points
_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))

_TITLE = title_font(18)
_BOLD = Font(bold=True)
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def sheet_xlsx(paper: KeyFiguresPaper) -> bytes:
    """Return the sheet of one year as xlsx (Rules K1 to K8).

    The same value as for the PDF. Text that a spreadsheet would take for a formula gets an apostrophe
    in front. Raises ``FileNotFoundError`` where the paper's texts have no such language.
    """
    texts = wording("key_figures", paper.language)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = str(paper.year)
    page = _Page(sheet)
    page.text(_plain(texts.words("title", year=str(paper.year))), _TITLE, height=28)
    page.text(_plain(texts.words("below", year=str(paper.year))), SMALL)
    page.text(_whose(paper, texts), SMALL)
    header = page.header(_plain(texts.words("head_number")), _plain(texts.words("head_previous")))
    for group in paper.groups:
        _group(page, group, small(paper, texts))
    if paper.balance is not None:
        _balance(page, paper, paper.balance, texts)
    _changes(page, paper, texts)
    if paper.open_questions:
        _listed(page, texts, "questions_head", paper.open_questions)
    _facts(page, paper, texts)
    _listed(page, texts, "notes_head", paper.notes)
    if paper.fingerprint:
        page.text(_plain(texts.words("fingerprint", fingerprint=paper.fingerprint)), SMALL)
    set_page(sheet, header, "portrait")
    _describe(book, paper, _plain(texts.words("title", year=str(paper.year))))
    return workbook_bytes(book)


class _Page:
    """The worksheet, written from the top; ``row`` is the next free one."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.row = 1
        for column, width in _WIDTHS.items():
            sheet.column_dimensions[column].width = width

    def gap(self) -> None:
        self.row += 1

    def text(self, text: str, font: Font, *, height: float | None = None) -> None:
        """Write one text over all columns, as high as its lines."""
        self.put(1, text, font)
        self.sheet.merge_cells(start_row=self.row, start_column=1, end_row=self.row, end_column=3)
        self.sheet.cell(self.row, 1).alignment = _WRAPPED
        lines = max(1, math.ceil(len(text) / _CHARACTERS))
        self.sheet.row_dimensions[self.row].height = height or lines * _LINE
        self.row += 1

    def put(self, column: int, value: str | int | date, font: Font | None = None) -> None:
        cell = put(self.sheet.cell(self.row, column), value)
        if font is not None:
            cell.font = font

    def header(self, *names: str) -> int:
        for column, name in enumerate(("", *names), start=1):
            self.put(column, name, HEAD)
            cell = self.sheet.cell(self.row, column)
            cell.fill = HEAD_FILL
            cell.alignment = Alignment(horizontal="left" if column == 1 else "right")
        self.row += 1
        return self.row - 1

    def numbers(
        self,
        label: str,
        number: int | str | None,
        previous: int | str | None = None,
        font: Font | None = None,
    ) -> None:
        """Write a labelled number with last year's beside it; a word stands where one went into "others"."""
        self.put(1, label, font)
        self.sheet.cell(self.row, 1).alignment = _WRAPPED
        for column, value in ((2, number), (3, previous)):
            if value is not None:
                self.put(column, value, font if column == 2 else SMALL)
            if isinstance(value, str):
                self.sheet.cell(self.row, column).alignment = Alignment(horizontal="right")
        for column in (1, 2, 3):
            self.sheet.cell(self.row, column).border = BELOW
        self.row += 1

    def shade(self, row: int) -> None:
        for column in (1, 2, 3):
            self.sheet.cell(row, column).fill = PALE_FILL


def _whose(paper: KeyFiguresPaper, texts: Wording) -> str:
    """Return whose sheet it is and how it stands, in the one line that stays in sight above the numbers."""
    told = (paper.office.office or paper.office.provider, _plain(state_words(paper, texts)))
    return " · ".join(each for each in told if each)


def _facts(page: _Page, paper: KeyFiguresPaper, texts: Wording) -> None:
    """Write all that is to be known of the sheet: below, so that the frozen head leaves room for numbers."""
    page.text(_plain(texts.words("facts_head")), _BOLD)
    definition = texts.words(
        "definition_value", definition=paper.definition, version=str(paper.definition_version)
    )
    facts: tuple[tuple[str, str | date], ...] = (
        ("office", paper.office.office),
        ("provider", paper.office.provider),
        ("kreis", paper.office.kreis),
        ("workers", ", ".join(paper.workers)),
        ("reference_date", date(paper.year, 12, 31)),
        ("as_of", paper.issued_on),
        ("definition", _plain(definition)),
        ("state", _plain(state_words(paper, texts))),
    )
    for name, value in facts:
        if value:
            page.put(1, _plain(texts.words(name)), SMALL)
            page.put(2, value)
            page.sheet.cell(page.row, 2).alignment = Alignment(horizontal="left")
            page.row += 1
    page.gap()


def _group(page: _Page, group: PaperFigureGroup, is_small: str) -> None:
    page.shade(page.row)
    page.numbers(group.title, group.total, group.previous_total, font=_BOLD)
    for row in group.rows:
        page.numbers(
            f"{row.label} ({row.note})" if row.note else row.label,
            is_small if row.number is None else row.number,
            is_small if row.previous_folded else row.previous,
        )
        page.sheet.cell(page.row - 1, 1).alignment = Alignment(wrap_text=True, vertical="top", indent=1)
    if group.note:
        page.text(group.note, SMALL)
    page.gap()


def _balance(page: _Page, paper: KeyFiguresPaper, balance: PlanBalance, texts: Wording) -> None:
    """Write the identity of plans with its signs; where it does not hold, it says so in red (K4)."""
    holds = balance_holds(balance)
    page.shade(page.row)
    page.numbers(_plain(texts.words("balance_head" if holds else "balance_head_broken")), None, font=_BOLD)
    parts = (("", "begun"), ("+ ", "continued"), ("− ", "ended"), ("= ", "open"))
    for sign, name in parts:
        label = _plain(balance_words(name, paper, texts))
        number = int(getattr(balance, name))
        page.numbers(f"{label} ({sign.strip()})" if sign else label, number)
    if not holds:
        page.text(_plain(texts.words("balance_broken")), Font(bold=True, color=WARNING))
    page.gap()


def _changes(page: _Page, paper: KeyFiguresPaper, texts: Wording) -> None:
    """Write what is another number than in the version handed in before (Rule K7)."""
    if paper.before_on is None:
        return
    if not paper.changes:
        if paper.frozen_on is not None:
            number = str(paper.before_number)
            page.text(_plain(texts.words("changes_folded", date=paper.before_on, number=number)), SMALL)
            page.gap()
        return
    head = texts.words("changes_head", date=paper.before_on, number=str(paper.before_number))
    page.shade(page.row)
    page.put(1, _plain(head), _BOLD)
    for column, name in ((2, "change_after"), (3, "change_before")):
        page.put(column, _plain(texts.words(name)), _BOLD if column == 2 else SMALL)
        page.sheet.cell(page.row, column).alignment = Alignment(horizontal="right")
    page.row += 1
    folded = texts.raw("folded")
    for each in paper.changes:
        kinds = kinds_told(each, texts)
        label = (
            _plain(texts.words("change_label_why", figure=each.label, kinds=kinds)) if kinds else each.label
        )
        after, before = (folded if value is None else value for value in (each.after, each.before))
        page.numbers(label, after, before)
        page.sheet.cell(page.row - 1, 1).alignment = Alignment(wrap_text=True, vertical="top", indent=1)
        page.sheet.row_dimensions[page.row - 1].height = math.ceil(len(label) / _CHARACTERS_OF_LABEL) * _LINE
    if paper.erased_moved:
        page.text(_plain(texts.words("erased_moved", number=str(paper.before_number))), SMALL)
    page.gap()


def _listed(page: _Page, texts: Wording, head: str, lines: tuple[str, ...]) -> None:
    page.text(_plain(texts.words(head)), _BOLD)
    for line in lines:
        page.text(f"• {line}", SMALL)
    page.gap()


def _describe(book: Workbook, paper: KeyFiguresPaper, title: str) -> None:
    book.properties.title = title
    book.properties.creator = readable_text(paper.office.office or paper.office.provider)
    book.properties.created = book.properties.modified = datetime.combine(paper.issued_on, time())


def _plain(words: Words) -> str:
    return "".join(span.text for span in words).translate(_ISOLATES)
