"""What comes out of a pipe that a person named, as in ``--passphrase-file <(pass show intman)``."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

from intman_desktop.vault.files import NotAFile

SECONDS = 60.0
"""So long whoever writes into a pipe has time to do so, for they may be asked for something first."""
_UNTIL_SOMEBODY_WRITES = 5.0
_PAUSE = 0.02
_WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0)


def read_file_or_pipe(file: Path, most: int) -> bytes:
    """Return the first ``most`` bytes of a file, or of what is written into a pipe until its writer is done.

    Raises ``TimeoutError`` where that takes longer than ``SECONDS``, or nobody writes; ``NotAFile`` for a
    folder or a device; and the errors of the system.
    """
    # opened once: who waits to write into a pipe writes as soon as there is somebody, and only to them
    descriptor = os.open(file, os.O_RDONLY | _WITHOUT_WAITING | getattr(os, "O_BINARY", 0))
    try:
        kind = os.fstat(descriptor).st_mode
        if stat.S_ISFIFO(kind):
            return _read(descriptor, most)
        if not stat.S_ISREG(kind):
            raise NotAFile
        with open(descriptor, "rb", closefd=False) as opened:
            return opened.read(most)
    finally:
        os.close(descriptor)


def _read(pipe: int, most: int) -> bytes:
    """Return what comes; an end before anybody was there to write is none yet."""
    begun = time.monotonic()
    read, somebody = b"", False
    while len(read) < most:
        try:
            part = os.read(pipe, most - len(read))
            if not part and somebody:
                break
        except BlockingIOError:
            part, somebody = b"", True
        if part:
            read, somebody = read + part, True
            continue
        if time.monotonic() - begun > (SECONDS if somebody else _UNTIL_SOMEBODY_WRITES):
            raise TimeoutError
        time.sleep(_PAUSE)
    return read
