"""``intman export FILE``: the whole store, or some cases, in the case format; with scans into a ``.zip``."""

from __future__ import annotations

import argparse
from pathlib import Path

from intman_desktop.cli.arguments import path_argument
from intman_desktop.cli.files import new_file, refuse_same, write_bytes
from intman_desktop.cli.opening import named_case, opened_desk
from intman_desktop.cli.saying import say
from intman_desktop.language import _, ngettext
from intman_desktop.values.codes import HeldReason


def summary() -> str:
    """Return the line of the help."""
    return _("Fälle als Falldatei ausgeben (unverschlüsselt)")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("file", type=path_argument, metavar="FILE")
    parser.add_argument(
        "--case",
        action="append",
        metavar="CASE",
        help=_("nur diesen Fall (Fallnummer); mehrfach möglich, ohne Angabe alles"),
    )
    parser.add_argument(
        "--held",
        choices=[reason.value for reason in HeldReason],
        default=HeldReason.REVIEW.value,
        help=_("warum Akten mit Löschsperre mit ausgegeben werden; der Grund steht danach im Protokoll"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Export and return 0; raises ``NotFound``, ``FileTrouble``, and ``Refused``.

    A case on hold is refused by its number; with the whole store it goes along, for a reason (Rule L2).
    """
    from intman_desktop.services.closing.closed_cases import count_closed
    from intman_desktop.services.transfer.exporting import (
        count_held,
        count_scans,
        export_cases,
        export_parcel,
    )

    file: Path = arguments.file
    refuse_same(arguments.passphrase_file, file)
    reason = HeldReason(arguments.held)
    left = missing = closed = held = 0
    with opened_desk(arguments) as desk:
        chosen = None if arguments.case is None else [named_case(desk, name) for name in arguments.case]
        if file.suffix.lower() == ".zip":
            with new_file(file) as target:
                missing = export_parcel(desk, target, chosen, reason).scans_missing
        else:
            write_bytes(file, export_cases(desk, chosen, reason))
            left = count_scans(desk, chosen)
        if chosen is None:
            closed, held = count_closed(desk), count_held(desk)
    say(_("Geschrieben: {file}. Die Datei ist nicht verschlüsselt.").format(file=file))
    counts = (
        (
            closed,
            ngettext(
                "{count} Fall ohne Einwilligung ist nicht dabei; nur seine Zahlen sind es.",
                "{count} Fälle ohne Einwilligung sind nicht dabei; nur ihre Zahlen sind es.",
                closed,
            ),
        ),
        (
            held,
            ngettext(
                "{count} Akte mit Löschsperre ist dabei; das steht mit dem Grund im Protokoll.",
                "{count} Akten mit Löschsperre sind dabei; das steht mit dem Grund im Protokoll.",
                held,
            ),
        ),
        (
            left,
            ngettext(
                "Der Inhalt von {count} Scan ist nicht dabei; dazu muss die Datei auf .zip enden.",
                "Die Inhalte von {count} Scans sind nicht dabei; dazu muss die Datei auf .zip enden.",
                left,
            ),
        ),
        (
            missing,
            ngettext(
                "{count} Scan fehlt darin: Seine Datei neben dem Tresor fehlt oder ist beschädigt.",
                "{count} Scans fehlen darin: Ihre Dateien neben dem Tresor fehlen oder sind beschädigt.",
                missing,
            ),
        ),
    )
    for count, words in counts:
        if count:
            say(words.format(count=count))
    return 0
