"""Type to find: what is offered, what is said where nobody is found, and who was chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QStandardItemModel
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.ui.parts.finder import FindField, Found, PersonFinder
from intman_desktop.ui.style import Style
from intman_desktop.ui.tokens import space
from tests.ui.speaking import spoken


def test_people_are_found_while_one_types_and_only_the_newest_answer_counts(
    qtbot: QtBot, look: Style
) -> None:
    asked: list[tuple[str, Callable[[Sequence[Found]], None]]] = []
    field = FindField(lambda text, deliver: asked.append((text, deliver)))
    qtbot.addWidget(field)
    field.show()
    qtbot.keyClicks(field, "sa")
    qtbot.waitUntil(lambda: len(asked) == 1)
    qtbot.keyClicks(field, "m")
    qtbot.waitUntil(lambda: len(asked) == 2)
    asked[1][1]([Found(7, "Alrashid, Samira", "IM-2026-0042")])
    asked[0][1]([Found(1, "Falsch, Sa")])
    assert [text for text, _ in asked] == ["sa", "sam"]
    assert [each.key for each in field.offers()] == [7]


def test_enter_takes_nobody_from_the_list_of_what_was_typed_before(qtbot: QtBot, look: Style) -> None:
    """Two people begin with "mus"; whoever types "musterf" and Enter at once means the second (story 8)."""
    asked: list[Callable[[Sequence[Found]], None]] = []
    field = FindField(lambda _text, deliver: asked.append(deliver))
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    picked: list[Found] = []
    confirmed: list[str] = []
    field.picked.connect(picked.append)
    field.confirmed.connect(confirmed.append)
    qtbot.keyClicks(field, "mus")
    qtbot.waitUntil(lambda: len(asked) == 1)
    asked[0]([Found(1, "Musa, Amal"), Found(2, "Musterfrau, Samira")])
    qtbot.waitUntil(field.popup.isVisible)
    qtbot.keyClicks(field.popup, "terf")
    assert field.is_behind()
    qtbot.keyClick(field.popup, Qt.Key.Key_Return)
    assert (picked, confirmed) == ([], ["musterf"])
    qtbot.waitUntil(lambda: len(asked) == 2)
    asked[1]([Found(2, "Musterfrau, Samira")])
    assert not field.is_behind()
    qtbot.keyClick(field.popup, Qt.Key.Key_Return)
    assert [each.key for each in picked] == [2]


def test_where_nobody_is_found_it_is_told_what_can_be_typed(qtbot: QtBot, look: Style) -> None:
    """A year in part or a place alone finds nobody; the line says what does (issue 3 point 2)."""
    field = FindField(lambda _text, deliver: deliver([]), way_on=Found("new", "Neue Person"))
    qtbot.addWidget(field)
    field.show()
    field.setFocus()
    qtbot.keyClicks(field, "198")
    qtbot.waitUntil(lambda: bool(field.offers()))
    shown = field.findChild(QStandardItemModel)
    assert shown is not None
    lines = [shown.item(row) for row in range(shown.rowCount())]
    assert [line.isEnabled() for line in lines] == [False, False, True]
    assert "Ort" in lines[1].text()
    assert "Geburtsjahr (4 Ziffern)" in lines[1].text()


def test_chosen_people_stand_below_and_can_be_taken_out(qtbot: QtBot, look: Style) -> None:
    finder = PersonFinder(lambda _text, deliver: deliver([]), several=True)
    qtbot.addWidget(finder)
    first, second = Found(1, "Alrashid, Samira"), Found(2, "Müller, Ömer")
    finder.field.picked.emit(first)
    finder.field.picked.emit(second)
    finder.field.picked.emit(first)
    assert {each.key for each in finder.people()} == {1, 2}
    out = next(each for each in finder.findChildren(QWidget) if spoken(each).startswith("Müller"))
    qtbot.mouseClick(out, Qt.MouseButton.LeftButton)
    assert [each.key for each in finder.people()] == [1]


def test_one_person_replaces_the_other_where_only_one_is_meant(qtbot: QtBot, look: Style) -> None:
    finder = PersonFinder(lambda _text, deliver: deliver([]))
    qtbot.addWidget(finder)
    finder.field.picked.emit(Found(1, "Alrashid, Samira"))
    finder.field.picked.emit(Found(2, "Müller, Ömer"))
    assert [each.key for each in finder.people()] == [2]


def test_the_hint_of_the_search_is_never_cut(qtbot: QtBot, look: Style) -> None:
    field = FindField(lambda _text, _deliver: None, "Suchen: Name, Telefon, Notiz …", shorter=("Suchen …",))
    qtbot.addWidget(field)
    field.show()
    field.resize(600, field.height())
    assert field.placeholderText() == "Suchen: Name, Telefon, Notiz …"
    field.resize(150, field.height())
    assert field.placeholderText() == "Suchen …"


def test_why_somebody_was_found_is_never_cut(qtbot: QtBot, look: Style) -> None:
    """With large text it stands below the name, in a row as high as two lines."""
    found = [Found(1, "Erfundani, Mohammed", "IM-2026-0015 · Musterstadt", "Name beginnt ähnlich")]
    field = FindField(lambda _text, deliver: deliver(found))
    qtbot.addWidget(field)
    field.resize(700, field.height())
    field.show()
    popup, line = field._popup, field._line
    for text, size, folded in (("m", 1.0, False), ("mu", 2.0, True), ("muh", 1.0, False)):
        look.enlarge(size)
        field.setText("")
        field.activateWindow()  # what an earlier list took along would leave the field without the keyboard
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        qtbot.keyClicks(field, text)
        qtbot.waitUntil(popup.isVisible)
        assert line.folded is folded
        needed = line.width_for(field.font(), popup.model().index(0, 0))
        assert (needed > popup.viewport().width()) is folded
        assert popup.sizeHintForRow(0) >= (2 if folded else 1) * popup.fontMetrics().height() + space(4)
        field.put_away()


@pytest.mark.parametrize(("typed", "kept"), [("sam", True), ("", False)])
def test_esc_belongs_to_the_search_while_something_is_typed_and_to_the_page_else(
    qtbot: QtBot, look: Style, typed: str, kept: bool
) -> None:
    """A page that Esc leads back from hears it only once the search is empty."""
    field = FindField(lambda _text, deliver: deliver([]))
    qtbot.addWidget(field)
    field.show()
    qtbot.keyClicks(field, typed)
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    asked.ignore()
    QApplication.sendEvent(field, asked)
    assert asked.isAccepted() is kept
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    field.undo()
    assert field.text() == "", "a name that was looked for comes back, also of somebody erased since (L3)"
