"""What stands beside a service to which the person wants nothing told (P7, P10)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.parts.state import State, StateChip
from intman_desktop.ui.tokens import space
from intman_desktop.values.explanation import Explanation


class DeclinedLine(QWidget):
    """A sign with what the person declined, hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        column.addWidget(StateChip(State.REFUSED, _("Weitergabe gesperrt")))
        self._words = Text()
        column.addWidget(self._words)
        self.hide()

    def show_facts(self, facts: Sequence[Explanation]) -> None:
        """Say ``facts``, and that naming the service is all right; nothing where there are none."""
        said = _("Nennen Sie die Stelle, geben Sie selbst nichts weiter.")
        self._words.setText(" ".join([*(sentence(fact) for fact in facts), said]) if facts else "")
        self.setVisible(bool(facts))
