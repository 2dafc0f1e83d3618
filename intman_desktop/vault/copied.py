"""A closed store looked into through a copy, so that nothing in its folder changes, damaged or not."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from intman_desktop.vault import files, layout
from intman_desktop.vault.edge import nothing_but_troubles
from intman_desktop.vault.room import require_room
from intman_desktop.vault.store import locked, look_at_vault
from intman_desktop.vault.vault import Vault

_COPIED = (layout.STORE, layout.LOG, layout.LOG_MARK, layout.KEY_FILE, layout.FORMER_KEYS)


@contextmanager
def store_copied(folder: Path, opening: Callable[[Path], Vault]) -> Iterator[Vault]:
    """Yield a copy of the store in ``folder``, without scans, opened by ``opening(copy)``; then remove it.

    Opening empties the log, sweeps and migrates: all that happens to the copy, which lies beside the store
    and which the next opening of the store sweeps after a kill. Whatever the database or the system says is a
    trouble: ``VaultInUse``, ``NotEnoughRoom``, ``DiskFull``, ``NoRight``, ``StorageFailed``,
    ``VaultDamaged``, and what ``look_at_vault`` and ``opening`` raise.
    """
    copy = files.unfinished(folder.parent, folder.name)
    with nothing_but_troubles(folder):
        look_at_vault(folder)
        require_room(folder.parent, sum(_size(folder / name) for name in _COPIED))
        try:
            lock = locked(folder)
            try:
                _copy(folder, files.private_folder(copy))
            finally:
                lock.release()
            with opening(copy) as vault:
                yield vault
        finally:
            files.remove(copy)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _copy(folder: Path, copy: Path) -> None:
    for name in _COPIED:
        if (folder / name).exists():
            target = files.new_private_file(copy / name)
            with os.fdopen(target, "wb") as written, files.opened(folder / name) as read:
                shutil.copyfileobj(read, written, 1 << 20)
