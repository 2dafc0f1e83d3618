"""C1: a start that was kept although no talk of its day is left comes in as it is, also in the next store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.casework.period import change_start, extend
from intman_desktop.services.casework.talks import note_talk, remove_talk
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values.case_file import Extension
from tests import builders as a
from tests.opened import clock_of, open_desk, put_in

FIRST, SECOND, THIRD = date(2024, 3, 1), date(2024, 4, 1), date(2024, 5, 6)


@pytest.fixture
def other(template: Path, tmp_path: Path) -> Iterator[Desk]:
    """Return a desk on a second, empty store."""
    opened = open_desk(template, tmp_path / "other")
    yield opened
    opened.vault.close()


def moved_once(desk: Desk) -> tuple[int, list[int]]:
    """Return a case whose start went to its second talk, with a reason, and the ids of the talks left."""
    head = a.a_case(opened_on=FIRST)
    told = a.a_consent(decided_on=date(2024, 1, 8))
    file = a.a_case_file(case=head, consents=(told,), needs_assessment=None, plan=None)
    case_id = put_in(desk, [file])[file.case.key]
    ids = [note_talk(desk, a.a_talk(file.case.key, on=on)).value.talk_id for on in (FIRST, SECOND, THIRD)]
    remove_talk(desk, ids[0])
    change_start(desk, case_id, SECOND, "Das erste war ein Kurzkontakt")
    return case_id, ids[1:]


def brought_over(desk: Desk, other: Desk) -> int:
    """Take everything into the other store and return the id of its only case."""
    report = import_cases(other, export_cases(desk)).value
    assert report.faults == ()
    return 1


def test_c1_a_reason_moves_no_start_but_the_one_it_was_given_for(desk: Desk, other: Desk) -> None:
    case_id, (second, _third) = moved_once(desk)
    remove_talk(desk, second)
    assert clock_of(desk, case_id).start == SECOND
    there = brought_over(desk, other)
    kept = open_case(other, there).file.case
    assert (kept.period_start, kept.start_reason) == (SECOND, "Das erste war ein Kurzkontakt")
    assert "start_later" in {fact.code for fact in clock_of(other, there).notes}


def test_c1_without_any_talk_that_is_left_the_clock_stays(desk: Desk, other: Desk) -> None:
    case_id, left = moved_once(desk)
    for talk_id in left:
        remove_talk(desk, talk_id)
    assert clock_of(desk, case_id).start == SECOND
    assert open_case(other, brought_over(desk, other)).file.case.period_start == SECOND


def test_c8_an_extension_decided_by_a_kept_start_comes_in(desk: Desk, other: Desk) -> None:
    case_id, (second, _third) = moved_once(desk)
    until = date(2027, 5, 1)
    extend(desk, case_id, Extension(until, date(2026, 11, 2), "illiteracy", decided_by="EB"))
    remove_talk(desk, second)
    assert clock_of(desk, case_id).last_day == until
    assert clock_of(other, brought_over(desk, other)).last_day == until


def test_c1_a_start_that_was_taken_over_with_its_reason_stays_taken_over(desk: Desk, other: Desk) -> None:
    moved_once(desk)
    assert open_case(other, brought_over(desk, other)).file.case.period_start == SECOND
