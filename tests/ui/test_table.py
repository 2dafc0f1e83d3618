"""The table for thousands of rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QHelpEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.ui.parts.paged_table import Column, PagedTable
from intman_desktop.ui.parts.state import State
from intman_desktop.ui.style import Style
from intman_desktop.ui.tokens import colour


class Store:
    """Answers at once or, when ``held``, later; remembers what it was asked."""

    def __init__(self, total: int, held: bool = False) -> None:
        self.rows = [f"Person {number}" for number in range(total)]
        self.asked: list[tuple[int, int]] = []
        self.waiting: list[Any] = []
        self.held = held

    def fetch(self, offset: int, limit: int, deliver: Any) -> None:
        self.asked.append((offset, limit))
        answer: tuple[int, Sequence[str]] = (len(self.rows), self.rows[offset : offset + limit])
        if self.held:
            self.waiting.append(lambda: deliver(*answer))
        else:
            deliver(*answer)


def columns() -> list[Column]:
    return [
        Column("Name", str, sort="name"),
        Column(
            "Zeitraum", lambda _row: "noch 115 Tage", 14, "last_day", lambda _row: State.DUE, lambda _row: 0.5
        ),
        Column("Sprache", lambda _row: "Arabisch", 14, spoken=lambda _row: "spricht Arabisch"),
        Column("Gespräche", lambda _row: "12", 10, right=True),
    ]


def table(qtbot: QtBot, store: Store, width: int = 900) -> PagedTable:
    made = PagedTable("Fälle", columns(), store.fetch)
    qtbot.addWidget(made)
    made.resize(width, 400)
    made.reload()
    made.show()
    return made


def test_only_what_comes_into_view_is_read(qtbot: QtBot, look: Style) -> None:
    store = Store(100_000)
    made = table(qtbot, store)
    made.grab()
    assert made.rows.rowCount() == 100_000
    assert store.asked == [(0, 100)]
    made.scrollToBottom()
    made.grab()
    assert (99_900, 100) in store.asked
    assert len(store.asked) <= 3
    assert made.rows.row(99_999) == "Person 99999"
    assert made.rows.row(50_000) is None


def test_enter_opens_the_chosen_row(qtbot: QtBot, look: Style) -> None:
    made = table(qtbot, Store(5))
    made.setCurrentIndex(made.rows.index(2, 0))
    with qtbot.waitSignal(made.opened) as opened:
        qtbot.keyClick(made, Qt.Key.Key_Return)
    assert opened.args == ["Person 2"]
    assert made.current() == "Person 2"


def test_the_row_with_the_keyboard_is_marked_over_its_whole_width(qtbot: QtBot, look: Style) -> None:
    made = table(qtbot, Store(5))
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    made.setCurrentIndex(made.rows.index(1, 0))
    picture = made.viewport().grab().toImage()
    below = made.rowViewportPosition(1) + made.rowHeight(1) - 1
    strokes = {
        picture.pixelColor(made.columnViewportPosition(at) + 2, below).name()
        for at in range(made.rows.columnCount())
    }
    assert strokes == {colour("accent").name()}


def test_who_enters_a_list_that_is_read_sees_which_row_is_chosen(qtbot: QtBot, look: Style) -> None:
    """It was read while the keyboard was elsewhere, as in the field that narrows it."""
    both = QWidget()
    column = QVBoxLayout(both)
    qtbot.addWidget(both)
    field, made = QLineEdit(), PagedTable("Fälle", columns(), Store(5).fetch)
    column.addWidget(field)
    column.addWidget(made)
    both.show()
    both.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    made.reload()
    assert made.selectionModel().selectedRows() == []
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert made.hasFocus()
    assert [each.row() for each in made.selectionModel().selectedRows()] == [0]
    assert made.current() == "Person 0"


def test_a_click_on_the_head_asks_for_another_order(qtbot: QtBot, look: Style) -> None:
    made = table(qtbot, Store(5))
    made.show_sorted("name", ascending=True)
    seen: list[tuple[str, bool]] = []
    made.sort_wanted.connect(lambda sort, ascending: seen.append((sort, ascending)))
    for section in (0, 1, 1, 2):
        made.horizontalHeader().sectionClicked.emit(section)
    assert seen == [("name", False), ("last_day", True), ("last_day", False)]


def test_an_answer_from_before_the_last_reload_is_dropped(qtbot: QtBot, look: Style) -> None:
    store = Store(3, held=True)
    made = table(qtbot, store)
    store.rows = ["Neu"]
    made.reload()
    store.waiting[1]()
    store.waiting[0]()
    assert made.rows.rowCount() == 1
    assert made.rows.row(0) == "Neu"


def test_when_it_gets_narrow_columns_go_into_a_second_line(qtbot: QtBot, look: Style) -> None:
    made = table(qtbot, Store(5))
    height = made.rowHeight(0)
    assert height == made.line_height()
    made.resize(330, 400)
    made.grab()
    assert made.isColumnHidden(3)
    assert not made.isColumnHidden(0)
    assert made.rowHeight(0) > height
    made.resize(900, 400)
    assert not made.isColumnHidden(3)


def test_rows_grow_with_the_text(qtbot: QtBot, look: Style) -> None:
    made = table(qtbot, Store(5), width=2000)
    assert made.rowHeight(0) == 36
    look.enlarge(2.0)
    qtbot.waitUntil(lambda: made.rowHeight(0) > 36)


def test_a_screen_reader_hears_the_cells(qtbot: QtBot, look: Style) -> None:
    made = table(qtbot, Store(5))
    role = Qt.ItemDataRole.AccessibleTextRole
    assert made.rows.data(made.rows.index(0, 2), role) == "spricht Arabisch"
    assert made.rows.data(made.rows.index(0, 0), role) == "Person 0"
    interface = QAccessible.queryAccessibleInterface(made)
    assert interface.role() is QAccessible.Role.Table
    assert interface.text(QAccessible.Text.Name) == "Fälle"


def test_letters_typed_over_the_list_are_handed_on_and_read_nothing(qtbot: QtBot, look: Style) -> None:
    store = Store(1000)
    made = table(qtbot, store)
    asked = list(store.asked)
    with qtbot.waitSignal(made.typed) as typed:
        qtbot.keyClick(made, "m")
    assert typed.args == ["m"]
    assert store.asked == asked


def test_a_cell_that_is_too_narrow_says_its_whole_text(qtbot: QtBot, look: Style) -> None:
    made = PagedTable("Fristen", [Column("Sache", str, least=10), Column("Tag", str, letters=8)], fetch_long)
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.reload()
    made.show()
    place = made.visualRect(made.rows.index(0, 1)).center()
    event = QHelpEvent(QEvent.Type.ToolTip, place, made.viewport().mapToGlobal(place))
    QApplication.sendEvent(made.viewport(), event)
    assert QToolTip.text() == LONG
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_a_column_below_leaves_its_title_out_where_the_text_says_enough(qtbot: QtBot, look: Style) -> None:
    some = [
        Column("Person", str, least=20),
        Column("Sprache", lambda _row: "Arabisch", 30, titled=False),
        Column("Plan", lambda _row: "6/7", 30),
    ]
    made = PagedTable("Fälle", some, Store(3).fetch)
    qtbot.addWidget(made)
    made.resize(200, 200)
    made.reload()
    made.show()
    assert made._words(0) == "Arabisch · Plan 6/7"


def test_the_full_stop_of_a_sentence_goes_where_another_text_follows_it(qtbot: QtBot, look: Style) -> None:
    """It said "Der Plan fehlt. · Plan beginnen"; what only ends like a sentence is left as it is."""
    some = [
        Column("Person", str, least=20),
        Column("Stelle", lambda _row: "Verein e. V.", 40, titled=False),
        Column("Sache", lambda _row: "Der Plan fehlt.", 40, titled=False, sentence=True),
        Column("Zu tun", lambda row: "" if row.endswith("1") else "Plan beginnen", 40, titled=False),
    ]
    made = PagedTable("Fristen", some, Store(2).fetch)
    qtbot.addWidget(made)
    made.resize(200, 200)
    made.reload()
    made.show()
    assert made._words(0) == "Verein e. V. · Der Plan fehlt · Plan beginnen"
    assert made._words(1) == "Verein e. V. · Der Plan fehlt."


LONG = "Rückmeldung zum Antrag auf Anerkennung des Abschlusses einholen"


def fetch_long(offset: int, limit: int, deliver: Any) -> None:
    del offset, limit
    deliver(1, [LONG])
