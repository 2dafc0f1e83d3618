"""What is still to be done about the keys, and the way to where it is done."""

from __future__ import annotations

from intman_desktop.language import _
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.labels import QuietText
from intman_desktop.values.keyring import EMERGENCY, Keyring


class KeysCard(Card):
    """Hidden while nothing is to be done. Attributes: ``act``, which opens the keys in the settings."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(_("Am Schlüssel ist noch etwas zu tun"))
        self._words = QuietText()
        self.add(self._words)
        self._where: dict[str, object] = {}
        self.act = quiet_button(
            _("Zu den Schlüsseln"),
            lambda: frame.open_page("settings", part="keys", **self._where),
            icon="key-round",
        )
        self.add(self.act)
        self.hide()

    def show_ring(self, ring: Keyring) -> None:
        """Say what was put off: a passphrase after the emergency sheet, a sheet in safe hands, a key."""
        by_sheet = any(way.here and way.kind == EMERGENCY for way in ring.ways)
        words = []
        if by_sheet:
            words.append(
                _("Sie haben mit dem Notfallblatt geöffnet und noch keine neue Passphrase festgelegt.")
            )
        if ring.sheet_missing:
            words.append(_("Zu diesem Tresor gibt es zurzeit kein Notfallblatt."))
        elif ring.sheet_unseen:
            words.append(
                _(
                    "Vielleicht öffnet kein Notfallblatt, das Sie haben: Das letzte Ausstellen wurde "
                    "unterbrochen."
                )
            )
        elif ring.sheet_awaited:
            words.append(_("Ob das Notfallblatt gedruckt ist und sicher liegt, wurde noch nicht bestätigt."))
        if ring.renewal_due:
            words.append(
                _("Ein Zugang wurde entfernt oder ersetzt, aber der Schlüssel des Tresors ist noch der alte.")
            )
        about_sheet = ring.sheet_missing or ring.sheet_unseen or ring.sheet_awaited
        # Without a passphrase of one's own that comes first; it stands at the top.
        self._where = {"sheet": True} if about_sheet and not by_sheet else {}
        self._words.setText("\n".join(words))
        self.act.setVisible(ring.may_change)
        self.setVisible(bool(words))
