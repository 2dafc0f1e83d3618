"""What the tests of the screens share: the look, a frame with both workers, and a page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from intman_desktop.jobs.workers import Workers
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.style import Look, Style


@pytest.fixture(scope="session")
def style(qapp) -> Style:  # type: ignore[no-untyped-def]
    """Return the one style of the application."""
    return Style(qapp)


@pytest.fixture
def look(style: Style) -> Iterator[Style]:
    """Return the style in light and ordinary size, and leave it like that."""
    style.choose(Look.LIGHT)
    yield style
    style.choose(Look.LIGHT)
    style.enlarge(1.0)


@pytest.fixture
def frame(qtbot: QtBot, look: Style, today: date) -> Iterator[Frame]:
    """Return a frame whose bugs fail the test; its workers are joined."""
    bugs: list[BaseException] = []
    workers = Workers()
    frame = Frame(workers, lambda: today)
    workers.listen(frame.warn, bugs.append)
    frame.desk = object()
    yield frame
    workers.shutdown()
    assert bugs == []
