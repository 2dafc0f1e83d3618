"""A recorded extension is corrected, or taken back, with what was wrong with it (C2 to C4, L8)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.rules.corrections import LONGEST
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.checks import RadioField
from intman_desktop.ui.parts.columns import stacked
from intman_desktop.ui.parts.faults import free_of_faults
from intman_desktop.ui.parts.fields import TextField
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.parts.labels import QuietText, Text
from intman_desktop.ui.parts.tab_order import order_tabs
from intman_desktop.ui.period.extension_form import ExtensionForm
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.case_file import Extension
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.form_views import Correctable, PeriodForm


@dataclass(frozen=True)
class NewExtension:
    """What is to be in the place of the extension ``kept``: None to take it back; with what was wrong."""

    kept: Extension
    corrected: Extension | None
    reason: str


class CorrectionForm(QWidget):
    """Its page has the act, named ``act_words()``. Signals: ``saved(NewExtension)``.

    Attributes: ``extension`` (its values), ``reason``, ``mistake`` (it is taken back).
    """

    saved = Signal(object)

    def __init__(
        self, frame: Frame, form: PeriodForm, correctable: Correctable, ask_consent: Callable[[], object]
    ) -> None:
        super().__init__()
        self._kept = correctable.extension
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        column.addWidget(Text(_("Bisher: verlängert bis {until}").format(until=day(self._kept.until))))
        self._group = QButtonGroup(self)
        self._wrong = RadioField(_("Die Verlängerung ist zu berichtigen"))
        self.mistake = RadioField(_("Die Verlängerung war ein Irrtum: Es gibt sie nicht"))
        for button in (self._wrong, self.mistake):
            self._group.addButton(button)
        column.addWidget(stacked(self._wrong, self.mistake, gap=2))
        self._wrong.setChecked(True)
        self.extension = ExtensionForm(frame, form, ask_consent, correctable)
        self.extension.saved.connect(self._take)
        self.reason = TextField(longest=LONGEST)
        self._reason_row = Labelled(_("Was war f&alsch?"), self.reason)
        column.addWidget(self.extension)
        column.addWidget(self._reason_row)
        column.addWidget(
            QuietText(
                _(
                    "Schon gedruckte Papiere mit dieser Verlängerung (Begründung, Bescheinigung, Plan) sind "
                    "damit überholt."
                )
            )
        )
        self.mistake.toggled.connect(lambda wrong: self.extension.setVisible(not wrong))
        self._clean = self.draft()
        order_tabs(self)

    def act_words(self) -> str:
        """Return what the act is called that records it."""
        return _("Verlängerung berichtigen")

    def first_field(self) -> QWidget:
        """Return where the cursor goes."""
        return self.mistake if self.mistake.isChecked() else self._wrong

    def save(self) -> None:
        """Ask for the correction where all is understood; the rules say what else is wrong."""
        self._reason_row.set_fault("")
        if self.mistake.isChecked():
            self._take(None)
            return
        if not self.extension.check() and not self.reason.value():
            self._reason_row.set_fault(sentence(Explanation("extension_correction_reason_missing")))
        if self.go_to_fault():
            self.extension.save()

    def show_fault(self, code: str, words: str) -> bool:
        """Show what the rules refuse at its field; return False where it belongs to none."""
        if code in ("extension_correction_reason_missing", "correction_too_long"):
            self._reason_row.set_fault(words)
            return True
        return self.extension.show_fault(code, words)

    def go_to_fault(self) -> bool:
        """Put the cursor where the first thing is wrong; return whether nothing is."""
        return self.extension.go_to_fault() and free_of_faults(self)

    def is_touched(self) -> bool:
        """Return whether something was typed."""
        return self.draft() != self._clean

    def draft(self) -> dict[str, Any]:
        """Return what is typed, for a draft."""
        return {
            "mistake": self.mistake.isChecked(),
            "extension": self.extension.draft(),
            "why": self.reason.text(),
        }

    def set_draft(self, typed: dict[str, Any]) -> None:
        """Put back what ``draft`` returned."""
        (self.mistake if typed["mistake"] else self._wrong).setChecked(True)
        self.extension.set_draft(typed["extension"])
        self.reason.setText(typed["why"])

    def _take(self, corrected: Extension | None) -> None:
        self.saved.emit(NewExtension(self._kept, corrected, self.reason.value()))
