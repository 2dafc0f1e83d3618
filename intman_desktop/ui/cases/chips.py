"""The filters over the list of cases: one state, and any of the properties, each with its count."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.parts.arrow_row import ArrowRow
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.wording import number
from intman_desktop.values.views import CaseChip

ALL = "all"
_STATES = (CaseChip.ACTIVE, CaseChip.DORMANT, CaseChip.ENDED)


class CaseChips(QWidget):
    """Signals: ``changed`` – another state or property is chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Fälle nach Stand"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        flow = Flow()
        column.addWidget(flow)
        self._states = QButtonGroup(self)
        self._words = _words()
        self._buttons: dict[str, QPushButton] = {}
        for key, word in self._words.items():
            button = quiet_button(word)
            button.setProperty("part", "chip")
            button.setCheckable(True)
            if key in (*_STATES, ALL):
                self._states.addButton(button)
            button.clicked.connect(lambda _checked=False: self.changed.emit())
            self._buttons[key] = button
            flow.add(button)
        self._arrows = ArrowRow(tuple(self._buttons.values()), self)
        self.choose(CaseChip.ACTIVE)

    def chosen(self) -> frozenset[CaseChip]:
        """Return the chips of the filter; "Alle" is all three states."""
        on = {key for key, button in self._buttons.items() if button.isChecked()}
        states = set(_STATES) if ALL in on and on != {ALL} else set()
        return frozenset({CaseChip(key) for key in on - {ALL}} | states)

    def told(self) -> str:
        """Return the chosen chips in words, with commas between."""
        return ", ".join(word for key, word in self._words.items() if self._buttons[key].isChecked())

    def choose(self, *keys: str) -> None:
        """Choose these chips alone, without a signal; a property without a state means the active cases."""
        wanted = set(keys)
        if not wanted & {*_STATES, ALL}:
            wanted.add(CaseChip.ACTIVE)
        for key, button in self._buttons.items():
            if key in wanted or button not in self._states.buttons():
                button.setChecked(key in wanted)

    def set_counts(self, counts: Mapping[CaseChip, int]) -> None:
        """Show how many there are behind each chip."""
        shown: dict[str, int] = {key.value: count for key, count in counts.items()}
        shown[ALL] = sum(counts[state] for state in _STATES)
        for key, count in shown.items():
            text = f"{self._words[key]}  {number(count)}"
            self._buttons[key].setText(text)
            self._buttons[key].setAccessibleName(text)


def _words() -> dict[str, str]:
    return {
        CaseChip.ACTIVE: _("Aktiv"),
        CaseChip.DORMANT: _("Ruht"),
        CaseChip.ENDED: _("Beendet"),
        ALL: _("Alle"),
        CaseChip.WITHOUT_PLAN: _("Ohne Plan"),
        CaseChip.ENDING_IN_90_DAYS: _("Endet in 90 Tagen"),
        CaseChip.REVIEW_DUE: _("Überprüfung fällig"),
        CaseChip.CONSENT_TO_RENEW: _("Einwilligung zu erneuern"),
    }
