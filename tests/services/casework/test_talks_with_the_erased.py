"""K5, K8: what an erased person took part in goes on counting, whatever is done to the talk later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from intman_desktop.errors import ChangedMeanwhile
from intman_desktop.models import tables as t
from intman_desktop.models.reading import read_talks
from intman_desktop.services.across.key_figures import freeze_year
from intman_desktop.services.casework.talks import change_talk, remove_talk, talk_in
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.closing.frozen_years import changed_since_frozen
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.values import case_file as v
from intman_desktop.values.figures import ChangeKind
from tests.builders import a_case, a_case_file, a_consent, a_participant, a_talk
from tests.cells import Cells, every_cell, same_totals
from tests.opened import put_in

pytestmark = pytest.mark.unmeasured

YEAR = 2025
HELD = date(YEAR, 2, 3)
BEFORE = date(2024, 1, 8)
ONE_TALK = {
    ("talks", ""),
    ("talks_by_form", ""),
    ("talks_by_topic", ""),
    ("talks_by_further_topic", ""),
    ("talks_by_form", "in_person"),
    ("talks_by_topic", "language"),
    ("talks_by_further_topic", "housing"),
}


def with_the_erased(desk: Desk) -> tuple[v.Talk, Mapping[str, int]]:
    """Put in three people, two of them in a joint talk, and erase one of the two.

    Returns the talk and the ids by key: first who is left in it, then who never was.
    """
    gone, left, other = (
        a_case_file(
            case=a_case(opened_on=BEFORE, period_start=BEFORE),
            consents=(a_consent(decided_on=BEFORE),),
            needs_assessment=None,
            plan=None,
        )
        for _ in range(3)
    )
    parts = (
        a_participant(gone.case.key),
        a_participant(left.case.key, referrals=(v.Referral("jobcenter"),)),
    )
    joint = a_talk(on=HELD, topic="language", further_topics=("housing",), participants=parts)
    alone = a_talk(left.case.key, on=date(YEAR, 3, 3), form="phone", topic="work")
    ids = put_in(desk, [gone, left, other], [joint, alone])
    erase_case(desk, ids.pop(gone.case.key), "goals_reached")
    with desk.vault.reading() as connection:
        (kept,) = (each for each in read_talks(connection, list(ids.values())) if each.on == HELD)
    return kept, ids


def of_talks(cells: Cells) -> dict[tuple[str, str], int]:
    """Return how many talks each cell of the year counts."""
    return {cell[3:]: number for cell, number in cells.items() if cell[0] == YEAR and "talks" in cell[3]}


def of_persons(cells: Cells) -> int:
    """Return how many persons the year counts."""
    return cells.get((YEAR, "bw-standard", 1, "persons", ""), 0)


def heads(desk: Desk) -> int:
    """Return how many talks are in the store."""
    with desk.vault.reading() as connection:
        return connection.scalar(select(func.count()).select_from(t.talks)) or 0


def test_k5_k8_a_talk_taken_out_goes_on_counting_for_whoever_was_erased(desk: Desk) -> None:
    """One talk with form and topics stays; who is left and is counselled once more stays a person too."""
    talk, _ids = with_the_erased(desk)
    before = every_cell(desk)
    assert of_talks(before).keys() >= ONE_TALK
    remove_talk(desk, talk.id)
    now = every_cell(desk)
    assert (of_talks(now), of_persons(now)) == (of_talks(before), 2)
    assert heads(desk) == 1, "nothing of it stays but sums: no day and no topic of its own (K8)"
    lost = {cell[3] for cell in before if before[cell] != now.get(cell, 0)}
    assert lost == {"referrals_by_service", "referrals_by_service_kind"}, "those were hers alone"


def test_k5_k8_of_the_last_talk_of_who_is_left_the_erased_person_stays(desk: Desk) -> None:
    talk, ids = with_the_erased(desk)
    with desk.vault.reading() as connection:
        (alone,) = (each for each in read_talks(connection, list(ids.values())) if each.on != HELD)
    remove_talk(desk, alone.id)
    remove_talk(desk, talk.id)
    found = every_cell(desk)
    assert of_talks(found) == dict.fromkeys(ONE_TALK, 1)
    assert of_persons(found) == 1
    assert heads(desk) == 0


@pytest.mark.parametrize("with_breakdowns", [True, False])
def test_k8_what_was_taken_out_and_is_put_back_counts_as_before(desk: Desk, with_breakdowns: bool) -> None:
    change_office(desk, {"counters_with_breakdowns": with_breakdowns})
    talk, _ids = with_the_erased(desk)
    before = every_cell(desk)
    done = remove_talk(desk, talk.id)
    gone = every_cell(desk)
    assert of_talks(gone)["talks", ""] == of_talks(before)["talks", ""] == 2
    assert done.undo is not None
    done.undo()
    assert every_cell(desk) == before
    with pytest.raises(ChangedMeanwhile):
        done.undo()
    assert every_cell(desk) == before
    again = remove_talk(desk, talk.id)
    assert every_cell(desk) == gone and again.undo is not None
    if not with_breakdowns:
        assert same_totals(
            {cell: number for cell, number in gone.items() if "referrals" not in cell[3]},
            {cell: number for cell, number in before.items() if "referrals" not in cell[3]},
        )


def test_k7_k8_a_frozen_year_is_told_of_what_is_left_alone(desk: Desk) -> None:
    """Of the talk the year that was handed in keeps all; the referral of who is left is gone from it."""
    talk, _ids = with_the_erased(desk)
    freeze_year(desk, YEAR)
    done = remove_talk(desk, talk.id)
    assert changed_since_frozen(desk, YEAR) != ()
    assert ChangeKind.CASE_ERASED not in changed_since_frozen(desk, YEAR)
    assert done.undo is not None
    done.undo()
    assert changed_since_frozen(desk, YEAR) == ()


def test_k5_whoever_is_taken_out_of_a_joint_talk_takes_nothing_of_the_erased_along(desk: Desk) -> None:
    """Another person comes in her place: the head is the same, only she is no person of it any more."""
    talk, ids = with_the_erased(desk)
    left, other = ids
    before = every_cell(desk)
    instead = replace(talk, participants=(v.Participant(other),))
    change_talk(desk, instead)
    now = every_cell(desk)
    assert (of_talks(now), of_persons(now)) == (of_talks(before), 3)
    with desk.vault.reading() as connection:
        kept = talk_in(connection, talk.id)
    assert [part.case_key for part in kept.participants] == [other] != [left]
    remove_talk(desk, talk.id)
    now = every_cell(desk)
    assert (of_talks(now), of_persons(now)) == (of_talks(before), 2)
