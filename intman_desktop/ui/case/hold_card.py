"""A case on hold opens only with a reason, which is journaled (L2)."""

from __future__ import annotations

from collections.abc import Callable

from intman_desktop.language import _
from intman_desktop.services.common.wording import shown
from intman_desktop.ui.parts.buttons import primary_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.fields import ChoiceField
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import PageTitle, QuietText
from intman_desktop.values.codes import HeldReason


class HoldCard(Card):
    """Stands in the place of the case; ``open_held(reason)`` is called with the reason chosen."""

    def __init__(self, open_held: Callable[[HeldReason], object]) -> None:
        super().__init__()
        self._open_held = open_held
        self._name = PageTitle(_("Akte mit Löschsperre"))
        self._said = QuietText()
        self.add(self._name)
        self.add(self._said)
        self._form = Form()
        self.reason = ChoiceField([(each.value, shown(each)) for each in HeldReason])
        self._row = self._form.row(
            _("&Grund der Einsicht"), self.reason, _("Er steht mit Tag und Uhrzeit im Protokoll.")
        )
        self.add(self._form)
        self._button = primary_button(_("Akte öffnen"), self._send)
        self.add(self._button)

    def ask(self, sentence: str) -> None:
        """Say why the case is closed and ask for the reason to open it."""
        self.say(sentence)
        self._name.show()
        self._form.show()
        self._button.show()

    def say(self, sentence: str) -> None:
        """Say why there is nothing to show."""
        self._said.setText(sentence)
        self._name.hide()
        self._form.hide()
        self._button.hide()
        self.show()

    def _send(self) -> None:
        reason = self.reason.code()
        self._row.set_fault("" if reason else _("Bitte wählen Sie einen Grund."))
        if reason:
            self.reason.set_code("")
            self._open_held(HeldReason(reason))
