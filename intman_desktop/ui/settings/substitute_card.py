"""Letting a substitute in: her name, and the passphrase that she types herself at this laptop."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal

from intman_desktop.language import _
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.keeping.keyring import add_substitute
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import primary_button, quiet_button
from intman_desktop.ui.parts.fields import TextField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.parts.scroll_page import go_in
from intman_desktop.ui.settings.key_form import KeyForm
from intman_desktop.ui.unlock.new_passphrase import NewPassphrase
from intman_desktop.values.keyring import LONGEST_SUBSTITUTE
from intman_desktop.values.outcome import Outcome


class SubstituteCard(KeyForm):
    """Hidden until it is wanted. Signals: ``ended``. Attributes: ``name``, ``new``, ``save``."""

    ended = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, _("Vertretung hinzufügen"))
        self.add(
            Text(
                _(
                    "Die Vertretung wählt eine eigene Passphrase und tippt sie hier selbst ein. Sie kann "
                    "damit alles lesen und bearbeiten; was sie tut, steht mit ihrem Namen im Protokoll. "
                    "Zugänge hinzufügen oder entfernen kann sie nicht. Ihr Name steht dann auch in der "
                    "Datenschutzerklärung."
                )
            )
        )
        self.name = TextField(longest=LONGEST_SUBSTITUTE)
        self._name_row = self.form.row(_("Na&me der Vertretung"), self.name)
        self.new = NewPassphrase(self.form, _("&Passphrase der Vertretung"), _("N&och einmal"))
        self.add(self.form)
        self.save = primary_button(_("Vertretung hinzufügen"), self.ask_to_save)
        self.add_end(Flow(self.save, quiet_button(_("Abbrechen"), self.leave)))
        self.name.returnPressed.connect(self.new.first.setFocus)
        self.new.entered.connect(self.ask_to_save)
        self.hide()

    def begin(self) -> None:
        """Show the empty form."""
        self.clear()
        self.show()
        go_in(self.name)

    def leave(self) -> None:
        """Close the form and forget what was typed."""
        self.clear()
        self.hide()
        self.ended.emit()

    def forget(self) -> None:
        """Empty the fields."""
        self.name.clear()
        self.new.clear()

    def check(self) -> None:
        """Mark what is missing or not the same."""
        if not self.name.value():
            self._name_row.set_fault(_("Bitte nennen Sie den Namen; er steht im Protokoll."))
        self.new.check()

    def act(self) -> tuple[Callable[[Desk], Outcome[object]], str]:
        """Return the new substitute."""
        name, typed = self.name.value(), self.new.value()
        said = _("{name} kann den Tresor jetzt öffnen.").format(name=name)
        return lambda desk: add_substitute(desk, name, typed), said

    def done(self) -> None:
        """Close the form."""
        self.leave()
