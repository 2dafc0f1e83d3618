"""Keeps Python 3.11 alive beside PySide6 6.12.0.

Those wheels are compiled as if ``None``, ``True``, ``False`` and ``NotImplemented`` were immortal, which
they are only from Python 3.12 on: every call that returns nothing takes one reference of ``None``
away that was never given, and after some thousand calls the interpreter ends with "deallocating
None". Here the singletons get so many references that no session can use them up. PySide6 6.11.3
counts rightly, but then there is no small wheel with QtPdf (see ``docs/decisions``).
"""

from __future__ import annotations

import ctypes
import sys

ENOUGH = 1 << (60 if sys.maxsize > 1 << 32 else 28)
"""More references than a session can use up."""


def make_singletons_last() -> None:
    """Give the singletons ``ENOUGH`` references, once; from Python 3.12 on there is nothing to do."""
    if sys.version_info >= (3, 12) or sys.getrefcount(None) >= ENOUGH:
        return
    for singleton in (None, True, False, NotImplemented):
        # The count of references is the first field of every object of CPython.
        ctypes.c_ssize_t.from_address(id(singleton)).value += ENOUGH
