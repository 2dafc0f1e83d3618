"""What was just done can be taken back, also when the first try met a trouble."""

from __future__ import annotations

import pytest

from intman_desktop.errors import ChangedMeanwhile
from intman_desktop.jobs.undo import Back, UndoSteps
from intman_desktop.vault.troubles import DiskFull


def test_a_step_that_met_a_full_disk_can_be_tried_again() -> None:
    steps, full, undone = UndoSteps(), [True], []

    def step() -> None:
        if full.pop():
            full.append(False)
            raise DiskFull
        undone.append(True)

    number = steps.remember(step)
    with pytest.raises(DiskFull):
        steps.take_back(number)
    assert steps.take_back(number) == 0
    assert undone == [True]
    assert steps.take_back(number) is None


def test_a_step_whose_rows_have_changed_since_is_gone() -> None:
    steps = UndoSteps()

    def step() -> None:
        raise ChangedMeanwhile

    number = steps.remember(step)
    with pytest.raises(ChangedMeanwhile):
        steps.take_back(number)
    assert steps.take_back(number) is None


def test_what_was_taken_back_is_done_again_and_taken_back_in_turn() -> None:
    """The paper that ends the first step ends the others as well."""
    steps, done = UndoSteps(), ["saved"]

    def undo() -> Back:
        done.append("undone")
        return redo

    def redo() -> Back:
        done.append("saved")
        return undo

    paper = ("plan", 1)
    again = steps.take_back(steps.remember(undo, paper))
    assert again
    back = steps.take_back(again)
    assert back
    assert done == ["saved", "undone", "saved"]
    steps.goes_out(paper)
    assert steps.take_back(back) is None
