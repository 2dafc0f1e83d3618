"""``window.json`` with values that make no sense: the window comes and the store opens all the same."""

from __future__ import annotations

import base64
import json
import struct
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from intman_desktop.ui import machine
from intman_desktop.ui.unlock.unlock_card import UnlockCard
from intman_desktop.ui.window_place import place_of, take_place
from tests.opened import make_template
from tests.ui.conftest import RunProgram
from tests.ui.covers import cover, give

pytestmark = pytest.mark.journey

NAMES = [each.name for each in fields(machine.Machine)]
NESTED: list[Any] = []
for _level in range(300):
    NESTED = [NESTED]


def _geometry(left: int, top: int, right: int, bottom: int) -> str:
    """Return what Qt keeps of a window that stands there."""
    place = (left, top, right, bottom)
    packed = struct.pack(">IHH4i4iibbi4i", 0x1D9D0CB, 3, 0, *place, *place, 0, 0, 0, 800, *place)
    return base64.b64encode(packed).decode()


STRANGE: dict[str, Any] = {
    "nothing": None,
    "true": True,
    "zero": 0,
    "negative": -1,
    "many digits": 10**40,
    "a negative number of the largest kind": -1.7e308,
    "words": "quatsch",
    "NUL": "a\x00/b",
    "a lone surrogate": "\ud800",
    "a byte that is no text": "\udc80",
    "a very long text": "x" * 100_000,
    "a very long path": "/x" * 10_000,
    "a day that is none": "2026-02-30",
    "a list": ["a", 1, None],
    "a deep list": NESTED,
    "a mapping": {"a": "\ud800", "b": 7, "\x00": NESTED},
    "a window beside every screen": _geometry(2**31 - 5, 2**31 - 5, -(2**31) + 7, -(2**31) + 7),
    "a window without a size": _geometry(10, 10, 9, 9),
}
"""One value for every setting at once."""

NOT_ITS_OWN: dict[str, list[Any]] = {
    "vault": ["\ud800", "a\0b"],
    "look": ["quatsch", "", "\ud800"],
    "text_size": [0.0, -1.0, 2.5, 1e308, float("nan"), float("inf")],
    "geometry": ["ü", "\ud800", "a\0b", "*"],
    "last_backup": ["quatsch", "2026-02-30", "\ud800", "99999-01-01", "2026-11-20T12:00", "\x00"],
    "language": ["quatsch", "\ud800", "../de"],
    "slots": [{"a": 1}, {"a": None}, {"a": {"b": "c"}}],
}
"""What has the type of a setting and is none of its values."""

GOOD: dict[str, Any] = {
    "vault": "/daten/tresor",
    "look": "dark",
    "text_size": 1.5,
    "geometry": "AAAA",
    "last_backup": "2026-11-19",
    "language": "en",
    "version": "0.9",
    "talk_form": "visit",
    "case_columns": "name,plan",
    "case_sort": "-plan",
    "slots": {"/daten/tresor": "a1"},
}


def write(home: Path, held: object) -> None:
    (home / "machine").mkdir(exist_ok=True)
    text = held if isinstance(held, str) else json.dumps(held)
    (home / "machine" / "window.json").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("value", STRANGE.values(), ids=STRANGE)
def test_whatever_every_setting_is_the_store_opens_and_the_window_is_seen(
    qtbot: QtBot, run_program: RunProgram, tmp_path: Path, value: Any
) -> None:
    make_template(tmp_path / "vault")
    write(tmp_path, dict.fromkeys(NAMES, value))
    program = run_program(None)
    program.start()
    qtbot.waitUntil(lambda: isinstance(cover(program.window), UnlockCard))
    screen = program.window.screen().availableGeometry()
    seen = program.window.geometry().intersected(screen)
    assert min(seen.width(), seen.height()) >= 100
    qtbot.waitUntil(program.workers.idle)
    give(program.window, "Öffnen")
    qtbot.waitUntil(lambda: not program.window.is_covered(), timeout=20_000)
    for page in ("overview", "cases", "talk", "settings"):
        program.window.open_page(page)
        qtbot.waitUntil(program.workers.idle, timeout=20_000)
    assert machine.load_machine().vault == str(tmp_path / "vault")


@pytest.mark.parametrize("name", NAMES)
def test_a_bad_value_gives_way_to_its_default_and_leaves_the_others_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("INTMAN_HOME", str(tmp_path))
    default = getattr(machine.Machine(), name)
    of_another_type = [value for value in STRANGE.values() if type(value) is not type(default)]
    not_its_own: list[Any] = NOT_ITS_OWN.get(name, [])
    for value in [*of_another_type, *not_its_own]:
        write(tmp_path, GOOD | {name: value})
        assert machine.load_machine() == machine.Machine(**GOOD | {name: default}), value
        machine.remember(version="1.0")
        assert machine.load_machine() == machine.Machine(**GOOD | {name: default, "version": "1.0"}), value


def test_a_number_of_ten_thousand_digits_spoils_no_other_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTMAN_HOME", str(tmp_path))
    write(tmp_path, f'{{"look": "dark", "text_size": {"9" * 10_000}}}')
    assert machine.load_machine() == machine.Machine(look="dark")


def test_a_window_that_can_be_seen_comes_back_where_it_stood(
    qtbot: QtBot, run_program: RunProgram, tmp_path: Path
) -> None:
    window = run_program(None).window
    window.setGeometry(20, 40, 500, 400)
    kept, stood = place_of(window), window.geometry()
    window.setGeometry(0, 30, 700, 600)
    take_place(window, kept)
    assert window.geometry() == stood
