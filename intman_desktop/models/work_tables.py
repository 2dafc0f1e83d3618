"""The daily work: plans with their goals, talks with those who took part, and the directory."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
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
from intman_desktop.models.types import Code, Texts
from intman_desktop.values import codes

plans = Table(
    "plans",
    metadata,
    row_id(),
    of_case(unique=True),
    day("begun_on"),
    flag("brought_along", 0),
    words("steps"),
    words("course"),
    words("no_goal_reason"),
    day("no_goal_until"),
    day("client_signed_on"),
    day("worker_signed_on"),
    day("agreed_anew_on"),
    Column("complete_blocks", Integer, nullable=False, server_default=text("0")),
    version(),
)

plan_spans = Table(
    "plan_spans",
    metadata,
    row_id(),
    of("plans", "plan_id"),
    day("opened_on", required=True),
    day("closed_on"),
    words("reason"),
)

block_reasons = Table(
    "block_reasons",
    metadata,
    row_id(),
    of("plans", "plan_id"),
    Column("block", Code(codes.Block), nullable=False),
    words("reason"),
    UniqueConstraint("plan_id", "block"),
)

light_changes = Table(
    "light_changes",
    metadata,
    row_id(),
    of("plans", "plan_id"),
    Column("block", Code(codes.Block), nullable=False),
    Column("light", Code(codes.Light), nullable=False),
    day("on", required=True),
)

plan_versions = Table(
    "plan_versions",
    metadata,
    row_id(),
    of("plans", "plan_id"),
    Column("number", Integer, nullable=False),
    day("issued_on", required=True),
    words("language"),
    words("content"),
    words("fingerprint"),
    UniqueConstraint("plan_id", "number"),
)

goals = Table(
    "goals",
    metadata,
    row_id(),
    of("plans", "plan_id"),
    Column("area", String, nullable=False),
    words("wording"),
    words("seen_by"),
    day("until"),
    Column("state", Code(codes.GoalState), nullable=False),
    day("agreed_on"),
    day("next_review"),
    version(),
)

measures = Table(
    "measures",
    metadata,
    row_id(),
    of("goals", "goal_id"),
    words("what"),
    Column("who", Code(codes.Actor), nullable=False),
    words("third_party"),
    day("until"),
    words("outcome"),
    day("done_on"),
    Index("ix_measures_outcome", "done_on", sqlite_where=text("done_on IS NOT NULL")),
)

goal_changes = Table(
    "goal_changes",
    metadata,
    row_id(),
    of("goals", "goal_id"),
    Column("state", Code(codes.GoalState), nullable=False),
    day("on", required=True),
    words("note"),
    flag("reviewed", 0),
    Index("ix_goal_changes_figures", "on", "state", "goal_id"),
)

talks = Table(
    "talks",
    metadata,
    row_id(),
    Column("key", String(32), nullable=False, unique=True),
    day("on", required=True),
    Column("form", String, nullable=False),
    Column("topic", String, nullable=False),
    Column("further_topics", Texts, nullable=False, server_default=text("'[]'")),
    Column("setting", Code(codes.TalkSetting), nullable=False),
    Column("minutes", Integer),
    words("interpretation"),
    words("worker"),
    words("programme"),
    version(),
    flag("counted", 0),
    CheckConstraint("minutes IS NULL OR minutes >= 0", name="minutes"),
    Index("ix_talks_figures", "on", "id", "form", "topic"),
    Index("ix_talks_counted", "id", sqlite_where=text("counted = 1")),
)
"""``counted`` is set where a talk counted for somebody who was erased, and stayed with the others (K5)."""

participants = Table(
    "participants",
    metadata,
    row_id(),
    of("talks", "talk_id"),
    Column("case_id", ForeignKey("cases.id", ondelete="CASCADE"), nullable=False),
    words("note"),
    flag("counts", 1),
    words("plan_missing_reason"),
    words("next_step"),
    day("next_step_due"),
    day("next_step_done_on"),
    version(),
    words("note_words"),
    UniqueConstraint("talk_id", "case_id"),
    Index("ix_participants_figures", "talk_id", "counts", "case_id"),
    Index("ix_participants_case", "case_id", "counts", "talk_id"),
    Index("ix_participants_due", "next_step_due", sqlite_where=text("next_step_due IS NOT NULL")),
)

referrals = Table(
    "referrals",
    metadata,
    row_id(),
    of("participants", "participant_id"),
    Column("service", String, nullable=False),
    words("outcome"),
    day("outcome_on"),
    Index("ix_referrals_outcome", "outcome_on", sqlite_where=text("outcome_on IS NOT NULL")),
)

brief_contacts = Table(
    "brief_contacts",
    metadata,
    row_id(),
    day("on", required=True),
    Column("form", String, nullable=False),
    Column("topic", String, nullable=False),
    words("worker"),
)

services = Table(
    "services",
    metadata,
    row_id(),
    Column("code", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("name", Text, nullable=False),
    words("contact"),
    words("hours"),
    flag("active", 1),
    version(),
)
