"""The house rules of every test: no network, no screen, nothing private, nothing left over."""

from __future__ import annotations

import gc
import os
import socket
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from argon2.low_level import hash_secret_raw
from sqlalchemy import Engine
from sqlalchemy.util import LRUCache

from intman_desktop import sealing
from intman_desktop.language import current_language, use_language
from intman_desktop.vault import connection

PROVE = os.environ.get("INTMAN_PROVE") == "1"
SYSTEMS = {"linux": "linux", "macos": "darwin", "windows": "win32"}
HERE = Path(__file__).parent
JOURNEYS = ("promises", "tour", "ui")
"""The folders in which journeys lie, as packaging/setup/run_tests.py names them."""
SECONDS_TO_END = 5.0
# Whatever this machine tells of its own screen and its own sleep locks no window of a test.
NO_BUS = "unix:path=/nonexistent/bus"
STATEMENTS_KEPT = 5000
WHOLE_ROOMS = tuple(f"intman_desktop.{room}." for room in ("rules", "gdpr", "vault", "models", "reporting"))

hypothesis.settings.register_profile("test", max_examples=30, derandomize=True, deadline=None, database=None)
hypothesis.settings.register_profile(
    "prove", max_examples=2000, deadline=None, database=None, print_blob=True
)
hypothesis.settings.load_profile("prove" if PROVE else "test")


class NetworkTouched(Exception):
    """A test reached beyond this machine's own display and bus."""


_touched: list[str] = []


def _forbid_network(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse every socket but those of the local file system, whoever asks for it."""
    if event == "socket.__new__":
        family = arguments[1]
        if family == getattr(socket, "AF_UNIX", None):
            return
        _touched.append(f"socket of family {family}")
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        _touched.append(event)
    else:
        return
    raise NetworkTouched(_touched[-1])


sys.addaudithook(_forbid_network)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer ``--onscreen``, to look at windows under test, and ``--only``, for half of the tests."""
    parser.addoption(
        "--onscreen", action="store_true", help="show the windows instead of drawing them offscreen"
    )
    parser.addoption(
        "--only", choices=("parts", "journeys"), help="tests of parts, or those that go through everything"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Settle what has to be settled before Qt or a file is touched."""
    os.umask(0o077)
    for bus in ("DBUS_SYSTEM_BUS_ADDRESS", "DBUS_SESSION_BUS_ADDRESS"):
        os.environ[bus] = NO_BUS
    if not config.getoption("--onscreen"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what belongs to another system – nothing is ever skipped –, and let slow tests begin first."""
    foreign = [name for name, platform in SYSTEMS.items() if sys.platform != platform]
    half = config.getoption("--only")
    here: list[pytest.Item] = []
    away: list[pytest.Item] = []
    for item in items:
        other_system = any(item.get_closest_marker(name) for name in foreign)
        other_half = half is not None and _is_a_journey(item) is (half == "parts")
        (away if other_system or other_half else here).append(item)
    if away:
        config.hook.pytest_deselected(items=away)
    items[:] = _slow_first(here)


def _is_a_journey(item: pytest.Item) -> bool:
    """Return whether a test goes its way through everything: a promise, or a journey through the real window.

    Coverage is counted where one part is tested by itself. Journeys are run without it, in a run of their
    own: to watch every line that they pass, those of SQLAlchemy and Python with them, takes nearly as much
    time again, and the floors are reached without them. Of the journeys through the window the walk over
    every screen counts, once: it is marked ``measured``. A test that opens the window in a way of its own is
    marked ``journey``; tests of a part that reach no line alone which has to be reached, and take seconds,
    are marked ``unmeasured`` and run with the journeys.
    """
    if item.get_closest_marker("unmeasured"):
        return True
    if item.get_closest_marker("measured") or item.path.relative_to(HERE).parts[0] not in JOURNEYS:
        return False
    if item.get_closest_marker("journey") or item.path.parent.name == "promises":
        return True
    return "open_program" in getattr(item, "fixturenames", ())


def _slow_first(items: list[pytest.Item]) -> list[pytest.Item]:
    """Return the shuffled tests with the slow ones at the beginning of what each worker gets.

    One that takes a minute and begins as the last one leaves the other workers without anything to take
    over. A worker begins with its share of the list, takes over from another's end, and the seed still
    shuffles the slow ones among themselves and all the others.
    """
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    slow = [item for item in items if item.get_closest_marker("slow")]
    others = [item for item in items if not item.get_closest_marker("slow")]
    ordered: list[pytest.Item] = []
    for worker in range(workers):
        first = slow[worker::workers]
        room = max(0, len(items) // workers - len(first))
        ordered += [*first, *others[:room]]
        others = others[room:]
    return ordered + others


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skipped test into a failed one."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped; deselect by marker what belongs to another system"
    return report


@pytest.fixture(scope="session", autouse=True)
def _private_home(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep every test away from the stores and settings of the person who runs it."""
    os.environ["INTMAN_HOME"] = str(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module", autouse=True)
def _nothing_old_collected_again() -> None:
    """Take what is there before the tests of a module out of every later collection.

    The program collects thoroughly when it locks, and so do the tests of its window; to go through modules
    and reports of a whole run took several tenths of a second each time.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="module", autouse=True)
def _kept_answers_asked_for_again(request: pytest.FixtureRequest) -> None:
    """Let the tests of a module find no answer kept by the rooms whose every line has to be reached.

    What a function keeps after its first call may have been asked for by a journey, which is not measured.
    """
    if request.config.getoption("--only") == "journeys":
        return
    for name, module in list(sys.modules.items()):
        if name.startswith(WHOLE_ROOMS):
            for each in list(vars(module).values()):
                if hasattr(each, "cache_clear"):
                    each.cache_clear()


@pytest.fixture(scope="session", autouse=True)
def _statements_compiled_once() -> Iterator[None]:
    """Hand the compiled statements of one store on to the next one a test opens.

    Half of the time of most tests was spent on compiling the same statements for a new store. What is
    executed is the same; the program itself forgets them with its store, for they hold what was asked.
    """
    plain = connection.engine_over
    kept: list[Engine] = []

    def engine_over(driver: Any) -> Engine:
        engine = plain(driver)
        if kept:
            # the dialect is part of the key under which a statement is kept
            engine.dialect, engine._compiled_cache = kept[0].dialect, kept[0]._compiled_cache
        else:
            engine._compiled_cache = LRUCache(STATEMENTS_KEPT)
            kept.append(engine)
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "engine_over", engine_over)
        yield


@pytest.fixture(scope="session", autouse=True)
def _keys_derived_once() -> Iterator[None]:
    """Hand on what Argon2id made of a passphrase, a salt and a cost: it makes the same of them each time.

    Every test opens its own copy of a store that was made once; half of the time that took was this. What
    calibration derives, with a salt of zeros, is measured each time.
    """
    kept = lru_cache(maxsize=64)(hash_secret_raw)

    def hash_once(secret: bytes, salt: bytes, **parameters: Any) -> bytes:
        return (kept if any(salt) else hash_secret_raw)(secret, salt, **parameters)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "hash_secret_raw", hash_once)
        yield


@pytest.fixture(autouse=True)
def _german_again() -> Iterator[None]:
    """Speak German again after a test that changed the language."""
    yield
    if current_language() != "de":
        use_language("de")


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    """Fail a test that touched the network even where the refusal was swallowed."""
    _touched.clear()
    yield
    assert not _touched, f"the network was touched: {_touched}"


def _visible_windows() -> set[Any]:
    """Return the windows that can be seen now; Qt is asked only where a test has loaded it."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return set()
    return {window for window in widgets.QApplication.topLevelWidgets() if window.isVisible()}


def _living_threads() -> set[threading.Thread]:
    """Return the threads Python started; those Qt only lent to Python are not counted."""
    return {thread for thread in threading.enumerate() if not isinstance(thread, threading._DummyThread)}


@pytest.fixture(autouse=True)
def _nothing_left_over() -> Iterator[None]:
    """Every thread a test started has ended and every window it opened is closed."""
    threads, windows = _living_threads(), _visible_windows()
    yield
    for thread in _living_threads() - threads:
        thread.join(SECONDS_TO_END)
    left = [thread.name for thread in _living_threads() - threads]
    assert not left, f"threads still run after the test: {left}"
    still = [type(window).__name__ for window in _visible_windows() - windows]
    assert not still, f"windows are still open after the test: {still}"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Return the empty folder of a stick, a place for backups."""
    place = tmp_path / "stick"
    place.mkdir()
    return place


@pytest.fixture
def today() -> date:
    """Return the day on which every test happens, unless it says otherwise."""
    return date(2026, 11, 20)


@pytest.fixture
def how_many(record_property: Callable[[str, object], None]) -> Callable[[str, int, int], int]:
    """Return ``how_many(what, small, full)``: the number to run now, kept for the table of proofs.

    ``small`` counts for ``make test``, ``full`` for ``make prove``; ``what`` names the thing
    counted ("kills", "random offices") and appears in ``docs/proofs.md``.
    """

    def number(what: str, small: int, full: int) -> int:
        chosen = full if PROVE else small
        record_property(f"count:{what}", chosen)
        return chosen

    return number


@pytest.fixture(scope="session")
def checkout() -> Path:
    """Return the root of the checkout."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def qapp_args(pytestconfig: pytest.Config) -> list[str]:
    """Return the arguments of the one application, which takes the style that the program takes."""
    from intman_desktop.ui.style import FUSION

    return [pytestconfig.getini("qt_qapp_name"), *FUSION]
