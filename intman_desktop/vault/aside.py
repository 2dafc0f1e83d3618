"""The store of before, which a restore puts aside beside the restored one (Rules L4, L7)."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

from intman_desktop.vault import files, layout

_SINCE = r"-beiseite-(\d{4}-\d\d-\d\d)-\d{6}(-\d+)?"


def free_aside(folder: Path, now: datetime) -> Path:
    """Return where the store in ``folder`` is put aside ``now``, a time with its zone; nothing lies there."""
    return files.free_name(folder.parent, f"{folder.name}-beiseite-{now.astimezone():%Y-%m-%d-%H%M%S}")


def is_aside(folder: Path) -> bool:
    """Return whether ``folder`` bears the name of a store put aside, beside the store that took its place."""
    match = re.fullmatch(rf"(.+){_SINCE}", folder.name)
    return match is not None and (folder.with_name(match[1]) / layout.STORE).is_file()


def stores_beside(folder: Path) -> tuple[tuple[Path, date], ...]:
    """Return the folders beside ``folder`` that bear its name and that of a restore, with their days.

    The oldest comes first.
    """
    pattern = re.compile(re.escape(folder.name) + _SINCE)
    found = []
    try:
        for path in sorted(folder.parent.iterdir()):
            match = pattern.fullmatch(path.name)
            if match and path.is_dir() and not path.is_symlink():
                found.append((path, date.fromisoformat(match[1])))
    except (OSError, ValueError):
        return tuple(found)
    return tuple(found)


def put_back(folder: Path) -> bool:
    """Give a store its name again where a restore was killed after it had been put aside.

    That is so where nothing bears the name, and the restored store still lies beside it unfinished: one whose
    folder somebody moved or removed stays away. Return whether it was done; where it cannot be, the store
    stays where it is.
    """
    try:
        if folder.exists() or not folder.parent.is_dir():
            return False
        beside = [path for path, _since in stores_beside(folder) if (path / layout.STORE).is_file()]
        if not beside or not files.left_unfinished(folder.parent, folder.name):
            return False
        files.put_in_place(beside[-1], folder)
    except OSError:
        return False
    return True
