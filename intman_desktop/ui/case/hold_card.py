"""A case on hold opens only with a reason, which is journaled (L2)."""

from __future__ import annotations

from collections.abc import Callable

from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import primary_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.fields import TextField
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import QuietText


class HoldCard(Card):
    """Stands in the place of the case; ``open_held(reason)`` is called with the reason typed."""

    def __init__(self, open_held: Callable[[str], object]) -> None:
        super().__init__()
        self._open_held = open_held
        self._said = QuietText()
        self.add(self._said)
        self._form = Form()
        self._reason = TextField()
        self._row = self._form.row(_("&Grund der Einsicht"), self._reason, _("Er wird protokolliert."))
        self._reason.returnPressed.connect(self._send)
        self.add(self._form)
        self._button = primary_button(_("Akte öffnen"), self._send)
        self.add(self._button)

    def ask(self, sentence: str) -> None:
        """Say why the case is closed and ask for the reason to open it."""
        self.say(sentence)
        self._form.show()
        self._button.show()

    def say(self, sentence: str) -> None:
        """Say why there is nothing to show."""
        self._said.setText(sentence)
        self._form.hide()
        self._button.hide()
        self.show()

    def _send(self) -> None:
        reason = self._reason.value()
        self._row.set_fault("" if reason else _("Bitte geben Sie einen Grund an."))
        if reason:
            self._reason.clear()
            self._open_held(reason)
