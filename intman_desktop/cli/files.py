"""Files that the person names: read within bounds, written wholly or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from intman_desktop.errors import Trouble
from intman_desktop.language import _


class FileTrouble(Trouble):
    """A file named on the command line cannot be read or written."""

    exit_code = 8

    def template(self) -> str:
        """Return the sentence with its way on."""
        return _("„{name}“ lässt sich nicht lesen oder schreiben: {why}.")


def why_of(error: OSError) -> str:
    """Return in the person's words why the system refused."""
    from intman_desktop.vault.files import held_elsewhere

    if held_elsewhere(error):
        return _(
            "ist sie in einem anderen Programm geöffnet? Schließen Sie sie dort, oder wählen Sie einen "
            "anderen Namen"
        )
    words = {
        errno.ENOENT: _("Datei oder Ordner gibt es nicht"),
        errno.ENOTDIR: _("Datei oder Ordner gibt es nicht"),
        errno.EISDIR: _("das ist ein Ordner"),
        errno.ENODEV: _("das ist keine Datei, sondern ein Gerät"),
        errno.EEXIST: _("dort liegt schon eine Datei dieses Namens"),
        errno.EACCES: _("dafür fehlt das Recht"),
        errno.EPERM: _("dafür fehlt das Recht"),
        errno.EROFS: _("dafür fehlt das Recht"),
        errno.ENOSPC: _("der Datenträger ist voll"),
        errno.EDQUOT: _("der Datenträger ist voll"),
        errno.EFBIG: _("der Datenträger ist voll"),
        errno.ELOOP: _("das ist ein Verweis, der im Kreis führt"),
        errno.ENAMETOOLONG: _("der Name ist zu lang"),
    }
    return words.get(error.errno or 0, _("der Datenträger antwortet nicht"))


@contextmanager
def opened_file(file: Path) -> Iterator[BinaryIO]:
    """Yield a file named by the person, to be read; raises ``FileTrouble``, also for a pipe or a device."""
    from intman_desktop.vault.files import opened_named

    try:
        with opened_named(file) as opened:
            yield opened
    except OSError as error:
        raise FileTrouble(name=str(file), why=why_of(error)) from None


@contextmanager
def new_file(file: Path) -> Iterator[BinaryIO]:
    """Yield a file to be written where the person said, for its owner only; it gets its name when whole.

    Raises ``FileTrouble``; what was there before then stays as it was.
    """
    from intman_desktop.vault.files import new_private_file, put_in_place, unfinished

    draft = unfinished(file.parent)
    try:
        _refuse_place(file)
        with os.fdopen(new_private_file(draft), "wb") as opened:
            yield opened
            through_to_disk(opened)
        put_in_place(draft, file)
    except OSError as error:
        raise FileTrouble(name=str(file), why=why_of(error)) from None
    finally:
        with suppress(OSError):  # a stick that was pulled: there is nothing that could be removed
            draft.unlink(missing_ok=True)


def through_to_disk(target: BinaryIO, content: bytes = b"") -> None:
    """Write ``content`` behind what ``target`` has, and all of it to the disk; raises ``OSError``."""
    target.write(content)
    target.flush()
    os.fsync(target.fileno())


def write_bytes(file: Path, content: bytes) -> None:
    """Write a file where the person said, whole or not at all, for its owner only; raises ``FileTrouble``."""
    from intman_desktop.vault.files import write_whole

    try:
        _refuse_place(file)
        write_whole(file, content)
    except OSError as error:
        raise FileTrouble(name=str(file), why=why_of(error)) from None


def must_be_new(file: Path) -> None:
    """Refuse to write over a file that is there, as it may be the only one; raises ``FileTrouble``."""
    if os.path.lexists(file):
        error = OSError(errno.EISDIR if file.is_dir() else errno.EEXIST, "")
        raise FileTrouble(name=str(file), why=why_of(error))


def must_be_writable(file: Path) -> None:
    """Ask beforehand whether a file can be written there; raises ``FileTrouble``, and leaves nothing."""
    from intman_desktop.vault.files import new_private_file, unfinished

    draft = unfinished(file.parent)
    try:
        if file.is_dir():
            raise IsADirectoryError(errno.EISDIR, "")
        _refuse_place(file)
        os.close(new_private_file(draft))
        draft.unlink()
    except OSError as error:
        raise FileTrouble(name=str(file), why=why_of(error)) from None


def refuse_same(*files: Path | None) -> None:
    """Refuse to write one file twice, or over one that is read; raises ``FileTrouble`` with its name."""
    from intman_desktop.vault.files import real_path

    seen: set[Path] = set()
    for file in files:
        if file is None:
            continue
        if real_path(file) in seen:
            raise FileTrouble(name=str(file), why=_("dieselbe Datei ist zweimal angegeben"))
        seen.add(real_path(file))


def _refuse_place(file: Path) -> None:
    """Refuse the program's own files, and what is neither file nor folder.

    A file in the place of a device would take it from the whole system.
    """
    from intman_desktop.vault.own_files import is_own

    if is_own(file):
        raise FileTrouble(name=str(file), why=_("dort liegt ein Tresor oder eine Sicherung"))
    if file.exists() and not file.is_file() and not file.is_dir():
        raise OSError(errno.ENODEV, "")


def must_be_folder(folder: Path) -> None:
    """Refuse a folder that is not there; raises ``FileTrouble``."""
    if not folder.is_dir():
        raise FileTrouble(name=str(folder), why=why_of(OSError(errno.ENOENT, "")))


def make_folder(folder: Path) -> None:
    """Create a folder named by the person where it is missing; raises ``FileTrouble``."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileTrouble(name=str(folder), why=why_of(error)) from None
