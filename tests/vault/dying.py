"""A share in the network that dies while a file on it is being read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event
from typing import BinaryIO, cast

import pytest

from intman_desktop.vault import files
from intman_desktop.vault.patience import pieces_of

PIECE = 4096
"""So much is read at a time here, and waited for a moment only."""
_OPENED = files.opened


class DyingShare:
    """Everything below ``folder`` comes from it.

    Attributes: ``after`` how many pieces it dies, ``died`` once somebody waits for one, ``back`` to let it
    live again.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self.after = folder, 1 << 20
        self.died, self.back = Event(), Event()

    def opened(self, path: Path, mode: str = "rb") -> BinaryIO:
        """Open a file as ``vault.files`` does."""
        file = _OPENED(path, mode)
        return cast(BinaryIO, _File(file, self)) if self.folder in path.parents else file

    def piece(self) -> None:
        """Give one out, or wait until the share is back."""
        self.after -= 1
        if self.after < 0:
            self.died.set()
            self.back.wait(30)


class _File:
    def __init__(self, file: BinaryIO, share: DyingShare) -> None:
        self._file, self._share = file, share

    def read(self, size: int = -1) -> bytes:
        if size == PIECE:  # what tells of a backup comes in other sizes
            self._share.piece()
        return self._file.read(size)

    def seek(self, to: int) -> int:
        return self._file.seek(to)

    def tell(self) -> int:
        return self._file.tell()

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


@contextmanager
def dying_share(folder: Path) -> Iterator[DyingShare]:
    """Yield a share in the new ``folder``; at the end it is back, so that nobody waits any more."""
    folder.mkdir()
    share = DyingShare(folder)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(files, "opened", share.opened)
        for module, size in (("backup_file", "_CHUNK"), ("scans", "CHUNK")):
            patched.setattr(f"intman_desktop.vault.{module}.{size}", PIECE)
            patched.setattr(f"intman_desktop.vault.{module}.pieces_of", partial(pieces_of, seconds=0.2))
        yield share
        share.back.set()
