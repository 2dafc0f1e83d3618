"""What the screen of the key figures is shown: frozen views."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from intman_desktop.values.deadline_views import Place
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.figures import Causes, Sheet
from intman_desktop.values.office_papers import PlanBalance


@dataclass(frozen=True)
class FigureRow:
    """One number of the sheet; ``cell`` is "" for a total, ``previous`` is last year's or None.

    ``erased`` is the part that comes from erased cases; where it is all, no case can be opened (K8).
    """

    figure: str
    cell: str
    label: str
    number: int
    previous: int | None = None
    opens_cases: bool = True
    erased: int = 0


@dataclass(frozen=True)
class FigureGroup:
    """One figure with its breakdown, worded in the screen's language; ``explains`` is its "?" text (K3).

    ``counts`` says what is counted (``person``, ``talk``, ``plan`` …), as in the definition file.
    """

    code: str
    label: str
    explains: str
    total: FigureRow
    rows: tuple[FigureRow, ...] = ()
    broken_down: bool = False
    counts: str = ""


@dataclass(frozen=True)
class BriefContactRow:
    """One Kurzkontakt, worded in the screen's language; nothing of a person is in it (P2)."""

    id: int
    on: date
    form: str
    topic: str


@dataclass(frozen=True)
class ContactsOfYear:
    """The Kurzkontakte of a year, the newest first; ``frozen`` says that its sheet was handed in (P2, K7)."""

    year: int
    rows: tuple[BriefContactRow, ...]
    frozen: bool


@dataclass(frozen=True)
class FigureChange:
    """One number that is another one than in the version before, worded; ``cell`` is "" for a total (K7).

    ``causes`` as in ``values.figures.CellChange``.
    """

    figure: str
    cell: str
    before: int
    after: int
    causes: Causes = ()


@dataclass(frozen=True)
class FrozenView:
    """A sheet that was handed in, with what it changed, worded (K7)."""

    number: int
    frozen_on: date
    fingerprint: str
    changes: tuple[FigureChange, ...] = ()


@dataclass(frozen=True)
class Question:
    """One line of the plausibility list with the place, and the ``field`` there, that settles it (K6).

    ``has_namesake`` says that another person goes by the name of ``person``, wherever her case is listed.
    """

    fact: Explanation
    place: Place
    case_id: int = 0
    case_key: str = ""
    case_number: str = ""
    person: str = ""
    field: str = ""
    has_namesake: bool = False


@dataclass(frozen=True)
class SheetView:
    """The Kennzahlen page of one year (K1 to K8).

    ``frozen`` are the versions handed in, ``changed_since_freeze`` where the newest differs from now;
    ``complete`` is False while the year is not over (``until`` is then today).
    ``open_before`` are the years before this one that were not handed in: the last, which then stands beside
    no version as last year's, and all that are due. ``before_store`` says that the year was handed in from
    where the files of this store came (K1).
    """

    year: int
    title: str
    sheet: Sheet
    previous: Sheet | None
    groups: tuple[FigureGroup, ...]
    balance: PlanBalance
    balance_holds: bool
    questions: tuple[Question, ...]
    notes: tuple[str, ...]
    frozen: tuple[FrozenView, ...]
    due: date
    days_left: int
    complete: bool
    years: tuple[int, ...] = ()
    changed_since_freeze: tuple[FigureChange, ...] = ()
    open_before: tuple[int, ...] = ()
    before_store: bool = False
