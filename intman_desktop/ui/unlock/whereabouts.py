"""Looks at the folders that hold stores, or may hold one, each as a job: a folder in the network may be dead.

Nothing of the store's own is loaded here where none is in question, as before the very first start.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from intman_desktop.paths import default_vault


@dataclass(frozen=True)
class Whereabouts:
    """The ``folder`` of the store that is meant.

    ``there`` says whether something lies in it, ``put_back`` that a killed restore had put it aside and that
    it has its name again.
    """

    folder: Path
    there: bool
    put_back: bool = False


def find_store(chosen: Path | None, remembered: Path | None) -> Whereabouts:
    """Return the store that is meant: the ``chosen`` one, else the ``remembered`` one, else the usual one.

    Where nobody can look into its folder it counts as there, so that its door says why. A remembered name
    that no folder can have is none.
    """
    meant = chosen or remembered or default_vault()
    try:
        if _put_back(meant):
            return Whereabouts(meant, there=True, put_back=True)
        folder = meant if chosen or meant.is_dir() else default_vault()
        return Whereabouts(folder, there=folder.is_dir() and any(folder.iterdir()))
    except OSError as refusal:
        if refusal.errno == errno.ENAMETOOLONG and not chosen and remembered:
            return find_store(None, None)
        return Whereabouts(meant, there=True)


def free_folder(wanted: Path) -> Path:
    """Return ``wanted``, or the first of its name with a number that nothing lies in.

    One that cannot be read is returned as it is: whoever uses it is told why it cannot be.
    """
    folder, number = wanted, 2
    with suppress(OSError):
        while folder.exists() and any(folder.iterdir()):
            folder = wanted.with_name(f"{wanted.name}-{number}")
            number += 1
    return folder


def reach(asked: Iterable[Path], wanted: Path) -> Path:
    """Return ``free_folder(wanted)`` once each place that is ``asked`` has answered, whatever it says."""
    for path in asked:
        with suppress(OSError):
            path.stat()
    return free_folder(wanted)


def _put_back(folder: Path) -> bool:
    """Give the store its name again that a killed restore had put aside; return whether there was one."""
    if folder.exists() or not any(folder.parent.glob("*-beiseite-*")):
        return False
    from intman_desktop.services.keeping.stores import take_back

    return take_back(folder)
