"""What papers still lack of the office, and the way to the settings (E8)."""

from __future__ import annotations

from collections.abc import Sequence

from intman_desktop.language import _
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import primary_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.labels import QuietText
from intman_desktop.ui.settings.lacking_card import field_words


class OfficeLackingCard(Card):
    """Hidden while nothing is missing. Attributes: ``act``, which opens the settings at the first of them."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(_("Für die Papiere fehlt noch etwas"))
        self._frame = frame
        self._first = ""
        self._names = QuietText()
        self.add(self._names)
        self.act = primary_button(_("In den Einstellungen ergänzen"), self._go, icon="settings")
        self.add(self.act)
        self.hide()

    def show_lacking(self, names: Sequence[str]) -> None:
        """Name what is missing, by the fields of ``Office``."""
        self.setVisible(bool(names))
        self._first = names[0] if names else ""
        words = field_words()
        self._names.setText(", ".join(words[name] for name in names))

    def _go(self) -> None:
        self._frame.open_page("settings", field=self._first)
