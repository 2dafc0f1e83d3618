"""What writes: one saved change, a whole list taken over, a backup with its check."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

from bench.figures import SECONDS, Figure, milliseconds, seconds_of
from bench.stores import NOON
from intman_desktop.sample.office import LAST_DAY
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.gate import directory
from intman_desktop.services.transfer.list_import import doubles_here, list_desk, take_list
from intman_desktop.services.transfer.list_judging import understand_and_judge
from intman_desktop.services.transfer.list_reading import Decisions, open_list
from intman_desktop.vault.backup import back_up

ROWS = 1000
LIST_SECONDS = 5.0
"""How long a list of ``ROWS`` rows may take from its bytes to the store."""


def measures(desk: Desk, folder: Path, rows: int = ROWS) -> Iterator[Figure]:
    """Yield what writing costs; the backup is written into ``folder``, and the list's people stay."""
    yield Figure("one saved change", milliseconds(lambda: _save(desk), 9))
    content = _list_of(rows)
    taken = seconds_of(lambda: _take_over(desk, content))
    yield Figure(f"a list of {rows:,} rows, from its bytes to saved", taken, SECONDS, LIST_SECONDS)
    backup = folder / "backup.imb"
    yield Figure("backup with its check", seconds_of(lambda: back_up(desk.vault, backup, NOON)), SECONDS)
    backup.unlink()


def _save(desk: Desk) -> object:
    """Change one entry of the directory and commit."""
    entry = directory.services_list(desk)[0]
    return directory.save_service(desk, replace(entry, name=f"{entry.name[:20]}."))


def _list_of(people: int) -> bytes:
    """Return a workbook with ``people`` invented people whose consent is on paper."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Name", "Vorname", "Geburtsdatum", "Nationalität", "Einwilligung am", "Ablage", "Telefon"])
    for number in range(people):
        born = datetime.date(1960 + number % 40, 1 + number % 12, 2 + number % 26)
        name, given = f"Liste{number}", f"Muster{number % 50}"
        sheet.append([name, given, born, "syrisch", LAST_DAY, "Ordner", f"0711 {number}"])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _take_over(desk: Desk, content: bytes) -> object:
    """Read a list, match and understand it, look for doubles, and open all the cases."""
    known = list_desk(desk)
    matched = open_list(content, known, desk.today())
    decided = Decisions(told=True)
    people = understand_and_judge(matched, decided, known, desk.profile, desk.today()).people
    doubles_here(desk, people)
    return take_list(desk, people, matched.fingerprint, matched.fields)
