"""``intman key-figures YEAR``: the annual sheet (K-rules)."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from intman_desktop.cli.opening import opened_desk, say, write_bytes
from intman_desktop.language import _


def summary() -> str:
    """Return the line of the help."""
    return _("Kennzahlen eines Jahres ausgeben")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("year", type=int, metavar="YEAR")
    parser.add_argument("--xlsx", type=Path, metavar="FILE", help=_("als Excel-Datei schreiben"))
    parser.add_argument("--pdf", type=Path, metavar="FILE", help=_("als PDF schreiben"))
    parser.add_argument("--json", action="store_true", help=_("als JSON ausgeben"))


def run(arguments: argparse.Namespace) -> int:
    """Count, write what was asked for and return 0; raises ``Refused`` for a year without definition."""
    from intman_desktop.services.key_figures import sheet_json, sheet_pdf, sheet_view, sheet_xlsx

    year: int = arguments.year
    with opened_desk(arguments) as desk:
        if arguments.xlsx is not None:
            write_bytes(arguments.xlsx, sheet_xlsx(desk, year))
        if arguments.pdf is not None:
            write_bytes(arguments.pdf, sheet_pdf(desk, year))
        if arguments.json:
            say(json.dumps(sheet_json(desk, year), ensure_ascii=False, indent=1))
        elif arguments.xlsx is None and arguments.pdf is None:
            for group in sheet_view(desk, year).groups:
                say(f"{group.label}: {group.total.number}")
                for row in group.rows:
                    say(f"  {row.label}: {row.number}")
    return 0
