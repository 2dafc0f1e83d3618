"""What the head of the plan says of versions and signatures, and its goals of being checkable (Z4, Z5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt

from intman_desktop.values.codes import Block
from tests.builders import a_case_file, a_goal, a_plan, an_issued_plan
from tests.ui.case.journeys import OnCase

OUT, SIGNED, LATER = date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 4)


@pytest.mark.parametrize(
    ("review", "said"),
    [
        (date(2026, 11, 21), "nächste Überprüfung am 21.11.2026"),
        (date(2026, 11, 2), "Überprüfung fällig seit 02.11.2026"),
    ],
)
def test_z2_the_head_says_that_a_review_is_due(
    on_case: Callable[..., OnCase], review: date, said: str
) -> None:
    """A day that has come is no next one."""
    case = on_case(a_case_file(plan=a_plan(goals=(a_goal(next_review=review),))), tab="plan")
    assert f" · {said} · " in case.hands.words(case.panel("plan").plan.head)


@pytest.mark.parametrize(
    ("plan", "said", "unsaid"),
    [
        ({}, ["Unterschriften fehlen"], ["ausgehändigt", "unterschrieben am"]),
        (
            {"versions": (an_issued_plan(on=OUT),)},
            ["ausgehändigt am 02.11.2026", "Unterschriften fehlen"],
            ["unterschrieben am"],
        ),
        (
            {
                "versions": (an_issued_plan(on=OUT),),
                "client_signed_on": LATER,
                "worker_signed_on": SIGNED,
            },
            ["ausgehändigt am 02.11.2026 · unterschrieben am 04.11.2026"],
            ["Unterschriften fehlen"],
        ),
        (
            {"client_signed_on": SIGNED, "worker_signed_on": SIGNED, "agreed_anew_on": SIGNED},
            ["neu vereinbart am 03.11.2026, noch nicht unterschrieben"],
            ["Unterschriften fehlen", "unterschrieben am"],
        ),
    ],
)
def test_z5_the_head_says_when_the_plan_was_handed_out_and_signed(
    on_case: Callable[..., OnCase], plan: dict[str, Any], said: list[str], unsaid: list[str]
) -> None:
    """The day of signing is that of the second of both."""
    case = on_case(a_case_file(plan=a_plan(**plan)), tab="plan")
    words = case.hands.words(case.panel("plan").plan.head)
    assert all(each in words for each in said)
    assert not any(each in words for each in unsaid)


def test_z5_what_waits_to_be_signed_anew_is_asked_for_with_empty_dates(
    on_case: Callable[..., OnCase],
) -> None:
    """The days of signing before count no more, and are not saved again by mistake."""
    plan = a_plan(client_signed_on=SIGNED, worker_signed_on=SIGNED, agreed_anew_on=SIGNED)
    case = on_case(a_case_file(plan=plan), tab="plan")
    shown = case.panel("plan").plan
    case.hands.qtbot.mouseClick(shown.blocks.button(Block.COURSE), Qt.MouseButton.LeftButton)
    course = shown.pane.content
    assert (course.client_on.value(), course.worker_on.value()) == (None, None)
    assert "Am 03.11.2026 wurde ein Ziel neu vereinbart." in case.hands.words(course)


def test_z4_a_complete_block_says_which_goals_answer_none_of_the_questions(
    on_case: Callable[..., OnCase],
) -> None:
    """It asks and never blocks: the light follows the agreement alone (Rule I8)."""
    vague = a_goal(wording="Arbeit finden", seen_by="", until=None, measures=())
    case = on_case(a_case_file(plan=a_plan(goals=(vague,))), a_case_file(), tab="plan")
    plan = case.panel("plan").plan
    said = "Ein Ziel sagt noch nicht, woran man es erkennt, bis wann und wer was tut."
    assert said in case.hands.words(plan.pane)
    button = plan.blocks.button(Block.GOALS)
    assert button.accessibleName().endswith(": vollständig")
    assert said in button.accessibleDescription()
    case.hands.open(type(case.page), "case", case_id=2, tab="plan")
    assert said not in case.words()
