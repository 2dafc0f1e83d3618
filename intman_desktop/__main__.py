"""The entry: ``intman`` and ``python -m intman_desktop``."""

from __future__ import annotations

import sys

from intman_desktop.cli.commands import main

if __name__ == "__main__":
    sys.exit(main())
