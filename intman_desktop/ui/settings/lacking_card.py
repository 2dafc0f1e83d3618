"""What papers still lack, each line leading to its field (E8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.documents.office_words import office_words
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


class LackingLine(QWidget):
    """Says beside papers that they cannot be made yet, and leads to the settings (Rule E8).

    ``to_settings(name)`` opens the field of ``Office`` that is missing first. Attributes: ``settings``.
    """

    def __init__(self, to_settings: Callable[[str], object]) -> None:
        super().__init__()
        self._first = ""
        self._said = Text("", "error")
        self.settings = link_button(_("Zu den Einstellungen"), lambda: to_settings(self._first))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        column.addWidget(self._said)
        column.addWidget(Flow(self.settings))
        self.hide()

    def show_lacking(self, names: Sequence[str]) -> None:
        """Name the fields that are missing; nothing is missing, nothing is shown."""
        words = field_words()
        text = ngettext(
            "Die Papiere lassen sich noch nicht machen. In den Einstellungen fehlt: {fields}.",
            "Die Papiere lassen sich noch nicht machen. In den Einstellungen fehlen: {fields}.",
            len(names),
        ).format(fields=", ".join(words[name] for name in names))
        self._first = next(iter(names), "")
        self._said.setText(text if names else "")
        self.setVisible(bool(names))


def field_words() -> dict[str, str]:
    """Return the fields that papers need, by name, in words."""
    return office_words()
