"""RFC 9180 a second time, for the suite of the program: base mode, X25519, HKDF-SHA256, ChaCha20-Poly1305.

The library draws its own ephemeral key and has no associated data, so that no published answer fits into
it. This one is held to the published answer, and the library to this one.
"""

from __future__ import annotations

import hashlib
import hmac

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

# Appendix A.2.1: receiver, sender's ephemeral key, info, and the first encryption of the table.
RECEIVER = bytes.fromhex("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb")
EPHEMERAL = bytes.fromhex("f4ec9b33b792c372c1d2c2063507b684ef925b8c75a42dbcbf57d63ccd381600")
ENCAPSULATED = bytes.fromhex("1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a")
INFO = b"Ode on a Grecian Urn"
PLAIN = b"Beauty is truth, truth beauty"
ASSOCIATED = b"Count-0"
SEALED = bytes.fromhex(
    "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28"
)

_KEM = b"KEM" + (0x0020).to_bytes(2, "big")
_SUITE = b"HPKE" + (0x0020).to_bytes(2, "big") + (0x0001).to_bytes(2, "big") + (0x0003).to_bytes(2, "big")


def seal(receiver: bytes, ephemeral: bytes, content: bytes, info: bytes, associated: bytes) -> bytes:
    """Return the encapsulated key and the sealed content; ``receiver`` and ``ephemeral`` are private keys."""
    sender = X25519PrivateKey.from_private_bytes(ephemeral)
    target = X25519PrivateKey.from_private_bytes(receiver).public_key().public_bytes_raw()
    encapsulated = sender.public_key().public_bytes_raw()
    shared = sender.exchange(X25519PublicKey.from_public_bytes(target))
    prk = _extract(_KEM, b"", b"eae_prk", shared)
    secret = _expand(_KEM, prk, b"shared_secret", encapsulated + target, 32)
    context = b"\x00" + _extract(_SUITE, b"", b"psk_id_hash", b"") + _extract(_SUITE, b"", b"info_hash", info)
    schedule = _extract(_SUITE, secret, b"secret", b"")
    key = _expand(_SUITE, schedule, b"key", context, 32)
    nonce = _expand(_SUITE, schedule, b"base_nonce", context, 12)
    return encapsulated + ChaCha20Poly1305(key).encrypt(nonce, content, associated)


def _extract(suite: bytes, salt: bytes, label: bytes, material: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + material, hashlib.sha256)


def _expand(suite: bytes, key: bytes, label: bytes, info: bytes, size: int) -> bytes:
    asked = size.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
    return hmac.digest(key, asked + b"\x01", hashlib.sha256)[:size]  # one block is enough here
