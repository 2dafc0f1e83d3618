"""Scans beside the store: sealed, whole, and gone with their key."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

import pytest
from sqlalchemy import text

from intman_desktop.errors import Trouble
from intman_desktop.vault import files, layout
from intman_desktop.vault.backup import back_up
from intman_desktop.vault.restoring import restore_backup
from intman_desktop.vault.scans import (
    CHUNK,
    READ_EVERY_DAYS,
    ScanFile,
    copy_scans,
    distrust,
    is_whole,
    look_at_scans,
    open_scan,
    remove_scans,
    scan_files,
    seal_scan,
    sweep_scans,
)
from intman_desktop.vault.store import open_vault
from intman_desktop.vault.troubles import DiskFull, ScanDamaged, ScanMissing, StorageFailed
from intman_desktop.vault.vault import Vault
from intman_desktop.vault.verify import verify
from tests.vault.dying import dying_share
from tests.vault.making import NOON, PASSPHRASE, files_at_most, flip

MARKER = b"Musterzeichenperson"
CASE = (
    'INSERT INTO cases (id, "key", number, state, opened_on, counselled_before, start_origin)'
    " VALUES (1, '00', 'IM-1', 'active', '2026-01-01', 'no', 'here')"
)
ROW = (
    "INSERT INTO scans (case_id, what, added_on, media_type, size, sha256, file, file_key)"
    " VALUES (1, 'other', '2026-01-01', 'application/pdf', :size, :sha256, :name, :key)"
)


def keep(vault: Vault, content: bytes) -> ScanFile:
    """Seal ``content`` and keep its row, as the services do."""
    made = seal_scan(vault.folder, content)
    with vault.transaction() as connection:
        connection.execute(text(CASE.replace("INSERT", "INSERT OR IGNORE")))
        connection.execute(text(ROW), vars(made))
    return made


def names_in(place: Path) -> set[str]:
    """Return the names of the files in the ``scans`` of a place."""
    return {path.name for path in (place / layout.SCANS).iterdir()}


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_what_is_sealed_comes_back_as_it_was(tmp_path: Path, size: int) -> None:
    content = (MARKER * (size // len(MARKER) + 1))[:size]
    made = seal_scan(tmp_path, content)
    assert open_scan(tmp_path, made.name, made.key) == content
    assert (made.size, made.sha256) == (size, hashlib.sha256(content).hexdigest())
    assert is_whole(tmp_path, made)
    file = tmp_path / layout.SCANS / made.name
    assert MARKER not in file.read_bytes()
    assert made.key not in repr(made)
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_two_scans_of_the_same_paper_share_neither_name_nor_key_nor_bytes(tmp_path: Path) -> None:
    one, two = seal_scan(tmp_path, MARKER), seal_scan(tmp_path, MARKER)
    folder = tmp_path / layout.SCANS
    assert one.name != two.name
    assert one.key != two.key
    assert (folder / one.name).read_bytes() != (folder / two.name).read_bytes()


def test_no_chunk_can_be_changed_swapped_dropped_or_cut_off(tmp_path: Path) -> None:
    made = seal_scan(tmp_path, secrets.token_bytes(2 * CHUNK + 5))
    file = tmp_path / layout.SCANS / made.name
    whole = file.read_bytes()
    start = whole.index(b"\n") + 1
    head, body = whole[:start], whole[start:]
    step = CHUNK + 28
    first, second, last = body[:step], body[step : 2 * step], body[2 * step :]
    wrong = [
        head + second + first + last,
        head + first + last,
        head + second + last,
        head + first + second,
        head + first + second + last[:-1],
        head + first + second + last + b"x",
        head + first + second + last + last,
        head + body[:-1] + bytes([body[-1] ^ 1]),
        head,
        body,
        b"",
    ]
    for content in wrong:
        file.write_bytes(content)
        with pytest.raises(ScanDamaged):
            open_scan(tmp_path, made.name, made.key)
        assert not is_whole(tmp_path, made)
    file.write_bytes(whole)
    with pytest.raises(ScanDamaged):
        open_scan(tmp_path, made.name, "00" * 32)


def test_a_whole_file_of_another_measure_is_not_the_one_of_its_row(tmp_path: Path) -> None:
    made = seal_scan(tmp_path, MARKER)
    assert not is_whole(tmp_path, replace(made, size=1))
    assert not is_whole(tmp_path, replace(made, sha256="0" * 64))


def test_a_missing_file_has_its_sentence(tmp_path: Path) -> None:
    made = seal_scan(tmp_path, MARKER)
    assert remove_scans(tmp_path, [made.name, made.name])
    with pytest.raises(ScanMissing):
        open_scan(tmp_path, made.name, made.key)
    assert look_at_scans(tmp_path, [made]) == ((made.name,), ())


@pytest.mark.parametrize("trouble", [ScanMissing, ScanDamaged])
def test_the_way_on_of_a_scan_that_is_not_whole_replaces_nothing_else(trouble: type[Trouble]) -> None:
    """A restore of the whole store would cost all work since."""
    sentence = trouble().sentence()
    assert "Stecken Sie ein, worauf Sie sichern" in sentence
    assert "„Tresor prüfen“" in sentence and "scannen Sie das Papier" in sentence
    assert "wieder her" not in sentence


def test_a_scan_that_is_not_whole_comes_back_from_where_it_is(tmp_path: Path) -> None:
    store, stick, other = tmp_path / "store", tmp_path / "stick", tmp_path / "other"
    gone, bad, lost, whole = (seal_scan(store, MARKER + bytes([number])) for number in range(4))
    copy_scans([gone, bad, whole], [store], stick, NOON)
    remove_scans(store, [gone.name])
    for scan in (bad, lost):
        flip(store / layout.SCANS / scan.name, 60)
    every = [gone, bad, lost, whole]
    assert look_at_scans(store, every, sources=[other]) == ((gone.name,), (bad.name, lost.name))
    assert look_at_scans(store, every, sources=[other, stick]) == ((), (lost.name,))
    assert all(is_whole(store, scan) for scan in (gone, bad, whole))


def test_a_scan_that_cannot_be_brought_back_now_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, stick = tmp_path / "store", tmp_path / "stick"
    gone = seal_scan(store, MARKER)
    copy_scans([gone], [store], stick, NOON)
    remove_scans(store, [gone.name])

    def refuse(path: Path) -> Path:
        raise PermissionError(errno.EACCES, "no", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(files, "private_folder", refuse)
        assert look_at_scans(store, [gone], sources=[stick]) == ((gone.name,), ())
    assert look_at_scans(store, [gone], sources=[stick]) == ((), ())


def test_a_place_that_dies_is_asked_once_and_hides_no_scan_that_lies_in_another(tmp_path: Path) -> None:
    store, stick = tmp_path / "store", tmp_path / "stick"
    with dying_share(tmp_path / "share") as share:
        here, nowhere, there = (seal_scan(store, MARKER + bytes([number])) for number in range(3))
        copy_scans([here, there], [store], stick, NOON)
        copy_scans([here, nowhere, there], [store], share.folder, NOON)
        remove_scans(store, [here.name, nowhere.name, there.name])
        share.after = 0
        found = look_at_scans(store, [here, nowhere, there], sources=[share.folder, stick])
        assert found == ((nowhere.name,), ())
        assert share.after == -1, "each further piece that is asked for would be waited for as well"


@pytest.mark.parametrize("error", [errno.EIO, errno.EACCES])
def test_a_scan_whose_name_the_disk_does_not_give_out_is_damaged_and_ends_no_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    bad, good = seal_scan(tmp_path, MARKER), seal_scan(tmp_path, MARKER)

    def refuse(path: Path, *_more: object) -> bool:
        raise OSError(error, "no", str(path))

    (tmp_path / layout.SCANS / bad.name).write_bytes(b"unreadable")
    monkeypatch.setattr(Path, "is_file", refuse)
    assert look_at_scans(tmp_path, [bad, good]) == ((), (bad.name,))


def test_what_cannot_be_removed_is_said(tmp_path: Path) -> None:
    (tmp_path / layout.SCANS / "ordner").mkdir(parents=True)
    assert not remove_scans(tmp_path, ["ordner"])


def test_a_full_disk_leaves_no_half_scan(tmp_path: Path) -> None:
    with files_at_most(CHUNK), pytest.raises((DiskFull, StorageFailed)):
        seal_scan(tmp_path, bytes(2 * CHUNK))
    assert names_in(tmp_path) == set()


def test_orphans_are_swept_at_opening_and_nothing_else(folder: Path) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        kept = keep(vault, MARKER)
        orphan = seal_scan(folder, MARKER)
        (folder / layout.SCANS / f"{layout.UNFINISHED}{'0' * 16}").write_bytes(b"half")
        (folder / layout.SCANS / "liesmich.txt").write_bytes(b"not ours")
        assert orphan.name in names_in(folder)
    with open_vault(folder, PASSPHRASE) as vault:
        assert names_in(folder) == {kept.name, "liesmich.txt"}
        assert scan_files(vault.driver) == (kept,)


def test_a_store_without_scans_has_nothing_to_sweep(tmp_path: Path) -> None:
    assert sweep_scans(tmp_path, ()) == 0


def test_verify_finds_missing_and_damaged_scans(folder: Path) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        whole, gone, bad = (keep(vault, MARKER + bytes([number])) for number in range(3))
        assert verify(vault).sound
        remove_scans(folder, [gone.name])
        flip(folder / layout.SCANS / bad.name, 60)
        report = verify(vault)
        assert (report.scans_missing, report.scans_damaged, report.sound) == (
            (gone.name,),
            (bad.name,),
            False,
        )
        assert report.file.sound
        assert is_whole(folder, whole)


def test_each_scan_lies_once_in_a_backup_place(folder: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with open_vault(folder, PASSPHRASE) as vault:
        first = keep(vault, MARKER)
        assert back_up(vault, stick / "eins.imb", NOON).scans_missing == 0
        copy = stick / layout.SCANS / first.name
        written = copy.stat().st_mtime_ns
        second = keep(vault, MARKER * 2)
        back_up(vault, stick / "zwei.imb", NOON)
        assert names_in(stick) == {first.name, second.name}
        assert copy.stat().st_mtime_ns == written
        assert copy.stat().st_mode & 0o777 == 0o600


def rot(path: Path) -> None:
    """Change one bit of a file as a dying disk does: neither its length nor its time tell it."""
    times = path.stat()
    flip(path, 60)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def read_when(copy: Path, made: datetime, folder: Path, stick: Path) -> int:
    """Return after how many days of one backup each a copy that has rotted is whole again."""
    rot(copy)
    with open_vault(folder, PASSPHRASE) as vault:
        scan = next(each for each in scan_files(vault.driver) if each.name == copy.name)
        for days in range(1, READ_EVERY_DAYS + 1):
            assert back_up(vault, stick / "tag.imb", made + timedelta(days=days)).scans_missing == 0
            if is_whole(stick, scan):
                return days
    return -1


def test_a_copy_that_rots_in_its_place_is_read_in_turn_and_written_anew(folder: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with open_vault(folder, PASSPHRASE) as vault:
        scans = [keep(vault, MARKER + bytes([number])) for number in range(3)]
        back_up(vault, stick / "tag.imb", NOON)
    last = stick / layout.SCANS / max(scan.name for scan in scans)
    assert read_when(last, NOON, folder, stick) == len(scans)


@pytest.mark.parametrize("days", [READ_EVERY_DAYS, -1, -400])
def test_a_copy_read_too_long_ago_or_by_a_wrong_clock_is_read_at_once(tmp_path: Path, days: int) -> None:
    scans = [seal_scan(tmp_path / "a", MARKER + bytes([number])) for number in range(30)]
    copy_scans(scans, [tmp_path / "a"], tmp_path / "b", NOON)
    for scan in scans:
        rot(tmp_path / "b" / layout.SCANS / scan.name)
    assert copy_scans(scans, [tmp_path / "a"], tmp_path / "b", NOON + timedelta(days=days)) == ()
    assert look_at_scans(tmp_path / "b", scans) == ((), ())


def test_a_copy_that_somebody_wrote_to_or_that_a_rehearsal_doubts_is_read_at_once(tmp_path: Path) -> None:
    scans = [seal_scan(tmp_path / "a", MARKER + bytes([number])) for number in range(4)]
    copy_scans(scans, [tmp_path / "a"], tmp_path / "b", NOON)
    copies = [tmp_path / "b" / layout.SCANS / scan.name for scan in scans]
    flip(copies[0], 60)
    os.utime(copies[0], (NOON.timestamp() + 7, NOON.timestamp() + 7))
    rot(copies[1])
    distrust(tmp_path / "b", [scans[1].name, "0" * 32])
    rot(copies[2])
    assert copy_scans(scans, [tmp_path / "a"], tmp_path / "b", NOON) == ()
    assert [is_whole(tmp_path / "b", scan) for scan in scans] == [True, True, False, True]


def test_a_rotten_copy_of_what_the_store_has_lost_is_said_to_be_missing(tmp_path: Path) -> None:
    made = seal_scan(tmp_path / "a", MARKER)
    copy_scans([made], [tmp_path / "a"], tmp_path / "b", NOON)
    rot(tmp_path / "b" / layout.SCANS / made.name)
    remove_scans(tmp_path / "a", [made.name])
    assert copy_scans([made], [tmp_path / "a"], tmp_path / "b", NOON + timedelta(days=1)) == (made,)


def test_a_scan_stays_in_its_place_as_long_as_a_backup_there_names_it(folder: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "brief.txt").write_text("kein Tresor")
    with open_vault(folder, PASSPHRASE) as vault:
        made = keep(vault, MARKER)
        back_up(vault, stick / "eins.imb", NOON)
        with vault.transaction() as connection:
            connection.execute(text("DELETE FROM scans"))
        remove_scans(folder, [made.name])
        back_up(vault, stick / "zwei.imb", NOON)
        assert names_in(stick) == {made.name}
        (stick / "eins.imb").unlink()
        # while somebody else's or a damaged backup lies there, nobody knows what it needs
        content = bytearray((stick / "zwei.imb").read_bytes())
        content[40] ^= 1
        (stick / "fremd.imb").write_bytes(content)
        back_up(vault, stick / "zwei.imb", NOON)
        assert names_in(stick) == {made.name}
        (stick / "fremd.imb").unlink()
        back_up(vault, stick / "zwei.imb", NOON)
        assert names_in(stick) == set()


@pytest.mark.parametrize(("name", "kept"), [("lost+found.txt", False), ("alt.imb", True)])
def test_l3_neither_a_link_nor_an_unreadable_file_that_is_no_backup_keeps_a_scan(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, kept: bool
) -> None:
    stick, opened = tmp_path / "stick", files.opened
    stick.mkdir()

    def refuse(path: Path, mode: str = "rb") -> BinaryIO:
        if path.name == name:
            raise PermissionError(errno.EACCES, "no")
        return opened(path, mode)

    with open_vault(folder, PASSPHRASE) as vault:
        made = keep(vault, MARKER)
        back_up(vault, stick / "eins.imb", NOON)
        with vault.transaction() as connection:
            connection.execute(text("DELETE FROM scans"))
        remove_scans(folder, [made.name])
        (stick / "nirgends.imb").symlink_to(tmp_path / "weg.imb")
        (stick / "ordner.imb").mkdir()
        (stick / name).write_bytes(b"x")
        monkeypatch.setattr(files, "opened", refuse)
        back_up(vault, stick / "eins.imb", NOON)
    assert names_in(stick) == ({made.name} if kept else set())


def test_a_backup_is_made_and_says_which_scans_it_lacks(folder: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with open_vault(folder, PASSPHRASE) as vault:
        gone, bad = keep(vault, MARKER), keep(vault, MARKER * 3)
        remove_scans(folder, [gone.name])
        flip(folder / layout.SCANS / bad.name, 50)
        assert back_up(vault, stick, NOON).scans_missing == 2
    assert names_in(stick) == set()


def test_a_restore_brings_the_scans_of_its_backup(folder: Path, tmp_path: Path) -> None:
    stick, back = tmp_path / "stick", tmp_path / "zurück"
    stick.mkdir()
    with open_vault(folder, PASSPHRASE) as vault:
        made = keep(vault, MARKER)
        file = back_up(vault, stick, NOON).file
    done = restore_backup(file, PASSPHRASE, back, forget=lambda _vault, digests: digests, now=NOON)
    assert done.scans_missing == 0
    with open_vault(back, PASSPHRASE) as vault:
        assert open_scan(back, made.name, made.key) == MARKER
        assert verify(vault).sound


def test_a_restore_takes_from_the_store_of_today_what_the_stick_lost(folder: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with open_vault(folder, PASSPHRASE) as vault:
        here, nowhere = keep(vault, MARKER), keep(vault, MARKER * 2)
        file = back_up(vault, stick, NOON).file
        remove_scans(folder, [nowhere.name])
    flip(stick / layout.SCANS / here.name, 50)
    flip(stick / layout.SCANS / nowhere.name, 50)
    done = restore_backup(file, PASSPHRASE, folder, forget=lambda _vault, digests: digests, now=NOON)
    assert done.scans_missing == 1
    assert names_in(folder) == {here.name}
    assert open_scan(folder, here.name, here.key) == MARKER


def test_a_restore_brings_no_scan_of_what_it_forgets(folder: Path, tmp_path: Path) -> None:
    stick, back = tmp_path / "stick", tmp_path / "zurück"
    stick.mkdir()
    with open_vault(folder, PASSPHRASE) as vault:
        keep(vault, MARKER)
        file = back_up(vault, stick, NOON).file

    def forget(vault: Vault, digests: frozenset[str]) -> frozenset[str]:
        with vault.transaction() as connection:
            connection.execute(text("DELETE FROM cases"))
        return digests

    assert restore_backup(file, PASSPHRASE, back, forget=forget, now=NOON).scans_missing == 0
    assert not (back / layout.SCANS).exists()


def test_a_copy_that_does_not_read_back_is_no_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = seal_scan(tmp_path / "a", MARKER)

    def lose_the_end(path: Path, content: bytes) -> None:
        path.write_bytes(content[:-1])

    monkeypatch.setattr("intman_desktop.vault.files.write_whole", lose_the_end)
    assert copy_scans([made], [tmp_path / "a"], tmp_path / "b", NOON) == (made,)
