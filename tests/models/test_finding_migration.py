"""0003, 0017: a store gets its indexes anew, empty and in step, until its next opening."""

from __future__ import annotations

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, StaticPool, create_engine, text
from sqlcipher3 import dbapi2 as sqlcipher

from intman_desktop.models.migrations.versions import (
    r0001_first_schema,
    r0003_finding,
    r0017_found_by_place,
)

ROWS = (
    'INSERT INTO cases (id, "key", number, state, opened_on, counselled_before, start_origin)'
    " VALUES (1, 'a', 'IM-1', 'active', '2026-01-01', 'no', 'talk')",
    "INSERT INTO name_index (rowid, names, numbers) VALUES (1, 'altgeheim', '1')",
    'INSERT INTO talks (id, "key", "on", form, topic, setting)'
    " VALUES (1, 't', '2026-01-01', 'x', 'y', 'z')",
    "INSERT INTO participants (id, talk_id, case_id, note) VALUES (5, 1, 1, 'Geheim')",
)


@pytest.fixture
def migrated() -> object:
    engine: Engine = create_engine(
        "sqlite://", module=sqlcipher, creator=lambda: sqlcipher.connect(":memory:"), poolclass=StaticPool
    )
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        r0001_first_schema.upgrade()
        for row in ROWS:
            connection.execute(text(row))
        r0003_finding.upgrade()
        yield connection
    engine.dispose()


def notes(connection: Connection, word: str) -> list[int]:
    """Return the participants whose note holds ``word``; the index must agree with the rows."""
    connection.execute(text("INSERT INTO note_index(note_index, rank) VALUES ('integrity-check', 1)"))
    asked = text("SELECT rowid FROM note_index WHERE note_index MATCH :word")
    return list(connection.scalars(asked, {"word": word}))


def test_the_rows_stay_and_their_words_wait_for_the_program(migrated: Connection) -> None:
    assert migrated.execute(text("SELECT note, note_words FROM participants")).one() == ("Geheim", "")
    assert migrated.scalar(text("SELECT count(*) FROM name_index WHERE name_index MATCH 'altgeheim'")) == 0
    assert notes(migrated, "geheim") == []


def test_triggers_keep_the_notes_in_step(migrated: Connection) -> None:
    migrated.execute(text("UPDATE participants SET note_words = 'geheim' WHERE id = 5"))
    assert notes(migrated, "geheim") == [5]
    migrated.execute(text("UPDATE participants SET note = 'Anders'"))
    assert notes(migrated, "geheim") == []
    migrated.execute(text("UPDATE participants SET note = 'Neu', note_words = 'neu'"))
    assert notes(migrated, "neu") == [5]
    migrated.execute(text("DELETE FROM cases"))
    migrated.execute(text("DELETE FROM participants"))
    assert notes(migrated, "neu") == []


def test_0017_makes_the_index_of_people_anew_with_their_places(migrated: Connection) -> None:
    """It stands empty until the next opening, forgets for good, and its trigger still empties it (L3)."""
    migrated.execute(text("INSERT INTO name_index (rowid, names) VALUES (1, 'altgeheim')"))
    r0017_found_by_place.upgrade()
    assert migrated.scalar(text("SELECT count(*) FROM name_index")) == 0
    kept = migrated.scalar(text("SELECT v FROM name_index_config WHERE k = 'secure-delete'"))
    assert kept == 1
    migrated.execute(text("INSERT INTO name_index (rowid, names, places) VALUES (1, 'huda', 'pforzheim')"))
    asked = text("SELECT rowid FROM name_index WHERE name_index MATCH 'places : pfor* AND names : huda'")
    assert list(migrated.scalars(asked)) == [1]
    migrated.execute(text("DELETE FROM cases"))
    assert migrated.scalar(text("SELECT count(*) FROM name_index")) == 0
