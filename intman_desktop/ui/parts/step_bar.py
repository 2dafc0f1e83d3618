"""The steps of a guided way at the top: which are done, where one is, what comes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.parts.card import empty
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.state import State, StateChip


class StepBar(QWidget):
    """Shows the steps by number and name, the present one marked."""

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = tuple(names)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._flow = Flow()
        column.addWidget(self._flow)
        self.go_to(0)

    def go_to(self, step: int) -> None:
        """Mark the step with that index (0 for the first) as the present one."""
        empty(self._flow.flow)
        for index, name in enumerate(self._names):
            state = State.DONE if index < step else State.GOING if index == step else State.OPEN
            self._flow.add(StateChip(state, f"{index + 1}  {name}"))
        self.setAccessibleName(
            _("Schritt {number} von {count}: {name}").format(
                number=step + 1, count=len(self._names), name=self._names[step]
            )
        )
