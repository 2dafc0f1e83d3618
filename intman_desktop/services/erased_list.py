"""The list of what must not come back: in the store, beside it, and in every backup place (L4)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from intman_desktop.gdpr.erasure import keep_digests, kept_digests
from intman_desktop.services.desk import Desk
from intman_desktop.services.office import office_in
from intman_desktop.vault import layout
from intman_desktop.vault.edge import all_troubles
from intman_desktop.vault.erased import add_erased, digest_of
from intman_desktop.vault.vault import Vault


@dataclass(frozen=True)
class Spread:
    """The backup places that hold the whole list now, and those that could not be reached."""

    places: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def keep_digest(connection: Connection, case_key: str, what: str = "") -> None:
    """Put a case, or one thing of it named by ``what``, onto the store's list, inside a transaction."""
    keep_digests(connection, [digest_of(case_key, what)])


def write_beside(vault: Vault) -> frozenset[str]:
    """Bring the list beside the store up to that inside it, and return it whole."""
    with vault.reading() as connection:
        digests = kept_digests(connection)
    return add_erased(vault.folder / layout.ERASED, digests)


def spread(desk: Desk) -> Spread:
    """Bring the list beside the store and in every backup place up to date (Rule L4).

    A place that is not there now is named; its list grows with the next backup made to it.
    """
    with desk.vault.reading() as connection:
        places = office_in(connection).backup_places
    with all_troubles(desk.vault.folder):
        digests = write_beside(desk.vault)
    reached, missing = [], []
    for place in places:
        try:
            if not Path(place).is_dir():
                raise FileNotFoundError(place)
            add_erased(Path(place) / layout.ERASED, digests)
        except OSError:
            missing.append(place)
        else:
            reached.append(place)
    return Spread(tuple(reached), tuple(missing))
