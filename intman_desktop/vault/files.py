"""Writing files that only their owner may read, wholly or not at all."""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from intman_desktop.vault.layout import UNFINISHED

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
_RETRY_SECONDS = 2.0
_PAUSE = 0.05
_RANDOM_BYTES = 8
_NOT_THROUGH_LINKS = getattr(os, "O_NOFOLLOW", 0)
_NOT_KNOWN_HERE = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})
_WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0)


class NotAFile(OSError):
    """What has the name is a pipe, a device or a socket: reading it might wait, or go on, for ever."""

    def __init__(self) -> None:
        super().__init__(errno.ENODEV, "no regular file")


@contextmanager
def where_known() -> Iterator[None]:
    """Pass over what the file system does not know: rights, as on many sticks and shares, flushing a folder.

    All else that it says is raised.
    """
    try:
        yield
    except OSError as error:
        if error.errno not in _NOT_KNOWN_HERE:
            raise


NO_FILE = (NotAFile, IsADirectoryError)
"""What ``opened`` says of a name that is there, and is no file."""


def new_private_file(path: Path) -> int:
    """Create ``path`` (mode 0600 whatever the umask) and return its descriptor, open for writing.

    Raises ``FileExistsError`` when there is one already, and the other errors of the system.
    """
    flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, PRIVATE_FILE)
    try:
        with where_known():
            path.chmod(PRIVATE_FILE)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def opened(path: Path, mode: str = "rb") -> BinaryIO:
    """Return the file of the program's own at ``path``, open, never what a link of that name leads to.

    ``mode`` is "rb" or "r+b". Raises ``NotAFile``, at once, and the errors of the system; a link is one of
    them where the system can tell it from its end.
    """
    return _opened(path, mode, _NOT_THROUGH_LINKS)


def opened_named(path: Path) -> BinaryIO:
    """Return the file that a person named, open for reading; a link is followed, for it is theirs.

    Raises ``NotAFile``, at once, and the errors of the system.
    """
    return _opened(path, "rb", 0)


def _opened(path: Path, mode: str, more: int) -> BinaryIO:
    def regular(name: str, flags: int) -> int:
        try:
            descriptor = os.open(name, flags | more | _WITHOUT_WAITING)
        except OSError as error:
            if error.errno == errno.ENXIO:  # a socket
                raise NotAFile from None
            raise
        kind = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(kind) and not stat.S_ISDIR(kind):  # Python itself refuses a folder
            os.close(descriptor)
            raise NotAFile
        return descriptor

    # pathlib knows no opener; without a buffer the log's mark is one write
    return cast(BinaryIO, open(path, mode, buffering=0 if "+" in mode else -1, opener=regular))


def private_folder(path: Path) -> Path:
    """Return ``path``, created with mode 0700 where it is missing; one that is there stays as it is."""
    if not path.is_dir():
        path.mkdir(parents=True, mode=PRIVATE_FOLDER)
        with where_known():
            path.chmod(PRIVATE_FOLDER)
    return path


def unfinished(folder: Path, of: str = "") -> Path:
    """Return a name in ``folder`` for something not complete yet, on behalf of ``of``; nobody else has it."""
    return folder / f"{UNFINISHED}{of}{secrets.token_hex(_RANDOM_BYTES)}"


def free_name(folder: Path, stem: str, suffix: str = "") -> Path:
    """Return a path in ``folder`` that nothing has yet: stem and suffix, numbered where needed."""
    candidate, number = folder / f"{stem}{suffix}", 2
    while candidate.exists():
        candidate, number = folder / f"{stem}-{number}{suffix}", number + 1
    return candidate


def write_whole(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path`` so that at any moment the old or the new content is there, never half."""
    draft = unfinished(path.parent)
    try:
        with os.fdopen(new_private_file(draft), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        put_in_place(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def put_in_place(
    source: Path,
    target: Path,
    clock: Callable[[], float] = time.monotonic,
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Rename ``source`` to ``target``, replacing a file of that name, and make the rename last.

    A sharing violation (Windows, while a virus scanner looks at the file) is tried again for
    two seconds.
    """
    until = clock() + _RETRY_SECONDS
    while True:
        try:
            source.replace(target)
            break
        except PermissionError:
            if clock() >= until:
                raise
            pause(_PAUSE)
    make_rename_last(target.parent)


def real_path(path: Path) -> Path:
    """Return where ``path`` leads, absolute and through every link; of links in a circle the path as it is.

    ``Path.resolve`` raises ``RuntimeError`` there (Python up to 3.12); who opens the path is told in time.
    """
    return Path(os.path.realpath(path))


def held_elsewhere(error: OSError) -> bool:
    """Return whether a file was not replaced since another program holds it open, as Windows refuses it.

    What was to come into its place could be written beside it: neither room nor a right to the folder lacks.
    """
    return isinstance(error, PermissionError) and bool(error.filename2) and Path(error.filename2).is_file()


def make_rename_last(folder: Path) -> None:
    """Write the entries of ``folder`` to the disk; systems without handles to folders do it themselves."""
    with suppress(PermissionError), where_known():
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def left_unfinished(folder: Path, of: str = "") -> list[Path]:
    """Return what a killed program left unfinished in ``folder`` on behalf of ``of``."""
    random_part = re.compile(rf"[0-9a-f]{{{2 * _RANDOM_BYTES}}}")
    start = f"{UNFINISHED}{of}"
    with os.scandir(folder) as entries:
        return [
            folder / entry.name
            for entry in entries
            if entry.name.startswith(start) and random_part.fullmatch(entry.name[len(start) :])
        ]


def sweep(folder: Path, of: str = "") -> int:
    """Remove what a killed program left unfinished in ``folder`` on behalf of ``of``; return how many went.

    What cannot be seen or removed now waits for the next time, and keeps no other.
    """
    gone = 0
    with suppress(OSError):
        for leftover in left_unfinished(folder, of):
            with suppress(OSError):
                remove(leftover)
                gone += 1
    return gone


def remove(path: Path) -> None:
    """Remove a file or a folder with all that is in it; nothing there is no error."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
