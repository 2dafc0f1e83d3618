"""The list of cases as a workbook that looks finished when opened: dates as dates, head frozen, filter on."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from intman_desktop.documents.cell_text import readable_text, safe_text
from intman_desktop.documents.sheet_page import set_page
from intman_desktop.documents.workbook_bytes import workbook_bytes
from intman_desktop.documents.workbook_look import BELOW, HEAD, HEAD_FILL, QUIET, SMALL, put, title_font
from intman_desktop.values.lists import Closed, ListSheet, OutCell

_TITLE = title_font(16)
_CLOSED = Font(italic=True, color=QUIET)


def case_list_xlsx(listed: ListSheet) -> bytes:
    """Return the list as xlsx (Rules E3, P10); no text in it is a formula."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = safe_text(listed.title)[:31]
    row = 1
    lines = ((listed.title, _TITLE), (listed.below, SMALL), (listed.note, SMALL))
    for text, font in lines:
        if text:
            put(sheet.cell(row, 1), text).font = font
            row += 1
    head = row + 1
    for column, (name, width) in enumerate(zip(listed.heads, listed.widths, strict=True), start=1):
        cell = put(sheet.cell(head, column), name)
        cell.font = HEAD
        cell.fill = HEAD_FILL
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[head].height = 30
    for index, cells in enumerate(listed.rows, start=head + 1):
        for column, value in enumerate(cells, start=1):
            _fill(sheet.cell(index, column), value, listed.closed)
    set_page(sheet, head, "landscape")
    sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(listed.heads))}{head + len(listed.rows)}"
    book.properties.title = readable_text(listed.title)
    book.properties.creator = readable_text(listed.office)
    book.properties.created = book.properties.modified = datetime.combine(listed.issued_on, time())
    return workbook_bytes(book)


def _fill(cell: Any, value: OutCell, closed: str) -> None:
    cell.border = BELOW
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if isinstance(value, Closed):
        put(cell, closed).font = _CLOSED
    elif value is not None:
        put(cell, value)
