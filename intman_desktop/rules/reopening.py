"""An ending entered by mistake: whether it can be taken back, and to what the case goes back then (L2)."""

from __future__ import annotations

from datetime import date

from intman_desktop.rules import gate
from intman_desktop.rules.decisions import rests_by
from intman_desktop.rules.plan import open_span
from intman_desktop.values.case_file import CaseFile, PlanSpan
from intman_desktop.values.codes import CaseState
from intman_desktop.values.ending_views import WITHDRAWN
from intman_desktop.values.explanation import Explanation


def take_back_faults(file: CaseFile, today: date) -> tuple[Explanation, ...]:
    """Return why the ending of a case cannot be taken back, nothing where it can (Rules L2, C10, E5, P2).

    Codes: ``case_not_ended``, ``case_on_hold``, ``ending_by_withdrawal`` where the basic consent was
    withdrawn, at the ending or after it, and ``basic_missing`` where it is closed on the day ``today``
    otherwise.
    """
    if file.case.state is not CaseState.ENDED:
        return (Explanation("case_not_ended"),)
    if file.case.hold_since is not None:
        return (Explanation("case_on_hold"),)
    closed = gate.refusal(gate.BASIC, file.consents, today)
    if file.case.ending_reason == WITHDRAWN or (closed is not None and closed.code == "withdrawn"):
        return (Explanation("ending_by_withdrawal"),)
    if closed is not None:
        because = gate.reason(closed, file.consents)
        return (Explanation("basic_missing", {"need": gate.BASIC, "because": because}),)
    return ()


def goes_back_to(file: CaseFile, today: date) -> CaseState:
    """Return the state of a case without its ending: at rest while that was agreed, else active (Rule C6)."""
    rest = rests_by(file)
    rests = rest is not None and rest.until is not None and today <= rest.until
    return CaseState.DORMANT if rests else CaseState.ACTIVE


def span_to_open(file: CaseFile) -> PlanSpan | None:
    """Return the stretch of the plan that the ending closed, None where it closed none (Rule K4).

    It is the last one, closed on the day of the ending and with its reason. A plan that somebody closed by
    hand in just that way cannot be told from it.
    """
    if file.plan is None or not file.plan.spans or open_span(file.plan) is not None:
        return None
    last = max(file.plan.spans, key=lambda span: (span.opened_on, span.id))
    case = file.case
    return last if (last.closed_on, last.reason) == (case.ended_on, case.ending_reason) else None
