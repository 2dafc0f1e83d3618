"""Running one command, and how its errors are told (``docs/command-line.md``)."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence

from intman_desktop.cli.arguments import language_of, parse
from intman_desktop.cli.saying import fall_silent, say_aside, say_the_rest, speak_utf8
from intman_desktop.errors import FaultyInput, Trouble, described
from intman_desktop.language import _, use_language

CUT_OFF = 1
"""Exit code where whoever read the output went away."""
BUG = 70
"""Exit code of an error of ours."""
STOPPED = 130
"""Exit code of Ctrl+C."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line ``arguments`` (the process's where None) and return the exit code.

    Troubles are told in one sentence on stderr and end with their own code, errors of ours with the
    place in the program but never with a value; without a command the window opens.
    """
    os.umask(0o077)  # as hardening.PRIVATE_UMASK, which is not loaded before the window is painted
    speak_utf8()
    given = list(sys.argv[1:] if arguments is None else arguments)
    use_language(language_of(given))
    try:
        parsed = parse(given, _open_window)
    except SystemExit as end:
        return int(end.code or 0)
    try:
        run: Callable[[argparse.Namespace], int] = parsed.run
        code = run(parsed)
        say_the_rest()
    except BrokenPipeError:
        fall_silent()
        code = CUT_OFF
    except (Exception, KeyboardInterrupt) as error:
        code = _tell_error(error)
    return code


def _tell_error(error: BaseException) -> int:
    """Tell what ended a command and return its exit code."""
    if _was_stopped(error):
        say_aside(_("Abgebrochen."))
        return STOPPED
    if isinstance(error, Trouble):
        return _tell_trouble(error)
    say_aside(_("Hier ist dem Programm ein Fehler unterlaufen. Was gespeichert war, ist unverändert."))
    say_aside(described(error))
    return BUG


def _was_stopped(error: BaseException) -> bool:
    """Return whether Ctrl+C is behind an error: itself, or what could not go on in the middle of it.

    Where it comes while SQLite asks whether to go on, SQLite knows nothing of it but that it was stopped.
    """
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, KeyboardInterrupt) or (isinstance(seen, Trouble) and seen.stopped):
            return True
        seen = seen.__context__
    return False


def _tell_trouble(trouble: Trouble) -> int:
    """Tell what was refused, with each place that it is about, and return its exit code."""
    from intman_desktop.services.common.wording import told

    say_aside(told(trouble))
    if isinstance(trouble, FaultyInput):
        for place, sentence in trouble.faults:
            say_aside(f"  {place}: {sentence}")
    return trouble.exit_code


def _open_window(arguments: argparse.Namespace) -> int:
    collecting = gc.isenabled()
    gc.disable()  # as the window does anyway: what loads until then stays, and rounds over it find nothing
    try:
        from intman_desktop.cli.screen import require_screen

        require_screen()
        from intman_desktop.app import run_window

        return run_window(vault=arguments.vault, today=arguments.today, language=arguments.language)
    finally:
        if collecting:
            gc.enable()
