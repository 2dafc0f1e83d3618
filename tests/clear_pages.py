"""Every decrypted page of a closed or open store's files, free pages and the log included."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE = 4096
RESERVE = 80
WAL_HEADER, FRAME_HEADER = 32, 24


def clear_pages(folder: Path, data_key: bytes) -> bytes:
    """Return everything that the store's database files hold, in clear, one page after the other."""
    return b"".join(
        _decrypted(page, data_key, salted=number == 0)
        for file in (folder / "cases.db", folder / "cases.db-wal")
        if file.exists()
        for number, page in enumerate(_pages(file))
    )


def files_beside(folder: Path) -> bytes:
    """Return the bytes of every other file in the store's folder."""
    return b"".join(
        path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith("cases.db")
    )


def _pages(file: Path) -> list[bytes]:
    content = file.read_bytes()
    if file.name.endswith("-wal"):
        step = FRAME_HEADER + PAGE
        starts = range(WAL_HEADER + FRAME_HEADER, len(content) - PAGE + 1, step)
    else:
        starts = range(0, len(content) - PAGE + 1, PAGE)
    return [content[start : start + PAGE] for start in starts]


def _decrypted(page: bytes, key: bytes, *, salted: bool) -> bytes:
    vector = page[-RESERVE : -RESERVE + 16]
    body = page[16 if salted else 0 : -RESERVE]
    decryptor = Cipher(algorithms.AES256(key), modes.CBC(vector)).decryptor()
    return decryptor.update(body) + decryptor.finalize()
