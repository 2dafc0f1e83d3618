"""A store is made, opened, refused and closed."""

from __future__ import annotations

import errno
import json
import os
import secrets
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from intman_desktop import sealing
from intman_desktop.models.revision import APPLICATION_ID, HEAD
from intman_desktop.vault import connection as connecting
from intman_desktop.vault import files, layout, migrating
from intman_desktop.vault import keys as keys_module
from intman_desktop.vault.emergency_code import check_code, new_code
from intman_desktop.vault.founding import create_vault, remove_vault
from intman_desktop.vault.key_file import from_bytes, read_key_file, write_key_file
from intman_desktop.vault.store import look_at_vault, open_vault, open_with_emergency_code
from intman_desktop.vault.troubles import (
    DiskFull,
    FaultyEmergencyCode,
    KeyFileDamaged,
    KeyFileMissing,
    KeyFileOutdated,
    NoRight,
    NotAVault,
    PassphraseEmpty,
    PlaceTaken,
    StorageFailed,
    VaultDamaged,
    VaultEmpty,
    VaultInUse,
    VaultMissing,
    VaultNewer,
    VaultTruncated,
    WrongEmergencyCode,
    WrongPassphrase,
)
from intman_desktop.vault.vault import Vault
from tests.vault.making import FAST, PASSPHRASE, files_at_most, flip, setting_names, write_setting

PAGE = 4096


# -- making --------------------------------------------------------------------------------------


def test_a_new_store_is_open_and_has_its_schema(tmp_path: Path) -> None:
    created = create_vault(tmp_path / "tresor", PASSPHRASE, parameters=FAST)
    with created.vault as vault:
        assert vault.schema_revision == HEAD
        assert vault.vault_id == look_at_vault(vault.folder).vault_id
        assert vault.slot_id == look_at_vault(vault.folder).slots[0].id
        assert check_code(created.emergency_code) == ()
        assert PASSPHRASE not in repr(created)
        assert created.emergency_code not in repr(created)


def test_a_new_store_holds_what_is_needed_and_nothing_else(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == [
        layout.STORE,
        layout.ERASED,
        layout.KEY_FILE,
        layout.LOCK,
    ]


def test_a_new_store_is_calibrated_on_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "calibrate", lambda: FAST)
    create_vault(tmp_path / "tresor", PASSPHRASE).vault.close()
    assert {slot.parameters for slot in look_at_vault(tmp_path / "tresor").slots} == {FAST}


def test_a_new_store_may_fill_an_empty_folder_and_missing_parents(tmp_path: Path) -> None:
    (tmp_path / "leer").mkdir()
    create_vault(tmp_path / "leer", PASSPHRASE, parameters=FAST).vault.close()
    create_vault(tmp_path / "neu" / "tief" / "tresor", PASSPHRASE, parameters=FAST).vault.close()
    assert open_and_close(tmp_path / "leer")
    assert open_and_close(tmp_path / "neu" / "tief" / "tresor")


@pytest.mark.parametrize("name", ["Größe mit Leerzeichen", "100% sicher? #1", "سر", "x" * 200, "a'b\"c"])
def test_a_store_may_lie_in_an_awkward_folder(tmp_path: Path, name: str) -> None:
    with create_vault(tmp_path / name, PASSPHRASE, parameters=FAST).vault as vault:
        write_setting(vault, "a")
    with open_vault(tmp_path / name, PASSPHRASE) as vault:
        assert setting_names(vault) == ["a"]


def open_and_close(folder: Path) -> bool:
    open_vault(folder, PASSPHRASE).close()
    return True


def test_a_store_without_a_passphrase_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PassphraseEmpty):
        create_vault(tmp_path / "tresor", "", parameters=FAST)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("what", ["a store", "another file", "a file of that name"])
def test_what_lies_in_the_place_is_left_alone(tmp_path: Path, folder: Path, what: str) -> None:
    place = folder if what == "a store" else tmp_path / "belegt"
    if what == "another file":
        place.mkdir()
        (place / "brief.txt").write_text("privat")
    elif what == "a file of that name":
        place.write_text("privat")
    before = _all_bytes(tmp_path)
    with pytest.raises(PlaceTaken):
        create_vault(place, PASSPHRASE, parameters=FAST)
    assert _all_bytes(tmp_path) == before


def _all_bytes(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("room", [0, 1000, 40_000, 200_000])
def test_a_full_disk_leaves_no_half_store(tmp_path: Path, room: int) -> None:
    with pytest.raises((DiskFull, StorageFailed)), files_at_most(room):
        create_vault(tmp_path / "tresor", PASSPHRASE, parameters=FAST)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_right_leaves_no_half_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path) -> int:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(files, "new_private_file", refuse)
    with pytest.raises(NoRight):
        create_vault(tmp_path / "tresor", PASSPHRASE, parameters=FAST)
    assert list(tmp_path.iterdir()) == []


# -- opening -------------------------------------------------------------------------------------


def test_what_was_written_is_there_again(folder: Path, code: str) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        write_setting(vault, "a", "Wert")
    with open_with_emergency_code(folder, code.lower()) as vault:
        assert setting_names(vault) == ["a"]
        assert vault.slot_id == vault.keys.slots[1].id


def test_the_connection_is_in_the_state_that_the_design_asks_for(vault: Vault) -> None:
    state = {
        name: vault.driver.execute(f"PRAGMA {name}").fetchone()[0]
        for name in (
            "application_id",
            "user_version",
            "auto_vacuum",
            "locking_mode",
            "journal_mode",
            "synchronous",
            "secure_delete",
            "temp_store",
            "foreign_keys",
            "trusted_schema",
            "cache_size",
            "cipher_memory_security",
            "cipher_page_size",
        )
    }
    assert state == {
        "application_id": APPLICATION_ID,
        "user_version": 1,
        "auto_vacuum": 2,
        "locking_mode": "exclusive",
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "temp_store": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cache_size": -16000,
        "cipher_memory_security": "0",  # docs/decisions/0007
        "cipher_page_size": str(PAGE),
    }
    index = vault.driver.execute("SELECT v FROM name_index_config WHERE k = 'secure-delete'").fetchone()
    assert index == (1,)


def test_a_wrong_passphrase_is_told_from_damage(folder: Path) -> None:
    with pytest.raises(WrongPassphrase) as caught:
        open_vault(folder, "falsch")
    assert "Passphrase" in caught.value.sentence()
    assert open_and_close(folder)


def test_a_wrong_code_and_a_typo_are_told_apart(folder: Path, code: str) -> None:
    with pytest.raises(WrongEmergencyCode):
        open_with_emergency_code(folder, new_code())
    with pytest.raises(FaultyEmergencyCode):
        open_with_emergency_code(folder, code[:-1])


def test_an_empty_place_is_no_store(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nirgends"):
        with pytest.raises(VaultMissing):
            open_vault(place, PASSPHRASE)
    (tmp_path / "datei").write_text("x")
    with pytest.raises(VaultMissing):
        open_vault(tmp_path / "datei", PASSPHRASE)


def test_a_missing_file_is_never_made_anew(folder: Path) -> None:
    (folder / layout.STORE).unlink()
    with pytest.raises(VaultMissing):
        open_vault(folder, PASSPHRASE)
    assert not (folder / layout.STORE).exists()


def test_an_empty_file_is_never_taken_for_a_store(folder: Path) -> None:
    (folder / layout.STORE).write_bytes(b"")
    with pytest.raises(VaultEmpty):
        open_vault(folder, PASSPHRASE)
    assert (folder / layout.STORE).read_bytes() == b""


def test_a_missing_key_file_says_so(folder: Path) -> None:
    (folder / layout.KEY_FILE).unlink()
    with pytest.raises(KeyFileMissing):
        open_vault(folder, PASSPHRASE)


def _clear_text(path: Path) -> None:
    path.unlink()
    plain = sqlcipher.connect(str(path))
    plain.execute("CREATE TABLE t (x)")
    plain.commit()
    plain.close()


def _other_key(path: Path) -> None:
    path.unlink()
    os.close(files.new_private_file(path))
    driver = connecting.connect(path, bytes(32))
    driver.execute("CREATE TABLE t (x)")
    driver.close()


def _our_key_but_other_program(path: Path) -> None:
    keys = keys_module.unlock(read_key_file(path.with_name(layout.KEY_FILE)), PASSPHRASE)
    path.unlink()
    os.close(files.new_private_file(path))
    driver = connecting.connect(path, keys.data_key)
    driver.execute("CREATE TABLE t (x)")
    driver.close()


@pytest.mark.parametrize(
    "make",
    [
        _clear_text,
        _other_key,
        _our_key_but_other_program,
        lambda path: path.write_text("Liebes Tagebuch, " * 20),
        lambda path: path.write_bytes(secrets.token_bytes(20 * PAGE)),
        lambda path: path.write_bytes(bytes(20 * PAGE)),
        lambda path: path.write_bytes(b"x"),
    ],
)
def test_a_foreign_file_is_refused_and_left_alone(folder: Path, make: Callable[[Path], object]) -> None:
    make(folder / layout.STORE)
    before = (folder / layout.STORE).read_bytes()
    with pytest.raises(NotAVault) as caught:
        open_vault(folder, PASSPHRASE)
    assert "Sicherung" in caught.value.sentence()
    assert (folder / layout.STORE).read_bytes() == before


@pytest.mark.parametrize("offset", [3, 16, 100, PAGE - 1, PAGE - 70])
def test_damage_of_the_first_page_is_not_blamed_on_the_passphrase(folder: Path, offset: int) -> None:
    flip(folder / layout.STORE, offset)
    with pytest.raises(VaultDamaged):
        open_vault(folder, PASSPHRASE)


def test_a_first_page_that_is_gone_is_damage_and_no_foreign_file(folder: Path) -> None:
    """Its salt goes into what makes every page authentic; the others are ciphered as before."""
    path = folder / layout.STORE
    path.write_bytes(bytes(PAGE) + path.read_bytes()[PAGE:])
    with pytest.raises(VaultDamaged):
        open_vault(folder, PASSPHRASE)


@pytest.mark.parametrize("cut", [1, 100, PAGE - 1, PAGE, PAGE + 1, 5 * PAGE, 40 * PAGE])
def test_a_truncated_file_is_told_apart(folder: Path, cut: int) -> None:
    path = folder / layout.STORE
    path.write_bytes(path.read_bytes()[:-cut])
    before = path.read_bytes()
    with pytest.raises(VaultTruncated):
        open_vault(folder, PASSPHRASE)
    assert path.read_bytes() == before


def test_a_file_cut_off_within_a_page_that_opening_does_not_read_is_told_apart(folder: Path) -> None:
    path = folder / layout.STORE
    with open_vault(folder, PASSPHRASE) as vault:
        for number in range(100):
            write_setting(vault, f"{number}", "x" * 3000)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(VaultTruncated):
        open_vault(folder, PASSPHRASE)


def test_a_truncated_file_with_damage_is_damaged(folder: Path) -> None:
    path = folder / layout.STORE
    flip(path, 3 * PAGE + 5)
    path.write_bytes(path.read_bytes()[: -4 * PAGE])
    with pytest.raises(VaultDamaged):
        open_vault(folder, PASSPHRASE)


def test_an_unknown_revision_is_a_newer_store(folder: Path) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        vault.driver.execute("UPDATE alembic_version SET version_num = '9999'")
    before = (folder / layout.STORE).read_bytes()
    with pytest.raises(VaultNewer):
        open_vault(folder, PASSPHRASE)
    assert (folder / layout.STORE).read_bytes() == before


def test_a_damaged_key_file_is_known_before_a_passphrase_is_asked(folder: Path) -> None:
    flip(folder / layout.KEY_FILE, 200)
    with pytest.raises(KeyFileDamaged):
        look_at_vault(folder)
    with pytest.raises(KeyFileDamaged):
        open_vault(folder, "falsch")


def test_an_older_key_file_put_back_is_refused(folder: Path) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        vault.driver.execute("PRAGMA user_version = 2")
    with pytest.raises(KeyFileOutdated):
        open_vault(folder, PASSPHRASE)


def test_a_second_instance_is_told_to_use_the_first(folder: Path) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        with pytest.raises(VaultInUse):
            open_vault(folder, PASSPHRASE)
        write_setting(vault, "a")
    assert open_and_close(folder)


def test_the_exclusive_lock_of_the_database_is_the_second_guard(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_vault(folder, PASSPHRASE):
        monkeypatch.setattr(layout, "LOCK", "another.lock")
        with pytest.raises(VaultInUse):
            open_vault(folder, PASSPHRASE)


def test_a_stale_lock_file_is_no_lock(folder: Path) -> None:
    (folder / layout.LOCK).write_bytes(b"left by a crash")
    assert open_and_close(folder)


def test_a_failed_opening_leaves_the_store_free(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_driver: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(connecting, "settle", fail)
        with pytest.raises(MemoryError):
            open_vault(folder, PASSPHRASE)
    assert open_and_close(folder)


def test_a_folder_that_cannot_be_read_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(files, "opened", refuse)
    with pytest.raises(NoRight):
        open_vault(folder, PASSPHRASE)


def test_a_store_that_fails_while_it_is_opened_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_driver: object) -> None:
        error = sqlcipher.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlcipher.SQLITE_IOERR
        raise error

    monkeypatch.setattr(connecting, "settle", fail)
    with pytest.raises(StorageFailed):
        open_vault(folder, PASSPHRASE)


def test_what_a_killed_program_left_unfinished_is_swept(folder: Path) -> None:
    files.unfinished(folder).write_bytes(b"half a backup")
    files.private_folder(files.unfinished(folder.parent, folder.name))
    assert open_and_close(folder)
    assert not list(folder.parent.rglob(f"{layout.UNFINISHED}*"))


@pytest.mark.parametrize("around", [True, False])
def test_what_cannot_be_tidied_away_closes_no_store(
    folder: Path, monkeypatch: pytest.MonkeyPatch, around: bool
) -> None:
    """The folder around the store may be closed to us, and a disk may not give out the names in its own."""
    listed, scandir = files.left_unfinished, os.scandir
    (folder / layout.SCANS).mkdir()

    def refuse(place: Path, of: str = "") -> list[Path]:
        if (place == folder.parent) is around:
            raise PermissionError(errno.EACCES, "no")
        return listed(place, of)

    def fail(place: Path | int) -> object:
        if not isinstance(place, int) and Path(place).name == layout.SCANS:
            raise OSError(errno.EIO, "no")
        return scandir(place)  # by its number where a folder of the tests is cleared away

    monkeypatch.setattr(files, "left_unfinished", refuse)
    monkeypatch.setattr(os, "scandir", fail)
    assert open_and_close(folder)


def test_one_leftover_that_cannot_be_removed_keeps_no_other(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left, remove = [files.unfinished(folder) for _each in range(3)], files.remove
    for path in left:
        path.write_bytes(b"half a backup")

    def refuse(path: Path) -> None:
        if path == left[1]:
            raise PermissionError(errno.EACCES, "held by another program")
        remove(path)

    monkeypatch.setattr(files, "remove", refuse)
    assert open_and_close(folder)
    assert [path.exists() for path in left] == [False, True, False]


def test_a_log_that_does_not_fit_on_the_disk_does_not_close_the_store_to_its_owner(folder: Path) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        size = (folder / layout.STORE).stat().st_size
        write_setting(vault, "groß", "x" * 400_000)
        crashed = shutil.copytree(folder, folder.with_name("abgestürzt"))
    with files_at_most(size), open_vault(crashed, PASSPHRASE) as vault:
        assert setting_names(vault) == ["groß"]
    with open_vault(crashed, PASSPHRASE) as vault:
        assert setting_names(vault) == ["groß"]


def test_the_key_file_of_another_store_opens_nothing(folder: Path, tmp_path: Path) -> None:
    create_vault(tmp_path / "anderer", PASSPHRASE, parameters=FAST).vault.close()
    shutil.copy(tmp_path / "anderer" / layout.KEY_FILE, folder / layout.KEY_FILE)
    with pytest.raises(NotAVault):
        open_vault(folder, PASSPHRASE)


def test_a_key_file_written_again_still_opens(folder: Path) -> None:
    path = folder / layout.KEY_FILE
    write_key_file(path, from_bytes(path.read_bytes()))
    assert json.loads(path.read_text())["keys"]["format"] == 1
    assert open_and_close(folder)


def test_alembic_is_not_imported_to_open_a_store_of_today(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name == "alembic" or name.startswith("alembic.")]:
        monkeypatch.delitem(sys.modules, name)
    assert open_and_close(folder)
    assert "alembic" not in sys.modules


def test_the_newest_migration_is_the_schema_of_today() -> None:
    assert migrating.CURRENT.head == HEAD


# -- removing ------------------------------------------------------------------------------------


def test_a_store_is_removed_whole(folder: Path) -> None:
    remove_vault(folder)
    assert not folder.exists()
    remove_vault(folder)


def test_a_store_that_is_open_is_not_removed(vault: Vault) -> None:
    with pytest.raises(VaultInUse):
        remove_vault(vault.folder)
    assert (vault.folder / layout.STORE).exists()


def test_a_half_made_store_is_removed_and_a_folder_of_others_is_not(tmp_path: Path) -> None:
    half, theirs, empty = tmp_path / "half", tmp_path / "theirs", tmp_path / "empty"
    for made in (half, theirs, empty):
        made.mkdir()
    (half / layout.LOCK).touch()
    (theirs / "Brief.odt").touch()
    for gone in (half, empty):
        remove_vault(gone)
        assert not gone.exists()
    with pytest.raises(PlaceTaken):
        remove_vault(theirs)
    assert (theirs / "Brief.odt").exists()


@pytest.mark.parametrize("killed_at", range(5))
def test_l4_a_removal_that_was_killed_is_no_store_and_is_gone_with_the_next(
    folder: Path, monkeypatch: pytest.MonkeyPatch, killed_at: int
) -> None:
    removed: list[Path] = []
    remove = files.remove

    def count(path: Path) -> None:
        if len(removed) == killed_at:
            raise KeyboardInterrupt
        removed.append(path)
        remove(path)

    (folder / "Brief.odt").touch()
    with monkeypatch.context() as patch:
        patch.setattr(files, "remove", count)
        with pytest.raises(KeyboardInterrupt):
            remove_vault(folder)
    assert (folder / layout.STORE).exists() is (killed_at == 0)
    assert (folder / layout.LOCK).exists()
    remove_vault(folder)
    assert not folder.exists()


def test_what_a_twin_left_unfinished_is_swept_at_opening(folder: Path) -> None:
    twins = folder / layout.TWINS
    twins.mkdir()
    with open_vault(folder, PASSPHRASE) as vault:
        left = [files.unfinished(twins), files.unfinished(twins, vault.vault_id)]
    for path in (*left, twins / "vor-0002.imb"):
        path.write_bytes(b"x")
    open_vault(folder, PASSPHRASE).close()
    assert [path.name for path in twins.iterdir()] == ["vor-0002.imb"]
