"""What the program does by itself is decided by days alone (L4)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from intman_desktop.rules.upkeep import PlaceFacts, Task, UpkeepFacts, backup_due, due, rehearsal_is_old

TODAY = date(2026, 11, 20)
YESTERDAY = TODAY - timedelta(days=1)
STILL = PlaceFacts(changed=False, backed_up_on=TODAY, rehearsed_on=YESTERDAY)
DONE = UpkeepFacts(verified_on=YESTERDAY, thinned_on=TODAY, tried_rehearsal_on=YESTERDAY, places=(STILL,))


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def with_place(place: PlaceFacts, **others: object) -> UpkeepFacts:
    return UpkeepFacts(**{**vars(DONE), "places": (place,), **others})


@pytest.mark.parametrize(
    ("facts", "tasks"),
    [
        (DONE, ()),
        (UpkeepFacts(verified_on=TODAY), ()),
        (UpkeepFacts(), (Task.VERIFY,)),
        (with_place(PlaceFacts(changed=True, backed_up_on=TODAY, rehearsed_on=YESTERDAY)), ()),
        (with_place(PlaceFacts(changed=True, backed_up_on=YESTERDAY, rehearsed_on=TODAY)), (Task.BACK_UP,)),
        (with_place(PlaceFacts(changed=True)), (Task.BACK_UP,)),
        (with_place(STILL, thinned_on=YESTERDAY), (Task.THIN,)),
        (UpkeepFacts(verified_on=TODAY, thinned_on=YESTERDAY, twins=True), (Task.THIN,)),
        (UpkeepFacts(verified_on=TODAY, thinned_on=TODAY, twins=True), ()),
        (with_place(STILL, verified_on=ago(29)), ()),
        (with_place(STILL, verified_on=ago(30)), (Task.VERIFY,)),
        (with_place(PlaceFacts(changed=False, backed_up_on=TODAY)), ()),
        (with_place(PlaceFacts(changed=False, backed_up_on=YESTERDAY)), (Task.REHEARSE,)),
        (with_place(PlaceFacts(changed=False)), ()),
        (with_place(PlaceFacts(changed=False, backed_up_on=ago(8), rehearsed_on=ago(6))), ()),
        (with_place(PlaceFacts(changed=False, backed_up_on=ago(8), rehearsed_on=ago(7))), (Task.REHEARSE,)),
        (
            with_place(
                PlaceFacts(changed=False, backed_up_on=ago(8), rehearsed_on=ago(7)), tried_rehearsal_on=TODAY
            ),
            (),
        ),
        (
            UpkeepFacts(ended_uncleanly=True, places=(PlaceFacts(changed=True, backed_up_on=ago(9)),)),
            (Task.VERIFY, Task.BACK_UP, Task.THIN, Task.REHEARSE),
        ),
        (
            UpkeepFacts(verified_on=ago(31), places=(PlaceFacts(changed=True, backed_up_on=ago(9)),)),
            (Task.BACK_UP, Task.THIN, Task.VERIFY, Task.REHEARSE),
        ),
    ],
)
def test_what_is_due_stands_in_the_order_in_which_it_is_done(
    facts: UpkeepFacts, tasks: tuple[Task, ...]
) -> None:
    assert due(facts, TODAY) == tasks


def test_l7_a_day_yet_to_come_was_told_by_a_wrong_clock_and_counts_as_not_done() -> None:
    ahead = TODAY + timedelta(days=3)
    place = PlaceFacts(changed=True, backed_up_on=ahead, rehearsed_on=ahead)
    facts = UpkeepFacts(verified_on=ahead, thinned_on=ahead, tried_rehearsal_on=ahead, places=(place,))
    assert due(facts, TODAY) == (Task.BACK_UP, Task.THIN, Task.VERIFY, Task.REHEARSE)
    assert backup_due(place, TODAY)
    assert not backup_due(PlaceFacts(changed=False, backed_up_on=ahead), TODAY)
    done = UpkeepFacts(verified_on=TODAY, thinned_on=TODAY, tried_rehearsal_on=TODAY, places=(STILL,))
    assert due(done, TODAY) == ()


def test_what_an_end_in_a_hurry_left_is_backed_up_after_the_next_start() -> None:
    place = PlaceFacts(changed=True, backed_up_on=TODAY, rehearsed_on=YESTERDAY)
    assert due(with_place(place, after_start=True), TODAY) == (Task.BACK_UP,)
    assert due(with_place(STILL, after_start=True), TODAY) == ()


@pytest.mark.parametrize(
    ("succeeded", "first", "old"),
    [
        (None, None, False),
        (None, ago(21), False),
        (None, ago(22), True),
        (ago(21), ago(90), False),
        (ago(22), ago(90), True),
        (ago(-900), ago(90), True),
        (ago(-900), ago(5), False),
        (None, ago(-900), False),
    ],
)
def test_a_rehearsal_that_is_long_ago_is_pointed_out(
    succeeded: date | None, first: date | None, old: bool
) -> None:
    assert rehearsal_is_old(succeeded, first, TODAY) is old
