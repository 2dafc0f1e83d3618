"""The table of all kinds of deadlines; page, overview, case, calendar and tests walk over it.

A new kind is a member of ``DeadlineKind``, a query in the module of its subject, a line here, and its words
in ``services.common.words.due``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection

from intman_desktop.rules import gate
from intman_desktop.services.across.due import (
    figures,
    law,
    papers,
    people,
    periods,
    plans,
    talks,
    withdrawals,
)
from intman_desktop.services.across.due.asking import Asked, Due, Find
from intman_desktop.services.gate.consent_terms import closed_cases, opened_to
from intman_desktop.values.deadline_views import DeadlineAct, DeadlineKind, Place


@dataclass(frozen=True)
class DueKind:
    """One kind: the consent it is listed under, the query that finds it, the act that settles it, and where.

    ``dated`` is False where no day is stored and it is simply asked for now: no calendar holds it.
    """

    kind: DeadlineKind
    need: str
    find: Find
    act: DeadlineAct
    place: Place
    dated: bool = True


_K, _A, _P = DeadlineKind, DeadlineAct, Place

KINDS: Final = (
    DueKind(_K.SIGNATURE, gate.BASIC, papers.agreements_unsigned, _A.ENTER_SIGNATURE, _P.AGREEMENT),
    DueKind(_K.PLAN_MISSING, gate.BASIC, plans.plans_missing, _A.BEGIN_PLAN, _P.PLAN),
    DueKind(_K.PERIOD_OVER, gate.BASIC, periods.periods, _A.EXTEND_REST_OR_END, _P.PERIOD),
    DueKind(_K.PERIOD_ENDING, gate.BASIC, periods.periods, _A.DECIDE_EXTENSION, _P.PERIOD),
    DueKind(_K.GOAL_REVIEW, gate.BASIC, plans.reviews, _A.REVIEW_GOALS, _P.REVIEW),
    DueKind(_K.GOAL_UNTIL, gate.BASIC, plans.goal_ends, _A.REVIEW_GOALS, _P.REVIEW),
    DueKind(_K.NO_GOAL, gate.BASIC, plans.goals_missing, _A.AGREE_GOAL, _P.PLAN),
    DueKind(_K.NEXT_STEP, gate.BASIC, talks.next_steps, _A.SETTLE_STEP, _P.TALKS),
    DueKind(_K.MEASURE, gate.BASIC, plans.measures, _A.SETTLE_MEASURE, _P.PLAN),
    DueKind(_K.VALIDITY_ENDS, gate.BASIC, people.validities, _A.RENEW_VALIDITY, _P.PERSON),
    DueKind(_K.PLAN_SIGNATURE, gate.BASIC, plans.plans_unsigned, _A.ENTER_SIGNATURE, _P.SIGNATURES),
    DueKind(_K.TURNS_EIGHTEEN, gate.BASIC, people.coming_of_age, _A.PREPARE_ADULT, _P.HOUSEHOLD),
    DueKind(_K.OWN_EIGHTEEN, gate.BASIC, people.own_coming_of_age, _A.RENEW_CONSENT, _P.CONSENTS),
    DueKind(_K.NO_CONTACT, gate.BASIC, periods.without_contact, _A.EXTEND_REST_OR_END, _P.ENDING),
    DueKind(_K.DORMANT_OVER, gate.BASIC, periods.dormant_too_long, _A.RESUME_OR_END, _P.REST),
    DueKind(_K.BENEFITS_ENDED, gate.BASIC, periods.benefits_ended, _A.GO_ON_OR_END, _P.DECISION),
    DueKind(_K.DELETION_DUE, gate.NONE, law.deletions, _A.ERASE, _P.ERASURE),
    DueKind(_K.PART_DELETION_DUE, gate.NONE, law.deletions, _A.ERASE_PART, _P.REQUEST),
    DueKind(_K.REQUEST, gate.NONE, law.requests, _A.ANSWER_REQUEST, _P.REQUEST),
    DueKind(_K.RECIPIENT_UNTOLD, gate.NONE, withdrawals.recipients, _A.TELL_RECIPIENT, _P.PASSING_ON),
    DueKind(_K.HOLD_REVIEW, gate.NONE, law.holds, _A.REVIEW_HOLD, _P.ERASURE),
    DueKind(_K.CONSENT_EXPIRES, gate.NONE, papers.consents_running_out, _A.RENEW_CONSENT, _P.CONSENTS),
    DueKind(
        _K.CONSENT_OUTDATED, gate.NONE, papers.consents_outdated, _A.RENEW_CONSENT, _P.CONSENTS, dated=False
    ),
    DueKind(_K.KEY_FIGURES, gate.NONE, figures.key_figures, _A.HAND_IN_FIGURES, _P.KEY_FIGURES),
)
"""Every kind, with all that is asked of it."""

_HEADS: Final = {
    _K.SIGNATURE: 0,  # without the agreement the case is not active yet (B1)
    _K.PLAN_MISSING: 1,  # the case heads the deadlines until the plan exists (P3)
    _K.PERIOD_OVER: 2,  # these two head what is to be extended, rested or ended (L9)
    _K.NO_CONTACT: 2,
    _K.GOAL_REVIEW: 3,  # overdue reviews head the deadlines (Z2)
}

OF_KIND: Final = {each.kind: each for each in KINDS}
RANK: Final = {each.kind: _HEADS.get(each.kind, len(_HEADS)) for each in KINDS}
"""In which order the kinds of what is overdue stand; of one rank the day decides, then the name."""
_QUERIES: Final = tuple(dict.fromkeys(each.find for each in KINDS))


def all_due(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield everything that is due in the cases asked for, in no order, as far as consents open it.

    Of a case without basic consent nothing is listed that needs it; where a consent for a kind of data is
    missing, the day stays and its words are left out (Rules E3, E4).
    """
    for due, is_open in _by_consent(connection, asked, _QUERIES):
        if is_open:
            yield due
        elif due.hidden is not None:
            yield replace(due, matter=due.hidden)


def open_due(connection: Connection, asked: Asked, find: Find) -> Iterator[Due]:
    """Yield what one query finds and consents open with its words: what can be worked on (Rules E3, E4)."""
    return (due for due, is_open in _by_consent(connection, asked, (find,)) if is_open)


def _by_consent(connection: Connection, asked: Asked, queries: Iterable[Find]) -> Iterator[tuple[Due, bool]]:
    """Yield what the basic consent leaves of what is found, and whether all it needs is open."""
    found = [due for find in queries for due in find(connection, asked)]
    closed = closed_cases(connection, asked.today)
    worded = _cases_by_need(found)
    opens = {need: frozenset(opened_to(connection, ids, [need], asked.today)) for need, ids in worded.items()}
    for due in found:
        if due.case_id not in closed or OF_KIND[due.kind].need == gate.NONE:
            yield due, all(due.case_id in opens[need] for need in due.needs)


def _cases_by_need(found: Iterable[Due]) -> dict[str, list[int]]:
    """Return the cases with words that ask for more than the basic consent, by those needs."""
    cases: dict[str, list[int]] = {}
    for due in found:
        for need in due.needs:
            cases.setdefault(need, []).append(due.case_id)
    return cases
