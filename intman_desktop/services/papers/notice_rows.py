"""What the settings remember of a change of the Datenschutzerklärung: not judged yet, or called form (E6)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection

from intman_desktop.models.settings import put_setting, setting
from intman_desktop.services.common.text_versions import texts_in_force, version_of
from intman_desktop.values.codes import TextKind

UNDECIDED_ROW: Final = "notice_undecided"
"""The row of the settings that a change nobody judged yet leaves."""
IN_FORM_ROW: Final = "notice_in_form"
"""The row of the settings that the last change called one in form leaves."""


@dataclass(frozen=True)
class Undecided:
    """A change nobody judged yet: ``before`` is the fingerprint of what the notice said before the first one.

    ``since`` is the day since which it says what it says now, ``begun`` the day on which it began to say
    something else.
    """

    before: str
    since: date
    begun: date


@dataclass(frozen=True)
class InForm:
    """A change called one in form: when it was, the version it kept, and the last notice entered until then.

    ``last_notice`` is an id, 0 where nobody had been given one.
    """

    since: date
    version: int
    last_notice: int


def undecided(connection: Connection) -> Undecided | None:
    """Return the change that waits to be judged, None where none does."""
    held = setting(connection, UNDECIDED_ROW)
    if not held:
        return None
    row = json.loads(held)
    return Undecided(row["before"], date.fromisoformat(row["since"]), date.fromisoformat(row["begun"]))


def put_undecided(connection: Connection, change: Undecided | None) -> None:
    """Remember the change that waits to be judged, or that none does."""
    held = "" if change is None else _written(change)
    put_setting(connection, UNDECIDED_ROW, held)


def changed_in_form(connection: Connection) -> InForm | None:
    """Return the change that was called one in form and can be called one in substance (Rule E6).

    Not while a later one is to be judged, nor once there is another version.
    """
    held = setting(connection, IN_FORM_ROW)
    if not held or setting(connection, UNDECIDED_ROW):
        return None
    row = json.loads(held)
    change = InForm(date.fromisoformat(row["since"]), row["version"], row["last_notice"])
    return change if change.version == version_now(connection) else None


def put_in_form(connection: Connection, change: InForm) -> None:
    """Remember that the change was called one in form."""
    put_setting(connection, IN_FORM_ROW, _written(change))


def version_now(connection: Connection) -> int:
    """Return the version of the notice that is in force."""
    kind = TextKind.PRIVACY_NOTICE
    return version_of(texts_in_force(connection, "de")[kind], kind, "de")


def _written(change: Undecided | InForm) -> str:
    return json.dumps(vars(change), default=date.isoformat, sort_keys=True)
