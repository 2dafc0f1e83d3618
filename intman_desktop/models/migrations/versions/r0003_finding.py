"""Finding: people also by how a name sounds, by phone and birth; notes by their words.

The words themselves are folded by the program and written at the next opening (the services compare the
mark ``search_index`` in ``settings``); until then both indexes stand empty and in step with their rows.

Self-contained: it imports nothing of the program, so that it stays as it was.
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STATEMENTS = (
    "DROP TRIGGER cases_leave_name_index",
    "DROP TABLE name_index",
    """
    CREATE VIRTUAL TABLE name_index USING fts5(
        names, sounds, numbers, phones, births,
        tokenize = "unicode61 remove_diacritics 0", prefix = '1 2 3'
    )
    """,
    "INSERT INTO name_index(name_index, rank) VALUES ('secure-delete', 1)",
    """
    CREATE TRIGGER cases_leave_name_index AFTER DELETE ON cases
    BEGIN DELETE FROM name_index WHERE rowid = old.id; END
    """,
    "ALTER TABLE participants ADD COLUMN note_words TEXT DEFAULT '' NOT NULL",
    """
    CREATE VIRTUAL TABLE note_index USING fts5(
        note_words, content = 'participants', content_rowid = 'id',
        tokenize = 'ascii', prefix = '3', detail = 'none'
    )
    """,
    "INSERT INTO note_index(note_index, rank) VALUES ('secure-delete', 1)",
    "INSERT INTO note_index(rowid, note_words) SELECT id, '' FROM participants",
    """
    CREATE TRIGGER notes_come AFTER INSERT ON participants
    BEGIN INSERT INTO note_index(rowid, note_words) VALUES (new.id, new.note_words); END
    """,
    """
    CREATE TRIGGER notes_go AFTER DELETE ON participants
    BEGIN
        INSERT INTO note_index(note_index, rowid, note_words) VALUES ('delete', old.id, old.note_words);
    END
    """,
    """
    CREATE TRIGGER notes_change AFTER UPDATE OF id, note_words ON participants
    WHEN old.id <> new.id OR old.note_words <> new.note_words
    BEGIN
        INSERT INTO note_index(note_index, rowid, note_words) VALUES ('delete', old.id, old.note_words);
        INSERT INTO note_index(rowid, note_words) VALUES (new.id, new.note_words);
    END
    """,
    # Whoever changes a note without its words makes it unfindable, never findable by what is gone.
    """
    CREATE TRIGGER notes_are_rewritten AFTER UPDATE OF note ON participants
    WHEN old.note <> new.note AND old.note_words = new.note_words AND old.note_words <> ''
    BEGIN UPDATE participants SET note_words = '' WHERE id = new.id; END
    """,
)


def upgrade() -> None:
    """Make both indexes and what keeps them in step."""
    for statement in STATEMENTS:
        op.execute(statement)
