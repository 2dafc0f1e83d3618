"""What the place of a fault says: in which list of a file it lies, in which row, and in which part (L4)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from intman_desktop.values.document import Fault

_LEFT_OUT = re.compile(r"(\w+\[\d+\])(?:\.participants\[\d+\])?[^\[]*")
"""What is left out with a fault: the whole list that its entry stands in (``exchange.salvaging``)."""
_FIELD = re.compile(r"\.(\w+)")
_OF_FORM = ("wrong_type", "no_such_day", "missing_field", "unknown_field")
"""Faults of what could not be read; what a file's other contents lack is told beside those of the rules."""


def row_of(fault: Fault, name: str) -> int | None:
    """Return the row of the list ``name`` that a fault lies in, 3 for ``cases[3].client``; None elsewhere."""
    if not fault.place.startswith(f"{name}["):
        return None
    row, closed, _rest = fault.place[len(name) + 1 :].partition("]")
    return int(row) if closed and row.isdecimal() else None


def rows_with(faults: Iterable[Fault], name: str) -> set[int]:
    """Return the rows of the list ``name`` that some fault lies in."""
    rows = (row_of(fault, name) for fault in faults)
    return {row for row in rows if row is not None}


def is_within(fault: Fault, part: str) -> bool:
    """Return whether a fault lies in a part of the file, such as ``office``, or is of that part itself."""
    return _lies_in(fault.place, part)


def field_of(fault: Fault, part: str) -> str:
    """Return the field of ``part`` that a fault lies in, ``born`` for ``client.born``; "" elsewhere."""
    found = _FIELD.match(fault.place, len(part)) if is_within(fault, part) else None
    return found[1] if found is not None else ""


class Unread:
    """The parts of a file that could not be read: of what lies there nothing more can be told."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self._parts: dict[str, list[str]] = {}
        for fault in faults:
            left_out = _LEFT_OUT.match(fault.place)
            if left_out is not None and fault.code in _OF_FORM:
                self._parts.setdefault(left_out[1], []).append(left_out[0])

    def without(self, told: Iterable[Fault], row: str) -> list[Fault]:
        """Return the faults told of a ``row`` that lie neither within an unread part nor around one."""
        parts = self._parts.get(row, ())
        return [
            each
            for each in told
            if not any(_lies_in(each.place, part) or _lies_in(part, each.place) for part in parts)
        ]


def _lies_in(place: str, part: str) -> bool:
    return place == part or place.startswith((f"{part}.", f"{part}["))
