"""``intman verify``: both integrity checks, the links, the key file, the journal and its heads elsewhere."""

from __future__ import annotations

import argparse

from intman_desktop.cli.opening import opened_desk
from intman_desktop.cli.saying import say
from intman_desktop.language import _, ngettext


def summary() -> str:
    """Return the line of the help."""
    return _("Den Tresor auf Schäden prüfen")


DAMAGED = 9
"""Exit code where the checks found something."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add nothing: the command has no arguments of its own."""


def run(arguments: argparse.Namespace) -> int:
    """Check and return 0, or ``DAMAGED``, with a sentence per finding and for what could not be compared."""
    from intman_desktop.services.common.wording import sentence
    from intman_desktop.services.keeping.backups import verify_store

    with opened_desk(arguments) as desk:
        report = verify_store(desk)
    if report.sound:
        words = ngettext(
            "Der Tresor ist in Ordnung ({entries} Protokolleintrag geprüft).",
            "Der Tresor ist in Ordnung ({entries} Protokolleinträge geprüft).",
            report.journal_length,
        )
        say(words.format(entries=report.journal_length))
    for fact in (*report.faults, *report.notes):
        say(sentence(fact))
    return 0 if report.sound else DAMAGED
