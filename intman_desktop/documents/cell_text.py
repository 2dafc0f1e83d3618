"""Text in cells of workbooks: never a formula, never unreadable. The one place for every workbook."""

from __future__ import annotations

import unicodedata

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

_FORMULA_STARTS = frozenset("=+-@＝＋－＠")  # the wide ones count in some countries


def safe_text(text: str) -> str:
    """Return text that no spreadsheet takes for a formula, however it begins, nor refuses to read."""
    readable = readable_text(text)
    seen = (letter for letter in readable if not letter.isspace() and unicodedata.category(letter) != "Cf")
    formula = next(seen, "") in _FORMULA_STARTS or readable.startswith(("\t", "\r"))
    return f"'{readable}" if formula else readable


def readable_text(text: str) -> str:
    """Return text without the control characters that no workbook can hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", text)
