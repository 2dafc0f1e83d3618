"""``intman self-test``: does what the program stands on work on this machine?"""

from __future__ import annotations

import argparse

from intman_desktop.cli.saying import say
from intman_desktop.language import _


def summary() -> str:
    """Return the line of the help."""
    return _("Prüfen, ob das Programm auf diesem Rechner arbeiten kann")


FAILED = 9
"""Exit code where a part does not work."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add nothing: the command has no arguments of its own."""


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001
    """Run each check in a folder of its own, print its result, and return 0 if all went well."""
    from intman_desktop.cli.self_checks import run_self_test

    results = run_self_test()
    for result in results:
        state = _("in Ordnung") if result.passed else _("FEHLER: {why}").format(why=result.why)
        say(f"{result.name}: {state}")
    return 0 if all(result.passed for result in results) else FAILED
