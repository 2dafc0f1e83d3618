"""L4: a backup that was begun before the ways into the store changed is not kept, whenever that is seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import read_office
from intman_desktop.services.keeping import keyring as k
from intman_desktop.services.keeping.backing_up import deliver, note_backups, order_backup
from intman_desktop.services.keeping.backups import back_up, last_backup
from intman_desktop.services.keeping.places import find_places, known_places, places_now
from intman_desktop.values.backup_views import BackupMadeAt, PlaceFailed, PlaceResult
from intman_desktop.values.keyring import SUBSTITUTE
from intman_desktop.values.outcome import Change
from intman_desktop.vault import layout
from intman_desktop.vault.backup_file import read_header
from intman_desktop.vault.backup_troubles import KeysChanged, OutdatedBackupLeft
from tests.opened import PASSPHRASE, TODAY, on_day

pytestmark = pytest.mark.unmeasured


def _shut_out(desk: Desk) -> None:
    (way,) = (each for each in k.read_keyring(desk).ways if each.kind == SUBSTITUTE)
    k.take_away(desk, way.slot_id)


def _shut_out_and_renewed(desk: Desk) -> None:
    _shut_out(desk)
    k.renew(desk)


CHANGES = [
    _shut_out,
    _shut_out_and_renewed,
    lambda desk: k.renew(desk),
    lambda desk: k.change_passphrase(desk, PASSPHRASE, "Andere Muster Passphrase"),
    lambda desk: k.new_emergency_code(desk),
]
NAMES = ["shut out", "shut out and renewed", "renewed", "passphrase", "sheet"]


def changed_at(desk: Desk) -> list[bool]:
    return [each.changed for each in places_now(desk, find_places(known_places(desk), ())).value]


def failed(results: tuple[PlaceResult, ...]) -> list[type[Exception]]:
    return [type(each.trouble) for each in results if isinstance(each, PlaceFailed)]


@pytest.mark.parametrize("delivered_before", [False, True], ids=["on its way", "before it is noted"])
@pytest.mark.parametrize("change", CHANGES, ids=NAMES)
def test_l4_a_backup_that_the_keys_of_before_open_is_not_kept(
    desk: Desk, stick: Path, change: Callable[[Desk], object], delivered_before: bool
) -> None:
    k.add_substitute(desk, "Vertretung", "zweite Muster Passphrase")
    order = order_backup(desk, [stick])
    if delivered_before:
        results = deliver(order)
        assert len(list(stick.glob("*.imb"))) == 1
        change(desk)
    else:
        change(desk)
        results = deliver(order)
    outcome = note_backups(desk, results)
    assert failed(outcome.value) == [KeysChanged]
    assert (Change.KEYS in outcome.changed) is delivered_before
    assert list(stick.glob("*.imb")) == []
    assert last_backup(desk) is None
    assert read_office(desk).backup_places == ()
    assert not list(stick.glob(f"{layout.UNFINISHED}*"))
    again = note_backups(desk, deliver(order_backup(desk, [stick]))).value
    assert [type(each) for each in again] == [BackupMadeAt]
    (file,) = stick.glob("*.imb")
    assert read_header(file).keys == desk.vault.keys


def test_l4_the_place_is_due_again_and_its_other_backups_stay(desk: Desk, stick: Path) -> None:
    before = back_up(on_day(desk, TODAY - timedelta(days=40)), stick).value.file
    order = order_backup(desk, [stick])
    k.renew(desk)
    assert failed(note_backups(desk, deliver(order)).value) == [KeysChanged]
    # it is older than the maximum age, but goes only beside a newer one
    assert list(stick.glob("*.imb")) == [before]
    assert changed_at(desk) == [True]


def test_l4_one_of_two_that_came_in_time_is_kept(desk: Desk, stick: Path, tmp_path: Path) -> None:
    share = tmp_path / "freigabe"
    share.mkdir()
    early = deliver(order_backup(desk, [stick]))
    k.renew(desk)
    in_time = deliver(order_backup(desk, [share]))
    outcome = note_backups(desk, (*early, *in_time))
    assert [type(each) for each in outcome.value] == [PlaceFailed, BackupMadeAt]
    assert outcome.changed == {Change.BACKUPS, Change.OFFICE, Change.KEYS}
    assert read_office(desk).backup_places == (str(share),)


def test_l4_one_that_cannot_be_removed_is_named(
    desk: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = deliver(order_backup(desk, [stick]))
    k.renew(desk)

    def refuse(_path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "unlink", refuse)
    outcome = note_backups(desk, results)
    monkeypatch.undo()
    (left,) = stick.glob("*.imb")
    (result,) = outcome.value
    assert isinstance(result, PlaceFailed)
    assert isinstance(result.trouble, OutdatedBackupLeft)
    assert f"„{left}“" in result.trouble.sentence()
    assert Change.KEYS in outcome.changed
    assert last_backup(desk) is None


def test_l4_one_that_is_gone_by_itself_has_failed_as_well(desk: Desk, stick: Path) -> None:
    results = deliver(order_backup(desk, [stick]))
    k.renew(desk)
    for file in stick.glob("*.imb"):
        file.unlink()
    assert failed(note_backups(desk, results).value) == [KeysChanged]
