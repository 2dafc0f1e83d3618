"""Old lists as they lie in offices: xlsx, xls, ods and csv, told apart by their content, never trusted.

Only values are read: of a formula the result that was saved with it. What would grow without measure
in memory is refused before it is unpacked.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from itertools import chain
from typing import Any, TypeAlias
from zipfile import BadZipFile, ZipFile, ZipInfo

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from intman_desktop.errors import Trouble
from intman_desktop.exchange.broken import BROKEN_ZIP
from intman_desktop.exchange.delimited import read_delimited
from intman_desktop.exchange.encodings import NotThisEncoding, encoding_name, text_in, text_of
from intman_desktop.language import _, number
from intman_desktop.values.lists import Cell, OldList, Row, Sheet

LARGEST = 20 * 1024 * 1024
"""The most bytes a list may have."""

MOST_ROWS = 20_000
MOST_COLUMNS = 200
LONGEST_CELL = 32_767
"""As many letters the cell of a spreadsheet holds; one of a text that is longer is no entry of a list."""

_LARGEST_UNPACKED = 300 * 1024 * 1024
_MOST_CELLS = 20_000_000
_CHUNK = 1024 * 1024
_TOLD, _LONGEST_TOLD = 4, 40
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_XLSX_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]{1,3})(\d{1,7})"')
_XLSX_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?r="(\d{1,7})"')
_ODS_CELL = re.compile(
    rb"<table:table-row\b([^>]*)>|<table:(?:covered-)?table-cell\b([^>]*?)(/?)>|</table:table>"
)
_ODS_ROWS = re.compile(rb'number-rows-repeated="(\d+)"')
_ODS_DEEP = re.compile(rb'number-rows-spanned="(\d+)"')
_ODS_WIDE = re.compile(rb'number-columns-spanned="(\d+)"')
_ODS_COLUMNS = re.compile(rb'number-columns-repeated="(\d+)"')

_Span: TypeAlias = tuple[tuple[int, int], tuple[int, int]]
"""The first and the last cell of several that are merged, each as row and column from 0."""

_Cells: TypeAlias = frozenset[tuple[int, int]]
"""Cells by the number of their row, from 1, and their column, from 0."""

_Table: TypeAlias = tuple[str, Sequence[Sequence[Any]], _Cells]
"""A table as it is read: its name, its rows, and the cells that were filled from above."""


class NotAList(Trouble):
    """The file is no table that the program can read."""

    exit_code = 42

    def template(self) -> str:
        """Return the sentence with its way on."""
        return _(
            "In dieser Datei ist keine Tabelle zu erkennen. Öffnen Sie sie in Ihrer Tabellenkalkulation und "
            "speichern Sie sie als Excel-Arbeitsmappe (xlsx). Nichts wurde übernommen."
        )


class ListEmpty(Trouble):
    """There is nothing in the file."""

    exit_code = 42

    def template(self) -> str:
        """Return the sentence with its way on."""
        return _("In dieser Datei steht nichts. Ist es die richtige?")


class ListLocked(Trouble):
    """The file is protected by a password."""

    exit_code = 42

    def template(self) -> str:
        """Return the sentence with its way on."""
        return _(
            "Die Datei ist mit einem Kennwort geschützt. Öffnen Sie sie in Ihrer Tabellenkalkulation und "
            "nehmen Sie den Schutz heraus; löschen Sie die ungeschützte Datei nach dem Übernehmen."
        )


class CellTooLong(Trouble):
    """A cell holds more than the cell of a spreadsheet can."""

    exit_code = 42

    def template(self) -> str:
        """Return the sentence with its way on."""
        return _(
            "In Zeile {row} stehen in einer Zelle mehr als {longest} Zeichen. Teilen oder kürzen Sie den "
            "Text in der Datei und wählen Sie sie noch einmal. Nichts wurde übernommen."
        )


class ListTooLarge(Trouble):
    """The file is larger than any list of persons."""

    exit_code = 42

    def template(self) -> str:
        """Return the sentence with its way on."""
        return _(
            "Die Datei ist zu groß für eine Liste von Personen (höchstens {rows} Zeilen und {columns} "
            "Spalten). Kopieren Sie nur die Liste in eine neue Datei und übernehmen Sie diese."
        )


def read_list(content: bytes, encoding: str = "") -> OldList:
    """Return the tables of a file that have content, by what it holds and not by its name.

    A text is read in ``encoding`` (a code of ``encodings.ENCODINGS``), without one as its bytes speak for.

    Raises ``CellTooLong``, ``ListEmpty``, ``ListLocked``, ``ListTooLarge``, ``NotAList``,
    ``delimited.QuoteOpen`` and, only where an encoding is given, ``NotThisEncoding``.
    """
    read_in = recognised = ""
    if not content.strip():
        raise ListEmpty()
    if len(content) > LARGEST:
        raise _too_large()
    if content.startswith(_ZIP):
        kind = _look_into_archive(content)
        sheets = _workbook(content, _ods_spans(content) if kind == "ods" else None)
    elif content.startswith(_OLE):
        if _ENCRYPTED_PACKAGE in content:
            raise ListLocked()
        kind, sheets = "xls", _workbook(content, None)
    else:
        kind = "csv"
        rows, read_in, recognised = _rows_of(content, encoding)
        sheets = [("", rows, frozenset())]
    found = tuple(_sheet(name, rows, filled) for name, rows, filled in sheets)
    found = tuple(sheet for sheet in found if sheet.rows)
    if not found:
        raise ListEmpty()
    return OldList(kind, found, read_in, recognised, _telling(found[0]) if read_in else ())


def _rows_of(content: bytes, encoding: str) -> tuple[list[list[str]], str, str]:
    """Return the rows of a text, the encoding they were read in, and the one that the bytes speak for."""
    found = text_of(content)
    if found is None:
        raise NotAList()
    text, recognised = found
    rows = read_delimited(text_in(content, encoding) if encoding else text)
    if rows is None:
        raise NotThisEncoding(encoding=encoding_name(encoding)) if encoding else NotAList()
    return rows, encoding or recognised, recognised


def _telling(sheet: Sheet) -> tuple[str, ...]:
    """Return a few cells by which one sees how letters were read, each with one that is new."""
    seen: set[str] = set()
    told: list[str] = []
    for cell in chain.from_iterable(sheet.rows):
        if not isinstance(cell, str) or cell.isascii() or len(cell) > _LONGEST_TOLD:
            continue
        strange = {letter for letter in cell if not letter.isascii()}
        if not strange <= seen:
            told.append(cell)
            seen |= strange
        if len(told) == _TOLD:
            break
    return tuple(told)


def _too_large() -> ListTooLarge:
    return ListTooLarge(rows=number(MOST_ROWS), columns=MOST_COLUMNS)


def _look_into_archive(content: bytes) -> str:
    """Return ``xlsx`` or ``ods`` once every part is known to be of a size that can be read."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            if any(part.flag_bits & 1 for part in parts):
                raise ListLocked()
            unpacked = 0
            kind = ""
            for part in parts:
                pieces = _unpacked(content, part)
                is_sheet = part.filename.startswith("xl/worksheets/") or part.filename == "content.xml"
                kept = bytearray()
                for piece in pieces:
                    unpacked += len(piece)
                    if unpacked > _LARGEST_UNPACKED:
                        raise _too_large()
                    if is_sheet or part.filename == "META-INF/manifest.xml":
                        kept += piece
                if part.filename == "META-INF/manifest.xml" and b"encryption-data" in kept:
                    raise ListLocked()
                if part.filename == "content.xml":
                    kind = "ods"
                    _refuse_wide(_ods_size(bytes(kept)))
                elif is_sheet:
                    kind = "xlsx"
                    _refuse_wide(_xlsx_size(bytes(kept)))
                elif part.filename.startswith("xl/"):
                    kind = kind or "xlsx"
    except (*BROKEN_ZIP, OSError) as error:
        raise NotAList() from error
    if not kind:
        raise NotAList()
    return kind


def _unpacked(content: bytes, part: ZipInfo) -> Iterator[bytes]:
    """Yield what a part really unpacks to, whatever size its entry claims."""
    head = part.header_offset
    if content[head : head + 4] != _ZIP:
        raise BadZipFile("no part begins here")
    names = int.from_bytes(content[head + 26 : head + 28], "little")
    extra = int.from_bytes(content[head + 28 : head + 30], "little")
    start = head + 30 + names + extra
    packed = content[start : start + part.compress_size]
    if part.compress_type == 0:
        yield packed
        return
    unpacker = zlib.decompressobj(-15)
    while packed and not unpacker.eof:
        piece = unpacker.decompress(packed, _CHUNK)
        packed = unpacker.unconsumed_tail
        yield piece
    yield unpacker.flush()


def _refuse_wide(size: tuple[int, int]) -> None:
    """Refuse a table whose used range would not fit into memory: readers hold it whole."""
    rows, columns = size
    if rows * columns > _MOST_CELLS:
        raise _too_large()


def _xlsx_size(sheet: bytes) -> tuple[int, int]:
    rows = max((int(found) for found in _XLSX_ROW.findall(sheet)), default=0)
    columns = 0
    for letters, row in _XLSX_CELL.findall(sheet):
        rows = max(rows, int(row))
        width = 0
        for letter in letters:
            width = 26 * width + letter - 64
        columns = max(columns, width)
    return rows, columns


def _ods_size(sheet: bytes) -> tuple[int, int]:
    """Return the cells with content that repeats would make: empty repeats at the end are no content."""
    rows = columns = most_rows = 0
    repeated, wide, filled, widest = 1, 0, 0, 0
    for match in _ODS_CELL.finditer(sheet):
        row, cell, closed = match.groups()
        if row is not None or (cell is None and closed is None):
            if filled:
                rows += repeated
                widest = max(widest, filled)
            repeated = _times(_ODS_ROWS, row or b"")
            wide = filled = 0
            if row is None:
                most_rows, columns = max(most_rows, rows), max(columns, widest)
                rows, widest = 0, 0
            continue
        wide += _times(_ODS_COLUMNS, cell or b"")
        if not closed:
            filled = wide
    return max(most_rows, rows), max(columns, widest)


def _times(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 1


def _ods_spans(content: bytes) -> list[list[_Span]]:
    """Return for each table of an ods the cells that span several rows; the reader does not tell them."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            body = archive.read("content.xml")
    except (*BROKEN_ZIP, OSError) as error:
        raise NotAList() from error
    tables: list[list[_Span]] = [[]]
    row, following, column = 0, 0, 0
    for match in _ODS_CELL.finditer(body):
        of_row, cell, _closed = match.groups()
        if of_row is not None:
            row, following, column = following, following + _times(_ODS_ROWS, of_row), 0
        elif cell is not None:
            last = row + _times(_ODS_DEEP, cell) - 1, column + _times(_ODS_WIDE, cell) - 1
            if last[0] > row:
                tables[-1].append(((row, column), last))
            column += _times(_ODS_COLUMNS, cell)
        else:
            tables.append([])
            row = following = column = 0
    return tables


def _workbook(content: bytes, spans: Sequence[Sequence[_Span]] | None) -> list[_Table]:
    """Return the tables; ``spans`` are the merged cells of each, None where the reader has them."""
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            sheets = [(name, book.get_sheet_by_name(name)) for name in book.sheet_names]
            merged = spans or [sheet.merged_cell_ranges or () for _name, sheet in sheets]
            return [
                (name, *_filled(sheet, of_sheet))
                for (name, sheet), of_sheet in zip(sheets, merged, strict=False)
            ]
    except PasswordError as error:
        raise ListLocked() from error
    except (CalamineError, OSError, ValueError) as error:
        raise NotAList() from error


def _filled(sheet: CalamineSheet, merged: Sequence[_Span]) -> tuple[list[list[Any]], _Cells]:
    """Return the rows from the first of the file on; what spans several rows stands in each of them.

    With them the cells into which it was written: there it was said of another row. Where one spans more
    rows than a list may have, so many are filled that the list is refused for it, and no more.
    """
    rows = sheet.to_python(skip_empty_area=False)
    filled: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in merged:
        if left == right and top < len(rows) and left < len(rows[top]):
            for index in range(top + 1, min(bottom, top + MOST_ROWS, len(rows) - 1) + 1):
                rows[index][left] = rows[top][left]
                filled.add((index + 1, left))
    return rows, frozenset(filled)


def _sheet(name: str, rows: Sequence[Sequence[Any]], filled_down: _Cells) -> Sheet:
    """Return the rows with content, each cell a text, a number or a date, no empty columns at the end.

    A text keeps its lines. Raises ``CellTooLong`` and ``ListTooLarge``.
    """
    found: list[tuple[int, Row]] = []
    for line, row in enumerate(rows, start=1):
        cells = tuple(_cell(value) for value in row)
        if any(isinstance(cell, str) and len(cell) > LONGEST_CELL for cell in cells):
            raise CellTooLong(row=line, longest=number(LONGEST_CELL))
        if any(cell != "" for cell in cells):
            found.append((line, cells))
        if len(found) > MOST_ROWS:
            raise _too_large()
    filled = (index for _number, row in found for index, cell in enumerate(row) if cell != "")
    width = max(chain(filled, (-1,))) + 1
    if width > MOST_COLUMNS:
        raise _too_large()
    even = tuple((row + ("",) * width)[:width] for _number, row in found)
    unticked = frozenset(
        (line, index)
        for line, row in enumerate(rows, start=1)
        for index, value in enumerate(row)
        if value is False
    )
    return Sheet(name, even, tuple(line for line, _row in found), filled_down, unticked)


def _cell(value: Any) -> Cell:
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, date | int | float):
        return value
    lines = (" ".join(line.split()) for line in str(value).replace("\x00", "").splitlines())
    return "\n".join(lines).strip()
