"""The directory as a place where a client is named: what its restores are told by, and its codes (L3, L4)."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from itertools import count

from sqlalchemy import Connection

from intman_desktop.models.settings import put_setting, setting
from intman_desktop.models.writing import new_key

_KEY = "directory_key"
_BYTES = 4


def directory_key(connection: Connection) -> str:
    """Return the random key of the directory, which stands where a case's does; empty where it has none yet.

    Without it nobody can tell from a list of restores what was blacked out there (Rule L4).
    """
    return setting(connection, _KEY)


def give_directory_key(connection: Connection) -> None:
    """Give the directory a key where it has none; every backup made later holds it."""
    if not directory_key(connection):
        put_setting(connection, _KEY, new_key())


def new_service_code(taken: Collection[str]) -> str:
    """Return a code for a service that is not ``taken``, drawn by chance (Rules L3, L5).

    Nothing of its name is in it, which may be that of a person: the code stands in referrals, counters and
    sheets of years that were handed in, where nothing is blacked out.
    """
    drawn = (f"service_{secrets.token_hex(_BYTES)}" for _time in count())
    return next(code for code in drawn if code not in taken)
