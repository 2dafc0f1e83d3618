"""What is to be said about a clock beside its calculation: what it rests on, and what was decided (C9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from intman_desktop.rules.decisions import DecisionKind, first_talk_unnoted, start_moved_since
from intman_desktop.rules.extensions import is_late, recheck_extensions
from intman_desktop.rules.period import (
    LATER_STARTS,
    case_period,
    compare_start,
    counting_days,
    period_of,
    start_of,
)
from intman_desktop.rules.plan_begin import older_than_start
from intman_desktop.rules.target_group import TargetGroup, benefits_fact
from intman_desktop.values.case_file import CaseFile, Decision, Extension
from intman_desktop.values.codes import YesNoUnknown
from intman_desktop.values.explanation import Explanation


def explain_further(file: CaseFile, today: date, group: TargetGroup) -> tuple[Explanation, ...]:
    """Return what else is true of a clock: other starts, decisions, what lies outside it.

    Rules C1 (two starts, extensions that no longer fit), C7 (several offices, unknown ones, an older plan),
    C8 (late decisions, talks outside), C6, U5 and P6 (what was decided).

    Args:
        file: the case; of the talks only this person's own part.
        today: the day it is told.
        group: what the profile says about the target group on that day.
    """
    benefits = benefits_fact(
        file.answers,
        file.decisions,
        file.case.opened_on,
        today,
        group,
        section_24=file.client.section_24,
    )
    return (
        *_other_start(file),
        *_earlier_offices(file),
        *_older_plan(file),
        *_extensions(file),
        *_outside(file),
        *(_decided(each) for each in sorted(file.decisions, key=lambda each: (each.on, each.id))),
        *((benefits,) if benefits is not None else ()),
    )


def earlier_is_unknown(file: CaseFile) -> bool:
    """Return whether the person was counselled elsewhere, and nobody knows since when (Rule C7)."""
    if not file.earlier_counselling:
        return file.case.counselled_before is YesNoUnknown.YES
    return any(each.since is None for each in file.earlier_counselling)


def _decided_extensions(start: date, extensions: Iterable[Extension]) -> Iterator[tuple[Extension, date]]:
    """Yield the extensions by their end, each with the last day before it (Rule C8).

    Each goes on from the one before; a later one that bears an earlier day makes none of them less late.
    """
    before: list[date] = []
    for extension in sorted(extensions, key=lambda each: (each.until, each.decided_on)):
        yield extension, period_of(start, before).last_day
        before.append(extension.until)


def _other_start(file: CaseFile) -> Iterator[Explanation]:
    if first_talk_unnoted(file):
        return
    derived = start_of(file)
    fact = compare_start(file.case.period_start, derived.on if derived else None)
    if fact is not None and fact.code in LATER_STARTS:
        yield fact


def _earlier_offices(file: CaseFile) -> Iterator[Explanation]:
    known = [each for each in file.earlier_counselling if each.since is not None]
    if len(known) > 1:
        yield Explanation("period_several_offices", {"count": len(known)})
    if file.case.period_start and earlier_is_unknown(file):
        yield Explanation("period_earlier_unknown")


def _older_plan(file: CaseFile) -> Iterator[Explanation]:
    fact = older_than_start(file)
    if fact is not None:
        yield fact


def _extensions(file: CaseFile) -> Iterator[Explanation]:
    start = file.case.period_start
    if start is None:
        return
    for extension, last_day in _decided_extensions(start, file.extensions):
        values = {"decided_on": extension.decided_on, "until": extension.until, "last_day": last_day}
        # In time by the start of its day, it is not late by one that was found since (C1, C8).
        in_time = not extension.late_reason.strip() and start_moved_since(file, extension.decided_on)
        if is_late(period_of(start, [last_day]), extension.decided_on) and not in_time:
            yield Explanation("extension_decided_late", values)
        else:
            yield Explanation("extension_decided", values)
    yield from recheck_extensions(start, file.extensions)


def _outside(file: CaseFile) -> Iterator[Explanation]:
    period = case_period(file.case, file.extensions)
    days = counting_days(file.talks, file.needs_assessment)
    outside = [day for day in days if period is not None and not period.contains(day)]
    if outside:
        yield Explanation("period_talks_outside", {"count": len(outside), "days": tuple(outside)})


def _decided(decision: Decision) -> Explanation:
    on, reason, until = decision.on, decision.reason.strip(), decision.until
    told = {"on": on, "worker": decision.worker, "told_on": decision.told_on}
    facts: Mapping[str, Explanation] = {
        DecisionKind.REST: Explanation("decided_rest", {"on": on, "until": until, "reason": reason or None}),
        DecisionKind.RESUME: Explanation("decided_resume", {"on": on}),
        DecisionKind.GO_ON: Explanation("decided_go_on", {"on": on, "reason": reason or None}),
        DecisionKind.RETURN: Explanation("decided_return", {"on": on, "reason": reason or None}),
        DecisionKind.TAKE_OVER: Explanation("decided_take_over", told),
        DecisionKind.START_CHANGED: Explanation("decided_start", {"on": on, "start": until})
        if until is not None
        else Explanation("decided_no_start", {"on": on}),
    }
    return facts.get(decision.kind) or Explanation("decided_otherwise", {"on": on, "reason": reason or None})
