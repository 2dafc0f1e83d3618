"""Is there room on a disk for what is about to be copied there, asked before a byte of it is written."""

from __future__ import annotations

from pathlib import Path

from intman_desktop.language import number
from intman_desktop.vault.places import free_bytes
from intman_desktop.vault.troubles import NotEnoughRoom

_MB = 1_000_000


def require_room(folder: Path, size: int) -> None:
    """Raise ``NotEnoughRoom`` where the disk of ``folder``, which exists, has less than ``size`` bytes free.

    A disk that says nothing of its room is tried; what is there now may be taken by another program.
    """
    free = free_bytes(folder)
    if free is not None and free < size:
        raise NotEnoughRoom(folder=folder, missing=number(-(-(size - free) // _MB)))
