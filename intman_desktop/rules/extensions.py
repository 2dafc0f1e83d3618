"""Decisions to go on after three years (C2, C3, C4, C8), and what was wrong with one (L8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from intman_desktop.rules.consents import held_from, withdrawal_known
from intman_desktop.rules.corrections import EXTENSION
from intman_desktop.rules.period import Period
from intman_desktop.values.case_file import Consent, Extension
from intman_desktop.values.codes import ConsentDecision, SpecialKind
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.requests import Correction

ILLITERACY = "illiteracy"
MENTAL_ILLNESS = "mental_illness"
CHRONIC_ILLNESS = "chronic_illness"
DISABILITY = "disability"
MULTIPLE_PROBLEMS = "multiple_problems"
MULTIPLE_PROBLEMS_HEALTH = "multiple_problems_health"
OTHER = "other"
REASON_ERASED = "erased_on_request"
"""What stands in place of a reason whose kind of consent was withdrawn (C3); it cannot be chosen, and in a
correction it says that the reason stays as it is."""
WORDS_ERASED = "auf Wunsch der Person gelöscht"
"""The same in place of why one was decided late; kept like what somebody writes, so German."""
WORDS_CLOSED = "ohne Einwilligung zu Gesundheitsdaten nicht genannt"
"""What is told of it while nothing is gone, and no consent opens it (C3); may be kept as well, so German."""
_STAND_INS = frozenset({"", WORDS_ERASED, WORDS_CLOSED})

REASONS = (
    ILLITERACY,
    MENTAL_ILLNESS,
    CHRONIC_ILLNESS,
    DISABILITY,
    MULTIPLE_PROBLEMS,
    MULTIPLE_PROBLEMS_HEALTH,
    OTHER,
)
NAMED_REASONS = frozenset(REASONS) - {OTHER}
"""Reasons that the Leitfaden itself names; any other needs a sentence to be one (C2)."""
HEALTH_REASONS = frozenset({MENTAL_ILLNESS, CHRONIC_ILLNESS, DISABILITY, MULTIPLE_PROBLEMS_HEALTH})
OPEN_REASONS = frozenset({MULTIPLE_PROBLEMS, OTHER})
"""Reasons that say nothing of health themselves, while their text or who proved them may (C3)."""


def is_late(period: Period, decided_on: date) -> bool:
    """Return whether the decision comes after the end of ``period``, taken before it (Rule C8)."""
    return decided_on > period.last_day


def check_extension(
    period: Period,
    extension: Extension,
    today: date,
    *,
    has_health_consent: bool,
    reason_stays: bool = False,
) -> tuple[Explanation, ...]:
    """Return every fault of a decision that is about to be saved; nothing is extended with one.

    Args:
        period: the period before this decision.
        extension: the decision.
        today: the day it is recorded on.
        has_health_consent: whether the health consent stands (Rule C3).
        reason_stays: whether its reason and proof are those recorded already, not to be judged anew.
    """
    of_days = (*_until_faults(period, extension), *_day_faults(period, extension, today))
    if reason_stays:
        return of_days
    return (
        *of_days,
        *_reason_faults(extension, has_health_consent),
        *_evidence_faults(extension, today, has_health_consent),
    )


def last_extension(extensions: Iterable[Extension]) -> Extension | None:
    """Return the extension that says until when the period goes, None where there is none (Rule C4)."""
    return max(extensions, key=lambda each: each.until, default=None)


def extension_correction_faults(
    kept: Extension, corrected: Extension | None, extensions: Iterable[Extension], reason: str
) -> tuple[Explanation, ...]:
    """Return why a recorded extension cannot be corrected so, or taken back (Rules C4, L8).

    Only the last one can: what was decided after another one goes on from the day that one gave. What the
    ``corrected`` one itself cannot be, ``check_extension`` says.

    Args:
        kept: the extension as it is recorded.
        corrected: the one that was meant, None to take it back.
        extensions: all that are recorded.
        reason: what was wrong.
    """
    last = last_extension(extensions)
    if last is not None and last.id != kept.id:
        return (Explanation("extension_not_last", {"until": last.until}),)
    if corrected is not None and replace(corrected, id=kept.id, version=kept.version) == kept:
        return (Explanation("extension_unchanged"),)
    return () if reason.strip() else (Explanation("extension_correction_reason_missing"),)


def lets_reason_stay(corrected: Extension) -> bool:
    """Return whether a correction leaves the reason as it is, closed or gone as it may be (Rules C3, L8)."""
    return corrected.reason == REASON_ERASED


def with_kept_reason(kept: Extension, corrected: Extension) -> Extension:
    """Return the ``corrected`` extension with the reason, words and proof that are recorded (Rules C3, L8).

    Why it was late stays as well; it goes only where the day of the decision was wrong and it was not late.
    """
    stays_late = corrected.late_reason or corrected.decided_on == kept.decided_on
    return replace(
        corrected,
        reason=kept.reason,
        text=kept.text,
        evidence_seen_on=kept.evidence_seen_on,
        evidence_place_kind=kept.evidence_place_kind,
        late_reason=(kept.late_reason or corrected.late_reason) if stays_late else "",
    )


def recheck_extensions(start: date, extensions: Iterable[Extension]) -> tuple[Explanation, ...]:
    """Return which saved extensions no longer fit a start that was moved (Rule C1)."""
    period = Period(start)
    facts = []
    for extension in extensions:
        values = {"until": extension.until, "latest": period.latest_possible}
        if extension.until > period.latest_possible:
            facts.append(Explanation("extension_now_beyond_latest", values))
        elif extension.until <= period.regular_end:
            facts.append(Explanation("extension_now_without_effect", values))
    return tuple(facts)


def shows_health(extension: Extension) -> bool:
    """Return whether only the health consent opened what it says: its reason, or its proof (Rule C3)."""
    return extension.reason in HEALTH_REASONS or (extension.reason in OPEN_REASONS and _is_proven(extension))


def told_under_health(extension: Extension, consents: Iterable[Consent]) -> bool:
    """Return whether something was put into words while the health consent was held to stand (C3, E3).

    Any reason but one of health, whose words go with it, can be told in words, and so can why it was
    decided late (Rule C8). That was until its withdrawal was known here, of whatever day it is, and from
    before a beginning that was moved later. Whether it tells of health, nobody but a reader can say.
    """
    words = (each.strip() for each in (extension.text, extension.late_reason))
    told = extension.reason not in HEALTH_REASONS and any(each not in _STAND_INS for each in words)
    return told and _health_held_on(extension.decided_on, consents)


def corrected_under_health(correction: Correction, consents: Iterable[Consent]) -> bool:
    """Return whether it was said what was wrong with an extension while the health consent was held to stand.

    The words may tell of health, as those of an open reason may (Rules C3, E3, L8).
    """
    told = correction.place == EXTENSION and bool(correction.old_value or correction.reason)
    return told and _health_held_on(correction.on, consents)


def without_health(extension: Extension) -> Extension:
    """Return the extension as it stands after the health consent was withdrawn (Rule C3)."""
    return without_reason(extension) if shows_health(extension) else extension


def without_detail(extension: Extension) -> Extension:
    """Return the extension as it stands without a health consent: an open reason says no more (Rule C3)."""
    if extension.reason not in HEALTH_REASONS | OPEN_REASONS:
        return extension
    reason = extension.reason if extension.reason in OPEN_REASONS else OTHER
    return replace(without_reason(extension), reason=reason, late_reason=closed_late_reason(extension))


def without_reason(extension: Extension) -> Extension:
    """Return the extension with "auf Wunsch der Person gelöscht" in place of all that was its reason (C3)."""
    return replace(
        extension,
        reason=REASON_ERASED,
        text="",
        evidence_seen_on=None,
        evidence_place_kind="",
        late_reason=WORDS_ERASED if extension.late_reason.strip() else "",
    )


def closed_late_reason(extension: Extension) -> str:
    """Return what is told of why it was late while no consent opens that: it stays late (Rules C3, C8)."""
    late = extension.late_reason.strip()
    return late if late in _STAND_INS else WORDS_CLOSED


def _health_held_on(on: date, consents: Iterable[Consent]) -> bool:
    return any(
        each.kind is SpecialKind.HEALTH
        and each.decision is ConsentDecision.GIVEN
        and held_from(each) <= on
        and ((known := withdrawal_known(each)) is None or on <= known)
        for each in consents
    )


def _until_faults(period: Period, extension: Extension) -> tuple[Explanation, ...]:
    latest = period.latest_possible
    if period.exhausted:
        return (Explanation("extension_exhausted", {"latest": latest}),)
    if extension.until <= period.last_day:
        values = {"until": extension.until, "last_day": period.last_day}
        return (Explanation("extension_not_after_last_day", values),)
    if extension.until > latest:
        return (Explanation("extension_beyond_latest", {"until": extension.until, "latest": latest}),)
    return ()


def _day_faults(period: Period, extension: Extension, today: date) -> tuple[Explanation, ...]:
    decided_on = extension.decided_on
    if decided_on > today:
        return (Explanation("extension_decided_in_future", {"decided_on": decided_on}),)
    if decided_on < period.start:
        values = {"decided_on": decided_on, "start": period.start}
        return (Explanation("extension_decided_before_start", values),)
    if is_late(period, decided_on) and not extension.late_reason.strip():
        values = {"decided_on": decided_on, "last_day": period.last_day}
        return (Explanation("extension_late_reason_missing", values),)
    return ()


def _reason_faults(extension: Extension, has_health_consent: bool) -> tuple[Explanation, ...]:
    reason = extension.reason
    if not reason.strip():
        return (Explanation("extension_reason_missing"),)
    if reason not in REASONS:
        return (Explanation("extension_reason_unknown", {"reason": reason}),)
    if reason in HEALTH_REASONS and not has_health_consent:
        return (Explanation("extension_reason_needs_health_consent", {"reason": reason}),)
    # Without the health consent the open reason may stand without detail (C3), with it it says why (C2).
    if reason == OTHER and has_health_consent and not extension.text.strip():
        return (Explanation("extension_text_missing", {"reason": reason}),)
    return ()


def _evidence_faults(extension: Extension, today: date, has_health_consent: bool) -> tuple[Explanation, ...]:
    seen_on = extension.evidence_seen_on
    # Without the consent the open reason stands without detail, and who proved it is a detail (C3).
    if extension.reason in OPEN_REASONS and _is_proven(extension) and not has_health_consent:
        return (Explanation("extension_evidence_needs_health_consent"),)
    if seen_on is not None and seen_on > today:
        return (Explanation("extension_evidence_in_future", {"seen_on": seen_on}),)
    return _half_evidence_faults(extension) if has_health_consent else ()


def _half_evidence_faults(extension: Extension) -> tuple[Explanation, ...]:
    """Return what the proof of a reason of health lacks: its day, or the kind of place (Rules C2, C3)."""
    reason, is_seen = extension.reason, extension.evidence_seen_on is not None
    if reason == MENTAL_ILLNESS:
        # Only a mental illness must be proven by the words of the Leitfaden ("nachgewiesen", C2).
        if not is_seen:
            return (Explanation("extension_evidence_missing", {"reason": reason}),)
        placed = bool(extension.evidence_place_kind.strip())
        return () if placed else (Explanation("extension_evidence_place_missing"),)
    # A kind of place alone tells of health, and no paper names it without its day (C3).
    half = reason in HEALTH_REASONS and _is_proven(extension) and not is_seen
    return (Explanation("extension_evidence_day_missing"),) if half else ()


def _is_proven(extension: Extension) -> bool:
    return extension.evidence_seen_on is not None or bool(extension.evidence_place_kind.strip())
