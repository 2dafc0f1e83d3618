"""Every name of a client that can be read, heard or found anywhere in the widgets of the program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QCompleter,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.StatusTipRole,
    Qt.ItemDataRole.WhatsThisRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)


def readable() -> Iterator[tuple[QWidget, str]]:
    """Yield every text with its widget, of all windows, seen or not."""
    for window in QApplication.topLevelWidgets():
        for widget in (window, *window.findChildren(QWidget)):
            yield from ((widget, text) for text in _texts(widget) if text)


def _texts(widget: QWidget) -> Iterator[str]:
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    yield widget.toolTip()
    yield widget.statusTip()
    yield widget.whatsThis()
    yield widget.windowTitle()
    spoken = QAccessible.queryAccessibleInterface(widget) if widget.isVisible() else None
    if spoken is not None:
        yield spoken.text(QAccessible.Text.Name)
        yield spoken.text(QAccessible.Text.Description)
        yield spoken.text(QAccessible.Text.Value)
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        yield widget.text()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    if isinstance(widget, QGroupBox):
        yield widget.title()
    if isinstance(widget, QTabBar):
        yield from (widget.tabText(at) for at in range(widget.count()))
    if isinstance(widget, QMenu):
        yield from (action.text() for action in widget.actions())
    if isinstance(widget, QComboBox):
        yield from _in_model(widget.model())
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _in_model(widget.model())
    for completer in widget.findChildren(QCompleter, options=Qt.FindChildOption.FindDirectChildrenOnly):
        yield from _in_model(completer.model())


def _in_model(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(min(model.rowCount(), 200)):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
            yield from _in_cell(model.index(row, column))
        held = model.headerData(row, Qt.Orientation.Vertical)
        yield held if isinstance(held, str) else ""


def _in_cell(cell: QModelIndex) -> Iterator[str]:
    for role in _ROLES:
        held = cell.data(role)
        if isinstance(held, str):
            yield held


def faults(names: Iterable[tuple[str, str]], *, seen_only: bool = False) -> list[str]:
    """Return where one of the ``names`` (family name and given name) stands, in either order."""
    forms = [form for family, given in names for form in (f"{family}, {given}", f"{given} {family}")]

    @cache  # the same words stand in many places
    def names_somebody(text: str) -> bool:
        return any(form in text for form in forms)

    return sorted(
        {
            f"{type(widget).__name__} in {_place(widget)}: {text!r}"
            for widget, text in readable()
            if names_somebody(text) and (widget.isVisible() or not seen_only)
        }
    )


def _place(widget: QWidget) -> str:
    names = []
    while (parent := widget.parentWidget()) is not None:
        widget = parent
        if not type(widget).__name__.startswith("Q"):
            names.append(type(widget).__name__)
    return " < ".join(names[:4])
