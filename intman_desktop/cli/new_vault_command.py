"""``intman new-vault``: an empty encrypted store with its emergency sheet."""

from __future__ import annotations

import argparse
from pathlib import Path

from intman_desktop.cli.arguments import path_argument
from intman_desktop.cli.files import FileTrouble, must_be_new, must_be_writable, refuse_same, write_bytes
from intman_desktop.cli.opening import passphrase_of, vault_folder
from intman_desktop.cli.saying import say, say_aside, say_the_rest
from intman_desktop.clock import clock_at
from intman_desktop.language import _


def summary() -> str:
    """Return the line of the help."""
    return _("Einen neuen, leeren Tresor anlegen")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument(
        "--emergency-sheet",
        type=path_argument,
        metavar="FILE",
        help=_("Notfallblatt als PDF dorthin; ohne Angabe steht der Code einmal in der Ausgabe"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Create the store and return 0; raises the troubles of the folder and the passphrase."""
    from intman_desktop.services.common.wording import sentence
    from intman_desktop.services.keeping.place_notices import look_for_store
    from intman_desktop.services.keeping.stores import create_store, desk_of, first_office, unless_it_fails
    from intman_desktop.services.papers.papers import emergency_sheet

    today, now = clock_at(arguments.today)
    folder = vault_folder(arguments)
    sheet: Path | None = arguments.emergency_sheet
    refuse_same(arguments.passphrase_file, sheet)
    if sheet is not None:
        must_be_writable(sheet)
        must_be_new(sheet)
    for notice in look_for_store(folder):
        say_aside(sentence(notice))
    passphrase = passphrase_of(arguments, twice=True)
    made = create_store(folder, passphrase, first_office(), now=now)
    code = _("Notfallcode (nur jetzt zu sehen): {code}").format(code=made.emergency_code)
    not_written: FileTrouble | None = None
    with unless_it_fails(made.vault):
        desk = desk_of(made.vault, today=today, now=now)
        content = b"" if sheet is None else emergency_sheet(desk, made.emergency_code).content
        say(_("Der Tresor liegt in {folder}.").format(folder=folder))
        if sheet is None:
            say(code)
        else:
            try:
                write_bytes(sheet, content)
            except FileTrouble as trouble:
                not_written = trouble
                say(code)  # it is kept nowhere else
        say_the_rest()
    made.vault.close()
    if not_written is not None:
        raise not_written
    return 0
