"""Which commands and options there are; an option may stand before or after the command."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from intman_desktop import __version__
from intman_desktop.clock import system_today
from intman_desktop.language import LANGUAGES, _, system_language

COMMANDS = (
    "tour",
    "new-vault",
    "import",
    "export",
    "key-figures",
    "papers",
    "privacy-papers",
    "period",
    "backup",
    "restore",
    "verify",
    "rescue",
    "self-test",
)
USAGE = 2
"""Exit code of a command line that cannot be understood."""
_HELP = frozenset({"-h", "--help"})
_OTHER_THAN_NO_DATE = frozenset({"year_out_of_range", "other_calendar", "day_missing"})
"""What may be wrong with a date that is one; anything else is told as no date, with its form."""
_NO_OPTION = ("--passphrase", "--password", "--passwort")


class _Help(argparse.HelpFormatter):
    """Heads the usage in the language of the screen; argparse knows no German."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, _("Aufruf: ") if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """Tells in one sentence what is wrong and where the help is."""

    def __init__(self, **details: Any) -> None:
        super().__init__(**{"formatter_class": _Help, "allow_abbrev": False, **details}, add_help=False)
        self._positionals.title = _("Angaben")
        self._optionals.title = _("Weiteres")
        self.add_argument("-h", "--help", action="help", help=_("zeigt diese Hilfe"))

    def error(self, message: str) -> NoReturn:
        said = _("Der Aufruf ist so nicht möglich: {why}. Hilfe zeigt: {program} --help")
        from intman_desktop.values.visible import visible  # not before the first window is painted

        why = visible(_reason(message).rstrip("."))  # names of files that others chose may stand in it
        self.exit(USAGE, said.format(why=why, program=self.prog) + "\n")


def _reason(message: str) -> str:
    """Return what argparse says, in the language of the screen as far as we know its words."""
    for pattern, words in (
        (r"the following arguments are required: (.+)", _("es fehlt {0}")),
        (r"unrecognized arguments: (.+)", _("„{0}“ ist hier nicht bekannt")),
        (r"argument (.+?): expected .*", _("nach {0} fehlt eine Angabe")),
        (r"argument .+?: invalid choice: ['\"](.*)['\"] \(choose .*", _("„{0}“ gibt es nicht")),
        (r"argument (.+?): not allowed with argument (.+)", _("{0} und {1} gehen nicht zusammen")),
        (r"argument (.+?): ignored explicit argument .*", _("zu {0} gehört keine Angabe")),
        (r"argument .+?: (.+)", "{0}"),
    ):
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return words.format(*found.groups())
    return message


def parse(given: Sequence[str], without_command: Callable[[argparse.Namespace], int]) -> argparse.Namespace:
    """Return what was asked for; its ``run`` is the command's, or ``without_command`` where none is named.

    Raises ``SystemExit`` (``USAGE``, after a sentence on stderr, or 0 after the help).
    """
    parser = _parser(given, without_command)
    if any(word.partition("=")[0] in _NO_OPTION for word in given):
        # said without repeating it: what stands on a command line is seen by others and kept in its history
        parser.error(
            _(
                "die Passphrase gehört nicht auf die Befehlszeile; "
                "geben Sie mit --passphrase-file die Datei an, in der sie steht"
            )
        )
    parsed = parser.parse_args(given)
    if parsed.run is without_command and parsed.passphrase_file is not None:
        parser.error(
            _("--passphrase-file gilt nur für einen Befehl; das Fenster fragt selbst nach der Passphrase")
        )
    check: Callable[[argparse.Namespace], None] | None = getattr(parsed, "check", None)
    if check is not None:
        check(parsed)
    return parsed


def language_of(given: Sequence[str]) -> str:
    """Return the language that ``--language`` names, or the system's; needed before anything is said."""
    spoken = system_language()
    for place, word in enumerate(given):
        name, _equals, value = word.partition("=")
        if name == "--language":
            named = value or (given[place + 1] if place + 1 < len(given) else "")
            if named in LANGUAGES:
                spoken = named  # of two the later one counts, as of every option
    return spoken


def day_argument(text: str, today: date | None = None) -> date:
    """Return the date that ``text`` says; for argparse, which turns the error into a usage error.

    Words such as "heute" are told from ``today``, without one from the computer's day.
    """
    from intman_desktop.rules.dates import UnclearDate, parse_typed_date

    try:
        return parse_typed_date(text, today or system_today())
    except UnclearDate as unclear:
        if unclear.explanation.code in _OTHER_THAN_NO_DATE:
            from intman_desktop.services.common.wording import sentence

            why = sentence(unclear.explanation)
            raise argparse.ArgumentTypeError(f"„{text[:40]}“: {why}") from None
        raise argparse.ArgumentTypeError(
            _("„{text}“ ist kein Datum (JJJJ-MM-TT oder TT.MM.JJJJ).").format(text=text[:40])
        ) from None


def path_argument(text: str) -> Path:
    """Return the path that ``text`` names; for argparse. An empty one would mean the current folder.

    A ``~`` at its beginning is the account's own folder: a shell leaves it as it is in ``--vault=~/x``.
    """
    if not text.strip():
        raise argparse.ArgumentTypeError(_("hier steht ein leerer Name statt einer Datei oder eines Ordners"))
    path = Path(text)
    if path.parts[:1] != ("~",):
        return path
    try:
        return path.expanduser()
    except RuntimeError:  # no such folder: what is to be done with the path says so
        return path


def whole_number(text: str) -> int:
    """Return the whole number that ``text`` says; for argparse."""
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("„{text}“ ist keine ganze Zahl.").format(text=text[:40])) from None


def _parser(given: Sequence[str], without_command: Callable[[argparse.Namespace], int]) -> _Parser:
    """Return the parser; a command is known by name alone unless ``given`` names it or asks for the help.

    The values that commands import would hold up the window by a fifth of its start.
    """
    parser = _Parser(
        prog="intman",
        description=_("Fallarbeit im Integrationsmanagement. Ohne Befehl öffnet sich das Fenster."),
    )
    version = f"intman {__version__}"
    parser.add_argument("--version", action="version", version=version, help=_("zeigt die Version"))
    _add_common(parser, None)
    parser.set_defaults(run=without_command)
    inner = parser.add_subparsers(title=_("Befehle"), metavar=_("BEFEHL"))
    helps = not _HELP.isdisjoint(given)
    for name in COMMANDS:
        if not helps and name not in given:
            inner.add_parser(name)
            continue
        module = import_module(f"intman_desktop.cli.{name.replace('-', '_')}_command")
        one = inner.add_parser(name, help=module.summary(), description=module.summary())
        # suppressed: a default after the command would wipe out what was given before it
        _add_common(one, argparse.SUPPRESS)
        module.configure(one)
        one.set_defaults(run=module.run)
    return parser


def _add_common(parser: argparse.ArgumentParser, default: Any) -> None:
    store = parser.add_argument_group(_("Tresor"))
    store.add_argument(
        "--vault", type=path_argument, default=default, metavar="FOLDER", help=_("Ordner des Tresors")
    )
    store.add_argument(
        "--passphrase-file",
        type=path_argument,
        default=default,
        metavar="FILE",
        help=_("Datei mit der Passphrase; ohne sie wird gefragt"),
    )
    store.add_argument(
        "--today",
        type=day_argument,
        default=default,
        metavar="DATE",
        help=_("dieses Datum gilt als heute (JJJJ-MM-TT)"),
    )
    store.add_argument("--language", choices=LANGUAGES, default=default, help=_("Sprache der Ausgabe"))
