"""``intman restore FILE``: a store out of a backup, what was erased stays erased (L4)."""

from __future__ import annotations

import argparse
from pathlib import Path

from intman_desktop.cli.opening import clock_of, passphrase_of, vault_folder
from intman_desktop.cli.saying import say
from intman_desktop.language import _


def summary() -> str:
    """Return the line of the help."""
    return _("Einen Tresor aus einer Sicherung wiederherstellen")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("file", type=Path, metavar="FILE")


def run(arguments: argparse.Namespace) -> int:
    """Restore into ``--vault`` and return 0; raises the troubles of the backup and the folder."""
    from intman_desktop.services.backups import restore
    from intman_desktop.services.words.restoring import restored_words
    from intman_desktop.vault.backup import look_at_backup

    today, now = clock_of(arguments)
    # what is no backup is told before a passphrase is asked
    look_at_backup(arguments.file)
    done = restore(arguments.file, passphrase_of(arguments), vault_folder(arguments), today=today, now=now)
    for words in restored_words(done):
        say(words)
    return 0
