"""A link below a field that fills it with what is mostly right there, offered while the field is empty."""

from __future__ import annotations

from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.fields import TextField
from intman_desktop.ui.parts.form import FormRow
from intman_desktop.ui.parts.room import keep_room


class OfferedLink:
    """Fills the line of text of ``row`` when it is clicked. Attributes: ``link``."""

    def __init__(self, row: FormRow, field: TextField, label: str) -> None:
        self._field = field
        self._words = ""
        self._stored = ""
        self.link = link_button(label, self._take)
        row.add_below(self.link)
        field.textChanged.connect(lambda _text: self._offer())
        self._offer()

    def know(self, words: str, stored: str) -> None:
        """Offer ``words``; ``stored`` is what was saved in the field."""
        self._words, self._stored = words, stored
        self.link.setAccessibleDescription(words)
        self.link.setToolTip(words)
        self._offer()

    def close_up_if_stored(self, put: str) -> None:
        """Take away the empty place of what is no longer offered, once ``put`` is what was saved."""
        if put == self._stored:
            self.close_up()

    def close_up(self) -> None:
        """Leave no empty place where nothing is offered."""
        keep_room(self.link, kept=not self.link.isHidden())

    def _offer(self) -> None:
        offered = bool(self._words) and not self._field.value()
        if offered:
            keep_room(self.link)
        self.link.setVisible(offered)

    def _take(self) -> None:
        self._field.insert(self._words)
        self._field.setFocus()
