"""``intman period START``: the advisory period, without a store (Rules C1 to C4)."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from datetime import date

from intman_desktop.cli.arguments import whole_number
from intman_desktop.cli.saying import say, say_aside
from intman_desktop.clock import system_today
from intman_desktop.errors import Refused
from intman_desktop.language import _


def summary() -> str:
    """Return the line of the help."""
    return _("Beratungszeitraum berechnen: letzter Tag, längstens möglicher Tag, Resttage")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("start", metavar="START", help=_("Tag des ersten Gesprächs"))
    parser.add_argument(
        "--extension", type=whole_number, metavar="MONTHS", help=_("verlängert um so viele Monate (1 bis 12)")
    )
    parser.add_argument("--json", action="store_true", help=_("als JSON ausgeben"))


def run(arguments: argparse.Namespace) -> int:
    """Print the period and return 0; of a start that is still to come it is said aside (C1).

    Raises ``Refused`` for a start that is no date, told as typed on ``--today``, and for an extension
    beyond the fourth year (C2).
    """
    from intman_desktop.rules.dates import UnclearDate, parse_typed_date
    from intman_desktop.rules.period import MOST_EXTENSION_MONTHS, extension_until, period_of

    months: int | None = arguments.extension
    if months is not None and not 1 <= months <= MOST_EXTENSION_MONTHS:
        raise Refused("extension_months_out_of_bounds", most=MOST_EXTENSION_MONTHS)
    today = arguments.today or system_today()
    try:
        start = parse_typed_date(arguments.start, today)
    except UnclearDate as unclear:
        raise Refused(unclear.explanation.code, **unclear.explanation.values) from None
    period = period_of(start, () if months is None else (extension_until(start, months),))
    found: dict[str, date | int] = {
        "start": period.start,
        "last_day": period.last_day,
        "latest_possible": period.latest_possible,
        "days_left": period.days_left(today),
    }
    print_found(found, as_json=arguments.json)
    if start > today:
        said = _("Der {start} liegt in der Zukunft: Der Beratungszeitraum beginnt erst mit dem Gespräch.")
        say_aside(said.format(start=f"{start:%d.%m.%Y}"))
    return 0


def print_found(found: Mapping[str, date | int], *, as_json: bool) -> None:
    """Print the four values, as JSON or as lines."""
    from intman_desktop.services.common.wording import shown

    if as_json:
        say(json.dumps(found, default=date.isoformat))
        return
    words = {
        "start": _("Erstes Beratungsgespräch"),
        "last_day": _("Letzter Tag"),
        "latest_possible": _("Längstens möglich bis"),
        "days_left": _("Tage bis zum letzten Tag"),
    }
    for name, value in found.items():
        say(f"{words[name]}: {shown(value)}")
