"""What papers still lack, each line leading to its field (E8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from intman_desktop.language import _, ngettext
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.tokens import space


class LackingCard(Card):
    """Hidden while nothing is missing; ``go(name)`` opens the field of ``Office`` called so."""

    def __init__(self, go: Callable[[str], object]) -> None:
        super().__init__(_("Für die Papiere fehlt noch etwas"))
        self._go = go
        self.hide()

    def show_lacking(self, names: Sequence[str]) -> None:
        """Name the fields that are missing."""
        self.clear()
        self.setVisible(bool(names))
        if not names:
            return
        text = ngettext(
            "Ohne diese Angabe lässt sich kein Papier drucken:",
            "Ohne diese Angaben lässt sich kein Papier drucken:",
            len(names),
        )
        self.add(Text(text))
        words = field_words()
        links = [link_button(words[name], lambda name=name: self._go(name)) for name in names]  # type: ignore[misc]
        self.add(Flow(*links, gap=space(4)))


def field_words() -> dict[str, str]:
    """Return the fields that papers need, by name, in words."""
    return {
        "provider": _("Träger"),
        "office": _("Standort"),
        "controller": _("Verantwortlich"),
        "controller_address": _("Anschrift des Verantwortlichen"),
        "data_protection_officer": _("Datenschutzbeauftragte Person"),
        "supervisory_authority": _("Aufsichtsbehörde"),
        "purposes": _("Zwecke"),
        "recipients": _("Empfänger"),
        "storage_time": _("Dauer der Speicherung"),
        "workers": _("Wer hier berät"),
    }
