"""The table of all kinds of deadlines; page, overview, case, calendar and tests walk over it.

A new kind is a member of ``DeadlineKind``, a query in the module of its subject, a line here, and its words
in ``services.words.due``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from intman_desktop.services.due import figures, law, papers, people, periods, plans, talks
from intman_desktop.services.due.asking import Asked, Due, Find
from intman_desktop.values.work_views import DeadlineAct, DeadlineKind, Place


@dataclass(frozen=True)
class DueKind:
    """One kind: the query that finds it, the act that settles it, and where.

    ``dated`` is False where no day is stored and it is simply asked for now: no calendar holds it.
    """

    kind: DeadlineKind
    find: Find
    act: DeadlineAct
    place: Place
    dated: bool = True


_K, _A, _P = DeadlineKind, DeadlineAct, Place

KINDS: Final = (
    DueKind(_K.PLAN_MISSING, plans.plans_missing, _A.BEGIN_PLAN, _P.PLAN),
    DueKind(_K.PERIOD_OVER, periods.periods, _A.EXTEND_REST_OR_END, _P.PERIOD),
    DueKind(_K.PERIOD_ENDING, periods.periods, _A.DECIDE_EXTENSION, _P.PERIOD),
    DueKind(_K.GOAL_REVIEW, plans.reviews, _A.REVIEW_GOALS, _P.REVIEW),
    DueKind(_K.NO_GOAL, plans.goals_missing, _A.AGREE_GOAL, _P.PLAN),
    DueKind(_K.NEXT_STEP, talks.next_steps, _A.SETTLE_STEP, _P.TALKS),
    DueKind(_K.VALIDITY_ENDS, people.validities, _A.RENEW_VALIDITY, _P.PERSON),
    DueKind(_K.SIGNATURE, papers.agreements_unsigned, _A.ENTER_SIGNATURE, _P.AGREEMENT),
    DueKind(_K.PLAN_SIGNATURE, plans.plans_unsigned, _A.ENTER_SIGNATURE, _P.PLAN),
    DueKind(_K.TURNS_EIGHTEEN, people.coming_of_age, _A.PREPARE_ADULT, _P.HOUSEHOLD),
    DueKind(_K.OWN_EIGHTEEN, people.own_coming_of_age, _A.RENEW_CONSENT, _P.CONSENTS),
    DueKind(_K.NO_CONTACT, periods.without_contact, _A.EXTEND_REST_OR_END, _P.ENDING),
    DueKind(_K.DORMANT_OVER, periods.dormant_too_long, _A.RESUME_OR_END, _P.REST),
    DueKind(_K.BENEFITS_ENDED, periods.benefits_ended, _A.GO_ON_OR_END, _P.DECISION),
    DueKind(_K.DELETION_DUE, law.deletions, _A.ERASE, _P.ERASURE),
    DueKind(_K.REQUEST, law.requests, _A.ANSWER_REQUEST, _P.REQUEST),
    DueKind(_K.HOLD_REVIEW, law.holds, _A.REVIEW_HOLD, _P.ERASURE),
    DueKind(_K.CONSENT_EXPIRES, papers.consents_running_out, _A.RENEW_CONSENT, _P.CONSENTS),
    DueKind(_K.CONSENT_OUTDATED, papers.consents_outdated, _A.RENEW_CONSENT, _P.CONSENTS, dated=False),
    DueKind(_K.KEY_FIGURES, figures.key_figures, _A.HAND_IN_FIGURES, _P.KEY_FIGURES),
)
"""Every kind, the gravest first: in this order what is overdue is listed."""

OF_KIND: Final = {each.kind: each for each in KINDS}
RANK: Final = {each.kind: rank for rank, each in enumerate(KINDS)}
_QUERIES: Final = tuple(dict.fromkeys(each.find for each in KINDS))


def all_due(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield everything that is due in the cases asked for, in no order."""
    for find in _QUERIES:
        yield from find(connection, asked)
