"""The key file of a backup, put into force again for a store that was rescued or restored."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from intman_desktop.errors import Trouble
from intman_desktop.vault import layout, slots
from intman_desktop.vault.changing import change_keys, keep_record, read_record, record_of
from intman_desktop.vault.former import gone_among
from intman_desktop.vault.key_file import KeyFile, SlotKind, read_key_file
from intman_desktop.vault.vault import Vault


def put_into_force(
    connection: Connection, keys: KeyFile, data_key: bytes, gone: Collection[str], *, record_whole: bool
) -> KeyFile:
    """Return ``keys`` of a backup as the key file of the store behind ``connection``, which keeps its record.

    Where no slot was changed since the backup they are the same and nothing is written. Otherwise the slots
    that are ``gone`` since (by their ids) are left out, the file counts as newer than the one that was lost,
    and the data key is due to be renewed: what else was changed, and why, nobody can know any more.
    ``record_whole`` is off where the store's own record of its key file may be lost.
    """
    known = read_record(connection)
    same = keys.serial == known.serial and known.mac in ("", keys.macs[keys.generation].hex())
    if record_whole and same:
        return keys
    in_force = slots.brought_back(keys, data_key, gone, known.serial)
    former = {generation: bytes.fromhex(key) for generation, key in known.former.items()}
    keep_record(connection, record_of(in_force, former))
    return in_force


@dataclass(frozen=True)
class LaterKeys:
    """What the folder of the store of before says of the ways into a backup of that store.

    ``gone`` are the ids of the backup's slots that were closed since; ``serial`` is the number of the key
    file that lies there.
    """

    gone: frozenset[str] = frozenset()
    serial: int = 0

    @classmethod
    def of(cls, folder: Path, then: KeyFile) -> LaterKeys:
        """Compare ``then``, the backup's, with the key file of ``folder`` and with what was closed there.

        That holds for the way that opened the backup as well: whoever was shut out does not come in again.
        Where the key file cannot be read, or is another store's, the ways that ``renewed.txt`` names are
        gone. Numbers alone do not tell what came later: after a restore they are given again.
        """
        ways = {slot.id for slot in then.slots if slot.kind is not SlotKind.OWNER}
        try:
            now = read_key_file(folder / layout.KEY_FILE)
        except (Trouble, OSError):
            return cls(gone_among(folder, ways))
        if now.vault_id != then.vault_id:
            return cls(gone_among(folder, ways))
        gone = ways - {slot.id for slot in now.slots}
        return cls(
            frozenset(gone) if now.serial > then.serial else gone_among(folder, gone),
            now.serial,
        )

    def leave_out(self, vault: Vault) -> None:
        """Let the ways that are gone open nothing here either; the data key is due to be renewed."""
        if self.gone:
            change_keys(vault, slots.brought_back(vault.keys, vault.data_key, self.gone, self.serial))
