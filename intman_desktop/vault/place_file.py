"""A backup place is known by a random id in a small file there: wherever its stick is plugged in next time.

The file tells nothing about stores or people: ``{"format": 1, "id": "<32 hexadecimal digits>"}``.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path

from intman_desktop.vault import files

NAME = "intman-ort.json"
FORMAT = 1
_ID_BYTES = 16
_ID = re.compile(rf"[0-9a-f]{{{2 * _ID_BYTES}}}")
_MOST_BYTES = 4096
_DEEPEST = 4
"""So many folders of the last path are looked for on another drive."""


def read_place_id(place: Path) -> str:
    """Return the id of ``place``, "" where none stands there or it cannot be read."""
    try:
        with files.opened(place / NAME) as file:
            held = json.loads(file.read(_MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return ""
    if not isinstance(held, dict) or not isinstance(held.get("id"), str):
        return ""
    return held["id"] if _ID.fullmatch(held["id"]) else ""


def mark_place(place: Path) -> str:
    """Return the id of ``place``, which gets one where it has none; an unreadable file is written anew.

    Raises the errors of the system.
    """
    held = read_place_id(place)
    if held:
        return held
    made = secrets.token_hex(_ID_BYTES)
    content = json.dumps({"format": FORMAT, "id": made}) + "\n"
    files.write_whole(place / NAME, content.encode("ascii"))
    return made


def find_place(place_id: str, last: Path, roots: Iterable[Path]) -> Path | None:
    r"""Return where the place of that id is now, None where it is not in reach.

    It is looked for where it was ``last``, then below each of ``roots`` (mounted volumes) at the end of that
    path: ``E:\Sicherung`` is found as ``F:\Sicherung``. No disk is searched through.
    """
    return next((path for path in _candidates(last, roots) if read_place_id(path) == place_id), None)


def _candidates(last: Path, roots: Iterable[Path]) -> Iterator[Path]:
    yield last
    parts = last.parts[1:] if last.anchor else last.parts
    for root in roots:
        for count in range(min(len(parts), _DEEPEST) + 1):
            yield root.joinpath(*parts[len(parts) - count :])
