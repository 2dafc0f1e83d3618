"""The cases opened last."""

from __future__ import annotations

from intman_desktop.ui.recent import Recent


def test_the_newest_is_first_and_each_stands_once() -> None:
    recent = Recent()
    for case_id in (1, 2, 1, 3):
        recent.note(case_id)
    assert recent.case_ids() == (3, 1, 2)
    recent.clear()
    assert recent.case_ids() == ()


def test_only_the_last_eight_are_kept() -> None:
    recent = Recent()
    for case_id in range(12):
        recent.note(case_id)
    assert recent.case_ids() == tuple(range(11, 3, -1))
