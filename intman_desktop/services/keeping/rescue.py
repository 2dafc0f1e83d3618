"""A new store out of all that can still be read of a damaged one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection, delete, func, update

from intman_desktop.models import tables as t
from intman_desktop.rules.retention import REASON_NOT_KEPT
from intman_desktop.services.common.ways import gone_slots
from intman_desktop.services.keeping.backups import restore
from intman_desktop.services.keeping.damage import things_left
from intman_desktop.services.keeping.indexing import forget_index
from intman_desktop.values.rescue_views import RescueReport
from intman_desktop.vault import emergency_code, files, layout, rescuing
from intman_desktop.vault.backup import SUFFIX
from intman_desktop.vault.edge import all_troubles
from intman_desktop.vault.troubles import VaultMissing

_STEM = "gerettet-"


def rescue(
    folder: Path,
    secret: str,
    *,
    today: Callable[[], date],
    now: Callable[[], datetime],
    backup: Path | None = None,
    erased_lists: Iterable[Path] = (),
    volumes: Iterable[Path] = (),
) -> RescueReport:
    """Make a new store in ``folder`` out of what can be read of the damaged one, which is kept aside.

    ``secret`` is the passphrase or the code of the emergency sheet. The last ``backup`` is asked for
    keys that are lost (who was removed since opens nothing with them), for scans that are not whole beside
    the store, and for what there was. It goes the
    way of every restore: checked, and what was erased or withdrawn since stays away (Rule L4); sticks are
    looked for on the mounted ``volumes``.

    Raises the troubles of ``vault.rescuing.rescue_into`` and ``services.keeping.backups.restore``; then all
    is as it was.
    """
    if not (folder / layout.STORE).is_file():
        raise VaultMissing
    # Like a twin it lies inside the store: no later backup is compared with it, and nobody takes it for one.
    inside = folder / layout.TWINS
    name = f"{_STEM}{now():%Y%m%d-%H%M%S}{SUFFIX}"
    was_there = inside.is_dir()
    places = tuple(erased_lists) if backup is None else (backup.parent / layout.ERASED, *erased_lists)
    aside = folder
    try:
        with all_troubles(folder):
            files.private_folder(inside)
            for left in inside.glob(f"{_STEM}*{SUFFIX}"):  # of a rescue that was killed
                left.unlink()
        made = rescuing.rescue_into(
            inside / name,
            folder,
            secret,
            now(),
            prepare=_set_right,
            gone_slots=gone_slots,
            with_code=emergency_code.meant_as_code(secret),
            backup=backup,
        )
        done = restore(
            inside / name,
            secret,
            folder,
            today=today,
            now=now,
            erased_lists=places,
            volumes=volumes,
            scans_beside=() if backup is None else (backup.parent,),
        )
        aside = Path(done.kept_aside)
    finally:
        _clear(aside / layout.TWINS, name, with_folder=not was_there)
    things = tuple(things_left(made.tables, made.before))
    return RescueReport(things, done, made.before_at, made.old_keys, made.log_lost)


def _set_right(connection: Connection) -> None:
    """Name what keeps a case where that got lost, and forget what the triggers noted; the indexes come anew.

    The head of a case out of the backup comes without words (``vault.rescuing``), and none is held, or stays
    longer, without a visible reason (Rule L2).
    """
    c = t.cases.c
    for kept, reason in (
        (c.hold_since.is_not(None), c.hold_reason),
        (c.deletion_due > c.ended_on, c.deletion_reason),
    ):
        lost = kept & (func.trim(reason) == "")
        connection.execute(update(t.cases).where(lost).values({reason: REASON_NOT_KEPT}))
    connection.execute(delete(t.touched_years))
    forget_index(connection)


def _clear(twins: Path, name: str, *, with_folder: bool) -> None:
    """Take the file away that the new store was made from: it holds nothing that the damaged store lacks."""
    with suppress(OSError):
        (twins / name).unlink(missing_ok=True)
        if with_folder:
            twins.rmdir()
