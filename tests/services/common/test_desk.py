"""I10: the profile is read as the office works with it now, and the store asked for it once at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intman_desktop.profiles.list_names import ListName
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import read_office
from intman_desktop.values.office import ListEntry
from intman_desktop.vault.vault import Vault
from tests.opened import TODAY, on_day, set_office


def test_i10_the_profile_has_at_once_what_the_office_added(desk: Desk) -> None:
    """Also on a desk that was made of this one."""
    before, late = desk.profile, on_day(desk, TODAY)
    smoke = ListEntry(ListName.TALK_FORMS, "smoke_signal", "Rauchzeichen", own=True)
    set_office(desk, replace(read_office(desk), list_entries=(smoke,)))
    assert before.item(ListName.TALK_FORMS, "smoke_signal") is None
    for each in (desk, late):
        assert each.profile.item(ListName.TALK_FORMS, "smoke_signal") is not None


def test_within_one_reading_the_store_is_asked_for_the_profile_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    look_up = Vault.look_up

    def counting(vault: Vault, query: str) -> object:
        asked.append(query)
        return look_up(vault, query)

    monkeypatch.setattr(Vault, "look_up", counting)
    with desk.vault.reading():
        found = {id(desk.profile) for _time in range(3)}
    assert (len(found), len(asked)) == (1, 1)
