"""``intman tour``: the guided tour through the real window, without a person."""

from __future__ import annotations

import argparse
from pathlib import Path

from intman_desktop.cli.arguments import path_argument
from intman_desktop.cli.files import make_folder
from intman_desktop.cli.saying import say
from intman_desktop.language import _


def summary() -> str:
    """Return the line of the help."""
    return _("Den Rundgang durch das Programm machen und alles ablegen, was dabei entsteht")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument(
        "--folder",
        type=path_argument,
        default=Path("build/tour"),
        metavar="FOLDER",
        help=_("Ordner für das Ergebnis"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Drive the window through the tour and return 0. Raises ``FileTrouble`` where there is no folder."""
    from intman_desktop.cli.screen import lend_screen

    lend_screen()
    from intman_desktop.app import begin
    from intman_desktop.tour import run_tour

    make_folder(arguments.folder)
    run_tour(arguments.folder, say, begin)
    return 0
