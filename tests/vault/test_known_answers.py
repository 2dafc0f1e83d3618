"""The encryption gives the known answers, and what fails in it is named."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from intman_desktop import sealing
from intman_desktop.paths import resource
from intman_desktop.vault import known_answers
from intman_desktop.vault.connection import copy_opened
from intman_desktop.vault.known_answers import prove_encryption, prove_sqlcipher
from intman_desktop.vault.place_troubles import EncryptionFails

STORED = resource("known_answers", "known.db")


@pytest.fixture(autouse=True)
def _asked_anew() -> Iterator[None]:
    prove_encryption.cache_clear()
    yield
    prove_encryption.cache_clear()


def test_the_encryption_gives_the_known_answers_and_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    prove_encryption()
    monkeypatch.setattr(sealing, "known_answers", None)
    prove_encryption()


def test_what_fails_is_named_and_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise sealing.SelfTestFailed("HKDF")

    with monkeypatch.context() as patch:
        patch.setattr(sealing, "known_answers", fail)
        with pytest.raises(EncryptionFails) as caught:
            prove_encryption()
    assert "(HKDF)" in caught.value.sentence()
    prove_encryption()


def test_a_stored_database_that_was_changed_proves_nothing(tmp_path: Path) -> None:
    changed = Path(shutil.copy(STORED, tmp_path))
    content = bytearray(changed.read_bytes())
    content[5000] ^= 1
    changed.write_bytes(content)
    with pytest.raises(EncryptionFails, match="EncryptionFails") as caught:
        prove_sqlcipher(changed)
    assert "known.db" in caught.value.sentence()


def test_an_installation_without_the_stored_database_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_answers, "_STORE", ("known_answers", "missing.db"))
    with pytest.raises(EncryptionFails) as caught:
        prove_encryption()
    assert "(SQLCipher)" in caught.value.sentence()


class _Driver:
    """A connection of a SQLCipher that gives other answers to what begins with ``asked``."""

    def __init__(self, driver: Any, asked: str, rows: list[tuple[object, ...]]) -> None:
        self.driver, self.asked, self.rows = driver, asked, rows

    def execute(self, statement: str) -> Any:
        return _Rows(self.rows) if statement.startswith(self.asked) else self.driver.execute(statement)


class _Rows(list[tuple[object, ...]]):
    """The rows of an answer."""

    def fetchall(self) -> list[tuple[object, ...]]:
        return self

    def fetchone(self) -> tuple[object, ...]:
        return self[0]


def _answering(asked: str, *rows: tuple[object, ...]) -> Callable[[Path, bytes], AbstractContextManager[Any]]:
    @contextmanager
    def opened(path: Path, key: bytes) -> Iterator[Any]:
        with copy_opened(path, key) as driver:
            yield _Driver(driver, asked, list(rows))

    return opened


@pytest.mark.parametrize(
    ("asked", "rows", "named"),
    [
        ("PRAGMA cipher_settings", [("PRAGMA kdf_iter = 4000;",)], "cipher_settings"),
        ("SELECT number", [(1, "Gruesse")], "SELECT"),
        ("PRAGMA cipher_integrity_check", [("HMAC verification failed for page 2",)], "HMAC"),
        ("SELECT count", [(3,)], "key"),
    ],
)
def test_every_other_answer_of_sqlcipher_is_found(
    monkeypatch: pytest.MonkeyPatch, asked: str, rows: list[tuple[object, ...]], named: str
) -> None:
    monkeypatch.setattr(known_answers, "copy_opened", _answering(asked, *rows))
    with pytest.raises(EncryptionFails) as caught:
        prove_encryption()
    assert f"SQLCipher, {named}" in caught.value.sentence()


def test_another_error_than_a_wrong_key_is_no_refusal_of_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def execute(self, _statement: str) -> Any:
            raise sqlcipher.OperationalError("disk I/O error")

    @contextmanager
    def opened(path: Path, key: bytes) -> Iterator[Any]:
        with copy_opened(path, key) as driver:
            yield Broken() if key == bytes(32) else driver

    monkeypatch.setattr(known_answers, "copy_opened", opened)
    with pytest.raises(EncryptionFails) as caught:
        prove_encryption()
    assert "(SQLCipher)" in caught.value.sentence()
