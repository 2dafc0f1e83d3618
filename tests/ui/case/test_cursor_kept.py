"""The cursor in a list that is read anew: it stays in its line, whatever is folded up in the others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from intman_desktop.ui.case.referral_line import ReferralRow
from intman_desktop.values.case_file import Referral
from tests.builders import a_case_file, a_participant, a_talk
from tests.ui.case.journeys import OnCase
from tests.ui.hands import button


@pytest.fixture
def talks(on_case: Callable[..., OnCase]) -> OnCase:
    """Return the talks of a case, three with a referral each, whose fields are folded up."""
    file = a_case_file()
    part = a_participant(file.case.key, referrals=(Referral("jobcenter"),))
    three = [a_talk(participants=(part,), on=date(2026, 5, number)) for number in (1, 2, 3)]
    return on_case(file, talks=three, tab="talks")


def acts(case: OnCase) -> list[QPushButton]:
    """Return the buttons of the talks that are seen."""
    return [each for each in case.panel("talks").findChildren(QPushButton) if each.isVisible()]


def here(case: OnCase) -> tuple[str, str]:
    """Return the words of the button with the cursor, and of which talk it is."""
    at = case.hands.here()
    assert isinstance(at, QPushButton)
    return at.text(), at.accessibleDescription()


def test_the_cursor_stays_in_its_line_where_a_list_with_folded_fields_is_read_anew(talks: OnCase) -> None:
    words = [each.text() for each in acts(talks)]
    assert words == ["Ergebnis", "Ändern", "Entfernen …"] * 3
    for number in range(len(words)):
        acts(talks)[number].setFocus()
        stood = here(talks)
        talks.page.refresh()
        talks.hands.settle()
        assert here(talks) == stood


def test_after_an_outcome_is_saved_by_space_the_cursor_is_still_in_the_line_of_its_talk(
    talks: OnCase,
) -> None:
    panel = talks.panel("talks")
    row = panel.findChildren(ReferralRow)[1]
    change = [each for each in panel.findChildren(QPushButton) if each.text() == "Ändern"][1]
    its_talk = change.accessibleDescription()
    talks.hands.click(row, "Ergebnis")
    talks.hands.into(row.outcome, "Warteliste")
    button(row, "Ergebnis speichern").setFocus()
    talks.hands.press(Qt.Key.Key_Space)
    talks.hands.settle()
    assert talks.hands.notice() == "Ergebnis gespeichert"
    assert here(talks) == ("Ändern", its_talk)
