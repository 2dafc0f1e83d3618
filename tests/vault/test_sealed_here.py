"""What is sealed for a store opens in it alone, and for the same purpose alone (P2)."""

from __future__ import annotations

from intman_desktop.vault.renewing import renew
from intman_desktop.vault.sealed_here import seal_here, unseal_here
from intman_desktop.vault.vault import Vault

SAID = b"Pause in der Werkstatt"


def test_what_was_sealed_for_one_purpose_opens_for_no_other_and_after_a_renewal_as_well(vault: Vault) -> None:
    sealed = seal_here(vault, "one", SAID)
    assert SAID not in sealed.content and "content" not in repr(sealed)
    assert (unseal_here(vault, "one", sealed), unseal_here(vault, "other", sealed)) == (SAID, None)
    renew(vault)
    assert unseal_here(vault, "one", sealed) == SAID
