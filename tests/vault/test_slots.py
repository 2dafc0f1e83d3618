"""Every change of the slots: what opens afterwards and what no longer does."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from intman_desktop import sealing
from intman_desktop.sealing import FLOOR, KdfParameters
from intman_desktop.vault import slots
from intman_desktop.vault.emergency_code import new_code
from intman_desktop.vault.key_file import KeyFile, SlotKind, canonical, from_bytes, to_bytes
from intman_desktop.vault.keys import Unlocked, new_key_file, unlock, unlock_any, unlock_with_code
from intman_desktop.vault.troubles import (
    KeyFileDamaged,
    PassphraseEmpty,
    WrongEmergencyCode,
    WrongPassphrase,
)
from tests.vault.making import FAST, PASSPHRASE

FIRST, SECOND = bytes(range(32)), bytes(range(32, 64))
CODE = new_code()
HELD = {1: FIRST}


@pytest.fixture(scope="module")
def keys() -> KeyFile:
    return new_key_file(FIRST, {SlotKind.OWNER: PASSPHRASE, SlotKind.EMERGENCY: CODE}, FAST)


@pytest.fixture(scope="module")
def shared(keys: KeyFile) -> KeyFile:
    """Return a key file with a substitute."""
    return slots.with_slot(keys, HELD, SlotKind.SUBSTITUTE, "Vertretung", FAST)[0]


def _id_of(keys: KeyFile, kind: SlotKind) -> str:
    return next(slot.id for slot in keys.slots if slot.kind is kind)


def test_a_substitute_opens_her_own_slot_and_no_other(shared: KeyFile) -> None:
    slot_id = _id_of(shared, SlotKind.SUBSTITUTE)
    assert unlock(shared, "Vertretung", slot_id).slot_id == slot_id
    with pytest.raises(WrongPassphrase):
        unlock(shared, "Vertretung")
    with pytest.raises(WrongPassphrase):
        unlock(shared, PASSPHRASE, slot_id)


def test_a_slot_that_is_not_there_looks_like_a_wrong_passphrase(shared: KeyFile) -> None:
    with pytest.raises(WrongPassphrase):
        unlock(shared, PASSPHRASE, "00" * 16)
    with pytest.raises(WrongPassphrase):
        unlock(shared, CODE, _id_of(shared, SlotKind.EMERGENCY))


def test_only_the_named_slot_is_derived(shared: KeyFile, monkeypatch: pytest.MonkeyPatch) -> None:
    derived = []

    def counted(passphrase: str, salt: bytes, parameters: KdfParameters) -> bytes:
        derived.append(salt)
        return plain(passphrase, salt, parameters)

    plain = sealing.derive_key
    monkeypatch.setattr(sealing, "derive_key", counted)
    unlock(shared, "Vertretung", _id_of(shared, SlotKind.SUBSTITUTE))
    assert len(derived) == 1
    unlock(shared, PASSPHRASE)
    assert len(derived) == 2
    with pytest.raises(WrongPassphrase):
        unlock_any(shared, "falsch")
    assert len(derived) == 4


def test_any_passphrase_is_found_by_trying_each_slot(shared: KeyFile) -> None:
    assert unlock_any(shared, PASSPHRASE).slot_id == _id_of(shared, SlotKind.OWNER)
    assert unlock_any(shared, "Vertretung").slot_id == _id_of(shared, SlotKind.SUBSTITUTE)
    with pytest.raises(WrongPassphrase):
        unlock_any(shared, CODE)


@pytest.mark.parametrize("typed", ["NFC", "NFD"])
def test_a_substitute_types_composed_and_decomposed_letters_alike(keys: KeyFile, typed: str) -> None:
    chosen = "Größe überm Fluß: naïve"
    changed, slot = slots.with_slot(
        keys, HELD, SlotKind.SUBSTITUTE, unicodedata.normalize("NFD", chosen), FAST
    )
    again = unicodedata.normalize("NFC" if typed == "NFC" else "NFD", chosen)
    assert unlock(changed, again, slot.id).data_key == FIRST


def test_a_slot_that_was_taken_away_opens_nothing_and_a_renewal_is_due(shared: KeyFile) -> None:
    slot_id = _id_of(shared, SlotKind.SUBSTITUTE)
    left = slots.without_slot(shared, HELD, slot_id)
    assert left.renewal_due
    assert left.slot(slot_id) is None
    with pytest.raises(WrongPassphrase):
        unlock(left, "Vertretung", slot_id)
    assert unlock(left, PASSPHRASE).data_key == FIRST
    assert unlock_with_code(left, CODE).data_key == FIRST


def test_the_owner_and_what_is_not_there_cannot_be_taken_away(shared: KeyFile) -> None:
    with pytest.raises(ValueError, match="taken away"):
        slots.without_slot(shared, HELD, _id_of(shared, SlotKind.OWNER))
    with pytest.raises(ValueError, match="taken away"):
        slots.without_slot(shared, HELD, "00" * 16)


def test_another_passphrase_leaves_the_slot_its_id_and_nothing_of_its_old_key_pair(shared: KeyFile) -> None:
    slot_id = _id_of(shared, SlotKind.OWNER)
    changed = slots.with_secret(shared, HELD, slot_id, "neu", FAST)
    before, after = shared.slot(slot_id), changed.slot(slot_id)
    assert before is not None
    assert after is not None
    assert unlock(changed, "neu").slot_id == slot_id
    assert not changed.renewal_due
    assert before.salt != after.salt
    assert before.public_key != after.public_key
    with pytest.raises(WrongPassphrase):
        unlock(changed, PASSPHRASE)
    assert unlock_any(changed, "Vertretung").data_key == FIRST


def test_no_slot_gets_an_empty_secret_and_none_that_is_missing_gets_one(shared: KeyFile) -> None:
    with pytest.raises(PassphraseEmpty):
        slots.with_secret(shared, HELD, _id_of(shared, SlotKind.OWNER), "", FAST)
    with pytest.raises(PassphraseEmpty):
        slots.with_slot(shared, HELD, SlotKind.SUBSTITUTE, "", FAST)
    with pytest.raises(ValueError, match="no such slot"):
        slots.with_secret(shared, HELD, "00" * 16, "neu", FAST)


def test_a_new_sheet_has_another_slot_and_the_old_one_opens_no_more(shared: KeyFile) -> None:
    changed, sheet, code = slots.with_new_sheet(shared, HELD, FAST)
    assert unlock_with_code(changed, code).slot_id == sheet.id != _id_of(shared, SlotKind.EMERGENCY)
    assert changed.renewal_due
    with pytest.raises(WrongEmergencyCode):
        unlock_with_code(changed, CODE)


def test_both_keys_then_one_for_every_slot(shared: KeyFile) -> None:
    due = slots.with_new_sheet(shared, HELD, FAST)[0]
    both = slots.with_next_key(due, FIRST, SECOND)
    assert both.renewing
    owner = unlock(both, PASSPHRASE)
    assert (owner.data_key, owner.next_key) == (FIRST, SECOND)
    after = slots.with_one_key(both, 2, SECOND)
    assert (after.generation, after.renewing, after.renewal_due) == (2, False, False)
    assert unlock_any(after, "Vertretung").data_key == SECOND
    back = slots.with_one_key(both, 1, FIRST)
    assert (back.generation, back.renewing, back.renewal_due) == (1, False, True)
    assert unlock_any(back, "Vertretung").data_key == FIRST
    assert [each.serial for each in (shared, due, both, after, back)] == [1, 2, 3, 4, 4]


def test_a_file_with_both_keys_whose_checksums_were_changed_is_found(shared: KeyFile) -> None:
    both = slots.with_next_key(shared, FIRST, SECOND)
    for macs in ({1: both.macs[1]}, {1: both.macs[1], 2: bytes(32)}, {2: both.macs[2]}):
        with pytest.raises(KeyFileDamaged):
            unlock(replace(both, macs=macs), PASSPHRASE)


def test_every_change_comes_back_from_its_bytes(keys: KeyFile, shared: KeyFile) -> None:
    assert b'"format": 1' in to_bytes(keys)
    assert b"serial" not in to_bytes(keys)
    both = slots.with_next_key(shared, FIRST, SECOND)
    for each in (shared, both, slots.with_one_key(both, 2, SECOND)):
        assert from_bytes(to_bytes(each)) == each
        assert b'"format": 2' in to_bytes(each)


@pytest.mark.parametrize("change", [{"serial": 99}, {"renewal_due": True}])
def test_who_changes_number_or_due_and_the_checksum_is_found_after_unlock(
    shared: KeyFile, change: dict[str, int]
) -> None:
    forged = from_bytes(to_bytes(replace(shared, **change)))  # type: ignore[arg-type]
    with pytest.raises(KeyFileDamaged):
        unlock(forged, PASSPHRASE)


@pytest.mark.parametrize("change", [{"serial": 0}, {"serial": True}, {"serial": "7"}, {"renewal_due": 1}])
def test_a_change_without_its_number_is_damage(shared: KeyFile, change: dict[str, object]) -> None:
    content = json.loads(to_bytes(shared))["keys"] | change
    checksum = hashlib.sha256(canonical(content)).hexdigest()
    with pytest.raises(KeyFileDamaged):
        from_bytes(canonical({"checksum": checksum, "keys": content}))


AGED = KdfParameters(FLOOR.passes, FLOOR.memory // 2, FLOOR.lanes)
STRONG = KdfParameters(FLOOR.passes, FLOOR.memory * 4, FLOOR.lanes)


@pytest.mark.parametrize(
    ("parameters", "seconds", "aged"),
    [
        (AGED, 0.7, True),
        (FLOOR, 0.7, False),
        (FLOOR, 0.26, False),
        (FLOOR, 0.24, True),
        (STRONG, 0.1, True),
        (STRONG, 0.9, False),
    ],
)
def test_a_slot_has_aged_below_the_floor_or_where_it_opens_in_half_the_time(
    shared: KeyFile, parameters: KdfParameters, seconds: float, aged: bool
) -> None:
    slot = replace(shared.slots[0], parameters=parameters)
    assert slots.is_aged(slot, Unlocked(FIRST, slot.id, seconds=seconds)) is aged


@pytest.mark.parametrize(
    ("present", "other", "worth"),
    [
        (FLOOR, FLOOR, False),
        (FLOOR, KdfParameters(FLOOR.passes, int(FLOOR.memory * 1.9), FLOOR.lanes), False),
        (FLOOR, KdfParameters(FLOOR.passes, FLOOR.memory * 2, FLOOR.lanes), True),
        (STRONG, FLOOR, False),
        (KdfParameters(FLOOR.passes, FLOOR.memory - 1024, FLOOR.lanes), FLOOR, True),
        (FAST, AGED, True),
    ],
)
def test_a_slot_is_sealed_anew_only_where_it_is_worth_it(
    present: KdfParameters, other: KdfParameters, worth: bool
) -> None:
    assert slots.is_clearly_stronger(other, present) is worth


class SlotChanges(RuleBasedStateMachine):
    """Any sequence of changes: each present secret opens its slot, no former one opens any."""

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[int, bytes] = {}
        self.present: dict[str, str] = {}
        self.codes: list[str] = []
        self.former: list[tuple[str, str]] = []
        self.serial = 0

    @initialize()
    def begin(self) -> None:
        self.codes = [new_code()]
        self.keys = new_key_file(FIRST, {SlotKind.OWNER: "a", SlotKind.EMERGENCY: self.codes[-1]}, FAST)
        self.held = {1: FIRST}
        self.present = {self.keys.slots[0].id: "a"}
        self.number = 0

    def _next(self) -> str:
        self.number += 1
        return f"Passphrase {self.number}"

    @precondition(lambda self: len(self.present) < 4)
    @rule()
    def add(self) -> None:
        secret = self._next()
        self.keys, slot = slots.with_slot(self.keys, self.held, SlotKind.SUBSTITUTE, secret, FAST)
        self.present[slot.id] = secret

    @precondition(lambda self: len(self.present) > 1)
    @rule(data=st.data())
    def take_away(self, data: st.DataObject) -> None:
        slot_id = data.draw(st.sampled_from(sorted(filter(self._is_substitute, self.present))))
        self.keys = slots.without_slot(self.keys, self.held, slot_id)
        self.former.append((slot_id, self.present.pop(slot_id)))

    def _is_substitute(self, slot_id: str) -> bool:
        slot = self.keys.slot(slot_id)
        return slot is not None and slot.kind is SlotKind.SUBSTITUTE

    @rule(data=st.data())
    def change(self, data: st.DataObject) -> None:
        slot_id = data.draw(st.sampled_from(sorted(self.present)))
        self.former.append((slot_id, self.present[slot_id]))
        self.present[slot_id] = self._next()
        self.keys = slots.with_secret(self.keys, self.held, slot_id, self.present[slot_id], FAST)

    @rule()
    def new_sheet(self) -> None:
        self.keys, _sheet, code = slots.with_new_sheet(self.keys, self.held, FAST)
        self.codes.append(code)

    @rule(done=st.booleans())
    def renew(self, done: bool) -> None:
        generation, data_key = next(iter(self.held.items()))
        other = bytes([generation]) * 32
        both = slots.with_next_key(self.keys, data_key, other)
        self.held = {generation + 1: other} if done else {generation: data_key}
        self.keys = slots.with_one_key(both, *next(iter(self.held.items())))

    @invariant()
    def opens_to_those_who_are_in_and_to_nobody_else(self) -> None:
        keys = from_bytes(to_bytes(self.keys))
        assert keys.serial >= self.serial
        self.serial = keys.serial
        (data_key,) = self.held.values()
        for slot_id, secret in self.present.items():
            assert unlock(keys, secret, slot_id).data_key == data_key
        assert unlock_with_code(keys, self.codes[-1]).data_key == data_key
        for slot_id, secret in self.former[-3:]:
            with pytest.raises(WrongPassphrase):
                unlock(keys, secret, slot_id)
        for code in self.codes[-2:-1]:
            with pytest.raises(WrongEmergencyCode):
                unlock_with_code(keys, code)


TestSlotChanges = SlotChanges.TestCase
TestSlotChanges.settings = settings(
    max_examples=settings().max_examples // 3,
    stateful_step_count=8,
    suppress_health_check=[HealthCheck.too_slow],  # each step derives several keys
)
