"""What the pages of the directory, of data protection and of the settings are shown: frozen views."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from intman_desktop.values.backup_views import BackupView
from intman_desktop.values.codes import ProviderLaw
from intman_desktop.values.ending_views import DueForErasure, ErasureRecord
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.form_views import Options
from intman_desktop.values.journal_views import JournalPage
from intman_desktop.values.office import Authority, Office, Phrase, Service
from intman_desktop.values.requests import Request
from intman_desktop.values.views import CaseRow


@dataclass(frozen=True)
class Directory:
    """The services that a text leaves, how many there are in all, and the kinds on offer (code, label).

    ``needs`` holds (kind, need) of the kinds that ask for a consent of their own (Rule E3).
    """

    services: tuple[Service, ...]
    total: int
    kinds: Options
    needs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ListItem:
    """An entry as it came with the program: its code, its words on screen and the need it is under (E3)."""

    code: str
    label: str
    need: str = "basic"


@dataclass(frozen=True)
class ListChoice:
    """A list that the office may change, as it came with the program.

    ``flags`` are what an own entry is asked about (column, words); ``marked`` says that it may belong to a
    kind of data with a consent of its own (E3).
    """

    name: str
    label: str
    items: tuple[ListItem, ...]
    flags: Options = ()
    marked: bool = False


@dataclass(frozen=True)
class OfficeSettings:
    """The office, the fields that papers still lack (E8), and what its choices offer (code, label).

    ``laws`` names the data-protection law of each kind of provider, ``authorities`` who watches over it;
    ``usual_topics`` stand on the number
    keys where the office has chosen none; ``lists`` and ``phrases`` are those that came with the program,
    ``areas`` the areas of life that a phrase can belong to. ``notice_undecided`` says that settings changed
    the Datenschutzerklärung, and that the office has not said yet whether in substance (E6).
    """

    office: Office
    lacking: tuple[str, ...]
    topics: Options
    kreise: Options
    laws: Mapping[ProviderLaw, str]
    usual_topics: tuple[str, ...] = ()
    last_backup: BackupView | None = None
    lists: tuple[ListChoice, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    areas: Options = ()
    notice_undecided: bool = False
    authorities: tuple[Authority, ...] = ()


@dataclass(frozen=True)
class ConsentLine:
    """A person whose consent is missing, put off, running out or to be renewed; ``fact`` says which.

    ``consent_id`` is set where the consent ran out and something of it is still here, hidden (E3);
    ``has_namesake`` says that another person goes by the name of ``person``, wherever her case is listed.
    """

    case_id: int
    number: str
    person: str
    fact: Explanation
    on: date | None = None
    consent_id: int = 0
    has_namesake: bool = False


@dataclass(frozen=True)
class HoldLine:
    """A case on hold; its name stays hidden until it is opened with a reason (L2).

    ``answer_due`` is until when an open request of its person is to be answered; a hold stops no such time.
    ``withdrawn_on`` is the day the consent was withdrawn: the case is erased when the hold ends (E4).
    ``deletion_due`` is when it would be erased without the hold, None while it runs.
    """

    case_id: int
    number: str
    since: date
    review_on: date | None = None
    answer_due: date | None = None
    withdrawn_on: date | None = None
    deletion_due: date | None = None


@dataclass(frozen=True)
class RequestLine:
    """A person's request that is not answered yet, with the day by which it is to be (L8).

    ``person`` is empty where her case is on hold (L2); ``has_namesake`` as in ``ConsentLine``.
    """

    case_id: int
    number: str
    person: str
    request: Request
    due: date
    late: bool = False
    has_namesake: bool = False


@dataclass(frozen=True)
class PrivacyView:
    """The page of data protection (E, L): what is to be done, what was done, and what is kept.

    ``missing`` have no consent that opens their case, ``waiting`` put one off, ``renewing`` have one that
    runs out or stands to an older text. ``erasures`` is what remains of erased cases, the newest first.
    ``clock`` is why the laptop's day must be confirmed before anything is erased, None where it may be right.
    """

    missing: tuple[ConsentLine, ...]
    renewing: tuple[ConsentLine, ...]
    waiting: tuple[ConsentLine, ...]
    due: tuple[DueForErasure, ...]
    holds: tuple[HoldLine, ...]
    erasures: tuple[ErasureRecord, ...]
    journal: JournalPage
    last_backup: BackupView | None
    breakdowns_kept: bool
    backup_max_age_days: int
    journal_years: int
    clock: Explanation | None = None


@dataclass(frozen=True)
class CasesOfNumber:
    """The cases behind a number of the sheet that can be opened, and how many stay hidden (K6, E3, L2)."""

    cases: tuple[CaseRow, ...]
    held: int = 0
