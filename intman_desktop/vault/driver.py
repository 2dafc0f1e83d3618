"""What the vault needs of a bare connection to SQLCipher, whose module brings no types of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

Row = tuple[Any, ...]
"""One row; what its columns hold is known to the statement alone."""


class Cursor(Protocol):
    """What a statement gives back."""

    @property
    def rowcount(self) -> int:
        """How many rows the statement changed."""

    def fetchone(self) -> Any:
        """Return the next row, None after the last; what must have one is asked without looking."""

    def fetchall(self) -> list[Row]:
        """Return every row that is left."""

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows that are left, one by one."""


class Driver(Protocol):
    """A connection below SQLAlchemy: for PRAGMAs, copies and what asks the file itself."""

    def execute(self, statement: str, parameters: Sequence[object] = ..., /) -> Cursor:
        """Run one statement."""

    def set_progress_handler(self, handler: Callable[[], int | None] | None, instructions: int, /) -> None:
        """Have ``handler`` called after so many instructions; a true answer ends the statement."""

    def interrupt(self) -> None:
        """End the statement that is running; called from another thread."""

    def close(self) -> None:
        """Close the connection."""
