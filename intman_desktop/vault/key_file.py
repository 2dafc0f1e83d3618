"""``keys.json`` as bytes: the slots, their order of changes, and how any other byte is told from damage.

Format 1 is a store whose slots were never changed since it was made. Format 2 adds ``serial``, which grows
with every change and is compared with what the store itself keeps, and ``renewal_due``. What is sealed in a
slot is bound to the number 1 in both.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from intman_desktop import sealing
from intman_desktop.sealing import KdfParameters
from intman_desktop.vault import files
from intman_desktop.vault.troubles import KeyFileDamaged, KeyFileMissing, VaultNewer

UNCHANGED, FORMAT = 1, 2
"""The formats of a key file without and with a change of its slots; the latter is the newest."""
ID_SIZE = 16
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
    """The content of ``keys.json``: ``generation`` of the data key in use, ``macs`` by generation.

    ``serial`` counts the changes of slots. ``renewal_due``: a slot was taken away or its secret is no longer
    to be trusted, and the data key it knew is still in use.
    """

    vault_id: str
    generation: int
    slots: tuple[Slot, ...]
    macs: Mapping[int, bytes]
    serial: int = 0
    renewal_due: bool = False

    @property
    def renewing(self) -> bool:
        """Return whether the slots hold two data keys, since a renewal has begun and not ended."""
        return any(len(slot.data_keys) > 1 for slot in self.slots)

    @property
    def edition(self) -> tuple[int, int]:
        """Return what grows with each change: of two key files of a store the greater is the later one."""
        return self.serial, self.generation

    def slot(self, slot_id: str) -> Slot | None:
        """Return the slot of that id, None where there is none."""
        return next((slot for slot in self.slots if slot.id == slot_id), None)


def kdf_words(parameters: KdfParameters) -> dict[str, object]:
    """Return the cost of a derivation as it is written."""
    return {
        "name": "argon2id",
        "passes": parameters.passes,
        "memory_kib": parameters.memory,
        "lanes": parameters.lanes,
    }


def without_macs(keys: KeyFile) -> dict[str, object]:
    """Return what the keyed checksums are made over."""
    changed = {"serial": keys.serial, "renewal_due": keys.renewal_due} if keys.serial else {}
    return changed | {
        "format": FORMAT if keys.serial else UNCHANGED,
        "vault": keys.vault_id,
        "generation": keys.generation,
        "slots": [
            {
                "id": slot.id,
                "kind": slot.kind,
                "kdf": kdf_words(slot.parameters),
                "salt": slot.salt.hex(),
                "public_key": slot.public_key.hex(),
                "private_key": slot.private_key.hex(),
                "data_keys": {str(generation): sealed.hex() for generation, sealed in slot.data_keys.items()},
            }
            for slot in keys.slots
        ],
    }


def canonical(content: Mapping[str, object]) -> bytes:
    """Return the one way in which ``content`` is written; any other byte is damage."""
    return json.dumps(content, sort_keys=True, indent=1, ensure_ascii=True).encode("ascii") + b"\n"


def to_bytes(keys: KeyFile) -> bytes:
    """Return the file's bytes: the content and the SHA-256 of its canonical form."""
    content = without_macs(keys) | {"macs": {str(number): mac.hex() for number, mac in keys.macs.items()}}
    checksum = hashlib.sha256(canonical(content)).hexdigest()
    return canonical({"checksum": checksum, "keys": content})


def from_bytes(raw: bytes) -> KeyFile:
    """Return the key file that ``raw`` holds; no secret is needed.

    Raises ``KeyFileDamaged`` for any byte that is not as it was written, and for whatever this program does
    not write, ``VaultNewer``, ``ParametersOutOfBounds``.
    """
    content = _checked_content(raw)
    if isinstance(content.get("format"), int) and content["format"] > FORMAT:
        raise VaultNewer
    try:
        keys = KeyFile(
            vault_id=_hex(content["vault"], ID_SIZE).hex(),
            generation=int(content["generation"]),
            slots=tuple(_slot(entry) for entry in content["slots"][:_MOST_SLOTS]),
            macs={int(number): _hex(mac, sealing.MAC_SIZE) for number, mac in content["macs"].items()},
            **_changes(content),
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        raise KeyFileDamaged from None
    # the keyed checksums are made over what was understood: nothing may stand beside it that they do not see
    generations = {keys.generation}.union(*(slot.data_keys for slot in keys.slots))
    if keys.macs.keys() != generations or to_bytes(keys) != raw:
        raise KeyFileDamaged
    return keys


def _checked_content(raw: bytes) -> dict[str, Any]:
    if len(raw) > _MOST_BYTES:
        raise KeyFileDamaged
    try:
        whole = json.loads(raw.decode("ascii"))
        content = whole["keys"]
        checksum = hashlib.sha256(canonical(content)).hexdigest()
        sound = raw == canonical({"checksum": checksum, "keys": content}) and isinstance(content, dict)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise KeyFileDamaged from None
    if not sound:
        raise KeyFileDamaged
    return dict(content)


def _changes(content: Mapping[str, Any]) -> dict[str, Any]:
    if content["format"] == UNCHANGED:
        return {}
    serial, due = content["serial"], content["renewal_due"]
    if type(serial) is not int or serial < 1 or type(due) is not bool:
        raise ValueError("no change of slots")
    return {"serial": serial, "renewal_due": due}


def _slot(entry: Mapping[str, Any]) -> Slot:
    kdf = entry["kdf"]
    return Slot(
        id=_hex(entry["id"], ID_SIZE).hex(),
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
        with files.opened(path) as file:
            raw = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        raise KeyFileMissing from None
    except files.NO_FILE:
        raise KeyFileDamaged from None
    return from_bytes(raw)


def write_key_file(path: Path, keys: KeyFile) -> None:
    """Write ``keys`` to ``path``, wholly or not at all."""
    files.write_whole(path, to_bytes(keys))
