"""When and by whom the Bedarfserhebung was held, and the handover from the GU (P1, P8, C1)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from intman_desktop.language import _
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.checks import CheckField
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.fields import TextArea, TextField
from intman_desktop.ui.parts.form import FormRow
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.wording import day
from intman_desktop.values.case_file import NeedsAssessment
from intman_desktop.values.form_views import NeedsForm


class Occasion(Card):
    """The head of the Bedarfserhebung.

    Attributes: ``held_on``, ``held_by``, ``first``, ``handover``, ``content_row`` of what was handed over.
    """

    def __init__(self, frame: Frame, form: NeedsForm) -> None:
        super().__init__(_("Gespräch"))
        needs = form.needs
        self._kept = needs
        self.held_on = DateField(frame.today, needs.held_on if needs else frame.today())
        self.held_by = TextField()
        self.held_by.setText(needs.held_by if needs else next(iter(form.workers), ""))
        self._started_on = form.started_on
        self.first = CheckField("")
        self.first.setChecked(needs.is_first_talk if needs else True)
        self._name_first()
        self.held_on.date_changed.connect(lambda _day: self._name_first())
        self.handover = CheckField(_("Es gab eine &Übergabe mit der Sozialarbeit der Unterkunft"))
        self.handover_on = DateField(frame.today, needs.handover_on if needs else None)
        self.handover_office = TextField()
        self.handover_content = TextArea(lines=2)
        self.held_row = Labelled(_("Geführt &am"), self.held_on)
        self.handover_row = Labelled(_("Übergabe a&m"), self.handover_on)
        self.content_row = Labelled(
            _("Was &übergeben wurde"), self.handover_content, _("nur mit Einwilligung der Person")
        )
        self._office_row = Labelled(_("&Stelle"), self.handover_office)
        self.add(Columns([self.held_row, Labelled(_("&Von"), self.held_by)], shares=(2, 5), letters=50))
        self.add(self.first)
        self.add(self.handover)
        self._where = Columns([self.handover_row, self._office_row], shares=(2, 5), letters=50)
        self.add(self._where)
        self.add(self.content_row)
        if needs is not None:
            self.handover_office.setText(needs.handover_office)
            self.handover_content.set_value(needs.handover_content)
        self.handover.toggled.connect(self._turn)
        told = needs is not None and bool(
            needs.handover_on or needs.handover_office or needs.handover_content
        )
        self.handover.setChecked(told)
        self._turn(told)
        self._clean = self.draft()

    def mark_faults(self) -> None:
        """Mark the days that are missing or not understood."""
        missing = "" if self.held_on.value() else _("Bitte geben Sie ein Datum ein.")
        self.held_row.set_fault(self.held_on.fault() or missing)
        self.handover_row.set_fault(self.handover_on.fault() if self.handover.isChecked() else "")
        self.content_row.set_fault("")

    def needs(self) -> NeedsAssessment:
        """Return what stands here; its days must have been understood."""
        held_on = self.held_on.value()
        if held_on is None:
            raise ValueError("the day is not known")
        kept = self._kept or NeedsAssessment(held_on)
        given = self.handover.isChecked()
        return replace(
            kept,
            held_on=held_on,
            held_by=self.held_by.value(),
            is_first_talk=self.first.isChecked(),
            handover_on=self.handover_on.value() if given else None,
            handover_office=self.handover_office.value() if given else "",
            handover_content=self.handover_content.value() if given else "",
        )

    def row_of(self, code: str) -> FormRow | None:
        """Return the row that a refusal of the rules belongs to, or None."""
        rows = {
            "needs_in_future": self.held_row,
            "needs_before_consent": self.held_row,
            "handover_in_future": self.handover_row,
            "handover_before_consent": self.content_row,
        }
        return rows.get(code)

    def first_field(self) -> QWidget:
        """Return where the cursor goes."""
        return self.held_on

    def is_touched(self) -> bool:
        """Return whether something was typed."""
        return self.draft() != self._clean

    def draft(self) -> dict[str, Any]:
        """Return what is typed, for a draft."""
        return {
            "held_on": self.held_on.text(),
            "held_by": self.held_by.text(),
            "first": self.first.isChecked(),
            "handover": self.handover.isChecked(),
            "handover_on": self.handover_on.text(),
            "office": self.handover_office.text(),
            "content": self.handover_content.toPlainText(),
        }

    def set_draft(self, typed: dict[str, Any]) -> None:
        """Put back what ``draft`` returned."""
        self.held_on.setText(typed["held_on"])
        self.held_by.setText(typed["held_by"])
        self.first.setChecked(typed["first"])
        self.handover.setChecked(typed["handover"])
        self.handover_on.setText(typed["handover_on"])
        self.handover_office.setText(typed["office"])
        self.handover_content.set_value(typed["content"])

    def _name_first(self) -> None:
        """Say what the tick means: this talk begins the period, or it runs since an earlier day (Rule C1)."""
        start, held_on = self._started_on, self.held_on.value()
        if start is not None and held_on is not None and start < held_on:
            words = _("Das war &ein Beratungsgespräch (der Beratungszeitraum läuft seit {start})")
            words = words.format(start=day(start))
        else:
            words = _("Das war das &erste Beratungsgespräch: Der Beratungszeitraum beginnt")
        self.first.setText(words)
        self.first.setAccessibleName(words.replace("&", ""))

    def _turn(self, shown: bool) -> None:
        self._where.setVisible(shown)
        self.content_row.setVisible(shown)
