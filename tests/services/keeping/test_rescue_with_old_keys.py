"""A rescue whose keys come from the last backup, after ways into the store were changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from intman_desktop.sealing import KdfParameters
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.words.damage import rescued_words
from intman_desktop.services.keeping import keyring
from intman_desktop.services.keeping.backups import back_up, verify_store
from intman_desktop.services.keeping.rescue import rescue
from intman_desktop.services.keeping.stores import desk_of, open_store, open_store_by_any
from intman_desktop.values.rescue_views import RescueReport
from intman_desktop.vault import layout
from intman_desktop.vault.key_file import read_key_file, write_key_file
from intman_desktop.vault.troubles import (
    KeyFileOutdated,
    NothingToRescue,
    WrongEmergencyCode,
    WrongPassphrase,
)
from tests.opened import PASSPHRASE, TODAY, moment, open_desk

pytestmark = pytest.mark.unmeasured

ANNA = "Annas Weg hinein"
NEW = "Eine neue Passphrase"


@pytest.fixture
def desk(template: Path, tmp_path: Path) -> Desk:
    (tmp_path / "stick").mkdir()
    (tmp_path / "ort").mkdir()
    return open_desk(template, tmp_path / "ort" / "tresor")


def strengthened(desk: Desk) -> None:
    slot = desk.vault.keys.slot(desk.vault.slot_id)
    assert slot is not None
    desk.vault.aged = True
    stronger = KdfParameters(4, 2 * slot.parameters.memory, slot.parameters.lanes)
    sealed = keyring.seal_anew(desk, PASSPHRASE, lambda: stronger)
    assert sealed is not None and keyring.take_seal(desk, sealed).value


def closed_without_keys(desk: Desk) -> Path:
    folder = desk.vault.folder
    desk.vault.close()
    (folder / layout.KEY_FILE).write_bytes(bytes(100))
    return folder


def rescued(folder: Path, secret: str, backup: Path) -> RescueReport:
    later = moment() + timedelta(hours=1)
    return rescue(folder, secret, today=lambda: TODAY, now=lambda: later, backup=backup)


def words_on_keys(report: RescueReport) -> list[str]:
    return [words for words in rescued_words(report) if words.startswith("Die Schlüssel kommen")]


@pytest.mark.parametrize(
    "change",
    [
        lambda desk: keyring.change_passphrase(desk, PASSPHRASE, NEW),
        strengthened,
        lambda desk: keyring.add_substitute(desk, "Anna", ANNA),
        keyring.new_emergency_code,
    ],
    ids=["passphrase", "strengthened", "substitute", "sheet"],
)
def test_the_keys_of_the_backup_open_the_rescued_store(
    desk: Desk, tmp_path: Path, change: Callable[[Desk], object]
) -> None:
    made = back_up(desk, tmp_path / "stick").value
    change(desk)
    serial = desk.vault.keys.serial
    folder = closed_without_keys(desk)
    report = rescued(folder, PASSPHRASE, made.file)
    assert report.old_keys
    assert len(words_on_keys(report)) == 1
    again = desk_of(open_store(folder, PASSPHRASE), lambda: TODAY, moment)
    ring = keyring.read_keyring(again)
    assert ring.renewal_due
    assert again.vault.keys.serial > serial
    assert verify_store(again).sound
    keyring.renew(again)
    again.vault.close()
    with open_store(folder, PASSPHRASE) as vault:
        assert not vault.keys.renewal_due
    for secret in (NEW, ANNA):
        with pytest.raises(WrongPassphrase):
            open_store_by_any(folder, secret)


def test_where_no_way_was_changed_the_keys_are_the_same(desk: Desk, tmp_path: Path) -> None:
    keyring.add_substitute(desk, "Anna", ANNA)
    made = back_up(desk, tmp_path / "stick").value
    keys = desk.vault.keys
    folder = closed_without_keys(desk)
    report = rescued(folder, PASSPHRASE, made.file)
    assert not report.old_keys
    assert not words_on_keys(report)
    assert read_key_file(folder / layout.KEY_FILE) == keys
    open_store_by_any(folder, ANNA).close()


def test_nobody_comes_back_in_who_was_removed_since(desk: Desk, tmp_path: Path) -> None:
    code = keyring.new_emergency_code(desk).value
    anna = keyring.add_substitute(desk, "Anna", ANNA).value
    made = back_up(desk, tmp_path / "stick").value
    keyring.take_away(desk, anna.slot_id)
    keyring.new_emergency_code(desk)
    folder = closed_without_keys(desk)
    with pytest.raises(WrongPassphrase):
        rescued(folder, ANNA, made.file)
    with pytest.raises(WrongEmergencyCode):
        rescued(folder, code, made.file)
    assert rescued(folder, PASSPHRASE, made.file).old_keys
    with pytest.raises(WrongPassphrase):
        open_store_by_any(folder, ANNA)
    again = desk_of(open_store(folder, PASSPHRASE), lambda: TODAY, moment)
    assert [way.kind for way in keyring.read_keyring(again).ways] == ["owner"]
    keyring.new_emergency_code(again)
    again.vault.close()


def test_a_key_file_from_between_is_refused_after_the_rescue(desk: Desk, tmp_path: Path) -> None:
    made = back_up(desk, tmp_path / "stick").value
    keyring.change_passphrase(desk, PASSPHRASE, NEW)
    between = desk.vault.keys
    folder = closed_without_keys(desk)
    rescued(folder, PASSPHRASE, made.file)
    write_key_file(folder / layout.KEY_FILE, between)
    with pytest.raises(KeyFileOutdated):
        open_store(folder, NEW)


def test_a_renewed_store_is_not_read_with_the_keys_from_before(desk: Desk, tmp_path: Path) -> None:
    made = back_up(desk, tmp_path / "stick").value
    keyring.renew(desk)
    folder = closed_without_keys(desk)
    with pytest.raises(NothingToRescue):
        rescued(folder, PASSPHRASE, made.file)
