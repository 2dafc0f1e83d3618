"""Deriving keys from passphrases, and sealing under them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from argon2.exceptions import HashingError
from hypothesis import given
from hypothesis import strategies as st

from intman_desktop import sealing
from intman_desktop.sealing import FLOOR, KdfParameters, NotEnoughMemory, ParametersOutOfBounds, SealBroken
from tests import hpke

FAST = KdfParameters(1, 19 * 1024, 1)
SALT = bytes(range(16))
KEY = bytes(range(32))


@pytest.mark.parametrize(
    ("passes", "memory", "lanes"),
    [
        (0, 65536, 4),
        (11, 65536, 4),
        (3, 19 * 1024 - 1, 4),
        (3, 1024 * 1024 + 1, 4),
        (3, 65536, 0),
        (3, 65536, 9),
        (-1, 65536, 4),
        (True, 65536, 4),
        (3.0, 65536, 4),
        ("3", 65536, 4),
        (None, 65536, 4),
    ],
)
def test_parameters_outside_the_bounds_are_refused_before_deriving(
    passes: int, memory: int, lanes: int
) -> None:
    with pytest.raises(ParametersOutOfBounds) as caught:
        KdfParameters(passes, memory, lanes)
    assert "Sicherung" in caught.value.sentence()


@pytest.mark.parametrize(("passes", "memory", "lanes"), [(1, 19 * 1024, 1), (10, 1024 * 1024, 8)])
def test_the_bounds_themselves_are_allowed(passes: int, memory: int, lanes: int) -> None:
    assert KdfParameters(passes, memory, lanes).memory == memory


def test_the_floor_is_the_low_memory_profile_of_rfc_9106() -> None:
    assert KdfParameters(3, 64 * 1024, 4) == FLOOR


@pytest.mark.parametrize(
    ("typed", "also"),
    [
        ("Café", "Cafe\u0301"),
        ("größe", "gro\u0308ße"),
        ("Å", "\u212b"),
    ],
)
def test_composed_and_decomposed_passphrases_derive_the_same(typed: str, also: str) -> None:
    assert typed != also
    assert sealing.derive_key(typed, SALT, FAST) == sealing.derive_key(also, SALT, FAST)


@pytest.mark.parametrize(
    ("one", "other"), [("geheim", "geheim "), ("geheim", " geheim"), ("geheim", "Geheim"), ("ß", "ss")]
)
def test_passphrases_that_differ_for_a_person_derive_different_keys(one: str, other: str) -> None:
    assert sealing.derive_key(one, SALT, FAST) != sealing.derive_key(other, SALT, FAST)


@pytest.mark.parametrize("awkward", ["x" * 1000, "\ud800", "\x00", "🔑", "سر"])
def test_awkward_passphrases_derive_a_key(awkward: str) -> None:
    assert len(sealing.derive_key(awkward, SALT, FAST)) == 32


def test_a_machine_without_memory_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_named: object) -> bytes:
        raise HashingError("Memory allocation error")

    monkeypatch.setattr(sealing, "hash_secret_raw", refuse)
    with pytest.raises(NotEnoughMemory) as caught:
        sealing.derive_key("geheim", SALT, FAST)
    assert "Arbeitsspeicher" in caught.value.sentence()


class _Machine:
    """A machine on which one pass over one MiB takes ``seconds_per_mib``; time moves while it derives."""

    def __init__(self, seconds_per_mib: float) -> None:
        self.now = 0.0
        self.seconds_per_mib = seconds_per_mib

    def timer(self) -> float:
        return self.now

    def derive(self, _passphrase: str, _salt: bytes, parameters: KdfParameters) -> bytes:
        self.now += parameters.memory / 1024 * parameters.passes * self.seconds_per_mib
        return bytes(32)

    def seconds(self, parameters: KdfParameters) -> float:
        start = self.now
        self.derive("", b"", parameters)
        return self.now - start


@pytest.mark.parametrize("seconds_per_mib", [0.004, 0.003, 0.0008, 0.0005, 0.0003, 0.00015, 0.0001])
def test_calibration_takes_half_a_second_to_a_second(seconds_per_mib: float) -> None:
    machine = _Machine(seconds_per_mib)
    chosen = sealing.calibrate(machine.timer, machine.derive)
    assert 0.5 <= machine.seconds(chosen) <= 1.0
    assert chosen.memory <= 512 * 1024


def test_calibration_never_goes_below_the_floor_on_a_slow_machine() -> None:
    machine = _Machine(0.1)
    assert sealing.calibrate(machine.timer, machine.derive) == FLOOR


def test_calibration_ends_on_a_machine_that_is_too_fast() -> None:
    machine = _Machine(0.0)
    assert sealing.calibrate(machine.timer, machine.derive) == KdfParameters(10, 512 * 1024, 4)


def test_calibration_ends_on_a_clock_that_contradicts_itself() -> None:
    def ticks() -> Iterator[float]:
        now = 0.0
        while True:
            for step in (0.01, 5.0):
                yield now
                now += step
                yield now

    clock = ticks()
    chosen = sealing.calibrate(lambda: next(clock), lambda *_: bytes(32))
    assert chosen.memory >= FLOOR.memory


def test_calibration_measures_the_real_thing() -> None:
    assert sealing.calibrate().memory >= FLOOR.memory
    began = time.perf_counter()
    sealing.derive_key("calibration", bytes(sealing.SALT_SIZE), FLOOR)
    assert time.perf_counter() - began > 0.005, "no answer kept from before is measured"


@given(content=st.binary(max_size=200), bound_to=st.binary(max_size=50))
def test_what_is_sealed_comes_back(content: bytes, bound_to: bytes) -> None:
    sealed = sealing.seal(KEY, content, bound_to)
    assert len(sealed) == len(content) + sealing.SEAL_SIZE
    assert sealing.unseal(KEY, sealed, bound_to) == content


@given(content=st.binary(max_size=200), bound_to=st.binary(max_size=50))
def test_what_is_sealed_to_a_public_key_comes_back(content: bytes, bound_to: bytes) -> None:
    private, public = sealing.new_key_pair()
    sealed = sealing.seal_to(public, content, bound_to)
    assert len(sealed) == len(content) + sealing.SEAL_TO_SIZE
    assert sealing.unseal_with(private, sealed, bound_to) == content


def test_every_changed_byte_of_a_seal_is_found() -> None:
    sealed = sealing.seal(KEY, b"content", b"place")
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(SealBroken):
            sealing.unseal(KEY, bytes(changed), b"place")


def test_every_changed_byte_of_a_seal_to_a_public_key_is_found() -> None:
    private, public = sealing.new_key_pair()
    sealed = sealing.seal_to(public, b"content", b"place")
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(SealBroken):
            sealing.unseal_with(private, bytes(changed), b"place")


@pytest.mark.parametrize("sealed", [b"", b"short", bytes(12), bytes(27), bytes(40)])
def test_bytes_that_were_never_sealed_are_refused(sealed: bytes) -> None:
    with pytest.raises(SealBroken):
        sealing.unseal(KEY, sealed, b"")
    with pytest.raises(SealBroken):
        sealing.unseal_with(KEY, sealed, b"")


def test_a_seal_opens_only_with_what_it_is_bound_to() -> None:
    private, public = sealing.new_key_pair()
    with pytest.raises(SealBroken):
        sealing.unseal(KEY, sealing.seal(KEY, b"content", b"here"), b"there")
    with pytest.raises(SealBroken):
        sealing.unseal_with(private, sealing.seal_to(public, b"content", b"here"), b"there")


def test_no_two_purposes_share_a_key() -> None:
    keys = {sealing.subkey(KEY, purpose) for purpose in ("key file", "backup header", "")}
    assert len(keys | {KEY}) == 4


def test_two_seals_of_the_same_content_differ() -> None:
    assert sealing.seal(KEY, b"content", b"") != sealing.seal(KEY, b"content", b"")
    assert sealing.new_key() != sealing.new_key()
    assert sealing.new_salt() != sealing.new_salt()


def test_the_cryptography_gives_the_published_answers() -> None:
    sealing.known_answers()


def _other(*_arguments: object) -> bytes:
    return bytes(32)


def _broken(*_arguments: object) -> bytes:
    raise SealBroken


@pytest.mark.parametrize(
    ("part", "behaviour", "named"),
    [
        ("_argon2id", _other, "Argon2id"),
        ("_argon2id_of_rfc_9106", _other, "Argon2id of RFC 9106"),
        ("_hkdf", _other, "HKDF"),
        ("mac", _other, "HMAC"),
        ("unseal", _broken, "ChaCha20-Poly1305"),
        ("unseal_with", _broken, "HPKE"),
    ],
)
def test_the_self_test_names_what_answers_otherwise(
    monkeypatch: pytest.MonkeyPatch, part: str, behaviour: Callable[..., bytes], named: str
) -> None:
    monkeypatch.setattr(sealing, part, behaviour)
    with pytest.raises(sealing.SelfTestFailed, match=named):
        sealing.known_answers()


def test_the_answer_of_hpke_is_that_of_the_rfc() -> None:
    published = hpke.seal(hpke.RECEIVER, hpke.EPHEMERAL, hpke.PLAIN, hpke.INFO, hpke.ASSOCIATED)
    assert published == hpke.ENCAPSULATED + hpke.SEALED
    without_data = hpke.seal(hpke.RECEIVER, hpke.EPHEMERAL, hpke.PLAIN, hpke.INFO, b"")
    assert without_data == sealing._RFC_9180_SEALED
    assert sealing.unseal_with(hpke.RECEIVER, without_data, hpke.INFO) == hpke.PLAIN
