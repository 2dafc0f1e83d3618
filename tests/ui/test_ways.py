"""Through which slots a passphrase is tried, and what this machine remembers of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from intman_desktop.ui import machine
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.machine import Remembered
from intman_desktop.ui.unlock.ways import Whose, substitutes, to_try
from intman_desktop.values.keyring import DoorSlot

OWNER, SHEET = DoorSlot("0a", "owner"), DoorSlot("9z", "emergency")
ONE, TWO = DoorSlot("1b", "substitute"), DoorSlot("2c", "substitute")
ALL = (OWNER, ONE, TWO, SHEET)


@pytest.mark.parametrize(
    ("slots", "whose", "remembered", "tried"),
    [
        (ALL, Whose.LAST, "", (None,)),
        (ALL, Whose.LAST, "0a", (None,)),
        (ALL, Whose.LAST, "2c", ("2c",)),
        (ALL, Whose.LAST, "gone", (None,)),
        (ALL, Whose.LAST, "9z", (None,)),
        (ALL, Whose.OWNER, "2c", (None,)),
        (ALL, Whose.SUBSTITUTE, "", ("1b", "2c")),
        (ALL, Whose.SUBSTITUTE, "0a", ("1b", "2c")),
        (ALL, Whose.SUBSTITUTE, "2c", ("2c", "1b")),
        ((OWNER, SHEET), Whose.SUBSTITUTE, "", (None,)),
        ((OWNER, SHEET), Whose.LAST, "2c", (None,)),
    ],
)
def test_one_derivation_unless_a_substitute_does_not_say_which(
    slots: tuple[DoorSlot, ...], whose: Whose, remembered: str, tried: tuple[str | None, ...]
) -> None:
    assert to_try(slots, whose, remembered) == tried


def test_neither_the_owner_nor_the_sheet_is_a_substitute() -> None:
    assert substitutes(ALL) == ("1b", "2c")


def test_each_store_has_its_own_slot_on_this_machine(
    qtbot: QtBot, frame: Frame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTMAN_HOME", str(tmp_path))
    here, other = frame.machine, Remembered(frame.workers.rest)
    here.keep_slot(tmp_path / "one", "1b")
    other.keep_slot(tmp_path / "two", "2c")  # another window on this machine
    qtbot.waitUntil(frame.workers.idle)
    assert here.slot_of(tmp_path / "one") == "1b"
    found = Remembered(frame.workers.rest)
    assert [found.slot_of(tmp_path / name) for name in ("one", "two", "three")] == ["1b", "2c", ""]
    machine.remember(slots={str(tmp_path / "one"): 7})
    assert Remembered(frame.workers.rest).slot_of(tmp_path / "one") == ""
