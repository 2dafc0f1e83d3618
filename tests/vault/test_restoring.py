"""A backup becomes a store again: on an empty machine, over today's store, after erasures (L4)."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any, BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete

from intman_desktop.models.tables import settings
from intman_desktop.vault import backup, files, layout, restoring, room, slots
from intman_desktop.vault.backup import back_up, look_at_backup
from intman_desktop.vault.backup_file import read_header
from intman_desktop.vault.backup_troubles import (
    BackupDamaged,
    BackupMissing,
    BackupNewer,
    NotABackup,
    WrongBackupCode,
    WrongBackupPassphrase,
)
from intman_desktop.vault.changing import change_keys
from intman_desktop.vault.emergency_code import new_code
from intman_desktop.vault.erased import add_erased, digest_of, read_erased
from intman_desktop.vault.key_file import SlotKind
from intman_desktop.vault.patience import bounded
from intman_desktop.vault.renewing import renew
from intman_desktop.vault.restoring import StoreRestored, open_backup, restore_backup, try_out
from intman_desktop.vault.store import open_vault, open_vault_by_any, open_with_emergency_code
from intman_desktop.vault.troubles import (
    DiskFull,
    FaultyEmergencyCode,
    KeyFileOutdated,
    NotEnoughRoom,
    ParametersOutOfBounds,
    PlaceTaken,
    StorageFailed,
    VaultInUse,
    WrongEmergencyCode,
    WrongPassphrase,
)
from intman_desktop.vault.vault import Vault
from intman_desktop.vault.verify import verify, verify_file
from tests.vault.dying import PIECE, DyingShare, dying_share
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
from tests.vault.schemas import NEXT, later_schema
from tests.vault.test_scans import keep

MAGIC = b"INTMAN-BACKUP\n"
ERASED_KEY = "0a" * 16


def keep_all(_vault: Vault, _digests: frozenset[str]) -> frozenset[str]:
    """Forget nothing: for stores in which nothing was erased."""
    return frozenset()


@pytest.fixture
def backup_file(folder: Path, stick: Path) -> Path:
    """Return a backup of a store with the rows a and b; the store then gets the row c."""
    with open_vault(folder, PASSPHRASE) as vault:
        write_setting(vault, "a")
        write_setting(vault, "b")
        made = back_up(vault, stick / "sicherung.imb", NOON)
        write_setting(vault, "c")
    return made.file


def _restore(file: Path, folder: Path, secret: str = PASSPHRASE, **named: Any) -> StoreRestored:
    return restore_backup(file, secret, folder, **{"forget": keep_all, "now": NOON, **named})


def _rows(folder: Path) -> list[str]:
    with open_vault(folder, PASSPHRASE) as vault:
        assert verify(vault).sound
        return setting_names(vault)


def _everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_on_an_empty_machine_everything_comes_back(backup_file: Path, folder: Path, tmp_path: Path) -> None:
    shutil.rmtree(folder)
    restored = _restore(backup_file, tmp_path / "neu" / "tresor")
    assert _rows(restored.folder) == ["a", "b"]
    assert restored.made_at == NOON
    assert restored.rows["settings"] == 2
    assert restored.kept_aside is None
    assert restored.folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in restored.folder.iterdir()} == {0o600}


def test_the_emergency_sheet_brings_everything_back(backup_file: Path, code: str, tmp_path: Path) -> None:
    _restore(backup_file, tmp_path / "neu", code.lower(), with_code=True)
    with open_with_emergency_code(tmp_path / "neu", code) as vault:
        assert setting_names(vault) == ["a", "b"]


def test_todays_store_is_kept_aside(backup_file: Path, folder: Path) -> None:
    restored = _restore(backup_file, folder)
    assert _rows(folder) == ["a", "b"]
    assert restored.kept_aside is not None
    assert restored.kept_aside.name == f"tresor-beiseite-{NOON.astimezone():%Y-%m-%d-%H%M%S}"
    assert _rows(restored.kept_aside) == ["a", "b", "c"]


def _with_substitute(folder: Path, secret: str) -> str:
    with open_vault(folder, PASSPHRASE) as vault:
        held = {vault.keys.generation: vault.data_key}
        keys, slot = slots.with_slot(vault.keys, held, SlotKind.SUBSTITUTE, secret, FAST)
        change_keys(vault, keys)
    return slot.id


def _without(folder: Path, slot_id: str) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        held = {vault.keys.generation: vault.data_key}
        change_keys(vault, slots.without_slot(vault.keys, held, slot_id))


@pytest.fixture
def with_two(folder: Path, stick: Path) -> Path:
    """Return a backup that two substitutes open; one of them was taken away afterwards."""
    gone = _with_substitute(folder, "Vertretung eins")
    _with_substitute(folder, "Vertretung zwei")
    with open_vault(folder, PASSPHRASE) as vault:
        made = back_up(vault, stick / "sicherung.imb", NOON)
    _without(folder, gone)
    return made.file


def test_a_way_in_that_was_removed_since_opens_the_restored_store_neither(
    with_two: Path, folder: Path
) -> None:
    today = (folder / layout.KEY_FILE).read_bytes()
    restored = _restore(with_two, folder)
    assert restored.ways_gone == 1
    with open_vault_by_any(folder, "Vertretung zwei") as vault:
        assert vault.keys.renewal_due
        assert verify(vault).sound
    with pytest.raises(WrongPassphrase):
        open_vault_by_any(folder, "Vertretung eins")
    (folder / layout.KEY_FILE).write_bytes(today)
    with pytest.raises((KeyFileOutdated, WrongPassphrase)):
        open_vault(folder, PASSPHRASE)


def test_a_removed_way_that_opened_the_backup_does_not_open_the_restored_store(
    with_two: Path, folder: Path
) -> None:
    restored = _restore(with_two, folder, "Vertretung eins")
    assert (restored.ways_gone, restored.opener_gone) == (1, True)
    with pytest.raises(WrongPassphrase):
        open_vault_by_any(folder, "Vertretung eins")
    with open_vault(folder, PASSPHRASE) as vault:
        assert vault.keys.renewal_due
        assert verify(vault).sound


def test_a_replaced_sheet_that_opened_the_backup_opens_the_restored_store_no_more(
    backup_file: Path, folder: Path, code: str
) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        keys, _sheet, _code = slots.with_new_sheet(vault.keys, {vault.keys.generation: vault.data_key}, FAST)
        change_keys(vault, keys)
        renew(vault)
    assert _restore(backup_file, folder, code, with_code=True).opener_gone
    with pytest.raises(WrongEmergencyCode):
        open_with_emergency_code(folder, code)
    with open_vault(folder, PASSPHRASE) as vault:
        assert vault.keys.renewal_due
        assert setting_names(vault)[:2] == ["a", "b"]


def test_a_removed_way_stays_out_although_a_restore_gives_numbers_again(folder: Path, stick: Path) -> None:
    removed = _with_substitute(folder, "Vertretung eins")
    with open_vault(folder, PASSPHRASE) as vault:
        early = back_up(vault, stick / "früh.imb", NOON).file
    _with_substitute(folder, "Vertretung zwei")
    _with_substitute(folder, "Vertretung drei")
    with open_vault(folder, PASSPHRASE) as vault:
        late = back_up(vault, stick / "spät.imb", NOON).file
    assert _restore(early, folder).ways_gone == 0
    assert _restore(late, folder).ways_gone == 0, "taking the newer one after all brings all of its ways"
    assert _restore(early, folder).ways_gone == 0
    _without(folder, removed)  # the second change of this branch; the backup knows of three
    assert _restore(late, folder).ways_gone == 1
    with open_vault_by_any(folder, "Vertretung zwei") as vault:
        assert vault.keys.renewal_due
    with pytest.raises(WrongPassphrase):
        open_vault_by_any(folder, "Vertretung eins")


def test_a_former_key_is_told_as_former_after_a_restore_too(folder: Path, stick: Path) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        early = back_up(vault, stick / "früh.imb", NOON).file
        renew(vault)
        second = (folder / layout.KEY_FILE).read_bytes()
        renew(vault)
        late = back_up(vault, stick / "spät.imb", NOON).file
        renew(vault)
    _restore(late, folder)
    (folder / layout.KEY_FILE).write_bytes(second)
    with pytest.raises(KeyFileOutdated):
        open_vault(folder, PASSPHRASE)
    _restore(early, folder)
    assert _rows(folder) == []


def test_without_a_store_of_before_the_ways_of_that_day_hold(with_two: Path, tmp_path: Path) -> None:
    folder = tmp_path / "neu"
    assert _restore(with_two, folder).ways_gone == 0
    with open_vault_by_any(folder, "Vertretung eins") as vault:
        assert not vault.keys.renewal_due


@pytest.mark.parametrize("case", ["damaged", "lost", "another store"])
def test_without_the_key_file_of_today_the_ways_that_were_closed_stay_closed(
    case: str, with_two: Path, folder: Path, tmp_path: Path
) -> None:
    if case == "damaged":
        flip(folder / layout.KEY_FILE, 40)
    elif case == "lost":
        (folder / layout.KEY_FILE).unlink()
    else:
        make_store(tmp_path / "anderer")
        (tmp_path / "anderer" / layout.KEY_FILE).replace(folder / layout.KEY_FILE)
    assert _restore(with_two, folder).ways_gone == 1
    with pytest.raises(WrongPassphrase):
        open_vault_by_any(folder, "Vertretung eins")
    with open_vault_by_any(folder, "Vertretung zwei") as vault:
        assert vault.keys.renewal_due


def test_two_restores_in_the_same_second_keep_both_stores_aside(backup_file: Path, folder: Path) -> None:
    first, second = _restore(backup_file, folder), _restore(backup_file, folder)
    assert first.kept_aside != second.kept_aside
    assert first.kept_aside is not None
    assert _rows(first.kept_aside) == ["a", "b", "c"]


@pytest.mark.parametrize("what", ["the store", "the key file"])
def test_a_damaged_store_is_kept_aside_too(backup_file: Path, folder: Path, what: str) -> None:
    (folder / (layout.STORE if what == "the store" else layout.KEY_FILE)).unlink()
    restored = _restore(backup_file, folder)
    assert restored.kept_aside is not None
    assert _rows(folder) == ["a", "b"]


def test_an_open_store_is_not_replaced(backup_file: Path, folder: Path) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        with pytest.raises(VaultInUse):
            _restore(backup_file, folder)
        write_setting(vault, "d")
    assert _rows(folder) == ["a", "b", "c", "d"]


def test_a_folder_with_other_things_is_left_alone(backup_file: Path, tmp_path: Path) -> None:
    place = tmp_path / "Dokumente"
    place.mkdir()
    (place / "brief.txt").write_text("privat")
    before = _everything(tmp_path)
    with pytest.raises(PlaceTaken):
        _restore(backup_file, place)
    assert _everything(tmp_path) == before


@pytest.mark.parametrize(
    ("secret", "with_code", "trouble"),
    [
        ("falsch", False, WrongBackupPassphrase),
        (PASSPHRASE, True, FaultyEmergencyCode),
        (new_code(), True, WrongBackupCode),
    ],
    ids=["passphrase", "no-code", "code"],
)
def test_a_wrong_secret_changes_nothing(
    backup_file: Path, folder: Path, secret: str, with_code: bool, trouble: type[Exception]
) -> None:
    before = _everything(folder.parent)
    with pytest.raises(trouble):
        _restore(backup_file, folder, secret, with_code=with_code)
    assert _everything(folder.parent) == before


# -- the list of the erased ----------------------------------------------------------------------


def _forget_b(vault: Vault, digests: frozenset[str]) -> frozenset[str]:
    """Delete the row b when its key is on the list; the store itself knows one digest more."""
    if digest_of(ERASED_KEY) in digests:
        with vault.transaction() as connection:
            connection.execute(delete(settings).where(settings.c.name == "b"))
    return frozenset({digest_of("0b" * 16)})


@pytest.mark.parametrize("where", ["beside the backup", "in today's store", "elsewhere"])
def test_l4_what_was_erased_since_does_not_come_back(
    backup_file: Path, folder: Path, tmp_path: Path, where: str
) -> None:
    elsewhere = tmp_path / "anderer Ort" / layout.ERASED
    elsewhere.parent.mkdir()
    place = {
        "beside the backup": backup_file.parent / layout.ERASED,
        "in today's store": folder / layout.ERASED,
        "elsewhere": elsewhere,
    }[where]
    add_erased(place, [digest_of(ERASED_KEY)])
    restored = _restore(backup_file, folder, forget=_forget_b, erased_lists=[elsewhere])
    assert _rows(folder) == ["a"]
    assert restored.erased == 2
    assert read_erased(folder / layout.ERASED).digests == {digest_of(ERASED_KEY), digest_of("0b" * 16)}


def test_l4_what_was_erased_is_gone_before_the_store_has_its_name(backup_file: Path, folder: Path) -> None:
    add_erased(folder / layout.ERASED, [digest_of(ERASED_KEY)])
    seen: list[bool] = []

    def forget(vault: Vault, digests: frozenset[str]) -> frozenset[str]:
        seen.append(vault.folder != folder)
        assert setting_names(vault) == ["a", "b"]
        return _forget_b(vault, digests)

    _restore(backup_file, folder, forget=forget)
    assert seen == [True]


def test_l4_the_places_without_a_list_and_with_a_damaged_one_are_named(
    backup_file: Path, folder: Path, tmp_path: Path
) -> None:
    beside, missing = backup_file.parent / layout.ERASED, tmp_path / "weg" / layout.ERASED
    beside.write_bytes(b"damaged\n")
    restored = _restore(backup_file, folder, erased_lists=[missing])
    assert restored.lists_missing == (missing,)
    assert restored.lists_damaged == (beside,)


def test_l4_a_failure_while_forgetting_shows_nothing_of_the_backup(backup_file: Path, folder: Path) -> None:
    def fail(_vault: Vault, _digests: frozenset[str]) -> frozenset[str]:
        raise ZeroDivisionError

    before = _everything(folder.parent)
    with pytest.raises(ZeroDivisionError):
        _restore(backup_file, folder, forget=fail)
    assert _everything(folder.parent) == before
    assert _rows(folder) == ["a", "b", "c"]


# -- bad files -----------------------------------------------------------------------------------


def test_every_flipped_bit_of_a_backup_is_refused(
    backup_file: Path, tmp_path: Path, how_many: Callable[[str, int, int], int]
) -> None:
    header = look_at_backup(backup_file)
    size = backup_file.stat().st_size
    step = max(1, size // how_many("bytes flipped in a backup", 60, 3000))
    offsets = [*range(0, header.body_at, 1 + header.body_at // 100), *range(header.body_at, size, step)]
    for offset in offsets:
        flip(backup_file, offset, offset % 8)
        with pytest.raises((BackupDamaged, NotABackup)) as caught:
            _restore(backup_file, tmp_path / "neu")
        assert isinstance(caught.value, NotABackup) == (offset < len(MAGIC))
        flip(backup_file, offset, offset % 8)
    assert not (tmp_path / "neu").exists()
    _restore(backup_file, tmp_path / "neu")


def test_every_truncated_backup_is_refused(backup_file: Path, tmp_path: Path) -> None:
    raw = backup_file.read_bytes()
    body_at = look_at_backup(backup_file).body_at
    lengths = [*range(0, body_at + 2, 97), len(raw) // 2, len(raw) - 4096, len(raw) - 1]
    for length in lengths:
        backup_file.write_bytes(raw[:length])
        with pytest.raises((BackupDamaged, NotABackup)) as caught:
            _restore(backup_file, tmp_path / "neu")
        assert isinstance(caught.value, NotABackup) == (length < len(MAGIC))
        assert "Sicherung" in caught.value.sentence()
    backup_file.write_bytes(raw + b"more")
    with pytest.raises(BackupDamaged):
        _restore(backup_file, tmp_path / "neu")
    assert not (tmp_path / "neu").exists()


def test_foreign_files_are_no_backups(stick: Path, folder: Path, tmp_path: Path) -> None:
    letter = stick / "brief.pdf"
    letter.write_bytes(b"%PDF-1.7 " * 1000)
    for file in (letter, folder / layout.STORE, folder / layout.KEY_FILE):
        with pytest.raises(NotABackup):
            _restore(file, tmp_path / "neu")
    with pytest.raises(BackupMissing):
        _restore(stick / "weg.imb", tmp_path / "neu")


def _with_header(file: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Write the backup again with a changed header and a right checksum over it."""
    raw = file.read_bytes()
    body = raw[read_header(file).body_at :]
    size = int.from_bytes(raw[len(MAGIC) : len(MAGIC) + 4], "big")
    header = json.loads(raw[len(MAGIC) + 4 : len(MAGIC) + 4 + size])
    changed = change(header)
    _write(file, json.dumps(header if changed is None else changed).encode(), body)


def _write(file: Path, header: bytes, body: bytes = b"") -> None:
    start = MAGIC + len(header).to_bytes(4, "big") + header
    file.write_bytes(start + hashlib.sha256(start).digest() + body)


def _newer_keys(header: dict[str, Any]) -> None:
    content = json.loads(header["keys"])["keys"] | {"format": 3}
    canonical = json.dumps(content, sort_keys=True, indent=1) + "\n"
    whole = {"checksum": hashlib.sha256(canonical.encode()).hexdigest(), "keys": content}
    header["keys"] = json.dumps(whole, sort_keys=True, indent=1) + "\n"


def _heavy_keys(header: dict[str, Any]) -> None:
    content = json.loads(header["keys"])["keys"]
    content["slots"][0]["kdf"]["memory_kib"] = 1 << 30
    canonical = json.dumps(content, sort_keys=True, indent=1) + "\n"
    whole = {"checksum": hashlib.sha256(canonical.encode()).hexdigest(), "keys": content}
    header["keys"] = json.dumps(whole, sort_keys=True, indent=1) + "\n"


@pytest.mark.parametrize(
    ("change", "trouble"),
    [
        (lambda header: header.update(format=2), BackupNewer),
        (_newer_keys, BackupNewer),
        (_heavy_keys, ParametersOutOfBounds),
        (lambda header: header.update(format="1"), BackupDamaged),
        (lambda header: header.pop("sha256") and None, BackupDamaged),
        (lambda header: header.update(keys=7), BackupDamaged),
        (lambda header: header.update(keys="ä"), BackupDamaged),
        (lambda header: header.update(size="many"), BackupDamaged),
        (lambda header: header.update(inside="zz"), BackupDamaged),
        (lambda header: header.update(program="9.9.9"), BackupDamaged),
        (lambda header: header.update(vault="00" * 16), BackupDamaged),
        (lambda header: header.update(schema=NEXT), BackupDamaged),
        (lambda _header: [], BackupDamaged),
        (lambda _header: "text", BackupDamaged),
    ],
)
def test_a_changed_header_with_a_right_checksum_is_refused(
    backup_file: Path, tmp_path: Path, change: Callable[[dict[str, Any]], object], trouble: type[Exception]
) -> None:
    _with_header(backup_file, change)
    with pytest.raises(trouble):
        _restore(backup_file, tmp_path / "neu")
    assert not (tmp_path / "neu").exists()


@pytest.mark.parametrize("header", [b"", b"{", b"\xff", b"[" * 100_000, b"null"])
def test_a_header_that_is_no_json_is_refused(stick: Path, header: bytes) -> None:
    _write(stick / "x.imb", header)
    with pytest.raises(BackupDamaged):
        look_at_backup(stick / "x.imb")


def test_a_header_of_a_gigabyte_is_not_read(stick: Path) -> None:
    (stick / "x.imb").write_bytes(MAGIC + b"\x40\x00\x00\x00" + b"x" * 100)
    with pytest.raises(BackupDamaged):
        look_at_backup(stick / "x.imb")


@given(raw=st.binary(max_size=200), ours=st.booleans())
def test_no_bytes_break_the_reader(tmp_path_factory: pytest.TempPathFactory, raw: bytes, ours: bool) -> None:
    file = tmp_path_factory.mktemp("fuzz") / "x.imb"
    file.write_bytes((MAGIC if ours else b"") + raw)
    with pytest.raises((BackupDamaged, NotABackup)):
        look_at_backup(file)


def test_a_copy_that_does_not_hold_what_the_header_says_is_refused(
    backup_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def losing(path: Path, data_key: bytes, _step: object) -> Any:
        report = verify_file(path, data_key)
        return type(report)(report.pages, report.structure, report.broken_links, {"settings": 1})

    monkeypatch.setattr(restoring, "verify_file", losing)
    with pytest.raises(BackupDamaged):
        _restore(backup_file, tmp_path / "neu")
    assert not (tmp_path / "neu").exists()


# -- versions ------------------------------------------------------------------------------------


def test_l4_an_older_backup_is_migrated_without_a_twin_that_keeps_the_erased(
    backup_file: Path, tmp_path: Path
) -> None:
    later = later_schema(tmp_path / "later", 'op.execute("CREATE TABLE more (x INTEGER)")')
    _restore(backup_file, tmp_path / "neu", schema=later)
    assert not (tmp_path / "neu" / layout.TWINS).exists()
    with open_vault(tmp_path / "neu", PASSPHRASE, schema=later) as vault:
        assert vault.schema_revision == NEXT
        assert setting_names(vault) == ["a", "b"]


def test_a_newer_backup_is_refused(folder: Path, stick: Path, tmp_path: Path) -> None:
    later = later_schema(tmp_path / "later", 'op.execute("CREATE TABLE more (x INTEGER)")')
    with open_vault(folder, PASSPHRASE, schema=later, clock=lambda: NOON) as vault:
        made = back_up(vault, stick, NOON)
    with pytest.raises(BackupNewer) as caught:
        _restore(made.file, tmp_path / "neu")
    assert "neueste" in caught.value.sentence()
    assert not (tmp_path / "neu").exists()


# -- bad days ------------------------------------------------------------------------------------


@pytest.mark.parametrize("room", [0, 2000, 100_000])
def test_a_full_disk_leaves_todays_store_as_it_was(backup_file: Path, folder: Path, room: int) -> None:
    before = _everything(folder.parent)
    with files_at_most(room), pytest.raises((DiskFull, StorageFailed)):
        _restore(backup_file, folder)
    assert _everything(folder.parent) == before


@pytest.mark.parametrize("failing_step", [1, 2])
def test_a_failure_while_the_stores_are_exchanged_brings_todays_back(
    backup_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, failing_step: int
) -> None:
    put_in_place = files.put_in_place
    steps: list[Path] = []

    def fail_once(source: Path, target: Path) -> None:
        if source.is_dir():
            steps.append(source)
            if len(steps) == failing_step:
                raise OSError(5, "gone")
        put_in_place(source, target)

    monkeypatch.setattr(files, "put_in_place", fail_once)
    with pytest.raises(StorageFailed):
        _restore(backup_file, folder)
    monkeypatch.undo()
    assert _rows(folder) == ["a", "b", "c"]
    assert sorted(path.name for path in folder.parent.iterdir()) == ["stick", "tresor"]


def test_a_restored_store_can_be_backed_up_and_restored_again(backup_file: Path, folder: Path) -> None:
    _restore(backup_file, folder)
    with open_vault(folder, PASSPHRASE) as vault:
        write_setting(vault, "d")
        again = back_up(vault, backup_file.parent / "zweite.imb", NOON)
    assert {slot.parameters for slot in look_at_backup(again.file).keys.slots} == {FAST}
    _restore(again.file, folder)
    assert _rows(folder) == ["a", "b", "d"]


def test_l4_a_list_that_cannot_be_read_now_is_one_that_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_place: Path) -> None:
        raise OSError(5, "the stick was pulled out")

    monkeypatch.setattr(restoring, "read_erased", fail)
    place = tmp_path / layout.ERASED
    assert not restoring._lists_in_reach([place])[place].found


@pytest.fixture
def share_that_is_dead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a folder from which no byte comes."""
    server_is_back, opened, share = Event(), files.opened, tmp_path / "freigabe"
    share.mkdir()

    def waiting(path: Path, mode: str = "rb") -> BinaryIO:
        if path.parent == share:
            server_is_back.wait(30)
        return opened(path, mode)

    monkeypatch.setattr(files, "opened", waiting)
    for name in ("bounded", "within"):
        monkeypatch.setattr(restoring, name, partial(getattr(restoring, name), seconds=0.2))
    monkeypatch.setattr(backup, "bounded", partial(bounded, seconds=0.2))
    yield share
    server_is_back.set()


def test_a_backup_on_a_share_that_does_not_answer_is_told_so(
    backup_file: Path, folder: Path, share_that_is_dead: Path
) -> None:
    there = Path(shutil.copy(backup_file, share_that_is_dead))
    before = _everything(folder)
    with pytest.raises(StorageFailed):
        look_at_backup(there)
    with pytest.raises(StorageFailed):
        _restore(there, folder)
    assert _everything(folder) == before


def test_l4_a_list_on_a_share_that_does_not_answer_is_named_where_the_backup_alone_knows_of_it(
    backup_file: Path, folder: Path, share_that_is_dead: Path
) -> None:
    away = share_that_is_dead / layout.ERASED
    with pytest.raises(StorageFailed):
        _restore(backup_file, folder, erased_lists=[away])
    restored = _restore(backup_file, folder, lists_named=lambda _vault: [away])
    assert away in restored.lists_missing


def test_too_little_room_for_a_restore_is_told_before_anything_is_written(
    backup_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy is written anew once more without what was erased: twice its size is needed."""
    size, before = look_at_backup(backup_file).size, _everything(folder.parent)
    monkeypatch.setattr(room, "free_bytes", lambda _folder: 2 * size - 1)
    with pytest.raises(NotEnoughRoom) as caught:
        _restore(backup_file, folder)
    assert "Es fehlen 1 MB" in caught.value.sentence()
    lock = str((folder / layout.LOCK).relative_to(folder.parent))
    assert {**_everything(folder.parent), lock: b""} == {**before, lock: b""}
    monkeypatch.setattr(room, "free_bytes", lambda _folder: 2 * size)
    assert _restore(backup_file, folder).rows["settings"] == 2


@pytest.fixture
def dying(tmp_path: Path) -> Iterator[DyingShare]:
    with dying_share(tmp_path / "freigabe") as share:
        yield share


@pytest.mark.parametrize("pieces", [0, 1, 5])
def test_a_share_that_dies_while_a_backup_is_read_is_told_and_nothing_half_is_left(
    backup_file: Path, folder: Path, dying: DyingShare, pieces: int
) -> None:
    there = Path(shutil.copy(backup_file, dying.folder))
    lock, around = folder / layout.LOCK, sorted(folder.parent.iterdir())
    lock.unlink(missing_ok=True)
    before = _everything(folder)
    dying.after = pieces
    with pytest.raises(StorageFailed):
        _restore(there, folder)
    assert dying.died.is_set()
    lock.unlink(missing_ok=True)
    assert _everything(folder) == before and sorted(folder.parent.iterdir()) == around
    assert _rows(folder) == ["a", "b", "c"], "and it is free"
    dying.died.clear()
    with pytest.raises(StorageFailed):
        try_out(open_backup(there, PASSPHRASE), folder.parent / "schatten", forget=keep_all)
    assert dying.died.is_set() and sorted(folder.parent.iterdir()) == around


def test_a_share_that_dies_before_its_scans_is_told_and_leaves_none_out(
    folder: Path, dying: DyingShare, tmp_path: Path
) -> None:
    """A scan that does not come is not one that is missing: the next one would not come either."""
    with open_vault(folder, PASSPHRASE) as vault:
        keep(vault, bytes(3 * PIECE))
        there = back_up(vault, dying.folder, NOON).file
    dying.after = there.stat().st_size // PIECE + 3
    with pytest.raises(StorageFailed):
        _restore(there, tmp_path / "neu")
    assert dying.died.is_set()
    assert not (tmp_path / "neu").exists()
    assert not [each for each in tmp_path.iterdir() if each.name.startswith(layout.UNFINISHED)]
    dying.back.set()
    assert _restore(there, tmp_path / "neu").scans_missing == 0
