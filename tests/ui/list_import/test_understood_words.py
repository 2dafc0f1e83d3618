"""C1: the preview of an old list shows what was read, not what stands in the cell."""

from __future__ import annotations

from datetime import date

import pytest

from intman_desktop.rules.list_rows import understand
from intman_desktop.ui.list_import.understood_words import understood_as
from intman_desktop.values.lists import ListDesk, ListField, Vocabulary

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "field", [ListField.FIRST_TALK, ListField.PLAN_BEGUN, ListField.EARLIER_SINCE, ListField.DATE_OF_ENTRY]
)
def test_c1_the_preview_shows_the_day_that_a_number_was_read_as(field: ListField) -> None:
    words = Vocabulary()
    person = understand(2, {ListField.FAMILY_NAME: "Muster", field: 45000}, words, TODAY)
    assert understood_as(person, field, ListDesk(words, {}, {})) == "15.03.2023"
    nobody = understand(3, {ListField.FAMILY_NAME: "Muster", field: ""}, words, TODAY)
    assert understood_as(nobody, field, ListDesk(words, {}, {})) == ""
