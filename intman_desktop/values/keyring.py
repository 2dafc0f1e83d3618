"""The ways into a store, as they are shown and listed: never a secret in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

OWNER = "owner"
SUBSTITUTE = "substitute"
EMERGENCY = "emergency"

MOST_SUBSTITUTES = 5

LONGEST_SUBSTITUTE = 80
"""The most characters the name of a substitute may have."""


@dataclass(frozen=True)
class DoorSlot:
    """A way in as it is known before anything is unlocked: its id and its kind, never a name."""

    slot_id: str
    kind: str


@dataclass(frozen=True)
class WayIn:
    """A way into the open store: its ``kind`` (``owner``, ``substitute``, ``emergency``), the name it was
    given, the day it was added where that is known, and whether the store was opened through it.
    """

    slot_id: str
    kind: str
    name: str = ""
    added_on: date | None = None
    here: bool = False


@dataclass(frozen=True)
class Keyring:
    """All ways into the open store.

    ``renewal_due``: a way was taken away or replaced, and the data key it knew is still in use.
    ``may_change``: the store was opened through the owner's passphrase or the emergency sheet.
    ``sheet_awaited``: nobody has confirmed that the present emergency sheet is in safe hands.
    ``sheet_unseen``: nobody can have it, for its issue ended before its code was shown.
    ``sheet_missing``: there is none, as after a restore that left out one which opens nothing any more.
    """

    ways: tuple[WayIn, ...]
    renewal_due: bool
    may_change: bool
    sheet_awaited: bool = False
    sheet_unseen: bool = False
    sheet_missing: bool = False


@dataclass(frozen=True)
class OldBackup:
    """A backup that ways open which the store no longer has: ``opened_by`` are their names.

    ``made_at`` is None where the backup cannot be read with any key the store knows.
    """

    file: Path
    made_at: datetime | None
    opened_by: tuple[str, ...]


@dataclass(frozen=True)
class OldBackups:
    """The backups that former ways in still open, and the places that could not be looked at."""

    files: tuple[OldBackup, ...] = ()
    out_of_reach: tuple[str, ...] = ()
