"""Changes of the slots: each returns another key file, and needs the data keys in use, never a secret before.

``data_keys`` are those of the generations the file holds. Nothing is written here; ``vault.changing`` does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from intman_desktop import sealing
from intman_desktop.sealing import KdfParameters
from intman_desktop.vault.emergency_code import new_code
from intman_desktop.vault.key_file import KeyFile, Slot, SlotKind
from intman_desktop.vault.keys import Unlocked, authenticated, new_slot, sealed_for

_OLD_SECONDS = sealing.CALIBRATED_SECONDS[0] / 2
_CLEARLY = 2


def with_slot(
    keys: KeyFile, data_keys: Mapping[int, bytes], kind: SlotKind, secret: str, parameters: KdfParameters
) -> tuple[KeyFile, Slot]:
    """Return the key file with one more way in, and its slot. Raises ``PassphraseEmpty``."""
    added = new_slot(keys.vault_id, kind, secret, parameters, data_keys)
    return _changed(keys, (*keys.slots, added), data_keys), added


def without_slot(keys: KeyFile, data_keys: Mapping[int, bytes], slot_id: str) -> KeyFile:
    """Return the key file without a slot; the data key that it knew is then due to be renewed.

    Raises ``ValueError`` for a slot that is not there, and for the owner's last one.
    """
    left = tuple(slot for slot in keys.slots if slot.id != slot_id)
    if len(left) == len(keys.slots) or not any(slot.kind is SlotKind.OWNER for slot in left):
        raise ValueError("this slot cannot be taken away")
    return _changed(keys, left, data_keys, due=True)


def with_secret(
    keys: KeyFile, data_keys: Mapping[int, bytes], slot_id: str, secret: str, parameters: KdfParameters
) -> KeyFile:
    """Return the key file with another secret of the same slot; the database is not touched.

    The slot gets a new key pair: with the old one, an old key file and the old passphrase would open every
    data key that is ever sealed to this slot. Raises ``PassphraseEmpty``, ``ValueError`` for no such slot.
    """
    slot = keys.slot(slot_id)
    if slot is None:
        raise ValueError("there is no such slot")
    other = new_slot(keys.vault_id, slot.kind, secret, parameters, data_keys, slot_id=slot_id)
    return with_new_seal(keys, data_keys, other)


def with_new_seal(keys: KeyFile, data_keys: Mapping[int, bytes], other: Slot) -> KeyFile:
    """Return the key file with ``other`` in the place of the slot that has its id."""
    return _changed(keys, (other if slot.id == other.id else slot for slot in keys.slots), data_keys)


def with_new_sheet(
    keys: KeyFile, data_keys: Mapping[int, bytes], parameters: KdfParameters
) -> tuple[KeyFile, Slot, str]:
    """Return the key file with another emergency sheet, its slot and its code; the old one opens no more.

    The slot has an id of its own, so that backups which obey the old sheet can be told. The data key that
    the old sheet knew is then due to be renewed.
    """
    code = new_code()
    sheet = new_slot(keys.vault_id, SlotKind.EMERGENCY, code, parameters, data_keys)
    others = [slot for slot in keys.slots if slot.kind is not SlotKind.EMERGENCY]
    return _changed(keys, (*others, sheet), data_keys, due=True), sheet, code


def with_next_key(keys: KeyFile, data_key: bytes, next_key: bytes) -> KeyFile:
    """Return the key file in which every slot reaches both data keys."""
    following = keys.generation + 1
    slots = (sealed_for(keys.vault_id, slot, {following: next_key}) for slot in keys.slots)
    return _changed(keys, slots, {keys.generation: data_key, following: next_key})


def with_one_key(keys: KeyFile, generation: int, data_key: bytes) -> KeyFile:
    """Return the key file in which every slot reaches the data key of ``generation`` alone.

    With the next generation nothing is due any more; with the present one all is as before the renewal.
    """
    slots = tuple(replace(slot, data_keys={generation: slot.data_keys[generation]}) for slot in keys.slots)
    due = keys.renewal_due and generation == keys.generation
    alone = replace(keys, generation=generation, renewal_due=due)
    return _changed(alone, slots, {generation: data_key}, due=due)


def brought_back(keys: KeyFile, data_key: bytes, gone: Collection[str], serial: int) -> KeyFile:
    """Return an earlier key file as one newer than ``serial``, without the slots whose ids are ``gone``.

    The owner's stays. The data key is due to be renewed.
    """
    alone = with_one_key(keys, keys.generation, data_key)
    left = [slot for slot in alone.slots if slot.kind is SlotKind.OWNER or slot.id not in gone]
    newer = replace(alone, serial=max(alone.serial, serial))
    return _changed(newer, left, {keys.generation: data_key}, due=True)


def is_aged(slot: Slot, unlocked: Unlocked) -> bool:
    """Return whether the slot costs an attacker clearly less than it should, as far as its opening showed.

    Below the library's floor it does, or where this machine derived it in half the time it should take.
    """
    return _cost(slot.parameters) < _cost(sealing.FLOOR) or unlocked.seconds < _OLD_SECONDS


def is_clearly_stronger(other: KdfParameters, present: KdfParameters) -> bool:
    """Return whether ``other`` is worth sealing a slot anew: twice as much, or what lifts it to the floor."""
    floor = _cost(sealing.FLOOR)
    if _cost(present) < floor <= _cost(other):
        return True
    return _cost(other) >= _CLEARLY * _cost(present)


def at_least_the_floor(parameters: KdfParameters) -> KdfParameters:
    """Return what a new slot costs beside one that costs ``parameters``: the library's floor at the least."""
    return parameters if _cost(parameters) >= _cost(sealing.FLOOR) else sealing.FLOOR


def _cost(parameters: KdfParameters) -> int:
    return parameters.memory * parameters.passes


def _changed(
    keys: KeyFile, slots: Iterable[Slot], data_keys: Mapping[int, bytes], *, due: bool | None = None
) -> KeyFile:
    changed = replace(
        keys,
        slots=tuple(slots),
        serial=keys.serial + 1,
        renewal_due=keys.renewal_due if due is None else due,
    )
    return authenticated(changed, data_keys)
