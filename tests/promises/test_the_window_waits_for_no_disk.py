"""Nothing is asked of a disk or a socket on the window's thread: a dead network folder freezes no window.

Every journey through the real window is watched for it (``open_program`` in ``tests/ui/conftest.py``), and so
is ``test_a_whole_journey_leaves_no_trace.py``. Here: that the watch sees, and what it lets pass.
"""

from __future__ import annotations

import threading
from pathlib import Path

from intman_desktop.ui import icons, machine
from intman_desktop.ui.unlock.whereabouts import find_store, free_folder
from tests.disk_watch import disk_on_this_thread


def test_the_watch_sees_what_the_window_itself_looks_at_and_reads(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    with disk_on_this_thread() as seen:
        find_store(tmp_path / "vault", None)
        free_folder(tmp_path / "vault")
    assert any("find_store in whereabouts.py" in each for each in seen)
    assert any("free_folder in whereabouts.py" in each for each in seen)


def test_a_worker_may_wait_and_the_window_may_read_what_the_program_brings_along(tmp_path: Path) -> None:
    with disk_on_this_thread() as seen:
        worker = threading.Thread(target=find_store, args=(tmp_path, None))
        worker.start()
        worker.join()
        icons._renderer.cache_clear()
        icons._renderer("save", "#000000")
        machine.load_machine()
    assert seen == []
