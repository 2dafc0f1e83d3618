"""A next step that was done and is written anew: it is another step, and nothing of it is forgotten (K5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from intman_desktop.services.across import overview
from intman_desktop.services.across.due.settled import settled_of
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.casework.participants import settle_next_step
from intman_desktop.services.casework.talks import change_talk, note_talk
from intman_desktop.services.common.desk import Desk
from intman_desktop.values.case_file import Participant, Talk
from intman_desktop.values.deadline_views import DeadlineKind
from tests import builders as a
from tests.opened import TODAY, one

pytestmark = pytest.mark.unmeasured

DONE_ON = date(2026, 11, 20)
DUE = date(2026, 11, 19)
LATER = date(2026, 12, 1)


def settled_talk(desk: Desk) -> tuple[int, Talk]:
    """Return a case, and its talk with a next step that is done."""
    case_id, file = one(desk)
    step = a.a_participant(file.case.key, next_step="Unterlagen ordnen", next_step_due=DUE)
    noted = note_talk(desk, a.a_talk(key="", on=date(2026, 11, 18), participants=(step,))).value
    settle_next_step(desk, held(desk, case_id, noted.talk_id).participants[0].id, DONE_ON)
    return case_id, held(desk, case_id, noted.talk_id)


def held(desk: Desk, case_id: int, talk_id: int) -> Talk:
    return next(each for each in open_case(desk, case_id).file.talks if each.id == talk_id)


def steps_due(desk: Desk) -> list[date]:
    return [row.due for row in overview.deadlines(desk, None) if row.kind is DeadlineKind.NEXT_STEP]


def steps_settled(desk: Desk, case_id: int) -> list[object]:
    rows = settled_of(desk, case_id)
    return [row.matter.values.get("step") for row in rows if row.kind is DeadlineKind.NEXT_STEP]


@pytest.mark.parametrize(
    ("anew", "due"),
    [
        ({"next_step": "Beim Jobcenter anmelden", "next_step_due": LATER}, [LATER]),
        ({"next_step": "Beim Jobcenter anmelden"}, [DUE]),
        ({"next_step_due": LATER}, [LATER]),
        ({"next_step_due": None}, []),
        ({"next_step": "", "next_step_due": None}, []),
    ],
    ids=["both", "wording", "day", "no day", "no step"],
)
def test_a_step_written_anew_is_open_and_nobody_reads_that_it_was_done(
    desk: Desk, anew: dict[str, object], due: list[date]
) -> None:
    case_id, talk = settled_talk(desk)
    part = replace(talk.participants[0], **anew)  # type: ignore[arg-type]
    done = change_talk(desk, replace(talk, participants=(part,)))
    assert held(desk, case_id, talk.id).participants[0].next_step_done_on is None
    assert (steps_due(desk), steps_settled(desk, case_id)) == (due, [])
    assert done.undo is not None
    done.undo()
    assert held(desk, case_id, talk.id).participants[0].next_step_done_on == DONE_ON
    assert (steps_due(desk), steps_settled(desk, case_id)) == ([], ["Unterlagen ordnen"])


def test_a_step_that_stays_as_it_was_stays_done_whatever_else_changes_in_its_talk(desk: Desk) -> None:
    case_id, talk = settled_talk(desk)
    part = replace(talk.participants[0], note="Berichtigt.")
    change_talk(desk, replace(talk, on=date(2026, 11, 17), participants=(part,)))
    assert (steps_due(desk), steps_settled(desk, case_id)) == ([], ["Unterlagen ordnen"])


def test_whoever_comes_into_a_talk_brings_her_own_step(desk: Desk) -> None:
    case_id, talk = settled_talk(desk)
    other_id, other = one(desk)
    hers = Participant(other.case.key, next_step="Unterlagen ordnen", next_step_due=DUE)
    change_talk(desk, replace(talk, participants=(*talk.participants, hers)))
    assert (steps_due(desk), steps_settled(desk, case_id)) == ([DUE], ["Unterlagen ordnen"])
    assert steps_settled(desk, other_id) == []
    assert TODAY == DONE_ON
