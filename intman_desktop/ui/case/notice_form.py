"""When the Datenschutzerklärung was handed out and explained, and by whom (P1 step 1)."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.rules.intake import interpreter_hints, notice_day_faults
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.case.spoken import SpokenLanguage
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.fields import TextField
from intman_desktop.ui.parts.form import Form
from intman_desktop.values.case_file import NoticeGiven


class NoticeForm(QWidget):
    """Two days, in which language, who explained, who interpreted. Signals: ``changed``."""

    changed = Signal()

    def __init__(self, frame: Frame, worker: str = "") -> None:
        super().__init__()
        self._frame = frame
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._form = form = Form()
        column.addWidget(form)
        self.handed_out = DateField(frame.today, frame.today())
        self.explained = DateField(frame.today, frame.today())
        self.explained_by, self.interpreter = TextField(), TextField()
        self.explained_by.setText(worker)
        self._handed_row = form.row(_("&Ausgehändigt am"), self.handed_out)
        self._explained_row = form.row(_("&Erklärt am"), self.explained)
        self.spoken = SpokenLanguage(form, self.changed.emit)
        form.row(_("Erklärt &von"), self.explained_by)
        self._interpreter_row = form.row(_("&Gedolmetscht von"), self.interpreter)
        self._needs_interpreter = False
        self.expect_interpreter(needed=False)
        for field in (self.handed_out, self.explained):
            field.date_changed.connect(lambda _day: self.changed.emit())
        for line in (self.explained_by, self.interpreter):
            line.textEdited.connect(lambda _text: self.changed.emit())
        self.interpreter.textChanged.connect(lambda _text: self._hint())

    def expect_interpreter(self, *, needed: bool) -> None:
        """Point it out where nobody is named although interpretation is ``needed``; it hinders nothing."""
        self._needs_interpreter = needed
        self._hint()

    def notice(self, language: str) -> NoticeGiven | None:
        """Return what is typed, with faults marked; None where a day is missing or cannot be.

        ``language`` is the one it was explained in where no other was chosen.
        """
        days = []
        for row, field in ((self._handed_row, self.handed_out), (self._explained_row, self.explained)):
            on = field.value()
            row.set_fault(field.fault() or ("" if on else _("Bitte geben Sie den Tag an.")))
            if on is not None:
                days.append(on)
        late = notice_day_faults(self.handed_out.value(), self.explained.value(), self._frame.today())
        for fault in late:
            handed = fault.code == "notice_handed_in_future"
            (self._handed_row if handed else self._explained_row).set_fault(sentence(fault))
        if late or len(days) < 2:
            return None
        spoken = self.spoken.code() or language
        return NoticeGiven(days[0], days[1], self.explained_by.value(), self.interpreter.value(), spoken)

    def go_to_first_fault(self) -> None:
        """Put the cursor into the first day that cannot be."""
        self._form.go_to_first_fault()

    def fill(self, given: NoticeGiven) -> None:
        """Show what was recorded before."""
        self.handed_out.set_value(given.handed_out_on)
        self.explained.set_value(given.explained_on)
        self.explained_by.setText(given.explained_by)
        self.interpreter.setText(given.interpreter)
        self.spoken.choose(given.language)

    def _hint(self) -> None:
        hints = interpreter_hints(self.interpreter.value(), needed=self._needs_interpreter)
        said = " ".join(sentence(each) for each in hints)
        self._interpreter_row.set_hint(said or _("Leer, wenn niemand dolmetschte."))

    def values(self) -> dict[str, Any]:
        """Return what is typed, as values JSON can hold."""
        return {
            "days": [self.handed_out.draft(), self.explained.draft()],
            "explained_by": self.explained_by.text(),
            "interpreter": self.interpreter.text(),
            "spoken": self.spoken.values(),
        }

    def set_values(self, values: dict[str, Any]) -> None:
        """Put back what ``values`` returned."""
        for field, on in zip((self.handed_out, self.explained), values["days"], strict=True):
            field.setText(on)
        self.explained_by.setText(values["explained_by"])
        self.interpreter.setText(values["interpreter"])
        self.spoken.set_values(values.get("spoken", ("", "")))
