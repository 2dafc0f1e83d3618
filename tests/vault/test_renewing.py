"""Renewing the data key: who may still come in, that nothing is lost, and every way it can go wrong."""

from __future__ import annotations

import errno
import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert
from sqlcipher3 import dbapi2 as sqlcipher

from intman_desktop.models.settings import put_setting
from intman_desktop.models.tables import settings
from intman_desktop.vault import connection as connecting
from intman_desktop.vault import files, layout, renewing, slots
from intman_desktop.vault.backup import back_up, look_at_backup
from intman_desktop.vault.backup_file import inside_of
from intman_desktop.vault.backup_places import backups_in, look_into
from intman_desktop.vault.backup_troubles import BackupDamaged
from intman_desktop.vault.changing import change_keys
from intman_desktop.vault.former import is_former, remember_former
from intman_desktop.vault.key_file import SlotKind, read_key_file, write_key_file
from intman_desktop.vault.pages import PAGE_SIZE
from intman_desktop.vault.renewing import opens_with, renew
from intman_desktop.vault.rescuing import rescue_into
from intman_desktop.vault.restoring import restore_backup
from intman_desktop.vault.store import open_vault, open_with_emergency_code
from intman_desktop.vault.troubles import (
    DiskFull,
    Interrupted,
    KeyFileDamaged,
    KeyFileOutdated,
    NotAVault,
    StorageFailed,
    StoreOrKeysDamaged,
    VaultDamaged,
    VaultInUse,
)
from intman_desktop.vault.vault import Vault
from intman_desktop.vault.verify import FileReport, verify
from tests.clear_pages import clear_pages
from tests.vault.faults import FaultAt
from tests.vault.making import FAST, NOON, PASSPHRASE, flip, setting_names, write_setting
from tests.vault.test_changing import held, record

ROWS = ["before"]


@pytest.fixture
def worked(folder: Path) -> Path:
    """Return a closed store with a row and a substitute."""
    with open_vault(folder, PASSPHRASE) as vault:
        write_setting(vault, "before", "geheimes Wort " * 2000)
        change_keys(
            vault, slots.with_slot(vault.keys, held(vault), SlotKind.SUBSTITUTE, "Vertretung", FAST)[0]
        )
    return folder


def substitute(folder: Path) -> str:
    return next(s.id for s in read_key_file(folder / layout.KEY_FILE).slots if s.kind is SlotKind.SUBSTITUTE)


def fill(vault: Vault) -> None:
    """Write so many rows that copying them takes some thousand steps."""
    with vault.transaction() as connection:
        new = [{"name": f"row {number:04}", "value": ""} for number in range(3000)]
        connection.execute(insert(settings), new)


def rows(vault: Vault) -> list[str]:
    return [name for name in setting_names(vault) if name != "key_file"]


def all_open(folder: Path, code: str, expected: list[str] = ROWS) -> int:
    """Open through every slot, check every byte the first time, and return the generation of the key."""
    generations: set[int] = set()
    for opening in (
        lambda: open_vault(folder, PASSPHRASE),
        lambda: open_vault(folder, "Vertretung", substitute(folder)),
        lambda: open_with_emergency_code(folder, code),
    ):
        with opening() as vault:
            assert rows(vault) == expected
            assert generations or verify(vault).sound
            assert not vault.keys.renewing
            assert not record(vault).awaited
            generations.add(vault.keys.generation)
    assert not list(folder.glob(f"{layout.UNFINISHED}*"))
    (generation,) = generations
    return generation


def test_the_store_lies_under_another_key_and_every_secret_still_opens_it(worked: Path, code: str) -> None:
    with open_vault(worked, PASSPHRASE) as vault:
        old = vault.data_key
        renew(vault)
        assert vault.data_key != old
        assert rows(vault) == ROWS
        write_setting(vault, "danach")
        with pytest.raises(VaultInUse):
            open_vault(worked, PASSPHRASE)
    assert all_open(worked, code, ["before", "danach"]) == 2
    assert not opens_with(worked / layout.STORE, old)
    assert "geheimes Wort" not in (worked / layout.STORE).read_bytes().decode("latin1")


def test_it_can_be_done_again_and_every_former_key_is_known(worked: Path, code: str) -> None:
    with open_vault(worked, PASSPHRASE) as vault:
        used = [vault.data_key]
        for _ in range(3):
            renew(vault)
            used.append(vault.data_key)
        assert vault.data_keys == dict(enumerate(used, 1))
    with open_vault(worked, PASSPHRASE) as vault:
        assert vault.data_keys == dict(enumerate(used, 1))
    assert all_open(worked, code) == 4


def test_who_was_let_in_before_is_let_in_no_more_by_an_older_key_file(worked: Path, code: str) -> None:
    path, slot_id = worked / layout.KEY_FILE, substitute(worked)
    older = path.read_bytes()
    with open_vault(worked, PASSPHRASE) as vault:
        change_keys(vault, slots.without_slot(vault.keys, held(vault), slot_id))
        due = path.read_bytes()
        renew(vault)
        assert not vault.keys.renewal_due
        renew(vault)
    newest = path.read_bytes()
    for put_back in (older, due):
        path.write_bytes(put_back)
        for opening in (
            lambda: open_vault(worked, PASSPHRASE),
            lambda: open_with_emergency_code(worked, code),
        ):
            with pytest.raises(KeyFileOutdated):
                opening()
    path.write_bytes(older)
    with pytest.raises(KeyFileOutdated):
        open_vault(worked, "Vertretung", slot_id)
    path.write_bytes(newest)
    open_vault(worked, PASSPHRASE).close()


def test_a_foreign_store_is_still_called_foreign(worked: Path, tmp_path: Path) -> None:
    with open_vault(worked, PASSPHRASE) as vault:
        renew(vault)
        write_setting(vault, "danach")
    (worked / layout.STORE).write_bytes(bytes(range(256)) * 400)
    with pytest.raises(NotAVault):
        open_vault(worked, PASSPHRASE)
    assert not is_former(tmp_path, bytes(32))


def test_whoever_lacks_the_former_key_learns_nothing_from_the_list(tmp_path: Path) -> None:
    remember_former(tmp_path, b"a" * 32)
    remember_former(tmp_path, b"b" * 32)
    assert is_former(tmp_path, b"a" * 32)
    assert is_former(tmp_path, b"b" * 32)
    assert not is_former(tmp_path, b"c" * 32)
    content = (tmp_path / layout.FORMER_KEYS).read_text()
    assert (b"a" * 32).hex() not in content
    assert [len(line) for line in content.splitlines()] == [64, 64]


def test_backups_of_before_are_still_read_and_restored(worked: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with open_vault(worked, PASSPHRASE) as vault:
        back_up(vault, stick / "alt.imb", NOON)
        renew(vault)
        back_up(vault, stick / "neu.imb", NOON)
        found = backups_in(vault, look_into(stick))
        assert (len(found.backups), found.unread) == (2, 0)
        header = look_at_backup(stick / "alt.imb")
        vault.former_keys = {}
        with pytest.raises(BackupDamaged):
            inside_of(header, vault.data_keys)
    for name in ("alt", "neu"):
        there = tmp_path / name
        restore_backup(
            stick / f"{name}.imb", "Vertretung", there, forget=lambda _v, _d: frozenset(), now=NOON
        )
        with open_vault(there, PASSPHRASE) as vault:
            assert rows(vault) == ROWS


def test_what_is_written_with_it_comes_with_it(worked: Path) -> None:
    with open_vault(worked, PASSPHRASE) as vault:
        renew(vault, also=lambda connection: put_setting(connection, "with it", ""))
        assert rows(vault) == ["before", "with it"]


def test_progress_only_grows_and_stops_asking_before_the_end(worked: Path) -> None:
    told: list[tuple[int, int]] = []
    with open_vault(worked, PASSPHRASE) as vault:
        fill(vault)
        renew(vault, lambda done, total: told.append((done, total)))
    assert told[0] == (0, 100)
    assert told[-1] == (98, 100)
    assert [done for done, _total in told] == sorted(done for done, _total in told)
    assert len(told) > 5, "a copy of some size is asked about while it is made"
    assert told.count((70, 100)) > 2, "and while it is checked"


class Stopped(Exception):
    """As ``jobs.worker`` raises it."""


STOPS = [pytest.param(lambda told, after=after: len(told) > after, id=f"step {after}") for after in range(8)]


@pytest.mark.parametrize(
    "now", [*STOPS, pytest.param(lambda told: told.count(70) > 2, id="while the copy is checked")]
)
def test_cancelling_at_any_step_leaves_all_as_before(
    worked: Path, code: str, now: Callable[[list[int]], bool]
) -> None:
    told: list[int] = []

    def progress(done: int, _total: int) -> None:
        told.append(done)
        if now(told):
            raise Stopped

    with open_vault(worked, PASSPHRASE) as vault:
        fill(vault)
        expected, old = rows(vault), vault.data_key
        with pytest.raises(Stopped):
            renew(vault, progress)
        assert vault.data_key == old
        assert not vault.keys.renewing
        assert verify(vault).sound
        write_setting(vault, "zuletzt")
        assert not list(worked.glob(f"{layout.UNFINISHED}*"))
        assert not (worked / layout.FORMER_KEYS).exists()
    assert all_open(worked, code, [*expected, "zuletzt"]) == 1


def test_cancelling_while_the_copy_comes_under_its_key_is_heard_right_behind_that(
    worked: Path, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is one call into the library, on a copy: nobody is asked meanwhile, and nothing is in place yet."""
    told: list[int] = []
    cancelled: list[bool] = []
    turn = renewing._turn

    def turning(*given: Any) -> Any:
        cancelled.append(True)
        return turn(*given)

    def progress(done: int, _total: int) -> None:
        told.append(done)
        if cancelled:
            raise Stopped

    monkeypatch.setattr(renewing, "_turn", turning)
    with open_vault(worked, PASSPHRASE) as vault:
        fill(vault)
        expected, old = rows(vault), vault.data_key
        with pytest.raises(Stopped):
            renew(vault, progress)
        assert told[-1] == 70 and told.count(70) == 1, "the copy is not even checked"
        assert (vault.data_key, vault.keys.renewing) == (old, False)
        assert not list(worked.glob(f"{layout.UNFINISHED}*"))
    assert all_open(worked, code, expected) == 1


def test_an_interrupted_statement_leaves_all_as_before(worked: Path, code: str) -> None:
    with open_vault(worked, PASSPHRASE) as vault:
        fill(vault)
        expected = rows(vault)

        calls: list[int] = []

        def progress(done: int, _total: int) -> None:
            calls.append(done)
            if len(calls) > 3 and done < 40:
                vault.interrupt()

        with pytest.raises(Interrupted):
            renew(vault, progress)
        assert not vault.keys.renewing
    assert all_open(worked, code, expected) == 1


# -- faults ----------------------------------------------------------------------------------------


def full() -> OSError:
    return OSError(errno.ENOSPC, "full")


def gone() -> OSError:
    return OSError(errno.EIO, "gone")


@pytest.mark.parametrize(("late", "error"), [(False, full), (True, gone)], ids=["before", "after"])
def test_a_fault_at_any_operation_leaves_one_key_and_every_row(
    worked: Path, code: str, tmp_path: Path, late: bool, error: Callable[[], BaseException]
) -> None:
    generations = set()
    number, hit = 0, True
    while hit:
        number += 1
        folder = Path(shutil.copytree(worked, tmp_path / f"{number}"))
        fault = FaultAt(number, late, error)
        with open_vault(folder, PASSPHRASE) as vault, pytest.MonkeyPatch.context() as patched:
            fault.patch(patched)
            with suppress(DiskFull, StorageFailed):
                renew(vault)
            hit = fault.seen >= number
            patched.undo()
            if not vault.closed:
                assert rows(vault) == ROWS
                assert not is_former(folder, vault.data_key)
                write_setting(vault, "danach")
                expected = ["before", "danach"]
            else:
                expected = ROWS
        generations.add(all_open(folder, code, expected))
        shutil.rmtree(folder)
    assert generations == {1, 2}
    assert number > 15


def test_a_copy_that_is_not_whole_is_not_put_in_place(
    worked: Path, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_vault(worked, PASSPHRASE) as vault:
        monkeypatch.setattr(renewing, "verify_file", lambda *_: FileReport((), ("damaged",), {}, {}))
        with pytest.raises(VaultDamaged):
            renew(vault)
        monkeypatch.undo()
        counted = iter([{"a": 1}, {"a": 2}])
        monkeypatch.setattr(renewing, "row_counts", lambda _driver: next(counted))
        with pytest.raises(VaultDamaged):
            renew(vault)
        monkeypatch.undo()
    assert all_open(worked, code) == 1


def test_a_log_that_could_not_be_emptied_keeps_the_store_of_before(
    worked: Path, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = Vault.lay_down

    def leaving_a_log(self: Vault) -> None:
        plain(self)
        (worked / f"{layout.STORE}-wal").write_bytes(b"")

    with open_vault(worked, PASSPHRASE) as vault:
        monkeypatch.setattr(Vault, "lay_down", leaving_a_log)
        with pytest.raises(StorageFailed):
            renew(vault)
        monkeypatch.undo()
        assert rows(vault) == ROWS
    assert all_open(worked, code) == 1


def test_a_disk_that_answers_no_more_closes_the_store_and_lets_go_of_it(
    worked: Path, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = open_vault(worked, PASSPHRASE)
    plain = Vault.lay_down

    def no_more(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "gone")

    def and_then_nothing(self: Vault) -> None:
        plain(self)
        monkeypatch.setattr(connecting, "connect", no_more)
        monkeypatch.setattr(files, "put_in_place", no_more)

    monkeypatch.setattr(Vault, "lay_down", and_then_nothing)
    with pytest.raises(StorageFailed):
        renew(vault)
    monkeypatch.undo()
    assert vault.closed
    vault.close()
    assert all_open(worked, code) == 1


def test_a_key_file_that_cannot_be_written_at_the_end_is_written_by_the_next_opening(
    worked: Path, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with open_vault(worked, PASSPHRASE) as vault:
        monkeypatch.setattr(renewing, "write_key_file", refuse)
        renew(vault)
        monkeypatch.undo()
        assert vault.keys.generation == 2
        assert record(vault).awaited
        assert not verify(vault).key_file_sound
        both = (worked / layout.KEY_FILE).read_bytes()
    assert all_open(worked, code) == 2
    (worked / layout.KEY_FILE).write_bytes(both)
    with pytest.raises(KeyFileOutdated):
        open_vault(worked, PASSPHRASE)


def test_a_damaged_first_page_after_a_killed_renewal_is_damage_and_is_rescued(
    worked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever of the two keys the store lies under: its other pages tell."""

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with open_vault(worked, PASSPHRASE) as vault:
        monkeypatch.setattr(renewing, "write_key_file", refuse)
        renew(vault)
        monkeypatch.undo()
        key = vault.data_key
    flip(worked / layout.STORE, 200)
    before = {path.name: path.read_bytes() for path in worked.iterdir()}
    with pytest.raises(VaultDamaged):
        open_vault(worked, PASSPHRASE)
    file, back = tmp_path / "gerettet.imb", tmp_path / "neu"
    rescued = rescue_into(file, worked, PASSPHRASE, NOON, prepare=lambda _connection: None)
    assert rescued.tables
    assert {path.name: path.read_bytes() for path in worked.iterdir()} == before
    restore_backup(file, PASSPHRASE, back, forget=lambda _vault, _gone: frozenset(), now=NOON)
    with open_vault(back, PASSPHRASE) as vault:
        assert rows(vault) == ROWS
        assert (vault.keys.generation, vault.keys.renewing, vault.data_key) == (2, False, key)
    open_vault(back, "Vertretung", substitute(back)).close()


class Killed(BaseException):
    """The program ends here."""


def killed_while_renewing(folder: Path, at: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave a store as a kill does, before the copy is renamed (``_put_in_place``) or after (``_finish``)."""

    def killed(*_arguments: object) -> None:
        raise Killed

    with open_vault(folder, PASSPHRASE) as vault, monkeypatch.context() as patched:
        patched.setattr(renewing, at, killed)
        patched.setattr(renewing, "_take_back", lambda *_arguments: None)
        with pytest.raises(Killed):
            renew(vault)
    assert read_key_file(folder / layout.KEY_FILE).renewing


@pytest.mark.parametrize("at", ["_put_in_place", "_finish"])
@pytest.mark.parametrize("lost", [1, 16, PAGE_SIZE])
def test_a_damaged_salt_after_a_killed_renewal_is_no_old_key_file(
    worked: Path, monkeypatch: pytest.MonkeyPatch, at: str, lost: int
) -> None:
    """No page is authentic then; but they can be deciphered, under the one key or the other."""
    killed_while_renewing(worked, at, monkeypatch)
    path = worked / layout.STORE
    content = path.read_bytes()
    path.write_bytes(bytes(each ^ 0x55 for each in content[:lost]) + content[lost:])
    with pytest.raises(VaultDamaged):
        open_vault(worked, PASSPHRASE)


@pytest.mark.parametrize("at", ["_put_in_place", "_finish"])
def test_a_backup_of_the_new_key_brings_back_a_lost_salt(
    worked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    killed_while_renewing(worked, at, monkeypatch)
    with open_vault(Path(shutil.copytree(worked, tmp_path / "kopie")), PASSPHRASE) as vault:
        made = back_up(vault, tmp_path / "stick.imb", NOON)
    flip(worked / layout.STORE, 3)
    file = tmp_path / "gerettet.imb"
    rescued = rescue_into(file, worked, PASSPHRASE, NOON, prepare=lambda _connection: None, backup=made.file)
    assert sum(table.read for table in rescued.tables) >= len(ROWS)


@pytest.mark.parametrize("older", [True, False])
def test_where_it_may_be_an_old_key_file_or_damage_both_are_named(
    worked: Path, monkeypatch: pytest.MonkeyPatch, older: bool
) -> None:
    """One out of a killed renewal, beside a store that neither of its keys deciphers."""
    killed_while_renewing(worked, "_finish", monkeypatch)
    both = (worked / layout.KEY_FILE).read_bytes()
    if older:
        with open_vault(worked, PASSPHRASE) as vault:
            renew(vault)
        (worked / layout.KEY_FILE).write_bytes(both)
    else:
        (worked / layout.STORE).write_bytes(secrets.token_bytes(40 * PAGE_SIZE))
    with pytest.raises(StoreOrKeysDamaged) as caught:
        open_vault(worked, PASSPHRASE)
    said = caught.value.sentence()
    assert "älter als der Tresor" in said and "beschädigt" in said and "Sicherung" in said


def test_a_key_file_in_the_middle_of_a_renewal_that_was_taken_back_is_refused(worked: Path) -> None:
    path = worked / layout.KEY_FILE
    with open_vault(worked, PASSPHRASE) as vault:
        both = slots.with_next_key(vault.keys, vault.data_key, b"n" * 32)
        write_key_file(path, both)
    with open_vault(worked, PASSPHRASE) as vault:
        assert not vault.keys.renewing
    write_key_file(path, both)
    with pytest.raises(KeyFileOutdated):
        open_vault(worked, PASSPHRASE)


def test_every_flipped_byte_of_a_key_file_with_both_keys_is_damage(worked: Path) -> None:
    path = worked / layout.KEY_FILE
    with open_vault(worked, PASSPHRASE) as vault:
        write_key_file(path, slots.with_next_key(vault.keys, vault.data_key, b"n" * 32))
    for place in range(0, path.stat().st_size, 101):
        flip(path, place)
        with pytest.raises(KeyFileDamaged):
            open_vault(worked, PASSPHRASE)
        flip(path, place)
    open_vault(worked, PASSPHRASE).close()


def test_a_damaged_store_is_not_blamed_on_the_renewal(worked: Path) -> None:
    path = worked / layout.KEY_FILE
    with open_vault(worked, PASSPHRASE) as vault:
        write_key_file(path, slots.with_next_key(vault.keys, vault.data_key, b"n" * 32))
    flip(worked / layout.STORE, 100)
    with pytest.raises(VaultDamaged):
        open_vault(worked, PASSPHRASE)


def test_a_fault_of_the_disk_is_no_other_key(worked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise sqlcipher.OperationalError("disk I/O error")

    monkeypatch.setattr(connecting, "copy_opened", broken)
    with pytest.raises(sqlcipher.OperationalError):
        opens_with(worked / layout.STORE, bytes(32))


def test_nothing_of_the_store_lies_in_clear_while_it_is_renewed(worked: Path) -> None:
    seen: list[bytes] = []

    def look(_done: int, _total: int) -> None:
        seen.extend(path.read_bytes() for path in worked.rglob("*") if path.is_file())

    with open_vault(worked, PASSPHRASE) as vault:
        renew(vault, look)
        assert b"geheimes Wort" in clear_pages(worked, vault.data_key)
    assert len(seen) > 10
    assert not [content for content in seen if b"geheimes Wort" in content or content[:6] == b"SQLite"]


def test_private_files_stay_private(worked: Path) -> None:
    with open_vault(worked, PASSPHRASE) as vault:
        renew(vault)
        for name in (layout.STORE, layout.KEY_FILE, layout.FORMER_KEYS):
            assert (worked / name).stat().st_mode & 0o777 == 0o600
