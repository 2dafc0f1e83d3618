"""Which files are the program's own: what is written for a person must never take their place."""

from __future__ import annotations

from pathlib import Path

from intman_desktop.vault import layout, place_file
from intman_desktop.vault.backup import SUFFIX
from intman_desktop.vault.files import real_path

_NAMES = frozenset({layout.ERASED, layout.ERASED_LOCK, place_file.NAME})
"""What lies beside a store or in a backup place, apart from the backups themselves."""


def is_own(file: Path) -> bool:
    """Return whether a file lies in a store's folder, or is named as a backup or what lies beside backups."""
    if file.suffix.lower() == SUFFIX or file.name in _NAMES:
        return True
    folder = real_path(file).parent
    inside_store = any(_is_store(each) for each in (folder, folder.parent))
    return inside_store or (folder.name == layout.SCANS and (folder.parent / layout.ERASED).exists())


def _is_store(folder: Path) -> bool:
    return any((folder / name).exists() for name in (layout.STORE, layout.KEY_FILE, layout.LOCK))
