"""Key file and store in step: every change of the slots is written to both, the key file first.

The store keeps the serial number and the keyed checksum of the key file that belongs to it. Between the two
writes the key file is ahead, never behind; so a kill leaves one that is ahead, which opening takes over, and
one that is behind is an old one that somebody put back. What a killed change took away is not forgotten: the
key file itself says that a renewal is due.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from sqlalchemy import Connection

from intman_desktop.errors import Trouble
from intman_desktop.models.settings import put_setting, setting
from intman_desktop.vault import layout
from intman_desktop.vault.edge import all_troubles
from intman_desktop.vault.former import forget_former, remember_gone
from intman_desktop.vault.key_file import KeyFile, read_key_file, write_key_file
from intman_desktop.vault.keys import Unlocked
from intman_desktop.vault.slots import with_one_key
from intman_desktop.vault.troubles import KeyFileOutdated
from intman_desktop.vault.vault import Vault

_NAME = "key_file"


@dataclass(frozen=True, repr=False)
class KeyRecord:
    """What a store keeps of its key file: ``serial`` and ``mac`` (hexadecimal) of the one that belongs to it.

    ``awaited`` is set in a store that a renewal has put into its place, until its key file is written.
    ``former`` are the data keys of earlier generations, hexadecimal.
    """

    serial: int = 0
    mac: str = ""
    awaited: bool = False
    former: Mapping[int, str] = field(default_factory=dict)


def record_of(keys: KeyFile, former: Mapping[int, bytes], *, awaited: bool = False) -> KeyRecord:
    """Return what a store keeps of ``keys``."""
    mac = keys.macs[keys.generation].hex()
    return KeyRecord(keys.serial, mac, awaited, {each: key.hex() for each, key in former.items()})


def keep_record(connection: Connection, record: KeyRecord) -> None:
    """Write the record into the store behind ``connection``, inside a transaction."""
    content = {
        "serial": record.serial,
        "mac": record.mac,
        "awaited": record.awaited,
        "former": {str(generation): key for generation, key in record.former.items()},
    }
    put_setting(connection, _NAME, json.dumps(content))


def read_record(connection: Connection) -> KeyRecord:
    """Return what the store keeps of its key file; of one whose slots were never changed, nothing."""
    content = json.loads(setting(connection, _NAME) or "{}")
    former = {int(generation): key for generation, key in content.pop("former", {}).items()}
    return KeyRecord(**content, former=former)


def change_keys(
    vault: Vault, keys: KeyFile, also: Callable[[Connection], object] = lambda _connection: None
) -> None:
    """Put ``keys`` into force; ``also`` is written in the store's same transaction.

    Raises ``DiskFull``, ``NoRight``, ``StorageFailed``, ``Interrupted``, and what ``also`` raises; then the
    key file is again as it was, or, where even that cannot be written, the new one stays in force.
    """
    before = vault.keys
    closed = {slot.id for slot in before.slots} - {slot.id for slot in keys.slots}
    try:
        with all_troubles(vault.folder):
            if closed:
                # first, so that no kill skips it; whoever reads it looks at the ways that are open as well
                remember_gone(vault.folder, sorted(closed))
            write_key_file(vault.folder / layout.KEY_FILE, keys)
        with vault.transaction() as connection:
            also(connection)
            keep_record(connection, record_of(keys, vault.former_keys))
    except BaseException:
        vault.keys = _after_failing(vault, before, keys)
        raise
    vault.keys = keys


def _after_failing(vault: Vault, before: KeyFile, keys: KeyFile) -> KeyFile:
    """Take the key file back if the store surely did not hear of it, and return the one in force.

    One behind the store would lock everybody out; one ahead of it is taken over by the next opening.
    """
    path = vault.folder / layout.KEY_FILE
    with suppress(Trouble, OSError):
        with vault.reading() as connection:
            known = read_record(connection).serial
        if known < keys.serial:
            write_key_file(path, before)
    try:
        return read_key_file(path)
    except (Trouble, OSError):
        return before


def bring_in_step(vault: Vault, unlocked: Unlocked) -> None:
    """Compare the key file with what the store keeps of it, and end what a kill has cut off.

    ``unlocked`` is what the secret gave. Raises ``KeyFileOutdated`` for a key file that was put back.
    """
    if not vault.look_up("SELECT 1 FROM sqlite_master WHERE name = 'settings'"):
        return  # of another program's making; the revision, looked at next, tells
    with vault.reading() as connection:
        known = read_record(connection)
    vault.former_keys = {generation: bytes.fromhex(key) for generation, key in known.former.items()}
    keys, path = vault.keys, vault.folder / layout.KEY_FILE
    renewed = unlocked.next_key is not None and unlocked.next_key == vault.data_key
    if renewed and not (known.awaited and keys.serial == known.serial - 1):
        raise KeyFileOutdated
    if not renewed and _is_behind(keys, known):
        raise KeyFileOutdated
    if keys.renewing:
        # the renewal got as far as the rename, or not: that alone decides
        generation = keys.generation + 1 if renewed else keys.generation
        vault.keys = with_one_key(keys, generation, vault.data_key)
        forget_former(vault.folder, vault.data_key)
    if keys is vault.keys and not known.awaited and keys.serial == known.serial:
        return
    # on a full or a write-protected disk the store opens as well; then the next opening does it
    with suppress(Trouble), all_troubles(vault.folder):
        if keys is not vault.keys:
            write_key_file(path, vault.keys)
        with vault.transaction() as connection:
            keep_record(connection, record_of(vault.keys, vault.former_keys))


def _is_behind(keys: KeyFile, known: KeyRecord) -> bool:
    """Return whether the store knows a later key file, or another one with the same number."""
    if keys.serial != known.serial:
        return keys.serial < known.serial
    return bool(known.mac) and known.mac != keys.macs[keys.generation].hex()
