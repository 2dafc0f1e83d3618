"""A new passphrase in a form: twice, with a word on its strength; it advises and never refuses."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from intman_desktop.language import _
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.state import State, StateChip
from intman_desktop.ui.unlock.passphrase_field import PassphraseField
from intman_desktop.ui.unlock.strength import advice


class NewPassphrase(QObject):
    """Adds its two rows to a form, the fields ``first`` and ``again``.

    Signals: ``entered`` – Enter in the second.
    """

    entered = Signal()

    def __init__(self, form: Form, first: str, again: str) -> None:
        """Name the two fields by the labels ``first`` and ``again``."""
        super().__init__(form)
        self.first = PassphraseField()
        self._first_row = form.row(first, self.first)
        self._strength = StateChip(State.OPEN, "")
        self._strength.hide()
        form.wide(self._strength)
        self.again = PassphraseField()
        self._again_row = form.row(again, self.again)
        self.first.edited.connect(self._judge)
        self.first.entered.connect(self.again.setFocus)
        self.again.entered.connect(self.entered)

    def value(self) -> str:
        """Return the passphrase exactly as typed."""
        return self.first.value()

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.again.clear()
        self._strength.hide()

    def check(self) -> None:
        """Mark what is missing or not the same; the form then leads to it."""
        if not self.first.value():
            self._first_row.set_fault(_("Bitte wählen Sie eine Passphrase."))
        elif self.first.value() != self.again.value():
            self._again_row.set_fault(_("Das ist nicht dasselbe. Bitte noch einmal."))

    def _judge(self) -> None:
        typed = self.first.value()
        self._strength.setVisible(bool(typed))
        self._strength.set_state(*advice(typed))
