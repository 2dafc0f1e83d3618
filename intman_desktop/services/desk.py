"""What every verb of the daily work needs: the open store, the profile, the clock and who acts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from intman_desktop.profiles import Profile
from intman_desktop.vault.store import Vault


def system_today() -> date:
    """Return the calendar date of this computer."""
    return datetime.now().astimezone().date()


def system_now() -> datetime:
    """Return the moment by this computer's clock, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Desk:
    """The open vault with everything that a verb asks beside it; used on the vault's worker only.

    ``today`` and ``now`` are the one clock; ``worker`` is the code of the worker who acts.
    """

    vault: Vault
    profile: Profile
    today: Callable[[], date] = system_today
    now: Callable[[], datetime] = system_now
    worker: str = ""
