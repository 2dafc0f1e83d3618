"""``keys.json``: the slots through which a passphrase or an emergency code reaches the data key.

A slot has a key pair. Its private key is sealed under Argon2id of the secret, the data key is
sealed to its public key: the data key can be renewed for every slot while only one secret is
known. Damage is told from a wrong passphrase by a checksum over the whole file before a secret
is asked, and deliberate change by an HMAC under the data key afterwards.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from intman_desktop import sealing
from intman_desktop.sealing import KdfParameters, SealBroken
from intman_desktop.vault import files
from intman_desktop.vault.emergency_code import check_code, normal_form
from intman_desktop.vault.troubles import (
    FaultyEmergencyCode,
    KeyFileDamaged,
    KeyFileMissing,
    PassphraseEmpty,
    VaultNewer,
    WrongEmergencyCode,
    WrongPassphrase,
)

FORMAT = 1
_ID_SIZE = 16
_MOST_BYTES = 64 * 1024
_MOST_SLOTS = 32


class SlotKind(StrEnum):
    """Who opens the store through a slot."""

    OWNER = "owner"
    SUBSTITUTE = "substitute"
    EMERGENCY = "emergency"


@dataclass(frozen=True)
class Slot:
    """One way to the data key.

    ``private_key`` is sealed under Argon2id of the secret; ``data_keys`` holds the data key of each
    generation, sealed to ``public_key`` (two while the data key is being renewed).
    """

    id: str
    kind: SlotKind
    parameters: KdfParameters
    salt: bytes
    public_key: bytes
    private_key: bytes
    data_keys: Mapping[int, bytes]


@dataclass(frozen=True)
class KeyFile:
    """The content of ``keys.json``: ``generation`` of the data key in use, ``macs`` by generation."""

    vault_id: str
    generation: int
    slots: tuple[Slot, ...]
    macs: Mapping[int, bytes]


@dataclass(frozen=True, repr=False)
class Unlocked:
    """What a secret gave: the data key (32 bytes) and the slot it came through."""

    data_key: bytes
    slot_id: str


def new_key_file(data_key: bytes, openers: Mapping[SlotKind, str], parameters: KdfParameters) -> KeyFile:
    """Return a key file of generation 1 with one slot for each of ``openers`` (kind → secret).

    Raises ``PassphraseEmpty``.
    """
    vault_id = secrets.token_hex(_ID_SIZE)
    slots = tuple(
        _new_slot(vault_id, kind, secret, parameters, {1: data_key}) for kind, secret in openers.items()
    )
    return _authenticated(KeyFile(vault_id, 1, slots, {}), {1: data_key})


def unlock(keys: KeyFile, passphrase: str) -> Unlocked:
    """Return the data key behind the owner's passphrase (one derivation).

    Raises ``WrongPassphrase``, and ``KeyFileDamaged`` when the file was changed by someone who
    did not know the data key.
    """
    return _unlock(keys, SlotKind.OWNER, passphrase, WrongPassphrase)


def unlock_with_code(keys: KeyFile, code: str) -> Unlocked:
    """Return the data key behind the code of the emergency sheet (one derivation).

    Raises ``FaultyEmergencyCode`` naming the groups with typing faults, ``WrongEmergencyCode``,
    ``KeyFileDamaged``.
    """
    faults = check_code(code)
    if faults:
        raise FaultyEmergencyCode(groups=", ".join(str(fault.group) for fault in faults))
    return _unlock(keys, SlotKind.EMERGENCY, normal_form(code), WrongEmergencyCode)


def _unlock(
    keys: KeyFile, kind: SlotKind, secret: str, wrong: type[WrongPassphrase | WrongEmergencyCode]
) -> Unlocked:
    for slot in keys.slots:
        if slot.kind is kind:
            data_key = _data_key(keys, slot, secret)
            if data_key is not None:
                _check_macs(keys, data_key)
                return Unlocked(data_key, slot.id)
    raise wrong


def _data_key(keys: KeyFile, slot: Slot, secret: str) -> bytes | None:
    """Return the data key in use, or None for another secret than the slot's."""
    try:
        wrapping = sealing.derive_key(secret, slot.salt, slot.parameters)
        private_key = sealing.unseal(wrapping, slot.private_key, _bound_to_secret(keys.vault_id, slot))
    except SealBroken:
        return None
    try:
        sealed = slot.data_keys[keys.generation]
        return sealing.unseal_with(
            private_key, sealed, _bound_to_slot(keys.vault_id, slot.id, keys.generation)
        )
    except (KeyError, SealBroken):
        raise KeyFileDamaged from None


def _new_slot(
    vault_id: str, kind: SlotKind, secret: str, parameters: KdfParameters, data_keys: Mapping[int, bytes]
) -> Slot:
    if not secret:
        raise PassphraseEmpty
    private_key, public_key = sealing.new_key_pair()
    slot_id = secrets.token_hex(_ID_SIZE)
    salt = sealing.new_salt()
    sealed_keys = {
        generation: sealing.seal_to(public_key, key, _bound_to_slot(vault_id, slot_id, generation))
        for generation, key in data_keys.items()
    }
    bare = Slot(slot_id, kind, parameters, salt, public_key, b"", sealed_keys)
    wrapping = sealing.derive_key(secret, salt, parameters)
    sealed = sealing.seal(wrapping, private_key, _bound_to_secret(vault_id, bare))
    return Slot(slot_id, kind, parameters, salt, public_key, sealed, sealed_keys)


def _bound_to_secret(vault_id: str, slot: Slot) -> bytes:
    """Return what the sealed private key is bound to: format, store, slot, parameters."""
    return _canonical(
        {
            "format": FORMAT,
            "vault": vault_id,
            "slot": slot.id,
            "kind": slot.kind,
            "kdf": _kdf(slot.parameters),
            "salt": slot.salt.hex(),
            "public_key": slot.public_key.hex(),
        }
    )


def _bound_to_slot(vault_id: str, slot_id: str, generation: int) -> bytes:
    """Return what a sealed data key is bound to: format, store, slot, generation."""
    return _canonical({"format": FORMAT, "vault": vault_id, "slot": slot_id, "generation": generation})


# -- authentication and bytes ------------------------------------------------------------------


def _authenticated(keys: KeyFile, data_keys: Mapping[int, bytes]) -> KeyFile:
    content = _canonical(_without_macs(keys))
    macs = {generation: sealing.mac(_mac_key(key), content) for generation, key in data_keys.items()}
    return KeyFile(keys.vault_id, keys.generation, keys.slots, macs)


def _check_macs(keys: KeyFile, data_key: bytes) -> None:
    expected = sealing.mac(_mac_key(data_key), _canonical(_without_macs(keys)))
    if not sealing.same(expected, keys.macs.get(keys.generation, b"")):
        raise KeyFileDamaged


def _mac_key(data_key: bytes) -> bytes:
    return sealing.subkey(data_key, "key file")


def _kdf(parameters: KdfParameters) -> dict[str, object]:
    return {
        "name": "argon2id",
        "passes": parameters.passes,
        "memory_kib": parameters.memory,
        "lanes": parameters.lanes,
    }


def _without_macs(keys: KeyFile) -> dict[str, object]:
    return {
        "format": FORMAT,
        "vault": keys.vault_id,
        "generation": keys.generation,
        "slots": [
            {
                "id": slot.id,
                "kind": slot.kind,
                "kdf": _kdf(slot.parameters),
                "salt": slot.salt.hex(),
                "public_key": slot.public_key.hex(),
                "private_key": slot.private_key.hex(),
                "data_keys": {str(generation): sealed.hex() for generation, sealed in slot.data_keys.items()},
            }
            for slot in keys.slots
        ],
    }


def _canonical(content: Mapping[str, object]) -> bytes:
    """Return the one way in which ``content`` is written; any other byte is damage."""
    return json.dumps(content, sort_keys=True, indent=1, ensure_ascii=True).encode("ascii") + b"\n"


def to_bytes(keys: KeyFile) -> bytes:
    """Return the file's bytes: the content and the SHA-256 of its canonical form."""
    content = _without_macs(keys) | {"macs": {str(number): mac.hex() for number, mac in keys.macs.items()}}
    checksum = hashlib.sha256(_canonical(content)).hexdigest()
    return _canonical({"checksum": checksum, "keys": content})


def from_bytes(raw: bytes) -> KeyFile:
    """Return the key file that ``raw`` holds; no secret is needed.

    Raises ``KeyFileDamaged`` for any byte that is not as it was written, ``VaultNewer``,
    ``ParametersOutOfBounds``.
    """
    content = _checked_content(raw)
    if isinstance(content.get("format"), int) and content["format"] > FORMAT:
        raise VaultNewer
    try:
        return KeyFile(
            vault_id=_hex(content["vault"], _ID_SIZE).hex(),
            generation=int(content["generation"]),
            slots=tuple(_slot(entry) for entry in content["slots"][:_MOST_SLOTS]),
            macs={int(number): _hex(mac, sealing.MAC_SIZE) for number, mac in content["macs"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise KeyFileDamaged from None


def _checked_content(raw: bytes) -> dict[str, Any]:
    if len(raw) > _MOST_BYTES:
        raise KeyFileDamaged
    try:
        whole = json.loads(raw.decode("ascii"))
        content = whole["keys"]
        checksum = hashlib.sha256(_canonical(content)).hexdigest()
        sound = raw == _canonical({"checksum": checksum, "keys": content}) and isinstance(content, dict)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise KeyFileDamaged from None
    if not sound:
        raise KeyFileDamaged
    return dict(content)


def _slot(entry: Mapping[str, Any]) -> Slot:
    kdf = entry["kdf"]
    return Slot(
        id=_hex(entry["id"], _ID_SIZE).hex(),
        kind=SlotKind(entry["kind"]),
        parameters=KdfParameters(kdf["passes"], kdf["memory_kib"], kdf["lanes"]),
        salt=_hex(entry["salt"], sealing.SALT_SIZE),
        public_key=_hex(entry["public_key"], sealing.KEY_SIZE),
        private_key=_hex(entry["private_key"], sealing.KEY_SIZE + sealing.SEAL_SIZE),
        data_keys={
            int(number): _hex(sealed, sealing.KEY_SIZE + sealing.SEAL_TO_SIZE)
            for number, sealed in entry["data_keys"].items()
        },
    )


def _hex(text: str, size: int) -> bytes:
    content = bytes.fromhex(text)
    if len(content) != size:
        raise ValueError("wrong size")
    return content


def read_key_file(path: Path) -> KeyFile:
    """Return the key file at ``path``. Raises ``KeyFileMissing`` and what ``from_bytes`` raises."""
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        raise KeyFileMissing from None
    return from_bytes(raw)


def write_key_file(path: Path, keys: KeyFile) -> None:
    """Write ``keys`` to ``path``, wholly or not at all."""
    files.write_whole(path, to_bytes(keys))
