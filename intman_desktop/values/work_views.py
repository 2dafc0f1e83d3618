"""What the screens of plan, talk, clock, overview, figures and papers are shown: frozen views.

Whatever is an ``Explanation`` here is worded by ``services.wording.sentence`` on the screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from intman_desktop.values.case_file import EarlierCounselling, Extension
from intman_desktop.values.codes import StartEvidence, StartOrigin
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.figures import Causes, Sheet
from intman_desktop.values.papers import PlanBalance


class Place(StrEnum):
    """Where something is done; the screen opens it from there."""

    PLAN = "plan"
    REVIEW = "review"
    PERIOD = "period"
    REST = "rest"
    DECISION = "decision"
    TALKS = "talks"
    PERSON = "person"
    HOUSEHOLD = "household"
    CONSENTS = "consents"
    AGREEMENT = "agreement"
    ENDING = "ending"
    ERASURE = "erasure"
    KEY_FIGURES = "key_figures"
    SETTINGS = "settings"
    REQUEST = "request"


class DeadlineGroup(StrEnum):
    """The four groups of the overview, in this order."""

    OVERDUE = "overdue"
    TODAY = "today"
    THIS_WEEK = "this_week"
    LATER = "later"


class DeadlineKind(StrEnum):
    """What is due; each kind is settled by one act at one place."""

    PLAN_MISSING = "plan_missing"
    PERIOD_OVER = "period_over"
    PERIOD_ENDING = "period_ending"
    GOAL_REVIEW = "goal_review"
    NO_GOAL = "no_goal"
    NEXT_STEP = "next_step"
    VALIDITY_ENDS = "validity_ends"
    SIGNATURE = "signature"
    PLAN_SIGNATURE = "plan_signature"
    TURNS_EIGHTEEN = "turns_eighteen"
    OWN_EIGHTEEN = "own_eighteen"
    NO_CONTACT = "no_contact"
    DORMANT_OVER = "dormant_over"
    BENEFITS_ENDED = "benefits_ended"
    DELETION_DUE = "deletion_due"
    HOLD_REVIEW = "hold_review"
    CONSENT_EXPIRES = "consent_expires"
    CONSENT_OUTDATED = "consent_outdated"
    KEY_FIGURES = "key_figures"
    REQUEST = "request"


class DeadlineAct(StrEnum):
    """The one act that settles a deadline; the screen words it on the row's button."""

    BEGIN_PLAN = "begin_plan"
    REVIEW_GOALS = "review_goals"
    AGREE_GOAL = "agree_goal"
    DECIDE_EXTENSION = "decide_extension"
    EXTEND_REST_OR_END = "extend_rest_or_end"
    RESUME_OR_END = "resume_or_end"
    GO_ON_OR_END = "go_on_or_end"
    SETTLE_STEP = "settle_step"
    RENEW_VALIDITY = "renew_validity"
    ENTER_SIGNATURE = "enter_signature"
    RENEW_CONSENT = "renew_consent"
    PREPARE_ADULT = "prepare_adult"
    ERASE = "erase"
    REVIEW_HOLD = "review_hold"
    HAND_IN_FIGURES = "hand_in_figures"
    ANSWER_REQUEST = "answer_request"


@dataclass(frozen=True)
class DeadlineRow:
    """One line of "Was ansteht"; ``case_id`` is 0 and ``person`` empty where it belongs to no case.

    ``matter`` is the fact that is worded; ``row_id`` is the goal, participant, consent or household
    member meant, 0 where the case as a whole is meant; ``year`` is set for the key figures only.
    """

    kind: DeadlineKind
    group: DeadlineGroup
    due: date
    matter: Explanation
    act: DeadlineAct
    place: Place
    case_id: int = 0
    case_key: str = ""
    case_number: str = ""
    person: str = ""
    row_id: int = 0
    year: int = 0


@dataclass(frozen=True)
class SettledRow:
    """One line of what was settled: its kind, the day it was done, what it was, and whose case it is."""

    kind: DeadlineKind
    on: date
    matter: Explanation
    case_id: int
    case_number: str
    person: str


@dataclass(frozen=True)
class CalendarEntry:
    """One all-day entry of the office calendar: no name, no text of the case (L6).

    ``identity`` stays the same for the same deadline and says nothing of the case's key.
    """

    identity: str
    on: date
    words: str


@dataclass(frozen=True)
class Glance:
    """The year in short, at the right of the overview.

    ``talks_by_month`` has twelve numbers of ``year`` (counting talks, each once, K5);
    ``figures_year`` is the year whose sheet is handed in next, due on ``figures_due`` (K1).
    """

    year: int
    talks_by_month: tuple[int, ...]
    figures_year: int
    figures_due: date
    figures_days_left: int
    figures_frozen: bool
    all_cases: int


@dataclass(frozen=True)
class FirstDeadlines:
    """The first lines of what is due, in the order of their groups, and how many each group has in all."""

    rows: tuple[DeadlineRow, ...]
    counts: Mapping[DeadlineGroup, int]


@dataclass(frozen=True)
class PlaceCounts:
    """The counts in the navigation: active cases, and what is overdue or due today."""

    active_cases: int
    deadlines_due: int


class PeriodState(StrEnum):
    """How the clock stands (C9); the screen gives it a word, a sign and a colour."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    ENDING = "ending"
    OVER = "over"


@dataclass(frozen=True)
class PeriodView:
    """The clock of one case, as a bar and in words (C1 to C9).

    The bar runs from ``start`` to ``latest_possible``; the fields ending in ``_at`` are fractions of it.
    ``days_left`` is 0 on the last day and negative after it. ``found_start`` is the earliest counting
    talk here where it differs from the start that is kept (C1), else None. ``warning`` is the
    smallest warning span in days that is reached, else None. ``words`` are the sentences of C9 in
    their order, ``short`` is the one for the list ("noch 115 Tage").
    ``notes`` are what else is true of it: another start, late decisions, talks outside, what was decided.
    ``outdated_papers`` are dates of issued plan versions that show another start.
    """

    case_id: int
    case_key: str
    today: date
    state: PeriodState
    start: date | None = None
    origin: StartOrigin = StartOrigin.HERE
    evidence: StartEvidence | None = None
    unproven: bool = False
    start_reason: str = ""
    earlier: tuple[EarlierCounselling, ...] = ()
    found_start: date | None = None
    regular_end: date | None = None
    last_day: date | None = None
    latest_possible: date | None = None
    days_left: int | None = None
    warning: int | None = None
    extensions: tuple[Extension, ...] = ()
    may_extend: bool = False
    today_at: float = 0.0
    regular_end_at: float = 0.0
    last_day_at: float = 0.0
    short: Explanation = field(default_factory=lambda: Explanation("period_not_begun"))
    words: tuple[Explanation, ...] = ()
    notes: tuple[Explanation, ...] = ()
    outdated_papers: tuple[date, ...] = ()
    version: int = 1


@dataclass(frozen=True)
class StartChange:
    """The start of a period after a change of talks (C1).

    ``taken_over`` is True where ``found`` is the new start; False where ``kept`` stays until
    ``period.change_start`` is called with a reason. ``extensions`` says which of them no longer fit,
    ``outdated_papers`` when plans were handed out that show the old start.
    """

    case_id: int
    case_key: str
    kept: date | None
    found: date | None
    taken_over: bool
    fact: Explanation
    extensions: tuple[Explanation, ...] = ()
    outdated_papers: tuple[date, ...] = ()


@dataclass(frozen=True)
class PlanNeeded:
    """A case whose second counting talk has been saved without a plan: begin it with ``begin_on`` (P3).

    ``first_here`` says that it is the first one here and the second only for those held elsewhere.
    """

    case_id: int
    case_key: str
    person: str
    begin_on: date
    participant_id: int
    first_here: bool = False


@dataclass(frozen=True)
class TalkRemoval:
    """What taking a talk out would do: how many it is taken from, and what it means for their starts (C1)."""

    people: int
    facts: tuple[Explanation, ...] = ()


@dataclass(frozen=True)
class TalkNoted:
    """A talk that was saved: which plans it calls for and what it did to the clock (P3, C1)."""

    talk_id: int
    talk_key: str = ""
    plan_needed: tuple[PlanNeeded, ...] = ()
    start_changes: tuple[StartChange, ...] = ()
    outside: tuple[Explanation, ...] = ()


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
    """One line of the plausibility list with the place, and the ``field`` there, that settles it (K6)."""

    fact: Explanation
    place: Place
    case_id: int = 0
    case_key: str = ""
    case_number: str = ""
    person: str = ""
    field: str = ""


@dataclass(frozen=True)
class SheetView:
    """The Kennzahlen page of one year (K1 to K8).

    ``frozen`` are the versions handed in, ``changed_since_freeze`` where the newest differs from now;
    ``complete`` is False while the year is not over (``until`` is then today).
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


@dataclass(frozen=True)
class Paper:
    """A finished paper: ``content`` is the PDF, ``file_name`` carries the case number only."""

    name: str
    title: str
    file_name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class PaperChoice:
    """A paper that can be printed for a case; ``hindrance`` says why it cannot yet, else None."""

    name: str
    title: str
    hindrance: Explanation | None = None
    languages: tuple[str, ...] = ("de",)
