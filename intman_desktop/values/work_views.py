"""What the screens of plan, talk, clock and papers are shown: frozen views.

Whatever is an ``Explanation`` here is worded by ``services.common.wording.sentence`` on the screen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from intman_desktop.values.case_file import EarlierCounselling, Extension
from intman_desktop.values.codes import StartEvidence, StartOrigin
from intman_desktop.values.explanation import Explanation


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
    talk here where it differs from the start that is kept (C1), else None; where the start is that of a talk
    here that only an old list told, ``unnoted_first``, there is nothing to decide. ``warning`` is the
    smallest warning span in days that is reached, else None. ``words`` are the sentences of C9 in
    their order, ``short`` is the one for the list ("noch 115 Tage").
    ``notes`` are what else is true of it: another start, late decisions, talks outside, what was decided.
    ``may_extend`` is whether an extension can be decided today, ``may_add_extension`` whether one that was
    decided in its time can be noted still.
    ``outdated_papers`` are dates of issued plan versions that show another start, ``papers_of_other_end``
    of those with an extension that was corrected since; ``plan_outdated_on`` is the day of the last one where
    it shows either.
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
    unnoted_first: bool = False
    regular_end: date | None = None
    last_day: date | None = None
    latest_possible: date | None = None
    days_left: int | None = None
    warning: int | None = None
    extensions: tuple[Extension, ...] = ()
    may_extend: bool = False
    may_add_extension: bool = False
    today_at: float = 0.0
    regular_end_at: float = 0.0
    last_day_at: float = 0.0
    short: Explanation = field(default_factory=lambda: Explanation("period_not_begun"))
    words: tuple[Explanation, ...] = ()
    notes: tuple[Explanation, ...] = ()
    outdated_papers: tuple[date, ...] = ()
    papers_of_other_end: tuple[date, ...] = ()
    plan_outdated_on: date | None = None
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

    ``first_here`` says that it is the first one here and the second only for those held elsewhere,
    ``may_bring`` that the person may bring a plan begun elsewhere along, ``plan_seen`` that one was seen as
    evidence of that counselling (C7). With ``closed_on``, the last open day of a plan that is closed, it is
    that plan which is taken up again on ``begin_on`` (I9).
    """

    case_id: int
    case_key: str
    person: str
    begin_on: date
    participant_id: int
    first_here: bool = False
    may_bring: bool = False
    plan_seen: bool = False
    closed_on: date | None = None


@dataclass(frozen=True)
class StillResting:
    """A case that rests though a counting talk was held ``on`` a day of its rest (C6).

    ``until`` is the last day of the rest as it was agreed.
    """

    case_id: int
    person: str
    on: date
    until: date | None = None


@dataclass(frozen=True)
class TalkRemoval:
    """What taking a talk out would do: how many it is taken from, and what it means for their starts (C1)."""

    people: int
    facts: tuple[Explanation, ...] = ()


@dataclass(frozen=True)
class TalkNoted:
    """A talk that was saved: which plans it calls for, what it did to the clock, who rests (P3, C1, C6)."""

    talk_id: int
    talk_key: str = ""
    plan_needed: tuple[PlanNeeded, ...] = ()
    start_changes: tuple[StartChange, ...] = ()
    outside: tuple[Explanation, ...] = ()
    resting: tuple[StillResting, ...] = ()


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
