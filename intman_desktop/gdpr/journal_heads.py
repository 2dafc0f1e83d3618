"""Does the journal go on from the heads that were kept elsewhere: in frozen sheets and in backups (L6, K7).

The chain alone shows a changed entry and a gap. That its end was cut off, or that all of it was
written anew, shows only against a head that was kept before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum

from sqlalchemy import Connection, func, select

from intman_desktop.gdpr import journal
from intman_desktop.models.tables import frozen_sheets
from intman_desktop.models.tables import journal as entries


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


def frozen_heads(connection: Connection) -> Iterator[tuple[Head, int]]:
    """Yield the heads in the sheets that were handed in, each with the year of its sheet (Rule K7).

    They lie in the store itself, so they are always of its own branch.
    """
    c, own = frozen_sheets.c, journal.branch(connection)
    query = select(c.journal_head, c.journal_length, c.frozen_on, c.year).order_by(c.id)
    for chain, seq, on, year in connection.execute(query):
        at = datetime.combine(date.fromisoformat(on), time(12), UTC)
        yield Head(chain, at, seq, own), year


def standing(connection: Connection, head: Head) -> Standing:
    """Return how the journal stands to ``head`` (Rule L6)."""
    if _is_in(connection, head.chain):
        return Standing.CONTINUES
    first, last = connection.execute(select(func.min(entries.c.seq), func.max(entries.c.seq))).one()
    edge, gone = journal.cut_before(connection), head.seq is None or head.seq < (first or 0)
    if edge is not None and head.at < edge and gone:
        return Standing.CUT
    if head.seq is None or head.branch is None:
        return Standing.OTHER_BRANCH if _restored_after(connection, head.at) else Standing.REWRITTEN
    if head.branch != journal.branch(connection):
        return _beside(connection, head.branch, head.seq)
    if gone:
        return Standing.CUT_EARLY
    return Standing.SHORTENED if head.seq > (last or 0) else Standing.REWRITTEN


def _is_in(connection: Connection, chain: str) -> bool:
    """Tell whether a chain value stands in the journal, or right before it."""
    if chain in (journal.START, journal.anchor(connection)):
        return True
    return connection.scalar(select(entries.c.seq).where(entries.c.chain == chain)) is not None


def _restored_after(connection: Connection, at: datetime) -> bool:
    moment = at.astimezone(UTC).isoformat(timespec="seconds")
    query = select(entries.c.seq).where(entries.c.verb == journal.RESTORED, entries.c.at >= moment)
    return connection.scalar(query.limit(1)) is not None


def _beside(connection: Connection, branch: str, seq: int) -> Standing:
    """Return how a head of another branch stands: what both have in common must be the same."""
    if branch and not _is_in(connection, branch):
        return Standing.COPY
    at_branch = select(entries.c.seq).where(entries.c.chain == branch)
    parted = select(func.min(entries.c.seq)).where(
        entries.c.verb == journal.RESTORED,
        entries.c.seq > func.coalesce(at_branch.scalar_subquery(), 0),
    )
    restored = connection.scalar(parted)
    return Standing.REWRITTEN if restored is not None and seq < restored else Standing.OTHER_BRANCH
