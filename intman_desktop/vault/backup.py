"""Making a backup: one encrypted file, checked before it gets its name."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import intman_desktop
from intman_desktop.errors import Trouble
from intman_desktop.vault import files, layout
from intman_desktop.vault.backup_file import BackupHeader, Inside, read_header, read_inside, write_backup
from intman_desktop.vault.edge import all_troubles
from intman_desktop.vault.erased import add_erased, read_erased
from intman_desktop.vault.keys import to_bytes
from intman_desktop.vault.links import refuse_links_beside
from intman_desktop.vault.scans import copy_scans, scan_files, sweep_scans
from intman_desktop.vault.tables_of import row_counts
from intman_desktop.vault.troubles import NotABackup, PlaceTaken, VaultDamaged
from intman_desktop.vault.vault import Vault
from intman_desktop.vault.verify import verify_file

SUFFIX = ".imb"


@dataclass(frozen=True)
class BackupMade:
    """A finished backup: ``file``, its ``size`` in bytes, ``made_at`` (UTC) and rows by table.

    ``scans_missing`` counts the scans whose file is missing or damaged beside the store and in the place.
    """

    file: Path
    size: int
    made_at: datetime
    rows: Mapping[str, int]
    scans_missing: int = 0


def back_up(
    vault: Vault,
    target: Path,
    now: datetime,
    *,
    journal_head: str = "",
    journal_length: int | None = None,
    journal_branch: str | None = None,
    with_scans: bool = True,
) -> BackupMade:
    """Back up an open store to ``target``: a folder (the file gets a dated name) or a file to be replaced.

    ``now`` is an aware moment; what is told of the journal is kept sealed in the header (Rule L6). The list
    of the erased beside the backup grows by that of the store
    (Rule L4). Scans go into ``scans`` beside it, each once for all backups there; those that no backup of
    the place names any more are taken away. Raises ``VaultDamaged`` when the copy is not sound,
    ``PlaceTaken`` for the store's own folder, ``LinkInPlace``, ``DiskFull``, ``NoRight``, ``StorageFailed``,
    ``Interrupted``; nothing is left behind then.
    """
    if target.is_dir():
        target = files.free_name(target, f"intman-sicherung-{now.astimezone():%Y-%m-%d-%H%M%S}", SUFFIX)
    if target.resolve().parent == vault.folder.resolve():
        raise PlaceTaken  # among the store's own files a backup could replace one of them
    refuse_links_beside(target)
    made_at = now.astimezone(UTC)
    # a folder of its own: SQLite writes a journal beside the copy
    desk, draft = files.unfinished(vault.folder), files.unfinished(target.parent, vault.vault_id)
    copy = desk / layout.STORE
    with all_troubles(target.parent):
        files.sweep(target.parent, vault.vault_id)
        try:
            with all_troubles(vault.folder):
                files.private_folder(desk)
            rows = _checked_copy(vault, copy)
            scans = scan_files(vault.driver) if with_scans else ()
            write_backup(
                draft,
                copy,
                program=intman_desktop.__version__,
                schema=vault.schema_revision,
                vault_id=vault.vault_id,
                raw_keys=to_bytes(vault.keys),
                data_key=vault.data_key,
                inside=Inside(
                    made_at.isoformat(),
                    rows,
                    journal_head,
                    tuple(scan.name for scan in scans),
                    journal_length,
                    journal_branch,
                ),
            )
            # first the list: a backup without it could bring back what was erased
            add_erased(target.parent / layout.ERASED, read_erased(vault.folder / layout.ERASED).digests)
            missing = copy_scans(scans, [vault.folder], target.parent)
            files.put_in_place(draft, target)
            if with_scans:
                _sweep_place(target.parent, vault.data_key)
            return BackupMade(target, target.stat().st_size, made_at, rows, len(missing))
        finally:
            files.remove(desk)
            files.remove(draft)


def look_at_backup(file: Path) -> BackupHeader:
    """Return what a backup tells without a key.

    Raises ``BackupMissing``, ``NotABackup``, ``BackupNewer``, ``BackupDamaged`` (header or length;
    the copy itself is checked by a restore), ``ParametersOutOfBounds``, ``NoRight``.
    """
    with all_troubles(file.parent):
        return read_header(file)


def _sweep_place(place: Path, data_key: bytes) -> None:
    """Take away the scans that no backup of a place names; with one that we cannot read there, none."""
    needed: set[str] = set()
    for file in filter(Path.is_file, place.iterdir()):
        try:
            needed.update(read_inside(read_header(file), data_key).scans)
        except NotABackup:
            continue
        except (Trouble, OSError):
            return  # of another store, of an older key, or damaged: nobody knows what it needs
    sweep_scans(place, needed)


def _checked_copy(vault: Vault, copy: Path) -> dict[str, int]:
    """Write an encrypted copy of the store to the new file ``copy`` and return its rows by table."""
    with all_troubles(vault.folder):
        _copy(vault.driver, copy)
        rows = row_counts(vault.driver)
    report = verify_file(copy, vault.data_key)
    if not report.sound or report.rows != rows:
        raise VaultDamaged
    return rows


def _copy(driver: Any, copy: Path) -> None:
    # made by us beforehand, since SQLite would create it readable for others
    os.close(files.new_private_file(copy))
    driver.execute("VACUUM INTO ?", (str(copy.resolve()),))
