"""Dated decisions about a case beside its extensions: what each of them must hold (C6, P6, U5)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from itertools import pairwise

from intman_desktop.rules.dates import add_months
from intman_desktop.rules.period import Period, counting_days
from intman_desktop.values.case_file import CaseFile, Decision
from intman_desktop.values.codes import StartOrigin
from intman_desktop.values.explanation import Explanation


class DecisionKind(StrEnum):
    """What was decided."""

    REST = "rest"
    """The case rests, with the person's agreement, until a day (C6)."""
    RESUME = "resume"
    """A resting case goes on (C6)."""
    START_CHANGED = "start_changed"
    """A later start, or none, was taken over with a reason (C1); ``until`` holds the new start."""
    GO_ON = "go_on"
    """Counselling goes on though benefits have ended (P6)."""
    RETURN = "return"
    """Somebody who was away is counselled again, until the same end (C6)."""
    TAKE_OVER = "take_over"
    """A colleague of the same Träger goes on with the case (U5), ``worker``; ``told_on`` is the person's."""


AT_DISCRETION = frozenset({DecisionKind.GO_ON, DecisionKind.RETURN})
"""Decisions that the worker takes alone, with date and reason."""


def last_rest(file: CaseFile) -> Decision | None:
    """Return the rest that was agreed last, None where the case never rested (Rule C6)."""
    return next((each for each in reversed(file.decisions) if each.kind == DecisionKind.REST), None)


def rests_by(file: CaseFile) -> Decision | None:
    """Return the agreement by which a case rests, None where none was made since it went on (Rule C6)."""
    settled = (DecisionKind.REST, DecisionKind.RESUME)
    last = next((each for each in reversed(file.decisions) if each.kind in settled), None)
    return last if last is not None and last.kind == DecisionKind.REST else None


def rest_faults(rest: Decision, opened_on: date, today: date, most_months: int) -> tuple[Explanation, ...]:
    """Return why a case cannot rest so: why and how it was agreed, from when until when (Rule C6).

    ``opened_on`` is the first day of the case, ``most_months`` the setting: longer no case rests.
    """
    return (
        *_rest_reason_faults(rest),
        *_agreed_faults(rest, opened_on, today),
        *_until_faults(rest, today, most_months),
    )


def kept_faults(decision: Decision, today: date, start: date | None = None) -> tuple[Explanation, ...]:
    """Return what a decision of whatever kind cannot be without when it is over (Rules P6, C6, U5).

    No day of it lies ahead; what is at the worker's discretion, and a rest, has a reason, a rest its end, and
    of a take-over the person was told. How long a rest could be was a setting of its time.

    Args:
        decision: what was decided.
        today: the day of judging.
        start: the first day of the period, before which nothing is decided at discretion; None where it is
            not known, or was moved since.
    """
    ahead = day_faults(decision, today)
    if decision.kind in AT_DISCRETION:
        early = () if ahead or start is None else _before_start_faults(decision, start)
        return (*ahead, *early, *_reason_faults(decision))
    if decision.kind == DecisionKind.TAKE_OVER and decision.told_on is None:
        return (*ahead, Explanation("take_over_not_told"))
    if decision.kind == DecisionKind.REST:
        return (*ahead, *_rest_reason_faults(decision), *_rest_end_faults(decision))
    return ahead


def decision_faults(decision: Decision, period: Period | None, today: date) -> tuple[Explanation, ...]:
    """Return why going on, or taking somebody back, cannot be decided so (Rules P6, C6).

    Both move nothing: they are possible within the period alone, and need a day and a reason.
    """
    if decision.kind not in AT_DISCRETION:
        return (Explanation("decision_kind_unknown", {"kind": decision.kind}),)
    if period is None:
        return (Explanation("period_not_begun"),)
    return (*_within_faults(decision, period, today), *_reason_faults(decision))


def return_faults(
    decision: Decision, file: CaseFile, silent: Collection[str] = ()
) -> tuple[Explanation, ...]:
    """Return that somebody cannot be back who, by the case, was never away (Rule C6).

    Away is who rested, was counselled elsewhere, or was not in contact for more than a month before the day
    of the decision or between two talks: less than that is no interruption that anybody has to decide about.
    ``silent`` are the forms of talk in which the person is not met: an empty appointment is no contact, here
    as in the deadlines (Rule L9).
    """
    if decision.kind != DecisionKind.RETURN or file.earlier_counselling:
        return ()
    if any(each.kind == DecisionKind.REST for each in file.decisions):
        return ()
    met = (talk.on for talk in file.talks if talk.form not in silent)
    days = sorted({file.case.opened_on, decision.on, *met})
    until = days[: days.index(decision.on) + 1]
    if any(later > add_months(earlier, 1) for earlier, later in pairwise(until)):
        return ()
    return (Explanation("decision_never_away"),)


def take_over_faults(
    decision: Decision, file: CaseFile, workers: Collection[str], today: date
) -> tuple[Explanation, ...]:
    """Return why a colleague cannot take the case over so; the person must have been told (Rule U5).

    ``workers`` are the codes of those who work in this store. One take-over follows the other.
    """
    case = file.case
    faults = []
    if decision.worker not in workers:
        faults.append(Explanation("take_over_worker_missing"))
    elif decision.worker == case.worker:
        faults.append(Explanation("take_over_by_herself"))
    if decision.on < case.opened_on:
        values = {"on": decision.on, "opened_on": case.opened_on}
        faults.append(Explanation("take_over_before_opening", values))
    last = max(
        (each.on for each in file.decisions if each.kind == DecisionKind.TAKE_OVER), default=decision.on
    )
    if decision.on < last:
        faults.append(Explanation("take_over_before_last", {"on": decision.on, "last": last}))
    if decision.told_on is None:
        faults.append(Explanation("take_over_not_told"))
    elif decision.told_on < case.opened_on:
        values = {"told_on": decision.told_on, "opened_on": case.opened_on}
        faults.append(Explanation("take_over_told_before_opening", values))
    return (*faults, *day_faults(decision, today))


def start_moved_since(file: CaseFile, day: date) -> bool:
    """Return whether the start was changed after a decision of ``day``, which stands all the same (C1)."""
    return any(each.kind == DecisionKind.START_CHANGED and each.on >= day for each in file.decisions)


def last_start_told(file: CaseFile) -> Decision | None:
    """Return the decision by which the start was changed last, None where it never was (Rule C1)."""
    told = [each for each in file.decisions if each.kind == DecisionKind.START_CHANGED]
    return max(told, key=lambda each: (each.on, each.id), default=None)


def starts_told(file: CaseFile) -> tuple[Decision, ...]:
    """Return that the start was moved, and when, as another office may know it: without a reason (C1, U3)."""
    told = (each for each in file.decisions if each.kind == DecisionKind.START_CHANGED)
    return tuple(Decision(each.kind, each.on, until=each.until) for each in told)


def first_talk_unnoted(file: CaseFile) -> bool:
    """Return whether the period began with a talk here that an old list told and nobody noted (Rules C1, P3).

    Its form and topic are not known, so there is no such talk in the case; no talk that is noted later moves
    the start or is the first one. A start that somebody changed since is what was decided then.
    """
    case = file.case
    if case.from_list_on is None or case.period_start is None or case.start_origin is not StartOrigin.HERE:
        return False
    days = counting_days(file.talks, file.needs_assessment)
    noted = bool(days) and days[0] <= case.period_start
    return case.period_start <= case.from_list_on and not noted and last_start_told(file) is None


def day_faults(decision: Decision, today: date) -> tuple[Explanation, ...]:
    """Return which days of a decision, of whatever kind, lie ahead (Rules C6, P6, U5)."""
    faults = []
    if decision.on > today:
        faults.append(Explanation("decision_in_future", {"on": decision.on}))
    if decision.told_on is not None and decision.told_on > today:
        faults.append(Explanation("take_over_told_in_future", {"told_on": decision.told_on}))
    return tuple(faults)


def _within_faults(decision: Decision, period: Period, today: date) -> tuple[Explanation, ...]:
    on, ahead = decision.on, day_faults(decision, today)
    if ahead:
        return ahead
    if on < period.start:
        return _before_start_faults(decision, period.start)
    if on > period.last_day:
        return (Explanation("decision_after_last_day", {"on": on, "last_day": period.last_day}),)
    return ()


def _before_start_faults(decision: Decision, start: date) -> tuple[Explanation, ...]:
    if decision.on >= start:
        return ()
    return (Explanation("decision_before_start", {"on": decision.on, "start": start}),)


def _reason_faults(decision: Decision) -> tuple[Explanation, ...]:
    return () if decision.reason.strip() else (Explanation("decision_reason_missing"),)


def _rest_reason_faults(rest: Decision) -> tuple[Explanation, ...]:
    return () if rest.reason.strip() else (Explanation("rest_reason_missing"),)


def _rest_end_faults(rest: Decision) -> tuple[Explanation, ...]:
    return (Explanation("rest_until_missing"),) if rest.until is None or rest.until <= rest.on else ()


def _agreed_faults(rest: Decision, opened_on: date, today: date) -> tuple[Explanation, ...]:
    if rest.on > today:
        return (Explanation("rest_in_future", {"on": rest.on}),)
    if rest.on < opened_on:
        return (Explanation("rest_before_opening", {"on": rest.on, "opened_on": opened_on}),)
    return ()


def _until_faults(rest: Decision, today: date, most_months: int) -> tuple[Explanation, ...]:
    if rest.until is None or rest.until <= rest.on:
        return _rest_end_faults(rest)
    if rest.until < today:
        return (Explanation("rest_is_over", {"until": rest.until}),)
    latest = add_months(rest.on, most_months)
    if rest.until > latest:
        return (Explanation("rest_too_long", {"months": most_months, "latest": latest}),)
    return ()
