"""Tables as text: which separator they have is found out from the text."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from io import StringIO

from intman_desktop.errors import Trouble
from intman_desktop.language import _

_SEPARATORS = ";\t,|"
_PROBED = 60
_LONGEST_FIELD = 1_000_000
_NOT_TEXT = frozenset(chr(code) for code in range(32)) - {"\t", "\n", "\r", "\x0b", "\x0c", "\x1a"}

_QUOTED = re.compile(r'"[^"]*(?:""[^"]*)*("?)')
"""A cell from its opening quotation mark to the closing one, if there is any."""


class _Closing(Enum):
    """How the quotation of a cell ends: by its mark, or with none; by one that text follows; not at all."""

    SOUND = auto()
    FOLLOWED = auto()
    NEVER = auto()


class QuoteOpen(Trouble):
    """A quotation mark is never closed, so that the following rows would all stand in one cell."""

    exit_code = 42

    def template(self) -> str:
        """Return the sentence with its way on."""
        return _(
            "In Zeile {line} wird ein Anführungszeichen nicht geschlossen; was folgt, stünde in einer Zelle. "
            "Ergänzen oder entfernen Sie es in der Datei und wählen Sie sie noch einmal. Nichts wurde "
            "übernommen."
        )


def read_delimited(text: str) -> list[list[str]] | None:
    """Return the rows of a text table, or None where it is no text or a page of the web.

    Raises ``QuoteOpen`` where whole rows stand in one cell.
    """
    if any(letter in _NOT_TEXT for letter in text[:100_000]):
        return None
    start = text.lstrip()[:1000].casefold()
    if start.startswith(("<!doctype", "<html", "<?xml", "<table", "{\\rtf", "%pdf")):
        return None
    first, _break, rest = text.partition("\n")
    named = first.strip().casefold()
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        if named.startswith("sep=") and len(named) <= 5:
            return _parsed(rest, named[4:] or "\t", before=1)
        return _parsed(text, separator_of(text))
    except csv.Error:
        return None


def separator_of(text: str) -> str:
    """Return the separator by which most lines fall into the same number of columns.

    The comma between family name and given name is none: then it is one that does not occur.
    """
    lines = [line for line in text.splitlines() if line.strip()][:_PROBED]
    best, most = ",", 0.0
    for separator in _SEPARATORS:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=separator)) or {1: 0}
        width, count = max(widths.items(), key=lambda found: (found[1] if found[0] > 1 else 0, found[0]))
        weight = (width - 1) * count
        if weight > most:
            best, most = separator, weight
    return ";" if most and best == "," and _is_column_of_names(lines) else best


def _is_column_of_names(lines: Sequence[str]) -> bool:
    """Return whether the lines are one column below its heading: it has no comma, others one and a blank."""
    heading, *names = lines
    return "," not in heading and all(name.count(",") == name.count(", ") <= 1 for name in names)


def _parsed(text: str, separator: str, before: int = 0) -> list[list[str]]:
    """Return the rows; ``before`` lines of the file stand above them."""
    lines = list(StringIO(text.rstrip("\x1a"), newline=""))
    reader = csv.reader(lines, delimiter=separator)
    rows, begins = [], [0]
    try:
        for row in reader:
            rows.append(row)
            begins.append(reader.line_num)
    except csv.Error as error:  # a cell without an end: the mark that opens it stands in the row begun last
        if '"' in "".join(lines[begins[-1] : begins[-1] + 1]):
            raise QuoteOpen(line=before + begins[-1] + 1) from error
        raise
    width = max(Counter(map(len, rows)).items(), key=lambda found: (found[1], found[0]), default=(0, 0))[0]
    for row, begin, end in zip(rows, begins, begins[1:], strict=False):
        if end - begin > 1 and _swallows(row, lines[begin:end], separator, width):
            raise QuoteOpen(line=before + begin + 1)
    return rows


def _swallows(row: Sequence[str], lines: Sequence[str], separator: str, width: int) -> bool:
    """Return whether a quotation mark that is never closed has drawn further rows into a cell of ``row``.

    A note may have several lines, with as many separators as it likes: its quotation is closed. An open one
    runs to the end of the file, or to a mark that text follows, or makes the row too narrow, though its first
    line is a whole row already.
    """
    for number, (cell, closing) in enumerate(zip(row, _closings("".join(lines), separator), strict=False)):
        first, *more = cell.splitlines() or [""]
        if closing is _Closing.NEVER and any(line.strip() for line in more):
            return True
        if not more or width == 1:
            continue
        whole = any(line.count(separator) >= width - 1 for line in more)
        begun = number + 1 + first.count(separator) >= width
        ended = len(row) - number + more[-1].count(separator) >= width
        if closing is _Closing.FOLLOWED and (whole or (begun and ended)):
            return True
        if whole and begun and len(row) < width:
            return True
    return False


def _closings(text: str, separator: str) -> Iterator[_Closing]:
    """Yield for each cell of one row how its quotation ends, as ``csv`` reads it."""
    at: int = 0
    while at >= 0:
        closing = _Closing.SOUND
        quoted = _QUOTED.match(text, at)
        if quoted is not None:
            at = quoted.end()
            if not quoted[1]:
                closing = _Closing.NEVER
            elif text[at : at + 1] not in ("", separator, "\r", "\n"):
                closing = _Closing.FOLLOWED
        yield closing
        found = text.find(separator, at)
        at = found + 1 if found >= 0 else -1
