"""Where printing goes: to the spooler of this computer, never from here into the network."""

from __future__ import annotations

import os
import sys

_SERVER = "CUPS_SERVER"
_SOCKET = "/run/cups/cups.sock"


def stay_local() -> None:
    """Let CUPS speak to the spooler of this computer over its local socket alone; called before any printer.

    Where that is missing, or a server is named, its library opens a network connection out of this process.
    What the spooler does with a page is its own.
    """
    if sys.platform.startswith("linux") and not os.environ.get(_SERVER, "").startswith("/"):
        os.environ[_SERVER] = _SOCKET
