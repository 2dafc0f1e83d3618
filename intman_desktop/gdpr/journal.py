"""The journal: who did what when, as verbs and a random key per case, chained so that gaps show (L6).

An entry's commitment stands for the case without naming it. Erasing a case empties its keys and
salts; the commitments stay, so the chain still verifies and nothing leads back to the person.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update

from intman_desktop.models.tables import journal, settings

START = "0" * 64
"""The chain value before the first entry of a store."""

_ANCHOR = "journal_anchor"


@dataclass(frozen=True)
class JournalCheck:
    """What verifying found: number of entries, the last chain value, the first broken ``seq`` or None."""

    length: int
    head: str
    broken_at: int | None = None


def record(connection: Connection, *, at: datetime, slot: str, verb: str, case_key: str = "") -> None:
    """Append one entry: the moment (aware), the slot that opened the store, a verb, the case (Rule L6).

    ``verb`` is a fixed word of the program, never a text of the person.
    """
    last = _last(connection)
    seq = 1 if last is None else int(last["seq"]) + 1
    before = _anchor(connection) if last is None else str(last["chain"])
    salt = secrets.token_hex(16)
    row = {
        "seq": seq,
        "at": at.astimezone(UTC).isoformat(timespec="seconds"),
        "slot": slot,
        "verb": verb,
        "case_key": case_key,
        "salt": salt,
        "commitment": _commitment(salt, case_key),
    }
    connection.execute(insert(journal).values({**row, "chain": _chain(before, row)}))


def head(connection: Connection) -> tuple[str, int]:
    """Return the last chain value and the number of the last entry, which backups and frozen sheets keep."""
    last = _last(connection)
    return (_anchor(connection), 0) if last is None else (str(last["chain"]), int(last["seq"]))


def unlink(connection: Connection, case_key: str) -> int:
    """Empty key and salt of every entry of a case and return how many there were (Rules L3, L6)."""
    unlinked = update(journal).where(journal.c.case_key == case_key).values(case_key="", salt="")
    return connection.execute(unlinked).rowcount


def verify_chain(connection: Connection) -> JournalCheck:
    """Recompute every commitment and chain value, from the anchor on (Rule L6)."""
    before, length, expected = _anchor(connection), 0, None
    for row in connection.execute(select(journal).order_by(journal.c.seq)).mappings():
        if not _holds(row, before) or (expected is not None and row["seq"] != expected):
            return JournalCheck(length, before, row["seq"])
        before, length, expected = row["chain"], length + 1, row["seq"] + 1
    return JournalCheck(length, before)


def cut(connection: Connection, before: datetime) -> int:
    """Drop the entries older than ``before`` and anchor the rest anew; return how many went (Rule L6).

    The newest entry always stays, so that the numbering goes on.
    """
    edge = before.astimezone(UTC).isoformat(timespec="seconds")
    kept = select(func.min(journal.c.seq)).where(journal.c.at >= edge)
    first_kept = connection.scalar(kept) or connection.scalar(select(func.max(journal.c.seq)))
    if first_kept is None:
        return 0
    anchor = connection.scalar(select(journal.c.chain).where(journal.c.seq == first_kept - 1))
    if anchor is None:
        return 0
    connection.execute(delete(settings).where(settings.c.name == _ANCHOR))
    connection.execute(insert(settings).values(name=_ANCHOR, value=anchor))
    return connection.execute(delete(journal).where(journal.c.seq < first_kept)).rowcount


def _last(connection: Connection) -> RowMapping | None:
    return connection.execute(select(journal).order_by(journal.c.seq.desc()).limit(1)).mappings().first()


def _anchor(connection: Connection) -> str:
    return connection.scalar(select(settings.c.value).where(settings.c.name == _ANCHOR)) or START


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
