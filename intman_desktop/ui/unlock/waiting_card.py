"""What covers the window until it is known whether a store lies where it is looked for."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal

from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.labels import PageTitle, QuietText, Text
from intman_desktop.ui.unlock.cover import Cover

_PATIENCE_MS = 400
"""A disk of one's own answers long before; nothing flickers then."""


class WaitingCard(Cover):
    """Empty at first; a folder that does not answer at once is waited for with a word, and with a way on.

    Signals: ``other_wanted`` – another store, a new one, or a backup.
    """

    other_wanted = Signal()

    def __init__(self, reason: str = "") -> None:
        """Say the ``reason`` why the store is closed, if there is one."""
        super().__init__()
        self.card.add(PageTitle(_("Einen Moment bitte …")))
        if reason:
            self.card.add(Text(reason))
        self.card.add(QuietText(_("Der Ordner des Tresors antwortet noch nicht.")))
        self.card.add(link_button(_("Anderer Tresor, neuer Tresor oder Sicherung …"), self.other_wanted.emit))
        self.card.hide()
        QTimer.singleShot(_PATIENCE_MS, self, self.card.show)
