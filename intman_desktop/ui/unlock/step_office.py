"""First step: whose office this is, and where its data will lie."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import link_button, primary_button
from intman_desktop.ui.parts.doubts import understand
from intman_desktop.ui.parts.faults import free_of_faults
from intman_desktop.ui.parts.fields import ChoiceField, TextField
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import SmallText, Text
from intman_desktop.ui.parts.places import ask_for_folder
from intman_desktop.ui.parts.tab_order import hand_on
from intman_desktop.ui.tokens import space


class OfficeStep(QWidget):
    """Asks for what stands on every paper; the rest comes later in the settings.

    Attributes: the fields ``provider``, ``law``, ``office``, ``town``, ``worker``, and ``folder``.
    Signals: ``done``; ``chosen(object)`` – another folder.
    """

    done = Signal()
    chosen = Signal(object)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self._asking = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        column.addWidget(
            Text(_("Diese Angaben stehen später auf Ihren Papieren. Sie lassen sich jederzeit ändern."))
        )
        form = Form()
        self.provider = TextField()
        self._provider_row = form.row(
            _("&Träger"), self.provider, _("Zum Beispiel Ihre Stadt oder Ihr Verband")
        )
        self.law = ChoiceField(
            (
                ("municipality", _("Stadt, Gemeinde oder Landkreis")),
                ("free", _("freier Träger")),
                ("catholic", _("katholischer Träger")),
                ("protestant", _("evangelischer Träger")),
            ),
            empty=None,
        )
        self.law.set_code("municipality")
        form.row(_("&Art des Trägers"), self.law, _("Davon hängt ab, welches Datenschutzrecht gilt."))
        self.office = TextField()
        self._office_row = form.row(
            _("&Standort"), self.office, _("Wo Sie beraten, zum Beispiel „Integrationsmanagement Rathaus“")
        )
        self.town = TextField()
        form.row(_("&Ort"), self.town, _("Steht auf Papieren vor dem Datum."))
        self.worker = TextField()
        self._worker_row = form.row(_("&Ihr Name"), self.worker)
        column.addWidget(form)
        self._place = SmallText()
        column.addWidget(self._place)
        self._notices = Text()
        self._fault = Text("", "error")
        for text in (self._notices, self._fault):
            text.hide()
            column.addWidget(text)
        self._other = link_button(_("Anderen Ordner wählen …"), self._choose)
        column.addWidget(self._other, 0, Qt.AlignmentFlag.AlignLeft)
        self._form = form
        go_on = primary_button(_("Weiter"), self._go_on)
        column.addWidget(go_on, 0, Qt.AlignmentFlag.AlignLeft)
        for field in (self.provider, self.office, self.town, self.worker):
            field.returnPressed.connect(self._go_on)
        hand_on(self, self.provider)
        self._tell_place()

    def tell_place(self, chosen: Path, folder: Path, notices: Sequence[str]) -> None:
        """Say that the store goes into ``folder``, unless another than ``chosen`` was chosen meanwhile."""
        if chosen == self.folder:
            self.folder = folder
            self._tell_place()
            self._show("\n".join(notices), "")

    def refuse_place(self, folder: Path, sentence: str) -> None:
        """Say why no store may lie in ``folder``; without another one it does not go on."""
        if folder == self.folder:
            self._show("", sentence)

    def _show(self, notices: str, fault: str) -> None:
        self._asking = False
        for text, words in ((self._notices, notices), (self._fault, fault)):
            text.setText(words)
            text.setVisible(bool(words))

    def _tell_place(self) -> None:
        self._place.setText(
            _("Ihre Daten liegen verschlüsselt auf diesem Rechner, in {folder}").format(folder=self.folder)
        )

    def _choose(self) -> None:
        ask_for_folder(self, _("Ordner für den Tresor"), self.take_folder, begin=str(self.folder.parent))

    def take_folder(self, folder: Path) -> None:
        """Ask about ``folder``, which may be slow or closed to us: until the answer nothing goes on."""
        self.folder = folder
        self._tell_place()
        self._show("", "")
        self._asking = True
        self.chosen.emit(folder)

    def _go_on(self) -> None:
        understand(self)
        self._form.clear_faults()
        if not self.provider.value():
            self._provider_row.set_fault(_("Bitte nennen Sie den Träger."))
        if not self.office.value():
            self._office_row.set_fault(_("Bitte nennen Sie den Standort."))
        if not self.worker.value():
            self._worker_row.set_fault(_("Bitte nennen Sie Ihren Namen."))
        if not free_of_faults(self) or self._asking:
            return
        if self._fault.text():
            self._other.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.done.emit()
