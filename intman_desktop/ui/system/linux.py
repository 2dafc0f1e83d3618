"""Linux: logind tells of sleep, of the screen of our session and of its user, the screensavers of theirs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtDBus import QDBusConnection
from PySide6.QtWidgets import QWidget

from intman_desktop.language import _
from intman_desktop.ui.system.bus import Bus, Call, DBus
from intman_desktop.ui.system_signals import SystemWatch

LOGIND: Final = "org.freedesktop.login1"
LOGIND_PATH: Final = "/org/freedesktop/login1"
MANAGER: Final = "org.freedesktop.login1.Manager"
SESSION: Final = "org.freedesktop.login1.Session"
OUR_SESSION: Final = "/org/freedesktop/login1/session/auto"
PROPERTIES: Final = "org.freedesktop.DBus.Properties"
SCREENSAVERS: Final = tuple(
    f"org.{desktop}.ScreenSaver" for desktop in ("freedesktop", "gnome", "cinnamon", "mate", "xfce")
)


class LinuxWatch(SystemWatch):
    """Hears logind on the ``system`` bus and the screensavers on the ``session``'s."""

    def __init__(self, system: Bus, session: Bus) -> None:
        super().__init__()
        self._system = system
        self._session = session
        self._held: int | None = None
        self._wants_to_hold = False

    def begin(self, window: QWidget) -> None:
        """Listen, ask which session is ours, and hold up the next sleep."""
        del window
        self._system.listen(LOGIND_PATH, MANAGER, "PrepareForSleep", self._sleep)
        for screensaver in SCREENSAVERS:
            self._session.listen("", screensaver, "ActiveChanged", self._screensaver)
        session = os.environ.get("XDG_SESSION_ID")
        if session:
            self._find(session)
        else:
            self._system.ask(
                Call(LOGIND, OUR_SESSION, PROPERTIES, "Get", (SESSION, "Id")),
                lambda values: self._find(values[0]),
            )
        self._hold_up()

    def let_sleep(self) -> None:
        """Let go of what holds up the sleep that was announced, at any other time of nothing."""
        if not self._wants_to_hold:
            self._let_go()

    def end(self) -> None:
        """Listen no more."""
        self._wants_to_hold = False
        self._let_go()
        self._system.leave()
        self._session.leave()

    def _sleep(self, values: Sequence[Any]) -> None:
        if values[0]:
            self._wants_to_hold = False
            self.going_to_sleep.emit()
        else:
            self._hold_up()

    def _hold_up(self) -> None:
        self._wants_to_hold = True
        values = ("sleep", "IntMan", _("Der Tresor wird geschlossen."), "delay")
        self._system.ask(Call(LOGIND, LOGIND_PATH, MANAGER, "Inhibit", values), self._hold)

    def _hold(self, values: Sequence[Any]) -> None:
        self._let_go()
        self._held = values[0]
        if not self._wants_to_hold:
            self._let_go()

    def _let_go(self) -> None:
        if self._held is not None:
            os.close(self._held)
            self._held = None

    def _find(self, session: str) -> None:
        self._system.ask(
            Call(LOGIND, LOGIND_PATH, MANAGER, "GetSession", (session,)),
            lambda values: self._listen_to(values[0]),
        )

    def _listen_to(self, path: str) -> None:
        self._system.listen(path, SESSION, "Lock", lambda _values: self.screen_locked.emit())
        self._system.listen(path, PROPERTIES, "PropertiesChanged", lambda _values: self._look(path))

    def _look(self, path: str) -> None:
        """Ask for the two that matter: what has changed may be told without its value."""
        self._system.ask(
            Call(LOGIND, path, PROPERTIES, "Get", (SESSION, "LockedHint")),
            lambda values: self.screen_locked.emit() if values[0] else None,
        )
        self._system.ask(
            Call(LOGIND, path, PROPERTIES, "Get", (SESSION, "Active")),
            lambda values: None if values[0] else self.user_switched.emit(),
        )

    def _screensaver(self, values: Sequence[Any]) -> None:
        if values[0]:
            self.screen_locked.emit()


def linux_watch() -> LinuxWatch:
    """Return the watch on the two buses of this desktop."""
    return LinuxWatch(DBus(QDBusConnection.systemBus()), DBus(QDBusConnection.sessionBus()))
