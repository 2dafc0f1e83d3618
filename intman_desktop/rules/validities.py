"""Values that change in time: each has its days, and of one field no two hold at once (Rule I8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from intman_desktop.values.case_file import Answer
from intman_desktop.values.explanation import Explanation


def ends_before_begin(answer: Answer) -> bool:
    """Return whether the last day of ``answer`` lies before its first."""
    begun, ended = answer.valid_from, answer.valid_to
    return begun is not None and ended is not None and ended < begun


def holds_on(answer: Answer, day: date) -> bool:
    """Return whether ``answer`` holds on a day: it has begun and not ended, as far as that is known."""
    return (answer.valid_from or day) <= day <= (answer.valid_to or day)


def not_now(answers: Iterable[Answer], fields: Iterable[str], today: date) -> tuple[Explanation, ...]:
    """Return for each field whose values have all ended, or are still to come, the fact that says so (I8).

    Codes: ``answer_ended`` with the last day (``until``), ``answer_to_come`` with the first one (``since``).
    """
    known = [each for each in answers if each.value.strip()]
    found = ((field, [each for each in known if each.field == field]) for field in fields)
    return tuple(
        _why_none_holds(field, each, today)
        for field, each in found
        if each and not any(holds_on(answer, today) for answer in each)
    )


def _why_none_holds(field: str, answers: Sequence[Answer], today: date) -> Explanation:
    begins = (each.valid_from for each in answers)
    to_come = [begun for begun in begins if begun is not None and begun > today]
    if to_come:
        return Explanation("answer_to_come", {"field": field, "since": min(to_come)})
    over = [each.valid_to for each in answers if each.valid_to is not None]
    return Explanation("answer_ended", {"field": field, "until": max(over)})


def in_turn(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """Return the values of one field, each without a last day ending the day before the next one begins.

    One that would end before it begins keeps its end open: ``validity_faults`` tells of the two.
    """
    following = [*(each.valid_from for each in answers[1:]), None]
    return tuple(_ending_before(each, begun) for each, begun in zip(answers, following, strict=False))


def validity_faults(answers: Iterable[Answer], held: Iterable[Answer]) -> tuple[Explanation, ...]:
    """Return for each field two values of which would hold at once the fact that says so (Rule I8).

    Args:
        answers: all validities of the fields that they name, as they are to be stored; blank ones go.
        held: what is stored. Two that overlapped before are refused only where one of them is changed.

    Code: ``validities_overlap`` with the code of the ``field``.
    """
    known = {_days(each) for each in held}
    standing = sorted((each for each in answers if each.value), key=_place)
    changed = (pair for pair in pairwise(standing) if not set(map(_days, pair)) <= known)
    overlapping = {before.field: None for before, after in changed if _overlap(before, after)}
    return tuple(Explanation("validities_overlap", {"field": field}) for field in overlapping)


def _ending_before(answer: Answer, begun: date | None) -> Answer:
    if begun is None or answer.valid_to is not None or (answer.valid_from or date.min) >= begun:
        return answer
    return replace(answer, valid_to=begun - timedelta(days=1))


def _overlap(before: Answer, after: Answer) -> bool:
    """Return whether ``after``, which is next in place, begins while ``before`` still holds.

    Where it is not known when it began, that may have been after ``before`` had ended.
    """
    if before.field != after.field or before.valid_to is None:
        return before.field == after.field
    return after.valid_from is not None and before.valid_to >= after.valid_from


def _place(answer: Answer) -> tuple[str, date, date]:
    return answer.field, answer.valid_from or date.min, answer.valid_to or date.max


def _days(answer: Answer) -> tuple[int, str, date | None, date | None]:
    return answer.id, answer.value, answer.valid_from, answer.valid_to
