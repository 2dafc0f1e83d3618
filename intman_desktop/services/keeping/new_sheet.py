"""A new emergency sheet, made whole before the one that is valid stops opening anything."""

from __future__ import annotations

from intman_desktop.services.common.desk import Desk
from intman_desktop.services.keeping.keyring import new_emergency_code
from intman_desktop.services.papers.papers import emergency_sheet
from intman_desktop.values.outcome import Outcome
from intman_desktop.values.work_views import Paper


def issue_sheet(desk: Desk) -> Outcome[Paper]:
    """Return a new emergency sheet to be shown; from now on the one before opens nothing any more.

    Whoever shows it says so by ``keyring.note_sheet_shown``. Raises what ``keyring.new_emergency_code`` and
    ``papers.emergency_sheet`` raise; then the sheet of before is as valid as it was.
    """
    made: list[Paper] = []
    done = new_emergency_code(desk, lambda code: made.append(emergency_sheet(desk, code)))
    return Outcome(made[0], done.changed)
