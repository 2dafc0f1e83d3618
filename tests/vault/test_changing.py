"""Key file and store in step: an older key file is refused, and no moment of a change locks anybody out."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection

from intman_desktop.models.settings import put_setting, setting
from intman_desktop.vault import changing, files, layout, slots
from intman_desktop.vault.backup import back_up
from intman_desktop.vault.changing import change_keys, read_record
from intman_desktop.vault.key_file import KeyFile, SlotKind, read_key_file, to_bytes, write_key_file
from intman_desktop.vault.restoring import restore_backup
from intman_desktop.vault.store import open_vault, open_vault_by_any, open_with_emergency_code
from intman_desktop.vault.troubles import (
    DiskFull,
    KeyFileDamaged,
    KeyFileOutdated,
    NoRight,
    VaultNewer,
    WrongEmergencyCode,
    WrongPassphrase,
)
from intman_desktop.vault.vault import Vault
from intman_desktop.vault.verify import verify
from tests.vault.making import FAST, NOON, PASSPHRASE, flip

CHANGES = ("add", "take away", "other passphrase", "new sheet")


def held(vault: Vault) -> dict[int, bytes]:
    return {vault.keys.generation: vault.data_key}


def changed(vault: Vault, what: str) -> KeyFile:
    """Return the key file after one change of its slots."""
    if what == "add":
        return slots.with_slot(vault.keys, held(vault), SlotKind.SUBSTITUTE, "Vertretung", FAST)[0]
    if what == "take away":
        leaving = next(slot.id for slot in vault.keys.slots if slot.kind is SlotKind.EMERGENCY)
        return slots.without_slot(vault.keys, held(vault), leaving)
    if what == "other passphrase":
        return slots.with_secret(vault.keys, held(vault), vault.slot_id, PASSPHRASE, FAST)
    return slots.with_new_sheet(vault.keys, held(vault), FAST)[0]


def record(vault: Vault) -> changing.KeyRecord:
    with vault.reading() as connection:
        return read_record(connection)


@pytest.mark.parametrize("what", CHANGES)
def test_the_key_file_of_before_is_refused_after_any_change(folder: Path, what: str) -> None:
    path = folder / layout.KEY_FILE
    before = path.read_bytes()
    with open_vault(folder, PASSPHRASE) as vault:
        change_keys(vault, changed(vault, what))
        assert verify(vault).key_file_sound
    with open_vault(folder, PASSPHRASE) as vault:
        assert record(vault).serial == vault.keys.serial == 1
    after = path.read_bytes()
    path.write_bytes(before)
    with pytest.raises(KeyFileOutdated) as caught:
        open_vault(folder, PASSPHRASE)
    assert "älter" in caught.value.sentence()
    path.write_bytes(after)
    open_vault(folder, PASSPHRASE).close()


def test_a_key_file_of_any_earlier_change_is_refused(folder: Path) -> None:
    path = folder / layout.KEY_FILE
    kept = [path.read_bytes()]
    with open_vault(folder, PASSPHRASE) as vault:
        for what in CHANGES:
            change_keys(vault, changed(vault, what))
            kept.append(path.read_bytes())
    for older in kept[:-1]:
        path.write_bytes(older)
        with pytest.raises(KeyFileOutdated):
            open_vault(folder, PASSPHRASE)
    path.write_bytes(kept[-1])
    open_vault(folder, PASSPHRASE).close()


def test_another_key_file_with_the_same_number_is_refused(folder: Path) -> None:
    path = folder / layout.KEY_FILE
    with open_vault(folder, PASSPHRASE) as vault:
        other = changed(vault, "add")
        change_keys(vault, changed(vault, "take away"))
    path.write_bytes(to_bytes(other))
    with pytest.raises(KeyFileOutdated):
        open_vault(folder, PASSPHRASE)


@pytest.mark.parametrize("what", CHANGES)
def test_a_kill_between_the_key_file_and_the_store_is_made_good_by_opening(folder: Path, what: str) -> None:
    path = folder / layout.KEY_FILE
    older = path.read_bytes()
    with open_vault(folder, PASSPHRASE) as vault:
        write_key_file(path, changed(vault, what))  # and the kill comes here
    newer = path.read_bytes()
    for _ in range(2):
        with open_vault(folder, PASSPHRASE) as vault:
            assert record(vault).serial == 1
            assert vault.keys.renewal_due is (what in ("take away", "new sheet"))
    assert path.read_bytes() == newer
    path.write_bytes(older)
    with pytest.raises(KeyFileOutdated):
        open_vault(folder, PASSPHRASE)


def test_a_kill_before_the_key_file_leaves_all_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / layout.KEY_FILE
    before = path.read_bytes()

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with open_vault(folder, PASSPHRASE) as vault:
        monkeypatch.setattr(files, "write_whole", refuse)
        with pytest.raises(DiskFull):
            change_keys(vault, changed(vault, "add"))
        assert vault.keys == read_key_file(path)
    monkeypatch.undo()
    assert path.read_bytes() == before
    open_vault(folder, PASSPHRASE).close()


def fail(_connection: Connection) -> None:
    raise OSError(errno.ENOSPC, "full")


def test_what_the_store_does_not_take_is_taken_back_from_the_key_file(folder: Path) -> None:
    path = folder / layout.KEY_FILE
    before = path.read_bytes()
    with open_vault(folder, PASSPHRASE) as vault:
        keys = changed(vault, "take away")
        with pytest.raises(OSError, match="full"):
            change_keys(vault, keys, fail)
        assert path.read_bytes() == before
        assert verify(vault).key_file_sound
        change_keys(vault, keys)
    open_vault(folder, PASSPHRASE).close()


def test_what_cannot_be_taken_back_stays_in_force(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / layout.KEY_FILE

    def fail_for_good(_connection: Connection) -> None:
        monkeypatch.setattr(files, "write_whole", refuse)
        raise OSError(errno.EIO, "gone")

    def refuse(*_: object) -> None:
        raise OSError(errno.EIO, "gone")

    with open_vault(folder, PASSPHRASE) as vault:
        keys = changed(vault, "take away")
        with pytest.raises(OSError, match="gone"):
            change_keys(vault, keys, fail_for_good)
        assert vault.keys == keys == read_key_file(path)
    monkeypatch.undo()
    with open_vault(folder, PASSPHRASE) as vault:
        assert record(vault).serial == 1


def test_a_key_file_that_cannot_be_read_after_a_failure_is_taken_for_that_of_before(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(_path: Path) -> KeyFile:
        raise OSError(errno.EIO, "gone")

    with open_vault(folder, PASSPHRASE) as vault:
        before = vault.keys
        monkeypatch.setattr(changing, "read_key_file", unreadable)
        with pytest.raises(OSError, match="full"):
            change_keys(vault, changed(vault, "add"), fail)
        assert vault.keys == before


def test_a_change_that_the_store_took_although_it_failed_is_never_taken_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key file behind the store would lock everybody out."""
    plain = Vault.transaction

    @contextmanager
    def failing_late(vault: Vault) -> Iterator[Connection]:
        with plain(vault) as connection:
            yield connection
        raise OSError(errno.EIO, "late")

    with open_vault(folder, PASSPHRASE) as vault:
        keys = changed(vault, "take away")
        with monkeypatch.context() as patched:
            patched.setattr(Vault, "transaction", failing_late)
            with pytest.raises(OSError, match="late"):
                change_keys(vault, keys)
        assert vault.keys == keys
    open_vault(folder, PASSPHRASE).close()


def test_a_key_file_ahead_opens_a_store_that_cannot_be_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        write_key_file(folder / layout.KEY_FILE, changed(vault, "add"))

    def refuse(*_: object) -> None:
        raise NoRight

    with monkeypatch.context() as patched:
        patched.setattr(changing, "keep_record", refuse)
        with open_vault(folder, PASSPHRASE) as vault:
            assert record(vault).serial == 0
    with open_vault(folder, PASSPHRASE) as vault:
        assert record(vault).serial == 1


def test_what_else_is_written_comes_with_the_change_or_not_at_all(vault: Vault) -> None:
    change_keys(vault, changed(vault, "add"), lambda connection: put_setting(connection, "name", "Anna"))
    with vault.reading() as connection:
        assert setting(connection, "name") == "Anna"


def test_the_secrets_of_before_are_refused_and_those_of_now_open(folder: Path, code: str) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        keys, _sheet, new = slots.with_new_sheet(vault.keys, held(vault), FAST)
        change_keys(vault, keys)
        change_keys(vault, slots.with_secret(vault.keys, held(vault), vault.slot_id, "neu", FAST))
    with pytest.raises(WrongPassphrase):
        open_vault(folder, PASSPHRASE)
    with pytest.raises(WrongEmergencyCode):
        open_with_emergency_code(folder, code)
    open_vault(folder, "neu").close()
    open_vault_by_any(folder, "neu").close()
    with open_with_emergency_code(folder, new) as vault:
        change_keys(vault, slots.with_secret(vault.keys, held(vault), keys.slots[0].id, PASSPHRASE, FAST))
    open_vault(folder, PASSPHRASE).close()


def test_a_backup_carries_the_slots_of_its_day_and_comes_back_in_step(folder: Path, tmp_path: Path) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        change_keys(vault, changed(vault, "add"))
        made = back_up(vault, tmp_path / "sicherung.imb", NOON)
        change_keys(vault, changed(vault, "other passphrase"))
    there = tmp_path / "dort"
    restore_backup(made.file, "Vertretung", there, forget=lambda _vault, _digests: frozenset(), now=NOON)
    with open_vault(there, PASSPHRASE) as vault:
        assert record(vault).serial == vault.keys.serial == 1


def test_every_flipped_byte_of_a_changed_key_file_is_damage(folder: Path) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        change_keys(vault, changed(vault, "add"))
    path = folder / layout.KEY_FILE
    size = path.stat().st_size
    for place in range(0, size, 97):
        flip(path, place)
        with pytest.raises(KeyFileDamaged):
            open_vault(folder, PASSPHRASE)
        flip(path, place)
    open_vault(folder, PASSPHRASE).close()


def test_a_store_from_before_the_changes_opens_and_is_not_written_to(folder: Path, tmp_path: Path) -> None:
    kept = Path(shutil.copytree(folder, tmp_path / "kopie"))
    with open_vault(kept, PASSPHRASE) as vault:
        assert (record(vault), vault.keys.serial) == (changing.KeyRecord(), 0)
    assert (kept / layout.KEY_FILE).read_bytes() == (folder / layout.KEY_FILE).read_bytes()


def test_a_store_of_another_making_is_told_by_its_revision(folder: Path) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        vault.driver.execute("DROP TABLE settings")
        vault.driver.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(VaultNewer):
        open_vault(folder, PASSPHRASE)
