"""What the command line says, and where: results on stdout, everything else on stderr.

What others wrote may stand in it: letters that a terminal would obey are made visible.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import suppress
from typing import TextIO

from intman_desktop.cli.files import FileTrouble, why_of
from intman_desktop.language import _
from intman_desktop.values.visible import visible


def say(text: str) -> None:
    """Print one line of the result. Raises ``FileTrouble`` where nobody can take it, e.g. a full disk."""
    try:
        _open_stdout().write(_lines(text))
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _output_trouble(error) from None


def say_aside(text: str) -> None:
    """Print one line for the person that is no result; where nobody listens there is nothing to do."""
    with suppress(OSError):
        if sys.stderr is not None:
            sys.stderr.write(_lines(text))


def _lines(text: str) -> str:
    return "".join(visible(line) + "\n" for line in text.split("\n"))


def speak_utf8() -> None:
    """Let results that go into a file or another program be UTF-8, and never fail on a terminal's letters."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def say_the_rest() -> None:
    """Hand everything said on to whoever listens. Raises ``FileTrouble`` and ``BrokenPipeError``."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _output_trouble(error) from None


def fall_silent() -> None:
    """Drop what could not be said, so that the end of the process does not try once more and complain."""
    if sys.stdout is None:
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _open_stdout() -> TextIO:
    """Return where results go. Raises ``OSError`` where whoever started the program closed it."""
    if sys.stdout is None:
        raise OSError(errno.EBADF, "")
    return sys.stdout


def _output_trouble(error: OSError) -> FileTrouble:
    fall_silent()
    return FileTrouble(name=_("Ausgabe"), why=why_of(error))
