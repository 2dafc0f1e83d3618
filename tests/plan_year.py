"""How plans count in a year, reckoned plan by plan (K4): the store, which counts in SQL, is held to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from intman_desktop.values.case_file import Plan, PlanSpan
from intman_desktop.values.office_papers import PlanBalance


@dataclass(frozen=True)
class PlanYear:
    """One plan in one year; exactly one of ``begun`` and ``continued``, and of ``ended`` and ``open``.

    ``reason`` is the last one with which the plan was closed, empty where it is open.
    """

    begun: bool
    continued: bool
    ended: bool
    open: bool
    reason: str = ""


def classify(plan: Plan, year: int) -> PlanYear | None:
    """Return how the plan counts at the end of 31 December of ``year``, None if it does not (Rule K4).

    It counts if it is open on at least one day of the year. ``closed_on`` is the last open day, so a
    plan closed on 31 December is not open at the end of that day. A stretch that ends before it
    begins was never open.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    spans = [span for span in plan.spans if span.closed_on is None or span.closed_on >= span.opened_on]
    in_year = [
        span
        for span in spans
        if span.opened_on <= last and (span.closed_on is None or span.closed_on >= first)
    ]
    if not in_year:
        return None
    begun = min(span.opened_on for span in spans) >= first and not plan.brought_along
    is_open = any(span.closed_on is None or span.closed_on > last for span in in_year)
    # of two stretches with the same days, the one that was entered last
    reason = "" if is_open else max(reversed(in_year), key=_closing).reason
    return PlanYear(begun, not begun, not is_open, is_open, reason)


def balance(plans: Iterable[Plan], year: int) -> PlanBalance:
    """Return the four numbers of K4 over ``plans``."""
    counted = [found for plan in plans if (found := classify(plan, year)) is not None]
    return PlanBalance(
        sum(plan.begun for plan in counted),
        sum(plan.continued for plan in counted),
        sum(plan.ended for plan in counted),
        sum(plan.open for plan in counted),
    )


def _closing(span: PlanSpan) -> tuple[date, date]:
    return span.closed_on or date.max, span.opened_on
