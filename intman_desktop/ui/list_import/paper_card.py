""" "Einwilligung liegt schriftlich vor", for the rows that are chosen (P2, E1, E2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal

from intman_desktop.language import _, ngettext
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.list_import.work import ListWork
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.checks import CheckField
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.fields import TextField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import SmallText
from intman_desktop.ui.wording import number
from intman_desktop.values.lists import ListField, PaperConsent


class PaperCard(Card):
    """Day and place of filing for the chosen rows. Signals: ``changed``."""

    changed = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__(_("Einwilligung liegt schriftlich vor"))
        self._frame = frame
        self._work: ListWork | None = None
        self._numbers: list[int] = []
        self.told = CheckField(
            _(
                "Auf allen Papieren zu dieser Liste steht, dass die Einwilligung jederzeit widerrufen werden "
                "kann."
            )
        )
        self.told.toggled.connect(self._confirm)
        self.on = DateField(frame.today)
        self.place = TextField()
        self.contact = CheckField(_("Auch in den Kontakt per E-Mail oder Messenger wurde eingewilligt."))
        form = Form()
        self._on_row = form.row(
            _("&Tag der Einwilligung"), self.on, _("Leer lassen, wo der Tag schon in der Liste steht.")
        )
        self._place_row = form.row(_("A&blageort"), self.place, _("Wo das unterschriebene Papier liegt."))
        form.row("", self.contact)
        self._form = form
        self.set = quiet_button(_("Eintragen"), self.enter)
        self.unset = quiet_button(_("Zurücknehmen"), self._take_back)
        self.add(self.told)
        self.add(form)
        self.add(Flow(self.set, self.unset))
        self.add(
            SmallText(
                _(
                    "Den Wortlaut älterer Papiere kennt das Programm nicht und vermerkt das; beim nächsten "
                    "Gespräch bittet es um eine neue Einwilligung."
                )
            )
        )

    def show_work(self, work: ListWork) -> None:
        """Show what was confirmed."""
        self._work = work
        self.told.blockSignals(True)
        self.told.setChecked(work.told)
        self.told.blockSignals(False)

    def show_chosen(self, numbers: list[int]) -> None:
        """Name how many rows the entry is for."""
        self._numbers = numbers
        count = len(numbers)
        words = ngettext("Für {count} Zeile eintragen", "Für {count} Zeilen eintragen", count)
        text = words.format(count=number(count))
        self.set.setText(text)
        self.set.setAccessibleName(text)
        self.set.setEnabled(bool(count))
        marked = self._work is not None and any(each in self._work.papers for each in numbers)
        self.unset.setEnabled(marked)

    def go_in(self) -> None:
        """Put the cursor into the first field."""
        self.on.setFocus(Qt.FocusReason.OtherFocusReason)

    def typed(self) -> dict[str, Any]:
        """Return what stands in the fields, entered or not, as values JSON can hold."""
        return {"on": self.on.draft(), "place": self.place.text(), "contact": self.contact.isChecked()}

    def put_typed(self, plain: Mapping[str, Any]) -> None:
        """Put back what ``typed`` told."""
        self.on.setText(plain["on"])
        self.place.setText(plain["place"])
        self.contact.setChecked(plain["contact"])

    def enter(self) -> None:
        """Set the mark for the chosen rows; the day may be missing only where the list tells it."""
        work = self._work
        if work is None:
            return
        on, place = self.on.value(), self.place.value()
        fault = self.on.fault()
        if on is not None and on > self._frame.today():
            fault = _("Eine Einwilligung kann nicht in der Zukunft liegen.")
        people = [each for each in map(work.person, self._numbers) if each is not None]
        if not fault and on is None and not all(each.shown.get(ListField.CONSENT_ON) for each in people):
            fault = _("Bitte geben Sie den Tag an; er steht nicht in allen diesen Zeilen.")
        lacking = not place and not all(each.shown.get(ListField.FILING_PLACE) for each in people)
        self._on_row.set_fault(fault)
        self._place_row.set_fault(_("Bitte geben Sie an, wo das Papier abgelegt ist.") if lacking else "")
        if self._form.go_to_first_fault():
            return
        work.mark(self._numbers, PaperConsent(on, place, self.contact.isChecked()))
        self.changed.emit()

    def _take_back(self) -> None:
        if self._work is not None:
            self._work.unmark(self._numbers)
            self.changed.emit()

    def _confirm(self, told: bool) -> None:
        if self._work is not None:
            self._work.told = told
            self.changed.emit()
