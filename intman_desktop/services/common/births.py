"""How a date of birth is written, on screens and in lists: as exactly as it is known (I8)."""

from __future__ import annotations

from intman_desktop.language import _
from intman_desktop.values.case_file import Client
from intman_desktop.values.codes import BirthPrecision


def birth_words(client: Client) -> str:
    """Return a birth as exactly as it is known, with a mark where it is uncertain; empty for one unknown."""
    born = client.birth_date
    if born is None or client.birth_precision is BirthPrecision.UNKNOWN:
        return ""
    words = {
        BirthPrecision.DAY: f"{born:%d.%m.%Y}",
        BirthPrecision.MONTH: f"{born:%m.%Y}",
    }.get(client.birth_precision, f"{born:%Y}")
    return _("{birth} (unsicher)").format(birth=words) if client.birth_uncertain else words
