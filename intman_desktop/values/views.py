"""What the services of intake and law hand up; those of the daily work stand in ``work_views``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from intman_desktop.values.case_file import CaseFile, Client
from intman_desktop.values.codes import CaseState, ConsentScope
from intman_desktop.values.deadline_views import DeadlineRow
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.plan_views import PlanView
from intman_desktop.values.work_views import PeriodView

# Cases in a list

SOON = 90
"""Days before the last day from which a period counts as ending, in the list and its filter (C9)."""


class CaseChip(StrEnum):
    """The filters over the list of cases; the three states add up, the others narrow."""

    ACTIVE = "active"
    WITHOUT_PLAN = "without_plan"
    ENDING_IN_90_DAYS = "ending_in_90_days"
    REVIEW_DUE = "review_due"
    CONSENT_TO_RENEW = "consent_to_renew"
    DORMANT = "dormant"
    ENDED = "ended"


class CaseColumn(StrEnum):
    """The columns the list can be sorted by."""

    NAME = "name"
    NUMBER = "number"
    LANGUAGE = "language"
    LAST_DAY = "last_day"
    PLAN = "plan"
    NEXT_REVIEW = "next_review"
    LAST_TALK = "last_talk"
    TOWN = "town"
    WORKER = "worker"
    STATE = "state"


@dataclass(frozen=True)
class CaseFilter:
    """Which cases a list shows and in which order; ``text`` narrows by name, phone and case number.

    Chips of states add up, the other chips narrow (among the active ones where no state is chosen), and
    so do the codes of a worker, a language, a town, an Anlaufstelle referred to and a topic talked about.
    ``needs`` are those of what is asked for: whose consent does not open them is not among the cases (E3);
    ``spoken`` the codes of all languages in the order of their words, ``|`` around each, to sort by them.
    """

    chips: frozenset[CaseChip] = frozenset()
    text: str = ""
    sort: CaseColumn = CaseColumn.NAME
    descending: bool = False
    worker: str = ""
    language: str = ""
    town: str = ""
    service: str = ""
    topic: str = ""
    needs: frozenset[str] = frozenset()
    spoken: str = ""


class CaseRow(NamedTuple):
    """One line of a list of cases; ``days_left`` is last day minus today and may be negative."""

    # A tuple: a hundred are made at each key that narrows the list, and a dataclass takes six times as long.

    case_id: int
    key: str
    number: str
    name: str
    language: str
    state: CaseState
    interpreter_needed: bool | None = None
    period_start: date | None = None
    last_day: date | None = None
    days_left: int | None = None
    has_open_plan: bool = False
    complete_blocks: int = 0
    next_review: date | None = None
    last_talk: date | None = None
    town: str = ""
    worker: str = ""


@dataclass(frozen=True)
class CasePage:
    """A stretch of the list, how many there are under the filter, and how many each chip would show.

    A chip is counted together with everything else that is chosen; ``everyone`` are all cases that the list
    can show, ``held`` those that a hold hides from it (L2).
    """

    rows: tuple[CaseRow, ...]
    total: int
    counts: Mapping[CaseChip, int] = field(default_factory=dict)
    everyone: int = 0
    held: int = 0


@dataclass(frozen=True)
class CaseFacets:
    """What the list can be narrowed by beside the chips: pairs of code and label, by what is in use."""

    workers: tuple[tuple[str, str], ...] = ()
    languages: tuple[tuple[str, str], ...] = ()
    towns: tuple[tuple[str, str], ...] = ()
    services: tuple[tuple[str, str], ...] = ()
    topics: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class NotPossible:
    """A case for which an act on several was not possible, and the fact that says why.

    ``paper`` is the title of the one paper this is about, where the case has several.
    """

    case_id: int
    number: str
    name: str
    fact: Explanation
    paper: str = ""


@dataclass(frozen=True)
class SeveralDone:
    """What an act on several cases did: the keys it was done for, and those it was not possible for."""

    done: tuple[str, ...]
    refused: tuple[NotPossible, ...] = ()


@dataclass(frozen=True)
class DoublePair:
    """Two cases that may be one person, their clients, and what is alike; the older case stands first.

    ``to_erase`` says that the consent of the first was withdrawn, so that it can only be erased (E4, E5).
    """

    one: CaseRow
    other: CaseRow
    fact: Explanation
    clients: tuple[Client, Client]
    to_erase: bool = False


@dataclass(frozen=True)
class FoundCase:
    """A case that the search found; ``why`` is the fact that says by what."""

    case_id: int
    key: str
    number: str
    name: str
    language: str
    state: CaseState
    phone: str = ""
    town: str = ""
    birth_year: int | None = None
    why: Explanation = field(default_factory=lambda: Explanation("found_name"))


@dataclass(frozen=True)
class FoundNote:
    """A talk that the search found by the note of one person; ``why`` holds its day and an excerpt."""

    case_id: int
    talk_id: int
    number: str
    name: str
    why: Explanation


# One case


class ChainStep(StrEnum):
    """The steps of the legal chain, in their order (P1)."""

    PRIVACY_NOTICE = "privacy_notice"
    CONSENT = "consent"
    AGREEMENT = "agreement"
    NEEDS = "needs"
    PLAN = "plan"
    GOALS = "goals"
    ENDING = "ending"


class StepState(StrEnum):
    """Where a step of the chain stands."""

    DONE = "done"
    BEGUN = "begun"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True)
class ChainStepView:
    """One step: its state, the date it has, and the facts that say what is missing or why it is closed."""

    step: ChainStep
    state: StepState
    on: date | None = None
    facts: tuple[Explanation, ...] = ()


@dataclass(frozen=True)
class ClosedField:
    """A field that no consent opens: which need it has, and the fact that says why (E3)."""

    field: str
    need: str
    fact: Explanation


@dataclass(frozen=True)
class CaseView:
    """One case as the screen may show it: what no consent opens is emptied and named in ``closed``.

    ``open_needs`` are the needs that a consent opens now.
    """

    case_id: int
    name: str
    file: CaseFile
    open_needs: frozenset[str]
    closed: tuple[ClosedField, ...]
    chain: tuple[ChainStepView, ...]
    period: PeriodView
    plan: PlanView
    deadlines: tuple[DeadlineRow, ...] = ()
    consent_to_renew: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the basic consent stands: without it nothing else opens anything (Rules E3, P2)."""
        return ConsentScope.BASIC in self.open_needs

    @property
    def usable(self) -> bool:
        """Whether the case may be worked on: not ended, not on hold, the basic consent stands (P2, L2)."""
        case = self.file.case
        return case.state is not CaseState.ENDED and case.hold_since is None and self.is_open


# Taking in


@dataclass(frozen=True)
class CaseOpened:
    """A new case: its id in this store, its random key and its number."""

    case_id: int
    key: str
    number: str
