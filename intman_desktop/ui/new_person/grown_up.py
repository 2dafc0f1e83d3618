"""For whom a file is prepared: the child of a household who turns 18 (P4, E5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from intman_desktop.language import _
from intman_desktop.ui.curtain import Curtain
from intman_desktop.ui.parts.labels import QuietText
from intman_desktop.values.case_views import AdultToBe


class GrownUp(QuietText):
    """A line over the steps; hidden for everybody else. Attributes: ``member_id``, 0 for nobody."""

    def __init__(self, curtain: Curtain) -> None:
        """Name the household by its client where ``curtain`` lets it be seen."""
        super().__init__()
        self._curtain = curtain
        self._values: dict[str, Any] = {}
        curtain.changed.connect(self._say)
        self.hide()

    @property
    def member_id(self) -> int:
        """The row of the household that the file is prepared for, 0 for nobody."""
        return int(self._values.get("member", 0))

    def show_child(self, child: AdultToBe) -> None:
        """Say whose household the person comes from and what is taken along."""
        born = f"{child.birth_year}" if child.birth_year else ""
        if born and child.birth_month:
            born = f"{child.birth_month:02d}.{born}"
        self.set_values(
            {
                "member": child.member_id,
                "case_id": child.case_id,
                "number": child.number,
                "person": child.person,
                "relationship": child.relationship,
                "born": born,
            }
        )

    def values(self) -> dict[str, Any] | None:
        """Return for whom the file is prepared, as values JSON can hold; None for nobody."""
        return dict(self._values) if self.member_id else None

    def set_values(self, values: Mapping[str, Any] | None) -> None:
        """Put back what ``values`` returned."""
        self._values = dict(values) if values else {}
        self.setVisible(bool(values))
        self._say()

    def _say(self) -> None:
        if not self._values:
            self.setText("")
            return
        child = self._values["relationship"]
        if self._values["born"]:
            child = _("{relationship}, geboren {born}").format(relationship=child, born=self._values["born"])
        words = _(
            "Eigene Akte für: {child}, aus dem Haushalt von {person} ({number}). Übernommen ist nur die "
            "Sprache; alles andere sagt die Person selbst. Am Ende werden die Akten der Familie verbunden."
        )
        person = self._curtain.name(self._values["person"], self._values["case_id"])
        self.setText(words.format(child=child, person=person, number=self._values["number"]))
