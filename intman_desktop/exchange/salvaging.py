"""What is left of a case or talk that cannot be read whole, so that its other faults can be told as well."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any, TypeVar

from intman_desktop.exchange.converting import from_plain
from intman_desktop.values.case_file import Participant, Talk
from intman_desktop.values.document import Fault

_Read = TypeVar("_Read")
_JUDGING = ("case", "consents")
"""By these the rest is judged: a case in which they cannot be read is told by what its form lacks alone."""
_OF_THE_WHOLE = ("plan", "brought_along")
"""By this the other days of a plan are judged: without it none of the plan is left."""
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")


def salvaged(plain: Any, kind: type[_Read], place: str, faults: Iterable[Fault]) -> _Read | None:
    """Return what stands at ``place`` without the fields that have ``faults``, or None if too little is left.

    Of a list with a faulty entry nothing is left: the places of the others would be wrong.
    """
    rest = deepcopy(plain)
    for fault in faults:
        if not _take_out(rest, fault.place.removeprefix(place)):
            return None
    value: _Read | None
    value, more = from_plain(rest, kind, place)
    return None if more else value


def salvaged_talk(plain: Any, place: str, faults: Iterable[Fault]) -> Talk | None:
    """Return what is left of a talk, each of its people in her own row, or None if too little of its head is.

    Of a person of whom nothing else is left her case stays (``named_in``): it must not come in without the
    talk (Rule L4).
    """
    people = plain.get("participants") if isinstance(plain, dict) else None
    if not isinstance(people, list):
        return salvaged(plain, Talk, place, faults)
    listed = f"{place}.participants["
    of_head = (fault for fault in faults if not fault.place.startswith(listed))
    head = salvaged(plain | {"participants": []}, Talk, place, of_head)
    if head is None:
        return None
    parts = (_part(person, f"{listed}{row}]") for row, person in enumerate(people))
    return replace(head, participants=tuple(parts))


def named_in(plain: Any) -> Iterator[str]:
    """Yield what each person of a talk names her case by; nothing (``""``) where nobody can tell.

    So also where it cannot be told who they are at all.
    """
    people = plain.get("participants") if isinstance(plain, dict) else None
    if not isinstance(people, list) or not people:
        yield ""
        return
    yield from map(_named_by, people)


def _named_by(person: Any) -> str:
    name = person.get("case_key") if isinstance(person, dict) else None
    return str(name) if type(name) in (str, int) else ""


def _part(plain: Any, place: str) -> Participant:
    """Return a person of a talk as far as she can be read, at least by what names her case."""
    part: Participant | None
    part, faults = from_plain(plain, Participant, place)
    if part is None and isinstance(plain, dict):
        part = salvaged(plain, Participant, place, faults)
    return Participant(_named_by(plain)) if part is None else part


def names_of(plain: Any) -> frozenset[str]:
    """Return what talks may call a case that cannot be read: its key and its number."""
    head = plain.get("case") if isinstance(plain, dict) else None
    if not isinstance(head, dict):
        return frozenset()
    return frozenset(name for name in (head.get("key"), head.get("number")) if name and isinstance(name, str))


def _take_out(rest: dict[str, Any], place: str) -> bool:
    """Take the field at ``place`` out, and with it the list or object that cannot be without it."""
    steps = [found[1] for found in _STEP.finditer(place)]
    path = steps[: steps.index(None)] if None in steps else steps
    if not path or path[0] in _JUDGING:
        return False
    if tuple(path[:2]) == _OF_THE_WHOLE:
        path = path[:1]
    target: Any = rest
    for name in path[:-1]:
        if not isinstance(target, dict):
            return False
        if name not in target:
            return True  # taken out with an earlier fault
        target = target[name]
    if not isinstance(target, dict):
        return False
    if path[-1] in target:
        del target[path[-1]]
        return True
    return len(path) == 1 or _take_out(rest, "".join(f".{name}" for name in path[:-1]))
