"""What the store knows that a backup is to replace; nothing in its folder changes (Rule L4)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from intman_desktop.errors import Trouble
from intman_desktop.gdpr.erasure import kept_digests
from intman_desktop.sealing import NotEnoughMemory
from intman_desktop.values.backup_views import NotSeen
from intman_desktop.vault import emergency_code
from intman_desktop.vault.copied import store_copied
from intman_desktop.vault.store import open_vault_by_any, open_with_emergency_code
from intman_desktop.vault.troubles import (
    DAMAGE,
    DiskFull,
    FaultyEmergencyCode,
    NoRight,
    NotEnoughRoom,
    PassphraseEmpty,
    StorageFailed,
    VaultInUse,
    VaultNewer,
    WrongEmergencyCode,
    WrongPassphrase,
)

_WHY: tuple[tuple[tuple[type[Trouble], ...], NotSeen], ...] = (
    ((WrongPassphrase, WrongEmergencyCode, FaultyEmergencyCode, PassphraseEmpty), NotSeen.SHUT),
    ((*DAMAGE, StorageFailed), NotSeen.DAMAGED),
    ((DiskFull,), NotSeen.NO_ROOM),
    ((NotEnoughMemory,), NotSeen.NO_MEMORY),
    ((NoRight,), NotSeen.NO_RIGHT),
    ((VaultInUse,), NotSeen.IN_USE),
    ((VaultNewer,), NotSeen.NEWER),
)


@dataclass(frozen=True)
class ErasedInside:
    """What a store keeps of what was erased; ``unseen`` says why nobody could look, None where one could."""

    digests: frozenset[str] = frozenset()
    unseen: NotSeen | None = None


@contextmanager
def present_store(folder: Path, secret: str) -> Iterator[Connection]:
    """Yield a connection to a copy of the store in ``folder``.

    ``secret`` is a sheet's code or a passphrase, the owner's or a substitute's, as for a backup. Raises the
    troubles of ``vault.copied.store_copied``.
    """
    opening = open_with_emergency_code if emergency_code.meant_as_code(secret) else open_vault_by_any
    with store_copied(folder, lambda copy: opening(copy, secret)) as vault, vault.reading() as connection:
        yield connection


def erased_inside(folder: Path, secret: str) -> ErasedInside:
    """Return what the store in ``folder`` keeps of what was erased, or why that is not known.

    A kill may have kept it from the list beside it. Raises ``NotEnoughRoom``: a full disk is no reason not to
    know of it.
    """
    try:
        with present_store(folder, secret) as connection:
            return ErasedInside(kept_digests(connection))
    except NotEnoughRoom:
        raise
    except Trouble as trouble:
        return ErasedInside(unseen=why_unseen(trouble))


def why_unseen(trouble: Trouble) -> NotSeen:
    """Return what a trouble says of a look into the present store."""
    return next((why for kinds, why in _WHY if isinstance(trouble, kinds)), NotSeen.OTHER)
