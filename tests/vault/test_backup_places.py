"""What lies in a backup place: found by its headers, sound only where every byte was read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Event

from intman_desktop.vault.backup import back_up
from intman_desktop.vault.backup_places import (
    PlaceFound,
    backups_in,
    is_sound,
    look_bounded,
    look_into,
    remove_backups,
)
from intman_desktop.vault.vault import Vault
from tests.vault.making import NOON, flip


def found(vault: Vault, stick: Path) -> PlaceFound:
    return backups_in(vault, look_into(stick))


def test_backups_of_one_second_stand_in_the_order_of_their_journals(vault: Vault, stick: Path) -> None:
    for length in (3, 4, 5):
        back_up(vault, stick, NOON, journal_length=length)
    lengths = [each.inside.journal_length for each in found(vault, stick).backups]
    assert lengths == [3, 4, 5]


def test_one_is_sound_only_where_every_byte_is_as_it_was_written(vault: Vault, stick: Path) -> None:
    back_up(vault, stick, NOON)
    newest = back_up(vault, stick, NOON + timedelta(days=1)).file
    steps: list[int] = []
    older, seen = found(vault, stick).backups
    assert is_sound(seen, lambda: steps.append(1))
    assert steps
    flip(newest, newest.stat().st_size - 100)
    assert not is_sound(seen)
    newest.unlink()
    assert not is_sound(seen)
    assert is_sound(older)


def test_what_is_removed_is_counted_and_one_that_is_gone_already_is_not(vault: Vault, stick: Path) -> None:
    file = back_up(vault, stick, NOON).file
    assert remove_backups(stick, [file, stick / "weg.imb"], vault.data_keys) == 1
    assert remove_backups(stick, [file], vault.data_keys) == 0


def test_a_place_that_does_not_answer_is_away_after_a_while_and_not_asked_once_more(tmp_path: Path) -> None:
    asked, server_is_back = [], Event()

    def hang() -> str:
        asked.append("share")
        server_is_back.wait(30)
        return "there"

    looks: dict[str, Callable[[], str]] = {"stick": lambda: "there", str(tmp_path): hang}
    for _twice in range(2):
        assert look_bounded(looks, lambda _place: "away", 0.3) == ("there", "away")
    assert asked == ["share"], "no thread more hangs with every look"
    server_is_back.set()
