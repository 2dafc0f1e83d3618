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


def erasure_promised_on(requests: Iterable[Request]) -> date | None:
    """Return the day on which the person was told that her data are erased today, None without it (L1, L8).

    It stands while the case is there. Where only a part was meant, it is kept once it is entered as carried
    out: what that part was the program cannot know.
    """
    promised = (
        each.answered_on
        for each in requests
        if each.kind is RequestKind.ERASURE and each.answered_on is not None and is_granted(each)
        if not (each.what.strip() and each.answer is RequestAnswer.CARRIED_OUT)
    )
    return min(promised, default=None)


def use_to_stop(requests: Iterable[Request]) -> tuple[Request, ...]:
    """Return the granted requests after which the data are only kept, the oldest first (Art. 18, 21)."""
    kinds = (RequestKind.RESTRICTION, RequestKind.OBJECTION)
    granted = (each for each in requests if each.kind in kinds and is_granted(each))
    return tuple(sorted(granted, key=lambda each: (each.received_on, each.id)))


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
    if request.kind is RequestKind.RECTIFICATION and not request.what.strip():
        faults.append(Explanation("request_what_missing"))
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
