"""What is asked before a store is made, opened or restored, and before a secret is."""

from __future__ import annotations

from pathlib import Path

from intman_desktop.vault.edge import all_troubles
from intman_desktop.vault.known_answers import prove_encryption
from intman_desktop.vault.links import refuse_links
from intman_desktop.vault.places import refuse_for_store


def guard(folder: Path) -> None:
    """Refuse encryption that fails, a place where no store may lie, and links in the store's place.

    Raises the troubles of ``vault.place_troubles`` and ``NoRight``; nothing was written or derived then.
    """
    prove_encryption()
    with all_troubles(folder):
        refuse_for_store(folder)
        refuse_links(folder)
