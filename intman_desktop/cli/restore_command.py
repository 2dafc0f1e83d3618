"""``intman restore FILE``: a store out of a backup, what was erased stays erased (L4)."""

from __future__ import annotations

import argparse

from intman_desktop.cli.arguments import path_argument
from intman_desktop.cli.opening import passphrase_of, vault_folder
from intman_desktop.cli.saying import say
from intman_desktop.clock import clock_at
from intman_desktop.language import _


def summary() -> str:
    """Return the line of the help."""
    return _("Einen Tresor aus einer Sicherung wiederherstellen")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("file", type=path_argument, metavar="FILE")
    parser.add_argument(
        "--preview",
        action="store_true",
        help=_("nur zeigen, was die Sicherung bringt und was danach fehlt; nichts wird ersetzt"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Restore into ``--vault`` and return 0; raises the troubles of the backup and the folder.

    With ``--preview`` it is only told what that would bring and take (Rule L4).
    """
    from intman_desktop.jobs.volumes import mounted_volumes
    from intman_desktop.services.common.words.restoring import preview_words, restored_words
    from intman_desktop.services.keeping.backups import restore
    from intman_desktop.services.keeping.restore_preview import preview_restore, refuse_other_store
    from intman_desktop.vault.backup import look_at_backup

    today, now = clock_at(arguments.today)
    # what is no backup is told before a passphrase is asked
    look_at_backup(arguments.file)
    refuse_other_store(arguments.file, vault_folder(arguments))
    given = (arguments.file, passphrase_of(arguments), vault_folder(arguments))
    if arguments.preview:
        told = preview_words(preview_restore(*given, today=today, now=now, volumes=mounted_volumes()))
    else:
        told = restored_words(restore(*given, today=today, now=now, volumes=mounted_volumes()))
    for words in told:
        say(words)
    return 0
