"""Which commands there are, how they are called, and how their errors are told."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from importlib import import_module
from pathlib import Path

from intman_desktop import __version__
from intman_desktop.errors import FaultyInput, Trouble
from intman_desktop.language import LANGUAGES, _, system_language, use_language

COMMANDS = (
    "tour",
    "new-vault",
    "import",
    "export",
    "key-figures",
    "papers",
    "period",
    "backup",
    "restore",
    "verify",
    "self-test",
)
BUG = 70
"""Exit code of an error of ours."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line ``arguments`` (the process's where None) and return the exit code.

    Troubles are printed as one sentence on stderr and end with their own code; without a
    command the window opens.
    """
    os.umask(0o077)
    given = list(sys.argv[1:] if arguments is None else arguments)
    use_language(_language_of(given))
    parsed = _parser().parse_args(given)
    try:
        run: Callable[[argparse.Namespace], int] = parsed.run
        return run(parsed)
    except FaultyInput as trouble:
        _say(trouble.sentence())
        for place, sentence in trouble.faults:
            _say(f"  {place}: {sentence}")
        return trouble.exit_code
    except Trouble as trouble:
        from intman_desktop.services.wording import told

        _say(told(trouble))
        return trouble.exit_code
    except BrokenPipeError:
        return 1
    except KeyboardInterrupt:
        _say(_("Abgebrochen."))
        return 130


def day_argument(text: str) -> date:
    """Return the date that ``text`` says; for argparse, which turns the error into a usage error."""
    from intman_desktop.rules.dates import parse_typed_date

    try:
        return parse_typed_date(text, datetime.now().astimezone().date())
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("„{text}“ ist kein Datum (JJJJ-MM-TT oder TT.MM.JJJJ).").format(text=text[:40])
        ) from None


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


def _language_of(given: Sequence[str]) -> str:
    for place, word in enumerate(given):
        if word == "--language" and place + 1 < len(given) and given[place + 1] in LANGUAGES:
            return given[place + 1]
        if word.startswith("--language=") and word.partition("=")[2] in LANGUAGES:
            return word.partition("=")[2]
    return system_language()


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    store = common.add_argument_group(_("Tresor"))
    store.add_argument("--vault", type=Path, metavar="FOLDER", help=_("Ordner des Tresors"))
    store.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help=_("Datei mit der Passphrase; ohne sie wird gefragt"),
    )
    store.add_argument(
        "--today", type=day_argument, metavar="DATE", help=_("dieses Datum gilt als heute (JJJJ-MM-TT)")
    )
    store.add_argument("--language", choices=LANGUAGES, help=_("Sprache der Ausgabe"))
    parser = argparse.ArgumentParser(
        prog="intman",
        description=_("Fallarbeit im Integrationsmanagement. Ohne Befehl öffnet sich das Fenster."),
        parents=[common],
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"intman {__version__}")
    parser.set_defaults(run=_open_window)
    inner = parser.add_subparsers(title=_("Befehle"), metavar=_("BEFEHL"))
    for name in COMMANDS:
        module = import_module(f"intman_desktop.cli.{name.replace('-', '_')}_command")
        one = inner.add_parser(
            name,
            help=module.summary(),
            description=module.summary(),
            parents=[_without_defaults(common)],
            allow_abbrev=False,
        )
        module.configure(one)
        one.set_defaults(run=module.run)
    return parser


def _without_defaults(common: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Let an option stand before or after the command without the later default wiping it out."""
    again = argparse.ArgumentParser(add_help=False, allow_abbrev=False, parents=[common])
    for action in again._actions:
        action.default = argparse.SUPPRESS
    return again


def _open_window(arguments: argparse.Namespace) -> int:
    from intman_desktop.app import run_window

    return run_window(vault=arguments.vault, today=arguments.today, language=arguments.language)
