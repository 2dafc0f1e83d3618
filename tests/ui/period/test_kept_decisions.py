"""What is typed into the decisions on the period: kept as the day it meant, recorded when it was meant."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from intman_desktop.ui.period.page import PeriodPage
from intman_desktop.ui.unlock.unlock_card import UnlockCard
from tests.ui.covers import cover, give
from tests.ui.hands import button, choice
from tests.ui.period.test_period_page import begun, clock


def test_c2_a_double_click_does_not_answer_the_question_for_the_sentence(period_of: Any) -> None:
    """Nor does it stay answered for another reason that is chosen between."""
    hands, page = period_of(begun(health=False))
    act = button(page, "Verlängerung festhalten")
    choice(page.form, "Einzelfall").click()
    page.form.until.setText("1.6.2027")
    for _click in range(2):
        hands.qtbot.mouseClick(act, Qt.MouseButton.LeftButton)
    hands.settle()
    assert clock(hands).extensions == ()
    assert "in einem Satz" in page.form.text_row.fault()
    hands.qtbot.wait(QApplication.doubleClickInterval() + 20)
    choice(page.form, "Analphabetismus").click()
    choice(page.form, "Einzelfall").click()
    hands.click(page, "Verlängerung festhalten")
    assert clock(hands).extensions == ()
    hands.qtbot.wait(QApplication.doubleClickInterval() + 20)
    hands.click(page, "Verlängerung festhalten")
    assert [each.reason for each in clock(hands).extensions] == ["other"]


def test_a_day_that_is_typed_as_a_word_is_kept_as_the_day_it_meant(period_of: Any) -> None:
    """Tomorrow "2w" means another day."""
    hands, page = period_of(begun())
    page.form.until.setText("2w")
    in_two_weeks = hands.program.frame.today() + timedelta(weeks=2)
    assert page.unsaved()["until"] == f"{in_two_weeks:%d.%m.%Y}"
    page = hands.open(PeriodPage, "period", case_id=1, part="start")
    page.form.day.setText("heute")
    assert page.unsaved()["day"] == f"{hands.program.frame.today():%d.%m.%Y}"
    assert page.unsaved()["day"] == f"{date(2026, 11, 20):%d.%m.%Y}"


def test_who_goes_on_after_locking_finds_the_months_beside_the_day_and_the_cursor_in_the_chosen_reason(
    period_of: Any,
) -> None:
    """A blank would choose another reason, where the cursor stood in the first one."""
    hands, page = period_of(begun())
    hands.choose(page.form, "Einzelfall")
    hands.into(page.form.text, "Prüfung im Juni")
    hands.into(page.form.until, "15.12.2027")
    hands.press(Qt.Key.Key_Tab)
    assert page.form.months.line().text() == "11 Monate"
    window = hands.program.window
    window.lock_wanted.emit()
    hands.qtbot.waitUntil(lambda: isinstance(cover(window), UnlockCard))
    give(window, "Öffnen")
    hands.qtbot.waitUntil(lambda: not window.is_covered(), timeout=20_000)
    hands.settle()
    hands.answer_notice()
    hands.settle()
    again: Any = window.page()
    assert again.form.months.line().text() == "11 Monate"
    assert QApplication.focusWidget() is choice(again.form, "Einzelfall")


def test_what_was_gone_on_with_from_the_overview_ends_in_the_file_where_the_justification_is_printed(
    period_of: Any,
) -> None:
    """The way back from there does not lead into the decision again."""
    hands, _page = period_of(begun())
    window = hands.program.window
    window.open_page("overview")
    page = hands.open(PeriodPage, "period", case_id=1)
    hands.choose(page.form, "Analphabetismus")
    hands.into(page.form.months, "6 Monate")
    hands.save()
    assert len(clock(hands).extensions) == 1
    assert (window.page_name(), window.where("case")["case_id"]) == ("case", 1)
    window.back()
    assert window.page_name() == "overview"
