"""macOS: two centers of notifications tell of sleep, of the locked screen and of another user."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from intman_desktop.ui.system_signals import SystemWatch

SCREEN_LOCKED: Final = "com.apple.screenIsLocked"
WILL_SLEEP: Final = "NSWorkspaceWillSleepNotification"
CONCEALED: Final = "org.nspasteboard.ConcealedType"
USER_LEFT: Final = "NSWorkspaceSessionDidResignActiveNotification"


class MacWatch(SystemWatch):
    """Hears Cocoa, by pyobjc, which is there on macOS alone."""

    def __init__(self) -> None:
        super().__init__()
        self._observers: list[tuple[Any, Any]] = []

    def begin(self, window: QWidget) -> None:
        """Listen to the workspace, and to the one center that knows of the locked screen."""
        from AppKit import NSWorkspace
        from Foundation import NSDistributedNotificationCenter

        del window
        workspace = NSWorkspace.sharedWorkspace().notificationCenter()
        self._listen(workspace, WILL_SLEEP, self.going_to_sleep.emit)
        self._listen(workspace, USER_LEFT, self.user_switched.emit)
        everywhere = NSDistributedNotificationCenter.defaultCenter()
        self._listen(everywhere, SCREEN_LOCKED, self.screen_locked.emit)

    def end(self) -> None:
        """Listen no more."""
        for center, observer in self._observers:
            center.removeObserver_(observer)
        self._observers.clear()

    def _listen(self, center: Any, name: str, tell: Callable[[], object]) -> None:
        observer = center.addObserverForName_object_queue_usingBlock_(
            name, None, None, lambda _notification: tell()
        )
        self._observers.append((center, observer))


def conceal_pasteboard() -> None:
    """Tell managers of the pasteboard that what lies there now is a secret."""
    from AppKit import NSPasteboard

    pasteboard = NSPasteboard.generalPasteboard()
    pasteboard.addTypes_owner_([CONCEALED], None)
    pasteboard.setString_forType_("", CONCEALED)
