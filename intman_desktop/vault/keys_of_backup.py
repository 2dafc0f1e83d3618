"""The key file of a backup, put into force again for a rescued store that has lost its own."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from intman_desktop.vault import slots
from intman_desktop.vault.changing import keep_record, read_record, record_of
from intman_desktop.vault.key_file import KeyFile


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
