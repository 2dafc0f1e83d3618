"""Second step: the passphrase, twice, with a word on its strength."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import primary_button, quiet_button
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import SmallText, Text
from intman_desktop.ui.parts.state import State, StateChip
from intman_desktop.ui.tokens import space
from intman_desktop.ui.unlock.passphrase_field import PassphraseField
from intman_desktop.ui.unlock.strength import advice


class PassphraseStep(QWidget):
    """Asks for a new passphrase. Signals: ``done`` (both are the same), ``back``."""

    done = Signal()
    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._busy = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        column.addWidget(
            Text(
                _(
                    "Die Passphrase verschlüsselt alles, was Sie über Menschen aufschreiben. Niemand "
                    "kann sie zurücksetzen. Wählen Sie etwas, das Sie sich merken und das niemand "
                    "errät: am besten fünf zufällige Wörter."
                )
            )
        )
        self._form = Form()
        self._first = PassphraseField()
        self._first_row = self._form.row(_("&Passphrase"), self._first)
        self._strength = StateChip(State.OPEN, "")
        self._strength.hide()
        self._form.wide(self._strength)
        self._again = PassphraseField()
        self._again_row = self._form.row(_("&Noch einmal"), self._again)
        column.addWidget(self._form)
        column.addWidget(
            SmallText(
                _(
                    "Solange der Tresor offen ist, liegen Daten im Arbeitsspeicher; Auslagerung und "
                    "Ruhezustand können sie auf die Platte schreiben. Lassen Sie deshalb die "
                    "Verschlüsselung der Festplatte einschalten."
                )
            )
        )
        self._go = primary_button(_("Tresor anlegen"), self._go_on)
        column.addWidget(Flow(self._go, quiet_button(_("Zurück"), self.back.emit)))
        self._first.edited.connect(self._judge)
        self._first.entered.connect(self._again.setFocus)
        self._again.entered.connect(self._go_on)
        self.setFocusProxy(self._first)

    def value(self) -> str:
        """Return the passphrase."""
        return self._first.value()

    def set_busy(self, *, busy: bool) -> None:
        """Show that the store is being made; it takes a few seconds."""
        self._busy = busy
        self._go.setEnabled(not busy)
        self._go.setText(_("Wird angelegt …") if busy else _("Tresor anlegen"))

    def clear(self) -> None:
        """Forget what was typed."""
        self._first.clear()
        self._again.clear()

    def _judge(self) -> None:
        typed = self._first.value()
        self._strength.setVisible(bool(typed))
        self._strength.set_state(*advice(typed))

    def _go_on(self) -> None:
        if self._busy:
            return
        self._form.clear_faults()
        if not self._first.value():
            self._first_row.set_fault(_("Bitte wählen Sie eine Passphrase."))
        elif self._first.value() != self._again.value():
            self._again_row.set_fault(_("Das ist nicht dasselbe. Bitte noch einmal."))
        if not self._form.go_to_first_fault():
            self.done.emit()
