"""The form of one service: name, kind, contact, hours, and whether it is in use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit

from intman_desktop.language import _
from intman_desktop.services.common.words.names import need as need_word
from intman_desktop.ui.keys import SAVE
from intman_desktop.ui.parts.buttons import link_button, primary_button, quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.checks import CheckField
from intman_desktop.ui.parts.doubts import understand
from intman_desktop.ui.parts.faults import free_of_faults
from intman_desktop.ui.parts.fields import ChoiceField, TextArea, TextField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.values.form_views import Options
from intman_desktop.values.office import Service

_NEW = Service("", "", "")


class ServiceForm(Card):
    """Shows one service and gives back what was typed. Signals: ``save_wanted(Service)``, ``left``.

    Attributes: the fields ``name``, ``kind``, ``contact``, ``hours``, ``active``; ``change_kinds``.
    """

    save_wanted = Signal(object)
    left = Signal()

    def __init__(self, change_kinds: Callable[[], object]) -> None:
        """Offer ``change_kinds()``, which leads to where the kinds and their consents are kept."""
        super().__init__(_("Neue Anlaufstelle"))
        self._service = _NEW
        self._needs: dict[str, str] = {}
        self.name = TextField()
        self._name_row = Labelled(_("Na&me"), self.name)
        self.kind = ChoiceField(empty="")
        self._kind_row = Labelled(_("&Art"), self.kind)
        self.contact = TextArea(lines=2)
        self.hours = TextArea(lines=2)
        self.active = CheckField(_("In &Gebrauch: beim Vermitteln anbieten"))
        self.add(self._name_row)
        self.kind.chosen.connect(lambda _kind: self._tell_need())
        self.kind.currentIndexChanged.connect(lambda _index: self._tell_need())
        self.add(self._kind_row)
        self.change_kinds = link_button(_("Arten und ihre Einwilligung"), change_kinds)
        self.add(Flow(self.change_kinds))
        self.add(Labelled(_("&Kontakt"), self.contact, _("Anschrift, Telefon, Ansprechperson")))
        self.add(Labelled(_("Sprech&zeiten"), self.hours))
        self.add(self.active)
        self.save = primary_button(_("Speichern"), self.ask_to_save, SAVE)
        self.discard = quiet_button(_("Verwerfen"), self.left.emit)
        self.add(Flow(self.save, self.discard))
        self.show_service(_NEW)

    def set_kinds(self, kinds: Options, needs: Mapping[str, str]) -> None:
        """Offer ``kinds`` as (code, label); ``needs`` are the consents of their own that some ask for.

        What was chosen or is being typed stays.
        """
        self._needs = dict(needs)
        self.kind.set_choices(kinds)
        self._tell_need()

    def show_service(self, service: Service | None) -> None:
        """Show ``service``, or an empty form for a new one where None."""
        self._service = service or replace(_NEW)
        self.set_title(self._service.name or _("Neue Anlaufstelle"))
        self.put(asdict(self._service))
        self._name_row.set_fault("")
        self._kind_row.set_fault("")

    def shown(self) -> Service:
        """Return the service as it was shown first."""
        return self._service

    def typed(self) -> Service:
        """Return the service with what stands in the fields."""
        return replace(
            self._service,
            name=self.name.value(),
            kind=self.kind.code(),
            contact=self.contact.value(),
            hours=self.hours.value(),
            active=self.active.isChecked(),
        )

    def draft(self) -> dict[str, Any]:
        """Return what stands in the fields by the names of ``Service``, for a draft."""
        return {**asdict(self.typed()), "kind": self.kind.draft()}

    def is_changed(self) -> bool:
        """Return whether the fields hold something else than the service shown."""
        return self.draft() != asdict(self._service)

    def put(self, values: dict[str, Any]) -> None:
        """Write ``values`` by the names of ``Service`` into the fields."""
        self.name.setText(values["name"])
        self.kind.set_draft(values["kind"])
        for field, name in ((self.contact, "contact"), (self.hours, "hours")):
            _write(field, values[name])
        self.active.setChecked(values["active"])

    def ask_to_save(self) -> None:
        """Ask for saving if name and kind are there; else say what is missing."""
        understand(self)
        self._name_row.set_fault("" if self.name.value() else _("Bitte nennen Sie den Namen."))
        self._kind_row.set_fault("" if self.kind.code() else _("Bitte wählen Sie die Art."))
        if free_of_faults(self):
            self.save_wanted.emit(self.typed())

    def _tell_need(self) -> None:
        """Say below the kind which consent a referral then asks for (Rule E3)."""
        need = self._needs.get(self.kind.code(), "")
        words = _("Vermitteln nur mit der Einwilligung zu: {need}.")
        self._kind_row.set_hint(words.format(need=need_word(need)) if need else "")


def _write(field: TextArea, text: str) -> None:
    field.set_value(text)
    field.moveCursor(QPlainTextEdit.textCursor(field).MoveOperation.Start)
