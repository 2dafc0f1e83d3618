"""Sealed scans: immutable files beside the store, each under a random key that its row alone keeps.

A file begins with ``_MAGIC``; then come its chunks of one MiB in clear, sealed one by one. Each is bound
to its number and to whether it is the last, so that none can be swapped, dropped, or cut off.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from intman_desktop import sealing
from intman_desktop.vault import files, layout
from intman_desktop.vault.driver import Driver
from intman_desktop.vault.edge import all_troubles
from intman_desktop.vault.patience import NoAnswer, pieces_of
from intman_desktop.vault.steps import Step, no_step
from intman_desktop.vault.troubles import ScanDamaged, ScanMissing

CHUNK = 1 << 20
_MAGIC = b"intman scan 1\n"
_NAME_BYTES = 16
_NAME = re.compile(rf"[0-9a-f]{{{2 * _NAME_BYTES}}}")
READ_EVERY_DAYS = 30
"""No copy in a backup place is relied on longer than this by its length alone, if backups are made there."""
_TURNS = 20
"""So many backups read every copy in a place once, wherever more than one is made in ``READ_EVERY_DAYS``."""
_DAY, _QUARTER = 86_400, 900


@dataclass(frozen=True)
class ScanFile:
    """A sealed file: its random name and its key, both hexadecimal, and what its clear bytes measure."""

    name: str
    key: str
    size: int
    sha256: str

    def __repr__(self) -> str:
        return f"ScanFile({self.name!r})"


def seal_scan(vault_folder: Path, content: bytes) -> ScanFile:
    """Write ``content`` sealed into the store's folder of scans, synced; the row is for the caller to keep.

    Raises ``DiskFull``, ``NoRight``, ``StorageFailed``; then nothing is left behind.
    """
    made = ScanFile(
        secrets.token_hex(_NAME_BYTES),
        sealing.new_key().hex(),
        len(content),
        hashlib.sha256(content).hexdigest(),
    )
    with all_troubles(vault_folder):
        folder = files.private_folder(vault_folder / layout.SCANS)
        files.write_whole(folder / made.name, _sealed(bytes.fromhex(made.key), content))
    return made


def open_scan(vault_folder: Path, name: str, key: str) -> bytes:
    """Return the clear bytes of the scan ``name``.

    Raises ``ScanMissing``, ``ScanDamaged``, ``NoRight``, ``StorageFailed``.
    """
    with all_troubles(vault_folder):
        try:
            with files.opened(vault_folder / layout.SCANS / name) as file:
                content = file.read()
        except FileNotFoundError:
            raise ScanMissing from None
        except files.NO_FILE:
            raise ScanDamaged from None
    return _opened(bytes.fromhex(key), content)


def remove_scans(place: Path, names: Iterable[str]) -> bool:
    """Remove these files from the ``scans`` of a store or a backup place; return whether all are gone.

    What cannot be removed now is no error: without its row nobody opens it, and it is swept later.
    """
    done = True
    for name in names:
        try:
            (place / layout.SCANS / name).unlink(missing_ok=True)
        except OSError:
            done = False
    return done


def sweep_scans(place: Path, kept: Collection[str]) -> int:
    """Remove every scan of a folder that is not ``kept``, and what a kill left unfinished; return how many.

    Files of other names are nobody's of ours and stay.
    """
    folder = place / layout.SCANS
    if not folder.is_dir():
        return 0
    with os.scandir(folder) as entries:  # there may be thousands: no path for each, and one look
        strange = [entry.name for entry in entries if entry.name not in kept]
    orphans = [name for name in strange if _NAME.fullmatch(name)]
    remove_scans(place, orphans)
    half_made = any(name.startswith(layout.UNFINISHED) for name in strange)
    swept = files.sweep(folder) if half_made else 0
    return swept + len(orphans)


def scan_names(driver: Driver) -> frozenset[str]:
    """Return the names of the sealed files that the rows of an open store name; no file is looked at."""
    return frozenset(name for (name,) in driver.execute("SELECT file FROM scans"))


def scan_files(driver: Driver) -> tuple[ScanFile, ...]:
    """Return the sealed files that the rows of an open store name, in the order of their names."""
    rows = driver.execute("SELECT file, file_key, size, sha256 FROM scans ORDER BY file")
    return tuple(ScanFile(*row) for row in rows)


def copy_scans(
    wanted: Sequence[ScanFile],
    sources: Sequence[Path],
    target: Path,
    now: datetime,
    step: Step = no_step,
) -> tuple[ScanFile, ...]:
    """Bring every wanted scan into the ``scans`` of ``target`` and return those that are whole nowhere.

    ``sources`` and ``target`` are folders that hold a folder ``scans``. A copy is made of a whole file only,
    synced, and read back. One that lies there already in its full length stays as it is until its turn comes
    to be read (``_in_turn``); if it has rotted, it is written anew. ``step`` is called before each; what it
    raises ends the work there. Raises ``NoAnswer`` where a source does not answer, and the errors of the
    system.
    """
    if not wanted:
        return ()
    folder, missing = files.private_folder(target / layout.SCANS), []
    to_read = _in_turn(folder, wanted, now.timestamp())
    for scan in wanted:
        step()
        copy = folder / scan.name
        if scan.name not in to_read and _has_its_length(copy, scan):
            continue
        if _reads_back(copy, scan) or _bring(scan, sources, copy):
            _mark_read(copy, now.timestamp())
        else:
            missing.append(scan)
    return tuple(missing)


def is_whole(place: Path, scan: ScanFile, *, may_be_dead: bool = False) -> bool:
    """Return whether the file of ``scan`` below ``place`` is there and every byte as it was sealed.

    A place that ``may_be_dead`` is waited for a little only. Raises ``NoAnswer``.
    """
    return _whole_bytes(place / layout.SCANS / scan.name, scan, may_be_dead=may_be_dead) is not None


def look_at_scans(
    place: Path, scans: Iterable[ScanFile], step: Step = no_step, *, sources: Sequence[Path] = ()
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of those of ``scans`` that are missing below ``place``, and of those that are damaged.

    One that lies whole in one of ``sources``, the backup places in reach, is brought back from there and is
    neither. Such a place that does not answer is waited for once and asked for no further one.
    ``step`` is called before each; what it raises ends the work there.
    """
    missing: list[str] = []
    damaged: list[str] = []
    answering = list(sources)
    for scan in scans:
        step()
        if is_whole(place, scan) or _brought_back(place, scan, answering):
            continue
        (missing if _is_gone(place / layout.SCANS / scan.name) else damaged).append(scan.name)
    return tuple(missing), tuple(damaged)


def _brought_back(place: Path, scan: ScanFile, answering: list[Path]) -> bool:
    """Bring a scan back that is not whole; where that cannot be done now, it stays as it is.

    A source that does not answer is taken out of ``answering``.
    """
    for source in tuple(answering):
        try:
            if _bring(scan, [source], files.private_folder(place / layout.SCANS) / scan.name):
                return True
        except NoAnswer:
            answering.remove(source)
        except OSError:
            return False
    return False


def _is_gone(path: Path) -> bool:
    """Return whether no file is there; one that a dying disk says nothing of is there, and damaged."""
    try:
        return not path.is_file()
    except OSError:
        return False


def distrust(place: Path, names: Iterable[str]) -> None:
    """See to it that the next backup reads these copies in ``place``; one that cannot be marked, in turn."""
    for name in names:
        with suppress(OSError):
            os.utime(place / layout.SCANS / name, (1, 1))


def _in_turn(folder: Path, wanted: Iterable[ScanFile], now: float) -> frozenset[str]:
    """Return the names of the copies in ``folder`` whose content is to be read now, for a disk may rot.

    When a copy was read last stands in its time of change, on a quarter of an hour, which every file system
    keeps. A time between two quarters is somebody else's, and one that lies ahead a wrong clock's: these are
    read, and what was read too long ago, and of the others the share that has waited longest.
    """
    read_at = {}
    for scan in wanted:
        with suppress(OSError):
            read_at[scan.name] = (folder / scan.name).stat().st_mtime
    longest = READ_EVERY_DAYS * _DAY
    old = {name for name, at in read_at.items() if at % _QUARTER or not 0 <= now - at < longest}
    waiting = sorted((at, name) for name, at in read_at.items() if name not in old and now - at >= _DAY)
    share = -(-len(read_at) // _TURNS)
    return frozenset(old) | {name for _at, name in waiting[: max(0, share - len(old))]}


def _mark_read(copy: Path, now: float) -> None:
    """Keep with a copy that it was read whole; where no time can be set, the next backup reads it again."""
    quarter = now // _QUARTER * _QUARTER
    with suppress(OSError):
        os.utime(copy, (quarter, quarter))


def _bring(scan: ScanFile, sources: Sequence[Path], target: Path) -> bool:
    for source in sources:
        sealed = _whole_bytes(source / layout.SCANS / scan.name, scan, may_be_dead=True)
        if sealed is None:
            continue
        files.write_whole(target, sealed)
        if _reads_back(target, scan):
            return True
    return False


def _has_its_length(path: Path, scan: ScanFile) -> bool:
    """Return whether the file is there in its full length."""
    chunks = max(1, -(-scan.size // CHUNK))
    return path.is_file() and path.stat().st_size == len(_MAGIC) + scan.size + chunks * sealing.SEAL_SIZE


def _reads_back(path: Path, scan: ScanFile) -> bool:
    return _whole_bytes(path, scan) is not None


def _whole_bytes(path: Path, scan: ScanFile, *, may_be_dead: bool = False) -> bytes | None:
    """Return the sealed bytes of a scan, None where they are not there, or not to be read as they were.

    A sector that a dying disk no longer gives out is damage of this scan and stops no backup or check.
    A place that does not answer says nothing of the scan: ``NoAnswer`` is raised, for no other comes either.
    """
    try:
        sealed = _bytes_of(path, may_be_dead=may_be_dead)
        content = _opened(bytes.fromhex(scan.key), sealed)
    except NoAnswer:
        raise
    except (OSError, ScanDamaged):
        return None
    whole = len(content) == scan.size and hashlib.sha256(content).hexdigest() == scan.sha256
    return sealed if whole else None


def _bytes_of(path: Path, *, may_be_dead: bool) -> bytes:
    if may_be_dead:
        with pieces_of(partial(files.opened, path), CHUNK) as pieces:
            return b"".join(pieces)
    with files.opened(path) as file:
        return file.read()


def _sealed(key: bytes, content: bytes) -> bytes:
    starts = range(0, max(len(content), 1), CHUNK)
    return _MAGIC + b"".join(
        sealing.seal(key, content[start : start + CHUNK], _bound_to(number, last=start == starts[-1]))
        for number, start in enumerate(starts)
    )


def _opened(key: bytes, content: bytes) -> bytes:
    body = content.removeprefix(_MAGIC)
    if body == content or not body:
        raise ScanDamaged
    step = CHUNK + sealing.SEAL_SIZE
    starts = range(0, len(body), step)
    try:
        return b"".join(
            sealing.unseal(key, body[start : start + step], _bound_to(number, last=start == starts[-1]))
            for number, start in enumerate(starts)
        )
    except sealing.SealBroken:
        raise ScanDamaged from None


def _bound_to(number: int, *, last: bool) -> bytes:
    return _MAGIC + number.to_bytes(8, "big") + (b"last" if last else b"more")
