"""``keys.json``, byte by byte, with every derivation forbidden; a part of it on the disk of a real store."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from intman_desktop import sealing
from intman_desktop.errors import Trouble
from intman_desktop.sealing import LANES, MEMORY, PASSES, KdfParameters
from intman_desktop.vault.key_file import SlotKind, from_bytes, to_bytes
from intman_desktop.vault.keys import new_key_file, unlock
from intman_desktop.vault.store import look_at_vault, open_vault
from intman_desktop.vault.troubles import KeyFileDamaged, ParametersOutOfBounds, WrongPassphrase
from tests.vault.making import FAST, PASSPHRASE, make_store

HOW: dict[str, Callable[[int], int]] = {
    "a-flipped-bit": lambda byte: byte ^ 1,
    "the-highest-bit": lambda byte: byte ^ 0x80,
    "all-bits": lambda byte: byte ^ 0xFF,
    "the-case-of-a-letter": lambda byte: byte ^ 0x20,
    "zero": lambda _byte: 0,
    "a-blank": lambda byte: 0x20 if byte != 0x20 else 0x09,
    "the-next-digit": lambda byte: (byte + 1) & 0xFF,
    "a-line-end": lambda byte: 0x0A if byte != 0x0A else 0x0D,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys") / "tresor"
    make_store(folder)
    look_at_vault(folder)  # the encryption proves itself once, with derivations
    return folder


@pytest.fixture
def file(folder: Path) -> Iterator[Path]:
    """Yield the key file of the store; it is put back afterwards."""
    path = folder / "keys.json"
    before = path.read_bytes()
    yield path
    path.write_bytes(before)


@pytest.fixture
def no_derivation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "derive_key", None)


def told(file: Path, raw: bytes, *, on_disk: bool = True) -> type[Trouble] | None:
    """Return how opening ends with these bytes, without a derivation; None where a secret would be asked."""
    try:
        if on_disk:
            file.write_bytes(raw)
            look_at_vault(file.parent)
        else:
            from_bytes(raw)
    except Trouble as trouble:
        return type(trouble)
    return None


@pytest.mark.usefixtures("no_derivation")
@pytest.mark.parametrize("how", HOW)
def test_every_changed_byte_is_damage(file: Path, how: str) -> None:
    raw = file.read_bytes()
    for place, byte in enumerate(raw):
        changed = HOW[how](byte)
        assert changed != byte
        damaged = raw[:place] + bytes([changed]) + raw[place + 1 :]
        assert told(file, damaged, on_disk=place % 50 == 0) is KeyFileDamaged, place


@pytest.mark.usefixtures("no_derivation")
def test_every_missing_end_and_every_missing_byte_is_damage(file: Path) -> None:
    raw = file.read_bytes()
    for place in range(len(raw)):
        on_disk = place % 50 == 0
        assert told(file, raw[:place], on_disk=on_disk) is KeyFileDamaged, place
        assert told(file, raw[:place] + raw[place + 1 :], on_disk=on_disk) is KeyFileDamaged, place


@pytest.mark.usefixtures("no_derivation")
@pytest.mark.parametrize("more", [b"\n", b" ", b"\x00", b"{}", b"x" * 100_000], ids=repr)
def test_every_byte_too_many_is_damage(file: Path, more: bytes) -> None:
    raw = file.read_bytes()
    assert told(file, raw) is None
    assert told(file, raw + more[:70_000]) is KeyFileDamaged
    assert told(file, more[:70_000] + raw) is KeyFileDamaged
    assert told(file, raw + raw) is KeyFileDamaged


@pytest.mark.usefixtures("no_derivation")
def test_every_zeroed_and_every_swapped_block_is_damage(file: Path) -> None:
    raw = file.read_bytes()
    for start in range(0, len(raw) - 64, 64):
        zeroed = raw[:start] + bytes(64) + raw[start + 64 :]
        swapped = raw[64 + start :][:64] + raw[:start] + raw[start + 128 :] + raw[start : start + 64]
        assert told(file, zeroed) is KeyFileDamaged
        assert told(file, swapped) is KeyFileDamaged


def _with_kdf(raw: bytes, **kdf: object) -> bytes:
    """Return the key file after somebody changed the owner's parameters and recomputed the checksum."""
    content: dict[str, Any] = json.loads(raw)["keys"]
    content["slots"][0]["kdf"].update(kdf)
    canonical = json.dumps(content, sort_keys=True, indent=1).encode() + b"\n"
    whole = {"checksum": hashlib.sha256(canonical).hexdigest(), "keys": content}
    return json.dumps(whole, sort_keys=True, indent=1).encode() + b"\n"


@pytest.mark.usefixtures("no_derivation")
@pytest.mark.parametrize(
    ("name", "bounds"), [("passes", PASSES), ("memory_kib", MEMORY), ("lanes", LANES)], ids=lambda each: each
)
def test_parameters_outside_their_bounds_are_refused_before_anything_is_derived(
    file: Path, name: str, bounds: tuple[int, int]
) -> None:
    raw = file.read_bytes()
    wrong: tuple[object, ...] = (bounds[0] - 1, bounds[1] + 1, 0, -1, 1 << 64, True, 3.0, "3", None, [3], {})
    for value in wrong:
        assert told(file, _with_kdf(raw, **{name: value})) is ParametersOutOfBounds, value
        with pytest.raises(ParametersOutOfBounds):
            open_vault(file.parent, PASSPHRASE)


@pytest.mark.parametrize(
    "parameters",
    [
        KdfParameters(PASSES[0], MEMORY[0], LANES[0]),
        KdfParameters(2, 19 * 1024, 1),
        KdfParameters(3, 64 * 1024, 4),
        KdfParameters(PASSES[1], MEMORY[0], LANES[1]),
    ],
    ids=repr,
)
def test_every_set_of_parameters_within_the_bounds_stays_readable(
    parameters: KdfParameters,
) -> None:
    keys = new_key_file(bytes(32), {SlotKind.OWNER: PASSPHRASE}, parameters)
    assert unlock(from_bytes(to_bytes(keys)), PASSPHRASE).data_key == bytes(32)
    with pytest.raises(WrongPassphrase):
        unlock(keys, PASSPHRASE + "x")


def test_who_recomputes_the_checksum_looks_like_a_wrong_passphrase(file: Path) -> None:
    assert told(file, _with_kdf(file.read_bytes(), passes=FAST.passes + 1)) is None
    with pytest.raises(WrongPassphrase):
        open_vault(file.parent, PASSPHRASE)
