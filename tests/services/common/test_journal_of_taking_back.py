"""L6: the journal tells what was taken back from what was done again after that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.services.casework.period import extend
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.journal_kinds import kind_of
from intman_desktop.services.common.words.journal import journal_words
from intman_desktop.values.case_file import Answer, Extension
from intman_desktop.values.journal_views import ActKind
from intman_desktop.values.outcome import Undo
from tests.builders import a_case, a_case_file
from tests.opened import TODAY, put_in
from tests.saving import save_answers


def entries(desk: Desk) -> list[str]:
    with desk.vault.reading() as connection:
        return list(connection.scalars(select(t.journal.c.verb).order_by(t.journal.c.seq)))


def extended(desk: Desk, case_id: int) -> Undo | None:
    return extend(desk, case_id, Extension(date(2027, 6, 1), TODAY, "illiteracy")).undo


def answered(desk: Desk, case_id: int) -> Undo | None:
    return save_answers(desk, case_id, [Answer("german_spoken", "a1", TODAY)]).undo


@pytest.mark.parametrize("changed", [extended, answered])
def test_l6_what_is_done_again_is_told_apart_from_what_is_taken_back(
    desk: Desk, changed: Callable[[Desk, int], Undo | None]
) -> None:
    """Two equal lines would not tell which of both holds; what was done again can be taken back in turn."""
    file = a_case_file(case=a_case(period_start=date(2024, 3, 15)))
    case_id = put_in(desk, [file])[file.case.key]
    step, before = changed(desk, case_id), len(entries(desk))
    for _turn in range(3):
        assert step is not None
        step = step()
    assert entries(desk)[before:] == [Verb.TAKEN_BACK, Verb.DONE_AGAIN, Verb.TAKEN_BACK]
    assert journal_words(Verb.DONE_AGAIN) == "Zurückgenommene Änderung wiederholt"
    assert kind_of(Verb.DONE_AGAIN) is ActKind.CHANGED
