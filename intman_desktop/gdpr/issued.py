"""What is kept of a plan that was handed out, and what of it can still be read (I9)."""

from __future__ import annotations

import json
from typing import Any

_DEEPEST = 20
"""No plan that the program hands out goes half as deep."""


def held_in(content: str) -> dict[str, Any] | None:
    """Return what the content of a plan version holds, None where nobody can tell (Rule I9).

    A content that no program wrote, or that was damaged, or blacked out as a whole, must keep nobody from
    opening the case, or from erasing it.
    """
    try:
        held = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return held if isinstance(held, dict) and _can_be_written(held, _DEEPEST) else None


def _can_be_written(part: Any, deep: int) -> bool:
    """Return whether the store takes a part back: it is not too deep and holds no halves of characters."""
    if isinstance(part, str):
        return not any("\ud800" <= letter <= "\udfff" for letter in part)
    inner = [*part, *part.values()] if isinstance(part, dict) else part if isinstance(part, list) else ()
    return deep > 0 and all(_can_be_written(each, deep - 1) for each in inner)
