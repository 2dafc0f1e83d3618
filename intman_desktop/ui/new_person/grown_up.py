"""For whom a file is prepared: the child of a household who turns 18 (P4, E5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from intman_desktop.language import _
from intman_desktop.ui.parts.labels import QuietText
from intman_desktop.values.case_views import AdultToBe


class GrownUp(QuietText):
    """A line over the steps; hidden for everybody else. Attributes: ``member_id``, 0 for nobody."""

    def __init__(self) -> None:
        super().__init__()
        self.member_id = 0
        self._number = self._relationship = ""
        self.hide()

    def show_child(self, child: AdultToBe) -> None:
        """Say whose household the person comes from and what is taken along."""
        self.set_values(
            {"member": child.member_id, "number": child.number, "relationship": child.relationship}
        )

    def values(self) -> dict[str, Any] | None:
        """Return for whom the file is prepared, as values JSON can hold; None for nobody."""
        if not self.member_id:
            return None
        return {"member": self.member_id, "number": self._number, "relationship": self._relationship}

    def set_values(self, values: Mapping[str, Any] | None) -> None:
        """Put back what ``values`` returned."""
        self.member_id = int(values["member"]) if values else 0
        self._number = str(values["number"]) if values else ""
        self._relationship = str(values["relationship"]) if values else ""
        self.setVisible(bool(values))
        words = _(
            "Eigene Akte für „{relationship}“ aus {number}. Übernommen ist nur die Sprache; alles andere "
            "sagt die Person selbst. Am Ende werden beide Akten verbunden."
        )
        self.setText(words.format(relationship=self._relationship, number=self._number) if values else "")
