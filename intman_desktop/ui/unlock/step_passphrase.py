"""Second step: the passphrase, twice, with a word on its strength."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import primary_button, quiet_button
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import SmallText, Text
from intman_desktop.ui.parts.tab_order import hand_on
from intman_desktop.ui.tokens import space
from intman_desktop.ui.unlock.new_passphrase import NewPassphrase


class PassphraseStep(QWidget):
    """Asks for a new passphrase. Signals: ``done`` (both are the same, and it is wanted), ``back``."""

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
        self._new = NewPassphrase(self._form, _("&Passphrase"), _("&Noch einmal"))
        column.addWidget(self._form)
        column.addWidget(
            SmallText(
                _(
                    "Solange der Tresor offen ist, kann das Betriebssystem Teile davon unverschlüsselt auf "
                    "die Festplatte schreiben, zum Beispiel im Ruhezustand. Lassen Sie deshalb die "
                    "Verschlüsselung der ganzen Festplatte einschalten."
                )
            )
        )
        self._go = primary_button(_("Tresor anlegen"), self._go_on)
        self._back = quiet_button(_("Zurück"), self.back.emit)
        column.addWidget(Flow(self._go, self._back))
        self._new.entered.connect(self._go_on)
        hand_on(self, self._new.first)

    def value(self) -> str:
        """Return the passphrase."""
        return self._new.value()

    def set_busy(self, *, busy: bool) -> None:
        """Show that the store is being made; it takes a few seconds, and nothing leads back meanwhile."""
        self._busy = busy
        self._new.set_busy(busy=busy)
        self._back.setEnabled(not busy)
        self._go.setEnabled(not busy)
        self._go.setText(_("Wird angelegt …") if busy else _("Tresor anlegen"))

    def clear(self) -> None:
        """Forget what was typed."""
        self._new.clear()

    def _go_on(self) -> None:
        if self._busy:
            return
        self._form.clear_faults()
        self._new.check()
        if not self._form.go_to_first_fault():
            self._new.settle(self.done.emit)
