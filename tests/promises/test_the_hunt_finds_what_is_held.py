"""The counter-proof of ``tests.promises.hunting``: it finds what an object of Qt still holds.

That it finds what Python holds is proved within the journey, where something is planted for it.
"""

from __future__ import annotations

from PySide6.QtCore import QStringListModel
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.promises import hunting


def kept() -> str:
    return "nettahcsegnirednuW"[::-1]


def wanted() -> dict[str, tuple[bytes, ...]]:
    return {"kept": (kept().encode(),)}


def test_what_a_widget_shows_models_and_could_bring_back_is_found(qtbot: QtBot) -> None:
    label, field, empty = QLabel(kept()), QLineEdit(), QLineEdit()
    for widget in (label, field, empty):
        qtbot.addWidget(widget)
    model = QStandardItemModel(field)
    model.appendRow(QStandardItem(kept()))
    names = QStringListModel([kept()], field)
    assert set(hunting.held_by_qt(wanted)["kept"]) == {
        *("QLabel text", "QStandardItemModel model", "QStringListModel model"),
    }
    names.setStringList([])
    assert "QStringListModel model" not in hunting.held_by_qt(wanted)["kept"]
    field.setAccessibleName("Suchen")
    qtbot.keyClicks(field, "abc")
    field.clear()
    assert "QLineEdit Suchen" in hunting.steps_back()
    field.setText("")
    assert "QLineEdit Suchen" not in hunting.steps_back()
