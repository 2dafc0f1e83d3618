"""What the journeys through the page of a case open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.builders import a_case_file
from tests.ui.case.journeys import OnCase


@pytest.fixture
def on_case(qtbot: QtBot, open_program: Callable[..., Any]) -> Callable[..., OnCase]:
    """Return what opens a store with ``files`` and ``talks`` at the first case's part ``tab``."""

    def opened(*files: Any, talks: Any = (), tab: str = "talks", **details: Any) -> OnCase:
        return OnCase(qtbot, open_program(files or (a_case_file(),), talks), tab, **details)

    return opened
