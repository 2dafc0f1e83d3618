"""The fields: what is typed is understood, and each says its name."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHBoxLayout, QListView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.ui.needs.entries import BirthEntry
from intman_desktop.ui.parts.checks import CheckField, RadioField
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.doubts import understood
from intman_desktop.ui.parts.fields import ChoiceField, TextArea, TextField
from intman_desktop.ui.parts.form import Form, FormRow
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.style import Style
from intman_desktop.ui.tokens import space
from intman_desktop.values.lines import LONGEST_LINE

FORMS = (("site", "persönlich am Standort"), ("phone", "telefonisch"), ("video", "Video"))


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("150324", date(2024, 3, 15)),
        ("15.3.24", date(2024, 3, 15)),
        ("heute", date(2026, 11, 20)),
        ("gestern", date(2026, 11, 19)),
        ("12.11.", date(2026, 11, 12)),
        ("", None),
    ],
)
def test_dates_are_understood_as_people_type_them(
    qtbot: QtBot, look: Style, today: date, typed: str, value: date | None
) -> None:
    field = DateField(lambda: today)
    qtbot.addWidget(field)
    qtbot.keyClicks(field, typed)
    assert field.value() == value
    assert field.fault() == ""
    assert field.text() == typed, "it is let alone until the field is left"
    field.editingFinished.emit()
    assert field.value() == value
    assert field.text() == (f"{value:%d.%m.%Y}" if value else "")


def test_a_date_that_does_not_exist_says_so_and_keeps_what_was_typed(
    qtbot: QtBot, look: Style, today: date
) -> None:
    field = DateField(lambda: today, date(2026, 1, 2))
    qtbot.addWidget(field)
    seen: list[object] = []
    field.date_changed.connect(seen.append)
    field.selectAll()
    qtbot.keyClicks(field, "31.02.2024")
    assert field.value() is None
    assert field.text() == "31.02.2024"
    assert field.fault()
    assert seen == []
    field.editingFinished.emit()
    assert seen == [None]
    field.set_value(date(2024, 2, 29))
    assert field.fault() == ""


def test_a_date_that_cannot_be_is_said_below_it_as_it_is_left(qtbot: QtBot, look: Style, today: date) -> None:
    """The sentence stands there without any other key, while typing takes it away again."""
    form, field = Form(), DateField(lambda: today)
    qtbot.addWidget(form)
    row = form.row("&Tag", field)
    qtbot.keyClicks(field, "31.11.2026")
    assert row.fault() == "", "nobody is interrupted"
    field.editingFinished.emit()
    assert row.fault() == field.fault() != ""
    assert field.property("faulty") == "true"
    form.clear_faults()
    assert row.fault() == field.fault(), "it stays until another day is typed"
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert (row.fault(), field.property("faulty")) == ("", "false")
    field.editingFinished.emit()
    assert row.fault()
    field.set_value(date(2026, 11, 30))
    assert (row.fault(), field.property("faulty")) == ("", "false")


def test_what_a_form_says_of_a_date_stays_when_the_date_is_left(
    qtbot: QtBot, look: Style, today: date
) -> None:
    """Only another day takes the sentence of the form and its red frame away."""
    form, field = Form(), DateField(lambda: today, date(2026, 12, 1))
    qtbot.addWidget(form)
    row = form.row("&Tag", field)
    row.set_fault("Der Tag liegt in der Zukunft.")
    field.editingFinished.emit()
    assert row.fault() == "Der Tag liegt in der Zukunft."
    assert field.property("faulty") == "true"


def test_a_birth_that_cannot_be_is_said_below_it_as_it_is_left(
    qtbot: QtBot, look: Style, today: date
) -> None:
    """A date known in part is a date as any other: its sentence waits for no button."""
    form, birth = Form(), BirthEntry(lambda: today)
    qtbot.addWidget(form)
    row = form.row("&Geburtsdatum", birth)
    line = birth.line()
    assert isinstance(line, TextField)
    qtbot.keyClicks(line, "31.11.1990")
    assert row.fault() == ""
    line.editingFinished.emit()
    assert row.fault() == birth.fault() != ""
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    assert row.fault() == ""


def test_the_first_day_of_a_value_is_marked_where_it_is_wrong(qtbot: QtBot, look: Style, today: date) -> None:
    """The sentence of a part beside the line stands below both, and the line itself is not red."""
    whole = QWidget()
    line, since = TextField(parent=whole), DateField(lambda: today, parent=whole)
    beside = QHBoxLayout(whole)
    beside.addWidget(line)
    beside.addWidget(since)
    whole.setFocusProxy(line)
    form = Form()
    qtbot.addWidget(form)
    row = form.row("&Status", whole)
    qtbot.keyClicks(since, "31.11.2026")
    since.editingFinished.emit()
    assert row.fault() == since.fault() != ""
    assert (line.property("faulty"), since.property("faulty")) == ("false", "true")


def test_a_date_without_a_year_lies_ahead_where_the_field_looks_ahead(
    qtbot: QtBot, look: Style, today: date
) -> None:
    field = DateField(lambda: today, future=True)
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "12.01.")
    assert field.value() == date(2027, 1, 12)


JANUARY = date(2026, 1, 12)


@pytest.mark.parametrize(
    ("typed", "future", "reading"),
    [
        ("1.12.", False, "= 01.12.2025"),
        ("1.12.", True, "= 01.12.2026"),
        ("12.1", False, "= 12.01.2026"),
        ("fr", False, "= 09.01.2026"),
        ("fr", True, "= 16.01.2026"),
        ("2w", True, "= 26.01.2026"),
        ("011225", False, "= 01.12.2025"),
        ("01.12.2025", False, ""),
        ("1.", False, ""),
        ("31.6.", False, ""),
    ],
)
def test_which_day_a_short_date_means_stands_behind_it_while_it_is_typed(
    qtbot: QtBot, look: Style, typed: str, future: bool, reading: str
) -> None:
    """A form is saved by Ctrl+Enter before the field is left: in January "1.12." was last year's unseen."""
    field = DateField(lambda: JANUARY, future=future)
    qtbot.addWidget(field)
    field.resize(field.sizeHint())
    field.show()
    qtbot.keyClicks(field, typed)
    assert field.reading() == reading
    drawn = field.grab().toImage()
    begins = field.fontMetrics().horizontalAdvance(typed) + space(6)
    across = [drawn.pixel(x, drawn.height() // 2) for x in range(begins, drawn.width() - space(12))]
    assert (len(set(across)) > 1) is bool(reading)
    field.editingFinished.emit()
    assert field.reading() == ""


@pytest.mark.parametrize(
    ("typed", "reading"), [("31.12.", "2025"), ("1.12", "2025"), ("fr", "= 9.1.26"), ("28.10.2025", "")]
)
def test_where_a_date_field_is_short_the_reading_is_as_well(
    qtbot: QtBot, look: Style, typed: str, reading: str
) -> None:
    field = DateField(lambda: JANUARY, short=True)
    qtbot.addWidget(field)
    field.resize(field.sizeHint())
    field.show()
    qtbot.keyClicks(field, typed)
    assert field.reading() == reading


@pytest.mark.parametrize(
    ("typed", "future", "reading"),
    [
        ("nächsten Freitag", True, "16.1."),
        ("in vierzehn Tagen", True, "26.1."),
        ("letzten Donnerstag", False, "8.1."),
        ("in zwölf Monaten", True, ""),
    ],
)
def test_where_the_day_is_typed_in_long_words_day_and_month_stand_behind_them(
    qtbot: QtBot, look: Style, typed: str, future: bool, reading: str
) -> None:
    """Without its year only a day that is near is told."""
    field = DateField(lambda: JANUARY, future=future)
    qtbot.addWidget(field)
    field.resize(field.sizeHint())
    field.show()
    field.insert(typed)
    assert field.reading() == reading


def test_the_longest_day_in_words_can_be_typed(qtbot: QtBot, look: Style) -> None:
    field = DateField(lambda: JANUARY)
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "am vergangenen Donnerstag")
    assert (field.text(), field.value()) == ("am vergangenen Donnerstag", date(2026, 1, 8))


def test_the_hint_of_a_date_is_as_long_as_fits(qtbot: QtBot, look: Style, today: date) -> None:
    field = DateField(lambda: today)
    qtbot.addWidget(field)
    field.resize(field.sizeHint())
    field.show()
    assert field.placeholderText() == "TT.MM.JJJJ oder „heute“"
    field.resize(field.minimumSizeHint())
    assert field.placeholderText() == "TT.MM.JJJJ"


def test_a_line_says_the_shorter_hint_where_the_long_one_is_cut(qtbot: QtBot, look: Style) -> None:
    field = TextField("TT.MM.JJJJ, MM.JJJJ oder nur das Jahr", shorter=("TT.MM.JJJJ oder JJJJ", "TT.MM.JJJJ"))
    qtbot.addWidget(field)
    field.show()
    seen = []
    for width in (600, 200, 60):
        field.resize(width, field.height())
        seen.append(field.placeholderText())
    assert seen == ["TT.MM.JJJJ, MM.JJJJ oder nur das Jahr", "TT.MM.JJJJ oder JJJJ", "TT.MM.JJJJ"]


def test_a_choice_is_found_by_any_part_of_its_label(qtbot: QtBot, look: Style) -> None:
    field = ChoiceField(FORMS)
    qtbot.addWidget(field)
    seen: list[str] = []
    field.chosen.connect(seen.append)
    field.line().setText("standort")
    field.line().editingFinished.emit()
    assert field.code() == "site"
    assert field.line().text() == "persönlich am Standort"
    assert seen == ["site"]


LANGUAGES = (("de", "Deutsch"), ("ar", "Arabisch"), ("fa", "Dari"), ("tr", "Türkisch"), ("ku", "Kurdisch"))


def languages(qtbot: QtBot) -> tuple[Form, ChoiceField, FormRow]:
    form, field, after = Form(), ChoiceField(LANGUAGES), TextField()
    row = form.row("&Sprache", field)
    form.row("&Name", after)
    qtbot.addWidget(form)
    field.set_code("de")
    form.show()
    form.activateWindow()
    field.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(field.hasFocus)
    return form, field, row


def type_and_leave(qtbot: QtBot, field: ChoiceField, text: str) -> None:
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    for letter in text:
        qtbot.keyClicks(QApplication.activePopupWidget() or field, letter)
    qtbot.keyClick(QApplication.activePopupWidget() or field, Qt.Key.Key_Tab)


def test_typing_into_a_prefilled_choice_replaces_it(qtbot: QtBot, look: Style) -> None:
    _form, field, row = languages(qtbot)
    seen: list[str] = []
    field.chosen.connect(seen.append)
    type_and_leave(qtbot, field, "Arab")
    assert (field.code(), field.line().text(), row.fault()) == ("ar", "Arabisch", "")
    assert set(seen) == {"ar"}


@pytest.mark.parametrize(
    ("typed", "sentence"), [("xyz", "steht nicht in der Liste"), ("isch", "Bitte wählen Sie einen.")]
)
def test_what_means_no_single_entry_stays_and_is_said(
    qtbot: QtBot, look: Style, typed: str, sentence: str
) -> None:
    form, field, row = languages(qtbot)
    type_and_leave(qtbot, field, typed)
    assert (field.line().text(), field.code()) == (typed, "de")
    assert sentence in row.fault()
    assert field.property("faulty") == "true"
    form.clear_faults()
    assert sentence in row.fault()
    type_and_leave(qtbot, field, "ara")
    assert (field.code(), row.fault(), field.property("faulty")) == ("ar", "", "false")


def test_a_choice_that_is_emptied_is_none(qtbot: QtBot, look: Style) -> None:
    _form, field, _row = languages(qtbot)
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    type_and_leave(qtbot, field, "")
    assert field.code() == ""


def test_a_fault_goes_as_soon_as_its_field_is_edited(qtbot: QtBot, look: Style) -> None:
    form, field, row = languages(qtbot)
    name, note = TextField(), TextArea()
    rows = [row, form.row("&Vorname", name), form.row("&Notiz", note)]
    for each in rows:
        each.set_fault("Bitte angeben.")
    type_and_leave(qtbot, field, "Dari")
    assert [each.fault() for each in rows] == ["", "Bitte angeben.", "Bitte angeben."]
    qtbot.keyClicks(name, "S")
    qtbot.keyClicks(note, "S")
    assert [each.fault() for each in rows] == ["", "", ""]
    assert name.property("faulty") == "false"


def test_other_choices_keep_the_code_that_still_exists(qtbot: QtBot, look: Style) -> None:
    field = ChoiceField(FORMS, empty=None)
    qtbot.addWidget(field)
    field.set_code("video")
    field.set_choices(FORMS[1:])
    assert field.code() == "video"
    field.set_choices(FORMS[:1])
    assert field.code() == ""


def test_a_text_area_grows_with_its_text_and_tab_leaves_it(qtbot: QtBot, look: Style) -> None:
    area = TextArea(lines=2)
    qtbot.addWidget(area)
    area.show()
    small = area.height()
    area.set_value("eine Zeile\n" * 8)
    assert area.height() > small
    assert area.value().count("\n") == 7
    assert area.tabChangesFocus()


def test_a_form_gives_each_field_label_buddy_name_and_place_for_its_fault(qtbot: QtBot, look: Style) -> None:
    form = Form()
    qtbot.addWidget(form)
    name, choice = TextField(), ChoiceField(FORMS)
    row = form.row("&Name", name, "Ein Name allein ist gültig.")
    form.row("&Form", choice)
    assert row.label.buddy() is name
    assert name.accessibleName() == "Name"
    assert choice.line().accessibleName() == "Form"
    assert name.accessibleDescription() == "Ein Name allein ist gültig."
    row.set_fault("Bitte nennen Sie den Namen.")
    assert name.accessibleDescription() == "Bitte nennen Sie den Namen."
    assert form.go_to_first_fault()
    form.clear_faults()
    assert not form.go_to_first_fault()
    assert name.accessibleDescription() == "Ein Name allein ist gültig."


@pytest.mark.parametrize("kind", [CheckField, RadioField])
def test_the_words_of_a_check_wrap_and_a_click_on_them_counts(
    qtbot: QtBot, look: Style, kind: type[CheckField] | type[RadioField]
) -> None:
    check = kind("Das Notfallblatt ist &gedruckt und liegt an einem sicheren Ort. " * 3)
    qtbot.addWidget(check)
    check.resize(300, check.heightForWidth(300))
    check.show()
    assert check.heightForWidth(300) > 2 * check.heightForWidth(2000)
    qtbot.mouseClick(check, Qt.MouseButton.LeftButton, pos=check.rect().center())
    assert check.isChecked()
    interface = QAccessible.queryAccessibleInterface(check)
    assert interface.text(QAccessible.Text.Name).startswith("Das Notfallblatt ist gedruckt")
    check.grab()


def test_a_label_never_reads_markup(qtbot: QtBot, look: Style) -> None:
    from intman_desktop.ui.parts.labels import Text

    holder = QWidget()
    qtbot.addWidget(holder)
    label = Text("<b>Null</b>", parent=holder)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.accessibleName() == "<b>Null</b>"


@pytest.mark.parametrize("over", ["choice", "text"])
def test_the_wheel_above_a_field_leaves_the_cursor_where_one_writes(
    qtbot: QtBot, look: Style, over: str
) -> None:
    """Only the wheel turns there: what is typed next still goes where one was writing."""
    window = QWidget()
    column = QVBoxLayout(window)
    note, field = TextArea(), ChoiceField(FORMS) if over == "choice" else TextArea()
    column.addWidget(note)
    column.addWidget(field)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    note.setFocus()
    qtbot.waitUntil(note.hasFocus)
    under = field.line() if isinstance(field, ChoiceField) else field.viewport()
    place = under.mapTo(window, under.rect().center())
    QTest.wheelEvent(window.windowHandle(), QPointF(place), QPoint(0, -120))
    assert QApplication.focusWidget() is note


def test_a_long_line_is_shown_from_its_first_letter_and_goes_on_at_its_end(qtbot: QtBot, look: Style) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    other, field = TextField(), TextField()
    column.addWidget(other)
    column.addWidget(field)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    words = "Wohnungsanzeigen ansehen und jede Woche anfragen"
    field.setText(words)
    assert field.cursorPosition() == 0
    field.setFocus()
    qtbot.keyClicks(field, ", auch am Telefon")
    assert field.text() == f"{words}, auch am Telefon"
    field.setText(words)
    assert field.cursorPosition() == len(words), "one is writing there"


def test_the_lines_of_a_list_are_high_enough_to_be_hit(qtbot: QtBot, look: Style) -> None:
    """The list that the arrow opens, and what is proposed while one types."""
    field = ChoiceField(FORMS)
    qtbot.addWidget(field)
    field.show()
    field.window().activateWindow()
    field.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    enough = field.fontMetrics().height() + space(3)
    field.showPopup()
    assert field.view().sizeHintForRow(1) >= enough
    field.hidePopup()
    field.line().selectAll()
    qtbot.keyClicks(field.line(), "tel")
    completer = field.completer()
    assert completer is not None
    proposed = completer.popup()
    assert isinstance(proposed, QListView)
    assert proposed.sizeHintForRow(0) >= enough
    proposed.hide()


COUNTRIES = (("a", "Algerien"), ("b", "Eritrea"), ("c", "Nigeria"), ("d", "Erinnerung"))


def slowly(qtbot: QtBot, field: ChoiceField, words: str) -> None:
    """Type as people do: the window works between two letters."""
    field.show()
    field.window().activateWindow()
    field.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    for letter in words:
        qtbot.keyClick(QApplication.activePopupWidget() or field.line(), letter)
        qtbot.wait(5)


def proposed_in(field: ChoiceField) -> QAbstractItemView:
    completer = field.completer()
    assert completer is not None
    proposed = completer.popup()
    assert proposed is not None
    return proposed


def test_the_entry_that_enter_takes_is_marked_among_what_is_proposed(qtbot: QtBot, look: Style) -> None:
    """The line stays as it is typed meanwhile: what is marked is taken with Enter alone."""
    field = ChoiceField(COUNTRIES)
    qtbot.addWidget(field)
    slowly(qtbot, field, "erit")
    proposed = proposed_in(field)
    assert (field.line().text(), proposed.currentIndex().data()) == ("erit", "Eritrea")
    qtbot.keyClick(proposed, Qt.Key.Key_Return)
    assert (field.line().text(), field.code(), field.fault()) == ("Eritrea", "b", "")


@pytest.mark.parametrize("words", ["Eritrea", "Algerien", "Erinnerung"])
def test_a_list_never_writes_over_what_is_still_being_typed(words: str, qtbot: QtBot, look: Style) -> None:
    field = ChoiceField(COUNTRIES)
    qtbot.addWidget(field)
    slowly(qtbot, field, words)
    assert field.line().text() == words
    proposed_in(field).hide()
    field.settle()
    assert (field.line().text(), field.fault()) == (words, "")


def test_the_arrow_stays_on_the_only_entry_that_is_proposed(qtbot: QtBot, look: Style) -> None:
    field = ChoiceField(COUNTRIES)
    qtbot.addWidget(field)
    slowly(qtbot, field, "alg")
    proposed = proposed_in(field)
    qtbot.keyClick(proposed, Qt.Key.Key_Down)
    assert proposed.currentIndex().data() == "Algerien"
    qtbot.keyClick(proposed, Qt.Key.Key_Return)
    assert field.code() == "a"


def test_the_list_opens_on_alt_and_arrow_also_over_a_text_that_it_does_not_know(
    qtbot: QtBot, look: Style
) -> None:
    field = ChoiceField(COUNTRIES)
    qtbot.addWidget(field)
    field.show()
    field.line().setText("Wolke")
    qtbot.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert field.view().isVisible()
    assert field.line().text() == "Wolke"
    field.hidePopup()


@pytest.mark.parametrize("arrow", [Qt.Key.Key_Down, Qt.Key.Key_Up])
def test_an_arrow_takes_no_other_entry_for_a_text_that_no_list_knows(
    arrow: Qt.Key, qtbot: QtBot, look: Style
) -> None:
    field = ChoiceField(FORMS)
    qtbot.addWidget(field)
    field.show()
    qtbot.keyClicks(field.line(), "Wolke")
    qtbot.keyClick(field, arrow)
    assert (field.line().text(), field.code()) == ("Wolke", "")
    assert field.fault() == "„Wolke“ steht nicht in der Liste."


def test_a_draft_of_a_list_keeps_what_is_typed_and_means_nothing(qtbot: QtBot) -> None:
    field, again = ChoiceField(FORMS), ChoiceField(FORMS)
    for each in (field, again):
        qtbot.addWidget(each)
    field.set_code(FORMS[0][0])
    assert field.draft() == FORMS[0][0]
    field.line().setText("Wolke")
    again.set_draft(field.draft())
    assert again.line().text() == "Wolke"
    assert again.fault() == "„Wolke“ steht nicht in der Liste."
    again.set_draft(FORMS[0][0])
    assert (again.code(), again.fault()) == (FORMS[0][0], "")


def test_what_is_still_being_typed_is_understood_before_anything_is_saved(qtbot: QtBot) -> None:
    form, first, second = Form(), ChoiceField(FORMS), ChoiceField(FORMS)
    form.row("Eins", first)
    form.row("Zwei", second)
    qtbot.addWidget(form)
    form.show()
    first.line().setText(FORMS[0][1])
    assert understood(form)
    assert first.code() == FORMS[0][0]
    second.line().setText("Wolke")
    assert not understood(form)
    assert second.fault()
    second.setEnabled(False)
    assert understood(form)


def test_the_cursor_stays_where_the_same_text_is_shown_again_as_after_saving(qtbot: QtBot) -> None:
    """In a line, in several lines, a date and a list; nothing that was typed before is undone into it."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    line, area, on, choice = TextField(), TextArea(), DateField(lambda: date(2026, 11, 20)), ChoiceField()
    choice.set_choices([("a", "Arabisch"), ("d", "Deutsch")])
    for each in (line, area, on, choice):
        column.addWidget(each)
    qtbot.addWidget(holder)
    holder.show()
    holder.activateWindow()
    QApplication.processEvents()
    line.setFocus()
    line.setText("bis zum Ende ")
    line.setCursorPosition(3)
    line.setText("bis zum Ende")
    assert (line.text(), line.cursorPosition()) == ("bis zum Ende ", 3), "the next word may begin there"
    line.setText("länger")
    assert line.cursorPosition() == len("länger")
    area.setFocus()
    for written in ("bis zum Ende", "bis zum Ende "):
        area.setPlainText(written)
        cursor = area.textCursor()
        cursor.setPosition(len(written))
        area.setTextCursor(cursor)
        area.set_value("bis zum Ende")
        assert (area.toPlainText(), area.textCursor().position()) == (written, len(written))
    area.insertPlainText("!")
    area.set_value("bis zum Ende !")
    area.undo()
    assert area.toPlainText() == "bis zum Ende !"
    area.set_value("Anderes")
    assert area.textCursor().position() == 0
    on.setFocus()
    on.set_value(date(2026, 11, 19))
    on.setCursorPosition(2)
    on.set_value(date(2026, 11, 19))
    assert on.cursorPosition() == 2
    choice.line().setFocus()
    choice.set_code("d")
    choice.line().setCursorPosition(4)
    choice.set_code("d")
    assert choice.line().cursorPosition() == 4
    choice.set_code("a")
    assert choice.line().cursorPosition() == 0


def test_other_choices_say_nothing_of_what_is_being_typed(qtbot: QtBot, look: Style) -> None:
    """Nobody has typed, chosen or understood anything: what hangs on the field stays as it is."""
    field = ChoiceField(COUNTRIES)
    qtbot.addWidget(field)
    slowly(qtbot, field, "Xyzabc")
    field.settle()
    told: list[str] = []
    field.doubted.connect(told.append)
    field.chosen.connect(told.append)
    field.line().textChanged.connect(told.append)
    field.set_choices((*COUNTRIES, ("e", "Somalia")))
    assert told == []
    assert field.line().text() == "Xyzabc"
    assert field.fault() == "„Xyzabc“ steht nicht in der Liste."


@pytest.mark.parametrize("kind", [TextField, TextArea])
def test_a_blank_typed_behind_a_word_stays_where_the_same_is_shown_again(
    kind: type[TextField] | type[TextArea], qtbot: QtBot, look: Style
) -> None:
    """After saving the stored text comes back, without the blank before the next word."""
    field = kind()
    qtbot.addWidget(field)
    field.show()
    field.window().activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "bis zum Ende ")
    show = field.setText if isinstance(field, TextField) else field.set_value
    show("bis zum Ende")
    qtbot.keyClicks(field, "der Beratung")
    assert field.value() == "bis zum Ende der Beratung"


def test_a_field_of_one_line_takes_as_much_as_a_file_may_bring(qtbot: QtBot, look: Style) -> None:
    field = TextField()
    qtbot.addWidget(field)
    assert field.maxLength() == LONGEST_LINE


def test_a_line_that_has_no_room_for_all_that_is_pasted_says_so_until_it_has(
    qtbot: QtBot, look: Style
) -> None:
    """532 letters were pasted, 300 kept, and nothing said that the end was missing."""
    form, field = Form(), TextField(longest=10)
    qtbot.addWidget(form)
    row = form.row("Nächster Schritt", field)
    form.show()
    clipboard = QApplication.clipboard()
    clipboard.setText("Unterlagen durchsehen")
    field.setFocus()
    field.paste()
    QApplication.processEvents()
    told = "Hier haben 10 Zeichen Platz; was darüber ist, steht nicht im Feld."
    assert (field.value(), said(row)) == ("Unterlagen", [told])
    assert row.fault() == "", "what is there may be saved"
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert said(row) == []
    qtbot.keyClicks(field, "nx")
    QApplication.processEvents()
    assert said(row) == [told]
    row.set_fault("Bitte nennen Sie einen Tag.")
    assert said(row) == ["Bitte nennen Sie einen Tag.", told]
    clipboard.setText("Brief")
    field.selectAll()
    field.paste()
    QApplication.processEvents()
    assert (field.value(), said(row)) == ("Brief", [])
    clipboard.clear()


def said(row: FormRow) -> list[str]:
    """Return the sentences below the field of ``row``."""
    column = row.layout()
    assert column is not None
    labels = sorted(row.findChildren(Text), key=column.indexOf)
    return [each.text() for each in labels if not each.isHidden()]
