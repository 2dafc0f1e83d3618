"""What the screens show of the journal, and of the backups that its heads are kept in (L4, L6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from intman_desktop.values.explanation import Explanation


class ActKind(StrEnum):
    """The kinds of acts that the journal is read by."""

    READ = "read"
    CHANGED = "changed"
    PRINTED = "printed"
    GIVEN_OUT = "given_out"
    ERASED = "erased"
    STORE = "store"


class Access(StrEnum):
    """What the store was opened with; ``FORMER`` is one that it cannot be opened with any more."""

    OWNER = "owner"
    SUBSTITUTE = "substitute"
    EMERGENCY = "emergency"
    FORMER = "former"


class Whose(StrEnum):
    """Which case an entry belongs to: one that is there, one on hold, one that was erased, none."""

    CASE = "case"
    HELD = "held"
    ERASED = "erased"
    NONE = "none"


class HeadSource(StrEnum):
    """Where a head of the journal was kept."""

    BACKUP = "backup"
    FROZEN = "frozen"


@dataclass(frozen=True)
class JournalFilter:
    """Which entries are shown; ``number`` is that of one case, the days are local and both included."""

    kind: ActKind | None = None
    access: Access | None = None
    number: str = ""
    since: date | None = None
    until: date | None = None


class JournalRow(NamedTuple):
    """One entry of the journal; ``case_id`` and ``number`` are empty where no case is shown (L2, L6).

    ``who`` is the name of the way in, where it has one.
    """

    seq: int
    at: datetime
    verb: str
    access: Access
    whose: Whose = Whose.NONE
    case_id: int = 0
    number: str = ""
    who: str = ""


@dataclass(frozen=True)
class JournalPage:
    """A stretch of the journal, how many entries the filter finds, and how many there are.

    ``begins`` is the moment of the oldest entry that is kept, None where there is none. ``number_unknown``
    says that no case has the number asked for.
    """

    rows: tuple[JournalRow, ...]
    total: int
    everything: int = 0
    begins: datetime | None = None
    number_unknown: bool = False


@dataclass(frozen=True)
class PlaceView:
    """The backups in one place: how many, from when to when, and how many are older than the maximum age.

    ``unread`` files are damaged or of an older key. ``with_erased`` backups were made before a case was
    erased and still hold it; the last of them is to be replaced by ``gone_by``.
    """

    place: str
    reachable: bool
    count: int = 0
    oldest: datetime | None = None
    newest: datetime | None = None
    overdue: int = 0
    unread: int = 0
    with_erased: int = 0
    gone_by: date | None = None


@dataclass(frozen=True)
class HeadsReport:
    """What comparing the journal with the heads kept elsewhere found: how many were there to compare.

    ``faults`` say that entries are gone or others; ``notes`` what has an innocent reason or that nobody can
    know; ``unseen`` which places and backups could not be looked into.
    """

    compared: int = 0
    faults: tuple[Explanation, ...] = ()
    notes: tuple[Explanation, ...] = ()
    unseen: tuple[Explanation, ...] = ()


@dataclass(frozen=True)
class KeptElsewhere:
    """What is kept outside the store now: the backups by place, and how the journal stands to them."""

    places: tuple[PlaceView, ...]
    heads: HeadsReport
