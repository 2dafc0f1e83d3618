"""Which parts of a case are pages of their own, and how they are opened."""

from __future__ import annotations

from typing import Any, Final

_PAGES: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "needs": ("needs", {}),
    "period": ("period", {}),
    "start": ("period", {"part": "start"}),
    "correction": ("period", {"part": "correct"}),
}


def page_of(part: str) -> tuple[str, dict[str, Any]] | None:
    """Return the page, and how it is opened, of a part that has a page of its own."""
    return _PAGES.get(part)
