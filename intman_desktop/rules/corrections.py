"""Which values of a case were overwritten, told by comparing it before and after (L8, Art. 16 DS-GVO)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from datetime import date
from typing import TypeAlias, TypeVar

from intman_desktop.rules.disclosures import is_withheld
from intman_desktop.rules.goals import was_agreed
from intman_desktop.values.case_file import (
    Agreement,
    Answer,
    CaseFile,
    Consent,
    Disclosure,
    Extension,
    Goal,
    HouseholdMember,
    NeedsAssessment,
    NoticeGiven,
    Talk,
)
from intman_desktop.values.codes import StartEvidence, YesNoUnknown
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.requests import Correction

R = TypeVar("R", NoticeGiven, Consent, Disclosure, Goal)

Place: TypeAlias = tuple[str, date | None]
"""Where a value was overwritten, and the day of the talk it belongs to, if any."""

LONGEST = 300
"""The most characters a reason to keep a wrong value may have."""
OF_FIELD = "field."
"""What stands before the code of a field of the catalogue."""
EARLIER = "earlier_counselling"
"""What was told of an office before; the wrong value is its name and since when, as they were written."""
BETWEEN = "; "
"""What stands between several wrong values of one field."""
PLAN_BEGIN = "plan.begun_on"
"""The first day of the plan."""
EXTENSION = "extension.until"
"""A decision to go on after three years; the wrong value is the day until which it went."""
REGISTER = "disclosure"
"""An entry of the register of what was passed on."""
_TALK = ("on", "form", "topic", "setting", "minutes", "interpretation")
_NEEDS = tuple(each.name for each in fields(NeedsAssessment) if each.name not in ("id", "version"))
_NOTICE = ("handed_out_on", "explained_on", "explained_by", "interpreter", "language")
_CONSENT = (
    *("decided_on", "purpose", "data_kinds", "valid_until", "form", "language", "explained_by"),
    *("interpreter", "witness", "representative", "told_withdrawable", "copy_handed_out", "filing_place"),
    *("undertaking_by", "undertaking_on", "undertaking_place"),
)
_AGREEMENT = (
    *("client_name", "worker_name", "client_signed_on", "worker_signed_on", "copy_handed_out"),
    *("filing_place", "language"),
)
_DISCLOSURE = ("on", "recipient", "what", "way", "ground", "reason", "kind", "told_on")
_WORDS_OF_A_GOAL = ("wording", "seen_by")
_GOAL = ("area", *_WORDS_OF_A_GOAL, "until")
ELSEWHERE = frozenset(
    {
        "household",
        "notice",
        "consent",
        "agreement",
        REGISTER,
        *(f"goal.{name}" for name in _GOAL),
        "case.period_start",
        EARLIER,
        PLAN_BEGIN,
        EXTENSION,
        "talk.further_topics",
        "talk.note",
        *(f"talk.{name}" for name in _TALK),
        *(f"needs_assessment.{name}" for name in _NEEDS),
    }
)
"""The places beside the fields of the catalogue."""


def overwritten(before: CaseFile, after: CaseFile) -> tuple[Place, ...]:
    """Return where something that was held is held no more, apart from the catalogue's fields (Rule L8).

    What is only added is no correction: a first value, a further topic, a sentence more in a note.
    """
    return tuple(dict.fromkeys(_places(before, after)))


def overwritten_fields(
    before: Iterable[Answer], after: Iterable[Answer], wrong: str = ""
) -> dict[str, tuple[str, ...]]:
    """Return for each field of which a value is held no more these values, as they were (Rules L8, I8).

    A later end of its validity, or another value after it, leaves a value standing; not so in the field
    ``wrong``, of which it is said that something in it was not right.
    """

    def held(answer: Answer) -> tuple[str, str, date | None, date | None]:
        ended = answer.valid_to if answer.field == wrong else None
        return answer.field, answer.value, answer.valid_from, ended

    kept = {held(each) for each in after}
    found: dict[str, list[str]] = {}
    for each in before:
        if each.value and held(each) not in kept:
            found.setdefault(each.field, []).append(each.value)
    return {field: tuple(values) for field, values in found.items()}


def correction_faults(correction: Correction, codes: Iterable[str], today: date) -> tuple[Explanation, ...]:
    """Return what cannot be of a correction that comes from elsewhere; ``codes`` are the catalogue's."""
    faults = []
    of_field = correction.place.startswith(OF_FIELD)
    keeps_value = of_field or correction.place in (PLAN_BEGIN, EXTENSION, EARLIER)
    known = (
        correction.place.removeprefix(OF_FIELD) in set(codes) if of_field else correction.place in ELSEWHERE
    )
    if not known or (correction.old_value and not keeps_value):
        faults.append(Explanation("correction_place_unknown"))
    if correction.on > today:
        faults.append(Explanation("correction_in_future", {"on": correction.on}))
    if correction.old_value and not correction.reason.strip():
        faults.append(Explanation("correction_reason_missing"))
    return tuple(faults)


def one_a_day(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """Return the corrections with one entry a day and place, where the first of them stood (Rule L8).

    It is one of a wrong value where any of them is, and keeps every wrong value and reason that they kept.
    """
    found: dict[tuple[date, str, date | None], Correction] = {}
    for each in corrections:
        at = (each.on, each.place, each.talk_on)
        found[at] = _joined(found[at], each) if at in found else each
    return tuple(found.values())


def _joined(first: Correction, later: Correction) -> Correction:
    return replace(
        first,
        rectified=first.rectified or later.rectified,
        old_value=_both(first.old_value, later.old_value),
        reason=_both(first.reason, later.reason),
        worker=later.worker or first.worker,
    )


def _both(first: str, later: str) -> str:
    """Return both texts, each of them once."""
    known = first.split(BETWEEN) if first else []
    return first if not later or later in known else BETWEEN.join((*known, later))


def _places(before: CaseFile, after: CaseFile) -> Iterator[Place]:
    if before.case.period_start not in (None, after.case.period_start):
        yield "case.period_start", None
    if _no_more_told(before, after):
        yield EARLIER, None
    begun = [file.plan.begun_on for file in (before, after) if file.plan is not None]
    if len(begun) == 2 and begun[0] not in (None, begun[1]):
        yield PLAN_BEGIN, None
    if not _decided(before.extensions) <= _decided(after.extensions):
        yield EXTENSION, None
    if not _known(before.household) <= _known(after.household):
        yield "household", None
    old, new = before.needs_assessment, after.needs_assessment
    if old is not None and new is not None:
        yield from ((f"needs_assessment.{name}", None) for name in _changed(old, new, _NEEDS))
    yield from ((place, None) for place in _declared(before, after))
    for was, said in _both_held(_goals(before), _goals(after)):
        yield from ((f"goal.{name}", None) for name in _said_anew(was, said))
    talks = {talk.id: talk for talk in after.talks}
    for talk in before.talks:
        if talk.id in talks:
            yield from ((f"talk.{name}", talks[talk.id].on) for name in _changed_in(talk, talks[talk.id]))


def _declared(before: CaseFile, after: CaseFile) -> Iterator[str]:
    """Yield what of declarations, their evidence and the register of passing on is overwritten.

    An act of passing on that the person is not told of leaves nothing: its entry would tell her (Rule E7).
    """
    if any(_overwrites(*each, _NOTICE) for each in _both_held(before.notices, after.notices)):
        yield "notice"
    if any(_overwrites(*each, _CONSENT) for each in _both_held(before.consents, after.consents)):
        yield "consent"
    old, new = before.agreement, after.agreement
    if old is not None and new is not None and (_overwrites(old, new, _AGREEMENT) or _not_oral(old, new)):
        yield "agreement"
    acts = _both_held(before.disclosures, after.disclosures)
    if any(_overwrites(*each, _DISCLOSURE) and not any(map(is_withheld, each)) for each in acts):
        yield REGISTER


def _not_oral(before: Agreement, after: Agreement) -> bool:
    """Return whether the day of an agreement by word changed; that it was signed since is no correction."""
    if before.oral_on is None or (after.oral_on is None and after.client_signed_on is not None):
        return False
    return before.oral_on != after.oral_on


def _overwrites(before: object, after: object, names: Iterable[str]) -> bool:
    """Return whether a value is held no more; what was ticked since was open before, and none."""
    return any(getattr(before, name) is not False for name in _changed(before, after, names))


def _both_held(before: Iterable[R], after: Iterable[R]) -> Iterator[tuple[R, R]]:
    """Yield each row that is held before and after, as it was and as it is."""
    now = {each.id: each for each in after}
    return ((each, now[each.id]) for each in before if each.id in now)


def _goals(file: CaseFile) -> tuple[Goal, ...]:
    return file.plan.goals if file.plan is not None else ()


def _said_anew(before: Goal, after: Goal) -> Iterator[str]:
    """Yield what of a goal was agreed and is held no more; what was only proposed was not agreed (Z1)."""
    for name in _changed(before, after, _GOAL) if was_agreed(before) else ():
        if name not in _WORDS_OF_A_GOAL or not getattr(after, name).startswith(getattr(before, name)):
            yield name


def _changed_in(before: Talk, after: Talk) -> Iterator[str]:
    yield from _changed(before, after, _TALK)
    topics = {after.topic, *after.further_topics}
    if not topics.issuperset(before.further_topics):
        yield "further_topics"
    notes = [part.note for part in after.participants]
    if any(
        part.note and not any(note.startswith(part.note) for note in notes) for part in before.participants
    ):
        yield "note"


def _changed(before: object, after: object, names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if getattr(before, name) not in (None, "", getattr(after, name)))


def _no_more_told(before: CaseFile, after: CaseFile) -> bool:
    """Return whether something that was told of counselling elsewhere is held no more (Rule C7)."""
    left = {each.id: each for each in after.earlier_counselling}
    unknown = StartEvidence.UNKNOWN
    for each in before.earlier_counselling:
        now = left.get(each.id)
        if now is None or any(_changed(each, now, ("office", "since", "until"))):
            return True
        if each.evidence not in (unknown, now.evidence):
            return True
    told = (before.case.counselled_before, after.case.counselled_before)
    return told == (YesNoUnknown.YES, YesNoUnknown.NO)


def _decided(extensions: Iterable[Extension]) -> set[Extension]:
    return {replace(each, id=0, version=1) for each in extensions}


def _known(household: Iterable[HouseholdMember]) -> set[tuple[object, ...]]:
    return {(each.relationship, each.adult, each.birth_year, each.birth_month) for each in household}
