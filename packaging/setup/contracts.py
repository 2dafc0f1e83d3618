"""Check the import contracts of pyproject.toml; silent unless one is broken."""

from __future__ import annotations

import contextlib
import io
import sys

from importlinter import cli


def main() -> int:
    """Return 0 when every contract is kept; otherwise print the linter's report and return 1."""
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        code = cli.lint_imports(no_cache=True)
    if code:
        print(told.getvalue())
    return code


if __name__ == "__main__":
    sys.exit(main())
