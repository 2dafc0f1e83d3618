"""Letters that nobody sees and a terminal or a line obeys, made visible in a text that others wrote."""

from __future__ import annotations

import re

_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Control characters, line breaks, and what turns the direction of what stands after it."""


def visible(text: str) -> str:
    """Return the text on one line, each such letter as JSON writes it: a backslash, u and its four digits."""
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
