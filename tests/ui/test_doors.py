"""The doors to a real store: whose passphrase opens it, and through which slot."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from intman_desktop import sealing
from intman_desktop.rules.sounding import sound_keys
from intman_desktop.sealing import FLOOR
from intman_desktop.services.across.searching import question_of
from intman_desktop.services.keeping.keyring import add_substitute, change_passphrase
from intman_desktop.ui.unlock.doors import Doors, close_store, store_doors
from intman_desktop.ui.unlock.ways import Whose
from intman_desktop.vault.troubles import WrongPassphrase
from tests.opened import PASSPHRASE, TODAY, make_template, moment, open_desk


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Return the folder of a closed store with two substitutes."""
    desk = open_desk(make_template(tmp_path / "template"), tmp_path / "store")
    for name in ("Lena", "Jonas"):
        add_substitute(desk, name, f"passphrase von {name}")
    desk.vault.close()
    return tmp_path / "store"


@pytest.fixture
def doors() -> Doors:
    return store_doors(lambda: TODAY, lambda: moment())


def test_a_substitute_opens_without_saying_which_one(store: Path, doors: Doors) -> None:
    owner, lena, jonas = (slot.slot_id for slot in doors.ways(store) if slot.kind != "emergency")
    for typed, whose, remembered, opened in (
        (PASSPHRASE, Whose.LAST, "", owner),
        ("passphrase von Lena", Whose.SUBSTITUTE, "", lena),
        ("passphrase von Jonas", Whose.SUBSTITUTE, "", jonas),
        ("passphrase von Jonas", Whose.LAST, jonas, jonas),
        (PASSPHRASE, Whose.OWNER, jonas, owner),
    ):
        desk = doors.open(store, typed, whose, remembered)
        assert desk.vault.slot_id == opened
        close_store(desk)


def test_nobody_opens_through_the_slot_of_another(store: Path, doors: Doors) -> None:
    for typed, whose in (
        (PASSPHRASE, Whose.SUBSTITUTE),
        ("passphrase von Lena", Whose.OWNER),
        ("passphrase von Lena", Whose.LAST),
    ):
        with pytest.raises(WrongPassphrase):
            doors.open(store, typed, whose, "")


def test_an_aged_slot_is_sealed_at_todays_cost(store: Path, doors: Doors) -> None:
    desk = doors.open(store, PASSPHRASE, Whose.LAST, "")
    assert desk.vault.aged, "the slots of tests cost nothing"
    sealed = doors.seal_anew(desk, PASSPHRASE, FLOOR)
    assert sealed is not None
    doors.strengthen(desk, sealed)
    slot = desk.vault.keys.slot(desk.vault.slot_id)
    assert slot is not None and slot.parameters == FLOOR
    close_store(desk)
    assert doors.seal_anew(desk, PASSPHRASE, FLOOR) is None, "a closed store stays as it is"
    close_store(doors.open(store, PASSPHRASE, Whose.LAST, ""))


def test_a_passphrase_that_was_changed_meanwhile_stays_the_new_one(store: Path, doors: Doors) -> None:
    desk = doors.open(store, PASSPHRASE, Whose.LAST, "")
    change_passphrase(desk, PASSPHRASE, "eine ganz neue")
    with pytest.raises(WrongPassphrase):
        doors.seal_anew(desk, PASSPHRASE, replace(FLOOR, passes=2 * FLOOR.passes))
    close_store(desk)
    close_store(doors.open(store, "eine ganz neue", Whose.LAST, ""))


def test_what_was_typed_to_find_somebody_is_forgotten_with_the_store(store: Path, doors: Doors) -> None:
    desk = doors.open(store, PASSPHRASE, Whose.LAST, "")
    assert question_of("Sommerfeld").by_name
    close_store(desk)
    assert question_of.cache_info().currsize == sound_keys.cache_info().currsize == 0


def test_what_a_derivation_should_cost_is_measured(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "calibrate", lambda: FLOOR)
    assert doors.calibrate() == FLOOR
