"""A backup made of what is left of a damaged store."""

from __future__ import annotations

import random
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from intman_desktop.models.tables import metadata
from intman_desktop.vault import backup, layout, rescuing, room
from intman_desktop.vault.backup_file import read_header, read_inside
from intman_desktop.vault.damaged import Damaged, TableLeft, entries_in
from intman_desktop.vault.pages import PAGE_SIZE, PageReader
from intman_desktop.vault.rescuing import Rescued, rescue_into
from intman_desktop.vault.restoring import restore_backup
from intman_desktop.vault.store import open_vault
from intman_desktop.vault.trees import SCHEMA_ROOT, Trees
from intman_desktop.vault.troubles import (
    KeyFileDamaged,
    KeyFileMissing,
    NotEnoughRoom,
    NothingToRescue,
    VaultDamaged,
    VaultInUse,
    VaultMissing,
    VaultNewer,
    WrongPassphrase,
)
from intman_desktop.vault.vault import Vault
from intman_desktop.vault.verify import verify_file
from tests.promises.storekeeping import SCAN
from tests.vault.conftest import Model
from tests.vault.making import NOON, PASSPHRASE, flip, make_store, write_setting
from tests.vault.schemas import later_schema

CASES = 80
NEW_CASE = (
    'INSERT INTO cases (id, "key", number, state, opened_on, counselled_before, start_origin, ending_note)'
    " VALUES (:id, :key, :key, 'active', '2026-01-01', 'no', 'here', :words)"
)
CONSENT = (
    "INSERT INTO consents (id, case_id, scope, decision, decided_on, form, explained_by)"
    " VALUES (:id, :case, 'basic', :decision, '2026-01-01', 'paper', :words)"
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, model: Model) -> tuple[Path, bytes]:
    """Return a closed store with cases, two declarations each, and its data key."""
    folder = tmp_path_factory.mktemp("filled") / "tresor"
    shutil.copytree(model.folder, folder)
    words = "Worte " * 40
    with open_vault(folder, PASSPHRASE) as vault:
        with vault.transaction() as connection:
            for number in range(1, CASES + 1):
                row = {"id": number, "key": f"{number:032x}", "words": words}
                connection.execute(text(NEW_CASE), row)
            for turn, decision in enumerate(("given", "refused")):
                for number in range(1, CASES + 1):
                    row = {"id": turn * CASES + number, "case": number, "decision": decision, "words": words}
                    connection.execute(text(CONSENT), row)
            scan = {"size": 1, "sha256": "a" * 64, "name": "b" * 32, "key": "c" * 64}
            connection.execute(text(SCAN), scan)
            connection.execute(text("UPDATE scans SET consent_id = 1"))
            connection.execute(text("DELETE FROM cases WHERE id = :last"), {"last": CASES})
        key = vault.data_key
    return folder, key


@pytest.fixture
def store(filled: tuple[Path, bytes], tmp_path: Path) -> Path:
    return Path(shutil.copytree(filled[0], tmp_path / "tresor"))


def rescued(store: Path, target: Path, **details: Any) -> Rescued:
    return rescue_into(target, store, PASSPHRASE, NOON, **{"prepare": lambda _connection: None, **details})


def tables(found: Rescued) -> Mapping[str, TableLeft]:
    return {table.name: table for table in found.tables}


def leaves(filled: tuple[Path, bytes], table: str) -> list[int]:
    """Return the leaves of a table, in order of what is in them."""
    with PageReader(filled[0] / layout.STORE, filled[1]) as pages:
        trees = Trees(pages.page, pages.count)
        entries = entries_in(row for _id, row in trees.rows(SCHEMA_ROOT).rows)
        root = next(entry.root for entry in entries if entry.name == table)
        found = [number for page, number in trees.pages_of(root)[0] if page[0] == 13]
        return sorted(found, key=lambda number: _first_row(pages, number))


def _first_row(pages: PageReader, number: int) -> int:
    page = pages.page(number)
    assert page is not None
    only = Trees({number: page}.get, number)
    return only.rows(number).rows[0][0]


def spoil(store: Path, *numbers: int) -> None:
    for number in numbers:
        flip(store / layout.STORE, (number - 1) * PAGE_SIZE + 1000)


def opened_again(file: Path, folder: Path) -> Vault:
    restore_backup(file, PASSPHRASE, folder, forget=lambda _vault, _digests: frozenset(), now=NOON)
    return open_vault(folder, PASSPHRASE)


def test_all_of_a_whole_store_is_in_the_backup_and_the_store_untouched(
    store: Path, filled: tuple[Path, bytes], tmp_path: Path
) -> None:
    before = {path.name: path.read_bytes() for path in store.iterdir() if path.is_file()}
    prepared: list[Connection] = []
    found = rescued(store, tmp_path / "gerettet.imb", prepare=prepared.append)
    assert all(table.lost == 0 and not table.unlinked for table in found.tables)
    assert len(prepared) == 1
    assert found.before is None
    assert found.before_at is None
    after = {path.name: path.read_bytes() for path in store.iterdir() if path.name != layout.LOCK}
    assert after == {name: content for name, content in before.items() if name != layout.LOCK}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gerettet.imb", "tresor"]
    with open_vault(store, PASSPHRASE) as vault, opened_again(found.file, tmp_path / "neu") as again:
        for name in metadata.tables:
            every = f'SELECT * FROM "{name}" ORDER BY rowid'
            assert vault.driver.execute(every).fetchall() == again.driver.execute(every).fetchall()


def test_rows_whose_owner_is_lost_are_left_out_and_counted(
    store: Path, filled: tuple[Path, bytes], tmp_path: Path
) -> None:
    spoil(store, leaves(filled, "cases")[1])
    found = tables(rescued(store, tmp_path / "gerettet.imb"))
    lost = found["cases"].lost
    assert lost
    assert found["cases"].read + lost == CASES - 1
    assert found["consents"].lost == 0
    assert found["consents"].unlinked == 2 * lost
    with opened_again(tmp_path / "gerettet.imb", tmp_path / "neu") as vault:
        assert vault.look_up("SELECT count(*) FROM cases") == found["cases"].read
        assert not vault.driver.execute("PRAGMA foreign_key_check").fetchall()


def test_e1_what_was_declared_before_a_lost_declaration_counts_no_more(
    store: Path, filled: tuple[Path, bytes], tmp_path: Path
) -> None:
    *_others, newest = leaves(filled, "consents")
    spoil(store, newest)
    found = tables(rescued(store, tmp_path / "gerettet.imb"))
    assert found["consents"].lost
    with opened_again(tmp_path / "gerettet.imb", tmp_path / "neu") as vault:
        still_given = vault.look_up(
            "SELECT count(*) FROM consents AS one WHERE decision = 'given' AND NOT EXISTS ("
            "SELECT 1 FROM consents WHERE case_id = one.case_id AND decision = 'refused')"
        )
        assert still_given == 0
        assert vault.look_up("SELECT count(*) FROM consents WHERE decision = 'given'") > 0


def test_a_lost_part_of_the_schema_costs_nothing(
    store: Path, filled: tuple[Path, bytes], tmp_path: Path
) -> None:
    with PageReader(store / layout.STORE, filled[1]) as pages:
        schema = [number for _page, number in Trees(pages.page, pages.count).pages_of(SCHEMA_ROOT)[0]]
    spoil(store, schema[len(schema) // 2])
    found = rescued(store, tmp_path / "gerettet.imb")
    assert all(table.lost == 0 and not table.unlinked for table in found.tables)


def test_a_schema_like_no_other_is_read_as_far_as_it_goes(
    store: Path, filled: tuple[Path, bytes], tmp_path: Path
) -> None:
    with open_vault(store, PASSPHRASE) as vault:
        vault.driver.execute("CREATE TABLE strange (x TEXT)")
    with PageReader(store / layout.STORE, filled[1]) as pages:
        schema = [number for _page, number in Trees(pages.page, pages.count).pages_of(SCHEMA_ROOT)[0]]
    spoil(store, *schema[1:])
    found = tables(rescued(store, tmp_path / "gerettet.imb"))
    assert "strange" not in found
    assert any(table.lost is None for table in found.values())


def test_heads_of_cases_come_from_the_backup_where_it_has_them_and_without_words(
    store: Path, filled: tuple[Path, bytes], tmp_path: Path
) -> None:
    with open_vault(store, PASSPHRASE) as vault:
        made = backup.back_up(vault, tmp_path / "stick.imb", NOON)
        with vault.transaction() as connection:
            row = {"id": CASES + 1, "key": "e" * 32, "words": "seither"}
            connection.execute(text(NEW_CASE), row)
    with PageReader(store / layout.STORE, filled[1]) as pages:
        (left,) = (each for each in Damaged(pages).tables() if each.left.name == "cases")
        assert left.left.read == CASES
    spoil(store, *leaves((store, filled[1]), "cases"))
    found = tables(rescued(store, tmp_path / "gerettet.imb", backup=made.file))["cases"]
    assert found == TableLeft("cases", 0, CASES, 0, CASES - 1)
    with opened_again(tmp_path / "gerettet.imb", tmp_path / "neu") as vault:
        words = vault.driver.execute("SELECT DISTINCT ending_note, state FROM cases").fetchall()
    assert words == [("", "active")]


def test_the_mention_of_a_lost_declaration_is_emptied(
    store: Path, filled: tuple[Path, bytes], tmp_path: Path
) -> None:
    spoil(store, leaves(filled, "consents")[0])
    rescued(store, tmp_path / "gerettet.imb")
    with opened_again(tmp_path / "gerettet.imb", tmp_path / "neu") as vault:
        assert vault.driver.execute("SELECT consent_id, case_id FROM scans").fetchall() == [(None, 1)]


def test_an_id_that_was_given_is_never_given_again(store: Path, tmp_path: Path) -> None:
    rescued(store, tmp_path / "gerettet.imb")
    with opened_again(tmp_path / "gerettet.imb", tmp_path / "neu") as vault:
        assert vault.look_up("SELECT seq FROM sqlite_sequence WHERE name = 'cases'") == CASES
        assert vault.look_up("SELECT max(id) FROM cases") == CASES - 1


def test_lost_keys_and_a_lost_salt_are_taken_from_the_backup(store: Path, tmp_path: Path) -> None:
    with open_vault(store, PASSPHRASE) as vault:
        made = backup.back_up(vault, tmp_path / "stick.imb", NOON)
    flip(store / layout.STORE, 5)
    flip(store / layout.KEY_FILE, 50)
    with pytest.raises(KeyFileDamaged):
        rescued(store, tmp_path / "gerettet.imb")
    found = rescued(store, tmp_path / "gerettet.imb", backup=made.file)
    assert tables(found)["cases"].read == CASES - 1
    assert found.before == made.rows
    assert found.before_at == NOON
    (store / layout.KEY_FILE).unlink()
    with pytest.raises(KeyFileMissing):
        rescued(store, tmp_path / "gerettet.imb")


def test_keys_of_the_backup_are_due_to_be_renewed_where_the_record_of_them_is_lost(
    store: Path, filled: tuple[Path, bytes], tmp_path: Path
) -> None:
    with open_vault(store, PASSPHRASE) as vault:
        write_setting(vault, "other")
        made = backup.back_up(vault, tmp_path / "stick.imb", NOON)
    (store / layout.KEY_FILE).unlink()
    assert not rescued(store, tmp_path / "gerettet.imb", backup=made.file).old_keys
    (tmp_path / "gerettet.imb").unlink()
    spoil(store, *leaves((store, filled[1]), "settings"))
    found = rescued(store, tmp_path / "gerettet.imb", backup=made.file)
    assert found.old_keys
    with opened_again(found.file, tmp_path / "neu") as vault:
        assert vault.keys.renewal_due


def test_the_backup_of_another_store_tells_nothing_and_hinders_nothing(store: Path, tmp_path: Path) -> None:
    make_store(tmp_path / "anderer")
    with open_vault(tmp_path / "anderer", PASSPHRASE) as vault:
        made = backup.back_up(vault, tmp_path / "stick.imb", NOON)
    found = rescued(store, tmp_path / "gerettet.imb", backup=made.file)
    assert found.before is None
    assert tables(found)["cases"].read == CASES - 1
    (store / layout.KEY_FILE).unlink()
    with pytest.raises(NothingToRescue):
        rescued(store, tmp_path / "nichts.imb", backup=made.file)
    assert not (tmp_path / "nichts.imb").exists()


def test_the_code_of_the_sheet_rescues_as_well(store: Path, code: str, tmp_path: Path) -> None:
    found = rescue_into(
        tmp_path / "gerettet.imb", store, code, NOON, prepare=lambda _connection: None, with_code=True
    )
    assert tables(found)["cases"].read == CASES - 1


def test_what_cannot_be_rescued_is_told_and_leaves_nothing(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "gerettet.imb"
    with pytest.raises(VaultMissing):
        rescued(tmp_path / "nirgends", target)
    with pytest.raises(WrongPassphrase):
        rescue_into(target, store, "falsch", NOON, prepare=lambda _connection: None)
    with open_vault(store, PASSPHRASE), pytest.raises(VaultInUse):
        rescued(store, target)
    (store / layout.STORE).write_bytes(random.Random(1).randbytes(40_000))
    with pytest.raises(NothingToRescue):
        rescued(store, target)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["tresor"]


def test_the_store_of_a_newer_program_is_left_to_it(store: Path, tmp_path: Path) -> None:
    later = later_schema(tmp_path / "later", 'op.execute("CREATE TABLE more (x INTEGER)")')
    open_vault(store, PASSPHRASE, schema=later, clock=lambda: NOON).close()
    with pytest.raises(VaultNewer):
        rescued(store, tmp_path / "gerettet.imb")


def test_the_store_of_an_older_program_keeps_its_schema_until_it_is_restored(
    store: Path, tmp_path: Path
) -> None:
    later = later_schema(
        tmp_path / "later", 'op.add_column("settings", sa.Column("note", sa.Text(), server_default="neu"))'
    )
    found = rescued(store, tmp_path / "gerettet.imb", schema=later)
    with open_vault(store, PASSPHRASE) as vault:
        assert read_header(found.file).schema == vault.schema_revision
        inside = read_inside(read_header(found.file), vault.data_key)
    assert inside.rows["cases"] == CASES - 1
    assert inside.scans == ("b" * 32,)


def test_tables_that_nothing_tells_of_are_lost_whole(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = Damaged.tables
    monkeypatch.setattr(
        Damaged, "tables", lambda self: (each for each in plain(self) if each.left.name != "consents")
    )
    assert tables(rescued(store, tmp_path / "gerettet.imb"))["consents"] == TableLeft("consents", 0, None)


def test_a_store_that_came_out_unsound_is_never_handed_out(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = verify_file
    monkeypatch.setattr(rescuing, "verify_file", lambda path, key: replace(plain(path, key), pages=("one",)))
    with pytest.raises(VaultDamaged):
        rescued(store, tmp_path / "gerettet.imb")
    assert not (tmp_path / "gerettet.imb").exists()


def test_too_little_room_for_a_rescue_is_told_before_anything_is_written(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "free_bytes", lambda _folder: 2 * (store / layout.STORE).stat().st_size - 1)
    with pytest.raises(NotEnoughRoom):
        rescued(store, tmp_path / "gerettet.imb")
    assert not list(tmp_path.glob(f"{layout.UNFINISHED}*"))
