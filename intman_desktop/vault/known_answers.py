"""Does the encryption of this machine give the answers it must? Asked once before a store is opened."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from intman_desktop import sealing
from intman_desktop.paths import resource
from intman_desktop.vault.connection import copy_opened
from intman_desktop.vault.edge import is_damage
from intman_desktop.vault.place_troubles import EncryptionFails

_STORE = ("known_answers", "known.db")
_SHA256 = "4b02cd4ae232c9a8e23f41ffdf3f98e1b1bc5fd452297f052651b8f3cc258cba"
_KEY = bytes(range(32))
_ROWS = [(1, "Grüße aus Kehl"), (2, "سلام"), (3, "🔑")]
_SETTINGS = {
    "PRAGMA kdf_iter = 256000;",
    "PRAGMA cipher_page_size = 4096;",
    "PRAGMA cipher_use_hmac = 1;",
    "PRAGMA cipher_plaintext_header_size = 0;",
    "PRAGMA cipher_hmac_algorithm = HMAC_SHA512;",
    "PRAGMA cipher_kdf_algorithm = PBKDF2_HMAC_SHA512;",
}


@cache
def prove_encryption() -> None:
    """Compare the cryptography and SQLCipher with known answers, once for each run of the program.

    Takes some hundredths of a second, so the window has it done while the passphrase is typed. Raises
    ``EncryptionFails`` naming what answered otherwise; it is asked again at the next try then.
    """
    try:
        sealing.known_answers()
    except sealing.SelfTestFailed as failed:
        raise EncryptionFails(part=str(failed)) from None
    try:
        prove_sqlcipher(resource(*_STORE))
    except (OSError, sqlcipher.Error):
        raise EncryptionFails(part="SQLCipher") from None


def prove_sqlcipher(stored: Path) -> None:
    """Open the database that came with the program: its settings, its content, and no other key opens it.

    Raises ``EncryptionFails``, and the errors of the system and the database.
    """
    if hashlib.sha256(stored.read_bytes()).hexdigest() != _SHA256:
        raise EncryptionFails(part=stored.name)
    with copy_opened(stored, _KEY) as driver:
        if {row[0] for row in driver.execute("PRAGMA cipher_settings")} != _SETTINGS:
            raise EncryptionFails(part="SQLCipher, cipher_settings")
        if driver.execute("SELECT number, answer FROM answers ORDER BY number").fetchall() != _ROWS:
            raise EncryptionFails(part="SQLCipher, SELECT")
        if driver.execute("PRAGMA cipher_integrity_check").fetchall():
            raise EncryptionFails(part="SQLCipher, HMAC")
    if _opens(stored, bytes(32)):
        raise EncryptionFails(part="SQLCipher, key")


def _opens(stored: Path, key: bytes) -> bool:
    with copy_opened(stored, key) as driver:
        try:
            driver.execute("SELECT count(*) FROM answers").fetchone()
        except sqlcipher.Error as error:
            if is_damage(error):
                return False
            raise
    return True
