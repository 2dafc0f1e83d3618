"""Making and opening the slots through which a passphrase or an emergency code reaches the data key.

A slot has a key pair. Its private key is sealed under Argon2id of the secret, the data key is
sealed to its public key: the data key can be renewed for every slot while only one secret is
known. Damage is told from a wrong passphrase by a checksum over the whole file before a secret
is asked, and deliberate change by an HMAC under the data key afterwards.
"""

from __future__ import annotations

import math
import secrets
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from intman_desktop import sealing
from intman_desktop.sealing import KdfParameters, SealBroken
from intman_desktop.vault.emergency_code import GroupFault, check_code, normal_form, shaped_as_code
from intman_desktop.vault.key_file import (
    ID_SIZE,
    UNCHANGED,
    KeyFile,
    Slot,
    SlotKind,
    canonical,
    kdf_words,
    without_macs,
)
from intman_desktop.vault.troubles import (
    FaultyEmergencyCode,
    KeyFileDamaged,
    PassphraseEmpty,
    WrongEmergencyCode,
    WrongPassphrase,
)

PASSPHRASE_KINDS = (SlotKind.OWNER, SlotKind.SUBSTITUTE)
"""The slots that open with a passphrase, the emergency sheet being the other way in."""


@dataclass(frozen=True, repr=False)
class Unlocked:
    """What a secret gave: the data key (32 bytes) and the slot it came through.

    ``next_key`` is the data key that a renewal had begun to put into its place. ``seconds`` is what the
    derivation took on this machine, endless where there was none.
    """

    data_key: bytes
    slot_id: str
    next_key: bytes | None = None
    seconds: float = math.inf


def new_key_file(data_key: bytes, openers: Mapping[SlotKind, str], parameters: KdfParameters) -> KeyFile:
    """Return a key file of generation 1 with one slot for each of ``openers`` (kind → secret).

    Raises ``PassphraseEmpty``.
    """
    vault_id = secrets.token_hex(ID_SIZE)
    slots = tuple(
        new_slot(vault_id, kind, secret, parameters, {1: data_key}) for kind, secret in openers.items()
    )
    return authenticated(KeyFile(vault_id, 1, slots, {}), {1: data_key})


def unlock(keys: KeyFile, passphrase: str, slot_id: str | None = None) -> Unlocked:
    """Return the data key behind the passphrase of a slot, None standing for the owner's (one derivation).

    Raises ``WrongPassphrase``, also where there is no such slot, and ``KeyFileDamaged`` when the file was
    changed by someone who did not know the data key.
    """
    if slot_id is None:
        asked = [slot for slot in keys.slots if slot.kind is SlotKind.OWNER]
    else:
        asked = [slot for slot in keys.slots if slot.kind in PASSPHRASE_KINDS and slot.id == slot_id]
    return _unlock(keys, asked, passphrase, WrongPassphrase)


def unlock_any(keys: KeyFile, passphrase: str) -> Unlocked:
    """Return the data key behind whichever slot the passphrase opens, the owner's first.

    One derivation for each slot that is tried, so up to six: for the command line and for backups, where
    nobody has said which slot is meant. Raises as ``unlock``, and ``FaultyEmergencyCode`` where what was
    typed opens nothing and is written like the code of a sheet: one letter misread throughout spoils most
    groups.
    """
    asked = [slot for kind in PASSPHRASE_KINDS for slot in keys.slots if slot.kind is kind]
    try:
        return _unlock(keys, asked, passphrase, WrongPassphrase)
    except WrongPassphrase:
        faults = check_code(passphrase) if shaped_as_code(passphrase) else ()
        if not faults:
            raise
        raise _faulty(faults) from None


def unlock_with_code(keys: KeyFile, code: str) -> Unlocked:
    """Return the data key behind the code of the emergency sheet (one derivation).

    Raises ``FaultyEmergencyCode`` naming the groups with typing faults, ``WrongEmergencyCode``,
    ``KeyFileDamaged``.
    """
    faults = check_code(code)
    if faults:
        raise _faulty(faults)
    sheets = [slot for slot in keys.slots if slot.kind is SlotKind.EMERGENCY]
    return _unlock(keys, sheets, normal_form(code), WrongEmergencyCode)


def _faulty(faults: Sequence[GroupFault]) -> FaultyEmergencyCode:
    return FaultyEmergencyCode(groups=", ".join(str(fault.group) for fault in faults))


def _unlock(
    keys: KeyFile,
    asked: Iterable[Slot],
    secret: str,
    wrong: type[WrongPassphrase | WrongEmergencyCode],
) -> Unlocked:
    for slot in asked:
        start = time.perf_counter()
        private_key = _private_key(keys, slot, secret)
        if private_key is not None:
            data_key = _unsealed(keys, slot, private_key, keys.generation)
            _check_mac(keys, keys.generation, data_key)
            next_key = None
            if keys.renewing:
                next_key = _unsealed(keys, slot, private_key, keys.generation + 1)
                _check_mac(keys, keys.generation + 1, next_key)
            return Unlocked(data_key, slot.id, next_key, time.perf_counter() - start)
    raise wrong


def _private_key(keys: KeyFile, slot: Slot, secret: str) -> bytes | None:
    """Return the private key of a slot, or None for another secret than its own."""
    try:
        wrapping = sealing.derive_key(secret, slot.salt, slot.parameters)
        return sealing.unseal(wrapping, slot.private_key, _bound_to_secret(keys.vault_id, slot))
    except SealBroken:
        return None


def _unsealed(keys: KeyFile, slot: Slot, private_key: bytes, generation: int) -> bytes:
    try:
        sealed = slot.data_keys[generation]
        return sealing.unseal_with(private_key, sealed, _bound_to_slot(keys.vault_id, slot.id, generation))
    except (KeyError, SealBroken):
        raise KeyFileDamaged from None


def new_slot(
    vault_id: str,
    kind: SlotKind,
    secret: str,
    parameters: KdfParameters,
    data_keys: Mapping[int, bytes],
    *,
    slot_id: str = "",
) -> Slot:
    """Return a slot with a key pair of its own that leads from ``secret`` to ``data_keys`` (by generation).

    Raises ``PassphraseEmpty``.
    """
    if not secret:
        raise PassphraseEmpty
    private_key, public_key = sealing.new_key_pair()
    bare = Slot(
        slot_id or secrets.token_hex(ID_SIZE), kind, parameters, sealing.new_salt(), public_key, b"", {}
    )
    wrapping = sealing.derive_key(secret, bare.salt, parameters)
    sealed = sealing.seal(wrapping, private_key, _bound_to_secret(vault_id, bare))
    return sealed_for(vault_id, replace(bare, private_key=sealed), data_keys)


def sealed_for(vault_id: str, slot: Slot, data_keys: Mapping[int, bytes]) -> Slot:
    """Return the slot with these data keys besides those it has; its secret is not needed."""
    more = {
        generation: sealing.seal_to(slot.public_key, key, _bound_to_slot(vault_id, slot.id, generation))
        for generation, key in data_keys.items()
    }
    return replace(slot, data_keys={**slot.data_keys, **more})


def authenticated(keys: KeyFile, data_keys: Mapping[int, bytes]) -> KeyFile:
    """Return the key file with keyed checksums over its content, one under each of ``data_keys``."""
    content = canonical(without_macs(keys))
    macs = {generation: sealing.mac(_mac_key(key), content) for generation, key in data_keys.items()}
    return replace(keys, macs=macs)


def _check_mac(keys: KeyFile, generation: int, data_key: bytes) -> None:
    expected = sealing.mac(_mac_key(data_key), canonical(without_macs(keys)))
    if not sealing.same(expected, keys.macs.get(generation, b"")):
        raise KeyFileDamaged


def _mac_key(data_key: bytes) -> bytes:
    return sealing.subkey(data_key, "key file")


def _bound_to_secret(vault_id: str, slot: Slot) -> bytes:
    """Return what the sealed private key is bound to: format, store, slot, parameters."""
    return canonical(
        {
            "format": UNCHANGED,
            "vault": vault_id,
            "slot": slot.id,
            "kind": slot.kind,
            "kdf": kdf_words(slot.parameters),
            "salt": slot.salt.hex(),
            "public_key": slot.public_key.hex(),
        }
    )


def _bound_to_slot(vault_id: str, slot_id: str, generation: int) -> bytes:
    """Return what a sealed data key is bound to: format, store, slot, generation."""
    return canonical({"format": UNCHANGED, "vault": vault_id, "slot": slot_id, "generation": generation})
