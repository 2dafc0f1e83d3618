"""E1, E6: a restore that leaves out a substitute removed since changes what the notice says."""

from __future__ import annotations

from pathlib import Path

from intman_desktop.services.common.desk import Desk
from intman_desktop.services.keeping.backups import back_up, restore
from intman_desktop.services.keeping.keyring import add_substitute, take_away
from intman_desktop.services.keeping.stores import desk_of, note_opened, open_store
from tests.opened import PASSPHRASE, TODAY, moment
from tests.services.papers.told import told, undecided


def test_e6_who_was_told_of_a_substitute_whom_a_restore_leaves_out_is_asked_about(
    desk: Desk, tmp_path: Path
) -> None:
    away, stays = (
        add_substitute(desk, name, f"eine lange Passphrase für {name}").value
        for name in ("Vera Kern", "Anna Stein")
    )
    told(desk)
    made = back_up(desk, tmp_path / "stick.imb").value
    take_away(desk, away.slot_id)
    folder = desk.vault.folder
    desk.vault.close()
    restore(made.file, PASSPHRASE, folder, today=lambda: TODAY, now=lambda: moment())
    there = desk_of(open_store(folder, PASSPHRASE), lambda: TODAY, lambda: moment())
    assert stays.slot_id in {slot.id for slot in there.vault.keys.slots}
    assert not undecided(there)
    note_opened(there)
    assert undecided(there)
    there.vault.close()
