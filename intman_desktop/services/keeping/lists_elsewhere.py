"""Where further lists of the erased lie that a backup knows of: its own backup places (L4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from intman_desktop.services.common.upkeep_memory import memory_in
from intman_desktop.values.backup_views import KnownPlace
from intman_desktop.vault import layout
from intman_desktop.vault.erased import ErasedList, read_erased
from intman_desktop.vault.patience import bounded, within
from intman_desktop.vault.place_file import find_place, read_place_id
from intman_desktop.vault.restoring import StoreRestored, TriedOut
from intman_desktop.vault.vault import Vault


def lists_named_in(file: Path, volumes: Iterable[Path] = ()) -> Callable[[Vault], tuple[Path, ...]]:
    """Return what tells, of the store that comes out of the backup ``file``, where its lists lie (Rule L4).

    These are the places of its office settings but the one the backup lies in; a stick is looked for on
    ``volumes`` too. A place that does not answer holds up nobody for long; it counts as where it was last.
    """
    roots = tuple(volumes)

    def lists(vault: Vault) -> tuple[Path, ...]:
        with vault.reading() as connection:
            places = memory_in(connection).places
        found = within({known: partial(_place_now, known, file.parent, roots) for known in places})
        now = (Path(known.path) if isinstance(came, OSError) else came for known, came in found.items())
        return tuple(place / layout.ERASED for place in now if place is not None)

    return lists


def list_beside(file: Path) -> ErasedList:
    """Return the list beside the backup ``file``; one that does not answer soon is not there (Rule L4)."""
    try:
        return bounded(partial(read_erased, file.parent / layout.ERASED))
    except OSError:
        return ErasedList(frozenset(), found=False, sound=True)


def is_cut(beside: ErasedList, inside: frozenset[str]) -> bool:
    """Return whether the list beside a backup lacks what the backup itself holds ``inside``.

    Such a list only ever grows, so it lost lines that nobody can name (Rule L4).
    """
    return beside.found and not inside <= beside.digests


def lists_told(
    found: StoreRestored | TriedOut, file: Path, folder: Path, *, asked: bool, cut: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return in which places a list is lacking and in which one is not whole, where that matters (Rule L4).

    Args:
        found: what came of the restore of ``file`` into ``folder``, or of trying it.
        asked: whether the store in ``folder`` was asked what was erased; then its own list tells no more.
        cut: whether the list beside ``file`` lost lines.
    """
    missing, damaged = (
        [str(place.parent) for place in lists if not asked or place.parent != folder]
        for lists in (found.lists_missing, found.lists_damaged)
    )
    beside = [str(file.parent)] if cut else []
    return tuple(missing), tuple(dict.fromkeys((*damaged, *beside)))


def _place_now(known: KnownPlace, beside: Path, roots: tuple[Path, ...]) -> Path | None:
    """Return where a place is now or was last, None for the one that the backup itself lies in."""
    last = Path(known.path)
    if last == beside or (known.id and read_place_id(beside) == known.id):
        return None
    found = find_place(known.id, last, roots) if known.id else None
    return found or last
