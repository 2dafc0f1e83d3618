"""What the Bedarfserhebung points to: areas in which a need was named and no goal stands yet (P1, Z3)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.labels import QuietText
from intman_desktop.ui.tokens import space
from intman_desktop.values.plan_views import Proposal


class Proposals(Card):
    """One act for each area. Signals: ``add_goal(str)`` – in the area of this code. Attributes: ``acts``."""

    add_goal = Signal(str)

    def __init__(self, proposals: Sequence[Proposal]) -> None:
        super().__init__(_("Aus der Bedarfserhebung"))
        self.acts: list[QPushButton] = []
        for proposal in proposals:
            act = quiet_button(
                _("Ziel vereinbaren: {area}").format(area=proposal.label),
                partial(self.add_goal.emit, proposal.area),
                icon="plus",
            )
            said = " · ".join(f"{label}: {value}" for label, value in proposal.said)
            act.setAccessibleDescription(said)
            self.acts.append(act)
            together = QVBoxLayout()
            together.setSpacing(space(1))
            together.addWidget(QuietText(said))
            together.addWidget(act, 0, Qt.AlignmentFlag.AlignLeft)
            self.body.addLayout(together)
