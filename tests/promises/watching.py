"""Which files this process opens for writing, seen by an audit hook; SQLite's own are not among them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND
_seen: list[set[str]] = []


def _look(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and _seen and isinstance(arguments[0], str | bytes | os.PathLike):
        path, _mode, flags = arguments
        if flags & _WRITING:
            _seen[-1].add(os.fsdecode(path))


sys.addaudithook(_look)


@contextmanager
def files_written() -> Iterator[set[str]]:
    """Yield the set of paths that are opened for writing inside the block."""
    _seen.append(set())
    try:
        yield _seen[-1]
    finally:
        _seen.pop()
