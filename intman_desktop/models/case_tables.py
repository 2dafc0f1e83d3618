"""The case itself, the person, what she answered, and the clock."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from intman_desktop.models.columns import day, flag, metadata, of, of_case, row_id, version, words
from intman_desktop.models.types import Code
from intman_desktop.values import codes

cases = Table(
    "cases",
    metadata,
    row_id(),
    Column("key", String(32), nullable=False, unique=True),
    Column("origin_key", String(32), nullable=False, server_default=text("''"), index=True),
    Column("number", String, nullable=False, unique=True),
    Column("state", Code(codes.CaseState), nullable=False),
    day("opened_on", required=True),
    day("from_list_on"),
    words("worker"),
    words("programme"),
    Column("counselled_before", Code(codes.YesNoUnknown), nullable=False),
    day("period_start"),
    Column("start_origin", Code(codes.StartOrigin), nullable=False),
    Column("start_evidence", Code(codes.StartEvidence)),
    words("start_reason"),
    day("ended_on"),
    words("ending_reason"),
    words("ending_note"),
    day("deletion_due"),
    words("deletion_reason"),
    day("hold_since"),
    words("hold_reason"),
    day("hold_review_on"),
    version(),
    Index(
        "ix_cases_from_list",
        "id",
        "start_origin",
        "period_start",
        sqlite_where=text("from_list_on IS NOT NULL"),
    ),
    # the id of an erased case is never given again: whatever still remembers it finds nobody
    sqlite_autoincrement=True,
)

earlier_counselling = Table(
    "earlier_counselling",
    metadata,
    row_id(),
    of_case(),
    words("office"),
    day("since"),
    day("until"),
    Column("evidence", Code(codes.StartEvidence), nullable=False),
)

clients = Table(
    "clients",
    metadata,
    Column("case_id", ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
    words("family_name"),
    words("given_name"),
    words("designation"),
    day("birth_date"),
    Column("birth_precision", Code(codes.BirthPrecision), nullable=False),
    flag("birth_uncertain", 0),
    Column("adult", Boolean),
    Column("sex", Code(codes.Sex)),
    words("nationality"),
    words("second_nationality"),
    Column("section_24", Boolean),
    words("language"),
    Column("interpreter_needed", Boolean),
    words("phone"),
    words("email"),
    words("street"),
    words("postal_code"),
    words("town"),
    Column("sort_name", Text, nullable=False, server_default=text("''"), index=True),
    version(),
)

answers = Table(
    "answers",
    metadata,
    row_id(),
    of_case(),
    Column("field", String, nullable=False),
    words("value"),
    day("valid_from"),
    day("valid_to"),
    version(),
    Index("ix_answers_field_case", "field", "case_id", "valid_from", "value"),
    Index("ix_answers_ends", "valid_to", sqlite_where=text("valid_to IS NOT NULL")),
)

household_members = Table(
    "household_members",
    metadata,
    row_id(),
    of_case(),
    Column("relationship", String, nullable=False),
    flag("adult", 0),
    Column("birth_year", Integer),
    Column("birth_month", Integer),
    words("linked_case"),
    version(),
)

needs_assessments = Table(
    "needs_assessments",
    metadata,
    row_id(),
    of_case(unique=True),
    day("held_on", required=True),
    words("held_by"),
    flag("is_first_talk", 1),
    day("handover_on"),
    words("handover_office"),
    words("handover_content"),
    version(),
)

extensions = Table(
    "extensions",
    metadata,
    row_id(),
    of_case(),
    day("until", required=True),
    day("decided_on", required=True),
    Column("reason", String, nullable=False),
    words("text"),
    day("evidence_seen_on"),
    words("evidence_place_kind"),
    words("late_reason"),
    words("decided_by"),
    version(),
)

decisions = Table(
    "decisions",
    metadata,
    row_id(),
    of_case(),
    Column("kind", String, nullable=False),
    day("on", required=True),
    words("reason"),
    day("until"),
    words("worker"),
    day("told_on"),
)

double_decisions = Table(
    "double_decisions",
    metadata,
    row_id(),
    of_case(),
    of("cases", "other_id"),
    Column("same", Boolean, nullable=False),
    day("decided_on", required=True),
    UniqueConstraint("case_id", "other_id"),
)
"""Two cases that may be one person; ``case_id`` is the lower of the two ids."""
