"""Ein Kurzkontakt ohne Personendaten: information and a pointer, counted, nothing of the person (P2)."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.errors import Trouble
from intman_desktop.language import _
from intman_desktop.services.casework.intake import note_brief_contact
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import primary_button, quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.doubts import understand
from intman_desktop.ui.parts.faults import free_of_faults
from intman_desktop.ui.parts.fields import ChoiceField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.wording import told
from intman_desktop.values.case_file import BriefContact
from intman_desktop.values.case_views import IntakeForm


class BriefContactForm(QWidget):
    """Day, form and topic. Signals: ``counted`` – it is saved; ``left`` – back without counting."""

    counted = Signal()
    left = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        card = Card()
        column.addWidget(card)
        card.add(
            Text(
                _(
                    "Gespeichert werden Tag, Form und Thema, sonst nichts. Ein Kurzkontakt ist keine "
                    "Beratung und zählt nicht zu den Gesprächen. Was Sie bisher eingetippt haben, wird beim "
                    "Zählen verworfen."
                )
            )
        )
        self.on = DateField(frame.today, frame.today())
        self.form, self.topic = ChoiceField(empty=""), ChoiceField(empty="")
        rows = Form()
        self._on_row = rows.row(_("&Tag"), self.on)
        self._form_row = rows.row(_("&Form"), self.form)
        self._topic_row = rows.row(_("T&hema"), self.topic)
        self._rows = rows
        card.add(rows)
        self.save = primary_button(_("Kurzkontakt zählen"), self.count)
        card.add(Flow(self.save, quiet_button(_("Zurück zur Aufnahme"), self.left.emit)))
        self._clean = self._values()

    def offer(self, form: IntakeForm) -> None:
        """Take the lists."""
        self.form.find_by(form.form_words)
        self.form.set_choices(form.forms)
        self.topic.find_by(form.topic_words)
        self.topic.set_choices(form.topics)

    def typed(self) -> dict[str, str] | None:
        """Return what was chosen, None where nothing was; it tells nothing of a person (Rule P2)."""
        values = self._values()
        return None if values == self._clean else values

    def put_back(self, typed: dict[str, str]) -> None:
        """Show what ``typed`` returned, once the lists are there."""
        self.on.setText(typed["on"])
        self.form.set_code(typed["form"])
        self.topic.set_code(typed["topic"])

    def forget(self) -> None:
        """Begin afresh."""
        self.form.set_code("")
        self.topic.set_code("")
        self.on.set_value(self._frame.today())
        self._clean = self._values()

    def count(self) -> None:
        """Check the three fields and count the contact."""
        understand(self)
        on = self.on.value()
        self._on_row.set_fault(self.on.fault() or ("" if on else _("Bitte geben Sie den Tag an.")))
        self._form_row.set_fault("" if self.form.code() else _("Bitte wählen Sie die Form."))
        self._topic_row.set_fault("" if self.topic.code() else _("Bitte wählen Sie das Thema."))
        if not free_of_faults(self) or on is None:
            return
        self._frame.do(
            note_brief_contact,
            BriefContact(on, self.form.code(), self.topic.code()),
            on_done=lambda _id: self._done(),
            on_error=self._refused,
            owner=self,
            said=_("Kurzkontakt gezählt."),
        )

    def _done(self) -> None:
        self.forget()
        self.counted.emit()

    def _values(self) -> dict[str, str]:
        return {"on": self.on.day_alone(), "form": self.form.code(), "topic": self.topic.code()}

    def _refused(self, trouble: Trouble) -> None:
        self._on_row.set_fault(told(trouble))


def brief_laid_over(here: dict[str, Any], comes: dict[str, Any]) -> tuple[dict[str, Any], str] | None:
    """Return the Kurzkontakt that stands ``here``, as values of the page, where another one ``comes``.

    With what is said once it is laid aside.
    """
    begun, other = here.get("brief"), comes.get("brief")
    if not begun or not other or _told(begun) == _told(other):
        return None
    return {"brief": begun}, _(
        "Der andere angefangene Kurzkontakt wartet in der Übersicht unter „Angefangene Texte“."
    )


def _told(brief: dict[str, Any]) -> dict[str, Any]:
    return {name: each for name, each in brief.items() if name != "shown"}
