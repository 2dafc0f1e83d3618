"""What the short rounds of the collector leave alone goes when the store is locked."""

from __future__ import annotations

import gc
import weakref

from pytestqt.qtbot import QtBot

from intman_desktop.jobs.workers import collect_all


class Page:
    """Something old that only holds itself."""

    def __init__(self) -> None:
        self.me = self


def test_what_is_old_is_let_go_of_as_well(qtbot: QtBot) -> None:
    gc.disable()
    try:
        page = Page()
        gc.collect(1)
        gc.collect(1)  # from here on it is old
        known = weakref.ref(page)
        del page
        gc.collect(1)
        assert known() is not None
        collect_all()
        assert known() is None
    finally:
        gc.enable()
