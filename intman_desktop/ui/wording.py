"""How days, moments and numbers are written on screen."""

from __future__ import annotations

import re
from datetime import date, datetime

from intman_desktop.errors import Refused, Trouble
from intman_desktop.language import _
from intman_desktop.language import number as number

NONE = "–"
"""What stands where a list has nothing to show."""


def day(value: date | None) -> str:
    """Return ``15.03.2027``, or a dash for no date."""
    return f"{value:%d.%m.%Y}" if value else NONE


def short_day(value: date | None) -> str:
    """Return ``15.03.``, or a dash for no date; for lists where the year is plain."""
    return f"{value:%d.%m.}" if value else NONE


def moment(value: datetime | None) -> str:
    """Return a moment (UTC, aware) in local time as ``15.03.2027, 14:30``, or a dash for none."""
    return f"{value.astimezone():%d.%m.%Y, %H:%M}" if value else NONE


def breakable(path: str) -> str:
    """Return the path so that a line can end behind each of its parts, however long the whole is."""
    return re.sub(r"([/\\_-])", "\\1\u200b", path)


def quoted(text: str) -> str:
    """Return ``text`` in the quotation marks of the language in use."""
    return _("„{text}“").format(text=text)


def refused_code(trouble: Trouble) -> str:
    """Return the code of what the rules refuse, by which a form finds its field; "" for any other trouble."""
    return trouble.code if isinstance(trouble, Refused) else ""


def refusals(trouble: Trouble) -> tuple[tuple[str, str], ...]:
    """Return all that the rules refuse at once, by code and sentence; of other trouble one without a code."""
    found = (trouble, *trouble.further) if isinstance(trouble, Refused) else (trouble,)
    return tuple((refused_code(each), told(each)) for each in found)


def told(trouble: Trouble) -> str:
    """Return what a trouble says to the person. The words of the services load when first needed."""
    from intman_desktop.services.common import wording

    return wording.told(trouble)
