"""What every way in costs, beside the bare derivation and a bare connection; renewing the data key."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.figures import RATIO, SECONDS, Figure, alternating, seconds_of
from bench.stores import PASSPHRASE, opened_store
from intman_desktop import sealing
from intman_desktop.services.keeping import keyring
from intman_desktop.services.keeping.stores import desk_of, open_store, open_store_with_code
from intman_desktop.vault import layout
from intman_desktop.vault.connection import connect, copy_into
from intman_desktop.vault.key_file import Slot, SlotKind
from intman_desktop.vault.vault import Vault

MOST = 1.5
"""How many times as long as the bare derivation and a bare connection a way in may take."""
MOST_RENEWING = 2.0
"""How many times as long as copying, encrypting and checking the bare file a renewal may take."""
RUNS = 3

_SUBSTITUTE = "Vera Vertretung"
_OF_SUBSTITUTE = "Vertreten wird mit Muster"
_CHECKS = ("cipher_integrity_check", "integrity_check", "foreign_key_check")


def measures(store: Path, folder: Path) -> Iterator[Figure]:
    """Yield what unlocking through each slot and renewing cost; a copy of the closed ``store`` is used."""
    copy = folder / "with-slots"
    shutil.copytree(store, copy)
    try:
        yield from _unlocking(copy)
        yield from _renewing(copy)
    finally:
        shutil.rmtree(copy)


def _unlocking(folder: Path) -> Iterator[Figure]:
    with opened_store(folder) as desk:
        way = keyring.add_substitute(desk, _SUBSTITUTE, _OF_SUBSTITUTE).value
        code = keyring.new_emergency_code(desk).value
        slots = {slot.kind: slot for slot in desk.vault.keys.slots}
        data_key = desk.vault.data_key
    doors: dict[SlotKind, Callable[[], Vault]] = {
        SlotKind.OWNER: lambda: open_store(folder, PASSPHRASE),
        SlotKind.SUBSTITUTE: lambda: open_store(folder, _OF_SUBSTITUTE, way.slot_id),
        SlotKind.EMERGENCY: lambda: open_store_with_code(folder, code),
    }
    for kind, door in doors.items():

        def ours(door: Callable[[], Vault] = door) -> None:
            vault = door()
            desk_of(vault)
            vault.close()

        def bare(slot: Slot = slots[kind]) -> None:
            sealing.derive_key(PASSPHRASE, slot.salt, slot.parameters)
            driver = connect(folder / layout.STORE, data_key)
            driver.execute("SELECT count(*) FROM sqlite_master").fetchone()
            driver.close()

        taken, plain = alternating(ours, bare, RUNS)
        what = f"unlock through the slot: {kind.value}"
        yield Figure(what, taken)
        yield Figure(f"{what}, to the bare derivation and connection", taken / plain, RATIO, MOST)


def _renewing(folder: Path) -> Iterator[Figure]:
    with opened_store(folder) as desk:
        plain = seconds_of(lambda: _bare_renewal(desk.vault))
        taken = seconds_of(lambda: keyring.renew(desk))
    yield Figure("renewing the data key", taken, SECONDS)
    what = "renewing the data key, to a bare copy encrypted anew and checked"
    yield Figure(what, taken / plain, RATIO, MOST_RENEWING)


def _bare_renewal(vault: Vault) -> None:
    """Copy the file, bring the copy under another key, check it, and throw it away."""
    copy = vault.folder / "bare.db"
    copy_into(vault.driver, copy)
    other = sealing.new_key()
    driver = connect(copy, vault.data_key)
    driver.execute(f"PRAGMA rekey = \"x'{other.hex()}'\"")
    driver.close()
    driver = connect(copy, other)
    for check in _CHECKS:
        driver.execute(f"PRAGMA {check}").fetchall()
    driver.close()
    copy.unlink()
