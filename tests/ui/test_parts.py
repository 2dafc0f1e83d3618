"""The painted and composed parts: they say in words what they show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import dump

from intman_desktop import ui
from intman_desktop.ui.parts.buttons import (
    icon_button,
    link_button,
    name_button,
    primary_button,
    quiet_button,
)
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.chain_steps import ChainSteps, SpineStep
from intman_desktop.ui.parts.clock_bar import ClockBar
from intman_desktop.ui.parts.closed_box import ClosedBox
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.confirm import ask
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.empty_state import EmptyState
from intman_desktop.ui.parts.fields import TextField
from intman_desktop.ui.parts.filter_chips import FilterChips
from intman_desktop.ui.parts.finder import Found, PersonFinder
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.parts.link_edge import WIDE
from intman_desktop.ui.parts.offer_line import width_of
from intman_desktop.ui.parts.progress import ProgressLine
from intman_desktop.ui.parts.small_bars import SmallColumns
from intman_desktop.ui.parts.state import State, StateChip
from intman_desktop.ui.parts.step_bar import StepBar
from intman_desktop.ui.parts.tab_order import order_tabs
from intman_desktop.ui.style import Style
from tests.ui.speaking import spoken

WORDS = "erstes Beratungsgespräch 15.03.2024 · noch 115 Tage"


@pytest.mark.parametrize("state", list(State))
def test_a_state_is_a_sign_with_a_word(qtbot: QtBot, look: Style, state: State) -> None:
    chip = StateChip(state, "fällig 24.11.")
    qtbot.addWidget(chip)
    assert spoken(chip) == "fällig 24.11."
    assert chip.sizeHint().width() > chip.fontMetrics().horizontalAdvance("fällig 24.11.")
    assert len({chip.grab().toImage().pixelColor(x, 12).name() for x in range(40)}) > 1


def test_the_clock_says_its_words_and_a_click_asks_for_the_calculation(qtbot: QtBot, look: Style) -> None:
    clock = ClockBar()
    qtbot.addWidget(clock)
    assert spoken(clock)
    clock.set_period(0.66, 0.75, 0.75, WORDS, State.GOING)
    clock.resize(700, clock.heightForWidth(700))
    assert spoken(clock) == WORDS
    assert clock.heightForWidth(150) > clock.heightForWidth(700)
    with qtbot.waitSignal(clock.clicked):
        qtbot.keyClick(clock, Qt.Key.Key_Space)
    clock.grab()


def test_c9_an_extended_period_is_marked_at_its_third_year(qtbot: QtBot, look: Style) -> None:
    from intman_desktop.ui.tokens import LIGHT

    clock = ClockBar()
    qtbot.addWidget(clock)
    clock.resize(1008, 60)
    marked = []
    for regular_end_at in (0.75, 1.0):
        clock.set_period(0.0, regular_end_at, 1.0, WORDS, State.GOING)
        picture = clock.grab().toImage()
        line = [picture.pixelColor(x, 6).name().upper() for x in range(750, 764)]
        marked.append(LIGHT.text in line)
    assert marked == [True, False]


def test_the_bar_is_filled_up_to_today(qtbot: QtBot, look: Style) -> None:
    from intman_desktop.ui.tokens import LIGHT

    clock = ClockBar()
    qtbot.addWidget(clock)
    clock.resize(1008, 60)
    filled = []
    for today_at in (0.0, 0.25, 0.5, 0.75):
        clock.set_period(today_at, 0.75, 0.75, WORDS, State.GOING)
        picture = clock.grab().toImage()
        line = [picture.pixelColor(x, 12).name().upper() for x in range(4, 1004)]
        filled.append(line.count(LIGHT.accent) / 1000)
    assert filled == pytest.approx([0.0, 0.25, 0.5, 0.75], abs=0.02)


def test_a_step_of_the_chain_says_state_and_reason_and_opens(qtbot: QtBot, look: Style) -> None:
    chain = ChainSteps()
    qtbot.addWidget(chain)
    chain.set_steps(
        [
            SpineStep("consent", "Einwilligung", State.DONE, "15.03.2024"),
            SpineStep("plan", "Plan", State.CLOSED, "geschlossen", "Erst die Vereinbarung."),
        ]
    )
    chain.resize(600, 80)
    chain.show()
    steps = [child for child in chain.findChildren(QWidget) if spoken(child).startswith(("Einw", "Plan"))]
    assert [spoken(step) for step in steps] == ["Einwilligung: 15.03.2024", "Plan: geschlossen"]
    assert steps[1].accessibleDescription() == "Erst die Vereinbarung."
    with qtbot.waitSignal(chain.step_opened) as opened:
        qtbot.mouseClick(steps[1], Qt.MouseButton.LeftButton)
    assert opened.args == ["plan"]
    chain.grab()


def test_the_longest_name_leaves_the_words_below_it_their_room(qtbot: QtBot, look: Style) -> None:
    """Scenarios, names: one of 300 letters ends in an ellipsis; what stands below it wraps as before."""
    card = Card()
    name, words = name_button("Muster-" * 42, lambda: None), Text(WORDS * 3)
    card.body.addWidget(name, 0, Qt.AlignmentFlag.AlignLeft)
    card.add(words)
    card.resize(300, 300)
    qtbot.addWidget(card)
    card.show()
    assert card.minimumSizeHint().width() <= card.width() == 300
    assert name.width() < words.width() + 1 < 300
    assert words.height() >= words.heightForWidth(words.width())
    assert name.accessibleName() == name.text() == "Muster-" * 42


def test_charts_say_their_numbers(qtbot: QtBot, look: Style) -> None:
    columns = SmallColumns("Gespräche je Monat")
    qtbot.addWidget(columns)
    columns.grab()
    columns.set_bars([("Jan", 12), ("Feb", 0)])
    assert spoken(columns) == "Gespräche je Monat. Jan: 12, Feb: 0"
    columns.grab()


def test_a_closed_box_says_why_and_how_to_ask(qtbot: QtBot, look: Style) -> None:
    asked: list[bool] = []
    box = ClosedBox("Ohne Einwilligung leer.", "Einwilligung einholen", lambda: asked.append(True))
    qtbot.addWidget(box)
    assert spoken(box) == "Ohne Einwilligung leer."
    link = next(each for each in box.findChildren(QWidget) if spoken(each) == "Einwilligung einholen")
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert asked == [True]
    box.grab()


def test_what_cannot_be_taken_back_has_the_safe_answer_as_default(qtbot: QtBot, look: Style) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    done: list[bool] = []
    dialog = ask(parent, "Fall löschen?", "Alles ist fort.", "Endgültig löschen", lambda: done.append(True))
    assert dialog.safe.isDefault()
    assert not dialog.act.isDefault()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert done == []
    assert not dialog.isVisible()
    dialog = ask(parent, "Fall löschen?", "Alles ist fort.", "Endgültig löschen", lambda: done.append(True))
    qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
    assert done == [True]


def test_chips_show_counts_and_one_is_chosen(qtbot: QtBot, look: Style) -> None:
    chips = FilterChips("Filter", (("active", "aktiv"), ("ended", "beendet")))
    qtbot.addWidget(chips)
    chips.set_counts({"active": 87, "ended": 1041})
    ended = next(each for each in chips.findChildren(QWidget) if spoken(each).startswith("beendet"))
    assert spoken(ended) == "beendet  1\u202f041"
    with qtbot.waitSignal(chips.chosen) as chosen:
        qtbot.mouseClick(ended, Qt.MouseButton.LeftButton)
    assert chosen.args == ["ended"]
    assert chips.key() == "ended"


def test_columns_go_below_each_other_when_the_text_is_large(qtbot: QtBot, look: Style) -> None:
    left, right = QWidget(), QWidget()
    columns = Columns([left, right], shares=(2, 1))
    qtbot.addWidget(columns)
    columns.resize(1000, 400)
    columns.show()
    assert left.y() == right.y()
    assert left.width() > 1.8 * right.width()
    look.enlarge(2.0)
    qtbot.waitUntil(lambda: right.y() > left.y())


def test_columns_go_below_each_other_where_one_would_be_cut(qtbot: QtBot, look: Style) -> None:
    narrow, wide = Labelled("Erstes Gespräch dort am", TextField()), Labelled("Stelle", TextField())
    columns = Columns([narrow, wide], shares=(1, 9), letters=10)
    qtbot.addWidget(columns)
    turned: list[bool] = []
    columns.turned.connect(turned.append)
    columns.resize(900, 200)
    columns.show()
    qtbot.waitUntil(lambda: wide.y() > narrow.y())
    assert narrow.label.width() >= narrow.label.sizeHint().width()
    narrow.label.setText("Am")
    qtbot.waitUntil(lambda: wide.y() == narrow.y())
    assert turned == [True, False]
    narrow.label.setText("Erstes Gespräch dort am")
    narrow.hide()
    QApplication.processEvents()
    assert turned == [True, False]  # what is not shown needs no room


def test_a_row_wraps_instead_of_cutting(qtbot: QtBot, look: Style) -> None:
    flow = Flow(*(quiet_button(f"Knopf Nummer {number}") for number in range(6)))
    qtbot.addWidget(flow)
    flow.resize(300, flow.flow.heightForWidth(300))
    flow.show()
    children = [each for each in flow.findChildren(QWidget) if each.isVisible()]
    assert len({child.y() for child in children}) > 1
    assert all(flow.rect().contains(child.geometry()) for child in children)


def test_the_lines_of_a_row_stand_as_close_as_two_buttons(qtbot: QtBot, look: Style) -> None:
    """However far its parts stand from each other."""
    near, far = (Flow(*(quiet_button(f"Knopf {at}") for at in range(2)), gap=gap) for gap in (8, 24))
    for flow in (near, far):
        qtbot.addWidget(flow)
    narrow = near.sizeHint().width() // 2 + 20
    assert near.flow.heightForWidth(narrow) == far.flow.heightForWidth(narrow) > near.sizeHint().height()
    assert far.sizeHint().width() == near.sizeHint().width() + 16


def test_a_hint_told_later_stands_below_the_field_and_keeps_it_in_line(qtbot: QtBot, look: Style) -> None:
    """A field beside others keeps its place, whatever is said below it, and a button stands at its height."""
    day, other, act = DateField(lambda: date(2026, 11, 20)), TextField(), quiet_button("Eintragen")
    row, beside = Labelled("Bis &wann", day), Labelled("&Von", other)
    flow = Flow(row, beside, act)
    qtbot.addWidget(flow)
    row.set_fault("Bitte geben Sie den Tag an.")
    row.set_hint("höchstens bis 05.03.2029")
    flow.resize(900, 200)
    flow.show()
    middle = [each.mapTo(flow, each.rect().center()).y() for each in (day, other, act)]
    assert max(middle) - min(middle) <= 1
    hint, fault = (label for label in row.findChildren(Text))
    assert day.y() < fault.y() and day.y() < hint.y()


def test_the_steps_say_where_one_is(qtbot: QtBot, look: Style) -> None:
    bar = StepBar(("Sprache", "Information", "Einwilligung"))
    qtbot.addWidget(bar)
    bar.go_to(1)
    assert spoken(bar) == "Schritt 2 von 3: Information"


def test_progress_appears_later_and_can_be_stopped(qtbot: QtBot, look: Style) -> None:
    line = ProgressLine()
    qtbot.addWidget(line)
    stopped: list[bool] = []
    line.begin("Wird gesichert …", lambda: stopped.append(True))
    assert not line.isVisible()
    qtbot.waitUntil(line.isVisible)
    line.step(3, 10)
    stop = next(each for each in line.findChildren(QWidget) if spoken(each) == "Abbrechen")
    qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    assert stopped == [True]
    assert not line.isVisible()


def test_buttons_say_their_names_and_shortcuts(qtbot: QtBot, look: Style) -> None:
    done: list[str] = []
    lock = icon_button("lock", "Sperren", lambda: done.append("lock"), "Ctrl+L")
    save = primary_button("&Speichern", lambda: done.append("save"))
    more = link_button("Wie gerechnet?")
    for button in (lock, save, more):
        qtbot.addWidget(button)
    assert spoken(lock) == "Sperren"
    assert "L)" in lock.toolTip()
    assert spoken(save) == "Speichern"
    lock.click()
    save.click()
    assert done == ["lock", "save"]


@pytest.mark.parametrize("kind", [link_button, name_button])
def test_the_frame_of_a_focused_link_leaves_its_letters_room(
    qtbot: QtBot, look: Style, kind: Callable[..., QPushButton]
) -> None:
    """Issue 3: it touched the first letter; now there is as much room at the left as at the right."""
    window, link = QWidget(), kind("Hinweis", lambda: None)
    QVBoxLayout(window).addWidget(link)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    link.setFocus()
    qtbot.waitUntil(link.hasFocus)
    place = link.geometry().adjusted(-WIDE, 0, 0, 0)  # its frame stands out beyond the text above it
    picture = window.grab(place).toImage()
    framed = picture.pixelColor(0, place.height() // 2)
    ground = picture.pixelColor(2, place.height() // 2)
    assert framed != ground
    for x in (1, 2, 3, place.width() - 4, place.width() - 3, place.width() - 2):
        column = {picture.pixelColor(x, y).name() for y in range(6, place.height() - 6)}  # not the corners
        assert column == {ground.name()}, x


def test_a_card_is_named_by_its_title_and_can_be_emptied(qtbot: QtBot, look: Style) -> None:
    card = Card("Verlauf")
    qtbot.addWidget(card)
    card.add(Text("12.11. Standort"))
    card.add_act(link_button("alle"))
    assert spoken(card) == "Verlauf"
    card.clear()
    assert card.body.count() == 0
    card.set_title("Anderes")
    assert spoken(card) == "Anderes"


def test_an_empty_place_says_what_to_do(qtbot: QtBot, look: Style) -> None:
    begun: list[bool] = []
    begin = primary_button("Neue Person", lambda: begun.append(True))
    empty = EmptyState("Noch keine Fälle.", begin)
    qtbot.addWidget(empty)
    empty.show()
    qtbot.mouseClick(begin, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert begun == [True]


def test_ordering_tabs_leaves_nothing_that_a_later_object_could_be_taken_for(
    qtbot: QtBot, look: Style
) -> None:
    form = QWidget()
    qtbot.addWidget(form)
    column, row = QVBoxLayout(form), QHBoxLayout()
    above, fields = QLineEdit(), [QLineEdit() for _number in range(3)]
    column.addWidget(above)
    column.addLayout(row)
    for field in fields:
        row.addWidget(field)
    order_tabs(form)
    assert above.nextInFocusChain() is fields[0]
    assert fields[0].nextInFocusChain() is fields[1]
    # PySide keeps an item as long as its layout, also when the field and the item are gone
    assert "QWidgetItem" not in dump(row)
    row.itemAt(0)
    assert "QWidgetItem" in dump(row)


def test_a_fault_goes_when_a_field_of_several_parts_says_that_it_was_edited(
    qtbot: QtBot, look: Style
) -> None:
    finder = PersonFinder(lambda _text, deliver: deliver([]))
    day = DateField(lambda: date(2026, 11, 20))
    form = Form()
    qtbot.addWidget(form)
    rows = form.row("Wer", finder), form.row("Wann", day)
    for row in rows:
        row.set_fault("Bitte wählen Sie.")
    finder.set_people([Found(1, "Musterfrau, Samira")])
    day.set_value(date(2026, 11, 19))
    assert [row.fault() for row in rows] == ["", ""]


def test_every_file_dialog_is_made_where_its_folders_are_forgotten() -> None:
    rooms = Path(ui.__file__).parent
    making = [each.name for each in rooms.rglob("*.py") if "QFileDialog(" in each.read_text("utf-8")]
    assert making == ["places.py"]


def test_a_text_is_not_cut_where_it_has_the_room_that_it_needs(qtbot: QtBot, look: Style) -> None:
    """The keys at the end of the line "Neue Person aufnehmen" were, as their width is rounded."""
    metrics = QFontMetrics(QFont(QApplication.font()))
    for text in ("Strg+N", "Ctrl+N", "Fallnummer", "Telefon 0160 1111111", "früherer Name"):
        room = width_of(metrics, text)
        assert metrics.elidedText(text, Qt.TextElideMode.ElideRight, room) == text


def test_the_second_of_two_clicks_on_an_answer_does_not_reach_what_lies_below(qtbot: QtBot) -> None:
    below, pressed, asked = QPushButton("Unten"), [], []
    below.clicked.connect(lambda: pressed.append(True))
    qtbot.addWidget(below)
    below.resize(600, 400)
    below.show()
    dialog = ask(below, "Frage?", "Folge.", "Tun", lambda: asked.append(True))
    qtbot.waitUntil(dialog.act.isVisible)
    at = dialog.act.mapToGlobal(dialog.act.rect().center())
    qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
    window, left = below.windowHandle(), Qt.MouseButton.LeftButton
    assert window is not None
    there = below.mapFromGlobal(at)
    QTest.mouseClick(window, left, Qt.KeyboardModifier.NoModifier, there)
    assert (asked, pressed) == ([True], [])
    qtbot.wait(QApplication.doubleClickInterval() + 50)
    QTest.mouseClick(window, left, Qt.KeyboardModifier.NoModifier, there)
    assert pressed == [True]


def test_no_field_of_a_form_moves_aside_when_a_row_with_a_longer_label_is_shown(
    qtbot: QtBot, look: Style
) -> None:
    """Whoever is about to click into a field hits it."""
    form, field = Form(), TextField()
    qtbot.addWidget(form)
    form.row("Wie", field)
    later = form.row("Person informiert am", TextField())
    form.show_row(later, False)
    form.resize(800, 200)
    form.show()
    QApplication.processEvents()
    before = field.mapTo(form, QPoint(0, 0)).x()
    form.show_row(later, True)
    QApplication.processEvents()
    assert field.mapTo(form, QPoint(0, 0)).x() == before
    assert later.isVisible()
