"""What the store knows that a backup is to replace; nothing in its folder changes (Rule L4)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from intman_desktop.errors import Trouble
from intman_desktop.gdpr.erasure import kept_digests
from intman_desktop.vault import emergency_code
from intman_desktop.vault.copied import copy_opened
from intman_desktop.vault.store import open_vault, open_with_emergency_code
from intman_desktop.vault.troubles import NotEnoughRoom


@contextmanager
def present_store(folder: Path, secret: str) -> Iterator[Connection]:
    """Yield a connection to a copy of the store in ``folder``; ``secret`` is a passphrase or a sheet's code.

    Raises the troubles of ``vault.copied.copy_opened``.
    """
    opening = open_with_emergency_code if emergency_code.meant_as_code(secret) else open_vault
    with copy_opened(folder, lambda copy: opening(copy, secret)) as vault, vault.reading() as connection:
        yield connection


def erased_inside(folder: Path, secret: str) -> frozenset[str] | None:
    """Return what the store in ``folder`` keeps of what was erased, None where it cannot be read.

    A kill may have kept that from the list beside it. Raises ``NotEnoughRoom``: a full disk is no reason not
    to know of it.
    """
    try:
        with present_store(folder, secret) as connection:
            return kept_digests(connection)
    except NotEnoughRoom:
        raise
    except Trouble:
        return None
