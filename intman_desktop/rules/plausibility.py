"""What in one case does not fit together in a year: the plausibility list (K6)."""

from __future__ import annotations

from datetime import date

from intman_desktop.rules.period import case_period
from intman_desktop.rules.plan import open_span
from intman_desktop.rules.plan_year import classify
from intman_desktop.rules.talks import counselled_elsewhere, plan_needed
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.codes import BirthPrecision, CaseState
from intman_desktop.values.explanation import Explanation


def plausibility(case_file: CaseFile, year: int, today: date) -> tuple[Explanation, ...]:
    """Return the questions that one case raises about the figures of ``year`` (Rule K6).

    Codes: ``no_plan_from_second_talk``, ``talk_outside_period``, ``plan_without_talk``,
    ``open_plan_of_ended_case``, ``date_in_future``, ``sex_missing``, ``birth_missing``. A case that
    does not count in the year raises none. The identity of K4 is asked of all plans together.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    held = sorted(
        talk.on
        for talk in case_file.talks
        if first <= talk.on <= last and any(part.counts for part in talk.participants)
    )
    in_plan = case_file.plan is not None and classify(case_file.plan, year) is not None
    if not held and not in_plan:
        return ()
    return (
        *_missing_plan(case_file, last, today),
        *_outside(case_file, held),
        *_plan_questions(case_file, last, in_plan=in_plan),
        *_future(case_file, last, today),
        *_person(case_file, counselled=bool(held)),
    )


def _missing_plan(case_file: CaseFile, last: date, today: date) -> tuple[Explanation, ...]:
    since = plan_needed(case_file, min(last, today))
    return () if since is None else (Explanation("no_plan_from_second_talk", {"since": since}),)


def _outside(case_file: CaseFile, held: list[date]) -> tuple[Explanation, ...]:
    period = case_period(case_file.case, case_file.extensions)
    if period is None:
        return ()
    return tuple(
        Explanation("talk_outside_period", {"on": day, "start": period.start, "last_day": period.last_day})
        for day in held
        if not period.contains(day)
    )


def _plan_questions(case_file: CaseFile, last: date, *, in_plan: bool) -> tuple[Explanation, ...]:
    """Return the questions about a plan: without any talk up to the year's end, or open after the case."""
    if not in_plan:
        return ()
    questions = []
    talked = any(
        talk.on <= last and any(part.counts for part in talk.participants) for talk in case_file.talks
    )
    assessed = case_file.needs_assessment is not None and case_file.needs_assessment.is_first_talk
    if not talked and not assessed and not counselled_elsewhere(case_file):
        questions.append(Explanation("plan_without_talk"))
    if case_file.case.state is CaseState.ENDED and open_span(case_file.plan) is not None:
        questions.append(Explanation("open_plan_of_ended_case", {"ended_on": case_file.case.ended_on}))
    return tuple(questions)


def _future(case_file: CaseFile, last: date, today: date) -> tuple[Explanation, ...]:
    """Return the dates of things done that lie after ``today``, each once, in order."""
    plan = case_file.plan
    days = {talk.on for talk in case_file.talks}
    days |= {consent.decided_on for consent in case_file.consents}
    days |= {extension.decided_on for extension in case_file.extensions}
    days |= {case_file.case.opened_on, case_file.case.ended_on or case_file.case.opened_on}
    if case_file.needs_assessment is not None:
        days.add(case_file.needs_assessment.held_on)
    if plan is not None:
        days |= {span.opened_on for span in plan.spans}
        days |= {span.closed_on for span in plan.spans if span.closed_on is not None}
        days |= {change.on for goal in plan.goals for change in goal.history}
    return tuple(
        Explanation("date_in_future", {"on": day}) for day in sorted(days) if day > today and day <= last
    )


def _person(case_file: CaseFile, *, counselled: bool) -> tuple[Explanation, ...]:
    if not counselled:
        return ()
    client = case_file.client
    questions = []
    if client.sex is None:
        questions.append(Explanation("sex_missing"))
    if client.birth_date is None or client.birth_precision is BirthPrecision.UNKNOWN:
        questions.append(Explanation("birth_missing"))
    return tuple(questions)
