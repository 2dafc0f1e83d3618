"""Every table of the store, as SQLAlchemy Core; a column is named like the field of its value.

All that belongs to a case hangs on ``cases`` with ``ON DELETE CASCADE``: erasing a case
is deleting one row, and what survives it (heads of joint talks, counters, journal) has
no key to it.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    column,
    table,
    text,
)

from intman_desktop.models.types import Code, Texts
from intman_desktop.values import codes

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _version() -> Column[int]:
    return Column("version", Integer, nullable=False, server_default=text("1"))


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default=text("''"))


def _flag(name: str, default: int) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default=text(str(default)))


def _day(name: str, *, required: bool = False) -> Column[object]:
    return Column(name, Date, nullable=not required)


def _of_case(*, unique: bool = False) -> Column[int]:
    return Column(
        "case_id", ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, unique=unique, index=not unique
    )


def _of(parent: str, name: str) -> Column[int]:
    return Column(name, ForeignKey(f"{parent}.id", ondelete="CASCADE"), nullable=False, index=True)


cases = Table(
    "cases",
    metadata,
    _id(),
    Column("key", String(32), nullable=False, unique=True),
    Column("origin_key", String(32), nullable=False, server_default=text("''"), index=True),
    Column("number", String, nullable=False, unique=True),
    Column("state", Code(codes.CaseState), nullable=False),
    _day("opened_on", required=True),
    _text("worker"),
    _text("programme"),
    Column("counselled_before", Code(codes.YesNoUnknown), nullable=False),
    _day("period_start"),
    Column("start_origin", Code(codes.StartOrigin), nullable=False),
    Column("start_evidence", Code(codes.StartEvidence)),
    _text("start_reason"),
    _day("ended_on"),
    _text("ending_reason"),
    _text("ending_note"),
    _day("deletion_due"),
    _text("deletion_reason"),
    _day("hold_since"),
    _text("hold_reason"),
    _day("hold_review_on"),
    _version(),
    # the id of an erased case is never given again: whatever still remembers it finds nobody
    sqlite_autoincrement=True,
)

earlier_counselling = Table(
    "earlier_counselling",
    metadata,
    _id(),
    _of_case(),
    _text("office"),
    _day("since"),
    _day("until"),
    Column("evidence", Code(codes.StartEvidence), nullable=False),
)

clients = Table(
    "clients",
    metadata,
    Column("case_id", ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
    _text("family_name"),
    _text("given_name"),
    _text("designation"),
    _day("birth_date"),
    Column("birth_precision", Code(codes.BirthPrecision), nullable=False),
    _flag("birth_uncertain", 0),
    Column("adult", Boolean),
    Column("sex", Code(codes.Sex)),
    _text("nationality"),
    _text("second_nationality"),
    Column("section_24", Boolean),
    _text("language"),
    Column("interpreter_needed", Boolean),
    _text("phone"),
    _text("email"),
    _text("street"),
    _text("postal_code"),
    _text("town"),
    Column("sort_name", Text, nullable=False, server_default=text("''"), index=True),
    _version(),
)

answers = Table(
    "answers",
    metadata,
    _id(),
    _of_case(),
    Column("field", String, nullable=False),
    _text("value"),
    _day("valid_from"),
    _day("valid_to"),
    _version(),
    Index("ix_answers_field_case", "field", "case_id", "valid_from", "value"),
    Index("ix_answers_ends", "valid_to", sqlite_where=text("valid_to IS NOT NULL")),
)

household_members = Table(
    "household_members",
    metadata,
    _id(),
    _of_case(),
    Column("relationship", String, nullable=False),
    _flag("adult", 0),
    Column("birth_year", Integer),
    Column("birth_month", Integer),
    _text("linked_case"),
    _version(),
)

text_versions = Table(
    "text_versions",
    metadata,
    _id(),
    Column("kind", Code(codes.TextKind), nullable=False),
    Column("language", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("fingerprint", String(64), nullable=False, unique=True),
    _text("body"),
)

paper_texts = Table(
    "paper_texts",
    metadata,
    _id(),
    Column("kind", Code(codes.TextKind), nullable=False),
    Column("language", String, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("fingerprint", String(64), nullable=False),
    _text("body"),
    _day("saved_on", required=True),
    _text("saved_by"),
    Column("supplied", String(64), nullable=False),
    UniqueConstraint("kind", "language", "edition"),
)

text_checks = Table(
    "text_checks",
    metadata,
    _id(),
    Column("kind", Code(codes.TextKind), nullable=False),
    Column("language", String, nullable=False),
    Column("fingerprint", String(64), nullable=False),
    _day("checked_on", required=True),
    _text("checked_by"),
)

notices_given = Table(
    "notices_given",
    metadata,
    _id(),
    _of_case(),
    _day("handed_out_on", required=True),
    _day("explained_on", required=True),
    _text("explained_by"),
    _text("interpreter"),
    _text("language"),
    _text("text_fingerprint"),
)

consents = Table(
    "consents",
    metadata,
    _id(),
    _of_case(),
    Column("scope", Code(codes.ConsentScope), nullable=False),
    Column("decision", Code(codes.ConsentDecision), nullable=False),
    _day("decided_on", required=True),
    Column("kind", Code(codes.SpecialKind)),
    _text("recipient"),
    _text("purpose"),
    _text("data_kinds"),
    _day("valid_until"),
    Column("form", Code(codes.ConsentForm), nullable=False),
    _text("language"),
    _text("text_fingerprint"),
    _text("explained_by"),
    _text("interpreter"),
    _text("witness"),
    _text("representative"),
    _flag("told_withdrawable", 0),
    _flag("copy_handed_out", 0),
    _text("filing_place"),
    _day("withdrawn_on"),
    _version(),
)

agreements = Table(
    "agreements",
    metadata,
    _id(),
    _of_case(unique=True),
    _text("client_name"),
    _text("worker_name"),
    _day("client_signed_on"),
    _day("worker_signed_on"),
    _day("oral_on"),
    _flag("copy_handed_out", 0),
    _text("filing_place"),
    _text("language"),
    _text("text_fingerprint"),
    _version(),
)

needs_assessments = Table(
    "needs_assessments",
    metadata,
    _id(),
    _of_case(unique=True),
    _day("held_on", required=True),
    _text("held_by"),
    _flag("is_first_talk", 1),
    _day("handover_on"),
    _text("handover_office"),
    _text("handover_content"),
    _version(),
)

plans = Table(
    "plans",
    metadata,
    _id(),
    _of_case(unique=True),
    _day("begun_on"),
    _flag("brought_along", 0),
    _text("steps"),
    _text("course"),
    _text("no_goal_reason"),
    _day("no_goal_until"),
    _day("client_signed_on"),
    _day("worker_signed_on"),
    Column("complete_blocks", Integer, nullable=False, server_default=text("0")),
    _version(),
)

plan_spans = Table(
    "plan_spans",
    metadata,
    _id(),
    _of("plans", "plan_id"),
    _day("opened_on", required=True),
    _day("closed_on"),
    _text("reason"),
)

block_reasons = Table(
    "block_reasons",
    metadata,
    _id(),
    _of("plans", "plan_id"),
    Column("block", Code(codes.Block), nullable=False),
    _text("reason"),
    UniqueConstraint("plan_id", "block"),
)

light_changes = Table(
    "light_changes",
    metadata,
    _id(),
    _of("plans", "plan_id"),
    Column("block", Code(codes.Block), nullable=False),
    Column("light", Code(codes.Light), nullable=False),
    _day("on", required=True),
)

scans = Table(
    "scans",
    metadata,
    _id(),
    _of_case(),
    Column("consent_id", ForeignKey("consents.id", ondelete="SET NULL"), index=True),
    Column("what", Code(codes.ScanKind), nullable=False),
    _day("added_on", required=True),
    Column("media_type", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    _text("designation"),
    Column("kind", Code(codes.SpecialKind)),
    Column("file", String(32), nullable=False, unique=True),
    Column("file_key", String(64), nullable=False),
)

disclosures = Table(
    "disclosures",
    metadata,
    _id(),
    _of_case(),
    Column("consent_id", ForeignKey("consents.id", ondelete="SET NULL"), index=True),
    _day("on", required=True),
    Column("recipient", Text, nullable=False),
    _text("what"),
    Column("way", Code(codes.DisclosureWay), nullable=False),
    Column("ground", Code(codes.DisclosureGround), nullable=False),
    _text("reason"),
    Column("kind", Code(codes.SpecialKind)),
    _day("told_on"),
    _text("not_told_reason"),
    _text("worker"),
    _version(),
)

requests = Table(
    "requests",
    metadata,
    _id(),
    _of_case(),
    Column("kind", Code(codes.RequestKind), nullable=False),
    _day("received_on", required=True),
    Column("form", Code(codes.RequestForm), nullable=False),
    _text("what"),
    Column("identity", Code(codes.IdentityCheck)),
    _text("extension_reason"),
    _day("extension_told_on"),
    _day("answered_on"),
    Column("answer", Code(codes.RequestAnswer)),
    _text("refusal_reason"),
    _text("note"),
    _text("worker"),
    _version(),
    Index("ix_requests_open", "received_on", sqlite_where=text("answered_on IS NULL")),
)

corrections = Table(
    "corrections",
    metadata,
    _id(),
    _of_case(),
    _day("on", required=True),
    Column("place", String, nullable=False),
    _day("talk_on"),
    _flag("rectified", 0),
    _text("old_value"),
    _text("reason"),
    _text("worker"),
)

plan_versions = Table(
    "plan_versions",
    metadata,
    _id(),
    _of("plans", "plan_id"),
    Column("number", Integer, nullable=False),
    _day("issued_on", required=True),
    _text("language"),
    _text("content"),
    _text("fingerprint"),
    UniqueConstraint("plan_id", "number"),
)

goals = Table(
    "goals",
    metadata,
    _id(),
    _of("plans", "plan_id"),
    Column("area", String, nullable=False),
    _text("wording"),
    _text("seen_by"),
    _day("until"),
    Column("state", Code(codes.GoalState), nullable=False),
    _day("agreed_on"),
    _day("next_review"),
    _version(),
)

measures = Table(
    "measures",
    metadata,
    _id(),
    _of("goals", "goal_id"),
    _text("what"),
    Column("who", Code(codes.Actor), nullable=False),
    _text("third_party"),
    _day("until"),
    _text("outcome"),
    _day("done_on"),
)

goal_changes = Table(
    "goal_changes",
    metadata,
    _id(),
    _of("goals", "goal_id"),
    Column("state", Code(codes.GoalState), nullable=False),
    _day("on", required=True),
    _text("note"),
    _flag("reviewed", 0),
    Index("ix_goal_changes_figures", "on", "state", "goal_id"),
)

extensions = Table(
    "extensions",
    metadata,
    _id(),
    _of_case(),
    _day("until", required=True),
    _day("decided_on", required=True),
    Column("reason", String, nullable=False),
    _text("text"),
    _day("evidence_seen_on"),
    _text("evidence_place_kind"),
    _text("late_reason"),
    _text("decided_by"),
    _version(),
)

decisions = Table(
    "decisions",
    metadata,
    _id(),
    _of_case(),
    Column("kind", String, nullable=False),
    _day("on", required=True),
    _text("reason"),
    _day("until"),
    _text("worker"),
    _day("told_on"),
)

double_decisions = Table(
    "double_decisions",
    metadata,
    _id(),
    _of_case(),
    _of("cases", "other_id"),
    Column("same", Boolean, nullable=False),
    _day("decided_on", required=True),
    UniqueConstraint("case_id", "other_id"),
)
"""Two cases that may be one person; ``case_id`` is the lower of the two ids."""

talks = Table(
    "talks",
    metadata,
    _id(),
    Column("key", String(32), nullable=False, unique=True),
    _day("on", required=True),
    Column("form", String, nullable=False),
    Column("topic", String, nullable=False),
    Column("further_topics", Texts, nullable=False, server_default=text("'[]'")),
    Column("setting", Code(codes.TalkSetting), nullable=False),
    Column("minutes", Integer),
    _text("interpretation"),
    _text("worker"),
    _text("programme"),
    _version(),
    CheckConstraint("minutes IS NULL OR minutes >= 0", name="minutes"),
    Index("ix_talks_figures", "on", "id", "form", "topic"),
)

participants = Table(
    "participants",
    metadata,
    _id(),
    _of("talks", "talk_id"),
    Column("case_id", ForeignKey("cases.id", ondelete="CASCADE"), nullable=False),
    _text("note"),
    _flag("counts", 1),
    _text("plan_missing_reason"),
    _text("next_step"),
    _day("next_step_due"),
    _day("next_step_done_on"),
    _version(),
    _text("note_words"),
    UniqueConstraint("talk_id", "case_id"),
    Index("ix_participants_figures", "talk_id", "counts", "case_id"),
    Index("ix_participants_case", "case_id", "counts", "talk_id"),
    Index("ix_participants_due", "next_step_due", sqlite_where=text("next_step_due IS NOT NULL")),
)

referrals = Table(
    "referrals",
    metadata,
    _id(),
    _of("participants", "participant_id"),
    Column("service", String, nullable=False),
    _text("outcome"),
    _day("outcome_on"),
)

brief_contacts = Table(
    "brief_contacts",
    metadata,
    _id(),
    _day("on", required=True),
    Column("form", String, nullable=False),
    Column("topic", String, nullable=False),
    _text("worker"),
)

services = Table(
    "services",
    metadata,
    _id(),
    Column("code", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("name", Text, nullable=False),
    _text("contact"),
    _text("hours"),
    _flag("active", 1),
    _version(),
)

counters = Table(
    "counters",
    metadata,
    Column("year", Integer, nullable=False),
    Column("definition", String, nullable=False),
    Column("definition_version", Integer, nullable=False),
    Column("figure", String, nullable=False),
    Column("cell", String, nullable=False),
    Column("value", Integer, nullable=False),
    PrimaryKeyConstraint("year", "definition", "definition_version", "figure", "cell"),
)

frozen_sheets = Table(
    "frozen_sheets",
    metadata,
    _id(),
    Column("year", Integer, nullable=False),
    Column("definition", String, nullable=False),
    Column("definition_version", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("frozen_on", String, nullable=False),
    _text("figures"),
    _text("differences"),
    Column("fingerprint", String(64), nullable=False),
    Column("journal_head", String(64), nullable=False),
    Column("journal_length", Integer, nullable=False),
    UniqueConstraint("year", "definition", "number"),
)

touched_years = Table(
    "touched_years",
    metadata,
    Column("year", Integer, nullable=False),
    Column("kind", String, nullable=False),
    PrimaryKeyConstraint("year", "kind"),
)
"""The frozen years that the present transaction may have changed; triggers write it, its end empties it."""

noted_changes = Table(
    "noted_changes",
    metadata,
    Column("year", Integer, nullable=False),
    Column("definition", String, nullable=False),
    Column("figure", String, nullable=False),
    Column("cell", String, nullable=False),
    Column("kinds", String, nullable=False),
    Column("value", Integer, nullable=False),
    PrimaryKeyConstraint("year", "definition", "figure", "cell", "kinds"),
)
"""What changed since a year was frozen last, summed per cell and kinds; never a row per event."""

erasures = Table(
    "erasures",
    metadata,
    _id(),
    _day("erased_on", required=True),
    Column("reason", String, nullable=False),
)

erased_keys = Table("erased_keys", metadata, Column("digest", String(64), primary_key=True))

journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("slot", String, nullable=False),
    Column("verb", String, nullable=False),
    Column("case_key", String(32), nullable=False, server_default=text("''"), index=True),
    Column("salt", String(32), nullable=False, server_default=text("''")),
    Column("commitment", String(64), nullable=False),
    Column("chain", String(64), nullable=False),
)

drafts = Table(
    "drafts",
    metadata,
    _id(),
    Column("form", String, nullable=False),
    Column("case_id", ForeignKey("cases.id", ondelete="CASCADE"), index=True),
    _text("content"),
    Column("saved_at", String, nullable=False),
)

settings = Table(
    "settings",
    metadata,
    Column("name", String, primary_key=True),
    _text("value"),
    _version(),
)

NAME_INDEX = "name_index"
"""Name of the FTS5 table over folded names, sounds and numbers; its rowid is the case's id."""

name_index = table(
    NAME_INDEX,
    column("rowid", Integer),
    *(column(name, Text) for name in ("names", "sounds", "numbers", "phones", "births")),
)
"""The full-text index of people for statements; no metadata makes it, only a migration."""

NOTE_INDEX = "note_index"
"""Name of the FTS5 table over ``participants.note_words``; its rowid is the participant's id."""

note_index = table(NOTE_INDEX, column("rowid", Integer), column("note_words", Text))
"""The full-text index of notes for statements; triggers keep it in step with the participants."""

given_ids = table("sqlite_sequence", column("name", String), column("seq", Integer))
"""SQLite's own note of the highest id ever given in a table that never gives one twice."""
