"""A workbook made in memory: openpyxl by itself puts each sheet in clear into a temporary file."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter


def workbook_bytes(book: Workbook) -> bytes:
    """Return the xlsx of ``book``, equal for an equal book on every day (Rule K7); no file is touched."""
    content = BytesIO()
    with _Undated(content, "w", ZIP_DEFLATED) as archive:
        _InMemory(book, archive).write_data()
    return content.getvalue()


class _Undated(ZipFile):
    """A zip whose parts bear no time at which it was packed."""

    def writestr(self, zinfo_or_arcname: str | ZipInfo, data: Any, *packing: Any, **how: Any) -> None:
        """Write a part under its name, as ``ZipFile`` does."""
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        part = ZipInfo(name)
        part.compress_type = self.compression
        super().writestr(part, data, *packing, **how)


class _InMemory(ExcelWriter):
    """openpyxl's writer, but for where a sheet stands until it is packed."""

    _archive: ZipFile

    def write_worksheet(self, ws: Any) -> None:
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts = ws._charts
        ws._drawing.images = ws._images
        sheet = BytesIO()
        writer: Any = WorksheetWriter(ws, out=sheet)
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], sheet.getvalue())
        self.manifest.append(ws)
