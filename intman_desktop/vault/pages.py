"""Which pages of an encrypted file are as SQLCipher wrote them; used to name what is wrong with it.

SQLCipher 4: pages of 4096 bytes end in an initialisation vector (16) and an HMAC-SHA-512 (64) over
what stands before it and the page's number; the file's first 16 bytes are the salt of the HMAC key.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from pathlib import Path

PAGE_SIZE = 4096
_SALT_SIZE = 16
_HMAC_SIZE = 64
_SALT_MASK = 0x3A
_HMAC_KEY_ROUNDS = 2


@dataclass(frozen=True)
class Pages:
    """How many pages are authentic, the numbers of those that are not, and the bytes left over at the end."""

    authentic: int
    damaged: tuple[int, ...]
    left_over: int


def look_at_pages(path: Path, data_key: bytes) -> Pages:
    """Return the state of every page of the file at ``path`` under ``data_key`` (32 bytes)."""
    authentic, damaged = 0, []
    with path.open("rb") as file:
        salt = file.read(_SALT_SIZE)
        file.seek(0)
        mask = bytes(byte ^ _SALT_MASK for byte in salt)
        hmac_key = hashlib.pbkdf2_hmac("sha512", data_key, mask, _HMAC_KEY_ROUNDS, 32)
        number = 1
        while len(page := file.read(PAGE_SIZE)) == PAGE_SIZE:
            content = page[_SALT_SIZE if number == 1 else 0 : -_HMAC_SIZE] + number.to_bytes(4, "little")
            if hmac.compare_digest(hmac.digest(hmac_key, content, "sha512"), page[-_HMAC_SIZE:]):
                authentic += 1
            else:
                damaged.append(number)
            number += 1
    return Pages(authentic, tuple(damaged), len(page))
