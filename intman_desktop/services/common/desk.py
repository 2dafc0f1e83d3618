"""What every verb of the daily work needs: the open store, the profile, the clock and who acts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from intman_desktop.clock import system_now, system_today
from intman_desktop.profiles import Profile, with_office
from intman_desktop.rules.setting_bounds import within_bounds
from intman_desktop.services.common.office_content import OFFICE_QUERY, office_from
from intman_desktop.vault.store import Vault


class _Seen:
    """The profile as it was merged last, with what it was merged from."""

    def __init__(self) -> None:
        self.turn = -1
        self.land: Profile | None = None
        self.content = ""
        self.profile: Profile | None = None


@dataclass(frozen=True)
class Desk:
    """The open vault with everything that a verb asks beside it; used on the vault's worker only.

    ``land`` is the profile as it came with the program. ``today`` and ``now`` are the one clock;
    ``worker`` is the code of the worker who acts, ``slot`` the way in that an act is entered under which
    somebody did before the store was opened, "" for the one through which it was.
    """

    vault: Vault
    land: Profile
    today: Callable[[], date] = system_today
    now: Callable[[], datetime] = system_now
    worker: str = ""
    slot: str = ""
    _seen: _Seen = field(default_factory=_Seen, repr=False, compare=False)

    @property
    def acts_through(self) -> str:
        """The slot that entries of the journal name."""
        return self.slot or self.vault.slot_id

    @property
    def profile(self) -> Profile:
        """The profile as this office works with it now: its own entries, blocks and phrases are in it."""
        seen, turn = self._seen, self.vault.turn
        if seen.profile is None or seen.turn != turn or seen.land is not self.land:
            content = self.vault.look_up(OFFICE_QUERY) or ""
            if seen.profile is None or content != seen.content or seen.land is not self.land:
                seen.profile = with_office(self.land, within_bounds(office_from(content)))
            seen.turn, seen.land, seen.content = turn, self.land, content
        return seen.profile
