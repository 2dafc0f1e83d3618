"""The list of what must not come back: in the store, beside it, in stores aside, in backup places (L4)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

from sqlalchemy import Connection, func, select

from intman_desktop.errors import Trouble
from intman_desktop.gdpr.erasure import keep_digests, kept_digests
from intman_desktop.models import tables as t
from intman_desktop.models.settings import put_setting, setting
from intman_desktop.services.common.erased_names import CASE, numbered
from intman_desktop.services.common.upkeep_memory import memory_in
from intman_desktop.values.backup_views import KnownPlace
from intman_desktop.vault import layout
from intman_desktop.vault.aside import stores_beside
from intman_desktop.vault.backup_places import lies_there
from intman_desktop.vault.erased import add_erased, add_erased_in_place, digest_of, read_erased, taking_turns
from intman_desktop.vault.patience import within
from intman_desktop.vault.scans import remove_scans
from intman_desktop.vault.vault import Vault

_SCANS = "scans_to_clear"
"""The random names of the sealed scans whose files an act still has to remove; none at any other moment."""

_CLEARED = "cleared_away"
"""How long the list of the erased was when the store was last written anew, or that this is owed."""

_OWED = "owed"


@dataclass(frozen=True)
class Spread:
    """The backup places that hold the whole list now, and those that could not be reached."""

    places: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False)
class KnownSince:
    """What the lists tell that a backup, or a file of cases, cannot know (Rule L4).

    ``digests`` are all that is known, ``own`` those that the backup itself knew: these are done in it, and if
    the same stands there again, it was written or consented to anew. A file knows none.
    """

    digests: frozenset[str]
    own: frozenset[str] = frozenset()

    def names(self, case_key: str, what: str = CASE) -> bool:
        """Return whether a case, or one thing of it, is named; ``what`` comes out of ``erased_names``."""
        return digest_of(case_key, what) in self.digests

    def times(self, case_key: str, name: str) -> range:
        """Return the times that a place of a case was taken out since, by their numbers; empty for never."""
        before, now = (_times_kept(case_key, name, each) for each in (self.own, self.digests))
        return range(before + 1, now + 1)


def keep_digest(connection: Connection, case_key: str, what: str) -> None:
    """Put a case, or one thing of it, onto the store's list, inside a transaction.

    ``what`` comes out of ``erased_names``. Once the transaction is through, ``follow_through`` is due.
    """
    keep_digests(connection, [digest_of(case_key, what)])


def keep_once_more(connection: Connection, case_key: str, name: str) -> str:
    """Put onto the store's list that one thing of a case was taken out, which can happen again and again.

    As ``keep_digest``. Returns by what this time is kept.
    """
    times = _times_kept(case_key, name, kept_digests(connection))
    keep_digest(connection, case_key, numbered(name, times + 1))
    return numbered(name, times + 1)


def _times_kept(case_key: str, name: str, digests: Collection[str]) -> int:
    """Return how often a place of a case was taken out, as far as ``digests`` know."""
    return next(n for n in count() if digest_of(case_key, numbered(name, n + 1)) not in digests)


def write_beside(vault: Vault) -> frozenset[str]:
    """Bring the list beside the store up to that inside it, and return it whole."""
    with vault.reading() as connection:
        digests = kept_digests(connection)
    return add_erased(vault.folder / layout.ERASED, digests)


def follow_through(vault: Vault) -> Spread:
    """Do what is due behind every act that made the list longer, once it is committed (Rules L3, L4).

    The lists elsewhere grow, the sealed scans go that it owed, and the store is written anew. Returns where
    the list is whole now. What cannot be done now, ``catch_up`` does at the next opening.
    """
    told = spread(vault)
    clear_scans(vault)
    clear_away(vault)
    return told


def spread(vault: Vault) -> Spread:
    """Bring the list beside the store, in stores put aside and in every backup place up to date (Rule L4).

    A place that is not there or full now is named, a store's own folder too, and one at whose path another
    medium lies; its list grows with the next backup. A store aside takes away what its list names as soon as
    it is opened, and is not named: it is no backup, and ``catch_up`` sees to its list at the next opening.
    Nothing is raised for a place: the store itself knows the list, and what was erased is erased. A place
    that does not answer holds up nobody for long, and is not asked again while it has not answered. What a
    kill cut off, ``catch_up`` does.
    """
    with vault.reading() as connection:
        places = {each.path: each.id for each in memory_in(connection).places}
        digests = kept_digests(connection)
    beside, *aside = map(str, _stores_here(vault))

    def grow(place: str) -> None:
        with taking_turns(place, 0):
            if not lies_there(Path(place), places.get(place, "")):
                raise FileNotFoundError(place)
            if place == beside:
                add_erased(Path(place) / layout.ERASED, digests)
            else:
                add_erased_in_place(Path(place), digests)

    told = within({place: partial(grow, place) for place in (beside, *aside, *places)})
    missing = tuple(place for place, error in told.items() if error is not None and place not in aside)
    return Spread(tuple(place for place in told if place not in (beside, *aside, *missing)), missing)


def _stores_here(vault: Vault) -> tuple[Path, ...]:
    """Return the folder of the store, then those of the stores that a restore has put aside beside it."""
    aside = (path for path, _since in stores_beside(vault.folder) if (path / layout.STORE).is_file())
    return vault.folder, *aside


def owe_scans(connection: Connection, names: Iterable[str]) -> None:
    """Keep, in the transaction that deletes their rows, which sealed files ``clear_scans`` has to remove."""
    owed = dict.fromkeys((*_owed(connection), *names))
    if owed:
        put_setting(connection, _SCANS, " ".join(owed))


def clear_scans(vault: Vault) -> None:
    """Remove the sealed files of scans that may not come back, beside the store and in every backup place.

    ``owe_scans`` told which. Their keys went with their rows. What a kill cut off, ``catch_up`` does at the
    next opening. A file that is out of reach now cannot be opened; in a backup place it stays as long as an
    older backup there names it (Rule L4).
    """
    with vault.reading() as connection:
        places = memory_in(connection).places
        wanted = _owed(connection)
    if not wanted:
        return
    remove_scans(vault.folder, wanted)

    def clear(place: KnownPlace) -> None:
        if lies_there(Path(place.path), place.id):
            remove_scans(Path(place.path), wanted)

    within({place.path: partial(clear, place) for place in places})
    with suppress(Trouble), vault.transaction() as connection:
        put_setting(connection, _SCANS, "")


def _owed(connection: Connection) -> tuple[str, ...]:
    return tuple(setting(connection, _SCANS).split())


def owe_clearing(connection: Connection) -> None:
    """Keep, in the transaction of an act that makes the list no longer, that ``clear_away`` has to follow."""
    put_setting(connection, _CLEARED, _OWED)


def clear_away(vault: Vault) -> None:
    """Write the store anew without what was erased, and empty the log that still holds it (Rule L3).

    On a full disk, in a store that is damaged somewhere, or where the person locks meanwhile, this is done at
    the next opening; it must not be told as if nothing had been erased.
    """
    with suppress(Trouble):
        vault.shrink()
        with vault.transaction() as connection:
            put_setting(connection, _CLEARED, _kept(connection))
    with suppress(Trouble):
        vault.checkpoint()


def catch_up(vault: Vault) -> None:
    """Do now what a kill, locking or a full disk kept an act from doing after its commit (Rules L3, L4).

    The list beside the store, in stores aside and in the places in reach grows by what the store knows, the
    scans that were still to be removed go from them, and the store is written anew. Where the lists here are
    whole and nothing is left to clear, no place is touched.
    """
    with vault.reading() as connection:
        cleared = setting(connection, _CLEARED) or "0"
        kept = _kept(connection)
        digests = kept_digests(connection)
    if cleared != kept or not all(digests <= listed_in(folder) for folder in _stores_here(vault)):
        spread(vault)
    clear_scans(vault)
    if cleared != kept:
        clear_away(vault)


def listed_in(folder: Path) -> frozenset[str]:
    """Return what the list beside the store in ``folder`` names, nothing where it cannot be read."""
    try:
        return read_erased(folder / layout.ERASED).digests
    except OSError:
        return frozenset()


def _kept(connection: Connection) -> str:
    """Return how long the list is, as text.

    An act that takes something away for good makes it longer, or says itself what is owed (``owe_clearing``).
    """
    return str(connection.scalar(select(func.count()).select_from(t.erased_keys)))
