"""Until when a person's request is answered, and what its entry needs (L8, Art. 12 DS-GVO)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from intman_desktop.rules.dates import add_months
from intman_desktop.values.codes import RequestAnswer, RequestKind
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.requests import Request

MONTHS = 1
"""How long an answer may take (Art. 12 (3) DS-GVO)."""
MORE_MONTHS = 2
"""By how much it may take longer, once (Art. 12 (3) DS-GVO)."""
LONGEST = 300
"""The most characters any text of an entry may have."""


def first_due(received_on: date) -> date:
    """Return the last day of the month in which a request is answered or its extension is told (Rule L8).

    The day it came in is not counted (§§ 187 (1), 188 (2), (3) BGB); it never shifts for a weekend, which
    only ever makes it earlier.
    """
    return add_months(received_on, MONTHS)


def extended_due(received_on: date) -> date:
    """Return the last day where the time was extended: all months counted from the request (Rules L8, C4)."""
    return add_months(received_on, MONTHS + MORE_MONTHS)


def due_on(request: Request) -> date:
    """Return the day by which ``request`` is answered, as extended (Rule L8)."""
    extended = request.extension_told_on is not None
    return (extended_due if extended else first_due)(request.received_on)


def is_late(request: Request, today: date) -> bool:
    """Return whether the answer came, or comes, after its last day."""
    return (request.answered_on or today) > due_on(request)


def unanswered_requests(requests: Iterable[Request]) -> tuple[Request, ...]:
    """Return the requests that wait for an answer, the oldest first (Rule L8)."""
    waiting = (each for each in requests if each.answered_on is None)
    return tuple(sorted(waiting, key=lambda each: (each.received_on, each.id)))


def is_granted(request: Request) -> bool:
    """Return whether the person was told Yes: what the answer promises is to be kept (Rule L8)."""
    return request.answered_on is not None and request.answer is not RequestAnswer.REFUSED


def is_of_a_part(request: Request) -> bool:
    """Return whether a part of the data, or one use of them, was meant: the entry names it (Rule L8)."""
    return bool(request.what.strip())


def erasure_promised(requests: Iterable[Request]) -> Request | None:
    """Return the first request after whose answer the whole case is erased that day, None without (L1, L8).

    That is an erasure that was granted and named no part. It stands while the case is there, whatever is
    entered of it. An objection concerns what is used without consent, never the whole case (Art. 21 DS-GVO).
    """
    granted = (each for each in requests if each.kind is RequestKind.ERASURE and is_granted(each))
    return min((each for each in granted if not is_of_a_part(each)), key=_order, default=None)


def parts_to_erase(requests: Iterable[Request]) -> tuple[Request, ...]:
    """Return the granted erasures of a part that are not entered as carried out, the oldest first (L8)."""
    granted = (each for each in requests if each.kind is RequestKind.ERASURE and _is_promised(each))
    return tuple(sorted(filter(is_of_a_part, granted), key=_order))


def use_to_stop(requests: Iterable[Request]) -> tuple[Request, ...]:
    """Return what was granted and marks the case until it is entered as carried out, the oldest first (L8).

    A restriction (Art. 18 DS-GVO), and an objection to a use (Art. 21).
    """
    marks = (each for each in requests if each.kind in (RequestKind.RESTRICTION, RequestKind.OBJECTION))
    return tuple(sorted(filter(_is_promised, marks), key=_order))


def restrictions_in_force(requests: Iterable[Request]) -> tuple[Request, ...]:
    """Return the restrictions that stand: the person may need what erasing would take away (Rule L8).

    Art. 18 (1) b, c DS-GVO. They hold back no erasing by themselves, which she may want all the same.
    """
    return tuple(each for each in use_to_stop(requests) if each.kind is RequestKind.RESTRICTION)


def _is_promised(request: Request) -> bool:
    return is_granted(request) and request.answer is not RequestAnswer.CARRIED_OUT


def _order(request: Request) -> tuple[date, int]:
    return promised_on(request), request.id


def promised_on(request: Request) -> date:
    """Return the day of the answer to a granted request: what it promises is due from then on (Rule L8)."""
    return request.answered_on or request.received_on


def why_to_erase(request: Request) -> Explanation:
    """Return why a case is erased today after ``erasure_promised`` (Rules L1, L8)."""
    return Explanation("due_deletion_promised", {"on": promised_on(request)})


def request_faults(request: Request, today: date) -> tuple[Explanation, ...]:
    """Return every fault of an entry that is about to be saved on ``today`` (Rule L8)."""
    return (
        *_matter_faults(request, today),
        *_extension_faults(request, today),
        *_answer_faults(request, today),
    )


def _matter_faults(request: Request, today: date) -> list[Explanation]:
    faults = []
    if request.received_on > today:
        faults.append(Explanation("request_in_future", {"on": request.received_on}))
    if request.kind is RequestKind.RECTIFICATION and not is_of_a_part(request):
        faults.append(Explanation("request_what_missing"))
    if request.kind is RequestKind.OBJECTION and not is_of_a_part(request):
        faults.append(Explanation("request_use_missing"))
    texts = (request.what, request.extension_reason, request.refusal_reason, request.note)
    if any(len(text.strip()) > LONGEST for text in texts):
        faults.append(Explanation("request_too_long", {"longest": LONGEST}))
    return faults


def _extension_faults(request: Request, today: date) -> list[Explanation]:
    told_on, reason = request.extension_told_on, request.extension_reason.strip()
    if told_on is None:
        return [Explanation("request_extension_day_missing")] if reason else []
    faults = [] if reason else [Explanation("request_extension_reason_missing")]
    last = first_due(request.received_on)
    if told_on > last:
        faults.append(Explanation("request_extension_too_late", {"last": last}))
    if told_on < request.received_on:
        faults.append(Explanation("request_extension_too_early", {"received_on": request.received_on}))
    if told_on > today:
        faults.append(Explanation("request_extension_in_future", {"on": told_on}))
    return faults


def _answer_faults(request: Request, today: date) -> list[Explanation]:
    on, answer = request.answered_on, request.answer
    refused = answer is RequestAnswer.REFUSED
    faults = []
    if answer is not None and on is None:
        faults.append(Explanation("request_answer_day_missing"))
    if on is not None:
        if answer is None:
            faults.append(Explanation("request_answer_missing"))
        if on > today:
            faults.append(Explanation("request_answered_in_future", {"on": on}))
        if on < request.received_on:
            faults.append(Explanation("request_answered_before", {"received_on": request.received_on}))
        if request.identity is None and not refused:
            faults.append(Explanation("request_identity_missing"))
    if refused and not request.refusal_reason.strip():
        faults.append(Explanation("request_refusal_reason_missing"))
    return faults
