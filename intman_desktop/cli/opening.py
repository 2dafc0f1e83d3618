"""Opening the store for one command: which folder, which passphrase, which day."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from intman_desktop.errors import Refused, Trouble
from intman_desktop.language import _
from intman_desktop.paths import default_vault

if TYPE_CHECKING:
    from intman_desktop.services.desk import Desk

_LONGEST_PASSPHRASE_FILE = 64 * 1024


class NoPassphrase(Trouble):
    """There is no passphrase file to read, and nobody to ask."""

    exit_code = 7

    def template(self) -> str:
        """Return the sentence with its way on."""
        return _("Die Passphrase fehlt. Geben Sie mit --passphrase-file eine lesbare Datei an.")


class FileTrouble(Trouble):
    """A file named on the command line cannot be read or written."""

    exit_code = 8

    def template(self) -> str:
        """Return the sentence with its way on."""
        return _("„{name}“ lässt sich nicht lesen oder schreiben: {why}.")


def vault_folder(arguments: argparse.Namespace) -> Path:
    """Return the folder of the store: ``--vault`` or the person's own."""
    folder: Path | None = arguments.vault
    return default_vault() if folder is None else folder


def passphrase_of(arguments: argparse.Namespace, *, twice: bool = False) -> str:
    """Return the passphrase of ``--passphrase-file`` without its line end, or ask for it (``twice`` if new).

    Raises ``NoPassphrase`` where there is neither a readable file nor a terminal.
    """
    file: Path | None = arguments.passphrase_file
    if file is not None:
        return _from_file(file)
    if not sys.stdin.isatty():
        raise NoPassphrase()
    first = getpass.getpass(_("Passphrase: "))
    if twice and getpass.getpass(_("Noch einmal: ")) != first:
        raise Refused("passphrases_differ")
    return first


def clock_of(arguments: argparse.Namespace) -> tuple[Callable[[], date], Callable[[], datetime]]:
    """Return today and now: the computer's, or fixed to ``--today`` at noon UTC."""
    from intman_desktop.services.desk import system_now, system_today

    fixed: date | None = arguments.today
    if fixed is None:
        return system_today, system_now
    moment = datetime.combine(fixed, time(12), tzinfo=UTC)
    return lambda: fixed, lambda: moment


@contextmanager
def opened_desk(arguments: argparse.Namespace) -> Iterator[Desk]:
    """Open the store and close it in any case; raises the troubles of opening."""
    from intman_desktop.services.stores import desk_of, open_store

    today, now = clock_of(arguments)
    vault = open_store(vault_folder(arguments), passphrase_of(arguments))
    try:
        yield desk_of(vault, today=today, now=now)
    finally:
        vault.close()


def read_bytes(file: Path) -> bytes:
    """Return the bytes of a file named by the person; raises ``FileTrouble``."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise FileTrouble(name=str(file), why=error.strerror or "?") from None


def write_bytes(file: Path, content: bytes) -> None:
    """Write a file where the person said, whole or not at all; raises ``FileTrouble``."""
    part = file.with_name(file.name + ".part")
    try:
        part.write_bytes(content)
        part.replace(file)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise FileTrouble(name=str(file), why=error.strerror or "?") from None


def make_folder(folder: Path) -> None:
    """Create a folder named by the person where it is missing; raises ``FileTrouble``."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileTrouble(name=str(folder), why=error.strerror or "?") from None


def say(text: str) -> None:
    """Print one line for the person."""
    sys.stdout.write(text + "\n")


def _from_file(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            raw = opened.read(_LONGEST_PASSPHRASE_FILE)
        text = raw.decode("utf-8")
    except (OSError, UnicodeDecodeError):
        raise NoPassphrase() from None
    return text.removesuffix("\n").removesuffix("\r")
