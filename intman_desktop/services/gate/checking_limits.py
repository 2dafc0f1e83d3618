"""What no field of the window takes comes in by no file: days of another age, lines without end (I8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any

from intman_desktop.profiles import Profile
from intman_desktop.profiles.parts import FieldKind
from intman_desktop.rules.consents import name_of_interpreter
from intman_desktop.rules.dates import TYPED_YEARS
from intman_desktop.rules.folding import LONGEST_NAME
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.document import Fault
from intman_desktop.values.lines import LINES, LONGEST_LINE

_OTHERWISE = frozenset({"birth_date", "earlier_counselling", "period_start", "talks", "versions"})
"""Judged elsewhere: births, and starts by them (C7); talks stand beside their cases, versions are papers."""

_WHOLE_NAME = 2 * LONGEST_NAME + 1
"""Who signed is written there by given and family name; each may be as long as a name can be."""


def limit_faults(file: CaseFile, profile: Profile, place: str) -> Iterator[Fault]:
    """Yield the days whose year no field for a date takes, and the lines that are too long for theirs."""
    yield from _within(file, place)
    for row, answer in enumerate(file.answers):
        field = profile.field(answer.field)
        if field is not None and field.kind is FieldKind.DATE and answer.value[4:5] == "-":
            yield from _of_year(answer.value[:4], f"{place}.answers[{row}].value")


def _within(value: Any, place: str) -> Iterator[Fault]:
    kind: Any = type(value)
    for name in _looked_at(kind):
        held, where = getattr(value, name), f"{place}.{name}"
        if isinstance(held, date):
            yield from _of_year(str(held.year), where)
        elif isinstance(held, str):
            # behind an interpreter's name may stand what the form puts there itself (E2)
            words = name_of_interpreter(held) if name == "interpreter" else held
            longest = _WHOLE_NAME if name == "client_name" else LONGEST_LINE
            if name in LINES.get(kind.__name__, ()) and len(words) > longest:
                yield Fault(where, "line_too_long", (("longest", str(longest)),))
        elif isinstance(held, tuple):
            for row, each in enumerate(held):
                yield from _within(each, f"{where}[{row}]")
        elif is_dataclass(held):
            yield from _within(held, where)


@cache
def _looked_at(kind: Any) -> tuple[str, ...]:
    """Return the fields of a part of a case that are looked at, none of anything else."""
    if not is_dataclass(kind):
        return ()
    return tuple(each.name for each in fields(kind) if each.name not in _OTHERWISE)


def _of_year(year: str, place: str) -> Iterator[Fault]:
    if year.isdecimal() and int(year) not in TYPED_YEARS:
        yield Fault(place, "year_out_of_range", (("year", str(int(year))),))
