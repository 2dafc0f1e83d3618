"""What is kept in memory while the store is locked, sealed so that this store alone opens it (P2)."""

from __future__ import annotations

from dataclasses import dataclass

from intman_desktop import sealing
from intman_desktop.vault.vault import Vault


@dataclass(frozen=True, repr=False)
class SealedHere:
    """Something sealed for the store ``vault_id`` under a key made of its data key.

    ``generation`` is that of the data key, which may be renewed meanwhile.
    """

    vault_id: str
    generation: int
    content: bytes


def seal_here(vault: Vault, purpose: str, content: bytes) -> SealedHere:
    """Return ``content`` sealed for an open store; ``unseal_here`` needs the same ``purpose`` (Rule P2)."""
    sealed = sealing.seal(sealing.subkey(vault.data_key, purpose), content, purpose.encode())
    return SealedHere(vault.vault_id, vault.keys.generation, sealed)


def unseal_here(vault: Vault, purpose: str, sealed: SealedHere) -> bytes | None:
    """Return what ``seal_here`` was given, None where it belongs to another store.

    So it does where a restore took its key away; the number of that one is given again, to another key.
    """
    data_key = vault.data_keys.get(sealed.generation)
    if sealed.vault_id != vault.vault_id or data_key is None:
        return None
    try:
        return sealing.unseal(sealing.subkey(data_key, purpose), sealed.content, purpose.encode())
    except sealing.SealBroken:
        return None
