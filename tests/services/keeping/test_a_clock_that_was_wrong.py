"""L4, L7: a session under a wrong clock costs no backup, and stops nothing that goes by itself."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from intman_desktop.rules.upkeep import Task
from intman_desktop.services.closing.erasure import clock_to_confirm, confirm_clock
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.keeping.backing_up import order_thinning, thin
from intman_desktop.services.keeping.backups import back_up
from intman_desktop.services.keeping.kept_elsewhere import kept_elsewhere
from intman_desktop.services.keeping.places import find_places, known_places, places_now
from intman_desktop.services.keeping.rehearsing import note_rehearsal, order_rehearsal, rehearse
from intman_desktop.services.keeping.restore_preview import preview_restore
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.services.keeping.upkeep import (
    note_thinned,
    note_verified,
    upkeep_due,
    upkeep_view,
)
from intman_desktop.values.backup_views import PlaceNow
from tests.opened import PASSPHRASE, TODAY, moment, on_day

pytestmark = pytest.mark.unmeasured

BEHIND = date(2019, 1, 1)
AHEAD = date(2035, 6, 1)


def later(days: int) -> date:
    return TODAY + timedelta(days=days)


def worked(desk: Desk, day: date, stick: Path) -> Path:
    """Change something on ``day`` and back up; return the file."""
    there = on_day(desk, day)
    change_office(there, {"phone": f"0711 {day:%d%m%y}"})
    return back_up(there, stick).value.file


def now(desk: Desk) -> PlaceNow:
    (place,) = places_now(desk, find_places(known_places(desk), [])).value
    return place


def test_l7_the_newest_backup_stays_though_its_clock_ran_behind(desk: Desk, stick: Path) -> None:
    for day in range(3):
        worked(desk, later(day), stick)
    newest = worked(desk, BEHIND, stick)
    right = on_day(desk, later(3))
    assert clock_to_confirm(right) is None  # it came back
    thin(order_thinning(right), [stick])
    assert newest.is_file()
    assert now(right).newest == moment(BEHIND)
    order = order_rehearsal(right, find_places(known_places(right), []))
    assert order is not None and order.backup.file == newest
    # once a newer one lies beside it, it is thinned as one of the day of that
    worked(desk, later(3), stick)
    thin(order_thinning(on_day(desk, later(4))), [stick])
    assert not newest.is_file() and len(list(stick.glob("*.imb"))) == 4


def test_l4_a_place_that_lost_its_newest_backup_lacks_what_was_saved(desk: Desk, stick: Path) -> None:
    worked(desk, TODAY, stick)
    newest = worked(desk, later(1), stick)
    assert not now(desk).changed
    newest.unlink()
    assert now(desk).changed


@pytest.fixture
def confirmed(desk: Desk, stick: Path) -> Desk:
    """Return a desk on the right day, after one session in 2035 with all that the program does by itself."""
    worked(desk, TODAY, stick)
    ahead = on_day(desk, AHEAD)
    worked(desk, AHEAD, stick)
    order = order_rehearsal(ahead, find_places(known_places(ahead), []))
    assert order is not None
    note_rehearsal(ahead, rehearse(order))
    note_verified(ahead, 0)
    note_thinned(ahead, 0)
    right = on_day(desk, later(1))
    assert clock_to_confirm(right) is not None
    confirm_clock(right)
    assert clock_to_confirm(right) is None
    return right


def test_l4_after_a_clock_far_ahead_all_goes_on_by_itself(confirmed: Desk, stick: Path) -> None:
    change_office(confirmed, {"phone": "0711 000000"})
    everything = (Task.BACK_UP, Task.THIN, Task.VERIFY, Task.REHEARSE)
    assert upkeep_due(confirmed, [now(confirmed)]) == everything
    view = upkeep_view(confirmed)
    assert (view.rehearsed_at, view.verified_on) == (None, None)
    assert upkeep_view(on_day(confirmed, later(30))).rehearsal_old
    newest = worked(confirmed, later(1), stick)
    order = order_rehearsal(confirmed, find_places(known_places(confirmed), []))
    assert order is not None and order.backup.file == newest
    note_rehearsal(confirmed, rehearse(order))
    note_verified(confirmed, 0)
    note_thinned(confirmed, 0)
    assert upkeep_due(confirmed, [now(confirmed)]) == ()
    assert upkeep_view(confirmed).verified_on == later(1)


def test_l4_a_backup_of_the_future_goes_with_those_it_was_made_between(confirmed: Desk, stick: Path) -> None:
    for day in range(1, 50, 7):
        worked(confirmed, later(day), stick)
    (place,) = kept_elsewhere(on_day(confirmed, later(43))).places
    assert place.oldest is not None and place.oldest.date() >= later(8)
    assert not list(stick.glob("*2035*"))


def test_what_a_restore_would_lose_is_counted_by_the_journal(confirmed: Desk, stick: Path) -> None:
    (file,) = stick.glob("*2035*")
    change_office(confirmed, {"phone": "0711 000000"})
    folder = confirmed.vault.folder
    confirmed.vault.close()
    seen = preview_restore(file, PASSPHRASE, folder, today=confirmed.today, now=confirmed.now)
    assert seen.lost is not None and seen.lost.acts == 2  # the clock was confirmed as well
