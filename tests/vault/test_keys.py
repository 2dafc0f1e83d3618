"""The slots of the key file: each way in reaches the same key, and no other does."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intman_desktop import sealing
from intman_desktop.vault.emergency_code import new_code
from intman_desktop.vault.key_file import (
    KeyFile,
    SlotKind,
    from_bytes,
    read_key_file,
    to_bytes,
    write_key_file,
)
from intman_desktop.vault.keys import new_key_file, unlock, unlock_any, unlock_with_code
from intman_desktop.vault.troubles import (
    FaultyEmergencyCode,
    KeyFileDamaged,
    KeyFileMissing,
    NotEnoughMemory,
    ParametersOutOfBounds,
    PassphraseEmpty,
    VaultNewer,
    WrongEmergencyCode,
    WrongPassphrase,
)
from tests.vault.making import FAST, PASSPHRASE

DATA_KEY = bytes(range(32))
CODE = new_code()


@pytest.fixture(scope="module")
def keys() -> KeyFile:
    return new_key_file(DATA_KEY, {SlotKind.OWNER: PASSPHRASE, SlotKind.EMERGENCY: CODE}, FAST)


def _changed(keys: KeyFile, change: Callable[[dict[str, Any]], object]) -> bytes:
    """Return the file after someone changed its content and recomputed the checksum."""
    content = json.loads(to_bytes(keys))["keys"]
    change(content)
    canonical = json.dumps(content, sort_keys=True, indent=1).encode() + b"\n"
    whole = {"checksum": hashlib.sha256(canonical).hexdigest(), "keys": content}
    return json.dumps(whole, sort_keys=True, indent=1).encode() + b"\n"


def test_the_owner_and_the_emergency_sheet_reach_the_same_key(keys: KeyFile) -> None:
    owner, sheet = unlock(keys, PASSPHRASE), unlock_with_code(keys, CODE)
    assert owner.data_key == sheet.data_key == DATA_KEY
    assert (owner.slot_id, sheet.slot_id) == (keys.slots[0].id, keys.slots[1].id)
    assert [slot.kind for slot in keys.slots] == [SlotKind.OWNER, SlotKind.EMERGENCY]


def test_a_code_opens_as_a_person_types_it(keys: KeyFile) -> None:
    assert unlock_with_code(keys, CODE.lower().replace("-", "  ")).data_key == DATA_KEY


def test_composed_and_decomposed_passphrases_open_the_same(keys: KeyFile) -> None:
    decomposed = PASSPHRASE.replace("Ä", "A\u0308").replace("ü", "u\u0308").replace("ö", "o\u0308")
    assert decomposed != PASSPHRASE
    assert unlock(keys, decomposed).data_key == DATA_KEY


@pytest.mark.parametrize(
    "wrong",
    ["", " ", PASSPHRASE + " ", PASSPHRASE.lower(), "x" * 1000, CODE],
    ids=["empty", "blank", "trailing-blank", "lower-case", "long", "the-code"],
)
def test_a_wrong_passphrase_says_so(keys: KeyFile, wrong: str) -> None:
    with pytest.raises(WrongPassphrase):
        unlock(keys, wrong)


@pytest.mark.parametrize("misread", [4, 6])
def test_a_code_with_most_groups_misread_is_told_as_a_code_wherever_it_is_typed(
    keys: KeyFile, misread: int
) -> None:
    """Issue 5, point 3: N for M throughout spoils more than half of the groups."""
    groups = CODE.split("-")
    typed = "-".join(f"V{group[1:]}" if number < misread else group for number, group in enumerate(groups))
    with pytest.raises(FaultyEmergencyCode) as caught:
        unlock_any(keys, typed)
    assert caught.value.values["groups"] == ", ".join(map(str, range(1, misread + 1)))
    with pytest.raises(WrongPassphrase):
        unlock_any(keys, CODE.replace("-", " - x"))


def test_a_passphrase_that_is_written_like_a_code_opens() -> None:
    owner = "pferdeX heftche klammer baumstX regenXX wolkenX"
    keys = new_key_file(DATA_KEY, {SlotKind.OWNER: owner}, FAST)
    assert unlock_any(keys, owner).data_key == DATA_KEY


def test_the_code_of_another_sheet_says_so(keys: KeyFile) -> None:
    with pytest.raises(WrongEmergencyCode):
        unlock_with_code(keys, new_code())


def test_a_typo_in_the_code_is_told_by_its_group(keys: KeyFile) -> None:
    groups = CODE.split("-")
    groups[1], groups[4] = groups[1][:-1] + "?", groups[4][:-1]
    with pytest.raises(FaultyEmergencyCode) as caught:
        unlock_with_code(keys, "-".join(groups))
    assert "Gruppe 2, 5" in caught.value.sentence()


@pytest.mark.parametrize("kind", [SlotKind.OWNER, SlotKind.EMERGENCY])
def test_a_slot_without_a_secret_is_refused(kind: SlotKind) -> None:
    with pytest.raises(PassphraseEmpty):
        new_key_file(DATA_KEY, {kind: ""}, FAST)


def test_the_bytes_come_back_as_they_were(keys: KeyFile) -> None:
    assert from_bytes(to_bytes(keys)) == keys
    assert to_bytes(from_bytes(to_bytes(keys))) == to_bytes(keys)


def test_the_file_holds_no_secret(keys: KeyFile) -> None:
    raw = to_bytes(keys)
    assert DATA_KEY.hex().encode() not in raw
    assert CODE.encode() not in raw


def test_every_changed_byte_is_damage_before_a_passphrase_is_asked(
    keys: KeyFile, how_many: Callable[[str, int, int], int]
) -> None:
    raw = to_bytes(keys)
    bits = how_many("bits of each byte of the key file", 1, 8)
    for place in range(len(raw)):
        for bit in range(bits):
            changed = bytearray(raw)
            changed[place] ^= 1 << (place + bit) % 8
            with pytest.raises(KeyFileDamaged):
                from_bytes(bytes(changed))


def test_every_missing_end_is_damage(keys: KeyFile) -> None:
    raw = to_bytes(keys)
    for length in range(len(raw)):
        with pytest.raises(KeyFileDamaged):
            from_bytes(raw[:length])


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b'"keys"',
        b'{"keys": 1, "checksum": ""}',
        b"[" * 50_000,
        b"\xff\xfe",
        b'{"keys": NaN}',
        b" " * 70_000,
    ],
)
def test_what_is_no_key_file_is_damage(raw: bytes) -> None:
    with pytest.raises(KeyFileDamaged):
        from_bytes(raw)


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    with pytest.raises(KeyFileDamaged):
        from_bytes(raw)


def test_a_list_with_a_right_checksum_is_damage() -> None:
    canonical = b"[]\n"
    whole = {"checksum": hashlib.sha256(canonical).hexdigest(), "keys": []}
    with pytest.raises(KeyFileDamaged):
        from_bytes(json.dumps(whole, sort_keys=True, indent=1).encode() + b"\n")


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.pop("vault"),
        lambda content: content.pop("slots"),
        lambda content: content.update(vault=7),
        lambda content: content.update(vault="00"),
        lambda content: content.update(generation="first"),
        lambda content: content.update(generation=float("inf")),
        lambda content: content.update(slots=7),
        lambda content: content.update(macs=[]),
        lambda content: content["slots"][0].update(kind="king"),
        lambda content: content["slots"][0].update(salt="0011"),
        lambda content: content["slots"][0].update(public_key="00"),
        lambda content: content["slots"][0].update(private_key="zz"),
        lambda content: content["slots"][0].update(data_keys={"1": "00"}),
        lambda content: content["slots"][0].update(kdf=None),
    ],
)
def test_a_wrong_shape_with_a_right_checksum_is_damage(
    keys: KeyFile, change: Callable[[dict[str, Any]], object]
) -> None:
    with pytest.raises(KeyFileDamaged):
        from_bytes(_changed(keys, change))


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.update(note="x"),
        lambda content: content.update(generation="1"),
        lambda content: content.update(generation=1.5),
        lambda content: content.update(generation=True),
        lambda content: content.update(format=True),
        lambda content: content.update(format="1"),
        lambda content: content.update(vault=content["vault"].upper()),
        lambda content: content.update(vault=f"{content['vault'][:2]} {content['vault'][2:]}"),
        lambda content: content["macs"].update({"7": "00" * 32}),
        lambda content: content["macs"].update({"01": content["macs"]["1"]}),
        lambda content: content["slots"][0].update(note="x"),
        lambda content: content["slots"][0].update(salt=content["slots"][0]["salt"].upper()),
        lambda content: content["slots"][0]["data_keys"].update(
            {"01": content["slots"][0]["data_keys"]["1"]}
        ),
        lambda content: content["slots"][1]["kdf"].update(name="scrypt"),
        lambda content: content["slots"][1]["kdf"].update(note="x"),
        lambda content: content["slots"].extend(content["slots"][:1] * 40),
    ],
)
def test_what_the_program_never_writes_is_refused_though_the_checksum_is_right(
    keys: KeyFile, change: Callable[[dict[str, Any]], object]
) -> None:
    with pytest.raises(KeyFileDamaged):
        from_bytes(_changed(keys, change))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("passes", 0),
        ("passes", 11),
        ("memory_kib", 1024),
        ("memory_kib", 1 << 30),
        ("lanes", 9),
        ("lanes", "4"),
    ],
)
def test_parameters_outside_the_bounds_are_refused_before_deriving(
    keys: KeyFile, name: str, value: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "derive_key", None)
    with pytest.raises(ParametersOutOfBounds):
        from_bytes(_changed(keys, lambda content: content["slots"][0]["kdf"].update({name: value})))


def test_a_newer_key_file_is_told_apart_from_a_damaged_one(keys: KeyFile) -> None:
    with pytest.raises(VaultNewer):
        from_bytes(_changed(keys, lambda content: content.update(format=3, slots="new shape")))


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content["slots"][0]["kdf"].update(passes=2),
        lambda content: content["slots"][0].update(salt="00" * 16),
        lambda content: content["slots"][0].update(id="00" * 16),
        lambda content: content["slots"][0].update(public_key="00" * 32),
        lambda content: content.update(vault="00" * 16),
        lambda content: content["slots"][0].update(kind="substitute"),
    ],
)
def test_a_change_with_a_new_checksum_looks_like_a_wrong_passphrase(
    keys: KeyFile, change: Callable[[dict[str, Any]], object]
) -> None:
    with pytest.raises(WrongPassphrase):
        unlock(from_bytes(_changed(keys, change)), PASSPHRASE)


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content["slots"].pop(),
        lambda content: content["macs"].update({"1": "00" * 32}),
        lambda content: content["macs"].clear(),
        lambda content: content["slots"][1]["kdf"].update(passes=2),
        lambda content: content["slots"][0].update(data_keys={}),
        lambda content: content["slots"][0]["data_keys"].update({"1": "00" * 80}),
        lambda content: content.update(generation=2),
    ],
)
def test_a_change_with_a_new_checksum_is_found_after_the_right_passphrase(
    keys: KeyFile, change: Callable[[dict[str, Any]], object]
) -> None:
    with pytest.raises(KeyFileDamaged):
        unlock(from_bytes(_changed(keys, change)), PASSPHRASE)


def test_a_slot_of_another_store_is_not_taken_over(keys: KeyFile) -> None:
    other = new_key_file(bytes(32), {SlotKind.OWNER: "anders"}, FAST)
    foreign = json.loads(to_bytes(other))["keys"]["slots"][0]
    with pytest.raises(WrongPassphrase):
        unlock(from_bytes(_changed(keys, lambda content: content["slots"].insert(0, foreign))), "anders")


def test_the_key_file_is_written_for_its_owner_alone(keys: KeyFile, tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    before = os.umask(0)
    try:
        write_key_file(path, keys)
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_key_file(path) == keys
    assert [found.name for found in tmp_path.iterdir()] == ["keys.json"]


def test_a_missing_key_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(KeyFileMissing):
        read_key_file(tmp_path / "keys.json")


def test_a_machine_without_memory_is_no_wrong_passphrase(
    keys: KeyFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> bytes:
        raise NotEnoughMemory

    monkeypatch.setattr(sealing, "derive_key", refuse)
    with pytest.raises(NotEnoughMemory):
        unlock(keys, PASSPHRASE)
