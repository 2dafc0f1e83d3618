"""Backups, their places, checks, rehearsals and restores, as screens and command line are told of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from intman_desktop.errors import Trouble
from intman_desktop.values.explanation import Explanation


@dataclass(frozen=True)
class BackupView:
    """A backup that was made and checked: where, when, how large (bytes), how many scans it lacks.

    ``left_over`` counts what is left there of killed ones and could not be removed.
    """

    file: Path
    made_at: datetime
    size: int = 0
    scans_missing: int = 0
    left_over: int = 0


@dataclass(frozen=True)
class VerifyReport:
    """What the checks of the store found; ``faults`` is empty where all is well.

    ``heads`` of the journal, kept in backups and frozen sheets, were compared with it; ``notes`` say what
    could not be, or has an innocent reason.
    """

    faults: tuple[Explanation, ...]
    journal_length: int
    journal_head: str
    heads: int = 0
    notes: tuple[Explanation, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.faults


class NotSeen(StrEnum):
    """Why nobody looked into the store that a backup is to replace (L4)."""

    SHUT = "shut"
    DAMAGED = "damaged"
    NO_ROOM = "no_room"
    NO_MEMORY = "no_memory"
    NO_RIGHT = "no_right"
    IN_USE = "in_use"
    NEWER = "newer"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What a restore did: the cases in the store, those erased again, and where no list was found (L4).

    In ``places_damaged`` a list was found, but parts of it cannot be read: what only they told is back.
    ``kept_aside`` is where the store of before lies now, empty where there was none; ``scans_missing``
    counts the scans whose file was nowhere to be found, ``redacted_again`` the places in which a name was
    blacked out anew (L5), ``ways_gone`` the ways in of that day that were removed since and stay away,
    ``opener_gone``: that which opened the backup is one of them.
    ``unseen`` says why the store of before was not asked what was erased in it, None where it was, or where
    none lay there.
    """

    folder: Path
    made_at: datetime | None
    cases: int
    erased_again: int
    places_missing: tuple[str, ...] = ()
    places_damaged: tuple[str, ...] = ()
    kept_aside: str = ""
    scans_missing: int = 0
    redacted_again: int = 0
    ways_gone: int = 0
    unseen: NotSeen | None = None
    opener_gone: bool = False


class PlaceState(StrEnum):
    """Whether a backup place is in reach: there, away, or another medium lies at its path."""

    THERE = "there"
    AWAY = "away"
    OTHER = "other"


@dataclass(frozen=True)
class KnownPlace:
    """What the store keeps of a backup place: its last ``path``, the random ``id`` in its place file ("": not
    known yet), the newest backup made there (UTC) with the number of the journal's last entry in it, and when
    one from here was rehearsed last with success.
    """

    path: str
    id: str = ""
    made_at: datetime | None = None
    seq: int = 0
    rehearsed_at: datetime | None = None


@dataclass(frozen=True)
class PlaceNow:
    """A backup place now: where it is, whether in reach, whether it ``moved`` to another path since.

    ``changed`` says whether the store holds more than the newest backup there; ``count`` backups of it lie
    there, the newest from ``newest`` (UTC); ``unread`` files can be read by nobody now and stay.
    """

    path: str
    state: PlaceState
    moved: bool = False
    changed: bool = False
    count: int = 0
    newest: datetime | None = None
    unread: int = 0


@dataclass(frozen=True)
class BackupMadeAt:
    """A backup made in a ``place``, and how many old ones were ``removed`` there.

    ``keys`` is the edition of the key file in it. ``place_id`` stands in the place file; ``seq`` is the
    number of the journal's last entry in the backup.
    """

    place: str
    view: BackupView
    keys: tuple[int, int]
    place_id: str = ""
    removed: int = 0
    seq: int = 0


@dataclass(frozen=True)
class PlaceFailed:
    """A place that could not be backed up to, and why."""

    place: str
    trouble: Trouble


PlaceResult: TypeAlias = BackupMadeAt | PlaceFailed


@dataclass(frozen=True)
class StoreAside:
    """A store that a restore has put aside: where it lies, since when, and whether its time is over (L4)."""

    folder: Path
    since: date
    outdated: bool = False


@dataclass(frozen=True)
class RehearsalResult:
    """What trying a backup out came to: which, from where, and what speaks against it, if anything.

    ``cases`` are in it after ``erased_again`` were taken away. ``head`` and ``length`` are those of its
    journal, ``branch`` the branch it belongs to.
    """

    place: str
    made_at: datetime
    cases: int = 0
    erased_again: int = 0
    fault: Explanation | None = None
    head: str = ""
    length: int | None = None
    branch: str | None = None


@dataclass(frozen=True)
class UpkeepView:
    """What the program did by itself and what came of it, for overview and settings.

    ``rehearsed_at`` is the last rehearsal that succeeded, ``rehearsal_old`` whether that is too long ago;
    ``rehearsal_fault`` is what the last one found. ``verified_on`` is the day of the last check and
    ``verify_faults`` the number of its faults. ``aside`` are stores of before a restore.
    ``rehearsal_no_room``: the last try came to nothing, for the disk of the store has too little room.
    """

    rehearsed_at: datetime | None = None
    rehearsal_old: bool = False
    rehearsal_fault: Explanation | None = None
    verified_on: date | None = None
    verify_faults: int = 0
    aside: tuple[StoreAside, ...] = ()
    rehearsal_no_room: bool = False


@dataclass(frozen=True)
class LostSince:
    """What today's store holds and a backup does not: cases, talks, scans, and acts in the journal since."""

    cases: int = 0
    talks: int = 0
    scans: int = 0
    acts: int = 0


@dataclass(frozen=True)
class RestorePreview:
    """What a restore of a backup would bring and take, seen before anything is replaced (Rule L4).

    ``folder`` is where the store would lie. ``store_there`` says whether one lies there, which would be put
    aside; ``lost`` is what that one holds beyond the backup, None where nobody could look, and why not is
    ``unseen``. ``erased_again`` and ``redacted_again`` would be taken away anew; ``places_missing`` have no
    list of the erased, that in ``places_damaged`` is not whole. ``opener_gone``: what opened the backup was
    closed since, and would not open the store.
    """

    file: Path
    folder: Path
    made_at: datetime
    program: str
    cases: int
    people: int
    talks: int
    scans: int = 0
    scans_missing: int = 0
    erased_again: int = 0
    redacted_again: int = 0
    places_missing: tuple[str, ...] = ()
    places_damaged: tuple[str, ...] = ()
    store_there: bool = False
    lost: LostSince | None = None
    unseen: NotSeen | None = None
    opener_gone: bool = False
