"""How every workbook of the office looks: its colours and fonts, and how a value comes into a cell."""

from __future__ import annotations

from datetime import date
from typing import Any

from openpyxl.styles import Border, Font, PatternFill, Side

from intman_desktop.documents.cell_text import safe_text

ACCENT, PALE, RULE, QUIET, WARNING = "1B6B73", "E6F0F1", "D5D9DB", "5A6166", "B3261E"
SMALL = Font(size=9, color=QUIET)
HEAD = Font(bold=True, color="FFFFFF")
HEAD_FILL = PatternFill("solid", fgColor=ACCENT)
PALE_FILL = PatternFill("solid", fgColor=PALE)
BELOW = Border(bottom=Side(style="thin", color=RULE))


def title_font(size: int) -> Font:
    """Return the font of a sheet's title, ``size`` points high."""
    return Font(size=size, bold=True, color=ACCENT)


def put(cell: Any, value: str | int | date) -> Any:
    """Write a value into a cell and return the cell: a number as number, a day as day, no text as formula."""
    if isinstance(value, str):
        cell.value = safe_text(value)
        cell.data_type = "s"
    else:
        cell.value = value
        cell.number_format = "DD.MM.YYYY" if isinstance(value, date) else "#,##0"
    return cell
