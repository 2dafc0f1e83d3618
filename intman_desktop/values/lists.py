"""Old lists on their way in, and the list of cases on its way out, as frozen values (P2, E3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from intman_desktop.values.case_file import Answer, Client, Consent, EarlierCounselling
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.views import CaseRow

Cell: TypeAlias = str | int | float | date
"""What a cell holds: a text (empty for nothing), a number, or a calendar date."""

Row: TypeAlias = tuple[Cell, ...]


class ListField(StrEnum):
    """What a column of an old list can be; codes are those of the catalogue where there is one."""

    FAMILY_NAME = "family_name"
    GIVEN_NAME = "given_name"
    FULL_NAME = "full_name"
    BIRTH_DATE = "birth_date"
    BIRTH_DAY = "birth_day"
    BIRTH_MONTH = "birth_month"
    BIRTH_YEAR = "birth_year"
    SEX = "sex"
    NATIONALITY = "nationality"
    LANGUAGE = "language"
    PHONE = "phone"
    EMAIL = "email"
    STREET = "street"
    POSTAL_CODE = "postal_code"
    TOWN = "town"
    DATE_OF_ENTRY = "date_of_entry"
    RESIDENCE_STATUS = "residence_status"
    FIRST_TALK = "first_talk"
    EARLIER_OFFICE = "earlier_office"
    EARLIER_SINCE = "earlier_since"
    PLAN_BEGUN = "plan_begun"
    FURTHER_NEEDS = "further_needs"
    CONSENT_ON = "consent_on"
    FILING_PLACE = "filing_place"
    WORKER = "worker"


OF_SEVERAL_LINES = frozenset({ListField.FURTHER_NEEDS})
"""The fields of which the lines of a cell stay apart."""


@dataclass(frozen=True)
class Sheet:
    """One table of a file. ``rows`` are all of one length; ``numbers`` tells where each stands in the file,
    counted from 1. Rows without any content are left out. ``filled`` are the cells, each by the number of
    its row and its column from 0, that hold what stands above them in the same merged cell; ``unticked`` are
    those of boxes that are not ticked, which read as nothing.
    """

    name: str
    rows: tuple[Row, ...]
    numbers: tuple[int, ...]
    filled: frozenset[tuple[int, int]] = frozenset()
    unticked: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class OldList:
    """A file as it was read: its kind (``xlsx``, ``xls``, ``ods``, ``csv``) and its tables with content.

    A text was read in ``encoding``, a code of ``exchange.encodings``, while its bytes speak for
    ``recognised``; ``letters`` are cells by which one sees whether that was right.
    """

    kind: str
    sheets: tuple[Sheet, ...]
    encoding: str = ""
    recognised: str = ""
    letters: tuple[str, ...] = ()


@dataclass(frozen=True)
class Header:
    """Which rows name the columns: ``first`` and ``last`` are indices into ``Sheet.rows``.

    -1 for both where the table begins without names.
    """

    first: int
    last: int


@dataclass(frozen=True)
class ListColumn:
    """A column: its name in the file, the first things that stand in it, and what it was taken for.

    ``special`` marks one that seems to hold data of a special kind, which no list brings in (Rule E3).
    """

    name: str
    samples: tuple[str, ...]
    field: ListField | None = None
    special: bool = False


@dataclass(frozen=True)
class Vocabulary:
    """What words mean in this office: for each list a folded word and its code.

    ``workers`` are codes by folded name or code; ``acting`` is the code of who brings the list in.
    """

    nationalities: Mapping[str, str] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)
    residence_statuses: Mapping[str, str] = field(default_factory=dict)
    workers: Mapping[str, str] = field(default_factory=dict)
    acting: str = ""


@dataclass(frozen=True)
class PaperConsent:
    """ "Liegt schriftlich vor": the day, where the paper is filed, and whether it opens contact too (E1, E2).

    ``on`` is None where the day stands in the list.
    """

    on: date | None
    filing_place: str
    contact: bool = False


@dataclass(frozen=True)
class CellFact:
    """What is to be said of one cell; a ``fault`` keeps its row out, anything else is a notice."""

    field: ListField
    fact: Explanation
    fault: bool = False


@dataclass(frozen=True)
class ListPerson:
    """One row as it is understood; nothing of it is stored.

    ``number`` is the row in the file, ``shown`` what stands in each matched cell. ``consent`` is the basic
    declaration as far as the row and its mark tell, ``contact`` the one for e-mail and messenger.
    """

    number: int
    shown: Mapping[ListField, str]
    client: Client
    answers: tuple[Answer, ...] = ()
    earlier: tuple[EarlierCounselling, ...] = ()
    first_talk: date | None = None
    plan_begun: date | None = None
    worker: str = ""
    consent: Consent | None = None
    contact: Consent | None = None
    facts: tuple[CellFact, ...] = ()

    @property
    def faulty(self) -> bool:
        """Whether something must be mended before the row can be taken."""
        return any(each.fault for each in self.facts)


@dataclass(frozen=True)
class Twin:
    """A possible double of a row: another ``row`` of the list, or a ``case`` of ``client``; what is alike."""

    fact: Explanation
    row: int = 0
    case: CaseRow | None = None
    client: Client | None = None


@dataclass(frozen=True)
class ListDesk:
    """What the screen needs to match a list: words, labels to choose from, matchings made before.

    ``choices`` are (code, label) for the fields that are lists; ``remembered`` maps the fingerprint of a
    header to the field of each column, empty for none.
    """

    vocabulary: Vocabulary
    choices: Mapping[ListField, tuple[tuple[str, str], ...]]
    remembered: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Taken:
    """What was taken in: the key of the new case for each row of the file."""

    keys: Mapping[int, str]


class ListExtra(StrEnum):
    """What goes out with the list of cases only when it is asked for (Art. 5 DS-GVO)."""

    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "email"
    BIRTH_DATE = "birth_date"


class Closed:
    """Marks a cell on its way out that a consent keeps empty (Rule E3)."""


OutCell: TypeAlias = str | int | date | Closed | None
"""A cell on its way out; None for nothing."""


@dataclass(frozen=True)
class ListSheet:
    """A list as a workbook, of cases or of the journal; a cell that a consent closes holds ``Closed`` (E3).

    ``below`` tells what was filtered, ``widths`` are in letters, ``closed`` is what stands in such a cell,
    ``note`` explains it where there is one.
    """

    title: str
    below: str
    issued_on: date
    office: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[OutCell, ...], ...]
    closed: str
    note: str = ""
