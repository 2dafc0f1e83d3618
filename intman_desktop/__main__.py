"""The entry: ``intman`` and ``python -m intman_desktop``."""

from __future__ import annotations

import sys

from intman_desktop.hardening import harden


def main() -> int:
    """Close the process to others first of all, then run what was asked for; return the exit code."""
    harden()
    from intman_desktop.cli import commands

    return commands.main()


if __name__ == "__main__":
    sys.exit(main())
