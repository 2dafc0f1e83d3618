"""The bytes of a backup: magic, length, header, checksum of these, encrypted copy of the store.

Outside stand format, program version, schema revision, the store's random id, size and SHA-256 of
the ciphertext, and the key file that opens it: nothing that tells about the work. When it was
made and how many rows it holds is sealed under the data key.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from intman_desktop import sealing
from intman_desktop.vault import files
from intman_desktop.vault.backup_troubles import BackupDamaged, BackupMissing, BackupNewer, NotABackup
from intman_desktop.vault.key_file import KeyFile, from_bytes
from intman_desktop.vault.links import refuse_link
from intman_desktop.vault.patience import pieces_of
from intman_desktop.vault.steps import Step, no_step
from intman_desktop.vault.troubles import KeyFileDamaged, VaultNewer

FORMAT = 1
_MAGIC = b"INTMAN-BACKUP\n"
_LENGTH_SIZE = 4
_CHECKSUM_SIZE = 32
_MOST_HEADER = 16 << 20  # every scan is named in it
_CHUNK = 1 << 20


@dataclass(frozen=True)
class BackupHeader:
    """What a backup says without a key: versions, ``vault_id``, ``size`` (bytes) and ``sha256`` of the copy.

    ``keys`` is the key file of that day, ``inside`` is sealed, ``body_at`` the offset of the copy.
    """

    program: str
    schema: str
    vault_id: str
    size: int
    sha256: str
    keys: KeyFile
    raw_keys: bytes
    inside: bytes
    body_at: int


@dataclass(frozen=True)
class Inside:
    """What a backup says with the key: ``made_at`` (ISO 8601, UTC), rows by table, head of the journal.

    ``scans`` are the names of the sealed files that belong to it and lie beside it. ``journal_length`` is
    the number of the journal's last entry and ``journal_branch`` the branch it belongs to; both are None
    in backups made before they were kept.
    """

    made_at: str
    rows: Mapping[str, int]
    journal_head: str
    scans: tuple[str, ...] = ()
    journal_length: int | None = None
    journal_branch: str | None = None


def write_backup(
    draft: Path,
    copy: Path,
    *,
    program: str,
    schema: str,
    vault_id: str,
    raw_keys: bytes,
    data_key: bytes,
    inside: Inside,
    step: Step = no_step,
) -> BackupHeader:
    """Write the backup of ``copy`` to the new file ``draft``, read it back, and return its header.

    ``step`` is called after each MiB. Raises ``BackupDamaged`` when what is read back differs, and the errors
    of the system.
    """
    size, sha256 = _measured(copy)
    outside = {
        "format": FORMAT,
        "program": program,
        "schema": schema,
        "vault": vault_id,
        "size": size,
        "sha256": sha256,
        "keys": raw_keys.decode("ascii"),
    }
    header = _canonical(outside | {"inside": _sealed(data_key, outside, inside).hex()})
    start = _MAGIC + len(header).to_bytes(_LENGTH_SIZE, "big") + header
    with os.fdopen(files.new_private_file(draft), "wb") as target, files.opened(copy) as source:
        target.write(start + hashlib.sha256(start).digest())
        while chunk := source.read(_CHUNK):
            step()
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    written = read_header(draft)
    check_body(draft, written, step=step)
    return written


def read_header(path: Path) -> BackupHeader:
    """Return the header of the backup at ``path``; the copy in it is not looked at but for its size.

    A link is not followed: what was erased since stands beside the file itself (Rule L4). Raises
    ``BackupMissing``, ``NotABackup``, ``BackupNewer``, ``BackupDamaged``, ``ParametersOutOfBounds``,
    ``LinkInPlace``.
    """
    refuse_link(path)
    try:
        with files.opened(path) as file:
            header, body_at = _checked_header(file)
    except (FileNotFoundError, IsADirectoryError):
        raise BackupMissing from None
    except files.NotAFile:
        raise NotABackup from None
    try:
        if header["format"] > FORMAT:
            raise BackupNewer
        raw_keys = header["keys"].encode("ascii")
        found = BackupHeader(
            program=str(header["program"]),
            schema=str(header["schema"]),
            vault_id=str(header["vault"]),
            size=int(header["size"]),
            sha256=str(header["sha256"]),
            keys=from_bytes(raw_keys),
            raw_keys=raw_keys,
            inside=bytes.fromhex(header["inside"]),
            body_at=body_at,
        )
    except VaultNewer:
        raise BackupNewer from None
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, KeyFileDamaged):
        raise BackupDamaged from None
    if path.stat().st_size != body_at + found.size:
        raise BackupDamaged
    return found


def check_body(path: Path, header: BackupHeader, copy_to: Path | None = None, step: Step = no_step) -> None:
    """Compare the copy inside with its checksum, writing it to the new file ``copy_to`` on the way.

    ``step`` is called after each MiB. Raises ``BackupDamaged``, the errors of the system, and ``NoAnswer``
    where no more comes from a place that died meanwhile.
    """
    digest = hashlib.sha256()

    def body() -> BinaryIO:
        source = files.opened(path)
        source.seek(header.body_at)
        return source

    with pieces_of(body, _CHUNK) as pieces, _written(copy_to) as write:
        for piece in pieces:
            step()
            digest.update(piece)
            write(piece)
    if digest.hexdigest() != header.sha256:
        raise BackupDamaged


@contextmanager
def _written(copy_to: Path | None) -> Iterator[Callable[[bytes], object]]:
    """Yield what writes a piece to the new file ``copy_to``, or nowhere; at the end it is on the disk."""
    if copy_to is None:
        yield len
        return
    with os.fdopen(files.new_private_file(copy_to), "wb") as target:
        yield target.write
        target.flush()
        os.fsync(target.fileno())


def read_inside(header: BackupHeader, data_key: bytes) -> Inside:
    """Return what the header holds under the data key. Raises ``BackupDamaged``."""
    outside = {
        "format": FORMAT,
        "program": header.program,
        "schema": header.schema,
        "vault": header.vault_id,
        "size": header.size,
        "sha256": header.sha256,
        "keys": header.raw_keys.decode("ascii"),
    }
    try:
        content = json.loads(sealing.unseal(_inside_key(data_key), header.inside, _canonical(outside)))
        scans = tuple(content.get("scans", ()))  # not in backups made before there were any
        return Inside(
            content["made_at"],
            content["rows"],
            content["journal_head"],
            scans,
            content.get("journal_length"),
            content.get("journal_branch"),
        )
    except sealing.SealBroken:
        raise BackupDamaged from None


def inside_of(header: BackupHeader, data_keys: Mapping[int, bytes]) -> Inside:
    """Return what the header holds under the data key of its generation, be it one that was renewed since.

    Raises ``BackupDamaged``, also where ``data_keys`` (by generation) lack it.
    """
    data_key = data_keys.get(header.keys.generation)
    if data_key is None:
        raise BackupDamaged
    return read_inside(header, data_key)


def _sealed(data_key: bytes, outside: Mapping[str, object], inside: Inside) -> bytes:
    content = {
        "made_at": inside.made_at,
        "rows": dict(inside.rows),
        "journal_head": inside.journal_head,
        "scans": list(inside.scans),
        "journal_length": inside.journal_length,
        "journal_branch": inside.journal_branch,
    }
    return sealing.seal(_inside_key(data_key), _canonical(content), _canonical(outside))


def _inside_key(data_key: bytes) -> bytes:
    return sealing.subkey(data_key, "backup header")


def _canonical(content: Mapping[str, object]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def _measured(path: Path) -> tuple[int, str]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return file.tell(), digest.hexdigest()


def _checked_header(file: BinaryIO) -> tuple[dict[str, Any], int]:
    """Return the header and the offset behind it."""
    magic = file.read(len(_MAGIC))
    if magic != _MAGIC:
        # a file cut off within the first bytes can no longer be told from a foreign one
        raise NotABackup
    length = file.read(_LENGTH_SIZE)
    size = int.from_bytes(length, "big")
    if size > _MOST_HEADER:
        raise BackupDamaged
    header = file.read(size)
    if file.read(_CHECKSUM_SIZE) != hashlib.sha256(magic + length + header).digest():
        raise BackupDamaged
    try:
        content = json.loads(header)
    except (ValueError, RecursionError):
        raise BackupDamaged from None
    if not isinstance(content, dict):
        raise BackupDamaged
    return content, file.tell()
