"""Long work outside the store goes in steps, between which it can be ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from intman_desktop.vault.driver import Driver

Step = Callable[[], object]
"""Called between two steps of long work; what it raises ends the work there."""


def no_step() -> None:
    """Go on."""


@contextmanager
def stepping(driver: Driver, step: Step, instructions: int = 20_000) -> Iterator[None]:
    """Call ``step`` after so many ``instructions`` of SQLite, some milliseconds, while ``driver`` works.

    What it raises ends both.
    """
    stopped: list[BaseException] = []

    def ask() -> int:
        try:
            step()
        except BaseException as error:
            stopped.append(error)
        return len(stopped)

    driver.set_progress_handler(ask, instructions)
    try:
        yield
    except Exception:
        if stopped:
            raise stopped[0] from None
        raise
    finally:
        driver.set_progress_handler(None, 0)
