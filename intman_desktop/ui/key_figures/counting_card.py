"""How the sheet counts: the plans' identity shown, and the notes of the rules (K4, K5, K8)."""

from __future__ import annotations

from PySide6.QtCore import Qt

from intman_desktop.language import _
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.labels import QuietText, Text
from intman_desktop.ui.parts.state import State, StateChip
from intman_desktop.ui.wording import number
from intman_desktop.values.figure_views import SheetView


class BalanceCard(Card):
    """Plans begun + continued − ended = open, always shown (Rule K4)."""

    def __init__(self) -> None:
        super().__init__(_("Rechnung der Pläne"))

    def show_sheet(self, view: SheetView) -> None:
        """Show the four numbers and whether they agree."""
        self.clear()
        balance = view.balance
        self.add(
            Text(
                _("{begun} begonnen + {continued} fortgeführt − {ended} beendet = {open} offen").format(
                    begun=number(balance.begun),
                    continued=number(balance.continued),
                    ended=number(balance.ended),
                    open=number(balance.open),
                )
            )
        )
        chip = (
            StateChip(State.DONE, _("geht auf"))
            if view.balance_holds
            else StateChip(State.OVERDUE, _("geht nicht auf"))
        )
        self.body.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)


class NotesCard(Card):
    """The sentences that the sheet carries about its rules."""

    def __init__(self) -> None:
        super().__init__(_("So wird gezählt"))

    def show_sheet(self, view: SheetView) -> None:
        """Show the notes of the definition."""
        self.clear()
        for note in view.notes:
            self.add(QuietText(note))
