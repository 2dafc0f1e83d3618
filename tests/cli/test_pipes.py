"""A pipe or a device where a file is named: refused at once, but for the passphrase, within bounds."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from intman_desktop.cli import pipes
from intman_desktop.errors import Refused, Trouble
from intman_desktop.services.casework.scans import prepare_file
from intman_desktop.ui.list_import.reading import bytes_of
from intman_desktop.vault.files import NotAFile
from tests.cli.conftest import Intman
from tests.opened import PASSPHRASE

pytestmark = pytest.mark.linux


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    os.mkfifo(tmp_path / "rohr")
    return tmp_path / "rohr"


@contextmanager
def _written(pipe: Path, content: bytes) -> Iterator[None]:
    writer = threading.Thread(target=pipe.write_bytes, args=(content,))
    writer.start()
    yield
    writer.join()


@pytest.mark.parametrize(
    ("command", "code"), [(("import",), 8), (("restore",), 27), (("rescue", "--backup"), 27)]
)
def test_a_pipe_is_no_file_to_be_read(
    intman: Intman, store: Path, pipe: Path, command: tuple[str, ...], code: int
) -> None:
    for file in (pipe, "/dev/zero"):
        ended = intman(store, *command, file)
        assert (ended.code, ended.out) == (code, "")
        assert ended.err


def test_a_pipe_is_no_scan_and_no_list(pipe: Path) -> None:
    with pytest.raises(Refused, match="scan_file_unreachable"):
        prepare_file(pipe)
    with pytest.raises(Trouble):
        bytes_of(pipe)


def test_a_passphrase_may_come_out_of_a_pipe(plain: Intman, store: Path, pipe: Path) -> None:
    with _written(pipe, PASSPHRASE.encode() + b"\n"):
        assert plain("verify", "--vault", store, "--passphrase-file", pipe).code == 0


@pytest.mark.parametrize("ready", [False, True])
def test_nobody_is_waited_for_without_end(
    plain: Intman, store: Path, pipe: Path, monkeypatch: pytest.MonkeyPatch, ready: bool
) -> None:
    monkeypatch.setattr(pipes, "_UNTIL_SOMEBODY_WRITES", 0.05)
    monkeypatch.setattr(pipes, "SECONDS", 0.1)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    writer = os.open(pipe, os.O_WRONLY) if ready else None
    try:
        assert plain("verify", "--vault", store, "--passphrase-file", pipe).code == 7
    finally:
        for each in (reader, writer):
            if each is not None:
                os.close(each)


def test_a_passphrase_is_bounded_and_comes_out_of_no_device(
    plain: Intman, store: Path, pipe: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert plain("verify", "--vault", store, "--passphrase-file", "/dev/zero").code == 7
    with _written(pipe, b"x" * 10):
        assert pipes.read_file_or_pipe(pipe, 4) == b"xxxx"
    monkeypatch.delattr(os, "O_NONBLOCK")
    with pytest.raises(NotAFile):
        pipes.read_file_or_pipe(Path("/dev/zero"), 4)
