"""What was just done can be taken back, also when the first try met a trouble."""

from __future__ import annotations

import pytest

from intman_desktop.errors import ChangedMeanwhile
from intman_desktop.jobs.undo import UndoSteps
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
    assert steps.take_back(number) and undone == [True]
    assert not steps.take_back(number)


def test_a_step_whose_rows_have_changed_since_is_gone() -> None:
    steps = UndoSteps()

    def step() -> None:
        raise ChangedMeanwhile

    number = steps.remember(step)
    with pytest.raises(ChangedMeanwhile):
        steps.take_back(number)
    assert not steps.take_back(number)
