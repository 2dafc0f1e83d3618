"""``intman export FILE``: the whole store, or some cases, in the case format."""

from __future__ import annotations

import argparse
from pathlib import Path

from intman_desktop.cli.files import write_bytes
from intman_desktop.cli.opening import named_case, opened_desk
from intman_desktop.cli.saying import say
from intman_desktop.language import _


def summary() -> str:
    """Return the line of the help."""
    return _("Fälle als Falldatei ausgeben (unverschlüsselt)")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--case",
        action="append",
        metavar="CASE",
        help=_("nur diesen Fall (Fallnummer); mehrfach möglich, ohne Angabe alles"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Export and return 0; raises ``NotFound``, ``Refused`` for a case on hold, and ``FileTrouble``."""
    from intman_desktop.services.exchanging import export_cases

    with opened_desk(arguments) as desk:
        chosen = None if arguments.case is None else [named_case(desk, name) for name in arguments.case]
        content = export_cases(desk, chosen)
    write_bytes(arguments.file, content)
    say(_("Geschrieben: {file}. Die Datei ist nicht verschlüsselt.").format(file=arguments.file))
    return 0
