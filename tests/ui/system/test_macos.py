"""macOS tells of sleep, screen and user through two centers; here both are stood in for."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.ui.clipboard import ClipboardGuard
from intman_desktop.ui.system import macos
from intman_desktop.ui.system.macos import MacWatch


class Center:
    """A center of notifications, as pyobjc shows it."""

    def __init__(self) -> None:
        self.observers: dict[int, tuple[str, Callable[[Any], None]]] = {}

    def addObserverForName_object_queue_usingBlock_(  # noqa: N802
        self, name: str, of: None, queue: None, block: Callable[[Any], None]
    ) -> int:
        self.observers[len(self.observers)] = (name, block)
        return len(self.observers) - 1

    def removeObserver_(self, observer: int) -> None:  # noqa: N802
        del self.observers[observer]

    def post(self, name: str) -> None:
        for heard, block in list(self.observers.values()):
            if heard == name:
                block(object())


class Pasteboard:
    def __init__(self) -> None:
        self.types: list[str] = []

    def addTypes_owner_(self, types: list[str], owner: None) -> None:  # noqa: N802
        self.types += types

    def setString_forType_(self, text: str, kind: str) -> None:  # noqa: N802
        assert kind in self.types and text == ""


class Cocoa:
    def __init__(self) -> None:
        self.workspace = Center()
        self.everywhere = Center()
        self.pasteboard = Pasteboard()


@pytest.fixture
def cocoa(monkeypatch: pytest.MonkeyPatch) -> Cocoa:
    cocoa = Cocoa()
    shared = SimpleNamespace(notificationCenter=lambda: cocoa.workspace)
    app_kit = SimpleNamespace(
        NSWorkspace=SimpleNamespace(sharedWorkspace=lambda: shared),
        NSPasteboard=SimpleNamespace(generalPasteboard=lambda: cocoa.pasteboard),
    )
    everywhere = SimpleNamespace(defaultCenter=lambda: cocoa.everywhere)
    monkeypatch.setitem(sys.modules, "AppKit", app_kit)
    monkeypatch.setitem(
        sys.modules,
        "Foundation",
        SimpleNamespace(NSDistributedNotificationCenter=everywhere),
    )
    return cocoa


def test_what_macos_says_is_understood(cocoa: Cocoa, qtbot: QtBot) -> None:
    watch, heard, window = MacWatch(), list[str](), QWidget()
    qtbot.addWidget(window)
    watch.going_to_sleep.connect(lambda: heard.append("sleep"))
    watch.screen_locked.connect(lambda: heard.append("screen"))
    watch.user_switched.connect(lambda: heard.append("user"))
    watch.begin(window)
    cocoa.workspace.post(macos.WILL_SLEEP)
    cocoa.everywhere.post(macos.SCREEN_LOCKED)
    cocoa.workspace.post(macos.USER_LEFT)
    cocoa.workspace.post("NSWorkspaceDidWakeNotification")
    assert heard == ["sleep", "screen", "user"]
    watch.let_sleep()
    watch.end()
    assert cocoa.workspace.observers == cocoa.everywhere.observers == {}


def test_what_is_copied_is_concealed_from_managers_of_the_pasteboard(
    cocoa: Cocoa, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard = ClipboardGuard(qapp)
    monkeypatch.setattr(sys, "platform", "darwin")
    qapp.clipboard().setText("Alrashid, Samira")
    assert cocoa.pasteboard.types == ["org.nspasteboard.ConcealedType"]
    monkeypatch.undo()
    guard.clear()
    guard.deleteLater()
