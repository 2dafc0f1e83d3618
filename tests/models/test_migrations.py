"""Each migration, run step by step on a bare database."""

from __future__ import annotations

import importlib
import sys
from datetime import date
from pathlib import Path

from alembic.config import Config
from alembic.operations import Operations
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, StaticPool, create_engine, inspect, select, text
from sqlcipher3 import dbapi2 as sqlcipher

from intman_desktop.gdpr.texts import text_fingerprint
from intman_desktop.models import migrations
from intman_desktop.models import tables as t
from intman_desktop.models.migrations.versions import (
    r0001_first_schema,
    r0002_scans,
    r0004_doubles,
    r0005_answers_that_end,
    r0006_disclosures,
    r0007_requests,
    r0008_taking_over,
    r0009_texts,
    r0010_noted_changes,
    r0011_every_notice,
    r0012_outcomes_counted,
    r0013_counted_talks,
    r0014_undertakings,
    r0015_what_the_law_asks,
    r0016_withdrawals_known,
    r0017_ends_and_agreements,
    r0020_beginnings_moved,
)
from intman_desktop.models.revision import HEAD
from intman_desktop.models.tables import metadata
from intman_desktop.services.papers.shown import OLDER_PAPER

LATER = {
    *("disclosures", "requests", "corrections", "paper_texts", "text_checks"),
    *("touched_years", "noted_changes"),
}


def _bare() -> Engine:
    """Return an engine over an empty database in memory, by the driver the stores are opened with."""
    return create_engine(
        "sqlite://", module=sqlcipher, creator=lambda: sqlcipher.connect(":memory:"), poolclass=StaticPool
    )


def test_0001_makes_every_table_of_the_first_schema() -> None:
    engine = _bare()
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        r0001_first_schema.upgrade()
        made = set(inspect(connection).get_table_names())
        assert set(metadata.tables) - {"scans", "double_decisions", *LATER} <= made
    engine.dispose()


def test_0002_adds_the_scans_and_leaves_every_row_alone() -> None:
    engine = _bare()
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        r0001_first_schema.upgrade()
        connection.execute(text("INSERT INTO settings (name, value) VALUES ('a', 'bleibt')"))
        r0002_scans.upgrade()
        assert connection.execute(text("SELECT name, value FROM settings")).all() == [("a", "bleibt")]
        table = metadata.tables["scans"]
        made = inspect(connection)
        assert {each["name"] for each in made.get_columns("scans")} == set(table.c.keys()) - {"shows_none"}
        assert {each["name"] for each in made.get_indexes("scans")} == {each.name for each in table.indexes}
        assert {
            (*each["constrained_columns"], each["referred_table"], each["options"]["ondelete"])
            for each in made.get_foreign_keys("scans")
        } == {("case_id", "cases", "CASCADE"), ("consent_id", "consents", "SET NULL")}
    engine.dispose()


def test_0004_adds_what_was_decided_on_doubles() -> None:
    engine = _bare()
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        r0001_first_schema.upgrade()
        r0002_scans.upgrade()
        r0004_doubles.upgrade()
        assert set(metadata.tables) - LATER <= set(inspect(connection).get_table_names())
        indexes = {index["name"] for index in inspect(connection).get_indexes("double_decisions")}
        assert {"ix_double_decisions_case_id", "ix_double_decisions_other_id"} <= indexes
    engine.dispose()


def test_0005_finds_the_answers_that_end_by_an_index() -> None:
    engine = _bare()
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        r0001_first_schema.upgrade()
        r0005_answers_that_end.upgrade()
        plan = text("EXPLAIN QUERY PLAN SELECT id FROM answers WHERE valid_to <= '2026-11-20'")
        assert "ix_answers_ends" in str(connection.execute(plan).all())
    engine.dispose()


def test_0006_adds_the_register_of_what_was_passed_on() -> None:
    engine = _bare()
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        r0001_first_schema.upgrade()
        r0006_disclosures.upgrade()
        table, made = metadata.tables["disclosures"], inspect(connection)
        columns = {each["name"]: each["nullable"] for each in made.get_columns("disclosures")}
        assert columns == {column.name: column.nullable for column in table.c}
        assert {each["name"] for each in made.get_indexes("disclosures")} == {i.name for i in table.indexes}
        assert {
            (*each["constrained_columns"], each["referred_table"], each["options"]["ondelete"])
            for each in made.get_foreign_keys("disclosures")
        } == {("case_id", "cases", "CASCADE"), ("consent_id", "consents", "SET NULL")}
    engine.dispose()


def test_0007_adds_the_registers_of_requests_and_corrections() -> None:
    engine = _bare()
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        r0001_first_schema.upgrade()
        r0007_requests.upgrade()
        made = inspect(connection)
        for name in ("requests", "corrections"):
            table = metadata.tables[name]
            columns = {each["name"]: each["nullable"] for each in made.get_columns(name)}
            assert columns == {column.name: column.nullable for column in table.c}
            assert {each["name"] for each in made.get_indexes(name)} == {i.name for i in table.indexes}
            assert [
                (*each["constrained_columns"], each["referred_table"], each["options"]["ondelete"])
                for each in made.get_foreign_keys(name)
            ] == [("case_id", "cases", "CASCADE")]
    engine.dispose()


def test_0008_lets_decisions_name_who_takes_over_and_keeps_the_old_ones() -> None:
    engine = _bare()
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        r0001_first_schema.upgrade()
        connection.execute(text("PRAGMA foreign_keys = OFF"))
        old = """INSERT INTO decisions (case_id, kind, "on") VALUES (1, 'rest', '2026-01-12')"""
        connection.execute(text(old))
        r0008_taking_over.upgrade()
        kept = connection.execute(text("SELECT kind, worker, told_on FROM decisions")).all()
        assert kept == [("rest", "", None)]
        columns = {each["name"]: each["nullable"] for each in inspect(connection).get_columns("decisions")}
        assert columns == {column.name: column.nullable for column in metadata.tables["decisions"].c}
    engine.dispose()


def test_0009_adds_the_texts_of_the_office_and_their_checks() -> None:
    engine = _bare()
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        r0001_first_schema.upgrade()
        connection.execute(text("INSERT INTO settings (name, value) VALUES ('a', 'bleibt')"))
        r0009_texts.upgrade()
        assert connection.execute(text("SELECT name, value FROM settings")).all() == [("a", "bleibt")]
        made = inspect(connection)
        for name in ("paper_texts", "text_checks"):
            columns = {each["name"]: each["nullable"] for each in made.get_columns(name)}
            assert columns == {column.name: column.nullable for column in metadata.tables[name].c}
        assert [each["column_names"] for each in made.get_unique_constraints("paper_texts")] == [
            ["kind", "language", "edition"]
        ]
    engine.dispose()


def test_0010_marks_the_frozen_years_that_a_change_touches() -> None:
    engine = _bare()
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        r0001_first_schema.upgrade()
        for year in (2024, 2025):
            connection.execute(
                text(
                    "INSERT INTO frozen_sheets (year, definition, definition_version, number, frozen_on,"
                    " fingerprint, journal_head, journal_length) VALUES (:year, 'x', 1, 1, '', '', '', 0)"
                ),
                {"year": year},
            )
        r0010_noted_changes.upgrade()
        made = inspect(connection)
        for name in ("touched_years", "noted_changes"):
            columns = {each["name"] for each in made.get_columns(name)}
            assert columns == set(metadata.tables[name].c.keys())
            key = [column.name for column in metadata.tables[name].primary_key]
            assert made.get_pk_constraint(name)["constrained_columns"] == key
        connection.execute(
            text("INSERT INTO brief_contacts (\"on\", form, topic) VALUES ('2025-05-05', 'x', 'y')")
        )
        touched = connection.execute(text("SELECT year, kind FROM touched_years")).all()
        assert touched == [(2025, "brief_contact_changed")]
    engine.dispose()


def test_0011_lets_a_case_have_more_than_one_notice_and_keeps_those_it_has() -> None:
    engine = _bare()
    notice = text(
        "INSERT INTO notices_given (case_id, handed_out_on, explained_on, language, text_fingerprint)"
        " VALUES (1, '2026-01-12', '2026-01-13', 'fa', :shown)"
    )
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        r0001_first_schema.upgrade()
        connection.execute(notice, {"shown": "then"})
        r0011_every_notice.upgrade()
        connection.execute(notice, {"shown": "now"})
        kept = select(t.notices_given).order_by(t.notices_given.c.id)
        told = connection.execute(kept).mappings().all()
        assert [(row["text_fingerprint"], row["language"]) for row in told] == [("then", "fa"), ("now", "fa")]
        made = inspect(connection)
        assert {each["name"] for each in made.get_columns("notices_given")} == set(t.notices_given.c.keys())
        (key,) = made.get_foreign_keys("notices_given")
        assert (key["referred_table"], key["options"]) == ("cases", {"ondelete": "CASCADE"})
    engine.dispose()


def test_0014_finds_outcomes_by_an_index_and_marks_the_years_they_count_in() -> None:
    engine = _bare()
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        r0001_first_schema.upgrade()
        for year in (2024, 2025):
            connection.execute(
                text(
                    "INSERT INTO frozen_sheets (year, definition, definition_version, number, frozen_on,"
                    " fingerprint, journal_head, journal_length) VALUES (:year, 'x', 1, 1, '', '', '', 0)"
                ),
                {"year": year},
            )
        r0010_noted_changes.upgrade()
        r0012_outcomes_counted.upgrade()
        for table, name in (("referrals", "ix_referrals_outcome"), ("measures", "ix_measures_outcome")):
            assert name in {each["name"] for each in inspect(connection).get_indexes(table)}
        for statement, marked in (
            ("INSERT INTO referrals (id, participant_id, service) VALUES (1, 1, '')", []),
            (
                "UPDATE referrals SET outcome = 'no_offer', outcome_on = '2025-05-05'",
                [(2025, "referral_changed")],
            ),
            (
                "UPDATE referrals SET outcome_on = '2024-05-05'",
                [(y, "referral_changed") for y in (2024, 2025)],
            ),
            ("UPDATE referrals SET service = 'jobcenter'", [(2024, "referral_changed")]),
            ("DELETE FROM referrals", [(2024, "referral_changed")]),
            ("INSERT INTO goals (id, plan_id, area, state) VALUES (1, 1, 'work', 'proposed')", []),
            (
                "INSERT INTO measures (goal_id, what, who, done_on) VALUES (1, 'x', 'client', '2025-05-05')",
                [(2025, "plan_changed")],
            ),
            ("UPDATE goals SET area = 'housing'", [(2025, "plan_changed")]),
            ("UPDATE measures SET outcome = 'no_offer'", [(2025, "plan_changed")]),
            ("UPDATE measures SET what = 'y'", []),
        ):
            connection.execute(text("DELETE FROM touched_years"))
            connection.execute(text(statement))
            touched = connection.execute(text("SELECT year, kind FROM touched_years ORDER BY year")).all()
            assert [tuple(each) for each in touched] == marked, statement
    engine.dispose()


def test_0013_marks_talks_that_counted_and_leaves_every_talk_alone() -> None:
    engine = _bare()
    talk = """
        INSERT INTO talks (key, "on", form, topic, setting)
        VALUES (:key, '2026-05-05', 'phone', 'work', 'single')
    """
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        r0001_first_schema.upgrade()
        connection.execute(text(talk), {"key": "then"})
        r0013_counted_talks.upgrade()
        connection.execute(text(talk), {"key": "now"})
        kept = select(t.talks.c.key, t.talks.c.counted).order_by(t.talks.c.id)
        assert connection.execute(kept).all() == [("then", False), ("now", False)]
        made = inspect(connection)
        assert {each["name"] for each in made.get_columns("talks")} == set(t.talks.c.keys())
        assert "ix_talks_counted" in {each["name"] for each in made.get_indexes("talks")}
    engine.dispose()


def test_0014_keeps_every_consent_and_lets_it_name_who_undertook_what() -> None:
    engine = _bare()
    old = """
        INSERT INTO consents (case_id, scope, decision, decided_on, form, interpreter)
        VALUES (1, 'interpreter', 'given', '2026-01-12', 'written', 'Amina')
    """
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        r0001_first_schema.upgrade()
        connection.execute(text("PRAGMA foreign_keys = OFF"))
        connection.execute(text(old))
        r0014_undertakings.upgrade()
        columns = "interpreter, undertaking_by, undertaking_on, undertaking_place"
        kept = connection.execute(text(f"SELECT {columns} FROM consents")).all()
        assert kept == [("Amina", "", None, "")]
        made = {each["name"]: each["nullable"] for each in inspect(connection).get_columns("consents")}
        later = {"emptied_on", "withdrawal_known_from", "end_known_from", "held_from"}  # by 0015 to 0020
        assert made == {each.name: each.nullable for each in t.consents.c if each.name not in later}
    engine.dispose()


def test_0016_keeps_with_each_withdrawal_the_last_day_on_which_it_may_have_been_written_down() -> None:
    engine = _bare()
    consents = """
        INSERT INTO consents (id, case_id, scope, decision, decided_on, form, withdrawn_on) VALUES
            (1, 1, 'special', 'given', '2026-01-12', 'written', '2026-03-01'),
            (2, 2, 'special', 'given', '2026-01-12', 'written', '2026-03-01'),
            (3, 2, 'basic', 'given', '2026-01-12', 'written', NULL)
    """
    case = """
        INSERT INTO cases (id, number, state, opened_on, counselled_before, start_origin, key)
        VALUES (1, 'IM-1', 'active', '2026-01-12', 'no', 'here', 'kkkk')
    """
    entries = """
        INSERT INTO journal (seq, at, slot, verb, case_key, commitment, chain) VALUES
            (1, '2026-03-09T09:00:00+00:00', '', 'consent_withdrawn', 'kkkk', '', ''),
            (2, '2026-03-20T09:00:00+00:00', '', 'consent_withdrawn', '', '', '')
    """
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        r0001_first_schema.upgrade()
        connection.execute(text("PRAGMA foreign_keys = OFF"))
        for statement in (consents, case, entries):
            connection.execute(text(statement))
        r0016_withdrawals_known.upgrade()
        kept = connection.execute(text("SELECT withdrawal_known_from FROM consents ORDER BY id")).all()
        assert kept == [("2026-03-09",), ("2026-03-01",), (None,)]
    engine.dispose()


def test_0017_keeps_consents_and_plans_and_knows_no_day_of_earlier_changes() -> None:
    """Both new columns are empty in a store of before."""
    engine = _bare()
    consent = """
        INSERT INTO consents (case_id, scope, decision, decided_on, form, valid_until)
        VALUES (1, 'special', 'given', '2026-01-12', 'written', '2026-03-01')
    """
    plan = "INSERT INTO plans (case_id, begun_on, client_signed_on) VALUES (1, '2026-01-12', '2026-01-13')"
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        r0001_first_schema.upgrade()
        connection.execute(text("PRAGMA foreign_keys = OFF"))
        for statement in (consent, plan):
            connection.execute(text(statement))
        r0017_ends_and_agreements.upgrade()
        kept = connection.execute(text("SELECT valid_until, end_known_from FROM consents")).all()
        assert kept == [("2026-03-01", None)]
        kept = connection.execute(text("SELECT client_signed_on, agreed_anew_on FROM plans")).all()
        assert kept == [("2026-01-13", None)]
    engine.dispose()


def test_0020_adds_since_when_a_consent_was_held_for_given_and_leaves_it_empty() -> None:
    engine = _bare()
    consent = """
        INSERT INTO consents (case_id, scope, decision, decided_on, form)
        VALUES (1, 'special', 'given', '2026-01-12', 'written')
    """
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        r0001_first_schema.upgrade()
        connection.execute(text("PRAGMA foreign_keys = OFF"))
        connection.execute(text(consent))
        r0020_beginnings_moved.upgrade()
        kept = connection.execute(text("SELECT decided_on, held_from FROM consents")).all()
        assert kept == [("2026-01-12", None)]
    engine.dispose()


def test_0015_tells_which_cases_came_from_a_list_and_keeps_every_row() -> None:
    engine = _bare()
    case = """
        INSERT INTO cases (id, key, number, state, opened_on, counselled_before, start_origin)
        VALUES (:id, :key, :key, 'active', :on, 'unknown', 'here')
    """
    consent = """
        INSERT INTO consents (case_id, scope, decision, decided_on, form, text_fingerprint)
        VALUES (:id, 'basic', 'given', '2026-01-12', 'written', :shown)
    """
    scan = """
        INSERT INTO scans (case_id, what, added_on, media_type, size, sha256, file, file_key)
        VALUES (1, 'other', '2026-01-12', 'image/png', 1, '', 'f', '')
    """
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        r0001_first_schema.upgrade()
        r0002_scans.upgrade()
        r0014_undertakings.upgrade()
        for case_id, shown in ((1, r0015_what_the_law_asks.OF_A_LIST), (2, "another")):
            connection.execute(text(case), {"id": case_id, "key": f"k{case_id}", "on": f"2026-03-0{case_id}"})
            connection.execute(text(consent), {"id": case_id, "shown": shown})
        connection.execute(text(scan))
        r0015_what_the_law_asks.upgrade()
        listed = select(t.cases.c.id, t.cases.c.from_list_on).order_by(t.cases.c.id)
        assert connection.execute(listed).all() == [(1, date(2026, 3, 1)), (2, None)]
        assert connection.scalars(select(t.consents.c.emptied_on)).all() == [None, None]
        assert connection.scalar(select(t.scans.c.shows_none)) == ()
        later = {"withdrawal_known_from", "end_known_from", "held_from"}  # by 0016, 0017 and 0020
        for table in (t.cases, t.consents, t.scans):
            made = {each["name"]: each["nullable"] for each in inspect(connection).get_columns(table.name)}
            assert made == {each.name: each.nullable for each in table.c if each.name not in later}
    engine.dispose()


def test_0015_knows_the_text_that_stands_for_the_papers_of_a_list() -> None:
    assert text_fingerprint(OLDER_PAPER) == r0015_what_the_law_asks.OF_A_LIST


def test_the_environment_runs_on_the_connection_it_is_given() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    steps = ScriptDirectory.from_config(config)
    engine = _bare()
    with (
        engine.begin() as connection,
        EnvironmentContext(config, steps, fn=lambda revision, _: steps._upgrade_revs(HEAD, revision)),
    ):
        config.attributes["connection"] = connection
        sys.modules.pop(f"{migrations.__name__}.env", None)
        importlib.import_module(f"{migrations.__name__}.env")
        assert MigrationContext.configure(connection).get_current_revision() == HEAD
    engine.dispose()
