"""Does the journal go on from the heads that were kept elsewhere: in frozen sheets and in backups (L6, K7).

The chain alone shows a changed entry and a gap. That its end was cut off, or that all of it was
written anew, shows only against a head that was kept before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum

from sqlalchemy import Connection, and_, func, select

from intman_desktop.gdpr import journal
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models.tables import frozen_sheets
from intman_desktop.models.tables import journal as entries
from intman_desktop.rules.dates import add_months
from intman_desktop.rules.setting_bounds import BOUNDS


@dataclass(frozen=True)
class Head:
    """A head that was kept: the chain value, when (aware), the number of its entry, and its branch.

    ``seq`` and ``branch`` are None where they were not kept, as in backups of the first versions.
    """

    chain: str
    at: datetime
    seq: int | None = None
    branch: str | None = None


class Standing(StrEnum):
    """How the journal stands to a head that was kept.

    ``CONTINUES``: it goes on from there. ``CUT``: its entry is older than what is kept, and was cut.
    ``OTHER_BRANCH``: a restore went back to before it. ``COPY``: it belongs to a copy that another restore
    made, or was once part of this journal; nobody can tell. ``SHORTENED``: entries at the end are gone.
    ``REWRITTEN``: another entry stands in its place. ``CUT_EARLY``: entries are gone that were not yet to be
    cut.
    """

    CONTINUES = "continues"
    CUT = "cut"
    OTHER_BRANCH = "other_branch"
    COPY = "copy"
    SHORTENED = "shortened"
    REWRITTEN = "rewritten"
    CUT_EARLY = "cut_early"


def frozen_heads(connection: Connection) -> Iterator[Head]:
    """Yield the heads in the sheets that were handed in (Rule K7).

    They lie in the store itself, so they are always of its own branch.
    """
    c, own = frozen_sheets.c, journal.branch(connection)
    query = select(c.journal_head, c.journal_length, c.frozen_on).order_by(c.id)
    for chain, seq, on in connection.execute(query):
        at = datetime.combine(date.fromisoformat(on), time(12), UTC)
        yield Head(chain, at, seq, own)


class Comparison:
    """The journal as it is on a day, to be compared with many heads: what all of them need is read once."""

    def __init__(self, connection: Connection, today: date) -> None:
        c = entries.c
        restores = select(c.seq, c.chain, c.at).where(c.verb == Verb.RESTORED).order_by(c.seq)
        first, last = connection.execute(select(func.min(c.seq), func.max(c.seq))).one()
        self._connection = connection
        self._first, self._last = first or 0, last or 0
        self._restores = connection.execute(restores).all()
        self._branch = journal.branch(connection)
        self._edge = _cut_before(connection, today)
        self._before = {journal.START, journal.anchor(connection)}

    def standing(self, head: Head) -> Standing:
        """Return how the journal stands to ``head`` (Rule L6)."""
        if self._goes_on_from(head):
            return Standing.CONTINUES
        gone = head.seq is None or head.seq < self._first
        if self._edge is not None and head.at < self._edge and gone:
            return Standing.CUT
        if head.seq is None or head.branch is None:
            later = (datetime.fromisoformat(at) >= head.at for _seq, _chain, at in self._restores)
            return Standing.OTHER_BRANCH if any(later) else Standing.REWRITTEN
        if head.branch != self._branch:
            return self._beside(head.branch, head.seq)
        if gone:
            return Standing.CUT_EARLY
        return Standing.SHORTENED if head.seq > self._last else Standing.REWRITTEN

    def _goes_on_from(self, head: Head) -> bool:
        """Tell whether the chain value of ``head`` stands in the journal, or right before it."""
        if head.chain in self._before:
            return True
        c = entries.c
        known = c.chain == head.chain if head.seq is None else and_(c.seq == head.seq, c.chain == head.chain)
        return self._connection.scalar(select(c.seq).where(known)) is not None

    def _beside(self, branch: str, seq: int) -> Standing:
        """Return how a head of another branch stands: what both have in common must be the same."""
        began = {chain: at_seq for at_seq, chain, _at in self._restores} | {"": 0}
        if branch not in began:
            return Standing.COPY
        parted = next((at_seq for at_seq, _chain, _at in self._restores if at_seq > began[branch]), None)
        return Standing.REWRITTEN if parted is not None and seq < parted else Standing.OTHER_BRANCH


def _cut_before(connection: Connection, today: date) -> datetime | None:
    """Return the moment before which entries were cut as the settings allow it, None where none were (L6).

    The mark lies in the store: one that says more than the fewest years that an entry is kept excuses
    nothing. A laptop whose day went back does not make it so.
    """
    edge, newest = journal.cut_before(connection), connection.scalar(select(func.max(entries.c.at)))
    if edge is None:
        return None
    day = max(today, datetime.fromisoformat(newest).date()) if newest else today
    latest = add_months(day, -12 * BOUNDS["journal_years"][0])
    return min(edge, datetime.combine(latest, time(), UTC))
