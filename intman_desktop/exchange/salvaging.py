"""What is left of a case or talk that cannot be read whole, so that its other faults can be told as well."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy
from typing import Any, TypeVar

from intman_desktop.exchange.converting import from_plain
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
