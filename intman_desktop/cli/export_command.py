"""``intman export FILE``: the whole store, or some cases, in the case format; with scans into a ``.zip``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from intman_desktop.cli.arguments import path_argument
from intman_desktop.cli.files import must_be_writable, new_file, refuse_same, through_to_disk
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
    whom = parser.add_mutually_exclusive_group()
    whom.add_argument(
        "--to",
        metavar="OFFICE",
        help=_(
            "mit --case: die andere Stelle, die die Datei bekommt; nur mit der Einwilligung „Übergabe bei "
            "Umzug“, nur Zeitraum und Plan, mit Eintrag ins Verzeichnis der Weitergaben"
        ),
    )
    whom.add_argument(
        "--same-provider",
        action="store_true",
        help=_("mit --case: die Datei bleibt beim selben Träger, etwa für eine Vertretung"),
    )
    parser.set_defaults(check=partial(_check, parser))
    parser.add_argument(
        "--held",
        choices=[reason.value for reason in HeldReason],
        default=HeldReason.REVIEW.value,
        help=_("warum Akten mit Löschsperre mit ausgegeben werden; der Grund steht danach im Protokoll"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Export and return 0; raises ``NotFound``, ``FileTrouble``, and ``Refused``.

    A case on hold is refused by its number; with the whole store it goes along, for a reason (Rule L2).
    Whoever names cases says for whom they are: another office (E7, U1) or the same Träger (U5).
    """
    to = " ".join((arguments.to or "").split())
    from intman_desktop.services.closing.closed_cases import count_closed
    from intman_desktop.services.transfer.exporting import (
        count_drafts,
        count_held,
        count_scans,
        export_cases,
        export_parcel,
    )

    file: Path = arguments.file
    refuse_same(arguments.passphrase_file, file)
    reason = HeldReason(arguments.held)
    parcel = file.suffix.lower() == ".zip"
    missing = closed = held = 0
    with opened_desk(arguments) as desk:
        chosen = None if arguments.case is None else [named_case(desk, name) for name in arguments.case]
        must_be_writable(file)
        with new_file(file) as target:
            whole = partial(through_to_disk, target)
            if parcel:
                missing = export_parcel(desk, target, chosen, reason, to=to, settle=whole).scans_missing
            else:
                export_cases(desk, chosen, reason, to=to, write=whole)
        left = 0 if to or parcel else count_scans(desk, chosen)
        begun = 0 if to else count_drafts(desk, chosen)  # another office gets no text but the plan's
        if chosen is None:
            closed, held = count_closed(desk), count_held(desk)
    say(_("Geschrieben: {file}. Die Datei ist nicht verschlüsselt.").format(file=file))
    if to:
        say(_("Die Weitergabe an „{office}“ steht im Verzeichnis der Akte.").format(office=to))
    for notice in _notices(closed=closed, held=held, begun=begun, left=left, missing=missing):
        say(notice)
    return 0


def _notices(*, closed: int, held: int, begun: int, left: int, missing: int) -> Iterator[str]:
    """Yield a sentence on each thing that is not in the file, or is for a reason, with how many they are."""
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
            begun,
            ngettext(
                "{count} angefangener Text ist nicht dabei: Er ist noch nicht gespeichert.",
                "{count} angefangene Texte sind nicht dabei: Sie sind noch nicht gespeichert.",
                begun,
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
            yield words.format(count=count)


def _check(parser: argparse.ArgumentParser, arguments: argparse.Namespace) -> None:
    """End with a usage error where it is not clear for whom the named cases are."""
    named = arguments.to is not None or arguments.same_provider
    if arguments.case is not None and not named:
        parser.error(
            _(
                "zu --case gehört, für wen die Datei ist: --to „Name der Stelle“ oder --same-provider; "
                "für die Person selbst gibt es sie in der Akte unter „Auskunft“"
            )
        )
    if arguments.case is None and named:
        parser.error(_("--to und --same-provider gelten nur mit --case"))
    if arguments.to is not None and not arguments.to.strip():
        parser.error(_("nach --to fehlt der Name der Stelle"))
