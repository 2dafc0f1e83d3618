"""The window where no screen is: one sentence and its code, found out before Qt ends the process."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

from intman_desktop.cli import screen

pytestmark = pytest.mark.linux

_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "XDG_SESSION_TYPE", "QT_QPA_PLATFORM")


class Library:
    """Stands for libxcb and libwayland-client, with a display that answers or not."""

    def __init__(self, answers: bool) -> None:
        self.xcb_connect = self.wl_display_connect = lambda *_given: 1 if answers else None
        self.xcb_connection_has_error = lambda _connection: not answers
        self.xcb_disconnect = self.wl_display_disconnect = lambda _connection: None


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Return the means to change an environment that names no screen."""
    for name in _SCREENS:
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ({}, "Weder DISPLAY noch WAYLAND_DISPLAY ist gesetzt"),
        ({"DISPLAY": ":9977"}, "Hier lässt sich kein Fenster"),
    ],
)
def test_without_a_usable_screen_the_window_ends_with_a_sentence(
    checkout: Path, named: dict[str, str], said: str
) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "intman_desktop", "--language", "de"],
        cwd=checkout,
        capture_output=True,
        check=False,
        env={name: value for name, value in os.environ.items() if name not in _SCREENS} | named,
        timeout=120,
    )
    assert (ended.returncode, ended.stdout) == (screen.NoScreen.exit_code, b"")
    told = ended.stderr.decode("utf-8")
    assert said in told
    assert told.count("\n") == 1
    assert "intman tour" in told


@pytest.mark.parametrize(
    ("named", "answers", "opens"),
    [
        ({"DISPLAY": ":1"}, True, False),
        ({"WAYLAND_DISPLAY": "wayland-1"}, True, False),
        ({"WAYLAND_SOCKET": "3"}, False, False),
        ({"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":1"}, False, False),
        ({"QT_QPA_PLATFORM": "xcb:foo;offscreen"}, False, False),
        ({"DISPLAY": ":1"}, False, True),
        ({"XDG_SESSION_TYPE": "wayland"}, False, True),
    ],
)
def test_what_answers_is_taken_at_once_and_what_does_not_is_tried(
    bare: pytest.MonkeyPatch, named: dict[str, str], answers: bool, opens: bool
) -> None:
    for name, value in named.items():
        bare.setenv(name, value)
    bare.setattr(ctypes, "CDLL", lambda _name: Library(answers))
    bare.setattr(screen, "_opens", lambda: opens)
    screen.require_screen()


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ({"DISPLAY": ":1"}, "DISPLAY=:1 antwortet nicht"),
        ({"WAYLAND_DISPLAY": "w-1"}, "WAYLAND_DISPLAY=w-1 antwortet nicht"),
        ({"QT_QPA_PLATFORM": "xcc"}, "„xcc“, das gibt es nicht"),
    ],
)
def test_what_can_be_opened_by_no_trial_either_is_named(
    bare: pytest.MonkeyPatch, named: dict[str, str], said: str
) -> None:
    for name, value in named.items():
        bare.setenv(name, value)
    bare.setattr(ctypes, "CDLL", lambda _name: Library(answers=False))
    bare.setattr(screen, "_opens", lambda: False)
    with pytest.raises(screen.NoScreen) as raised:
        screen.require_screen()
    assert said in raised.value.sentence()


def test_a_library_that_the_system_lacks_is_named_and_the_tour_draws_into_memory(
    bare: pytest.MonkeyPatch,
) -> None:
    def lacking(_name: str) -> None:
        raise OSError("libxcb-cursor.so.0: cannot open shared object file: No such file or directory")

    bare.setenv("QT_QPA_PLATFORM", "xcb")
    bare.setattr(ctypes, "CDLL", lacking)
    bare.setattr(screen, "_opens", lambda: False)
    with pytest.raises(screen.WindowPartMissing) as raised:
        screen.require_screen()
    assert "„libxcb-cursor.so.0“" in raised.value.sentence()
    screen.lend_screen()
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
