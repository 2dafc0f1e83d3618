"""Which columns the list of cases shows and in which order; kept on this machine."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.cases.columns import FIRST, column_titles
from intman_desktop.ui.keys import SAVE, native
from intman_desktop.ui.parts.buttons import primary_button, quiet_button
from intman_desktop.ui.parts.check_lines import CheckLines
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText, SectionTitle
from intman_desktop.ui.parts.wheel import leave_wheel_to_page
from intman_desktop.ui.tokens import space
from intman_desktop.values.views import CaseColumn

_COLUMN = Qt.ItemDataRole.UserRole
_UP, _DOWN = "Ctrl+Up", "Ctrl+Down"


class ColumnsDialog(QDialog):
    """Space shows or hides a column, Ctrl and the arrows move it. The name always stands first.

    Attributes: ``list``. Signals: ``columns_chosen(tuple)`` – the ``CaseColumn`` shown, in their order.
    """

    columns_chosen = Signal(object)

    def __init__(self, parent: QWidget, shown: Sequence[CaseColumn]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Spalten"))
        column = QVBoxLayout(self)
        column.setContentsMargins(space(6), space(5), space(6), space(5))
        column.setSpacing(space(3))
        column.addWidget(SectionTitle(_("Spalten der Liste")))
        words = _("Die Leertaste zeigt oder verbirgt eine Spalte; {up} und {down} verschieben sie.")
        hint = QuietText(words.format(up=native(_UP), down=native(_DOWN)))
        hint.setMinimumWidth(hint.fontMetrics().averageCharWidth() * 46)
        column.addWidget(hint)
        self.list = QListWidget()
        leave_wheel_to_page(self.list)
        self.list.setAccessibleName(_("Spalten"))
        self.list.setItemDelegate(CheckLines(self.list))
        column.addWidget(self.list)
        for keys, step in ((_UP, -1), (_DOWN, 1)):
            shortcut = QShortcut(QKeySequence(keys), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda step=step: self.move_column(step))
        column.addWidget(
            Flow(
                quiet_button(_("Nach vorn"), lambda: self.move_column(-1), icon="chevron-up"),
                quiet_button(_("Nach hinten"), lambda: self.move_column(1), icon="chevron-down"),
                quiet_button(_("Wie am Anfang"), lambda: self.show_columns(FIRST)),
            )
        )
        apply = primary_button(_("Übernehmen"), self._apply, SAVE)
        column.addWidget(Flow(apply, quiet_button(_("Abbrechen"), self.reject)))
        self.show_columns(shown)
        self.list.setFocus()

    def show_columns(self, shown: Sequence[CaseColumn]) -> None:
        """Tick ``shown`` in their order; the others stand below."""
        titles = column_titles()
        self.list.clear()
        for name in (*shown, *(name for name in titles if name not in shown)):
            if name is CaseColumn.NAME:
                continue
            item = QListWidgetItem(titles[name])
            item.setData(_COLUMN, name.value)
            ticked = Qt.CheckState.Checked if name in shown else Qt.CheckState.Unchecked
            item.setCheckState(ticked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def move_column(self, step: int) -> None:
        """Move the chosen column by ``step`` places, as far as there are any."""
        at = self.list.currentRow()
        if 0 <= at + step < self.list.count():
            self.list.insertItem(at + step, self.list.takeItem(at))
            self.list.setCurrentRow(at + step)

    def _apply(self) -> None:
        items = (self.list.item(row) for row in range(self.list.count()))
        ticked = [item.data(_COLUMN) for item in items if item.checkState() is Qt.CheckState.Checked]
        self.columns_chosen.emit((CaseColumn.NAME, *(CaseColumn(name) for name in ticked)))
        self.accept()
