"""What is said of how long backups are kept is true of the number that stands there (Rule L4)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from pytestqt.qtbot import QtBot

from intman_desktop.rules.backup_thinning import DAILY_DAYS, WEEKLY_DAYS, Made, surplus
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.settings.backup_part import BackupPart, kept_words

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize("longest", [1, 6, 7, 8, 30, 34, 35, 36, 90, 365])
def test_l4_the_sentence_names_only_what_the_rule_comes_to(longest: int) -> None:
    made = [Made(TODAY - timedelta(days=age)) for age in range(500, -1, -1)]
    gone = surplus(made, TODAY, longest)
    ages = [(TODAY - each.day).days for number, each in enumerate(made) if number not in gone]
    words = kept_words(longest)
    assert max(ages) <= longest
    assert ("eine je Woche" in words) == (max(ages) >= DAILY_DAYS)
    assert ("eine je Monat" in words) == (max(ages) >= WEEKLY_DAYS)
    assert f"Was älter ist als {longest} Tag" in words


def test_l4_the_sentence_follows_the_number_that_is_typed(qtbot: QtBot, frame: Frame) -> None:
    part = BackupPart(frame)
    qtbot.addWidget(part)
    bound = part.bound["backup_max_age_days"]
    assert bound.row is not None
    bound.put(30)
    assert bound.row.field.accessibleDescription() == kept_words(30)
    assert "Monat" not in kept_words(30)
    bound.put(90)
    assert bound.row.field.accessibleDescription() == kept_words(90)
    assert kept_words(90).startswith(
        "Von heute bleibt jede, dann eine je Tag, nach 7 Tagen eine je Woche, nach 5 Wochen eine je Monat."
    )
