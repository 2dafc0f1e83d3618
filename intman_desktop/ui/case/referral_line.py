"""Weitervermittlung: the service that was named in a talk, and what came of it (P7, Z6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.services.common.outcomes import NO_OFFER
from intman_desktop.ui.parts.buttons import link_button, quiet_button
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.doubts import understand
from intman_desktop.ui.parts.faults import free_of_faults
from intman_desktop.ui.parts.fields import ChoiceField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.parts.labels import SmallText
from intman_desktop.ui.plan.measure_rows import with_held
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.case_views import ReferralLine
from intman_desktop.values.form_views import Options

Save = Callable[[int, str, date | None], object]


class ReferralRow(QWidget):
    """One referral; a link opens the two fields of its outcome. Attributes: ``outcome``, ``on``.

    ``save(referral_id, outcome, on)`` keeps what was said; None for ``save`` only shows.
    """

    def __init__(
        self, referral: ReferralLine, outcomes: Options, today: Callable[[], date], save: Save | None
    ) -> None:
        super().__init__()
        self._referral = referral
        self._save = save
        self._today = today
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        self.outcome = ChoiceField(
            with_held(outcomes, referral.outcome), empty="" if referral.service else None
        )
        self.outcome.set_code(referral.outcome)
        self.on = DateField(today, referral.outcome_on or today())
        self._on_row = Labelled(_("&am"), self.on)
        self._fields = QWidget()
        below = QVBoxLayout(self._fields)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(
            Columns([Labelled(_("Weitervermittlung: &Ergebnis"), self.outcome), self._on_row], (7, 3), 50)
        )
        below.addWidget(
            Flow(quiet_button(_("Ergebnis speichern"), self._keep), quiet_button(_("Verwerfen"), self._close))
        )
        self._fields.hide()
        line = QHBoxLayout()
        line.setSpacing(space(4))
        line.addWidget(SmallText(_told(referral)), 1)
        self._open = link_button(_("Ergebnis"), self.open_fields)
        self._open.setAccessibleName(_("Ergebnis: {service}").format(service=named(referral)))
        if save is None:
            self._open.hide()
        line.addWidget(self._open, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(line)
        column.addWidget(self._fields)
        self._clean = self._values()

    def typed(self) -> dict[str, Any] | None:
        """Return what stands in the open fields, None as long as that is what is stored."""
        values = self._values()
        return None if self._fields.isHidden() or values == self._clean else values

    def put_back(self, typed: dict[str, Any]) -> None:
        """Open the fields with what ``typed`` returned."""
        self._fields.show()
        self.outcome.set_draft(typed["outcome"])
        self.on.setText(typed["on"])

    def can_be_saved(self) -> bool:
        """Return whether there is a way to keep what is typed."""
        return self._save is not None

    def forget(self) -> None:
        """Close the fields over what is stored: what was typed is saved, or discarded."""
        self._fields.hide()
        self.outcome.set_code(self._referral.outcome)
        self.on.set_value(self._referral.outcome_on or self._today())
        self._on_row.set_fault("")

    def open_fields(self) -> None:
        """Show the fields and put the cursor there."""
        self._fields.show()
        self.outcome.setFocus()

    def _close(self) -> None:
        self.forget()
        self._open.setFocus()

    def _values(self) -> dict[str, Any]:
        return {"outcome": self.outcome.draft(), "on": self.on.draft()}

    def _keep(self) -> None:
        understand(self)
        self._on_row.set_fault(self.on.fault())
        if not free_of_faults(self) or self._save is None:
            return
        outcome = self.outcome.code()
        self._save(self._referral.referral_id, outcome, self.on.value() if outcome else None)


def named(referral: ReferralLine) -> str:
    """Return the name of the service, or that there was none for this need (Rule Z6)."""
    return referral.service or _("Bedarf ohne Angebot")


def _told(referral: ReferralLine) -> str:
    place = f"→ {referral.service}" if referral.service else named(referral)
    if not referral.outcome or (not referral.service and referral.outcome == NO_OFFER):
        return place
    said = f"{place}: {referral.outcome_label}"
    return f"{said} ({day(referral.outcome_on)})" if referral.outcome_on else said
