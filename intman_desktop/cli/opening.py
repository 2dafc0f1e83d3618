"""Opening the store for one command: which folder, which passphrase, which day."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from intman_desktop.cli.saying import say_aside
from intman_desktop.clock import clock_at
from intman_desktop.errors import Refused, Trouble
from intman_desktop.language import _
from intman_desktop.paths import default_vault
from intman_desktop.values.explanation import Explanation

if TYPE_CHECKING:
    from intman_desktop.services.common.desk import Desk

LONGEST_PASSPHRASE_FILE = 64 * 1024
"""In bytes; a field of the window takes whatever such a file holds."""


class NoPassphrase(Trouble):
    """There is no passphrase file to read, and nobody to ask."""

    exit_code = 7

    def template(self) -> str:
        """Return the sentence with its way on."""
        return _("Die Passphrase fehlt. Geben Sie mit --passphrase-file eine lesbare Datei an.")


def vault_folder(arguments: argparse.Namespace) -> Path:
    """Return the folder of the store: ``--vault`` or the person's own."""
    folder: Path | None = arguments.vault
    return default_vault() if folder is None else folder


def passphrase_of(arguments: argparse.Namespace, *, twice: bool = False) -> str:
    """Return the passphrase of ``--passphrase-file`` without its line end, or ask for it (``twice`` if new).

    Raises ``NoPassphrase`` where there is neither a readable file nor somebody to ask.
    """
    file: Path | None = arguments.passphrase_file
    if file is not None:
        return _from_file(file)
    if sys.stdin is None or not sys.stdin.isatty():
        raise NoPassphrase()
    try:
        first = getpass.getpass(_("Passphrase: "))
        again = getpass.getpass(_("Noch einmal: ")) if twice else first
    except EOFError:
        raise NoPassphrase() from None
    if again != first:
        raise Refused("passphrases_differ")
    return first


@contextmanager
def opened_desk(arguments: argparse.Namespace) -> Iterator[Desk]:
    """Open the store and close it in any case; raises the troubles of opening, damage before asking.

    The passphrase may be the owner's or a substitute's: names are unknown before, so each is tried in turn.
    A day that cannot be right is pointed out beside the result (Rule L7).
    """
    from intman_desktop.services.keeping.stores import desk_of, note_opened, open_store_by_any
    from intman_desktop.vault.store import look_at_vault

    today, now = clock_at(arguments.today)
    folder = vault_folder(arguments)
    look_at_vault(folder)
    vault = open_store_by_any(folder, passphrase_of(arguments))
    try:
        desk = desk_of(vault, today=today, now=now)
        note_opened(desk, day_set=arguments.today is not None)
        _point_out_a_wrong_day(desk, day_set=arguments.today is not None)
        yield desk
    finally:
        vault.close()


def named_case(desk: Desk, name: str) -> int:
    """Return the id of the case with this number or key.

    Raises ``NotFound``, and ``Refused`` for a case on hold, which opens in the window alone, where a reason
    is asked for (Rule L2).
    """
    from intman_desktop.services.casework.cases import case_id_of, open_case

    case_id = case_id_of(desk, name)
    open_case(desk, case_id)
    return case_id


def _point_out_a_wrong_day(desk: Desk, *, day_set: bool) -> None:
    """Say that the clock, or the day that was given instead (``day_set``), cannot be right (Rule L7)."""
    from intman_desktop.services.closing.erasure import clock_to_confirm
    from intman_desktop.services.common.wording import sentence

    with suppress(Trouble):  # of a damaged store the command itself tells more
        doubt = clock_to_confirm(desk)
        if doubt is not None:
            given = Explanation("given_day_doubtful", doubt.values)
            say_aside(sentence(given if day_set else doubt))


def _from_file(file: Path) -> str:
    from intman_desktop.cli.pipes import read_file_or_pipe

    try:
        raw = read_file_or_pipe(file, LONGEST_PASSPHRASE_FILE + 1)
        # some editors put a mark in front of UTF-8
        text = raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise NoPassphrase() from None
    if len(raw) > LONGEST_PASSPHRASE_FILE:
        raise NoPassphrase()
    return text.removesuffix("\n").removesuffix("\r")
