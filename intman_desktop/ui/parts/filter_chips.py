"""Filters as chips with counts; one is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.word_row import RowKind, WordRow
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import number

_CHIPS = RowKind("chip")


class FilterChips(WordRow):
    """Chips of which one is chosen, by mouse or by arrows and Space.

    Where they would take too much of the page they are folded into one button that opens them as a menu.
    """

    def __init__(self, name: str, chips: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """Show ``chips`` as (key, word) in their order; the first is chosen. ``name`` is spoken."""
        super().__init__(name, chips, Flow(), _CHIPS, parent)
        self._words = dict(chips)
        self._folded: QPushButton | None = None

    def button(self, key: str) -> QPushButton:
        """Return the chip ``key``."""
        return self.buttons[key]

    def cursor_place(self) -> QPushButton:
        """Return what takes the cursor: the chosen chip, or the button that the chips are folded into."""
        if self._folded is not None and self._folded.isVisibleTo(self):
            return self._folded
        return self.buttons[self.key()]

    def set_counts(self, counts: dict[str, int], *, at_least: bool = False) -> None:
        """Show how many there are behind each chip; ``at_least`` where there may be more than is counted.

        Of a chip with none of at least none the number is left out: it says nothing.
        """
        for key, count in counts.items():
            shown = f"{number(count)}+" if at_least else number(count)
            text = f"{self._words[key]}  {shown}" if count or not at_least else self._words[key]
            self.buttons[key].setText(text)
            self.buttons[key].setAccessibleName(text)
        self._name_folded()

    def lines_at(self, width: int) -> int:
        """Return in how many lines the chips stand at ``width`` pixels where they are not folded."""
        one, gap = self.flow.sizeHint().height(), space(2)
        return (self.flow.flow.heightForWidth(width) + gap) // (one + gap)

    def fold(self, *, folded: bool) -> None:
        """Show one button that opens the chips as a menu, or the chips themselves."""
        if folded and self._folded is None:
            self._folded = self._folding_button()
            self._name_folded()
        self.flow.setVisible(not folded)
        if self._folded is not None:
            self._folded.setVisible(folded)

    def open_menu(self) -> QMenu:
        """Open the chips as a menu below the button they are folded into."""
        button = self._folded or self
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for chip in self.buttons.values():
            action = menu.addAction(chip.text(), chip.click)
            action.setCheckable(True)
            action.setChecked(chip.isChecked())
            if chip.isChecked():
                menu.setActiveAction(action)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))
        return menu

    def _folding_button(self) -> QPushButton:
        button = quiet_button("", self.open_menu, icon="chevron-down")
        button.setProperty("part", "chip")
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the sign stands behind the word
        button.setParent(self)
        self.column.addWidget(button)
        self.group.buttonToggled.connect(lambda _chip, _on: self._name_folded())
        return button

    def _name_folded(self) -> None:
        """Say on the button which chip is chosen, and to screen readers of what."""
        chosen = self.group.checkedButton()
        if self._folded is not None and chosen is not None:
            self._folded.setText(chosen.text())
            self._folded.setAccessibleName(f"{self.accessibleName()}: {chosen.text()}")
