"""The bus of a Linux desktop, as much of it as is needed: to hear signals and to ask without waiting."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusError,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
    QDBusVariant,
)

Hear = Callable[[Sequence[Any]], object]


@dataclass(frozen=True)
class Call:
    """A question to ``service``: the method ``name`` of ``interface`` on the object at ``path``."""

    service: str
    path: str
    interface: str
    name: str
    values: tuple[Any, ...] = ()


_SLOT: Any = SLOT("heard(QDBusMessage)")  # a text, whatever the stubs of PySide6 say


class Bus(Protocol):
    """A bus. What is heard are plain values: texts, truths, paths as texts, open files as their numbers."""

    def listen(self, path: str, interface: str, name: str, hear: Hear) -> None:
        """Call ``hear(values)`` at every signal ``name`` of ``interface`` from ``path`` (any where empty)."""

    def ask(self, call: Call, hear: Hear) -> None:
        """Ask, go on at once, and call ``hear(values)`` when an answer comes; an error is not heard.

        An open file in the answer belongs to who hears it.
        """

    def leave(self) -> None:
        """Hear nothing more."""


class DBus(QObject):
    """The bus at the end of ``connection``; silent where it is not connected."""

    def __init__(self, connection: QDBusConnection) -> None:
        super().__init__()
        self._connection = connection
        self._hearers: dict[tuple[str, str, str], Hear] = {}

    def listen(self, path: str, interface: str, name: str, hear: Hear) -> None:
        """Listen to every sender: to ask who owns a name would wait, and a false signal only locks."""
        self._hearers[path, interface, name] = hear
        self._connection.connect("", path, interface, name, self, _SLOT)

    def ask(self, call: Call, hear: Hear) -> None:
        """Ask a service that runs; none is started for it."""
        message = QDBusMessage.createMethodCall(call.service, call.path, call.interface, call.name)
        message.setArguments(call.values)
        message.setAutoStartService(False)
        question = _Question(hear, self)
        self._connection.callWithCallback(message, question, question.ANSWERED, question.FAILED)

    def leave(self) -> None:
        """Hear nothing more, of no question either."""
        for path, interface, name in self._hearers:
            self._connection.disconnect("", path, interface, name, self, _SLOT)
        self._hearers.clear()
        for question in self.findChildren(_Question):
            question.hear = None

    @Slot(QDBusMessage)
    def heard(self, message: QDBusMessage) -> None:
        """Hand a signal on to who listens to it."""
        for path in ("", message.path()):
            hear = self._hearers.get((path, message.interface(), message.member()))
            if hear is not None:
                hear(_plain(message))


class _Question(QObject):
    """Waits for the answer to one question; Qt's own watcher of answers crashes in PySide6 when deleted."""

    ANSWERED: Any = SLOT("answered(QDBusMessage)")
    FAILED: Any = SLOT("failed(QDBusError,QDBusMessage)")

    def __init__(self, hear: Hear, parent: QObject) -> None:
        super().__init__(parent)
        self.hear: Hear | None = hear

    @Slot(QDBusMessage)
    def answered(self, message: QDBusMessage) -> None:
        """Hand the answer on, if anybody waits for it still."""
        if self.hear is not None:
            self.hear(_plain(message))
        self.deleteLater()

    @Slot(QDBusError, QDBusMessage)
    def failed(self, _error: QDBusError, _message: QDBusMessage) -> None:
        """Say nothing of an error."""
        self.deleteLater()


def _plain(message: QDBusMessage) -> list[Any]:
    return [_value(each) for each in message.arguments()]


def _value(value: Any) -> Any:
    if isinstance(value, QDBusVariant):
        return value.variant()
    if isinstance(value, QDBusObjectPath):
        return value.path()
    if isinstance(value, QDBusUnixFileDescriptor):
        return os.dup(value.fileDescriptor())  # Qt closes its own when it likes
    return value
