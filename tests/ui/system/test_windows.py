"""Windows tells of sleep, screen and user by messages; here they are made as Windows makes them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from ctypes import wintypes

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.ui.system import windows
from intman_desktop.ui.system.windows import WindowsWatch, windows_watch

TOLD = [
    pytest.param(windows.POWER, windows.SUSPEND, ["sleep"], id="sleep"),
    pytest.param(windows.SESSION_CHANGE, windows.SESSION_LOCK, ["screen"], id="screen"),
    *(
        pytest.param(windows.SESSION_CHANGE, way, ["user"], id=f"user, way {way}")
        for way in windows.SESSION_LEFT
    ),
    pytest.param(windows.POWER, 0x0012, [], id="awake again"),
    pytest.param(windows.SESSION_CHANGE, 0x8, [], id="unlocked"),
    pytest.param(0x0200, windows.SESSION_LOCK, [], id="the mouse"),
]


class Notifications:
    """Remembers which windows asked for the messages of the session."""

    def __init__(self) -> None:
        self.windows: list[int] = []

    def WTSRegisterSessionNotification(self, window: int, flags: int) -> int:  # noqa: N802
        assert flags == 0
        self.windows.append(window)
        return 1

    def WTSUnRegisterSessionNotification(self, window: int) -> int:  # noqa: N802
        self.windows.remove(window)
        return 1


@pytest.fixture
def notifications() -> Notifications:
    return Notifications()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def watch(notifications: Notifications, window: QWidget) -> Iterator[WindowsWatch]:
    watch = WindowsWatch(notifications)
    watch.begin(window)
    yield watch
    watch.end()
    assert notifications.windows == []


@pytest.mark.parametrize(("message", "what", "told"), TOLD)
def test_what_windows_says_is_understood(
    watch: WindowsWatch,
    window: QWidget,
    notifications: Notifications,
    message: int,
    what: int,
    told: list[str],
) -> None:
    heard: list[str] = []
    watch.going_to_sleep.connect(lambda: heard.append("sleep"))
    watch.screen_locked.connect(lambda: heard.append("screen"))
    watch.user_switched.connect(lambda: heard.append("user"))
    assert notifications.windows == [int(window.winId())]
    said = wintypes.MSG()
    said.message, said.wParam = message, what
    for kind in (b"windows_generic_MSG", b"xcb_generic_event_t"):
        answer = watch._filter.nativeEventFilter(QByteArray(kind), ctypes.addressof(said))
        assert answer == (False, 0)
        assert heard == told


@pytest.mark.windows
def test_the_library_of_windows_has_the_calls() -> None:
    assert isinstance(windows_watch(), WindowsWatch)
