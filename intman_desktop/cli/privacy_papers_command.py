"""``intman privacy-papers``: what a data-protection officer asks for, as PDF."""

from __future__ import annotations

import argparse

from intman_desktop.cli.opening import opened_desk
from intman_desktop.cli.paper_files import add_folder, save_papers
from intman_desktop.language import _


def summary() -> str:
    """Return the line of the help."""
    return _("Unterlagen zum Datenschutz als PDF schreiben")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    add_folder(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the papers and return 0; raises ``OfficeDataMissing`` before a file is written (Rule E8)."""
    from intman_desktop.services.papers.privacy_papers import privacy_papers

    with opened_desk(arguments) as desk:
        papers = privacy_papers(desk)
    save_papers(arguments.folder, papers)
    return 0
