"""The clock of a case as screens show it: the bar, the calculation, what else is true of it (C1 to C9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from intman_desktop.gdpr.issued import held_in
from intman_desktop.profiles import Profile
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules import gate
from intman_desktop.rules import period as clock
from intman_desktop.rules.decisions import first_talk_unnoted
from intman_desktop.rules.explaining import explain_further
from intman_desktop.rules.target_group import BENEFITS, SECTION_24, TargetGroup
from intman_desktop.services.common.desk import Desk
from intman_desktop.values.case_file import CaseFile, Extension
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.office import Office
from intman_desktop.values.work_views import PeriodState, PeriodView

_LIVELIHOOD = "secures_livelihood"


def show_period(desk: Desk, file: CaseFile, office: Office) -> PeriodView:
    """Return the clock of a case that has been read already, as of today."""
    case, today = file.case, desk.today()
    derived = clock.start_of(file)
    found = derived.on if derived and derived.on != case.period_start else None
    running = clock.case_period(case, file.extensions)
    notes = _notes(desk, file, office) if gate.is_open(gate.BASIC, file.consents, today) else ()
    if running is None:
        words = clock.explain_clock(file, today)
        return PeriodView(
            case.id,
            case.key,
            today,
            PeriodState.NOT_STARTED,
            origin=case.start_origin,
            evidence=case.start_evidence,
            earlier=file.earlier_counselling,
            found_start=found,
            short=words[0],
            words=words,
            notes=notes,
            version=case.version,
        )
    warning = clock.warning_due(running, today, office.warning_days)
    bar = running.bar(today)
    return PeriodView(
        case.id,
        case.key,
        today,
        _state(running, warning, today),
        start=running.start,
        origin=running.origin,
        evidence=running.evidence,
        unproven=running.unproven,
        start_reason=case.start_reason,
        earlier=file.earlier_counselling,
        found_start=found,
        unnoted_first=first_talk_unnoted(file),
        regular_end=running.regular_end,
        last_day=running.last_day,
        latest_possible=running.latest_possible,
        days_left=running.days_left(today),
        warning=_threshold(warning),
        extensions=file.extensions,
        may_extend=running.may_extend(today),
        may_add_extension=not running.exhausted,
        today_at=bar.today,
        regular_end_at=bar.regular_end,
        last_day_at=bar.last_day,
        short=clock.days_fact(running, today),
        words=clock.explain_period(running, today),
        notes=notes,
        version=case.version,
        **_out_of_date(file, running.start),
    )


def target_group(profile: Profile, today: date) -> TargetGroup:
    """Return what the profile says about the target group on that day (Rule P6)."""
    return TargetGroup(
        {item.code: item.flag(_LIVELIHOOD) for item in profile.list(BENEFITS) if item.mark(_LIVELIHOOD)},
        any(item.code == SECTION_24 for item in profile.items_on(ListName.TARGET_GROUPS, today)),
    )


def outdated_papers(file: CaseFile, start: date | None) -> tuple[date, ...]:
    """Return when plans were handed out that show another start than ``start`` (Rule C1).

    Of one that cannot be read any more nobody knows which it shows.
    """
    return tuple(on for on, told in _handed_out(file) if _shows_other_start(told, start))


def _out_of_date(file: CaseFile, start: date) -> dict[str, Any]:
    """Return the fields of ``PeriodView`` that name the plans handed out with another period (C1, L8)."""
    handed_out, extensions = _handed_out(file), file.extensions
    last, shown = handed_out[-1] if handed_out else (None, {})
    is_wrong = _shows_other_start(shown, start) or _shows_other_end(shown, extensions)
    return {
        "outdated_papers": tuple(on for on, told in handed_out if _shows_other_start(told, start)),
        "papers_of_other_end": tuple(on for on, told in handed_out if _shows_other_end(told, extensions)),
        "plan_outdated_on": last if is_wrong else None,
    }


def _handed_out(file: CaseFile) -> tuple[tuple[date, Mapping[str, Any]], ...]:
    """Return when the plan was handed out, in the order of its versions, with the period that each shows."""
    versions = sorted(file.plan.versions if file.plan else (), key=lambda version: version.number)
    return tuple((version.issued_on, _period_in(version.content)) for version in versions)


def _shows_other_start(told: Mapping[str, Any], start: date | None) -> bool:
    now = start.isoformat() if start else None
    return bool(told.get("first_talk", now) != now)


def _shows_other_end(told: Mapping[str, Any], extensions: Iterable[Extension]) -> bool:
    """Return whether an extension is shown that is not recorded; one decided since makes nothing wrong (L8).

    An extension shows as far as it goes from the first talk that stands beside it (Rule C4).
    """
    start, until = _day_of(told.get("first_talk")), _day_of(told.get("extended_until"))
    if start is None or until is None:
        return False
    return until not in {clock.period_of(start, (each.until,)).extended_until for each in extensions}


def _day_of(text: object) -> date | None:
    """Return the day that a version tells, None for none and for one that cannot be read any more."""
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


def _period_in(content: str) -> Mapping[str, Any]:
    told = (held_in(content) or {}).get("period")
    return told if isinstance(told, dict) else {}


def _notes(desk: Desk, file: CaseFile, office: Office) -> tuple[Explanation, ...]:
    """Return what else is true of the clock; whoever took a case over stands there by name."""
    today, names = desk.today(), {worker.code: worker.name for worker in office.workers}
    facts = explain_further(file, today, target_group(desk.profile, today))
    return tuple(_naming(fact, names) for fact in facts)


def _naming(fact: Explanation, names: Mapping[str, str]) -> Explanation:
    code = fact.values.get("worker")
    if code is None:
        return fact
    return replace(fact, values={**fact.values, "worker": names.get(str(code), code)})


def _state(running: clock.Period, warning: Explanation | None, today: date) -> PeriodState:
    if running.days_left(today) < 0:
        return PeriodState.OVER
    return PeriodState.ENDING if warning else PeriodState.RUNNING


def _threshold(warning: Explanation | None) -> int | None:
    value = warning.values.get("threshold") if warning else None
    return value if isinstance(value, int) else None
