"""What the settings remember of a change of the Datenschutzerklärung: not judged yet, or called form (E6)."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import Connection

from intman_desktop.models.settings import setting
from intman_desktop.services.common.text_versions import texts_in_force, version_of
from intman_desktop.values.codes import TextKind

UNDECIDED_ROW: Final = "notice_undecided"
"""The row of the settings that a change nobody judged yet leaves.

It holds the fingerprint of the notice before it, the day since which the notice says what it says now, and
the day on which it began to say something else.
"""

IN_FORM_ROW: Final = "notice_in_form"
"""The row with the day of the last change that was called one in form, and the version that it kept.

Behind them stands the id of the last notice that was entered until then.
"""


def version_now(connection: Connection) -> int:
    """Return the version of the notice that is in force."""
    kind = TextKind.PRIVACY_NOTICE
    return version_of(texts_in_force(connection, "de")[kind], kind, "de")


def undecided_since(connection: Connection, today: date) -> date | None:
    """Return since when a change waits to be judged, None where none does; of an older row nobody knows."""
    held = setting(connection, UNDECIDED_ROW)
    day = held.split()[1:2]
    return (date.fromisoformat(day[0]) if day else today) if held else None


def changed_in_form(connection: Connection) -> date | None:
    """Return the day of the change that was called one in form and can be called one in substance (Rule E6).

    Not while a later one is to be judged, nor once there is another version.
    """
    day, version = (*setting(connection, IN_FORM_ROW).split()[:2], "", "")[:2]
    if setting(connection, UNDECIDED_ROW) or version != str(version_now(connection)):
        return None
    return date.fromisoformat(day)


def last_known_in_form(connection: Connection) -> int:
    """Return the id of the last notice entered before the change was called one in form (Rule E2)."""
    return int((setting(connection, IN_FORM_ROW).split()[2:3] or ["0"])[0])
