"""Is every byte of a store as it was written: both integrity checks, links, key file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from intman_desktop.errors import Trouble
from intman_desktop.vault import layout
from intman_desktop.vault.connection import copy_opened
from intman_desktop.vault.driver import Driver
from intman_desktop.vault.edge import all_troubles, database_troubles, is_damage
from intman_desktop.vault.key_file import read_key_file
from intman_desktop.vault.scans import look_at_scans, scan_files
from intman_desktop.vault.steps import Step, no_step, stepping
from intman_desktop.vault.tables_of import row_counts
from intman_desktop.vault.vault import Vault

_STEP = 20_000
"""So many instructions of SQLite lie between two steps, some milliseconds."""


@dataclass(frozen=True)
class FileReport:
    """What the checks found in one encrypted file; empty means sound.

    ``pages`` are SQLCipher's words on pages that are not authentic, ``structure`` SQLite's words on
    trees, ``broken_links`` counts rows without their parent by table, ``rows`` counts the rows of
    each table (None where damage keeps them from being counted).
    """

    pages: tuple[str, ...]
    structure: tuple[str, ...]
    broken_links: Mapping[str, int]
    rows: Mapping[str, int] | None

    @property
    def sound(self) -> bool:
        """Return whether nothing was found."""
        return not (self.pages or self.structure or self.broken_links) and self.rows is not None


@dataclass(frozen=True)
class VaultReport:
    """What the checks found in an open store: its file, and whether the key file is as it was read.

    ``scans_missing`` and ``scans_damaged`` name the sealed files that are not there or not whole.
    """

    file: FileReport
    key_file_sound: bool
    scans_missing: tuple[str, ...] = ()
    scans_damaged: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Return whether nothing was found."""
        return self.file.sound and self.key_file_sound and not (self.scans_missing or self.scans_damaged)


def verify(vault: Vault, *, with_scans: bool = True, scans_beside: Sequence[Path] = ()) -> VaultReport:
    """Check an open store after bringing everything into its file. Raises ``Interrupted`` when stopped.

    A scan that is not whole comes back from ``scans_beside``, the backup places in reach.
    Scans can be gigabytes: ``with_scans`` off leaves them to somebody who needs no store for it.
    """
    vault.checkpoint()
    with database_troubles(vault.folder):
        report = _report(vault.driver)
    scans = scan_files(vault.driver) if report.sound and with_scans else ()
    with all_troubles(vault.folder):
        missing, damaged = look_at_scans(vault.folder, scans, sources=scans_beside)
    return VaultReport(report, _key_file_sound(vault), missing, damaged)


def verify_file(path: Path, data_key: bytes, step: Step = no_step) -> FileReport:
    """Check a copy that nobody else uses; the file is only read. What ``step`` raises ends the check."""
    with all_troubles(path.parent), copy_opened(path, data_key) as driver, stepping(driver, step, _STEP):
        return _report(driver)


def _key_file_sound(vault: Vault) -> bool:
    try:
        return read_key_file(vault.folder / layout.KEY_FILE) == vault.keys
    except Trouble:
        return False


def _report(driver: Driver) -> FileReport:
    # cipher_integrity_check misses a file cut off between two pages, integrity_check misses flips
    # in pages that no tree uses: only both together find everything
    pages = tuple(row[0] for row in driver.execute("PRAGMA cipher_integrity_check"))
    try:
        structure = tuple(row[0] for row in driver.execute("PRAGMA integrity_check") if row[0] != "ok")
        links = Counter(row[0] for row in driver.execute("PRAGMA foreign_key_check"))
        return FileReport(pages, structure, dict(links), row_counts(driver))
    except sqlcipher.Error as error:
        if not is_damage(error):
            raise
        return FileReport(pages, (error.sqlite_errorname,), {}, None)
