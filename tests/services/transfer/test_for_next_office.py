"""What goes from office to office at a move (E7, U1, U2)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from intman_desktop.profiles import load_profile
from intman_desktop.rules.extensions import CHRONIC_ILLNESS
from intman_desktop.services.transfer.going_out import for_next_office, told_kind
from intman_desktop.values.case_file import Answer, Extension
from intman_desktop.values.codes import CaseState, SpecialKind
from tests import builders as a

HEALTH = SpecialKind.HEALTH
ON = date(2026, 11, 20)


def test_u1_l2_how_a_case_ended_stays_here_and_only_the_spell_here_says_until_when() -> None:
    ended = a.a_case(
        state=CaseState.ENDED,
        ended_on=ON,
        ending_reason="relocation",
        ending_note="nur hier",
        deletion_due=ON,
        deletion_reason="nur hier",
    )
    sent = for_next_office(a.a_case_file(case=ended), "IM Beispielstadt")
    case = sent.case
    assert (case.state, case.ended_on, case.ending_reason) == (CaseState.ACTIVE, None, "")
    assert (case.deletion_due, case.deletion_reason, case.ending_note) == (None, "", "")
    assert sent.earlier_counselling[-1].until == ON


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({}, None),  # the health consent alone tells of nothing
        ({"answers": (Answer("disability", "yes"),)}, HEALTH),
        ({"answers": (Answer("disability", ""),)}, None),
        ({"plan": a.a_plan(goals=(a.a_goal(),))}, None),
        ({"plan": a.a_plan(goals=(a.a_goal(), a.a_goal(area="health")))}, HEALTH),
        ({"extensions": (Extension(date(2029, 6, 30), ON, CHRONIC_ILLNESS),)}, HEALTH),
        ({"extensions": (Extension(date(2029, 6, 30), ON, "other", "Prüfung im Juni"),)}, HEALTH),
    ],
)
def test_e7_a_handover_is_marked_with_health_only_where_the_file_tells_of_it(
    parts: dict[str, Any], kind: SpecialKind | None
) -> None:
    bare: dict[str, Any] = {"plan": None, "answers": (), "extensions": ()}
    file = a.a_case_file(consents=(a.a_consent(), a.a_health_consent()), **{**bare, **parts})
    assert told_kind(for_next_office(file, "IM Beispielstadt"), load_profile("bw")) is kind
