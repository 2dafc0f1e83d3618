"""What papers of the office itself need to know: key figures, protocol, list of the rest, emergency sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from intman_desktop.values.figures import ChangeKind
from intman_desktop.values.office import Office, Worker
from intman_desktop.values.paper_parts import Label


@dataclass(frozen=True)
class EmergencySheetPaper:
    """Notfallblatt: the second way into the store; ``groups`` are the secret and never logged.

    ``folder`` is the name of the store's folder, "" where it lies in its usual place.
    """

    created_on: date
    folder: str
    groups: tuple[str, ...] = field(repr=False)
    vault_code: str = ""
    office_name: str = ""
    language: str = "de"


@dataclass(frozen=True)
class PaperFigureRow:
    """One number, None below what is told beside "others"; ``previous`` is last year's (K11).

    That is None also where there is none to stand beside; ``previous_folded`` says that it is not told.
    """

    label: Label
    number: int | None
    previous: int | None = None
    note: Label = ""
    previous_folded: bool = False


@dataclass(frozen=True)
class PaperFigureGroup:
    """Figures that belong together; a ``total`` is shown beside the title where it makes sense.

    ``previous_total`` is last year's, None where there is none.
    """

    title: Label
    rows: tuple[PaperFigureRow, ...]
    total: int | None = None
    note: Label = ""
    previous_total: int | None = None


@dataclass(frozen=True)
class PaperFigureChange:
    """One number that was another one in the version before (K7); None where it went into "others" (K11).

    ``kinds`` are the kinds of event behind it, none where the version before is older than the noting.
    """

    label: Label
    before: int | None
    after: int | None
    kinds: tuple[ChangeKind, ...] = ()


@dataclass(frozen=True)
class PlanBalance:
    """The identity of K4: begun + continued − ended = open."""

    begun: int
    continued: int
    ended: int
    open: int


@dataclass(frozen=True)
class KeyFiguresPaper:
    """Kennzahlenbogen of one funding year (K1 to K8, K11).

    ``frozen_on`` and ``number`` stand for a sheet that was handed in (K7); ``open_questions`` are the
    sentences of the plausibility list, ``notes`` the rules of counting, both in the paper's language.
    ``changes`` are the numbers that differ from version ``before_number``, handed in on ``before_on``;
    None where no version was handed in before. ``erased_moved``: cases erased since are counted in a row of
    their own, which is no change (K8). What is below ``smallest`` went into "others" (K11).
    """

    office: Office
    issued_on: date
    year: int
    definition: Label
    definition_version: int
    groups: tuple[PaperFigureGroup, ...]
    balance: PlanBalance | None = None
    notes: tuple[Label, ...] = ()
    open_questions: tuple[Label, ...] = ()
    workers: tuple[str, ...] = ()
    frozen_on: date | None = None
    number: int = 0
    fingerprint: str = ""
    language: str = "de"
    changes: tuple[PaperFigureChange, ...] = ()
    before_on: date | None = None
    before_number: int = 0
    erased_moved: bool = False
    smallest: int = 3

    @property
    def so_far(self) -> bool:
        """Whether the year still ran on the day of the figures."""
        return self.issued_on <= date(self.year, 12, 31)


@dataclass(frozen=True)
class ErasedCase:
    """One erasure as it stays on record: a day and a reason, nothing that points to a person (L3)."""

    erased_on: date
    reason: Label


@dataclass(frozen=True)
class ErasureProtocolPaper:
    """Löschprotokoll (L2 to L4): what was erased, where, and what the program cannot reach.

    ``places`` are the backup places whose list of the erased was updated, ``places_missing`` those that
    were not there, ``backups_gone_by`` the day from which no backup that still holds the cases may exist.
    What was in the cases is not told, not even in numbers: of one case they are a portrait.
    """

    office: Office
    worker: Worker
    issued_on: date
    cases: tuple[ErasedCase, ...]
    places: tuple[str, ...] = ()
    places_missing: tuple[str, ...] = ()
    backups_gone_by: date | None = None
    journal_head: str = ""
    language: str = "de"


@dataclass(frozen=True)
class RestPerson:
    """Somebody in an old list who was not taken over: the row, name, birth, and why."""

    number: int
    name: str
    birth: Label
    reason: Label


@dataclass(frozen=True)
class RestOfList:
    """Those of an old list who were not taken over; made from memory, kept nowhere (P2)."""

    office: Office
    issued_on: date
    people: tuple[RestPerson, ...]
    language: str = "de"
