"""``intman import FILE``: bring in cases of the case format."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from functools import partial

from intman_desktop.cli.arguments import day_argument, path_argument
from intman_desktop.cli.files import opened_file
from intman_desktop.cli.opening import opened_desk
from intman_desktop.cli.saying import say, say_aside
from intman_desktop.errors import FaultyInput
from intman_desktop.language import _, ngettext
from intman_desktop.values.handed_over import OwnConsent


def summary() -> str:
    """Return the line of the help."""
    return _("Fälle aus einer Falldatei übernehmen")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("file", type=path_argument, metavar="FILE")
    parser.add_argument(
        "--partial", action="store_true", help=_("die gültigen Fälle übernehmen, die übrigen auflisten")
    )
    parser.add_argument(
        "--own-consent",
        action="append",
        nargs=3,
        metavar=("CASE", "DATE", "PLACE"),
        help=_(
            "bei einer Datei von einer anderen Stelle, je Fall: die eigene Einwilligung der Person liegt "
            "schriftlich vor, mit Belehrung über den Widerruf (Fallnummer in der Datei, Tag, wo sie abgelegt "
            "ist)"
        ),
    )
    parser.add_argument(
        "--own-health-consent",
        action="append",
        metavar="CASE",
        help=_("dazu: sie gilt auch für Angaben zur Gesundheit (Fallnummer in der Datei)"),
    )
    parser.add_argument(
        "--own-contact-consent",
        action="append",
        metavar="CASE",
        help=_("dazu: sie erlaubt auch E-Mails und Nachrichten (Fallnummer in der Datei)"),
    )
    parser.set_defaults(check=partial(_check, parser))


def run(arguments: argparse.Namespace) -> int:
    """Import and return 0; 4 where ``--partial`` left cases out. Raises ``FaultyInput`` otherwise."""
    from intman_desktop.services.transfer.importing import fault_sentence, import_cases

    with opened_file(arguments.file) as content, opened_desk(arguments) as desk:
        report = import_cases(desk, content, partial=arguments.partial, own=_own(arguments)).value
    _say_days(arguments)
    say(
        ngettext("{count} Fall übernommen.", "{count} Fälle übernommen.", report.cases).format(
            count=report.cases
        )
    )
    for fault in (*report.notices, *report.faults):
        say(f"  {fault.place}: {fault_sentence(fault)}")
    return FaultyInput.exit_code if report.faults else 0


def _own(arguments: argparse.Namespace) -> tuple[OwnConsent, ...]:
    health, contact = _numbers(arguments.own_health_consent), _numbers(arguments.own_contact_consent)
    return tuple(
        OwnConsent(
            number,
            day_argument(day, arguments.today),
            " ".join(place.split()),
            health=number in health,
            contact=number in contact,
        )
        for number, day, place in arguments.own_consent or ()
    )


def _say_days(arguments: argparse.Namespace) -> None:
    """Say aside which day a consent is kept with, where its year was not written (Rule E2)."""
    from intman_desktop.rules.dates import is_relative, lacks_year

    words = _("{case}: „{text}“ ist als {day} gelesen.")
    for number, text, _place in arguments.own_consent or ():
        if lacks_year(text) or is_relative(text):
            on = day_argument(text, arguments.today)
            say_aside(words.format(case=number, text=text, day=f"{on:%d.%m.%Y}"))


def _numbers(given: Iterable[str] | None) -> frozenset[str]:
    return frozenset(given or ())


def _check(parser: argparse.ArgumentParser, arguments: argparse.Namespace) -> None:
    """End with a usage error where a day is none, or a further consent is named without the basic one."""
    try:
        own = _own(arguments)
    except argparse.ArgumentTypeError as unclear:
        parser.error(str(unclear))
    if not all(each.filing_place for each in own):
        parser.error(_("zu --own-consent gehört, wo die Einwilligung abgelegt ist"))
    known = {each.number for each in own}
    for option, given in (
        ("--own-health-consent", arguments.own_health_consent),
        ("--own-contact-consent", arguments.own_contact_consent),
    ):
        if not _numbers(given) <= known:
            words = _("{option} gilt nur mit --own-consent für denselben Fall")
            parser.error(words.format(option=option))
