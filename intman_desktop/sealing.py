"""Argon2id and authenticated encryption: the one place where the program touches either.

Nothing is invented here: Argon2id comes from argon2-cffi, HPKE (RFC 9180), ChaCha20-Poly1305
and HKDF come from cryptography.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from argon2.exceptions import HashingError
from argon2.low_level import ARGON2_VERSION, Type, core, ffi, hash_secret_raw
from argon2.profiles import RFC_9106_LOW_MEMORY
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from intman_desktop.errors import Trouble
from intman_desktop.language import _

KEY_SIZE = 32
SALT_SIZE = 16
MAC_SIZE = 32
SEAL_SIZE = 28
"""How much longer sealed bytes are than their content."""
SEAL_TO_SIZE = 48
"""The same for bytes sealed to a public key."""
_NONCE_SIZE = 12
_MIB = 1024  # Argon2 counts memory in KiB

PASSES = (1, 10)
MEMORY = (19 * _MIB, 1024 * _MIB)
LANES = (1, 8)

CALIBRATED_SECONDS = (0.5, 1.0)
_AIMED_SECONDS = 0.7
_MEMORY_CEILING = 512 * _MIB  # a laptop of 4 GB must still open its store

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


class ParametersOutOfBounds(Trouble):
    """A file asks for a key derivation that is too weak, or so heavy that it would block the machine."""

    exit_code = 20

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Die Datei verlangt eine Schlüsselberechnung, die dieses Programm nie verwendet. Sie wurde "
            "vermutlich verändert und wird nicht geöffnet. Bitte stellen Sie eine Sicherung wieder her."
        )


class NotEnoughMemory(Trouble):
    """The key derivation needs more memory than the computer has free."""

    exit_code = 21

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Zum Öffnen ist nicht genug Arbeitsspeicher frei. Bitte schließen Sie andere Programme und "
            "versuchen Sie es noch einmal."
        )


class SealBroken(Exception):
    """The sealed bytes were changed, or key or associated data are not the ones they were sealed with."""


class SelfTestFailed(Exception):
    """The cryptography gave another answer than the published one; nothing may be opened with it."""


@dataclass(frozen=True)
class KdfParameters:
    """Cost of one Argon2id derivation: ``passes``, ``memory`` in KiB, ``lanes`` (threads).

    Raises ``ParametersOutOfBounds`` outside 1–10 passes, 19 MiB–1 GiB, 1–8 lanes, before
    anything is derived.
    """

    passes: int = RFC_9106_LOW_MEMORY.time_cost
    memory: int = RFC_9106_LOW_MEMORY.memory_cost
    lanes: int = RFC_9106_LOW_MEMORY.parallelism

    def __post_init__(self) -> None:
        for value, (least, most) in ((self.passes, PASSES), (self.memory, MEMORY), (self.lanes, LANES)):
            if type(value) is not int or not least <= value <= most:
                raise ParametersOutOfBounds


FLOOR = KdfParameters()
"""The low-memory profile of RFC 9106 that argon2-cffi recommends; calibration never goes below."""


def new_key() -> bytes:
    """Return 32 random bytes from the operating system."""
    return secrets.token_bytes(KEY_SIZE)


def new_salt() -> bytes:
    """Return 16 random bytes from the operating system."""
    return secrets.token_bytes(SALT_SIZE)


def normalised(passphrase: str) -> bytes:
    """Return the bytes that are derived from: NFC, UTF-8, so that é typed in two ways opens the same.

    Blanks at the ends count; half characters of broken input methods are kept rather than refused.
    """
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")


def derive_key(passphrase: str, salt: bytes, parameters: KdfParameters) -> bytes:
    """Return the 32 bytes that Argon2id makes of ``passphrase`` and ``salt`` (16 bytes).

    Raises ``NotEnoughMemory``.
    """
    return _argon2id(normalised(passphrase), salt, parameters.passes, parameters.memory, parameters.lanes)


def calibrate(
    timer: Callable[[], float] = time.perf_counter,
    derive: Callable[[str, bytes, KdfParameters], bytes] = derive_key,
) -> KdfParameters:
    """Return parameters that take this machine half a second to a second, never below ``FLOOR``.

    Memory is raised first (up to 512 MiB), then passes (up to 10). ``timer`` returns seconds.
    """
    chosen = FLOOR
    for _attempt in range(4):
        start = timer()
        derive("calibration", bytes(SALT_SIZE), chosen)
        seconds = max(timer() - start, 0.001)
        if CALIBRATED_SECONDS[0] <= seconds <= CALIBRATED_SECONDS[1]:
            return chosen
        wanted = _with_cost(chosen.memory * chosen.passes * _AIMED_SECONDS / seconds)
        if wanted == chosen:
            return chosen
        chosen = wanted
    return chosen


def _with_cost(cost: float) -> KdfParameters:
    """Return parameters whose memory times passes is about ``cost`` (KiB)."""
    memory = min(max(int(cost / FLOOR.passes) // _MIB * _MIB, FLOOR.memory), _MEMORY_CEILING)
    passes = min(max(int(cost / memory), FLOOR.passes), PASSES[1])
    return KdfParameters(passes, memory, FLOOR.lanes)


def _argon2id(secret: bytes, salt: bytes, passes: int, memory: int, lanes: int) -> bytes:
    try:
        return hash_secret_raw(
            secret,
            salt,
            time_cost=passes,
            memory_cost=memory,
            parallelism=lanes,
            hash_len=KEY_SIZE,
            type=Type.ID,
            version=ARGON2_VERSION,
        )
    except HashingError:
        raise NotEnoughMemory from None


def subkey(key: bytes, purpose: str) -> bytes:
    """Return the 32 bytes that stand for ``purpose`` under ``key``; no two purposes share a key."""
    return _hkdf(key, b"intman " + purpose.encode())


def _hkdf(key: bytes, purpose: bytes) -> bytes:
    return HKDF(hashes.SHA256(), KEY_SIZE, salt=None, info=purpose).derive(key)


def mac(key: bytes, content: bytes) -> bytes:
    """Return the HMAC-SHA-256 of ``content`` (32 bytes)."""
    return hmac.digest(key, content, hashlib.sha256)


def same(one: bytes, other: bytes) -> bool:
    """Return whether both are equal, in a time that tells nothing about where they differ."""
    return hmac.compare_digest(one, other)


def seal(key: bytes, content: bytes, bound_to: bytes) -> bytes:
    """Return ``content`` encrypted and authenticated under ``key`` (32 bytes), 28 bytes longer.

    ``bound_to`` is authenticated but not stored: opening needs the same bytes.
    """
    nonce = secrets.token_bytes(_NONCE_SIZE)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, content, bound_to)


def unseal(key: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    """Return what ``seal`` was given. Raises ``SealBroken``."""
    try:
        return ChaCha20Poly1305(key).decrypt(sealed[:_NONCE_SIZE], sealed[_NONCE_SIZE:], bound_to)
    except (InvalidTag, ValueError):
        raise SealBroken from None


def new_key_pair() -> tuple[bytes, bytes]:
    """Return a new X25519 pair as (private key, public key), 32 bytes each."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def seal_to(public_key: bytes, content: bytes, bound_to: bytes) -> bytes:
    """Return ``content`` so that only the holder of the private key reads it (HPKE, 48 bytes longer)."""
    return _SUITE.encrypt(content, X25519PublicKey.from_public_bytes(public_key), info=bound_to)


def unseal_with(private_key: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    """Return what ``seal_to`` was given. Raises ``SealBroken``."""
    try:
        return _SUITE.decrypt(sealed, X25519PrivateKey.from_private_bytes(private_key), info=bound_to)
    except (InvalidTag, ValueError):
        raise SealBroken from None


_RFC_8439_PLAIN = (
    b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
    b"sunscreen would be it."
)
_RFC_8439_SEALED = bytes.fromhex(
    "070000004041424344454647d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8c"
    "a9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad6"
    "75945585808b4831d7bc3ff4def08e4b7a9de576d26586cec64b61161ae10b594f09e26a7e902ecbd0600691"
)
_RFC_7748_PRIVATE = bytes.fromhex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb")
_RFC_7748_PUBLIC = bytes.fromhex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f")
# RFC 9180 A.2 without associated data, which the suite of the library does not have: receiver, info, and what
# a second implementation (tests/hpke.py), which gives the published answer, makes of the published text.
_RFC_9180_PRIVATE = bytes.fromhex("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb")
_RFC_9180_INFO = b"Ode on a Grecian Urn"
_RFC_9180_PLAIN = b"Beauty is truth, truth beauty"
_RFC_9180_SEALED = bytes.fromhex(
    "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a1c5250d8034ec2b784ba2cfd69dbdb8af406"
    "cfe3ff938e131f0def8c8b40f37930f628eb13216a1ba1b2aadd60"
)


def known_answers() -> None:
    """Compare the cryptography with published answers; ``SelfTestFailed`` names the first that differs.

    Argon2id: RFC 9106 5.3, and libargon2's own test by the way the program derives; ChaCha20-Poly1305:
    RFC 8439 2.8.2; HKDF: RFC 5869 A.3; HMAC: RFC 4231 case 2; SHA-256: FIPS 180; X25519: RFC 7748 6.1; HPKE:
    RFC 9180 A.2. What draws its own randomness is also tried there and back. Takes a few milliseconds.
    """
    for name, answer, right in _ANSWERS:
        try:
            agrees = same(answer(), right)
        except SealBroken:
            agrees = False
        if not agrees:
            raise SelfTestFailed(name)


def _argon2id_of_rfc_9106() -> bytes:
    """Return what Argon2id makes of the RFC's example; only the bare call takes its secret and data."""
    tag = ffi.new("uint8_t[]", KEY_SIZE)
    password, salt = ffi.new("uint8_t[]", b"\x01" * 32), ffi.new("uint8_t[]", b"\x02" * 16)
    secret, data = ffi.new("uint8_t[]", b"\x03" * 8), ffi.new("uint8_t[]", b"\x04" * 12)
    asked = {
        "out": tag, "outlen": KEY_SIZE, "pwd": password, "pwdlen": 32, "salt": salt, "saltlen": 16,
        "secret": secret, "secretlen": 8, "ad": data, "adlen": 12, "t_cost": 3, "m_cost": 32,
        "lanes": 4, "threads": 4, "version": ARGON2_VERSION,
    }  # fmt: skip
    core(ffi.new("argon2_context *", asked), Type.ID.value)
    return bytes(ffi.buffer(tag, KEY_SIZE))


_ANSWERS: tuple[tuple[str, Callable[[], bytes], bytes], ...] = (
    (
        "Argon2id of RFC 9106",
        lambda: _argon2id_of_rfc_9106(),  # noqa: PLW0108 - looked up when it is asked
        bytes.fromhex("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"),
    ),
    (
        "Argon2id",
        lambda: _argon2id(b"password", b"somesalt", 2, 256, 1),
        bytes.fromhex("9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe"),
    ),
    (
        "HKDF",
        lambda: _hkdf(b"\x0b" * 22, b""),
        bytes.fromhex("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"),
    ),
    (
        "SHA-256",
        lambda: hashlib.sha256(b"abc").digest(),
        bytes.fromhex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ),
    (
        "HMAC",
        lambda: mac(b"Jefe", b"what do ya want for nothing?"),
        bytes.fromhex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
    ),
    (
        "ChaCha20-Poly1305",
        lambda: unseal(bytes(range(0x80, 0xA0)), _RFC_8439_SEALED, bytes.fromhex("50515253c0c1c2c3c4c5c6c7")),
        _RFC_8439_PLAIN,
    ),
    (
        "ChaCha20-Poly1305 there and back",
        lambda: unseal(b"k" * 32, seal(b"k" * 32, b"text", b"to"), b"to"),
        b"text",
    ),
    (
        "X25519",
        lambda: X25519PrivateKey.from_private_bytes(_RFC_7748_PRIVATE).public_key().public_bytes_raw(),
        _RFC_7748_PUBLIC,
    ),
    ("HPKE", lambda: unseal_with(_RFC_9180_PRIVATE, _RFC_9180_SEALED, _RFC_9180_INFO), _RFC_9180_PLAIN),
    (
        "HPKE there and back",
        lambda: unseal_with(_RFC_7748_PRIVATE, seal_to(_RFC_7748_PUBLIC, b"text", b"to"), b"to"),
        b"text",
    ),
)


def page_decipherer(key: bytes) -> Callable[[bytes, bytes], bytes]:
    """Return ``decipher(vector, content)`` for the pages of a store (AES-256-CBC, as SQLCipher writes).

    It authenticates nothing: whoever calls it has checked the page before.
    """
    cipher = AES256(key)

    def decipher(vector: bytes, content: bytes) -> bytes:
        return Cipher(cipher, CBC(vector)).decryptor().update(content)

    return decipher
