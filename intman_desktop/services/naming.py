"""How a person is named in lists."""

from __future__ import annotations


def listed_name(family_name: str, given_name: str, designation: str) -> str:
    """Return "family name, given name"; of one name only that one; the designation where there is none."""
    return ", ".join(name for name in (family_name, given_name) if name) or designation
