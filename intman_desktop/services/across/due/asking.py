"""What is asked for, what is found, and the conditions that several kinds of deadline share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, TypeAlias

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Date,
    and_,
    bindparam,
    exists,
    func,
    select,
    true,
)

from intman_desktop.models import tables as t
from intman_desktop.profiles import Profile
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules import gate
from intman_desktop.rules.goals import AGREED_STATES
from intman_desktop.values.codes import CaseState
from intman_desktop.values.deadline_views import DeadlineAct, DeadlineKind
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.office import Office

AHEAD = 30
"""How many days ahead reviews, steps and the like are listed where nothing else is asked for."""
FAR_AHEAD = 90
"""How many days ahead a coming of age and the key figures are announced at least (P4, K1)."""


@dataclass(frozen=True)
class Due:
    """One thing that is due on ``on``; ``row_id`` names the row meant, 0 for the case itself.

    ``act`` is None for the act that settles its kind; ``year`` is that of key figures, ``goal_id`` the goal
    of a measure. ``needs`` are the consents that its words ask for beside that of its kind, and ``hidden``
    stands in their place without any one of them (E3).
    """

    kind: DeadlineKind
    on: date
    case_id: int
    matter: Explanation
    row_id: int = 0
    act: DeadlineAct | None = None
    year: int = 0
    needs: frozenset[str] = frozenset()
    hidden: Explanation | None = None
    goal_id: int = 0


@dataclass(frozen=True)
class Asked:
    """What is asked for: the day, the office's settings, the profile, and one case or (None) all of them.

    ``ahead`` is how many days from today on are looked at, None for all that is stored.
    """

    today: date
    office: Office
    profile: Profile
    case_id: int | None = None
    ahead: int | None = AHEAD

    def until(self, least: int = 0) -> date:
        """Return the last day that is looked at, at the least ``least`` days from today."""
        if self.ahead is None:
            return date.max
        return self.today + timedelta(days=max(self.ahead, least))

    @property
    def one(self) -> bool:
        """Whether one case is asked for; by this a query that is kept differs."""
        return bool(self.case_id)

    def values(self, least: int = 0) -> dict[str, Any]:
        """Return what is bound to a kept query: the case, and the last day that is looked at."""
        return {"case": self.case_id, "until": self.until(least)}


UNTIL: Final[BindParameter[Any]] = bindparam("until")
"""The last day that is looked at. Queries are put together once and kept; what is asked is bound to them."""


def among(one: bool, *states: CaseState) -> ColumnElement[bool]:
    """Return the condition on cases: in one of ``states``, not on hold, the one asked for (Rule L2)."""
    return and_(t.cases.c.state.in_(states), t.cases.c.hold_since.is_(None), this_case(one))


def this_case(one: bool) -> ColumnElement[bool]:
    """Return the condition that leaves the ``one`` case bound to the query, or all."""
    return t.cases.c.id == bindparam("case") if one else true()


Find: TypeAlias = Callable[[Connection, Asked], Iterator[Due]]
"""A query that yields what is due, in no order."""


def needs_of_area(profile: Profile, area: str) -> frozenset[str]:
    """Return what a goal of an area needs beside the basic consent (Rule E3)."""
    return frozenset({profile.need_of_item(ListName.GOAL_AREAS, area)}) - {gate.BASIC}


def needs_of_topics(profile: Profile, topics: Iterable[str]) -> frozenset[str]:
    """Return what is asked for beside the basic consent by what was said in a talk on these topics (E3)."""
    return frozenset(profile.need_of_item(ListName.TOPICS, topic) for topic in topics) - {gate.BASIC}


def with_plan() -> Any:
    """Return the cases joined with their plans."""
    return t.cases.join(t.plans, t.plans.c.case_id == t.cases.c.id)


def plan_is_open() -> ColumnElement[bool]:
    """Return the condition that a plan is open today (Rule K4)."""
    return exists().where(t.plan_spans.c.plan_id == t.plans.c.id, t.plan_spans.c.closed_on.is_(None))


def goal_agreed_on() -> ColumnElement[Any]:
    """Return the day on which a goal was agreed, as ``rules.goals.agreed_on`` (Rule Z3)."""
    goal, change = t.goals.c, t.goal_changes.c
    first = select(func.min(change.on, type_=Date)).where(
        change.goal_id == goal.id, change.state.in_(AGREED_STATES)
    )
    return func.coalesce(goal.agreed_on, first.correlate(t.goals).scalar_subquery(), type_=Date)
