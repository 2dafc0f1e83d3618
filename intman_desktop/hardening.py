"""What a process that ends badly leaves of its memory: nothing, as far as the system lets itself be asked.

Done first of all by the window, the command line and the process that makes papers of many people. A core
file would hold the data key and the page of a case in clear; who may attach to the process could read both.
"""

from __future__ import annotations

import os
import sys
from typing import Any

_PR_SET_DUMPABLE = 4
_SEM_FAILCRITICALERRORS, _SEM_NOGPFAULTERRORBOX, _SEM_NOOPENFILEERRORBOX = 0x0001, 0x0002, 0x8000
_WER_FAULT_REPORTING_FLAG_NOHEAP = 1
PRIVATE_UMASK = 0o077


def harden(platform: str = sys.platform, library: Any = None) -> None:
    """Let whatever is made from now on be for its owner alone, and let no crash write this memory to a file.

    Linux: no core file, and not dumpable, so that no other program of the account may attach. macOS: no core
    file. Windows: no error report with memory in it. A system that refuses is no reason not to start.
    ``library`` stands for the system's own (libc, kernel32).
    """
    os.umask(PRIVATE_UMASK)
    _forbid_core_files()
    if platform == "linux":
        _forbid_dumps(library or _libc())
    elif platform == "win32":
        _forbid_error_reports(library or kernel32())


def _forbid_core_files() -> None:
    try:
        import resource
    except ImportError:  # Windows knows no such limit
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _forbid_dumps(libc: Any) -> None:
    """Lower the flag that Linux asks before a dump, a tracer, and a look into ``/proc``; none of them may."""
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def _forbid_error_reports(library: Any) -> None:
    library.SetErrorMode(_SEM_FAILCRITICALERRORS | _SEM_NOGPFAULTERRORBOX | _SEM_NOOPENFILEERRORBOX)
    library.WerSetFlags(_WER_FAULT_REPORTING_FLAG_NOHEAP)


def _libc() -> Any:
    import ctypes

    return ctypes.CDLL(None)


def kernel32() -> Any:
    """Return the library of Windows that every process has loaded in any case."""
    import ctypes

    return ctypes.CDLL("kernel32")
