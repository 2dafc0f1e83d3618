"""After opening with the emergency sheet: the way to a new passphrase, at once."""

from __future__ import annotations

from intman_desktop.services.keeping.keyring import read_keyring
from intman_desktop.ui.frame import Frame
from intman_desktop.values.keyring import EMERGENCY, Keyring


def lead_to_new_passphrase(frame: Frame) -> None:
    """Open the keys in the settings if the store was opened with the emergency sheet."""

    def lead(ring: Keyring) -> None:
        if any(way.here and way.kind == EMERGENCY for way in ring.ways):
            frame.open_page("settings", part="keys")

    frame.ask(read_keyring, on_done=lead)
