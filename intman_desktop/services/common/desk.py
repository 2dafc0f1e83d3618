"""What every verb of the daily work needs: the open store, the profile, the clock and who acts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from intman_desktop.clock import system_now, system_today
from intman_desktop.profiles import Profile, with_office
from intman_desktop.rules.setting_bounds import within_bounds
from intman_desktop.services.common.office_content import OFFICE_QUERY, office_from
from intman_desktop.vault.store import Vault


@dataclass(frozen=True)
class _Merged:
    """A profile with what it was merged from, as it was found at the ``turn`` of the store."""

    turn: int
    land: Profile
    content: str
    profile: Profile


class _Merging:
    """Merges what an office has of its own into the profile; anew only where one of them changed."""

    def __init__(self) -> None:
        self._last: _Merged | None = None

    def of(self, vault: Vault, land: Profile) -> Profile:
        last, turn = self._last, vault.turn
        if last is not None and last.land is land and last.turn == turn:
            return last.profile
        content = vault.look_up(OFFICE_QUERY) or ""
        if last is not None and last.land is land and last.content == content:
            profile = last.profile
        else:
            profile = with_office(land, within_bounds(office_from(content)))
        self._last = _Merged(turn, land, content, profile)
        return profile


class _Kept:
    """Keeps what was found in the store for as long as nothing is written and the day is the same."""

    def __init__(self) -> None:
        self._state = (-1, date.min)
        self._found: dict[str, Any] = {}

    def of(self, state: tuple[int, date]) -> dict[str, Any]:
        if state != self._state:
            self._state, self._found = state, {}
        return self._found


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
    _merging: _Merging = field(default_factory=_Merging, repr=False, compare=False)
    _kept: _Kept = field(default_factory=_Kept, repr=False, compare=False)

    @property
    def acts_through(self) -> str:
        """The slot that entries of the journal name."""
        return self.slot or self.vault.slot_id

    @property
    def profile(self) -> Profile:
        """The profile as this office works with it now: its own entries, blocks and phrases are in it.

        The store is asked once in each transaction or reading, however often this is read.
        """
        return self._merging.of(self.vault, self.land)

    def found_now(self) -> dict[str, Any]:
        """Return what was found in the store as it is now, by name; empty after a change and on another day.

        Whoever finds a small thing that is asked for again and again lays it in: it stays in memory.
        """
        return self._kept.of((self.vault.commits, self.today()))
