"""What the store keeps of itself: figures, erasures, journal, drafts, settings, indexes."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    column,
    table,
    text,
)

from intman_desktop.models.columns import day, metadata, row_id, version, words

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
    row_id(),
    Column("year", Integer, nullable=False),
    Column("definition", String, nullable=False),
    Column("definition_version", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("frozen_on", String, nullable=False),
    words("figures"),
    words("differences"),
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
    row_id(),
    day("erased_on", required=True),
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
    row_id(),
    Column("form", String, nullable=False),
    Column("case_id", ForeignKey("cases.id", ondelete="CASCADE"), index=True),
    words("content"),
    Column("saved_at", String, nullable=False),
)

settings = Table(
    "settings",
    metadata,
    Column("name", String, primary_key=True),
    words("value"),
    version(),
)

NAME_INDEX = "name_index"
"""Name of the FTS5 table over folded names, sounds, numbers and places; its rowid is the case's id."""

name_index = table(
    NAME_INDEX,
    column("rowid", Integer),
    *(column(name, Text) for name in ("names", "sounds", "numbers", "phones", "births", "places")),
)
"""The full-text index of people for statements; no metadata makes it, only a migration."""

NOTE_INDEX = "note_index"
"""Name of the FTS5 table over ``participants.note_words``; its rowid is the participant's id."""

note_index = table(NOTE_INDEX, column("rowid", Integer), column("note_words", Text))
"""The full-text index of notes for statements; triggers keep it in step with the participants."""

given_ids = table("sqlite_sequence", column("name", String), column("seq", Integer))
"""SQLite's own note of the highest id ever given in a table that never gives one twice."""
