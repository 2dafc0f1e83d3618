"""The figures counted a second time, naively, from plain values: what the SQL must agree with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from intman_desktop.profiles import load_profile
from intman_desktop.rules.ages import is_adult
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import BirthPrecision, StartOrigin
from tests.plan_year import classify
from tests.reporting.offices import SERVICES, Small

Cells = dict[str, int]
Own = frozenset[tuple[str, str]]
FURTHER = ("agreed", "in_progress", "reached", "partly_reached", "not_reached")
"""States that only a goal can have that somebody has agreed to."""


def recount(office: Small, year: int, own: Own = frozenset()) -> dict[str, tuple[int, Cells]]:
    """Return total and cells of every figure of ``bw-standard`` by its code.

    ``own`` are the entries that the office has of its own, as (list, code).
    """
    lists = _Lists(own)
    people = [file for file in office.files if _counts(office, file, year)]
    talks = [
        talk for talk in office.talks if talk.on.year == year and any(p.counts for p in talk.participants)
    ]
    found: dict[str, tuple[int, Cells]] = {
        "persons": (len(people), {}),
        "persons_new": (sum(_is_new(office, file, year) for file in people), {}),
        "persons_by_sex": _by(lists.known("sexes", file.client.sex) for file in people),
        "persons_by_age": _by(_age_group(file.client, year) for file in people),
        "persons_by_nationality": _by(
            lists.known("nationalities", file.client.nationality or file.client.second_nationality)
            for file in people
        ),
        "persons_by_residence_status": _by(
            lists.known("residence_statuses", _status(file, date(year, 12, 31))) for file in people
        ),
        "persons_section_24": (sum(file.client.section_24 is True for file in people), {}),
        "talks": (len(talks), {}),
        "talks_by_form": _by(lists.known("talk_forms", talk.form) for talk in talks),
        "talks_by_topic": _by(lists.topic(talk.topic) for talk in talks),
        "talks_by_further_topic": _by(lists.topic(each) for talk in talks for each in talk.further_topics),
        "brief_contacts": (sum(each.on.year == year for each in office.brief_contacts), {}),
        "extensions": (
            sum(
                each.decided_on.year == year
                and (file.case.start_origin is StartOrigin.HERE or each.decided_on >= file.case.opened_on)
                for file in office.files
                for each in file.extensions
            ),
            {},
        ),
    }
    found |= (
        _plans(office, year, lists)
        | _goals(office, year, lists)
        | _referrals(talks, lists)
        | _outcomes(office, year, lists)
    )
    return found


def counting_days(office: Small, key: str, year: int | None = None) -> list[date]:
    """Return the days of the counting talks of one case, of one year where it is given."""
    return [
        talk.on
        for talk in office.talks
        if (year is None or talk.on.year == year)
        and any(each.case_key == key and each.counts for each in talk.participants)
    ]


def _counts(office: Small, file: v.CaseFile, year: int) -> bool:
    """Return whether somebody had a counting talk in ``year`` on a day on which nobody says: a minor (K5)."""
    days = counting_days(office, file.case.key, year)
    return any(is_adult(file.client, day) is not False for day in days)


def _by(values: Iterable[str]) -> tuple[int, Cells]:
    cells = Counter(values)
    return sum(cells.values()), dict(cells)


@dataclass(frozen=True)
class _Lists:
    """The lists of the Land with the entries of the office's own."""

    own: Own

    def known(self, name: str, code: str | None) -> str:
        is_here = code and ((name, code) in self.own or load_profile("bw").item(name, code))
        return code if code and is_here else "unknown"

    def topic(self, code: str) -> str:
        return "other" if code == "personal" else self.known("topics", code)

    def area(self, code: str) -> str:
        return "other" if code == "personal" else self.known("goal_areas", code)


def _is_new(office: Small, file: v.CaseFile, year: int) -> bool:
    case = file.case
    told = case.from_list_on and case.start_origin is StartOrigin.HERE and case.period_start
    if told and case.from_list_on and told <= case.from_list_on and told.year < year:
        return False
    return min(counting_days(office, file.case.key)).year == year


def _age_group(client: v.Client, year: int) -> str:
    """Return the group of the age in completed years at the end of 31 December, whatever is uncertain."""
    if client.birth_date is None or client.birth_precision is BirthPrecision.UNKNOWN:
        return "unknown"
    age = year - client.birth_date.year
    starts = ((65, "65+"), (45, "45-64"), (27, "27-44"), (18, "18-26"))
    return next((code for start, code in starts if age >= start), "under")


def _status(file: v.CaseFile, day: date) -> str:
    """Return the status valid on ``day``, else the one that was valid last; of several the newest."""
    known = [
        (min(each.valid_to or day, day), each.valid_from or date.min, place, each.value)
        for place, each in enumerate(file.answers)
        if each.field == "residence_status" and each.value and (each.valid_from or date.min) <= day
    ]
    return max(known)[3] if known else ""


def _plans(office: Small, year: int, lists: _Lists) -> dict[str, tuple[int, Cells]]:
    counted = [
        found
        for file in office.files
        if file.plan and _is_made(file.plan) and (found := classify(file.plan, year))
    ]
    return {
        "plans_begun": (sum(each.begun for each in counted), {}),
        "plans_continued": (sum(each.continued for each in counted), {}),
        "plans_ended": (sum(each.ended for each in counted), {}),
        "plans_open": (sum(each.open for each in counted), {}),
        "plans_ended_by_reason": _by(
            lists.known("ending_reasons", each.reason) for each in counted if each.ended
        ),
    }


def _is_made(plan: v.Plan) -> bool:
    """Return whether a plan was begun, and has an agreed goal or says why none yet, and until when."""
    has_sentence = plan.no_goal_reason.strip() != "" and plan.no_goal_until is not None
    return plan.begun_on is not None and (has_sentence or any(_was_agreed(goal) for goal in plan.goals))


def _was_agreed(goal: v.Goal) -> bool:
    """Return whether a goal has a day on which it was agreed, stands further than an offer, or ever did."""
    return (
        goal.agreed_on is not None
        or goal.state.value in FURTHER
        or any(change.state.value in FURTHER for change in goal.history)
    )


def _agreed_on(goal: v.Goal) -> date | None:
    days = sorted(change.on for change in goal.history if change.state.value in FURTHER)
    return goal.agreed_on or (days[0] if days else None)


def _goals(office: Small, year: int, lists: _Lists) -> dict[str, tuple[int, Cells]]:
    goals = [(goal, _here(file.plan)) for file in office.files if file.plan for goal in file.plan.goals]
    last = []
    for goal, here in goals:
        told = sorted((each.on, place, each.state) for place, each in enumerate(goal.history))
        before = [None, *(state for _on, _place, state in told)]
        entered = [
            state
            for was, (on, _place, state) in zip(before, told, strict=False)
            if on.year == year and on >= here and state != was
        ]
        if entered:
            last.append((entered[-1], lists.area(goal.area)))
    agreed = [goal for goal, here in goals if (day := _agreed_on(goal)) and day.year == year and day >= here]
    return {"goals_agreed_by_area": _by(lists.area(goal.area) for goal in agreed)} | {
        f"goals_{state}_by_area": _by(area for each, area in last if each == state)
        for state in ("reached", "partly_reached", "not_reached")
    }


def _here(plan: v.Plan) -> date:
    """Return the day from which what becomes of the goals of a plan counts in this office (K4)."""
    days = [span.opened_on for span in plan.spans]
    return min(days) if plan.brought_along and days else date.min


def _referrals(talks: list[v.Talk], lists: _Lists) -> dict[str, tuple[int, Cells]]:
    kinds = {service.code: service.kind for service in SERVICES}
    made = [
        referral.service
        for talk in talks
        for participant in talk.participants
        if participant.counts
        for referral in participant.referrals
        if referral.service
    ]
    return {
        "referrals_by_service": _by(made),
        "referrals_by_service_kind": _by(lists.known("service_kinds", kinds.get(each)) for each in made),
    }


def _outcomes(office: Small, year: int, lists: _Lists) -> dict[str, tuple[int, Cells]]:
    """Return what came of referrals and measures, each in the year of its own day (Z6)."""
    kinds = {service.code: service.kind for service in SERVICES}
    referred = [
        (talk, referral)
        for talk in office.talks
        for participant in talk.participants
        for referral in participant.referrals
        if referral.outcome and referral.outcome_on and referral.outcome_on.year == year
    ]
    measured = [
        (goal, measure)
        for file in office.files
        if file.plan
        for goal in file.plan.goals
        for measure in goal.measures
        if measure.outcome and measure.done_on and measure.done_on.year == year
        if measure.done_on >= _here(file.plan)
    ]
    lacking = [(talk, each) for talk, each in referred if each.outcome == "no_offer"]
    return {
        "referral_outcomes": _by(lists.known("outcomes", each.outcome) for _talk, each in referred),
        "measure_outcomes": _by(lists.known("outcomes", each.outcome) for _goal, each in measured),
        "needs_without_offer_by_topic": _by(lists.topic(talk.topic) for talk, _each in lacking),
        "no_offer_by_service_kind": _by(
            lists.known("service_kinds", kinds.get(each.service)) for _talk, each in lacking
        ),
        "needs_without_offer_by_area": _by(
            lists.area(goal.area) for goal, each in measured if each.outcome == "no_offer"
        ),
    }
