"""The advisory period of a person: what it is, when it ends, and why (C1, C4, C5, C7, C9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from intman_desktop.rules.dates import add_months
from intman_desktop.values.case_file import (
    Case,
    CaseFile,
    EarlierCounselling,
    Extension,
    NeedsAssessment,
    Talk,
)
from intman_desktop.values.codes import StartEvidence, StartOrigin, YesNoUnknown
from intman_desktop.values.explanation import Explanation

REGULAR_MONTHS = 36
MOST_EXTENSION_MONTHS = 12
LONGEST_MONTHS = REGULAR_MONTHS + MOST_EXTENSION_MONTHS
PROVEN = frozenset({StartEvidence.PLAN_SEEN, StartEvidence.CERTIFICATE_SEEN})
LATER_STARTS = frozenset({"start_later", "start_gone"})
"""What a start that follows from the talks is where it is not taken over by itself (Rule C1)."""


@dataclass(frozen=True)
class Bar:
    """Where the days lie on the clock's bar: 0.0 is the start, 1.0 the latest possible day."""

    today: float
    regular_end: float
    last_day: float


@dataclass(frozen=True)
class Start:
    """The start as it follows from what is recorded; ``evidence`` is None for a start in this office."""

    on: date
    origin: StartOrigin
    evidence: StartEvidence | None = None


@dataclass(frozen=True)
class Period:
    """The advisory period of one person (Rule C5); every day of it is counted from ``start``."""

    start: date
    origin: StartOrigin = StartOrigin.HERE
    evidence: StartEvidence | None = None
    extended_until: date | None = None

    @property
    def unproven(self) -> bool:
        """Whether the start was brought along without a paper that was seen (Rule C7)."""
        return self.origin is StartOrigin.BROUGHT and self.evidence not in PROVEN

    @property
    def regular_end(self) -> date:
        """The last day without an extension (Rule C4)."""
        return add_months(self.start, REGULAR_MONTHS)

    @property
    def last_day(self) -> date:
        """The last day of counselling as decided at present (Rule C4)."""
        return self.extended_until or self.regular_end

    @property
    def latest_possible(self) -> date:
        """The day beyond which nothing can be extended (Rule C4)."""
        return add_months(self.start, LONGEST_MONTHS)

    @property
    def exhausted(self) -> bool:
        """Whether the last day already is the latest possible one."""
        return self.last_day >= self.latest_possible

    def may_extend(self, today: date) -> bool:
        """Return whether an extension can be decided on ``today``: a day it could go to lies ahead (C4)."""
        return not self.exhausted and today <= self.latest_possible

    def days_left(self, today: date) -> int:
        """Return last day minus ``today``: 0 on the last day, negative afterwards."""
        return (self.last_day - today).days

    def contains(self, day: date) -> bool:
        """Return whether a talk on ``day`` lies inside the period, both ends included (Rule C8)."""
        return self.start <= day <= self.last_day

    def bar(self, today: date) -> Bar:
        """Return the fractions of the clock's bar for ``today``."""
        whole = (self.latest_possible - self.start).days

        def place(day: date) -> float:
            return min(max((day - self.start).days / whole, 0.0), 1.0)

        return Bar(place(today), place(self.regular_end), place(self.last_day))


def extension_until(start: date, months: int) -> date:
    """Return until when an extension by ``months`` goes: start + 36 + ``months`` months (Rule C4)."""
    return add_months(start, REGULAR_MONTHS + months)


def period_of(
    start: date,
    extended_until: Iterable[date] = (),
    origin: StartOrigin = StartOrigin.HERE,
    evidence: StartEvidence | None = None,
) -> Period:
    """Return the period that begins on ``start``, with the days its extensions go to (Rule C4).

    An extension that ends before the regular end changes nothing, one beyond the latest possible day
    is cut there: both can follow from a start that was moved (Rule C1).
    """
    plain = Period(start, origin, evidence)
    until = min(max(extended_until, default=plain.regular_end), plain.latest_possible)
    return replace(plain, extended_until=until) if until > plain.regular_end else plain


def case_period(case: Case, extensions: Iterable[Extension] = ()) -> Period | None:
    """Return the period of a case from its kept start, None while there is no start (Rule C1)."""
    if case.period_start is None:
        return None
    until = (extension.until for extension in extensions)
    return period_of(case.period_start, until, case.start_origin, case.start_evidence)


def counting_days(talks: Iterable[Talk], needs_assessment: NeedsAssessment | None = None) -> tuple[date, ...]:
    """Return the days of the counting talks of one case in order, one entry per talk (Rules C1, P5).

    ``talks`` hold only this case's own participant. The needs assessment is a talk itself unless the
    worker said otherwise; where a counting talk is noted on its day, the two are the same.
    """
    days = [talk.on for talk in talks if any(participant.counts for participant in talk.participants)]
    if (
        needs_assessment is not None
        and needs_assessment.is_first_talk
        and needs_assessment.held_on not in days
    ):
        days.append(needs_assessment.held_on)
    return tuple(sorted(days))


def start_from(
    talks: Iterable[Talk],
    earlier: Iterable[EarlierCounselling] = (),
    needs_assessment: NeedsAssessment | None = None,
) -> Start | None:
    """Return the start that follows from what is recorded: the earliest of all (Rules C1, C7).

    Of several offices before, the earliest counts and nothing is added up; of two with the same day
    the better evidence. None while there is neither a talk nor a known start elsewhere.
    """
    here = counting_days(talks, needs_assessment)
    starts = [Start(here[0], StartOrigin.HERE)] if here else []
    starts += [Start(each.since, StartOrigin.BROUGHT, each.evidence) for each in earlier if each.since]
    strength = {evidence: place for place, evidence in enumerate((None, *StartEvidence))}
    return min(starts, key=lambda start: (start.on, strength[start.evidence]), default=None)


def start_of(file: CaseFile) -> Start | None:
    """Return the start that follows from what is recorded in a case, as ``start_from`` (Rules C1, C7)."""
    return start_from(file.talks, file.earlier_counselling, file.needs_assessment)


def start_besides_needs(file: CaseFile) -> date | None:
    """Return the day the period of a case runs from even without its Bedarfserhebung, or None (Rule C1).

    A start that is kept although nothing follows it any more counts where it lies before the Bedarfserhebung.
    """
    other = start_from(file.talks, file.earlier_counselling)
    days = [other.on] if other is not None else []
    kept, needs = file.case.period_start, file.needs_assessment
    if kept is not None and (needs is None or kept < needs.held_on):
        days.append(kept)
    return min(days, default=None)


def compare_start(current: date | None, derived: date | None) -> Explanation | None:
    """Return what a changed start means, or None where nothing changed (Rule C1).

    ``start_first`` and ``start_earlier`` are taken over at once; ``start_later`` and ``start_gone``
    (no counting talk is left), the ``LATER_STARTS``, only with a reason.
    """
    if current == derived:
        return None
    if current is None:
        return Explanation("start_first", {"derived": derived})
    if derived is None:
        return Explanation("start_gone", {"current": current})
    code = "start_earlier" if derived < current else "start_later"
    return Explanation(code, {"current": current, "derived": derived})


def settled_start(current: date | None, derived: date | None, reason: str = "") -> date | None:
    """Return the start to keep: a later one or none at all is taken over only with a reason (Rule C1)."""
    fact = compare_start(current, derived)
    if fact is not None and fact.code in LATER_STARTS and not reason.strip():
        return current
    return derived


def start_faults(start: date, today: date) -> tuple[Explanation, ...]:
    """Return what is to be said of a start that is brought along or typed (Rules C4, C7).

    ``start_in_future`` is a fault; ``start_over_regular`` (more than 36 months ago) and
    ``start_over_longest`` (more than 48) are facts to decide upon.
    """
    period = Period(start)
    if start > today:
        return (Explanation("start_in_future", {"start": start}),)
    if today > period.latest_possible:
        return (Explanation("start_over_longest", {"start": start, "latest": period.latest_possible}),)
    if today > period.regular_end:
        return (Explanation("start_over_regular", {"start": start, "last_day": period.regular_end}),)
    return ()


def explain_period(period: Period, today: date) -> tuple[Explanation, ...]:
    """Return the clock in facts: start, evidence, rule, extension, last day, days, latest day (Rule C9)."""
    facts = [_start_fact(period)]
    if period.unproven:
        facts.append(Explanation("period_start_unproven", {"evidence": period.evidence}))
    rule = "period_rule" if period.regular_end.day == period.start.day else "period_rule_month_end"
    facts.append(Explanation(rule, {"start": period.start, "regular_end": period.regular_end}))
    if period.extended_until is not None:
        facts.append(
            Explanation(
                "period_extended",
                {"until": period.extended_until, "regular_end": period.regular_end},
            )
        )
    facts += [Explanation("period_last_day", {"last_day": period.last_day}), days_fact(period, today)]
    facts.append(Explanation(_extending(period, today), {"latest": period.latest_possible}))
    return tuple(facts)


def explain_clock(case_file: CaseFile, today: date) -> tuple[Explanation, ...]:
    """Return the clock of a case in facts, also where it has no start (Rules C7, C9)."""
    period = case_period(case_file.case, case_file.extensions)
    if period is not None:
        return explain_period(period, today)
    elsewhere = (
        case_file.case.start_origin is StartOrigin.BROUGHT
        or case_file.case.counselled_before is YesNoUnknown.YES
    )
    return (Explanation("period_start_unknown" if elsewhere else "period_not_begun"),)


def days_fact(period: Period, today: date) -> Explanation:
    """Return how many days are left, that today is the last one, or since when it is over (Rule C9)."""
    days = period.days_left(today)
    if today < period.start:
        return Explanation("period_ahead", {"start": period.start, "days": (period.start - today).days})
    if days > 0:
        return Explanation("period_days_left", {"days": days, "last_day": period.last_day})
    if days == 0:
        return Explanation("period_last_day_today", {"last_day": period.last_day})
    return Explanation("period_over", {"days": -days, "last_day": period.last_day})


def warning_due(period: Period, today: date, warning_days: Iterable[int]) -> Explanation | None:
    """Return the warning that is due: the smallest number of days reached, or that it is over (Rule C9)."""
    days = period.days_left(today)
    if days < 0:
        return days_fact(period, today)
    reached = [threshold for threshold in warning_days if days <= threshold]
    if not reached:
        return None
    code = "period_ends_soon" if days else "period_ends_today"
    return Explanation(code, {"days": days, "threshold": min(reached), "last_day": period.last_day})


def _extending(period: Period, today: date) -> str:
    if period.exhausted:
        return "period_exhausted"
    return "period_extendable" if period.may_extend(today) else "period_extendable_no_more"


def _start_fact(period: Period) -> Explanation:
    if period.origin is StartOrigin.HERE:
        return Explanation("period_start_here", {"start": period.start})
    return Explanation("period_start_brought", {"start": period.start, "evidence": period.evidence})
