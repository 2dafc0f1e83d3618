"""What is left of a damaged store, told by the things of the work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from intman_desktop.values.backup_views import Restored


class Thing(StrEnum):
    """What the entries of a store are about."""

    CASES = "cases"
    PEOPLE = "people"
    CONSENTS = "consents"
    EVIDENCE = "evidence"
    TALKS = "talks"
    NOTES = "notes"
    NEEDS = "needs"
    PLANS = "plans"
    PERIODS = "periods"
    SCANS = "scans"
    RIGHTS = "rights"
    FIGURES = "figures"
    JOURNAL = "journal"
    OFFICE = "office"
    DRAFTS = "drafts"


@dataclass(frozen=True)
class ThingLeft:
    """What is left of one kind of thing: entries ``read``, and ``lost``, None where nobody can know.

    ``filled`` of the lost ones were taken from the last backup, as they were then. ``unlinked`` of all these
    were left out: their case is lost, or a later declaration is.
    ``before`` is how many the last backup knew, None where none was asked.
    """

    what: Thing
    read: int
    lost: int | None
    unlinked: int = 0
    before: int | None = None
    filled: int = 0

    @property
    def whole(self) -> bool:
        """Return whether nothing is missing."""
        return self.lost == 0 and not self.unlinked


@dataclass(frozen=True)
class RescueReport:
    """What a rescue brought: ``things`` in their order, the store it was ``restored`` to.

    ``backup_at`` is when the backup was made that ``before`` is of, None where none was asked.
    ``old_keys``: the keys came from the backup, and some way in was changed since. ``log_lost``: what was
    saved last may be missing, for the log that held it is gone.
    """

    things: tuple[ThingLeft, ...]
    restored: Restored
    backup_at: datetime | None = None
    old_keys: bool = False
    log_lost: bool = False

    @property
    def whole(self) -> bool:
        """Return whether nothing is missing, as far as anybody can know."""
        return all(each.whole for each in self.things) and not self.log_lost
