"""``intman import FILE``: bring in cases of the case format."""

from __future__ import annotations

import argparse

from intman_desktop.cli.arguments import path_argument
from intman_desktop.cli.files import opened_file
from intman_desktop.cli.opening import opened_desk
from intman_desktop.cli.saying import say
from intman_desktop.errors import FaultyInput
from intman_desktop.language import _, ngettext


def summary() -> str:
    """Return the line of the help."""
    return _("Fälle aus einer Falldatei übernehmen")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("file", type=path_argument, metavar="FILE")
    parser.add_argument(
        "--partial", action="store_true", help=_("die gültigen Fälle übernehmen, die übrigen auflisten")
    )


def run(arguments: argparse.Namespace) -> int:
    """Import and return 0; 4 where ``--partial`` left cases out. Raises ``FaultyInput`` otherwise."""
    from intman_desktop.services.transfer.importing import fault_sentence, import_cases

    with opened_file(arguments.file) as content, opened_desk(arguments) as desk:
        report = import_cases(desk, content, partial=arguments.partial).value
    say(
        ngettext("{count} Fall übernommen.", "{count} Fälle übernommen.", report.cases).format(
            count=report.cases
        )
    )
    for fault in (*report.notices, *report.faults):
        say(f"  {fault.place}: {fault_sentence(fault)}")
    return FaultyInput.exit_code if report.faults else 0
