"""Windows: messages to our window tell of sleep, of the locked screen and of another user."""

from __future__ import annotations

import ctypes
from ctypes import wintypes
from typing import Any, Final, Protocol

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication
from PySide6.QtWidgets import QWidget

from intman_desktop.ui.system_signals import SystemWatch

POWER: Final = 0x0218
SUSPEND: Final = 0x0004
SESSION_CHANGE: Final = 0x02B1
SESSION_LOCK: Final = 0x7
SESSION_LEFT: Final = (0x2, 0x4, 0x6)
"""The console or the remote desktop was left for another user, or its user logged off."""

_THIS_SESSION: Final = 0


class Notifications(Protocol):
    """The two calls of ``wtsapi32``."""

    def WTSRegisterSessionNotification(self, window: int, flags: int) -> int:
        """Let the window hear what becomes of the session."""

    def WTSUnRegisterSessionNotification(self, window: int) -> int:
        """Let it hear no more."""


class WindowsWatch(SystemWatch):
    """Hears the messages that Windows sends to the window."""

    def __init__(self, notifications: Notifications) -> None:
        super().__init__()
        self._notifications = notifications
        self._window = 0
        self._filter = _Filter(self)

    def begin(self, window: QWidget) -> None:
        """Ask for the messages of the session; those of sleep come to every window."""
        self._window = int(window.winId())
        self._notifications.WTSRegisterSessionNotification(self._window, _THIS_SESSION)
        application = QCoreApplication.instance()
        assert application is not None  # there is a window
        application.installNativeEventFilter(self._filter)

    def end(self) -> None:
        """Listen no more."""
        application = QCoreApplication.instance()
        assert application is not None  # it ends after us
        application.removeNativeEventFilter(self._filter)
        self._notifications.WTSUnRegisterSessionNotification(self._window)

    def hear(self, message: int, what: int) -> None:
        """Take a message of Windows with its first value."""
        if (message, what) == (POWER, SUSPEND):
            self.going_to_sleep.emit()
        elif (message, what) == (SESSION_CHANGE, SESSION_LOCK):
            self.screen_locked.emit()
        elif message == SESSION_CHANGE and what in SESSION_LEFT:
            self.user_switched.emit()


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, watch: WindowsWatch) -> None:
        super().__init__()
        self._watch = watch

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> Any:
        """Look at a message and let it go on its way."""
        if kind == b"windows_generic_MSG":
            told = wintypes.MSG.from_address(int(message))
            if told.message in (POWER, SESSION_CHANGE):
                self._watch.hear(told.message, told.wParam)
        return False, 0


def windows_watch() -> WindowsWatch:
    """Return the watch on this Windows."""
    library: Any = ctypes
    notifications = library.WinDLL("wtsapi32")
    notifications.WTSRegisterSessionNotification.argtypes = (wintypes.HWND, wintypes.DWORD)
    notifications.WTSUnRegisterSessionNotification.argtypes = (wintypes.HWND,)
    return WindowsWatch(notifications)
