"""Kills while backups are thinned, rehearsed, or made of a damaged store (Rules L4, L6)."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from intman_desktop.services.keeping.backing_up import Thinning, thin
from intman_desktop.services.keeping.backups import back_up as back_up_desk
from intman_desktop.services.keeping.stores import desk_of, open_store
from intman_desktop.services.keeping.upkeep import upkeep_view
from intman_desktop.vault import layout
from intman_desktop.vault.backup import back_up, look_at_backup
from intman_desktop.vault.backup_file import check_body
from intman_desktop.vault.backup_places import backups_in, look_into
from intman_desktop.vault.rescuing import rescue_into
from intman_desktop.vault.restoring import restore_backup
from intman_desktop.vault.scans import remove_scans, seal_scan
from intman_desktop.vault.store import open_vault
from intman_desktop.vault.vault import Vault
from intman_desktop.vault.verify import verify
from tests.opened import PASSPHRASE as OPENED_BY
from tests.opened import TODAY, moment, open_desk
from tests.promises.killing import Hits, said_by
from tests.promises.storekeeping import CASE, SCAN
from tests.vault.making import NOON, PASSPHRASE, flip, make_store, setting_names, write_setting

pytestmark = [pytest.mark.linux, pytest.mark.timeout(3600)]
HowMany = Callable[[str, int, int], int]
DAYS = (60, 50, 40, 20, 19, 9, 8, 3, 2, 1, 0)


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# -- thinning --------------------------------------------------------------------------------------


def order_of(vault: Vault) -> Thinning:
    return Thinning(vault.folder, vault.vault_id, vault.data_keys, NOON.date(), 30, clock_is_right=True)


def held_whole(vault: Vault, place: Path) -> set[str]:
    """Return the backups of a place; each is whole, and every scan that it names lies beside it."""
    found = backups_in(vault, look_into(place))
    assert found.unread == 0
    scans = {path.name for path in (place / layout.SCANS).iterdir()}
    for backup in found.backups:
        check_body(backup.file, look_at_backup(backup.file))
        assert set(backup.inside.scans) <= scans
    return {backup.file.name for backup in found.backups}


def test_l4_a_kill_while_thinning_takes_no_backup_that_stays_and_none_of_its_scans(
    checkout: Path, tmp_path: Path, how_many: HowMany
) -> None:
    make_store(tmp_path / "tresor")
    stick = tmp_path / "stick"
    stick.mkdir()
    with open_vault(tmp_path / "tresor", PASSPHRASE) as vault:
        for days in DAYS:  # each with a scan of its own
            made = seal_scan(vault.folder, b"x" * 20_000)
            with vault.transaction() as connection:
                connection.execute(text(CASE.replace("INSERT", "INSERT OR IGNORE")))
                connection.execute(text("DELETE FROM scans"))
                connection.execute(text(SCAN), vars(made))
            back_up(vault, stick / f"vor-{days:02}.imb", NOON - timedelta(days=days))
            remove_scans(vault.folder, [made.name])
        model = Path(shutil.copytree(stick, tmp_path / "muster"))
        thin(order_of(vault), [model])
        stay = held_whole(vault, model)
    assert 1 < len(stay) < len(DAYS)
    draw, hits = random.Random(507), Hits()
    for milliseconds in hits.times(draw, how_many("kills while thinning", 3, 200), 100, 500):
        said = said_by(checkout, "thin", tmp_path, milliseconds)
        hits.made += len(said)
        with open_vault(tmp_path / "tresor", PASSPHRASE) as vault:
            for place in sorted(tmp_path.glob("ort-*")):
                left = held_whole(vault, place)
                assert stay <= left
                assert place.name not in said or left == stay
                hits.interrupted += place.name not in said
                thin(order_of(vault), [place])
                assert held_whole(vault, place) == stay
        for place in (*tmp_path.glob("ort-*"), *tmp_path.glob("kopie")):
            shutil.rmtree(place)
    assert hits.interrupted > 0
    assert hits.made > 0


# -- rehearsing ------------------------------------------------------------------------------------


def test_l4_a_kill_while_rehearsing_leaves_store_and_backup_and_no_shadow(
    checkout: Path, tmp_path: Path, empty_store: Path, how_many: HowMany
) -> None:
    stick, folder = tmp_path / "stick", tmp_path / "tresor"
    stick.mkdir()
    desk = open_desk(empty_store, folder)
    back_up_desk(desk, stick)
    desk.vault.close()
    before = everything(stick)
    draw, hits = random.Random(508), Hits()
    for milliseconds in hits.times(draw, how_many("kills while rehearsing", 3, 100), 100, 900):
        said = said_by(checkout, "rehearse", tmp_path, milliseconds)
        assert set(said) <= {"None"}
        hits.note(folder, f"{layout.UNFINISHED}*", said)
        assert everything(stick) == before
        desk = desk_of(open_store(folder, OPENED_BY), lambda: TODAY, moment)
        assert verify(desk.vault).sound
        assert not list(folder.glob(f"{layout.UNFINISHED}*"))
        view = upkeep_view(desk)
        assert view.rehearsal_fault is None
        if hits.made:
            assert view.rehearsed_at == moment()
        desk.vault.close()
    assert hits.interrupted > 0
    assert hits.made > 0


# -- rescuing --------------------------------------------------------------------------------------


def test_a_kill_while_rescuing_leaves_the_damaged_store_and_whole_backups_only(
    checkout: Path, tmp_path: Path, how_many: HowMany
) -> None:
    stick, folder = tmp_path / "stick", tmp_path / "tresor"
    stick.mkdir()
    make_store(folder)
    with open_vault(folder, PASSPHRASE) as vault:
        for number in range(20):
            write_setting(vault, f"{number:02}", "x" * 3000)
    flip(folder / layout.STORE, (folder / layout.STORE).stat().st_size - 3000)
    whole = tmp_path / "ganz.imb"
    rescue_into(whole, folder, PASSPHRASE, NOON, prepare=lambda _connection: None)
    before, size = everything(folder), look_at_backup(whole).size
    draw, hits = random.Random(509), Hits()
    for milliseconds in hits.times(draw, how_many("kills while rescuing", 3, 100), 100, 900):
        said = said_by(checkout, "rescue", tmp_path, milliseconds)
        hits.note(stick, f"{layout.UNFINISHED}*", said)
        assert {**everything(folder), layout.LOCK: b""} == {**before, layout.LOCK: b""}
        found = {path.name for path in stick.glob("*.imb")}
        assert set(said) <= found
        for name in found:
            header = look_at_backup(stick / name)
            check_body(stick / name, header)
            assert header.size == size
            (stick / name).unlink()
    again = stick / "danach.imb"
    rescue_into(again, folder, PASSPHRASE, NOON, prepare=lambda _connection: None)
    assert [path.name for path in stick.iterdir()] == [again.name]
    restore_backup(again, PASSPHRASE, tmp_path / "neu", forget=lambda _vault, _gone: frozenset(), now=NOON)
    with open_vault(tmp_path / "neu", PASSPHRASE) as vault:
        assert verify(vault).sound
        assert len(setting_names(vault)) >= 17
    assert hits.interrupted > 0
    assert hits.made > 0
