"""Faults in the middle of renewing: any one of its operations fails, before or after it was done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from intman_desktop.vault import changing, files, renewing
from intman_desktop.vault import connection as connecting

OPERATIONS: tuple[tuple[Any, str], ...] = (
    (files, "new_private_file"),
    (files, "private_folder"),
    (files, "put_in_place"),
    (files, "make_rename_last"),
    (connecting, "connect"),
    (connecting, "settle"),
    (connecting, "copy_into"),
    (renewing, "verify_file"),
    (renewing, "row_counts"),
    (renewing, "keep_record"),
    (renewing, "write_key_file"),
    (changing, "keep_record"),
    (changing, "write_key_file"),
)


class FaultAt:
    """Lets the ``number``-th operation fail, before or after it was done."""

    def __init__(self, number: int, late: bool, error: Callable[[], BaseException]) -> None:
        self.number, self.late, self.error = number, late, error
        self.seen = 0

    def patch(self, patched: pytest.MonkeyPatch) -> None:
        for room, name in OPERATIONS:
            patched.setattr(room, name, self._counted(getattr(room, name)))

    def _fail(self) -> None:
        raise self.error()

    def _counted(self, plain: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **named: Any) -> Any:
            self.seen += 1
            mine = self.seen == self.number
            if mine and not self.late:
                self._fail()
            done = plain(*arguments, **named)
            if mine:
                if hasattr(done, "close"):
                    done.close()
                self._fail()
            return done

        return counted
