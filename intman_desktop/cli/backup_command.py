"""``intman backup PLACE``: one checked, encrypted file of the whole store."""

from __future__ import annotations

import argparse
from pathlib import Path

from intman_desktop.cli.arguments import path_argument
from intman_desktop.cli.files import make_folder, must_be_folder
from intman_desktop.cli.opening import opened_desk
from intman_desktop.cli.saying import say, say_aside
from intman_desktop.language import _


def summary() -> str:
    """Return the line of the help."""
    return _("Den Tresor sichern und die Sicherung prüfen")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument(
        "place",
        type=path_argument,
        metavar="PLACE",
        help=_("Ordner der Sicherung, oder eine Datei mit der Endung .imb"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Back up and return 0; raises the troubles of the place, and never leaves half a file."""
    from intman_desktop.services.common.wording import sentence
    from intman_desktop.services.common.words.restoring import lacking_words, left_over_words
    from intman_desktop.services.keeping.backups import back_up
    from intman_desktop.services.keeping.place_notices import place_notices
    from intman_desktop.vault.backup import SUFFIX, refuse_inside

    place: Path = arguments.place
    with opened_desk(arguments) as desk:
        refuse_inside(desk.vault.folder, place)
        if place.suffix.lower() == SUFFIX:
            must_be_folder(place.parent)
        else:
            make_folder(place)
        made = back_up(desk, place).value
    say(_("Gesichert und geprüft: {file}").format(file=made.file))
    for words in (lacking_words(made), left_over_words(made)):
        if words:
            say(words)
    for notice in place_notices(made.file.parent):
        say_aside(sentence(notice))
    return 0
