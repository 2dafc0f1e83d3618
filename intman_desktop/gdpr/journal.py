"""The journal: who did what when, as verbs and a random key per case, chained so that gaps show (L6).

An entry's commitment stands for the case without naming it. Erasing a case empties its keys and
salts; the commitments stay, so the chain still verifies and nothing leads back to the person.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update

from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models.settings import put_setting, setting
from intman_desktop.models.tables import journal

START = "0" * 64
"""The chain value before the first entry of a store."""

_ANCHOR = "journal_anchor"
_CUT = "journal_cut_before"
_BRANCH = "journal_branch"
_BEGUN = "journal_begun_at"


@dataclass(frozen=True)
class JournalCheck:
    """What verifying found: number of entries, the last chain value, the first broken ``seq`` or None.

    ``gap`` says that entries before ``broken_at`` are missing, rather than that it was changed.
    """

    length: int
    head: str
    broken_at: int | None = None
    gap: bool = False


def record(connection: Connection, *, at: datetime, slot: str, verb: Verb, case_key: str = "") -> None:
    """Append one entry: the moment (aware), the slot that opened the store, a verb, the case (Rule L6)."""
    record_all(connection, at=at, slot=slot, verb=verb, case_keys=(case_key,))


def record_all(
    connection: Connection, *, at: datetime, slot: str, verb: Verb, case_keys: Iterable[str]
) -> None:
    """Append an entry of one verb for each of ``case_keys``, as ``record`` does (Rule L6)."""
    last = _last(connection)
    first = 1 if last is None else int(last["seq"]) + 1
    chain = anchor(connection) if last is None else str(last["chain"])
    rows = []
    for seq, case_key in enumerate(case_keys, first):
        salt = secrets.token_hex(16)
        row = {
            "seq": seq,
            "at": at.astimezone(UTC).isoformat(timespec="seconds"),
            "slot": slot,
            "verb": verb.value,
            "case_key": case_key,
            "salt": salt,
            "commitment": _commitment(salt, case_key),
        }
        chain = _chain(chain, row)
        rows.append({**row, "chain": chain})
    if rows:
        connection.execute(insert(journal), rows)


def start_of(day: date) -> str:
    """Return the first moment of a local day, as entries are written."""
    return datetime.combine(day, time()).astimezone(UTC).isoformat(timespec="seconds")


def head(connection: Connection) -> tuple[str, int]:
    """Return the last chain value and the number of the last entry, which backups and frozen sheets keep."""
    last = _last(connection)
    return (anchor(connection), 0) if last is None else (str(last["chain"]), int(last["seq"]))


def branch(connection: Connection) -> str:
    """Return the chain value of the last restore, empty where there was none: it tells branches apart.

    Two stores that go on from one backup have one journal up to there, and different ones after it.
    """
    restores = select(journal.c.chain).where(journal.c.verb == Verb.RESTORED)
    last = connection.scalar(restores.order_by(journal.c.seq.desc()).limit(1))
    return last or setting(connection, _BRANCH)


def anchor(connection: Connection) -> str:
    """Return the chain value before the oldest entry that is kept (Rule L6)."""
    return setting(connection, _ANCHOR) or START


def cut_before(connection: Connection) -> datetime | None:
    """Return the moment before which entries were cut, None where none ever were (Rule L6)."""
    edge = setting(connection, _CUT)
    return datetime.fromisoformat(edge) if edge else None


def begun_at(connection: Connection) -> datetime | None:
    """Return the moment of the first entry ever, whatever was cut since: the store was made then (Rule L6).

    None where there is no entry yet.
    """
    begun = _begun(connection)
    return datetime.fromisoformat(begun) if begun else None


def unlink(connection: Connection, *case_keys: str) -> int:
    """Empty key and salt of every entry of these cases and return how many there were (Rules L3, L6)."""
    unlinked = update(journal).where(journal.c.case_key.in_(case_keys)).values(case_key="", salt="")
    return connection.execute(unlinked).rowcount


def verify_chain(connection: Connection) -> JournalCheck:
    """Recompute every commitment and chain value, from the anchor on (Rule L6)."""
    before, length = anchor(connection), 0
    expected = 1 if before == START else None
    for row in connection.execute(select(journal).order_by(journal.c.seq)).mappings():
        gap = expected is not None and row["seq"] != expected
        if gap or not _holds(row, before):
            return JournalCheck(length, before, row["seq"], gap)
        before, length, expected = row["chain"], length + 1, row["seq"] + 1
    return JournalCheck(length, before)


def unlinked_alive(connection: Connection) -> int | None:
    """Return the first entry that lost its case though none was erased after it, None for none (Rule L6).

    The chain holds what stands for the case alone. It is unlinked where the case is erased, which is the last
    entry of its erasure, and where a restore leaves it out, which begins with its own.
    """
    c = journal.c
    excuses = select(func.max(c.seq)).where(c.verb.in_((Verb.CASE_ERASED, Verb.RESTORED)))
    until = func.coalesce(excuses.scalar_subquery(), 0)
    found: int | None = connection.scalar(select(func.min(c.seq)).where(c.salt == "", c.seq > until))
    return found


def cut(connection: Connection, before: datetime) -> int:
    """Drop the entries older than ``before`` and anchor the rest anew; return how many went (Rule L6).

    The newest entry always stays, so that the numbering goes on. The day of the cut is kept: what is
    missing and is younger was not cut; and so is when the journal began.
    """
    edge = before.astimezone(UTC).isoformat(timespec="seconds")
    in_time = select(func.min(journal.c.seq)).where(journal.c.at >= edge)
    first_kept = connection.scalar(in_time) or connection.scalar(select(func.max(journal.c.seq)))
    if first_kept is None:
        return 0
    last_gone = connection.scalar(select(journal.c.chain).where(journal.c.seq == first_kept - 1))
    if last_gone is None:
        return 0
    kept = {_BEGUN: _begun(connection), _BRANCH: branch(connection), _ANCHOR: last_gone, _CUT: edge}
    for name, value in kept.items():
        put_setting(connection, name, value)
    return connection.execute(delete(journal).where(journal.c.seq < first_kept)).rowcount


def _begun(connection: Connection) -> str:
    first = select(journal.c.at).order_by(journal.c.seq).limit(1)
    return setting(connection, _BEGUN) or connection.scalar(first) or ""


def _last(connection: Connection) -> RowMapping | None:
    return connection.execute(select(journal).order_by(journal.c.seq.desc()).limit(1)).mappings().first()


def _commitment(salt: str, case_key: str) -> str:
    return hashlib.sha256((salt + case_key).encode()).hexdigest()


def _chain(before: str, row: RowMapping | dict[str, object]) -> str:
    parts = (before, *(str(row[name]) for name in ("seq", "at", "slot", "verb", "commitment")))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _holds(row: RowMapping, before: str) -> bool:
    """Tell whether an entry continues ``before`` and its commitment, where not unlinked, is its case's."""
    linked = row["salt"] or row["case_key"]
    if linked and row["commitment"] != _commitment(row["salt"], row["case_key"]):
        return False
    return bool(row["chain"] == _chain(before, row))
