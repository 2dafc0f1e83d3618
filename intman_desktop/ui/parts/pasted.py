"""What is pasted into a text: words alone, tables as lines with tabs, never a picture or a file."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextDocument, QTextFrame, QTextTable

_PLAIN = "text/plain"
_OBJECT = "\ufffc"
_NEW_LINES = str.maketrans({"\u2028": "\n", "\u2029": "\n", _OBJECT: None, "\0": None})


def has_words(pasted: QMimeData) -> bool:
    """Return whether there is text in what is pasted; a copied file or picture is none."""
    return pasted.hasFormat(_PLAIN) or pasted.hasHtml()


def words_of(pasted: QMimeData) -> str:
    """Return the plain text of what is pasted: cells of a table with tabs between, its rows as lines."""
    text = pasted.text() if pasted.hasFormat(_PLAIN) else _of_html(pasted.html())
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_NEW_LINES)


def _of_html(html: str) -> str:
    document = QTextDocument()
    document.setHtml(html)
    return "\n".join(_lines(document.rootFrame()))


def _lines(frame: QTextFrame) -> list[str]:
    lines: list[str] = []
    after_table = False
    place = frame.begin()
    while not place.atEnd():
        inner: QTextFrame | None = place.currentFrame()  # none where a paragraph stands
        if isinstance(inner, QTextTable):
            lines += _rows(inner)
        elif inner is not None:
            lines += _lines(inner)
        elif place.currentBlock().text() or not after_table:
            lines.append(place.currentBlock().text())
        # Behind a table stands an empty paragraph that nobody wrote.
        after_table = isinstance(inner, QTextTable)
        place += 1
    return lines


def _rows(table: QTextTable) -> list[str]:
    columns = range(table.columns())
    return ["\t".join(_cell(table, row, column) for column in columns) for row in range(table.rows())]


def _cell(table: QTextTable, row: int, column: int) -> str:
    cell = table.cellAt(row, column)
    if (cell.row(), cell.column()) != (row, column):
        return ""  # the rest of a joined cell
    words = []
    place = cell.begin()
    while not place.atEnd():
        words.append(place.currentBlock().text())
        place += 1
    return " ".join(" ".join(words).split())
