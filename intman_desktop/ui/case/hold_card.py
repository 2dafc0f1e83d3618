"""A case on hold opens only with a reason, which is journaled; unopened it has its number alone (L2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from intman_desktop.language import _
from intman_desktop.services.common.wording import shown
from intman_desktop.ui.parts.buttons import primary_button, quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.doubts import understood
from intman_desktop.ui.parts.fields import ChoiceField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import PageTitle, QuietText, Text
from intman_desktop.ui.wording import day
from intman_desktop.values.codes import HeldReason


class HoldCard(Card):
    """Stands in the place of the case; ``open_held(reason)`` is called with the reason chosen.

    ``back()`` leaves the case unopened.
    """

    def __init__(self, open_held: Callable[[HeldReason], object], back: Callable[[], object]) -> None:
        super().__init__()
        self._open_held = open_held
        self._name = PageTitle(_("Akte mit Löschsperre"))
        self._which = Text()
        self._said = QuietText()
        for words in (self._name, self._which, self._said):
            self.add(words)
        self._form = Form()
        self.reason = ChoiceField([(each.value, shown(each)) for each in HeldReason])
        self._row = self._form.row(
            _("&Grund der Einsicht"), self.reason, _("Er steht mit Tag und Uhrzeit im Protokoll.")
        )
        self.add(self._form)
        self._button = primary_button(_("Akte öffnen"), self._send)
        self.add(Flow(self._button, quiet_button(_("Zurück"), back)))

    def ask(self, sentence: str, number: str, review_on: date | None) -> None:
        """Say which case it is and why it is closed, and ask for the reason to open it."""
        self.say(sentence)
        review = [_("wieder ansehen am {day}").format(day=day(review_on))] if review_on else []
        self._which.setText(" · ".join([number, *review]))
        for widget in (self._name, self._which, self._form, self._button):
            widget.show()

    def say(self, sentence: str) -> None:
        """Say why there is nothing to show."""
        self._said.setText(sentence)
        for widget in (self._name, self._which, self._form, self._button):
            widget.hide()
        self.show()

    def _send(self) -> None:
        if not understood(self):
            return
        reason = self.reason.code()
        self._row.set_fault("" if reason else _("Bitte wählen Sie einen Grund."))
        if reason:
            self.reason.set_code("")
            self._open_held(HeldReason(reason))
