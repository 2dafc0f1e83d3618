"""``intman key-figures YEAR``: the annual sheet (K-rules)."""

from __future__ import annotations

import argparse
import json

from intman_desktop.cli.arguments import path_argument, whole_number
from intman_desktop.cli.files import refuse_same
from intman_desktop.cli.opening import opened_desk
from intman_desktop.cli.saying import say, say_aside, say_the_rest
from intman_desktop.cli.several_files import new_files
from intman_desktop.errors import Refused
from intman_desktop.language import _


def summary() -> str:
    """Return the line of the help."""
    return _("Kennzahlen eines Jahres ausgeben")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("year", type=whole_number, metavar="YEAR")
    parser.add_argument("--xlsx", type=path_argument, metavar="FILE", help=_("als Excel-Datei schreiben"))
    parser.add_argument("--pdf", type=path_argument, metavar="FILE", help=_("als PDF schreiben"))
    parser.add_argument("--json", action="store_true", help=_("als JSON ausgeben"))


def run(arguments: argparse.Namespace) -> int:
    """Count, write what was asked for and return 0.

    Raises ``Refused`` for a year that has not begun, of which nobody can have been reached yet (K1, K2), and
    ``NoFigures`` for one without definition.
    """
    from intman_desktop.services.across.key_figures import sheet_json, sheet_pdf, sheet_view, sheet_xlsx

    year: int = arguments.year
    refuse_same(arguments.passphrase_file, arguments.xlsx, arguments.pdf)
    with opened_desk(arguments) as desk:
        desk.profile.sheet(year)
        if year > desk.today().year:
            raise Refused("figures_year_not_begun", year=year, today=desk.today())
        # all of it is made before the first file is written
        made = [
            (file, sheet(desk, year))
            for file, sheet in ((arguments.xlsx, sheet_xlsx), (arguments.pdf, sheet_pdf))
            if file is not None
        ]
        plain = sheet_json(desk, year) if arguments.json else None
        view = None if made or plain else sheet_view(desk, year)
    with new_files(made):
        if plain is not None:
            say(json.dumps(plain, ensure_ascii=False, indent=1))
            say_the_rest()
    for file, _content in made:
        tell = say if plain is None else say_aside  # nothing stands on stdout beside the JSON
        tell(_("Geschrieben: {file}").format(file=file))
    for group in view.groups if view else ():
        say(f"{group.label}: {group.total.number}")
        for row in group.rows:
            say(f"  {row.label}: {row.number}")
    return 0
