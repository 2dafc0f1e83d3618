"""What the screens of deadlines and the overview are shown: frozen views."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from intman_desktop.values.explanation import Explanation


class Place(StrEnum):
    """Where something is done; the screen opens it from there."""

    PLAN = "plan"
    SIGNATURES = "signatures"
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
    REQUEST = "request"
    PASSING_ON = "passing_on"


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
    GOAL_UNTIL = "goal_until"
    NO_GOAL = "no_goal"
    NEXT_STEP = "next_step"
    MEASURE = "measure"
    VALIDITY_ENDS = "validity_ends"
    SIGNATURE = "signature"
    PLAN_SIGNATURE = "plan_signature"
    TURNS_EIGHTEEN = "turns_eighteen"
    OWN_EIGHTEEN = "own_eighteen"
    NO_CONTACT = "no_contact"
    DORMANT_OVER = "dormant_over"
    BENEFITS_ENDED = "benefits_ended"
    DELETION_DUE = "deletion_due"
    PART_DELETION_DUE = "part_deletion_due"
    HOLD_REVIEW = "hold_review"
    CONSENT_EXPIRES = "consent_expires"
    CONSENT_OUTDATED = "consent_outdated"
    KEY_FIGURES = "key_figures"
    REQUEST = "request"
    RECIPIENT_UNTOLD = "recipient_untold"


class DeadlineAct(StrEnum):
    """The one act that settles a deadline; the screen words it on the row's button."""

    BEGIN_PLAN = "begin_plan"
    REOPEN_PLAN = "reopen_plan"
    REVIEW_GOALS = "review_goals"
    AGREE_GOAL = "agree_goal"
    DECIDE_EXTENSION = "decide_extension"
    EXTEND_REST_OR_END = "extend_rest_or_end"
    RESUME_OR_END = "resume_or_end"
    GO_ON_OR_END = "go_on_or_end"
    SETTLE_STEP = "settle_step"
    SETTLE_MEASURE = "settle_measure"
    RENEW_VALIDITY = "renew_validity"
    ENTER_SIGNATURE = "enter_signature"
    HAND_OUT_PLAN = "hand_out_plan"
    RENEW_CONSENT = "renew_consent"
    PREPARE_ADULT = "prepare_adult"
    ERASE = "erase"
    ERASE_PART = "erase_part"
    REVIEW_HOLD = "review_hold"
    HAND_IN_FIGURES = "hand_in_figures"
    ANSWER_REQUEST = "answer_request"
    TELL_RECIPIENT = "tell_recipient"


@dataclass(frozen=True)
class DeadlineRow:
    """One line of "Was ansteht"; ``case_id`` is 0 and ``person`` empty where it belongs to no case.

    ``matter`` is the fact that is worded; ``row_id`` is the goal, measure, participant, consent, household
    member or act of passing on meant, 0 where the case as a whole is meant; ``goal_id`` is the goal of a
    measure, 0 for anything else; ``year`` is set for the key figures only. ``has_namesake`` says that another
    person goes by the name of ``person``, wherever her case is listed.
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
    goal_id: int = 0
    has_namesake: bool = False


@dataclass(frozen=True)
class SettledRow:
    """One line of what was settled: its kind, the day it was done, what it was, and whose case it is.

    ``goal_id`` is the goal that was reviewed or whose measure was done, 0 for anything else. Key figures
    belong to no case: ``case_id`` is 0, ``person`` empty and ``year`` set. ``has_namesake`` as in
    ``DeadlineRow``.
    """

    kind: DeadlineKind
    on: date
    matter: Explanation
    case_id: int
    case_number: str
    person: str
    goal_id: int = 0
    year: int = 0
    has_namesake: bool = False


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
    ``erased_talks`` are those of erased cases, of which no month is known (K8);
    ``figures_year`` is the year whose sheet is handed in next, due on ``figures_due`` (K1);
    ``figures_late`` are the years before it that were not handed in, each with the day it was due.
    ``all_cases`` counts those on hold too: what is due about them is shown without a name (L2).
    """

    year: int
    talks_by_month: tuple[int, ...]
    figures_year: int
    figures_due: date
    figures_days_left: int
    figures_frozen: bool
    all_cases: int
    erased_talks: int = 0
    figures_late: tuple[tuple[int, date], ...] = ()


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
