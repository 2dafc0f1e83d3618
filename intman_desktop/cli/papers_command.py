"""``intman papers CASE``: every paper of a case as PDF."""

from __future__ import annotations

import argparse

from intman_desktop.cli.opening import named_case, opened_desk
from intman_desktop.cli.paper_files import add_folder, save_papers
from intman_desktop.language import _


def summary() -> str:
    """Return the line of the help."""
    return _("Alle Papiere eines Falls als PDF schreiben")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("case", metavar="CASE", help=_("Fallnummer"))
    add_folder(parser)
    parser.add_argument(
        "--blank",
        action="store_true",
        help=_("dazu leere Blätter einzelner Einwilligungen, zum Ausfüllen und Unterschreiben zu Hause"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the papers and return 0; raises ``NotFound``, ``Refused`` and what hinders printing (E8)."""
    from intman_desktop.services.papers.papers import papers_of

    with opened_desk(arguments) as desk:
        papers = papers_of(desk, named_case(desk, arguments.case), blank=arguments.blank)
    save_papers(arguments.folder, papers)
    return 0
