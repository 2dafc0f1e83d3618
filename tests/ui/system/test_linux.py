"""Linux tells of sleep, screen and user: over a plain bus, and over a real one of the test's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import pytest
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
    QDBusVariant,
    QDBusVirtualObject,
)
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.ui.system import linux
from intman_desktop.ui.system.bus import Bus, Call, DBus, Hear
from intman_desktop.ui.system.linux import LinuxWatch, linux_watch

pytestmark = pytest.mark.linux

OURS = "/org/freedesktop/login1/session/c7"
DAEMON = shutil.which("dbus-daemon")
RULES = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:dir={folder}</listen>
<policy context="default"><allow send_destination="*"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>"""


class Logind:
    """Answers as logind does. Attributes: ``held`` – the ends of those who hold up the sleep."""

    def __init__(self) -> None:
        self.held: list[int] = []
        self.said: list[str] = []
        self.properties: dict[str, Any] = {"Id": "c7", "LockedHint": False, "Active": True}

    def answer(self, name: str, values: Sequence[Any]) -> Any:
        """Return the answer; an open file as its number."""
        if name == "Inhibit":
            self.said = list(values)
            ours, theirs = os.pipe()
            self.held.append(ours)
            return theirs
        if name == "GetSession":
            return {"c7": OURS, "3": OURS}[values[0]]
        return self.properties[values[1]]

    def is_held_up(self) -> bool:
        """Return whether somebody holds up the sleep still, as logind sees it: by its end of the pipe."""
        return any(not _is_over(each) for each in self.held)

    def close(self) -> None:
        for each in self.held:
            os.close(each)


def _is_over(pipe: int) -> bool:
    os.set_blocking(pipe, False)
    try:
        return os.read(pipe, 1) == b""
    except BlockingIOError:
        return False


class World(Protocol):
    """A computer with its buses."""

    logind: Logind

    @property
    def system(self) -> Bus: ...

    @property
    def session(self) -> Bus: ...

    def tell(self, path: str, interface: str, name: str, *values: Any) -> None: ...


class PlainBus:
    """Hands on signals and answers at once."""

    def __init__(self, logind: Logind) -> None:
        self.logind = logind
        self.hearers: dict[tuple[str, str, str], Hear] = {}

    def listen(self, path: str, interface: str, name: str, hear: Hear) -> None:
        self.hearers[path, interface, name] = hear

    def ask(self, call: Call, hear: Hear) -> None:
        hear([self.logind.answer(call.name, call.values)])

    def leave(self) -> None:
        self.hearers.clear()


class PlainWorld:
    """Both buses without any daemon."""

    def __init__(self) -> None:
        self.logind = Logind()
        self.system = self.session = self.bus = PlainBus(self.logind)

    def tell(self, path: str, interface: str, name: str, *values: Any) -> None:
        for place in ("", path):
            hear = self.bus.hearers.get((place, interface, name))
            if hear is not None:
                hear(values)


class LogindObject(QDBusVirtualObject):
    """Logind on a bus."""

    def __init__(self, logind: Logind) -> None:
        super().__init__()
        self._logind = logind

    def introspect(self, path: str, /) -> str:
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection, /) -> bool:  # noqa: N802
        found = self._logind.answer(message.member(), message.arguments())
        reply = message.createReply()
        if message.member() == "Inhibit":
            reply.setArguments([QDBusUnixFileDescriptor(found)])
            os.close(found)
        elif message.member() == "GetSession":
            reply.setArguments([QDBusObjectPath(found)])
        else:
            reply.setArguments([QDBusVariant(found)])
        return connection.send(reply)


class RealWorld:
    """Both buses are one daemon of the test's own, and logind answers on it."""

    def __init__(self, address: str) -> None:
        self.logind = Logind()
        self.names = [uuid.uuid4().hex for _each in range(3)]
        self._theirs, *ours = [QDBusConnection.connectToBus(address, name) for name in self.names]
        assert all(each.isConnected() for each in (self._theirs, *ours))
        assert self._theirs.registerService(linux.LOGIND)
        self._object = LogindObject(self.logind)
        below = QDBusConnection.VirtualObjectRegisterOption.SubPath
        assert self._theirs.registerVirtualObject(linux.LOGIND_PATH, self._object, below)
        self.system, self.session = (DBus(each) for each in ours)

    def tell(self, path: str, interface: str, name: str, *values: Any) -> None:
        message = QDBusMessage.createSignal(path, interface, name)
        message.setArguments(values)
        assert self._theirs.send(message)

    def close(self) -> None:
        for name in self.names:
            QDBusConnection.disconnectFromBus(name)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a bus of this test alone."""
    assert DAEMON is not None
    folder = tmp_path_factory.mktemp("bus")
    rules = folder / "rules.conf"
    rules.write_text(RULES.format(folder=folder))
    command = [DAEMON, f"--config-file={rules}", "--nofork", "--print-address"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=folder
    ) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
        daemon.kill()


@pytest.fixture(params=["plain", "daemon"] if DAEMON else ["plain"])
def world(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[World]:
    if request.param == "plain":
        plain = PlainWorld()
        yield plain
    else:
        real = RealWorld(request.getfixturevalue("address"))
        yield real
        real.close()
        plain = real  # type: ignore[assignment]
    plain.logind.close()


class Heard:
    """What a watch has told."""

    def __init__(self, watch: LinuxWatch) -> None:
        self.told: list[str] = []
        watch.going_to_sleep.connect(lambda: self.told.append("sleep"))
        watch.screen_locked.connect(lambda: self.told.append("screen"))
        watch.user_switched.connect(lambda: self.told.append("user"))


@pytest.fixture(params=["session named", "session asked for"])
def watch(
    world: World, request: pytest.FixtureRequest, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[LinuxWatch]:
    if request.param == "session named":
        monkeypatch.setenv("XDG_SESSION_ID", "3")
    else:
        monkeypatch.delenv("XDG_SESSION_ID", raising=False)
    watch = LinuxWatch(world.system, world.session)
    window = QWidget()
    qtbot.addWidget(window)
    watch.begin(window)
    # the last thing that is asked for is there when the sleep is held up and a word of our screen is heard
    qtbot.waitUntil(world.logind.is_held_up)
    said: list[bool] = []
    watch.screen_locked.connect(lambda: said.append(True))

    def hears() -> bool:
        world.tell(OURS, linux.SESSION, "Lock")
        return bool(said)

    qtbot.waitUntil(hears)
    for _round in range(5):
        qtbot.wait(5)
    yield watch
    watch.end()


@pytest.fixture
def heard(watch: LinuxWatch) -> Heard:
    return Heard(watch)


Told = Callable[[], bool]


def test_the_sleep_waits_until_the_store_is_closed_and_is_held_up_again_afterwards(
    world: World, watch: LinuxWatch, heard: Heard, qtbot: QtBot
) -> None:
    assert (world.logind.said[0], world.logind.said[3]) == ("sleep", "delay")
    watch.let_sleep()  # locked at any other time
    assert world.logind.is_held_up()
    world.tell(linux.LOGIND_PATH, linux.MANAGER, "PrepareForSleep", True)
    qtbot.waitUntil(lambda: heard.told == ["sleep"])
    assert world.logind.is_held_up()
    watch.let_sleep()
    qtbot.waitUntil(lambda: not world.logind.is_held_up())
    world.tell(linux.LOGIND_PATH, linux.MANAGER, "PrepareForSleep", False)
    qtbot.waitUntil(world.logind.is_held_up)
    assert heard.told == ["sleep"]


@pytest.mark.parametrize("screensaver", linux.SCREENSAVERS)
def test_a_screensaver_tells_that_the_screen_is_locked(
    world: World, heard: Heard, qtbot: QtBot, screensaver: str
) -> None:
    world.tell("/anywhere", screensaver, "ActiveChanged", False)
    world.tell("/anywhere", screensaver, "ActiveChanged", True)
    qtbot.waitUntil(lambda: heard.told == ["screen"])


def test_logind_tells_that_our_screen_is_locked_and_others_do_not_matter(
    world: World, heard: Heard, qtbot: QtBot
) -> None:
    world.tell("/org/freedesktop/login1/session/other", linux.SESSION, "Lock")
    world.tell(OURS, linux.SESSION, "Lock")
    qtbot.waitUntil(lambda: heard.told == ["screen"])
    world.logind.properties["LockedHint"] = True
    world.tell(OURS, linux.PROPERTIES, "PropertiesChanged", linux.SESSION, {"LockedHint": True}, ["x"])
    qtbot.waitUntil(lambda: heard.told == ["screen", "screen"])


def test_another_user_is_heard_of(world: World, heard: Heard, qtbot: QtBot) -> None:
    world.tell(OURS, linux.PROPERTIES, "PropertiesChanged", linux.SESSION, {"Active": True}, ["x"])
    world.logind.properties["Active"] = False
    world.tell(OURS, linux.PROPERTIES, "PropertiesChanged", linux.SESSION, {"Active": False}, ["x"])
    qtbot.waitUntil(lambda: "user" in heard.told)
    assert set(heard.told) == {"user"}


def test_at_the_end_nothing_is_held_up_and_nothing_heard(
    world: World, watch: LinuxWatch, heard: Heard, qtbot: QtBot
) -> None:
    watch.end()
    qtbot.waitUntil(lambda: not world.logind.is_held_up())
    world.tell(linux.LOGIND_PATH, linux.MANAGER, "PrepareForSleep", True)
    world.tell("/", linux.SCREENSAVERS[0], "ActiveChanged", True)
    for _round in range(5):
        qtbot.wait(5)
    assert heard.told == []


def test_an_answer_that_comes_after_the_sleep_was_announced_holds_up_nothing(
    tmp_path: Path, qtbot: QtBot
) -> None:
    late: list[Callable[[], object]] = []

    class LateBus(PlainBus):
        def ask(self, call: Call, hear: Hear) -> None:
            late.append(lambda: super(LateBus, self).ask(call, hear))

    bus = LateBus(Logind())
    watch = LinuxWatch(bus, bus)
    window = QWidget()
    qtbot.addWidget(window)
    watch.begin(window)
    bus.hearers[linux.LOGIND_PATH, linux.MANAGER, "PrepareForSleep"]([True])
    for answer in late:
        answer()
    assert not bus.logind.is_held_up()
    bus.logind.close()
    watch.end()


def test_where_there_is_no_bus_nothing_is_said(qtbot: QtBot) -> None:
    watch = linux_watch()
    heard = Heard(watch)
    window = QWidget()
    qtbot.addWidget(window)
    watch.begin(window)
    for _round in range(5):
        qtbot.wait(5)
    watch.let_sleep()
    watch.end()
    assert heard.told == []
