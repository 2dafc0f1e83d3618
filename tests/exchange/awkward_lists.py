"""Lists as offices have them, made in memory; every person in them is invented and looks it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from types import MappingProxyType
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet


def an_xlsx(*rows: Sequence[Any], change: Callable[[Worksheet], object] | None = None) -> bytes:
    """Return a workbook with one sheet of these rows; ``change`` may alter the sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    if change is not None:
        change(sheet)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """Return the bytes of a workbook."""
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def an_ods(
    *rows: Sequence[str],
    repeat_last: int = 0,
    encrypted: bool = False,
    spans: Mapping[tuple[int, int], tuple[int, int]] = MappingProxyType({}),
) -> bytes:
    """Return an OpenDocument table; ``repeat_last`` empty rows and columns follow, as LibreOffice writes.

    ``spans`` tells of merged cells, by row and column from 0, how many rows and columns they span.
    """
    lines = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell{_spanned(spans.get((line, place)))} office:value-type="string">'
            f"<text:p>{escape(cell)}</text:p></table:table-cell>"
            for place, cell in enumerate(row)
        )
        + (f'<table:table-cell table:number-columns-repeated="{repeat_last}"/>' if repeat_last else "")
        + "</table:table-row>"
        for line, row in enumerate(rows)
    )
    if repeat_last:
        cell = f'<table:table-cell table:number-columns-repeated="{repeat_last}"/>'
        lines += f'<table:table-row table:number-rows-repeated="1048000">{cell}</table:table-row>'
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Blatt1">{lines}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    locked = "<manifest:encryption-data/>" if encrypted else ""
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
        'manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type='
        f'"application/vnd.oasis.opendocument.spreadsheet"/>{locked}</manifest:manifest>'
    )
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", body, zipfile.ZIP_DEFLATED)
        archive.writestr("META-INF/manifest.xml", manifest)
    return content.getvalue()


def _spanned(span: tuple[int, int] | None) -> str:
    if span is None:
        return ""
    return f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"'


def an_archive(**parts: bytes) -> bytes:
    """Return a packed archive of these parts by name."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()
