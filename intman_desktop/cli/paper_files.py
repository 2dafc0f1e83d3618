"""Papers as files in a folder that the person names."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from intman_desktop.cli.arguments import path_argument
from intman_desktop.cli.files import make_folder
from intman_desktop.cli.saying import say
from intman_desktop.cli.several_files import new_files
from intman_desktop.language import _
from intman_desktop.values.work_views import Paper


def add_folder(parser: argparse.ArgumentParser) -> None:
    """Add the folder into which papers are written."""
    parser.add_argument(
        "--folder",
        type=path_argument,
        default=Path(),
        metavar="FOLDER",
        help=_("Zielordner (sonst der aktuelle)"),
    )


def save_papers(folder: Path, papers: Sequence[Paper]) -> None:
    """Write each paper under its own name into ``folder``, which is made, and say where it lies.

    Raises ``FileTrouble`` where one of them cannot be written; then none is.
    """
    make_folder(folder)
    with new_files([(folder / paper.file_name, paper.content) for paper in papers]):
        pass
    for paper in papers:
        say(str(folder / paper.file_name))
