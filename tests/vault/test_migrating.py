"""An older store is brought up to date as a whole, or stays as it was."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from intman_desktop.models.revision import HEAD
from intman_desktop.vault import backup, layout
from intman_desktop.vault.backup import look_at_backup
from intman_desktop.vault.founding import create_vault
from intman_desktop.vault.migrating import MigrationFailed, revision_of, upgrade
from intman_desktop.vault.restoring import restore_backup
from intman_desktop.vault.store import open_vault, open_with_emergency_code
from intman_desktop.vault.tables_of import row_counts
from intman_desktop.vault.troubles import DiskFull, FileTooLarge, StorageFailed, VaultNewer
from intman_desktop.vault.vault import Vault
from intman_desktop.vault.verify import verify
from tests.vault.making import FAST, NOON, PASSPHRASE, files_at_most, setting_names, write_setting
from tests.vault.schemas import NEXT, later_schema

ADD_COLUMN = 'op.add_column("settings", sa.Column("changed_at", sa.Text(), nullable=True))'
REBUILD_SERVICES = """\
with op.batch_alter_table("cases") as table:
    table.alter_column("worker", new_column_name="counsellor")"""
CASE = (
    'INSERT INTO cases (id, "key", number, state, opened_on, counselled_before, start_origin)'
    " VALUES (1, '00', 'IM-1', 'open', '2026-01-01', 'no', 'here')"
)
CHILD = "INSERT INTO drafts (form, case_id, content, saved_at) VALUES ('talk', 1, 'text', '')"


def _with_rows(folder: Path) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        write_setting(vault, "a", "Wert")
        with vault.transaction() as connection:
            connection.execute(text(CASE))
            connection.execute(text(CHILD))


def _rows(folder: Path) -> dict[str, int]:
    with open_vault(folder, PASSPHRASE) as vault:
        return row_counts(vault.driver)


def test_an_older_store_is_brought_up_to_date_with_every_row(folder: Path, tmp_path: Path) -> None:
    _with_rows(folder)
    later = later_schema(tmp_path / "later", ADD_COLUMN)
    with open_vault(folder, PASSPHRASE, schema=later, clock=lambda: NOON) as vault:
        assert vault.schema_revision == NEXT
        assert setting_names(vault) == ["a"]
        assert row_counts(vault.driver)["drafts"] == 1
        assert vault.driver.execute("SELECT changed_at FROM settings").fetchall() == [(None,)]
        assert vault.driver.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert verify(vault).sound


def test_a_store_of_today_is_not_touched(folder: Path) -> None:
    before = (folder / layout.STORE).read_bytes()
    open_vault(folder, PASSPHRASE).close()
    assert (folder / layout.STORE).read_bytes() == before
    assert not (folder / layout.TWINS).exists()


def test_the_emergency_sheet_migrates_too(folder: Path, code: str, tmp_path: Path) -> None:
    later = later_schema(tmp_path / "later", ADD_COLUMN)
    with open_with_emergency_code(folder, code, schema=later, clock=lambda: NOON) as vault:
        assert vault.schema_revision == NEXT


def test_the_encrypted_twin_brings_the_older_store_back(folder: Path, tmp_path: Path) -> None:
    _with_rows(folder)
    later = later_schema(tmp_path / "later", ADD_COLUMN)
    open_vault(folder, PASSPHRASE, schema=later, clock=lambda: NOON).close()
    [twin] = (folder / layout.TWINS).glob("*.imb")
    assert twin.name == f"vor-{NEXT}-20260701-120000.imb"
    assert twin.stat().st_mode & 0o777 == 0o600
    assert (folder / layout.TWINS).stat().st_mode & 0o777 == 0o700
    assert look_at_backup(twin).schema == HEAD
    back = tmp_path / "zurück"
    restore_backup(twin, PASSPHRASE, back, forget=lambda _vault, digests: digests, now=NOON)
    with open_vault(back, PASSPHRASE) as vault:
        assert vault.schema_revision == HEAD
        assert setting_names(vault) == ["a"]


def test_a_rebuilt_table_keeps_its_children(folder: Path, tmp_path: Path) -> None:
    _with_rows(folder)
    later = later_schema(tmp_path / "later", REBUILD_SERVICES)
    with open_vault(folder, PASSPHRASE, schema=later, clock=lambda: NOON) as vault:
        assert vault.driver.execute("SELECT count(counsellor) FROM cases").fetchone() == (1,)
        assert row_counts(vault.driver)["drafts"] == 1


@pytest.mark.parametrize(
    ("steps", "error"),
    [
        (f"{ADD_COLUMN}\nraise ZeroDivisionError", ZeroDivisionError),
        (f'{ADD_COLUMN}\nop.execute("DELETE FROM settings")', MigrationFailed),
        (f'{ADD_COLUMN}\nop.execute("DELETE FROM cases")', MigrationFailed),
        ('op.execute("UPDATE drafts SET case_id = 99")', MigrationFailed),
    ],
)
def test_a_migration_that_fails_leaves_the_store_as_it_was(
    folder: Path, tmp_path: Path, steps: str, error: type[Exception]
) -> None:
    _with_rows(folder)
    before = _rows(folder)
    with pytest.raises(error):
        open_vault(folder, PASSPHRASE, schema=later_schema(tmp_path / "later", steps), clock=lambda: NOON)
    assert _rows(folder) == before
    with open_vault(folder, PASSPHRASE) as vault:
        assert vault.schema_revision == HEAD
        assert [row[1] for row in vault.driver.execute("PRAGMA table_info(settings)")] == [
            "name",
            "value",
            "version",
        ]
        assert verify(vault).sound


def test_a_migration_that_fails_again_and_again_leaves_one_twin(folder: Path, tmp_path: Path) -> None:
    _with_rows(folder)
    later = later_schema(tmp_path / "later", f"{ADD_COLUMN}\nraise ZeroDivisionError")
    for at in (NOON, NOON + timedelta(minutes=1), NOON + timedelta(minutes=2)):
        with pytest.raises(ZeroDivisionError):
            open_vault(folder, PASSPHRASE, schema=later, clock=iter((at,)).__next__)
    (twin,) = (folder / layout.TWINS).glob("*.imb")
    assert twin.name.endswith("-120200.imb"), "the last one, of what the store holds now"


def test_a_table_may_be_dropped_when_it_is_empty_or_not(folder: Path, tmp_path: Path) -> None:
    _with_rows(folder)
    later = later_schema(tmp_path / "later", 'op.drop_table("drafts")')
    with open_vault(folder, PASSPHRASE, schema=later, clock=lambda: NOON) as vault:
        assert "drafts" not in row_counts(vault.driver)


def test_no_room_for_the_twin_means_no_migration(folder: Path, tmp_path: Path) -> None:
    later = later_schema(tmp_path / "later", ADD_COLUMN)
    half = (folder / layout.STORE).stat().st_size // 2
    with files_at_most(half), pytest.raises((DiskFull, StorageFailed)):
        open_vault(folder, PASSPHRASE, schema=later, clock=lambda: NOON)
    assert list((folder / layout.TWINS).iterdir()) == []
    with open_vault(folder, PASSPHRASE) as vault:
        assert vault.schema_revision == HEAD


@pytest.mark.parametrize("trouble", [DiskFull, FileTooLarge])
def test_l4_no_room_for_the_twin_is_told_of_the_disk_of_the_store_and_offers_no_other_place(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: type[DiskFull]
) -> None:
    def full(*_what: object, **_how: object) -> None:
        raise trouble

    later = later_schema(tmp_path / "later", ADD_COLUMN)
    monkeypatch.setattr(backup, "write_backup", full)
    with pytest.raises(DiskFull) as caught:
        open_vault(folder, PASSPHRASE, schema=later, clock=lambda: NOON)
    assert caught.value.sentence() == trouble().sentence()


def test_a_store_of_a_newer_program_is_refused_by_the_older_one(tmp_path: Path) -> None:
    later = later_schema(tmp_path / "later", ADD_COLUMN)
    create_vault(tmp_path / "tresor", PASSPHRASE, parameters=FAST, schema=later).vault.close()
    before = (tmp_path / "tresor" / layout.STORE).read_bytes()
    with pytest.raises(VaultNewer) as caught:
        open_vault(tmp_path / "tresor", PASSPHRASE)
    assert "neueste" in caught.value.sentence()
    assert (tmp_path / "tresor" / layout.STORE).read_bytes() == before


def test_steps_of_our_own_that_cannot_be_read_are_no_newer_program(folder: Path, tmp_path: Path) -> None:
    _with_rows(folder)
    later = later_schema(tmp_path / "later", ADD_COLUMN)
    for step in later.folder.rglob(f"*{NEXT}*.py"):
        step.unlink()
    with pytest.raises(StorageFailed):
        open_vault(folder, PASSPHRASE, schema=later, clock=lambda: NOON)
    with open_vault(folder, PASSPHRASE) as vault:
        with pytest.raises(StorageFailed):
            upgrade(vault.driver, vault.engine, later)
        assert vault.schema_revision == HEAD
        assert setting_names(vault) == ["a"]


def test_a_store_without_a_revision_has_none(vault: Vault) -> None:
    with vault.transaction() as connection:
        connection.execute(text("DELETE FROM alembic_version"))
    assert revision_of(vault.driver) == ""
    with vault.transaction() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    assert revision_of(vault.driver) == ""


def test_migrating_twice_does_nothing_more(vault: Vault) -> None:
    write_setting(vault, "a")
    upgrade(vault.driver, vault.engine)
    assert setting_names(vault) == ["a"]


def test_a_program_in_an_awkward_folder_migrates(folder: Path, tmp_path: Path) -> None:
    later = later_schema(tmp_path / "100% schön, hier", ADD_COLUMN)
    with open_vault(folder, PASSPHRASE, schema=later, clock=lambda: NOON) as vault:
        assert vault.schema_revision == NEXT
