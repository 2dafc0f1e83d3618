"""What is drawn stands out, stands in line and grows with the text: told from pictures and places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from intman_desktop.ui.case.request_form import RequestFields
from intman_desktop.ui.parts.buttons import danger_button, primary_button, quiet_button
from intman_desktop.ui.parts.checks import CheckField, RadioField
from intman_desktop.ui.parts.clock_bar import paint_bar
from intman_desktop.ui.parts.closed_box import ClosedBox
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.fields import ChoiceField, TextArea, TextField
from intman_desktop.ui.parts.filter_chips import FilterChips
from intman_desktop.ui.parts.form import Form, FormRow
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.parts.line_list import Line, LineList
from intman_desktop.ui.parts.paged_table import Column, PagedTable
from intman_desktop.ui.parts.state import State
from intman_desktop.ui.parts.state_sign import StateSign
from intman_desktop.ui.settings.office_part import DutiesPart
from intman_desktop.ui.style import Look, Style
from intman_desktop.ui.tokens import colour, icon_side, space
from tests.ui.test_tokens import contrast

pytestmark = pytest.mark.unmeasured

SIZES = (1.0, 1.25, 1.5, 2.0)


@pytest.fixture(params=[Look.LIGHT, Look.DARK], ids=["light", "dark"])
def either(look: Style, request: pytest.FixtureRequest) -> Iterator[Style]:
    """Return the style in light and then in dark."""
    look.choose(request.param)
    yield look


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    """Show ``widget`` and return it."""
    qtbot.addWidget(widget)
    widget.show()
    return widget


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def names(image: QImage) -> set[str]:
    """Return every colour in ``image``."""
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def inked(image: QImage, ground: QColor) -> list[int]:
    """Return the rows of ``image`` in which something is drawn on ``ground``."""
    across = range(image.width())
    return [y for y in range(image.height()) if any(image.pixelColor(x, y) != ground for x in across)]


def in_line(*widgets: QWidget) -> QWidget:
    """Return a place where ``widgets`` stand beside each other, each at its own size."""
    place = QWidget()
    row = QHBoxLayout(place)
    for widget in widgets:
        row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
    return place


@pytest.mark.parametrize("make", [TextField, TextArea, lambda: ChoiceField(empty="")])
def test_what_an_empty_field_says_can_be_read(
    qtbot: QtBot, either: Style, make: Callable[[], QWidget]
) -> None:
    """4.5 : 1, as for every text (WCAG 1.4.3); large text, so that a stroke is more than its soft edge."""
    either.enlarge(2.0)
    field = make()
    (field.line() if isinstance(field, ChoiceField) else field).setPlaceholderText("HHHH")  # type: ignore[attr-defined]
    shown(qtbot, field)
    field.resize(300, field.sizeHint().height())
    image = picture(field).copy(8, 8, 150, field.height() - 16)
    ground = colour("card").name()
    assert max(contrast(name, ground) for name in names(image)) >= 4.5


def test_a_dangerous_act_that_is_closed_is_not_red(qtbot: QtBot, either: Style) -> None:
    act = danger_button("Endgültig löschen", icon="trash-2")
    act.setEnabled(False)
    shown(qtbot, act)
    assert colour("red").name() not in names(picture(act))
    act.setEnabled(True)
    assert colour("red").name() in names(picture(act))


def test_a_dangerous_act_with_the_keyboard_has_another_edge(qtbot: QtBot, either: Style) -> None:
    act = danger_button("Endgültig löschen")
    window = shown(qtbot, in_line(act, quiet_button("Abbrechen")))
    window.activateWindow()
    act.setFocus()
    qtbot.waitUntil(act.hasFocus)
    image = picture(act)
    edge = {image.pixelColor(at, act.height() // 2).name() for at in (0, 1, act.width() - 1)}
    assert edge == {colour("text").name()}


def test_chips_and_lists_have_an_edge_that_is_seen(qtbot: QtBot, either: Style) -> None:
    chips, lines = FilterChips("Art", [("all", "Alle"), ("ended", "Beendet")]), QListWidget()
    for widget in (chips.button("ended"), lines):
        shown(qtbot, widget)
        image = picture(widget)
        assert image.pixelColor(0, widget.height() // 2) == colour("edge")
    assert chips.button("all").isChecked()


def a_table(qtbot: QtBot, width: int = 700) -> PagedTable:
    """Return a table of people, shown."""
    people = [f"Person {place}" for place in range(40)]
    columns = [
        Column("Name", str, sort="name"),
        Column("Zeitraum", lambda _row: "noch 115 Tage", 14, kept=True),
        Column("Sprache", lambda _row: "Arabisch", 40),
    ]

    def fetch(offset: int, limit: int, deliver: Callable[[int, list[str]], object]) -> None:
        deliver(len(people), people[offset : offset + limit])

    table = PagedTable("Fälle", columns, fetch)
    table.reload()
    table.resize(width, 500)
    shown(qtbot, table)
    table.activateWindow()
    return table


def test_the_chosen_row_is_seen_without_the_keyboard_as_well(qtbot: QtBot, either: Style) -> None:
    table = a_table(qtbot)
    table.setCurrentIndex(table.rows.index(2, 0))
    table.clearFocus()
    image = picture(table.viewport())
    bars = [image.pixelColor(1, table.rowViewportPosition(row) + 8) == colour("accent") for row in range(4)]
    assert bars == [False, False, True, False]


def test_the_frame_of_a_table_with_the_keyboard_is_whole(qtbot: QtBot, either: Style) -> None:
    table = a_table(qtbot)
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    table.setCurrentIndex(table.rows.index(0, 0))
    image, accent = picture(table), colour("accent")
    wide, high = table.width(), table.height()
    head = table.horizontalHeader().height()
    left = [(at, y) for at in (0, 1) for y in (head // 2, head + 10, high // 2)]
    above = [(x, at) for at in (0, 1, high - 1, high - 2) for x in (wide // 3, wide // 2)]
    assert [place for place in left + above if image.pixelColor(*place) != accent] == []


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_the_arrow_of_the_order_grows_with_the_text(qtbot: QtBot, look: Style, size: float) -> None:
    look.enlarge(size)
    table = a_table(qtbot)
    head = table.horizontalHeader()
    plain = picture(head.viewport())
    table.show_sorted("name", ascending=True)
    sorted_by = picture(head.viewport())
    columns = [
        x
        for x in range(head.sectionSize(0))
        if any(plain.pixelColor(x, y) != sorted_by.pixelColor(x, y) for y in range(head.height() - 2))
    ]
    assert columns, "the arrow is drawn"
    assert len(columns) >= icon_side() // 2 - 1
    assert columns[-1] < head.sectionSize(0)


def test_the_arrow_points_the_other_way_for_the_other_order(qtbot: QtBot, look: Style) -> None:
    table = a_table(qtbot)
    pictures = []
    for ascending in (True, False):
        table.show_sorted("name", ascending=ascending)
        pictures.append(picture(table.horizontalHeader().viewport()))
    assert pictures[0] != pictures[1]


def test_a_list_keeps_room_for_its_rows_with_their_second_line(qtbot: QtBot, look: Style) -> None:
    table = a_table(qtbot, 1200)
    table.keep_rows(6)
    one_line = table.minimumHeight()
    assert one_line >= table.horizontalHeader().height() + 6 * table.rowHeight(0)
    table.resize(450, 500)
    assert table.isColumnHidden(2)
    assert table.minimumHeight() >= table.horizontalHeader().height() + 6 * table.rowHeight(0) > one_line
    assert table.rows_in(table.height_of(4)) == 4
    look.enlarge(2.0)
    qtbot.waitUntil(
        lambda: table.minimumHeight() >= table.horizontalHeader().height() + 6 * table.rowHeight(0)
    )


def test_a_row_without_a_second_line_stands_in_the_middle_of_its_room(qtbot: QtBot, look: Style) -> None:
    """At the top it would leave a gap below it, where the rows around it say something."""
    said = {"Ärztin": "Gesundheit und Behinderung", "Rathaus": ""}
    columns = [Column("Name", str), Column("Nur mit Einwilligung", lambda name: said[name], 60)]
    table = PagedTable("Stellen", columns, lambda _at, _most, deliver: deliver(2, tuple(said)))
    table.reload()
    table.resize(320, 400)
    shown(qtbot, table)
    assert table.is_folded()
    image, tall = picture(table.viewport()), table.rowHeight(0)
    rows = [image.copy(20, at * tall, 250, tall - 3) for at in range(2)]
    drawn = [inked(row, colour("card")) for row in rows]
    middles = [(lines[0] + lines[-1]) / 2 for lines in drawn]
    assert all(abs(middle - tall / 2) <= 4 for middle in middles)
    assert len(drawn[0]) > len(drawn[1])


@pytest.mark.parametrize("kind", [CheckField, RadioField])
def test_the_frame_of_a_choice_goes_round_its_words(qtbot: QtBot, look: Style, kind: Any) -> None:
    """Not to the end of the form, where it would look like a field."""
    field = kind("Von beiden unterschrieben")
    shown(qtbot, field)
    field.resize(900, field.sizeHint().height())
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    image, middle = picture(field), field.height() // 2
    right = max(x for x in range(900) if image.pixelColor(x, middle) == colour("accent"))
    assert 0 <= field.sizeHint().width() - right <= 4


def bar_of(share: float, width: int = 230) -> QImage:
    """Return a bar of the figures on a card."""
    image = QImage(width, 8, QImage.Format.Format_RGB32)
    image.fill(colour("card"))
    painter = QPainter(image)
    paint_bar(painter, QRectF(0, 0, width, 8), share, colour("accent"))
    painter.end()
    return image


def test_the_whole_of_a_bar_has_an_edge_that_is_seen(either: Style) -> None:
    image = bar_of(0.5)
    assert [image.pixelColor(200, y) for y in (0, 7)] == [colour("edge")] * 2
    assert image.pixelColor(200, 4) == colour("line")


def test_one_of_many_has_a_shorter_bar_than_two(either: Style) -> None:
    def inside(share: float) -> int:
        image = bar_of(share)
        return sum(image.pixelColor(x, 4) == colour("accent") for x in range(40))

    filled = [inside(count / 115) for count in (0, 1, 2, 4)]
    assert filled == sorted(set(filled))
    assert filled[0] == 0


def test_the_lock_of_a_closed_field_is_whole(qtbot: QtBot, look: Style) -> None:
    box = ClosedBox("Geschlossen: Gesundheit. Die Einwilligung fehlt. " * 3)
    shown(qtbot, box)
    box.resize(300, 200)
    lock = next(
        each for each in box.children() if isinstance(each, QWidget) and type(each).__name__ == "_Lock"
    )
    at = lock.geometry()
    rows = inked(picture(box).copy(at), colour("closed"))
    assert rows[0] >= 1
    assert rows[-1] <= at.height() - 2


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_the_sign_of_a_line_stands_at_the_height_of_its_name(qtbot: QtBot, look: Style, size: float) -> None:
    look.enlarge(size)
    lines = LineList()
    lines.set_lines([Line(State.WARNING, "ansehen", "Kein Integrationsplan.", "Muster, Ada", lambda: None)])
    shown(qtbot, lines)
    lines.resize(600, 200)
    (name,) = lines.findChildren(QAbstractButton)
    (sign,) = lines.findChildren(StateSign)
    middles = [each.mapTo(lines, each.rect().center()).y() for each in (name, sign)]
    assert abs(middles[0] - middles[1]) <= 1


@pytest.mark.parametrize("size", SIZES)
def test_a_text_of_one_line_stands_as_in_a_field_of_one_line(qtbot: QtBot, look: Style, size: float) -> None:
    look.enlarge(size)
    area, line = TextArea(lines=1), TextField()
    place = shown(qtbot, in_line(area, line))
    place.resize(600, 100)
    area.set_value("HHH")
    line.setText("HHH")
    qtbot.waitUntil(lambda: abs(area.height() - line.height()) <= 1)
    ground = colour("card")
    first = [
        inked(picture(each).copy(8, 3, 60, each.height() - 6), ground)[0] + each.y() for each in (area, line)
    ]
    assert abs(first[0] - first[1]) <= 1


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lines", [1, 2, 9, 16])
def test_a_text_that_fits_has_no_scroll_bar(qtbot: QtBot, look: Style, size: float, lines: int) -> None:
    look.enlarge(size)
    area = TextArea(lines=1)
    shown(qtbot, area)
    area.set_value("\n".join(["Zeile"] * lines))
    qtbot.waitUntil(lambda: not area.verticalScrollBar().isVisible())
    assert area.verticalScrollBar().maximum() == 0


def test_date_fields_of_one_form_end_in_line(qtbot: QtBot, look: Style, today: date) -> None:
    fields = [
        DateField(lambda: today),
        DateField(lambda: today, today),
        DateField(lambda: today, future=True),
    ]
    for field in fields:
        qtbot.addWidget(field)
    assert len({field.sizeHint().width() for field in fields}) == 1


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_buttons_with_an_icon_are_as_high_as_those_without(qtbot: QtBot, look: Style, size: float) -> None:
    look.enlarge(size)
    buttons = [
        primary_button("Speichern"),
        primary_button("Neue Person", icon="user-plus"),
        quiet_button("Abbrechen"),
        quiet_button("PDF zeigen", icon="file-text"),
        danger_button("Löschen", icon="trash-2"),
    ]
    place = shown(qtbot, in_line(*buttons))
    assert len({button.height() for button in place.findChildren(QPushButton)}) == 1
    for button in buttons:
        button.setFocus()
        assert button.sizeHint().height() == button.height()


def test_a_scroll_bar_grows_with_the_text(qtbot: QtBot, look: Style) -> None:
    area, tall = QScrollArea(), QWidget()
    tall.setFixedSize(100, 5000)
    area.setWidget(tall)
    shown(qtbot, area)
    before = area.verticalScrollBar().width()
    assert before == 12
    look.enlarge(2.0)
    qtbot.waitUntil(lambda: area.verticalScrollBar().width() >= 20)


def test_long_labels_go_above_their_fields_before_they_take_half_of_the_form(
    qtbot: QtBot, look: Style
) -> None:
    form = Form()
    first, second, check = TextField(), TextField(), CheckField("Kopie ausgehändigt")
    row = form.row("Klientin oder Klient unterschrieb am", first)
    form.row("Abgelegt", second)
    form.row("", check)
    shown(qtbot, form)
    form.resize(900, 300)
    qtbot.waitUntil(lambda: first.mapTo(form, first.rect().topLeft()).x() > row.label.width())
    assert check.mapTo(form, check.rect().topLeft()).x() == second.mapTo(form, second.rect().topLeft()).x()
    form.resize(400, 300)

    def places() -> list[QPoint]:
        return [each.mapTo(form, each.rect().topLeft()) for each in (first, second, check)]

    qtbot.waitUntil(lambda: [place.x() for place in places()] == [0, 0, 0])  # not the first alone
    at = places()
    assert at[0].y() > row.label.y()
    gap = at[2].y() - at[1].y() - second.height()
    assert gap <= 2 * space(3), "above a field without a label stands none"


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_a_label_above_its_field_is_as_near_to_it_in_every_form(
    qtbot: QtBot, look: Style, size: float
) -> None:
    """As near as where fields stand beside each other, and nearer than to the field before."""
    look.enlarge(size)
    form, one_of_several = Form(), Labelled("Ort", TextField())
    rows = [form.row(words, TextField()) for words in ("Zuteilung in die Unterbringung am", "Ort", "")]
    for each in (form, one_of_several):
        shown(qtbot, each)
    form.resize(int(300 * size), int(300 * size))
    qtbot.waitUntil(lambda: rows[0].field.mapTo(form, QPoint(0, 0)).x() == 0)

    def top(widget: QWidget) -> int:
        return widget.mapTo(form, QPoint(0, 0)).y()

    def gap(row: FormRow) -> int:
        label, field = row.label.geometry(), row.field.geometry()
        return field.top() - label.bottom() if row.label.parentWidget() is row else 99

    assert {gap(row) for row in rows[:2]} == {gap(one_of_several)}
    assert top(rows[0].label) == 0
    ends = [top(row.field) + row.field.height() for row in rows]
    assert top(rows[1].label) - ends[0] == top(rows[2].field) - ends[1] == space(3)
    form.show_row(rows[1], visible=False)
    form.resize(int(1200 * size), int(300 * size))
    qtbot.waitUntil(lambda: top(rows[0].label) == top(rows[0].field))
    assert not rows[1].label.isVisible()
    form.show_row(rows[1], visible=True)
    assert rows[1].label.isVisible()


def test_labels_go_above_their_fields_before_what_stands_there_is_cut(qtbot: QtBot, look: Style) -> None:
    """Beside the longest label one read half of the name that stands on every paper (screens.md, 200 %)."""
    look.enlarge(2.0)
    part = DutiesPart()
    part.resize(1015, 2000)
    shown(qtbot, part)
    controller = part.findChildren(TextField)[0]
    controller.setText("Verein Beispielhilfe e. V., vertreten durch den Vorstand")
    QApplication.processEvents()
    assert controller.width() > controller.fontMetrics().horizontalAdvance(controller.text()) + space(4)


def test_what_has_no_label_stands_in_the_column_of_the_fields(qtbot: QtBot, look: Style, today: date) -> None:
    fields = RequestFields(lambda: today)
    shown(qtbot, fields)
    fields.resize(1000, 600)
    places = {each.mapTo(fields, each.rect().topLeft()).x() for each in (fields.kind, fields.extends)}
    assert len(places) == 1
