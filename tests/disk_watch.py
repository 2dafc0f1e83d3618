"""What the program asks of the disk, or of a socket, on the window's thread: nothing, by law.

Seen is what goes through Python: what the interpreter audits, and the looks at files that it does not audit.
Of Qt's own accesses (fonts, translations, its file dialog, a printer) nothing is seen here.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import intman_desktop

PACKAGE = f"{Path(intman_desktop.__file__).parent}{os.sep}"
WINDOWS_ROOMS = tuple(f"{PACKAGE}{each}" for each in ("app.py", f"jobs{os.sep}", f"ui{os.sep}"))
LOOKS = ("stat", "lstat", "access", "readlink", "statvfs", "fsync")
"""Functions of ``os`` that the interpreter does not audit."""

AUDITED = frozenset(
    f"os.{each}"
    for each in (
        *("listdir", "scandir", "rename", "remove", "rmdir", "mkdir", "chmod", "chown", "link", "symlink"),
        *("truncate", "utime", "posix_spawn", "exec", "system"),
    )
) | {"open", "subprocess.Popen", "sqlite3.connect"}
AUDITED_ROOMS = ("shutil.", "socket.", "tempfile.")

LOADING = ("<frozen importlib", "shibokensupport", f"{os.sep}coverage{os.sep}", f"{os.sep}babel{os.sep}")
"""Where Python, and PySide beside it, load a module, coverage looks whose it is, Babel loads a language."""

ALLOWED = {
    "resource in paths.py": "what the program brings along: icons, style, texts",
    "text_file in text_files.py": "the words of a paper, which the program brings along, once each",
    "_renderer in icons.py": "icons, once each",
    "_template in style.py": "the style sheet",
    "register_fonts in style.py": "fonts, before there is a window",
    "Remembered.__init__ in machine.py": "what is remembered on this machine, before there is a window",
    "guesses in strength.py": "the words that zxcvbn brings along",
    "word_list in proposed.py": "the words it proposes, which the program brings along",
    "start_log in crash.py": "the log, before there is a window",
    "_LogFile.emit in crash.py": "the log of a mistake of the program",
}
"""Where the window's thread may touch the disk, and why. To load a module of its own it may as well."""

FOR_TESTS = ("load_machine in machine.py", "remember in machine.py")
"""What a test calls itself to see what is remembered; the program calls it on a worker."""

_watching: list[list[str]] = []


def _audited(event: str, arguments: tuple[Any, ...]) -> None:
    if _watching and (event in AUDITED or event.startswith(AUDITED_ROOMS)):
        _note(event, arguments[0] if arguments else "")


sys.addaudithook(_audited)


def _note(event: str, path: object) -> None:
    """Keep what the window's thread does for the program; what a test asks by itself is its own."""
    if threading.current_thread() is not threading.main_thread() or isinstance(path, int):
        return
    program = _of_the_program(sys._getframe(2))
    names = [_name(frame) for frame in program]
    of_window = any(frame.f_code.co_filename.startswith(WINDOWS_ROOMS) for frame in program)
    if of_window and names[-1] not in FOR_TESTS and not ALLOWED.keys() & set(names):
        where = Path(os.fsdecode(path)).name if isinstance(path, str | bytes | os.PathLike) else ""
        _watching[-1].append(f"{event} {where} by {' < '.join(names[:4])}")


def _of_the_program(frame: FrameType | None) -> list[FrameType]:
    """Return the frames of the program up to the test, the innermost first; none where a module is loaded."""
    found: list[FrameType] = []
    while frame is not None:
        name = frame.f_code.co_filename
        if any(each in name for each in LOADING):
            return []
        if name.startswith(PACKAGE):
            found.append(frame)
        elif found and f"{os.sep}tests{os.sep}" in name:
            break
        frame = frame.f_back
    return found


def _name(frame: FrameType) -> str:
    return f"{frame.f_code.co_qualname} in {Path(frame.f_code.co_filename).name}"


@contextmanager
def disk_on_this_thread() -> Iterator[list[str]]:
    """Yield the list of what the window's thread asks of the disk inside the block, a line each."""
    seen: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        for name in LOOKS:
            if hasattr(os, name):
                patch.setattr(os, name, _noted(name, getattr(os, name)))
        _watching.append(seen)
        try:
            yield seen
        finally:
            _watching.remove(seen)


def _noted(name: str, plain: Callable[..., Any]) -> Callable[..., Any]:
    def look(path: Any = "", *arguments: Any, **named: Any) -> Any:
        _note(f"os.{name}", path)
        return plain(path, *arguments, **named)

    return look
