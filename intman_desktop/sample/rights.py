"""What the invented people asked for under their rights, and what was corrected (L8)."""

from __future__ import annotations

from datetime import date, timedelta

from intman_desktop.values import case_file as v
from intman_desktop.values.codes import IdentityCheck, RequestAnswer, RequestForm, RequestKind

_ASKED_AFTER = timedelta(days=40)
_ANSWERED_AFTER = timedelta(days=12)
_WAITS_FOR = timedelta(days=18)
_WAITING = 9
"""The number of the person who waits for an answer today."""


def requests_of(number: int, opened: date, until: date, today: date) -> tuple[v.Request, ...]:
    """Return the requests of one person: one of twenty was answered, one single person waits."""
    asked = opened + _ASKED_AFTER
    if number % 20 == 4 and asked + _ANSWERED_AFTER <= until:
        return (
            v.Request(
                RequestKind.ACCESS,
                asked,
                RequestForm.IN_PERSON,
                identity=IdentityCheck.KNOWN,
                answered_on=asked + _ANSWERED_AFTER,
                answer=RequestAnswer.HANDED_OVER,
                worker="eb",
            ),
        )
    if number == _WAITING and opened <= today - _WAITS_FOR:
        waiting = v.Request(RequestKind.ACCESS, today - _WAITS_FOR, RequestForm.LETTER, worker="eb")
        return (waiting,)
    return ()


def corrections_of(number: int, opened: date, until: date) -> tuple[v.Correction, ...]:
    """Return what was corrected about one person: one of ten had a wrong phone number."""
    on = opened + _ASKED_AFTER
    if number % 10 != 7 or on > until:
        return ()
    return (v.Correction(on, "field.phone", rectified=True, worker="eb"),)
