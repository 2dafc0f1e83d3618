"""A self-test with known answers stands before every store that is made, opened or restored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from intman_desktop import sealing
from intman_desktop.cli.commands import main
from intman_desktop.vault.backup import back_up
from intman_desktop.vault.founding import create_vault
from intman_desktop.vault.known_answers import prove_encryption
from intman_desktop.vault.place_troubles import EncryptionFails
from intman_desktop.vault.restoring import restore_backup
from intman_desktop.vault.store import look_at_vault, open_vault
from tests.vault.making import FAST, NOON, PASSPHRASE, make_store


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Yield a patch under which the cryptography will be asked anew."""
    prove_encryption.cache_clear()
    yield monkeypatch
    prove_encryption.cache_clear()


def test_no_store_is_made_opened_or_restored_by_encryption_that_answers_otherwise(
    tmp_path: Path, broken: pytest.MonkeyPatch
) -> None:
    make_store(tmp_path / "tresor")
    with open_vault(tmp_path / "tresor", PASSPHRASE) as vault:
        backup = back_up(vault, tmp_path / "sicherung.imb", NOON).file
    prove_encryption.cache_clear()
    broken.setattr(sealing, "mac", lambda *_: bytes(32))
    broken.setattr(sealing, "derive_key", None)  # no secret is touched
    with pytest.raises(EncryptionFails):
        look_at_vault(tmp_path / "tresor")
    with pytest.raises(EncryptionFails):
        open_vault(tmp_path / "tresor", PASSPHRASE)
    with pytest.raises(EncryptionFails):
        create_vault(tmp_path / "neu", PASSPHRASE, parameters=FAST)
    with pytest.raises(EncryptionFails):
        restore_backup(
            backup, PASSPHRASE, tmp_path / "her", forget=lambda _vault, _digests: frozenset(), now=NOON
        )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["erased.txt", "sicherung.imb", "tresor"]


def test_the_command_for_it_names_what_fails(
    broken: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken.setattr(sealing, "mac", lambda *_: bytes(32))
    assert main(["self-test", "--language", "de"]) == 9
    said = capsys.readouterr().out
    assert "Verschlüsselung: FEHLER" in said
    assert "(HMAC)" in said
