"""Stores that a restore has put aside: they are backups, and go when a person says so (Rules L4, L7)."""

from __future__ import annotations

from pathlib import Path

from intman_desktop.errors import NotFound
from intman_desktop.gdpr.retention import clock_doubt
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.rules.backup_thinning import outdated
from intman_desktop.services.common.admission import note
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import office_in
from intman_desktop.values.backup_views import StoreAside
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.vault.aside import stores_beside
from intman_desktop.vault.founding import remove_vault


def stores_aside(desk: Desk) -> tuple[StoreAside, ...]:
    """Return the stores of before that lie beside this one, the oldest first (Rule L4)."""
    with desk.vault.reading() as connection:
        days = office_in(connection).backup_max_age_days
        clock_is_right = clock_doubt(connection, desk.today()) is None
    return tuple(
        StoreAside(path, since, clock_is_right and outdated(since, desk.today(), days))
        for path, since in stores_beside(desk.vault.folder)
    )


def remove_aside(desk: Desk, folder: Path) -> Outcome[Path]:
    """Remove a store that was put aside, because a person said so (Rules L4, L7).

    Raises ``NotFound`` for any other folder, ``VaultInUse``, ``NoRight``.
    """
    if folder not in {path for path, _since in stores_beside(desk.vault.folder)}:
        raise NotFound(what=folder.name)
    remove_vault(folder)
    with desk.vault.transaction() as connection:
        note(connection, desk, Verb.ASIDE_REMOVED)
    return Outcome(folder, frozenset({Change.BACKUPS}))
