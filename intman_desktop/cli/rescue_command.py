"""``intman rescue``: a new store out of all that can still be read of a damaged one."""

from __future__ import annotations

import argparse

from intman_desktop.cli.arguments import path_argument
from intman_desktop.cli.opening import passphrase_of, vault_folder
from intman_desktop.cli.saying import say
from intman_desktop.clock import clock_at
from intman_desktop.language import _

INCOMPLETE = 9
"""Exit code where something could not be read any more."""


def summary() -> str:
    """Return the line of the help."""
    return _("Retten, was in einem beschädigten Tresor noch lesbar ist")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument(
        "--backup",
        type=path_argument,
        metavar="FILE",
        help=_("letzte Sicherung, zum Vergleich und für verlorene Schlüssel"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Rescue and return 0, or ``INCOMPLETE``; raises the troubles of the store and the backup."""
    from intman_desktop.jobs.volumes import mounted_volumes
    from intman_desktop.services.common.words.damage import rescued_words
    from intman_desktop.services.keeping.rescue import rescue

    today, now = clock_at(arguments.today)
    folder = vault_folder(arguments)
    report = rescue(
        folder,
        passphrase_of(arguments),
        today=today,
        now=now,
        backup=arguments.backup,
        volumes=mounted_volumes(),
    )
    for words in rescued_words(report):
        say(words)
    return 0 if report.whole else INCOMPLETE
