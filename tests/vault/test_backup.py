"""One file for the whole store, telling nothing outside and checked before it has its name."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
from dataclasses import replace
from datetime import UTC, timedelta, timezone
from pathlib import Path

import pytest

import intman_desktop
from intman_desktop.models.revision import HEAD
from intman_desktop.vault import backup, files, layout
from intman_desktop.vault import keys as keys_module
from intman_desktop.vault.backup import back_up, look_at_backup, refuse_inside, take_copy, write_copy
from intman_desktop.vault.backup_file import check_body, read_inside
from intman_desktop.vault.backup_places import backups_in, look_into
from intman_desktop.vault.backup_troubles import (
    BackupDamaged,
    BackupMissing,
    BackupNameTaken,
    BackupPlaceFull,
    BackupPlaceGone,
    BackupTooLarge,
    KeysChanged,
)
from intman_desktop.vault.changing import change_keys
from intman_desktop.vault.erased import add_erased, digest_of, read_erased
from intman_desktop.vault.key_file import write_key_file
from intman_desktop.vault.slots import with_new_sheet
from intman_desktop.vault.store import open_vault
from intman_desktop.vault.tables_of import row_counts
from intman_desktop.vault.troubles import (
    DiskFull,
    FileTooLarge,
    InsideStore,
    Interrupted,
    NoRight,
    StorageFailed,
    VaultDamaged,
)
from intman_desktop.vault.vault import Vault
from intman_desktop.vault.verify import verify_file
from tests.vault.making import (
    FAST,
    NOON,
    PASSPHRASE,
    files_at_most,
    flip,
    make_store,
    setting_names,
    write_setting,
)


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_copy_that_the_system_holds_on_to_hides_no_other_trouble(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = take_copy(vault, NOON)

    def held(_path: Path) -> None:
        raise PermissionError

    with monkeypatch.context() as holding:
        holding.setattr("intman_desktop.vault.files.remove", held)
        copy.remove()
    assert copy.file.exists()
    copy.remove()
    assert not copy.scratch.exists()


def test_a_backup_says_outside_only_what_tells_nothing_about_the_work(vault: Vault, stick: Path) -> None:
    write_setting(vault, "Mustername", "Geheimnis")
    made = back_up(vault, stick, NOON, journal_head="ab" * 32)
    header = look_at_backup(made.file)
    assert (header.program, header.schema, header.vault_id) == (
        intman_desktop.__version__,
        HEAD,
        vault.vault_id,
    )
    assert header.keys == vault.keys
    assert made.size == made.file.stat().st_size == header.body_at + header.size
    raw = made.file.read_bytes()
    for secret in (b"Mustername", b"Geheimnis", b"settings", b"2026-", b"ab" * 32):
        assert secret not in raw


def test_a_backup_knows_inside_when_it_was_made_and_how_many_rows_it_holds(vault: Vault, stick: Path) -> None:
    write_setting(vault, "a")
    made = back_up(vault, stick, NOON, journal_head="ab" * 32)
    inside = read_inside(look_at_backup(made.file), vault.data_key)
    assert inside.made_at == "2026-07-01T12:00:00+00:00"
    assert inside.rows == made.rows == row_counts(vault.driver)
    assert inside.rows["settings"] == 1
    assert inside.journal_head == "ab" * 32
    assert made.made_at == NOON


def test_the_inside_of_a_backup_is_bound_to_its_outside(vault: Vault, stick: Path) -> None:
    first = look_at_backup(back_up(vault, stick, NOON).file)
    write_setting(vault, "a", "x" * 50_000)
    second = look_at_backup(back_up(vault, stick, NOON).file)
    mixed = type(first)(**{**vars(first), "inside": second.inside})
    with pytest.raises(BackupDamaged):
        read_inside(mixed, vault.data_key)
    with pytest.raises(BackupDamaged):
        read_inside(first, bytes(32))


def test_the_copy_in_a_backup_is_a_sound_encrypted_store(vault: Vault, stick: Path, tmp_path: Path) -> None:
    write_setting(vault, "a")
    made = back_up(vault, stick, NOON)
    copy = tmp_path / "copy.db"
    check_body(made.file, look_at_backup(made.file), copy)
    report = verify_file(copy, vault.data_key)
    assert report.sound
    assert report.rows == made.rows
    assert not copy.read_bytes().startswith(b"SQLite format 3")


def test_a_backup_in_a_folder_gets_a_dated_name_without_anything_personal(vault: Vault, stick: Path) -> None:
    made = [back_up(vault, stick, NOON) for _ in range(2)]
    stem = f"intman-sicherung-{NOON.astimezone():%Y-%m-%d-%H%M%S}"
    assert [each.file.name for each in made] == [f"{stem}.imb", f"{stem}-2.imb"]


def test_a_named_backup_replaces_the_backup_of_that_name(vault: Vault, stick: Path) -> None:
    target = stick / "meine.imb"
    back_up(vault, target, NOON)
    write_setting(vault, "a")
    made = back_up(vault, target, NOON)
    assert (made.file, made.rows["settings"]) == (target, 1)
    assert look_at_backup(target).vault_id == vault.vault_id


def test_the_moment_of_a_backup_is_kept_in_utc(vault: Vault, stick: Path) -> None:
    local = NOON.astimezone(timezone(timedelta(hours=2)))
    made = back_up(vault, stick, local)
    assert (made.made_at, made.made_at.tzinfo) == (NOON, UTC)


def test_work_goes_on_after_a_backup(vault: Vault, stick: Path) -> None:
    write_setting(vault, "a")
    back_up(vault, stick, NOON)
    write_setting(vault, "b")
    assert setting_names(vault) == ["a", "b"]


def test_a_backup_is_private_and_leaves_nothing_else(vault: Vault, stick: Path, folder: Path) -> None:
    before = os.umask(0)
    try:
        made = back_up(vault, stick, NOON)
    finally:
        os.umask(before)
    assert made.file.stat().st_mode & 0o777 == 0o600
    assert (stick / layout.ERASED).stat().st_mode & 0o777 == 0o600
    assert _names(stick) == [layout.ERASED, made.file.name]
    assert not list(folder.glob(f"{layout.UNFINISHED}*"))


def test_l4_the_list_beside_the_backups_grows_by_that_of_the_store(
    vault: Vault, stick: Path, folder: Path
) -> None:
    ours, theirs = digest_of("01" * 16), digest_of("02" * 16)
    add_erased(folder / layout.ERASED, [ours])
    add_erased(stick / layout.ERASED, [theirs])
    back_up(vault, stick, NOON)
    assert read_erased(stick / layout.ERASED).digests == {ours, theirs}


@pytest.mark.parametrize("room", [0, 100_000, -1])
def test_a_full_disk_leaves_no_half_backup(vault: Vault, stick: Path, folder: Path, room: int) -> None:
    """With -1 a single byte is missing."""
    write_setting(vault, "a")
    whole = back_up(vault, stick, NOON)
    whole.file.unlink()
    before, beside = _names(folder), _names(stick)
    room = room if room >= 0 else whole.size - 1
    with files_at_most(room), pytest.raises(DiskFull):
        back_up(vault, stick, NOON)
    assert _names(stick) == beside
    assert _names(folder) == before
    assert setting_names(vault) == ["a"]
    assert back_up(vault, stick, NOON).rows["settings"] == 1


@pytest.mark.parametrize(
    ("trouble", "told"), [(DiskFull, BackupPlaceFull), (FileTooLarge, BackupTooLarge)], ids=["full", "fat"]
)
def test_a_full_place_is_told_as_one_for_in_the_store_all_is_saved(
    vault: Vault, stick: Path, monkeypatch: pytest.MonkeyPatch, trouble: type[DiskFull], told: type[DiskFull]
) -> None:
    def full(*_what: object, **_how: object) -> None:
        raise trouble

    monkeypatch.setattr(backup, "write_backup", full)
    with pytest.raises(told) as caught:
        back_up(vault, stick, NOON)
    assert "Im Tresor ist alles gespeichert." in caught.value.sentence()


def test_a_folder_that_is_gone_does_not_become_a_file_without_an_ending(vault: Vault, stick: Path) -> None:
    with pytest.raises(BackupPlaceGone):
        back_up(vault, stick / "Sicherung", NOON)
    assert _names(stick) == []


@pytest.mark.parametrize("there", ["a text", "another store's", "a damaged one"])
def test_l4_a_backup_replaces_no_file_that_is_none_of_this_store(
    vault: Vault, stick: Path, tmp_path: Path, there: str
) -> None:
    target = stick / "sicherung.imb"
    if there == "a text":
        target.write_text("Notiz")
    elif there == "another store's":
        make_store(tmp_path / "anderer")
        with open_vault(tmp_path / "anderer", PASSPHRASE) as other:
            back_up(other, target, NOON)
    else:
        back_up(vault, target, NOON)
        flip(target, 40)
    before = target.read_bytes()
    with pytest.raises(BackupNameTaken):
        back_up(vault, target, NOON)
    assert target.read_bytes() == before


def test_the_last_good_backup_survives_a_failed_one(
    vault: Vault, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = stick / "meine.imb"
    good = back_up(vault, target, NOON)
    before = target.read_bytes()

    def fail(_source: Path, _target: Path) -> None:
        raise OSError(errno.EIO, "the stick was pulled")

    monkeypatch.setattr(files, "put_in_place", fail)
    with pytest.raises(StorageFailed):
        back_up(vault, target, NOON)
    assert target.read_bytes() == before
    assert look_at_backup(good.file).size


def test_a_place_that_is_gone_or_closed_says_so(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(StorageFailed):
        back_up(vault, tmp_path / "gezogen" / "meine.imb", NOON)

    def refuse(_path: Path) -> int:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(files, "new_private_file", refuse)
    with pytest.raises(NoRight):
        back_up(vault, tmp_path, NOON)


@pytest.mark.parametrize(
    ("field", "value"), [(rb'"size":\d+', b'"size":1e999'), (rb'"keys":"(\\.|[^"\\])*"', b'"keys":"{}"')]
)
def test_a_wrong_value_in_a_header_with_a_right_checksum_is_damage(
    vault: Vault, stick: Path, field: bytes, value: bytes
) -> None:
    file = back_up(vault, stick, NOON).file
    raw = file.read_bytes()
    at = raw.index(b"{")
    header = raw[at : at + int.from_bytes(raw[at - 4 : at], "big")]
    header = re.sub(field, value, header)
    assert value in header
    start = raw[: at - 4] + len(header).to_bytes(4, "big") + header
    file.write_bytes(start + hashlib.sha256(start).digest())
    with pytest.raises(BackupDamaged):
        look_at_backup(file)


def test_a_copy_that_is_not_what_was_written_gets_no_name(
    vault: Vault, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync = os.fsync

    def losing(descriptor: int) -> None:
        os.pwrite(descriptor, b"\x00" * 64, 20_000)
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", losing)
    with pytest.raises(BackupDamaged):
        back_up(vault, stick, NOON)
    assert _names(stick) == []


def test_a_damaged_store_makes_no_backup(folder: Path, stick: Path) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        for number in range(40):
            write_setting(vault, f"{number}", "x" * 3000)
    flip(folder / layout.STORE, (folder / layout.STORE).stat().st_size - 3000)
    with open_vault(folder, PASSPHRASE) as vault, pytest.raises(VaultDamaged):
        back_up(vault, stick, NOON)
    assert _names(stick) == []


def test_a_copy_with_other_rows_than_the_store_makes_no_backup(
    vault: Vault, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "row_counts", lambda _driver: {"settings": 7})
    with pytest.raises(VaultDamaged):
        back_up(vault, stick, NOON)
    assert _names(stick) == []


def test_a_stopped_backup_leaves_nothing(vault: Vault, stick: Path, folder: Path) -> None:
    for number in range(20):
        write_setting(vault, f"{number}", "x" * 20_000)
    # as interrupt() does, but surely in the middle of the copy
    vault.driver.set_progress_handler(lambda: 1, 50)
    with pytest.raises(Interrupted):
        back_up(vault, stick, NOON)
    vault.driver.set_progress_handler(None, 0)
    assert _names(stick) == []
    assert not list(folder.glob(f"{layout.UNFINISHED}*"))
    assert back_up(vault, stick, NOON).rows["settings"] == 20


def test_a_backup_never_lies_in_the_folder_of_its_store(vault: Vault, folder: Path) -> None:
    """It could replace a file of it, and would be lost with it."""
    (folder / layout.TWINS).mkdir(exist_ok=True)
    (folder / "tief" / "unten").mkdir(parents=True)
    inside = (layout.TWINS, "scans", "tief/unten", "neu.imb")
    for target in (
        *(folder, folder / layout.STORE, folder.parent / "stick" / ".." / "tresor" / "x.imb"),
        *(folder / each for each in inside),
    ):
        with pytest.raises(InsideStore):
            back_up(vault, target, NOON)
    assert not list(folder.rglob("*.imb"))
    with pytest.raises(InsideStore):
        refuse_inside(folder, folder / "gibt" / "es" / "nicht")
    refuse_inside(folder, folder.parent / f"{folder.name}-daneben")


def test_a_backup_is_known_by_its_name_in_capitals_too(vault: Vault, stick: Path) -> None:
    made = back_up(vault, stick / "X.IMB", NOON)
    assert made.file.name == "X.IMB"
    assert [each.file.name for each in backups_in(vault, look_into(stick)).backups] == ["X.IMB"]


def test_what_a_killed_backup_left_at_the_place_goes_with_the_next(vault: Vault, stick: Path) -> None:
    files.unfinished(stick, vault.vault_id).write_bytes(b"half")
    made = back_up(vault, stick, NOON)
    assert _names(stick) == [layout.ERASED, made.file.name]


@pytest.mark.parametrize("seen", [True, False])
def test_what_a_killed_backup_left_and_nobody_can_remove_stops_no_backup(
    vault: Vault, stick: Path, monkeypatch: pytest.MonkeyPatch, seen: bool
) -> None:
    """Another program may hold it, and a share may not let us list its names; what is seen is counted."""
    held, goes = (files.unfinished(stick, vault.vault_id) for _each in range(2))
    remove, listed = files.remove, files.left_unfinished
    for path in (held, goes):
        path.write_bytes(b"half")

    def refuse(path: Path) -> None:
        if path == held:
            raise PermissionError(errno.EACCES, "held by another program")
        remove(path)

    def unseen(folder: Path, of: str = "") -> list[Path]:
        if folder == stick and not seen:
            raise PermissionError(errno.EACCES, "no")
        return listed(folder, of)

    monkeypatch.setattr(files, "remove", refuse)
    monkeypatch.setattr(files, "left_unfinished", unseen)
    made = back_up(vault, stick, NOON)
    assert look_at_backup(made.file).size
    assert (made.left_over, held.exists(), goes.exists()) == ((1, True, False) if seen else (0, True, True))


def test_scans_that_cannot_be_tidied_away_undo_no_backup(
    vault: Vault, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until then the backup has its name and was read back: it is not told to have failed."""

    def fail(_place: Path, _keys: object) -> None:
        raise OSError(errno.EIO, "no")

    monkeypatch.setattr(backup, "sweep_place", fail)
    assert back_up(vault, stick, NOON).file.exists()


def test_there_is_no_backup_where_there_is_none(stick: Path) -> None:
    for place in (stick / "keine.imb", stick):
        with pytest.raises(BackupMissing):
            look_at_backup(place)


def test_a_backup_opens_with_the_passphrase_of_its_day(vault: Vault, stick: Path) -> None:
    made = back_up(vault, stick, NOON)
    shutil.rmtree(vault.folder)
    header = look_at_backup(made.file)
    assert keys_module.unlock(header.keys, PASSPHRASE).data_key == vault.data_key


def test_a_copy_of_before_a_change_of_the_keys_gets_no_name_and_replaces_nothing(
    vault: Vault, stick: Path
) -> None:
    before = back_up(vault, stick / "sicherung.imb", NOON).file
    content = before.read_bytes()
    copy = take_copy(vault, NOON)
    change_keys(vault, with_new_sheet(vault.keys, vault.data_keys, FAST)[0])
    for target in (stick, before):
        with pytest.raises(KeysChanged):
            write_copy(copy, target)
    copy.remove()
    assert [each for each in _names(stick) if each != layout.ERASED] == [before.name]
    assert before.read_bytes() == content


@pytest.mark.parametrize("state", ["missing", "damaged", "of another store", "put back"])
def test_a_key_file_that_says_nothing_of_a_change_stops_no_backup(
    vault: Vault, stick: Path, state: str
) -> None:
    path = vault.folder / layout.KEY_FILE
    former = path.read_bytes()
    change_keys(vault, with_new_sheet(vault.keys, vault.data_keys, FAST)[0])
    copy = take_copy(vault, NOON)
    if state == "missing":
        path.unlink()
    elif state == "damaged":
        flip(path, 40)
    elif state == "put back":
        path.write_bytes(former)
    else:
        write_key_file(path, replace(vault.keys, vault_id="0" * 32, serial=99))
    assert look_at_backup(write_copy(copy, stick).file).keys == vault.keys
    copy.remove()
