"""The label of a field stands on the line of the field, also after a page was too low for both."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.ui.parts.fields import TextField
from intman_desktop.ui.parts.form import Form, FormRow
from intman_desktop.ui.style import Look, Style

pytestmark = pytest.mark.unmeasured

_NARROW, _LOW, _NARROW_AND_LOW = (200, 300), (900, 1), (200, 1)


def _off_line(row: FormRow) -> int:
    """Return how many pixels the words of the label stand above the middle of the field."""
    label, field = row.label, row.field
    words = label.mapToGlobal(QPoint(0, label.contentsRect().top() + label.fontMetrics().height() // 2)).y()
    return field.mapToGlobal(field.rect().center()).y() - words


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_labels_that_come_back_beside_their_fields_stand_on_one_line_with_them(
    qtbot: QtBot, look: Style, size: float
) -> None:
    """A page that is only being made gives its labels no height, and Qt forgets their margin then."""
    around = QWidget()
    qtbot.addWidget(around)
    form = Form(parent=around)
    form.setMinimumSize(1, 1)
    rows = [form.row(words, TextField()) for words in ("Bisherige Passphrase", "Ort")]
    form.resize(int(900 * size), int(300 * size))
    around.show()
    look.enlarge(size)

    def are_level() -> bool:
        beside = all(row.field.mapTo(form, QPoint(0, 0)).x() > 0 for row in rows)
        return beside and all(abs(_off_line(row)) <= 1 for row in rows)

    qtbot.waitUntil(are_level)
    for way in ([_NARROW], [_LOW], [_NARROW_AND_LOW], [_LOW, _NARROW], [_NARROW_AND_LOW, _NARROW]):
        for width, height in way:
            form.resize(int(width * size), int(height * size))
            qtbot.wait(1)
            look.choose(Look.DARK)  # a change of look asks for the margins of all labels anew
            look.choose(Look.LIGHT)
        form.resize(int(900 * size), int(300 * size))
        qtbot.waitUntil(are_level)
