"""The list of what must not come back: in the store, beside it, and in every backup place (L4)."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from intman_desktop.gdpr.erasure import keep_digests, kept_digests
from intman_desktop.services.desk import Desk
from intman_desktop.services.office import office_in
from intman_desktop.vault import layout
from intman_desktop.vault.erased import add_erased, digest_of
from intman_desktop.vault.scans import remove_scans
from intman_desktop.vault.troubles import DiskFull, StorageFailed
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

    A place that is not there or full now is named, the store's own folder too; its list grows with the
    next backup. Nothing is raised for it: the store itself knows the list, and what was erased is erased.
    """
    with desk.vault.reading() as connection:
        places = office_in(connection).backup_places
        digests = kept_digests(connection)
    beside = str(desk.vault.folder)
    reached, missing = [], []
    for place in (beside, *places):
        try:
            if not Path(place).is_dir():
                raise FileNotFoundError(place)
            add_erased(Path(place) / layout.ERASED, digests)
        except OSError:
            missing.append(place)
        else:
            reached.append(place)
    return Spread(tuple(place for place in reached if place != beside), tuple(missing))


def clear_scans(desk: Desk, names: Iterable[str]) -> None:
    """Remove the sealed files of scans that may not come back, beside the store and in every backup place.

    Their keys went with their rows. What is out of reach now cannot be opened, and is swept at the next
    opening of the store; in a backup place it stays as long as an older backup there names it (Rule L4).
    """
    with desk.vault.reading() as connection:
        places = office_in(connection).backup_places
    wanted = tuple(names)
    for place in (desk.vault.folder, *map(Path, places)):
        remove_scans(place, wanted)


def clear_away(vault: Vault) -> None:
    """Give what was erased back to the disk and empty the log that still holds it (Rule L3).

    On a full disk the pages, which are overwritten already, are given back another time; it must not
    be told as if nothing had been erased.
    """
    for step in (vault.shrink, vault.checkpoint):
        with suppress(DiskFull, StorageFailed):
            step()
