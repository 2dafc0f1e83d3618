"""What is worked at comes into sight: in a page that scrolls, in a list inside it, among round buttons."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.ui.parts.checks import RadioField
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.parts.paged_table import Column, PagedTable
from intman_desktop.ui.parts.scroll_page import ScrollPage, go_in, hold_still
from intman_desktop.ui.style import Style


def a_box(height: int) -> QWidget:
    box = QWidget()
    box.setFixedHeight(height)
    return box


@pytest.fixture
def page(qtbot: QtBot, look: Style) -> ScrollPage:
    page = ScrollPage()
    qtbot.addWidget(page)
    page.resize(300, 200)
    page.add(Text("Was umbricht, macht die Seite so hoch, wie sie sein muss."))
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def top_of(page: ScrollPage, widget: QWidget) -> int:
    return widget.mapTo(page.viewport(), QPoint(0, 0)).y()


def test_a_part_is_brought_up_also_when_its_room_comes_later(qtbot: QtBot, page: ScrollPage) -> None:
    part, below = a_box(50), a_box(10)
    for widget in (a_box(400), part, below):
        page.add(widget)
    page.bring_up(part)
    qtbot.waitUntil(lambda: page.verticalScrollBar().value() > 0)
    assert top_of(page, part) > 30  # the page ends here
    below.setFixedHeight(500)
    qtbot.waitUntil(lambda: 0 <= top_of(page, part) < 30)
    below.setFixedHeight(600)
    page.verticalScrollBar().setValue(0)
    QApplication.processEvents()
    assert page.verticalScrollBar().value() == 0  # the wish was met and is over


def test_a_field_with_the_cursor_stays_in_view_while_the_page_grows(qtbot: QtBot, page: ScrollPage) -> None:
    above, field, other = a_box(10), QLineEdit(), QLineEdit()
    for widget in (above, field, other, a_box(900)):
        page.add(widget)
    go_in(field)
    for height in (400, 800):
        above.setFixedHeight(height)
        qtbot.waitUntil(lambda: 0 <= top_of(page, field) <= 200 - field.height())
    other.setFocus()
    page.verticalScrollBar().setValue(0)
    above.setFixedHeight(1200)
    QApplication.processEvents()
    assert page.verticalScrollBar().value() == 0  # the cursor went elsewhere, and the wish is over


@pytest.mark.parametrize("how", ["wheel", "tab", "gone", "hidden"])
def test_the_wish_ends_when_one_goes_elsewhere(qtbot: QtBot, page: ScrollPage, how: str) -> None:
    part, below, field = a_box(50), a_box(10), QLineEdit()
    for widget in (field, a_box(400), part, below):
        page.add(widget)
    page.bring_up(part)
    qtbot.waitUntil(lambda: page.verticalScrollBar().value() > 0)
    if how == "wheel":
        place = QPointF(10, 10)
        turned = QWheelEvent(
            place, place, QPoint(0, 2000), QPoint(0, 2000), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(page.viewport(), turned)
    elif how == "tab":
        field.setFocus()
        qtbot.keyClick(field, Qt.Key.Key_Tab)
    elif how == "gone":
        part.deleteLater()
        qtbot.wait(1)
    else:
        part.hide()
    page.verticalScrollBar().setValue(0)
    below.setFixedHeight(900)
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 800)
    assert page.verticalScrollBar().value() == 0


def test_the_chosen_row_of_a_list_is_seen_where_the_page_scrolls(qtbot: QtBot, page: ScrollPage) -> None:
    def fetch(offset: int, limit: int, deliver: Any) -> None:
        deliver(30, [str(number) for number in range(offset, min(30, offset + limit))])

    table = PagedTable("Zeilen", (Column("Zahl", str, kept=True),), fetch)
    table.setMinimumHeight(600)
    page.add(a_box(100))
    page.add(table)
    table.reload()
    table.setFocus()
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 300)
    table.setCurrentIndex(table.rows.index(12, 0))
    bottom = table.viewport().mapTo(page.viewport(), table.visualRect(table.currentIndex()).bottomLeft())
    assert 0 < bottom.y() <= page.viewport().height()
    page.setFocus()
    table.clearFocus()
    page.verticalScrollBar().setValue(0)
    table.setCurrentIndex(table.rows.index(14, 0))
    assert page.verticalScrollBar().value() == 0


def test_a_page_is_not_scrolled_for_the_edge_around_a_row_that_is_seen_whole(
    qtbot: QtBot, page: ScrollPage
) -> None:
    """It opened with its head cut: its first row was in view, and as much below it was not."""

    def fetch(_offset: int, _limit: int, deliver: Any) -> None:
        deliver(1, ["Eine Zeile"])

    gap, table = a_box(10), PagedTable("Zeilen", (Column("Zahl", str, kept=True),), fetch)
    for widget in (gap, table, a_box(600)):
        page.add(widget)
    table.reload()
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 300)
    at_edge = page.viewport().height() - 3

    def end_of_row() -> int:
        row = table.visualRect(table.rows.index(0, 0))
        return table.viewport().mapTo(page.viewport(), row.bottomLeft()).y()

    gap.setFixedHeight(gap.height() + at_edge - end_of_row())
    qtbot.waitUntil(lambda: end_of_row() == at_edge)
    table.setFocus()
    assert table.currentIndex().isValid()
    assert page.verticalScrollBar().value() == 0


def test_a_page_is_not_scrolled_for_the_edge_around_a_field_that_is_seen_whole(
    qtbot: QtBot, page: ScrollPage
) -> None:
    gap, field, below = a_box(10), QLineEdit(), a_box(300)
    for widget in (gap, field, below):
        page.add(widget)
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 100)
    at_edge = page.viewport().height() - 3
    gap.setFixedHeight(gap.height() + at_edge - top_of(page, field) - field.height())
    qtbot.waitUntil(lambda: top_of(page, field) + field.height() == at_edge)
    go_in(field)
    below.setFixedHeight(600)
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 400)
    QApplication.processEvents()
    assert field.hasFocus()
    assert page.verticalScrollBar().value() == 0


def test_an_arrow_chooses_also_where_nothing_was_chosen(qtbot: QtBot, look: Style) -> None:
    window, group = QWidget(), QButtonGroup()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    buttons = [RadioField(word) for word in ("Ja", "Nein", "Später")]
    for button in buttons:
        group.addButton(button)
        column.addWidget(button)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    buttons[0].setFocus()
    assert group.checkedButton() is None
    qtbot.keyClick(buttons[0], Qt.Key.Key_Down)
    assert group.checkedButton() is buttons[1]
    qtbot.keyClick(buttons[1], Qt.Key.Key_Space)
    assert group.checkedButton() is buttons[1]


def test_tab_shows_the_whole_field_and_not_its_cursor_alone(qtbot: QtBot, page: ScrollPage) -> None:
    first, second, third = QLineEdit(), QLineEdit(), QLineEdit()
    gap = a_box(10)
    for widget in (first, gap, second, a_box(400), third):
        page.add(widget)
    page.show()
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 0)
    # The second field is cut by three pixels at the lower edge: its cursor is in view, its edge is not.
    room = page.viewport().height()
    gap.setFixedHeight(gap.height() + room + 3 - top_of(page, second) - second.height())
    qtbot.waitUntil(lambda: top_of(page, second) + second.height() == room + 3)
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()
    assert top_of(page, second) + second.height() < room
    qtbot.keyClick(second, Qt.Key.Key_Tab)
    qtbot.keyClick(third, Qt.Key.Key_Backtab)
    assert second.hasFocus()
    assert 0 < top_of(page, second) < room - second.height()


def test_a_field_that_was_partly_in_view_is_moved_as_little_as_shows_it(
    qtbot: QtBot, page: ScrollPage
) -> None:
    above, field, far = a_box(10), QLineEdit(), QLineEdit()
    for widget in (above, field, a_box(600), far, a_box(600)):
        page.add(widget)
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 900)
    room = page.viewport().height()
    above.setFixedHeight(above.height() + room + 5 - top_of(page, field) - field.height())
    qtbot.waitUntil(lambda: top_of(page, field) + field.height() == room + 5)
    go_in(field)
    qtbot.waitUntil(lambda: page.verticalScrollBar().value() > 0)
    assert room - 30 < top_of(page, field) + field.height() <= room
    go_in(far)
    qtbot.waitUntil(lambda: top_of(page, far) < room)
    assert abs(top_of(page, far) + far.height() // 2 - room // 2) < 10  # it was out of view: to the middle


def test_what_is_brought_up_shows_the_field_in_it_that_has_the_cursor_from_edge_to_edge(
    qtbot: QtBot, page: ScrollPage
) -> None:
    """A sliver at the lower edge would be a page without a way on."""
    part, gap, field = QWidget(), a_box(100), QLineEdit()
    column = QVBoxLayout(part)
    for widget in (gap, field):
        column.addWidget(widget)
    for widget in (a_box(400), part, a_box(900)):
        page.add(widget)
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 900)
    room = page.viewport().height() - page.body.contentsMargins().top()
    gap.setFixedHeight(gap.height() + room - 1 - field.y())  # brought up, one line of the field is in view
    qtbot.waitUntil(lambda: field.y() == room - 1)
    field.setFocus()
    page.bring_up(part)
    qtbot.waitUntil(lambda: page.verticalScrollBar().value() > 300)
    qtbot.waitUntil(lambda: top_of(page, field) + field.height() <= page.viewport().height())


def test_the_first_thing_of_a_page_is_brought_up_without_scrolling(qtbot: QtBot, page: ScrollPage) -> None:
    page.add(a_box(600))
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 300)
    page.verticalScrollBar().setValue(200)
    page.bring_up(page.findChildren(Text)[0])
    qtbot.waitUntil(lambda: page.verticalScrollBar().value() == 0)


def test_the_cursor_goes_to_what_stands_for_a_field_that_is_cut(qtbot: QtBot, page: ScrollPage) -> None:
    first, gap, field = QLineEdit(), a_box(10), QLineEdit()
    for widget in (first, gap, field, a_box(900)):
        page.add(widget)
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 500)
    room = page.viewport().height()
    gap.setFixedHeight(gap.height() + room - 1 - top_of(page, field))  # one line of it is in view
    qtbot.waitUntil(lambda: top_of(page, field) == room - 1)
    field.setFocus()
    page.keep_cursor_in_view(field, first)
    qtbot.waitUntil(first.hasFocus)
    assert page.verticalScrollBar().value() == 0


def test_what_is_clicked_stays_where_it_is_when_much_below_it_goes(qtbot: QtBot, page: ScrollPage) -> None:
    """A No hides what only a Yes needs; the room it leaves goes as one scrolls up."""
    above, clicked, below = a_box(300), a_box(40), a_box(600)
    for each in (above, clicked, below):
        page.add(each)
    page.close_up()
    bar = page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 600)
    bar.setValue(300)
    place = top_of(page, clicked)
    hold_still(clicked)
    below.hide()
    qtbot.waitUntil(lambda: bar.maximum() < 600)
    assert (bar.value(), top_of(page, clicked)) == (300, place)
    bar.setValue(0)
    qtbot.waitUntil(lambda: 0 < bar.maximum() < 300)
    above.hide()
    page.resize(page.width(), page.height() - 40)
    qtbot.waitUntil(lambda: bar.maximum() == 0)
