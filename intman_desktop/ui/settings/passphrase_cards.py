"""The passphrase: another one for whoever knows the present one, a new one for who came with the sheet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal

from intman_desktop.errors import Trouble
from intman_desktop.language import _
from intman_desktop.paths import practice_vault
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.keeping.keyring import change_passphrase, set_owner_passphrase
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import primary_button, quiet_button
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import SmallText, Text
from intman_desktop.ui.settings.key_form import KeyForm
from intman_desktop.ui.unlock.new_passphrase import NewPassphrase
from intman_desktop.ui.unlock.passphrase_field import PassphraseField
from intman_desktop.values.outcome import Outcome


class ChangePassphraseCard(KeyForm):
    """The card "Passphrase ändern". Attributes: ``present``, ``new``, ``save``."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, _("Passphrase ändern"))
        self.present = PassphraseField()
        self._present_row = self.form.row(_("&Bisherige Passphrase"), self.present)
        self.new = NewPassphrase(self.form, _("&Neue Passphrase"), _("Noch &einmal"))
        self.add(self.form)
        self.add(
            SmallText(_("Ältere Sicherungen öffnen sich weiter mit der Passphrase vom Tag der Sicherung."))
        )
        self.save = quiet_button(_("Passphrase ändern"), self.ask_to_save)
        self.add_end(Flow(self.save))
        self.present.entered.connect(self.new.first.setFocus)
        self.new.entered.connect(self.ask_to_save)

    def forget(self) -> None:
        """Empty the fields."""
        self.present.clear()
        self.new.clear()

    def check(self) -> None:
        """Mark what is missing or not the same."""
        if not self.present.value():
            self._present_row.set_fault(_("Bitte geben Sie die bisherige Passphrase ein."))
        else:
            self._present_row.set_fault(self.frame.patience.not_yet())
        self.new.check()

    def act(self) -> tuple[Callable[[Desk], Outcome[object]], str]:
        """Return the change."""
        present, new = self.present.value(), self.new.value()
        return lambda desk: change_passphrase(desk, present, new), _("Die Passphrase ist geändert.")

    def failed(self, trouble: Trouble) -> None:
        """Say it at the present passphrase, if that is what was wrong."""
        from intman_desktop.vault.troubles import WrongPassphrase

        desk = self.frame.desk
        if desk is not None and desk.vault.folder != practice_vault():  # nobody knows that one's passphrase
            self.frame.patience.heed(desk.vault.folder, trouble)
        if isinstance(trouble, WrongPassphrase):
            self._present_row.set_fault(_("Die bisherige Passphrase passt nicht."))
            self.present.select_all()
        else:
            super().failed(trouble)


class SetPassphraseCard(KeyForm):
    """The card for whoever has opened with the emergency sheet. Signals: ``put_off``. Attributes: ``new``."""

    put_off = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, _("Neue Passphrase festlegen"))
        self.add(
            Text(
                _(
                    "Sie haben mit dem Notfallblatt geöffnet. Legen Sie jetzt eine neue Passphrase fest, "
                    "dann kann das Blatt wieder an seinen sicheren Ort; es gilt weiter. Die bisherige "
                    "Passphrase öffnet danach nicht mehr."
                )
            )
        )
        self.new = NewPassphrase(self.form, _("&Neue Passphrase"), _("Noch &einmal"))
        self.add(self.form)
        self.save = primary_button(_("Passphrase festlegen"), self.ask_to_save)
        self.add_end(Flow(self.save, quiet_button(_("Später"), self.put_off.emit)))
        self.new.entered.connect(self.ask_to_save)

    def forget(self) -> None:
        """Empty the fields."""
        self.new.clear()

    def check(self) -> None:
        """Mark what is missing or not the same."""
        self.new.check()

    def act(self) -> tuple[Callable[[Desk], Outcome[object]], str]:
        """Return the new passphrase."""
        new = self.new.value()
        return lambda desk: set_owner_passphrase(desk, new), _("Die neue Passphrase gilt ab jetzt.")
