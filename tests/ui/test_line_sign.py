"""Signs inside a line: as large as the text, never over it, and pressed by the mouse."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.fields import TextField
from intman_desktop.ui.parts.finder import FindField
from intman_desktop.ui.parts.line_sign import ClearSign, LineSign
from intman_desktop.ui.style import Style

TODAY = date(2026, 11, 20)


def shown(qtbot: QtBot, line: QLineEdit) -> QLineEdit:
    line.resize(400, line.sizeHint().height())
    qtbot.addWidget(line)
    line.show()
    return line


def inked(sign: LineSign) -> int:
    """Return how many pixels high the drawn icon is."""
    picture = sign.grab().toImage()
    ground = picture.pixelColor(0, 0)
    rows = [
        y
        for y in range(picture.height())
        if any(picture.pixelColor(x, y) != ground for x in range(picture.width()))
    ]
    return max(rows) - min(rows) + 1


def test_the_signs_grow_with_the_text_and_stay_at_their_ends(qtbot: QtBot, look: Style) -> None:
    field = shown(qtbot, FindField(lambda _text, _deliver: None, "Suchen"))
    field.setText("Muster")
    search, clear = field.findChildren(LineSign)
    small = inked(search), inked(clear)
    look.enlarge(2.0)
    field.resize(600, field.sizeHint().height())
    assert [inked(search) > 1.6 * small[0], inked(clear) > 1.6 * small[1]] == [True, True]
    assert search.geometry().left() < 8 and clear.geometry().right() > 590
    assert field.textMargins().left() >= search.width() and field.textMargins().right() >= clear.width()
    assert search.height() == clear.height() == field.height()


def test_the_calendar_opens_by_its_sign_and_by_the_key(qtbot: QtBot, look: Style) -> None:
    field = shown(qtbot, DateField(lambda: TODAY))
    (sign,) = field.findChildren(LineSign)
    assert (sign.accessibleName(), sign.focusPolicy()) == ("Kalender", Qt.FocusPolicy.NoFocus)
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    for open_it in (
        lambda: qtbot.mouseClick(sign, Qt.MouseButton.LeftButton, pos=QPoint(4, 4)),
        lambda: qtbot.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier),
    ):
        open_it()
        (menu,) = [each for each in field.findChildren(QMenu) if each.isVisible()]
        assert menu.findChildren(QCalendarWidget)
        menu.close()


@pytest.mark.parametrize("kind", [TextField, FindField])
def test_what_is_typed_is_emptied_as_by_the_person(qtbot: QtBot, look: Style, kind: type[QLineEdit]) -> None:
    line = TextField() if kind is TextField else FindField(lambda _text, _deliver: None)
    shown(qtbot, line)
    clear = ClearSign(line) if kind is TextField else line.findChild(ClearSign)
    assert clear is not None and not clear.isVisible()
    qtbot.keyClicks(line, "Muster")
    assert clear.isVisible()
    with qtbot.waitSignal(line.textEdited):
        qtbot.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert line.text() == "" and not clear.isVisible()
    line.undo()
    assert line.text() == "Muster"
