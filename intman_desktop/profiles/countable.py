"""What figures can count and by what, as words of the definition files; ``reporting`` knows the SQL."""

from __future__ import annotations

COUNTABLE: dict[str, frozenset[str]] = {
    "person": frozenset({"new", "sex", "age", "nationality", "residence_status", "section_24"}),
    "talk": frozenset({"form", "topic"}),
    "further_topic": frozenset({"topic"}),
    "plan": frozenset({"begun", "continued", "ended", "open", "reason"}),
    "extension": frozenset({"reason"}),
    "goal_agreed": frozenset({"area"}),
    "goal_outcome": frozenset({"area", "state"}),
    "referral": frozenset({"service", "service_kind"}),
    "referral_outcome": frozenset({"outcome", "topic", "service_kind"}),
    "measure_outcome": frozenset({"outcome", "area"}),
    "brief_contact": frozenset({"form", "topic"}),
}
"""What can be counted, each with the columns it can be broken down and filtered by (Rule K3)."""

FLAGS = frozenset({"new", "section_24", "begun", "continued", "ended", "open"})
"""Columns that say "yes", "no" or "unknown"."""
