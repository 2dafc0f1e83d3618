"""The deadlines for the office's calendar: kinds and case numbers only, no names, no text (L6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from hashlib import sha256

from intman_desktop.exchange.calendar_file import write_calendar
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.services.across.due.asking import AHEAD
from intman_desktop.services.across.due.table import OF_KIND
from intman_desktop.services.across.overview import read_deadlines
from intman_desktop.services.common.admission import note
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.words.due import kind_word
from intman_desktop.values.deadline_views import CalendarEntry, DeadlineKind, DeadlineRow

_PREFIX = "intman calendar entry"


def office_calendar(
    desk: Desk, ahead: int | None = AHEAD, kinds: Collection[DeadlineKind] | None = None
) -> bytes:
    """Return the coming deadlines of ``kinds`` in the next ``ahead`` days (None: all) as a calendar file.

    Each is its kind's word and the case number on its day. What is overdue stays out, and so does what
    has no day of its own. That it was made is journaled.
    """
    today = desk.today()
    with desk.vault.transaction() as connection:
        rows = read_deadlines(connection, desk, ahead=ahead)
        asked = rows if kinds is None else [row for row in rows if row.kind in kinds]
        coming = [row for row in asked if row.due >= today and OF_KIND[row.kind].dated]
        note(connection, desk, Verb.CALENDAR_WRITTEN)
    return write_calendar(_entries(coming), desk.now())


def _entries(rows: Iterable[DeadlineRow]) -> Iterator[CalendarEntry]:
    seen: Counter[str] = Counter()
    for row in rows:
        base = _identity(row)
        seen[base] += 1
        # Two children born in the same month, two measures by one day: the same words on the same day, and
        # yet two entries.
        identity = base if seen[base] == 1 else f"{base}-{seen[base]}"
        words = f"{kind_word(row.kind)} {row.case_number or row.year}"
        yield CalendarEntry(identity, row.due, words)


def _identity(row: DeadlineRow) -> str:
    """Return what an entry is known by when the file is taken in again, without revealing the case's key."""
    # The rows of a household and of a goal's measures get new ids whenever it is saved; their day stays.
    by_day = row.kind in (DeadlineKind.TURNS_EIGHTEEN, DeadlineKind.MEASURE)
    place = row.due.isoformat() if by_day else str(row.row_id or row.year)
    return sha256(f"{_PREFIX} {row.kind.value} {row.case_key} {place}".encode()).hexdigest()[:32]
